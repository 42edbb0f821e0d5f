"""What a group has seen and decided as slides: a sentence, a picture and speaker's notes a slide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from jamstalld.dialogue.prompts import Prompt
from jamstalld.export.documents.model import Deck, Slide
from jamstalld.export.documents.showing import SLIDE_WIDTH, notices_of, shown, slide_of
from jamstalld.reports.four_steps import TITLE
from jamstalld.reports.material import Decided, Held, Studied, Treated
from jamstalld.reports.minutes import DECIDED, STILL_OPEN, UNNAMED
from jamstalld.reports.saying import question_text, said_text, state_text, verdict_text
from jamstalld.snapshots import Answer
from jamstalld.wording.numbers import day_text

MEANS = "Vad det betyder"

_ON_SCREEN = "conclude"
"""The step whose answers are shown; those of the others are for the speaker."""


def meeting_slides(held: Held, made: date) -> Deck:
    """Put a meeting together as slides: one for each point, and one for what was decided."""
    slides = [slide for treated in held.points if (slide := _point(treated, held)) is not None]
    meeting = held.meeting
    when = (day_text(meeting.day),) if meeting.day else ()
    answers = [treated.answer for treated in held.points if treated.answer]
    decided = _decided(held.actions)
    return Deck(meeting.title or UNNAMED, when, made, (*slides, *decided), _notices(answers))


def analysis_slides(every: Sequence[Studied], prompts: Sequence[Prompt], made: date) -> Deck:
    """Put analyses together as slides: what was seen, what it means, what is done."""
    slides = [slide for one in every for slide in _analysis(one, prompts)]
    titles = tuple(one.analysis.title for one in every)
    return Deck(TITLE, titles, made, tuple(slides), _notices([one.answer for one in every if one.answer]))


def _point(treated: Treated, held: Held) -> Slide | None:
    point = treated.point
    said = (*map(said_text, treated.said), *treated.outcome.splitlines())
    if treated.answer:
        return slide_of(shown(treated.answer, width=SLIDE_WIDTH), said)
    if point.kind == "actions":
        lines = (*map(_line, held.still_open), *said)
        return Slide(point.title or STILL_OPEN, bullets=lines, notes=point.question) if lines else None
    lines = said or (point.question,)
    if not any(line.strip() for line in lines):
        return None
    return Slide(point.title or point.question, bullets=lines, notes=point.question)


def _analysis(one: Studied, prompts: Sequence[Prompt]) -> list[Slide]:
    asked = [prompt for prompt in prompts if prompt.identity in one.texts]
    said = [f"{question_text(prompt, one)} {one.texts[prompt.identity]}" for prompt in asked]
    concluded = [one.texts[prompt.identity] for prompt in asked if prompt.step == _ON_SCREEN]
    means = tuple(filter(None, (verdict_text(one.analysis), *concluded)))
    slides = [_first(one, asked, said)]
    if means:
        slides.append(Slide(f"{MEANS}: {one.analysis.title}", bullets=means, notes="\n".join(said)))
    return [*slides, *_decided(one.actions)]


def _first(one: Studied, asked: Sequence[Prompt], said: Sequence[str]) -> Slide:
    """Show what was seen; of an analysis without numbers what is written before the conclusions."""
    if one.answer:
        return slide_of(shown(one.answer, width=SLIDE_WIDTH), said)
    written = (one.texts[prompt.identity] for prompt in asked if prompt.step != _ON_SCREEN)
    return Slide(one.analysis.title, bullets=(*written, state_text(one.analysis)), notes="\n".join(said))


def _decided(actions: Sequence[Decided]) -> list[Slide]:
    return [Slide(DECIDED, bullets=tuple(map(_line, actions)))] if actions else []


def _line(decided: Decided) -> str:
    action = decided.action
    return " – ".join(part for part in (action.what, action.who, day_text(action.due)) if part)


def _notices(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notice for answer in answers for notice in notices_of(answer)))
