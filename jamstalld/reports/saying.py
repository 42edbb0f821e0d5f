"""What reports say in words of ours: actions, causes, contributions, dates."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.dialogue.actions import STATUSES
from jamstalld.dialogue.analyses import CAUSE_STATES, JUSTIFIED, Analysis, Cause
from jamstalld.dialogue.gathering import Gathered
from jamstalld.dialogue.prompts import Prompt, worded
from jamstalld.export.documents.model import Table
from jamstalld.reports.material import Decided, Studied
from jamstalld.wording.actions import who_text
from jamstalld.wording.meetings import dots_text
from jamstalld.wording.numbers import day_text
from jamstalld.wording.words import ADULTS

ACTIONS = ("Åtgärd", "Vem", "Till när", "Läge", "Vad som ska visa om det hjälpte")
CAUSES = ("Tänkbar orsak", "Bedömning")
OPEN_BOX = ("Fråga", "Vad vi behöver ta reda på", "Vem", "Till när")
NOT_SET = "–"


def actions_table(caption: str, decided: Sequence[Decided]) -> Table:
    """Give actions as a table."""
    rows = (
        (one.action.what, who_text(one.action.who), day_text(one.action.due), STATUSES[one.action.status], one.shows)
        for one in decided
    )
    return Table(caption, ACTIONS, tuple(tuple(cell or NOT_SET for cell in row) for row in rows))


def causes_table(causes: Sequence[Cause]) -> Table:
    """Give possible causes and how each has been judged as a table."""
    return Table("Tänkbara orsaker", CAUSES, tuple((one.text, CAUSE_STATES[one.state]) for one in causes))


def open_box(causes: Sequence[Cause]) -> Table:
    """Give what is not known yet, and who finds it out, as a table."""
    rows = (
        (one.text, one.find_out or NOT_SET, one.who or NOT_SET, day_text(one.due, NOT_SET))
        for one in causes
        if one.state == "open"
    )
    return Table("Öppna lådan: det vi inte vet än", OPEN_BOX, tuple(rows))


def question_text(prompt: Prompt, one: Studied) -> str:
    """Word a question about what the analysis is about: women and men, or girls and boys."""
    women, men = one.answer.words if one.answer else (ADULTS.women, ADULTS.men)
    return worded(prompt.title, women, men)


def verdict_text(analysis: Analysis) -> str:
    """Say what the group has judged; nothing where it has not."""
    return f"Har skillnaden sakliga skäl? {JUSTIFIED[analysis.justified]}." if analysis.justified else ""


def state_text(analysis: Analysis) -> str:
    """Say whether an analysis is finished, by whom and when."""
    if not analysis.final:
        return "Arbetsmaterial: analysen är inte slutförd."
    return f"Slutförd {day_text(analysis.finalised_on)} av {analysis.finalised_by}."


def said_text(said: Gathered) -> str:
    """Write what was said, its dots, and what others said that comes to the same."""
    dots = f" ({dots_text(said.dots)})" if said.dots else ""
    others = f" Även: {' · '.join(one.text for one in said.others)}" if said.others else ""
    return f"{said.head.text}{dots}{others}"
