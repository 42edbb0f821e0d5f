"""The short Swedish texts that stand in pictures and in their tables, and the order of the rows."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.dictionary import dictionary
from jamstalld.views.model import Estimate, Group, Hidden, Row, Verdict, View
from jamstalld.wording.numbers import MINUS, count_or_few, number, percent, percentage_points, points

VERDICTS: Mapping[Verdict, str] = {
    "difference": "Skillnad",
    "similar": "Likvärdigt",
    "uncertain": "Kan bero på slumpen",
    "too_small": "För litet underlag",
    "hidden": "Visas inte",
}
"""What each verdict is called, in the order rows with the same gap are shown."""

_RANK = {verdict: at for at, verdict in enumerate(VERDICTS)}


def row_name(row: Row | Hidden) -> str:
    """Name a row by its label and, if the view has a second breakdown, its split."""
    return row.label if row.split is None else f"{row.label} · {row.split}"


def capital(text: str) -> str:
    """Give a text a capital first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def visible(row: Row) -> bool:
    """Tell whether a row has a share for both sexes, so that it can be drawn."""
    return row.verdict != "hidden" and row.women.share is not None and row.men.share is not None


def gap(row: Row) -> float:
    """Give women's share minus men's in percentage points, 0 where either is hidden."""
    if row.difference is not None:
        return row.difference.estimate
    if row.women.share is None or row.men.share is None:
        return 0.0
    return (row.women.share - row.men.share) * 100


def ordered_rows(view: View) -> list[Row]:
    """Order the visible rows by the size of the gap, the largest first, equals by verdict and then by name.

    Rows that form a scale or follow each other in time (quarters, age groups, levels) keep their own order.
    """
    rows = [row for row in view.rows if visible(row)]
    if _has_own_order(view.by):
        return rows
    return sorted(rows, key=lambda row: (-round(abs(gap(row)), 1), _RANK[row.verdict], row_name(row)))


def _has_own_order(by: str) -> bool:
    variable = dictionary().variables.get(by)
    if variable is None:
        return False
    ordered = variable.codes is not None and variable.codes.ordered
    return ordered or variable.type == "quarter" or by == "age_group"


def hidden_rows(view: View) -> list[tuple[str, str]]:
    """Give the name of every row that is not drawn, and why, in the order of the view."""
    within = [(row_name(row), row.sentence or "för få personer") for row in view.rows if not visible(row)]
    apart = [(row_name(row), row.reason) for row in view.hidden]
    return [(name, _clause(reason)) for name, reason in within + apart]


def _clause(sentence: str) -> str:
    """Turn "Visas inte: för få personer." into what follows the colon."""
    text = sentence.strip().removesuffix(".")
    return text.split(":", 1)[1].strip() if text.lower().startswith("visas inte:") else text


def share_text(group: Group, *, protected: bool) -> str:
    """Write a share as per cent.

    What rounds to 0 or 100 % without being so gets a decimal. Where small numbers are protected, nothing and
    everything of a group are not told from a few and from all but a few.

    >>> share_text(Group(80, None, 0.0, 0.0, 0.05), protected=True)
    'nästan inga'
    """
    if group.share is None:
        return "–"
    if group.count is None or (protected and group.share <= 0):
        return "nästan inga"
    if protected and group.share >= 1:
        return "nästan alla"
    rounds_away = 0 < group.share < 0.005 or 0.995 <= group.share < 1
    return percent(group.share, 1 if rounds_away else 0)


def group_text(group: Group, threshold: int, *, interval: bool = True) -> str:
    """Write what is known of one sex of a row: share, how many of how many, and its uncertainty if asked for."""
    text = share_text(group, protected=threshold > 1)
    if group.n is not None:
        text += f" ({count_or_few(group.count, threshold)} av {number(group.n)})"
    if interval and group.low is not None and group.high is not None:
        text += f", osäkerhet {number(group.low * 100)}–{percent(group.high)}"
    return text


def signed(value: float) -> str:
    """Write a difference in percentage points with its sign; what rounds to nothing has none.

    >>> signed(-9.2), signed(0.0)
    ('−9', '0')
    """
    text = points(value)
    if not text.strip("0,"):
        return "0"
    return f"{MINUS if value < 0 else '+'}{text}"


def interval_text(estimate: Estimate) -> str:
    """Write the interval of a difference, "−16 till −2"."""
    return f"{signed(estimate.low)} till {signed(estimate.high)}"


def difference_text(estimate: Estimate) -> str:
    """Write a difference with its sign and unit."""
    sign = signed(estimate.estimate)[:1]
    return f"{sign if sign in f'+{MINUS}' else ''}{percentage_points(estimate.estimate)}"
