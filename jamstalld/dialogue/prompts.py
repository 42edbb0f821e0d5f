"""The questions that lead a group through a view: the six steps, and what is asked in each.

The questions are our own, from open sources; the municipality may word them anew, leave some out and add its own. The
dictionary of what is shipped is ``prompts.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jamstalld.dialogue.entries import Entry

_FILE = Path(__file__).with_name("prompts.toml")


@dataclass(frozen=True)
class Step:
    """One of the six steps.

    Parameters
    ----------
    key, title
        Its name in the file, and what it is called.
    aim
        What the step is for, in a sentence.
    """

    key: str
    title: str
    aim: str


@dataclass(frozen=True)
class Prompt(Entry):
    """One question. Its identity is its key, and the field of the text that answers it.

    Parameters
    ----------
    step
        The step it is asked in.
    title
        The question.
    help
        What to think of when answering it; may be empty.
    place
        Where in its step, the lowest first.
    asked
        Whether it is asked. What was once answered is shown all the same.
    """

    KIND: ClassVar[str] = "prompt"

    step: str = ""
    title: str = ""
    help: str = ""
    place: int = 0
    asked: bool = True


@cache
def steps() -> tuple[Step, ...]:
    """Give the six steps in order."""
    return tuple(Step(one["key"], one["title"], one["aim"]) for one in _read())


@cache
def shipped_prompts() -> tuple[Prompt, ...]:
    """Give the questions that are shipped, step by step."""
    return tuple(
        Prompt(one["key"], "", step["key"], one["title"], one.get("help", ""), place)
        for step in _read()
        for place, one in enumerate(step["prompt"])
    )


def prompts_with(own: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
    """Give every question in the order it is asked: the shipped ones, or the municipality's own wording of them.

    Parameters
    ----------
    own
        What the municipality has saved.
    """
    words = {prompt.identity: prompt for prompt in own}
    merged = {prompt.identity: words.get(prompt.identity, prompt) for prompt in shipped_prompts()} | words
    order = {step.key: at for at, step in enumerate(steps())}
    return tuple(sorted(merged.values(), key=lambda one: (order.get(one.step, len(order)), one.place, one.identity)))


def worded(text: str, women: str, men: str) -> str:
    """Write a question or its help with what those it is about are called.

    >>> worded("Vad betyder det för {kvinnor}?", "flickor", "pojkar")
    'Vad betyder det för flickor?'
    """
    return text.replace("{kvinnor}", women).replace("{män}", men)


@cache
def _read() -> list[dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))["step"]
