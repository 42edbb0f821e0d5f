"""The questions: six steps, each question once, and the municipality's own wording in their place."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.dialogue.prompts import Prompt, prompts_with, shipped_prompts, steps, worded


def test_there_are_six_steps_and_every_question_of_the_handbooks() -> None:
    assert [step.title for step in steps()] == [
        *("Utgångspunkt", "Samla", "Fokusera", "Sök orsaker", "Dra slutsatser", "Åtgärder")
    ]
    assert [prompt.identity for prompt in shipped_prompts()] == [
        *("purpose", "seen", "groups", "focus", "needs", "own_part", "justified", "meaning_women", "meaning_men"),
        *("goals", "equality", "children", "follow_up"),
    ]


def test_the_municipalitys_own_wording_goes_before_the_shipped_one() -> None:
    seen, groups = (next(one for one in shipped_prompts() if one.identity == key) for key in ("seen", "groups"))
    own = (
        replace(seen, title="Vad visar siffrorna?", place=1),
        replace(groups, asked=False, place=0),
        Prompt("egen", "", "gather", "Vad vet vi redan?", place=2),
    )
    asked = [prompt for prompt in prompts_with(own) if prompt.step == "gather"]
    assert [(prompt.title, prompt.asked) for prompt in asked] == [
        (groups.title, False),
        ("Vad visar siffrorna?", True),
        ("Vad vet vi redan?", True),
    ]
    assert len(prompts_with(own)) == len(shipped_prompts()) + 1
    assert prompts_with(()) == shipped_prompts()


def test_women_and_men_are_called_what_they_are() -> None:
    title = next(one.title for one in shipped_prompts() if one.identity == "meaning_men")
    assert worded(title, "kvinnor", "män") == "Vad betyder det för män?"
    assert worded(title, "flickor", "pojkar") == "Vad betyder det för pojkar?"
    assert worded("{0} {x} 100 %", "kvinnor", "män") == "{0} {x} 100 %"
