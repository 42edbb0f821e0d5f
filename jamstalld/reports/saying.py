"""What reports say in words of ours: actions, causes, contributions, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from jamstalld.dialogue.actions import STATUSES, Action, Expected
from jamstalld.dialogue.analyses import CAUSE_STATES, JUSTIFIED, Analysis, Cause
from jamstalld.export.documents.model import Table
from jamstalld.periods import Quarter
from jamstalld.reports.material import Said
from jamstalld.wording.numbers import date_text, quarter_text

ACTIONS = ("Åtgärd", "Vem", "Till när", "Läge", "Väntad förändring")
CAUSES = ("Tänkbar orsak", "Bedömning")
OPEN_BOX = ("Fråga", "Vad vi behöver ta reda på", "Vem", "Till när")
NOT_SET = "–"

_EXPECTED: Mapping[Expected, str] = {
    "smaller": "Skillnaden minskar",
    "kept": "Skillnaden är kvar som den är",
    "women_more": "Högre för kvinnor",
    "women_fewer": "Lägre för kvinnor",
    "men_more": "Högre för män",
    "men_fewer": "Lägre för män",
}


def day_text(iso: str) -> str:
    """Write a day that is kept as ISO text; a dash where none is set."""
    return date_text(datetime.combine(date.fromisoformat(iso), time())) if iso else NOT_SET


def actions_table(caption: str, actions: Sequence[Action]) -> Table:
    """Give actions as a table."""
    rows = ((one.what, one.who or NOT_SET, day_text(one.due), STATUSES[one.status], _expected(one)) for one in actions)
    return Table(caption, ACTIONS, tuple(rows))


def _expected(action: Action) -> str:
    """Say what an action is expected to change, where, and by when it is to be seen."""
    if not action.expected:
        return NOT_SET
    what = _EXPECTED[action.expected]
    where = " · ".join(part for part in (action.label, action.split) if part)
    when = f"syns senast {quarter_text(Quarter.parse(action.by_quarter))}" if action.by_quarter else ""
    return ", ".join(part for part in (f"{what} ({where})" if where else what, when) if part)


def causes_table(causes: Sequence[Cause]) -> Table:
    """Give possible causes and how each has been judged as a table."""
    return Table("Tänkbara orsaker", CAUSES, tuple((one.text, CAUSE_STATES[one.state]) for one in causes))


def open_box(causes: Sequence[Cause]) -> Table:
    """Give what is not known yet, and who finds it out, as a table."""
    rows = (
        (one.text, one.find_out or NOT_SET, one.who or NOT_SET, day_text(one.due))
        for one in causes
        if one.state == "open"
    )
    return Table("Öppna lådan: det vi inte vet än", OPEN_BOX, tuple(rows))


def verdict_text(analysis: Analysis) -> str:
    """Say what the group has judged; nothing where it has not."""
    return f"Har skillnaden sakliga skäl? {JUSTIFIED[analysis.justified]}." if analysis.justified else ""


def state_text(analysis: Analysis) -> str:
    """Say whether an analysis is finished, by whom and when."""
    if not analysis.final:
        return "Arbetsmaterial: analysen är inte slutförd."
    return f"Slutförd {day_text(analysis.finalised_on)} av {analysis.finalised_by}."


def said_text(said: Said) -> str:
    """Write what was said, its dots, and what others said that comes to the same."""
    dots = f" ({said.dots} {'prick' if said.dots == 1 else 'prickar'})" if said.dots else ""
    others = f" Även: {' · '.join(said.others)}" if said.others else ""
    return f"{said.text}{dots}{others}"
