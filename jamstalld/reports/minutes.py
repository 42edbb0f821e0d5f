"""The minutes of a meeting, which write themselves: what was shown, what was said, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jamstalld.dialogue.prompts import Prompt
from jamstalld.export.documents.model import Block, Bullets, Document, Paragraph, Quote, Section, filled
from jamstalld.export.documents.showing import Shown, method_of, section_of, shown
from jamstalld.reports.four_steps import METHOD, answers
from jamstalld.reports.material import Held, Studied, Treated
from jamstalld.reports.saying import actions_table, causes_table, open_box, said_text, verdict_text
from jamstalld.wording.meetings import present_text
from jamstalld.wording.numbers import day_text

UNNAMED = "Möte"
CAME_TO, CONCLUSIONS, DECIDED, OPEN = "Vad vi kom fram till", "Slutsatser", "Beslut och åtgärder", "Öppna lådan"
SAID, STILL_OPEN = "Vad som sades", "Åtgärder som inte är klara"

_CONCLUDING = ("focus", "causes", "conclude", "act")

Part = Block | Section


def minutes(held: Held, prompts: Sequence[Prompt], made: date) -> Document:
    """Put a meeting together as minutes: the agenda point by point, then what it led to.

    Parameters
    ----------
    prompts
        The questions of the analysis, in order.
    made
        The day they are made.
    """
    meeting = held.meeting
    seen = {treated.point.identity: shown(treated.answer) for treated in held.points if treated.answer}
    told = [(treated, _point(treated, seen.get(treated.point.identity), held)) for treated in held.points]
    told = [(treated, section) for treated, section in told if filled([section])]
    agenda = [replace(section, title=f"{number}. {section.title}") for number, (_, section) in enumerate(told, start=1)]
    methods = [(section.title, seen[treated.point.identity]) for treated, section in told if treated.answer]
    concluding = [prompt for prompt in prompts if prompt.step in _CONCLUDING]
    parts = (
        *agenda,
        Section(CONCLUSIONS, tuple(Section(one.analysis.title, _concluded(one, concluding)) for one in held.studied)),
        Section(DECIDED, (actions_table("Vad, vem och till när", held.actions),)),
        Section(OPEN, tuple(open_box(one.causes) for one in held.studied)),
        Section(METHOD, method_of(methods)),
    )
    when = [day_text(meeting.day)] if meeting.day else []
    present = [present_text(held.present)] if held.present else []
    notices = dict.fromkeys(notice for one in seen.values() for notice in one.notices)
    return Document(meeting.title or UNNAMED, (*when, *present), made, parts, tuple(notices))


def _point(treated: Treated, seen: Shown | None, held: Held) -> Section:
    point = treated.point
    title = point.title or (seen.question if seen else point.question)
    parts: list[Part] = [
        *(section_of(seen).parts if seen else ()),
        Paragraph(point.question),
        actions_table(STILL_OPEN, held.still_open if point.kind == "actions" else ()),
        Section(SAID, (Bullets(tuple(map(said_text, treated.said))),)),
        Section(CAME_TO, (Quote(treated.outcome),)),
    ]
    return Section(title, tuple(parts))


def _concluded(one: Studied, prompts: Sequence[Prompt]) -> tuple[Part, ...]:
    return (Paragraph(verdict_text(one.analysis)), *answers(one, prompts), causes_table(one.causes))
