"""The four-step report: gender equality, equality and the child's rights in what is put before the committee.

The steps are in our own words: who is concerned, what differs and what does not, what it means, what is proposed and
how it is followed up. Whatever the group has not written is left out, heading and all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from jamstalld.dialogue.prompts import Prompt
from jamstalld.export.documents.model import Block, Document, Paragraph, Quote, Section, Table
from jamstalld.export.documents.showing import Shown, method_of, section_of, shown, source_of
from jamstalld.reports.material import Studied
from jamstalld.reports.saying import actions_table, causes_table, open_box, question_text, state_text, verdict_text
from jamstalld.views.over_time_model import OverTime

TITLE = "Kvinnor och män i socialtjänsten: skillnader, likheter och vad vi gör"
STEPS = (
    "1. Vilka det gäller",
    "2. Vad som skiljer och vad som är lika",
    "3. Vad det betyder",
    "4. Vad som föreslås och hur det följs upp",
)
GENDER, EQUALITY, CHILDREN = "Jämställdhet", "Jämlikhet", "Barnets rättigheter"
METHOD = "Metod och skydd"
WORKING = "Arbetsmaterial: alla analyser är inte slutförda"

_OWN_HEADING = {"equality": EQUALITY, "children": CHILDREN}
# In which of the report's four steps the six of the conversation are told. What an unknown step holds is told last.
_TOLD_IN = {"start": 0, "gather": 1, "focus": 1, "causes": 2, "conclude": 2, "act": 3}

Part = Block | Section
Tell = Callable[[Studied], Sequence[Part]]


def four_steps(every: Sequence[Studied], prompts: Sequence[Prompt], made: date) -> Document:
    """Put analyses together as a report in four steps.

    Parameters
    ----------
    prompts
        The questions of the analysis, in order.
    made
        The day it is made.
    """
    seen = {one.analysis.identity: shown(one.answer) for one in every if one.answer}
    asked = [[prompt for prompt in prompts if _TOLD_IN.get(prompt.step, 3) == step] for step in range(4)]
    parts = (
        Section(STEPS[0], (_figures(every), *_each(every, lambda one: answers(one, asked[0])))),
        Section(STEPS[1], tuple(_each(every, lambda one: _differs(one, seen, asked[1])))),
        Section(STEPS[2], _means(every, asked[2])),
        Section(STEPS[3], tuple(_each(every, lambda one: _proposed(one, asked[3])))),
        Section(METHOD, method_of([(one.analysis.title, seen[one.analysis.identity]) for one in every if one.answer])),
    )
    titles = [one.analysis.title for one in every]
    working = [] if all(one.analysis.final for one in every) else [WORKING]
    notices = dict.fromkeys(notice for one in seen.values() for notice in one.notices)
    return Document(TITLE, (*titles, *working), made, parts, tuple(notices))


def answers(one: Studied, prompts: Sequence[Prompt]) -> list[Part]:
    """Give what the group has written, each question with its answer; what is not answered is left out."""
    return [
        Section(question_text(prompt, one), (Quote(one.texts[prompt.identity]),))
        for prompt in prompts
        if prompt.identity in one.texts
    ]


def _each(every: Sequence[Studied], tell: Tell) -> list[Part]:
    """Tell of each analysis under its own heading; of a single one without."""
    if len(every) == 1:
        return list(tell(every[0]))
    return [Section(one.analysis.title, tuple(tell(one))) for one in every]


def _figures(every: Sequence[Studied]) -> Table:
    """Give whom each analysis is about, by sex; one over time has its numbers quarter by quarter in its table."""
    told = [(one.analysis.title, one.answer) for one in every if one.answer]
    by_sex = not any(isinstance(answer, OverTime) for _, answer in told)
    rows = tuple((title, source_of(answer)) for title, answer in told)
    return Table("Underlaget, uppdelat på kön" if by_sex else "Underlaget", ("Analys", "Underlag"), rows)


def _differs(one: Studied, seen: dict[str, Shown], prompts: Sequence[Prompt]) -> list[Part]:
    found = seen.get(one.analysis.identity)
    shown_parts = section_of(found).parts if found else ()
    return [*shown_parts, *answers(one, prompts), Paragraph(state_text(one.analysis), small=True)]


def _means(every: Sequence[Studied], prompts: Sequence[Prompt]) -> tuple[Part, ...]:
    """Tell what it means under the three headings that a report must have, where something is written under them."""
    general = [prompt for prompt in prompts if prompt.identity not in _OWN_HEADING]

    def gender(one: Studied) -> list[Part]:
        judged = Paragraph(verdict_text(one.analysis))
        return [*answers(one, general), judged, causes_table(one.causes)]

    def own(key: str) -> Tell:
        return lambda one: [Quote(one.texts.get(key, ""))]

    return (
        Section(GENDER, tuple(_each(every, gender))),
        *(Section(heading, tuple(_each(every, own(key)))) for key, heading in _OWN_HEADING.items()),
    )


def _proposed(one: Studied, prompts: Sequence[Prompt]) -> list[Part]:
    return [actions_table("Åtgärder", one.actions), *answers(one, prompts), open_box(one.causes)]
