"""The short Swedish texts that stand in pictures and in their tables."""

from __future__ import annotations

from jamstalld.views.model import Estimate, Group, Hidden, Row, View
from jamstalld.wording.numbers import MINUS, count_or_few, number, percent, percentage_points, points
from jamstalld.wording.sentences import share_text


def row_name(row: Row | Hidden) -> str:
    """Name a row by its label and, if the view has a second breakdown, its split."""
    return row.label if row.split is None else f"{row.label} · {row.split}"


def visible(row: Row) -> bool:
    """Tell whether a row has a share for both sexes, so that it can be drawn."""
    return row.verdict != "hidden" and row.women.share is not None and row.men.share is not None


def visible_rows(view: View) -> list[Row]:
    """Give the rows that can be drawn, in the order of the view: the largest gap first, or that of a scale."""
    return [row for row in view.rows if visible(row)]


def hidden_rows(view: View) -> list[tuple[str, str]]:
    """Give the name of every row that is not drawn, and why, in the order of the view."""
    within = [(row_name(row), row.sentence or "för få personer") for row in view.rows if not visible(row)]
    apart = [(row_name(row), row.reason) for row in view.hidden]
    return [(name, _clause(reason)) for name, reason in within + apart]


def _clause(sentence: str) -> str:
    """Turn "Visas inte: för få personer." into what follows the colon."""
    return sentence.strip().removeprefix("Visas inte:").removesuffix(".").strip()


def gap(row: Row) -> float:
    """Give women's share minus men's in percentage points, 0 where either is hidden."""
    if row.difference is not None:
        return row.difference.estimate
    if row.women.share is None or row.men.share is None:
        return 0.0
    return (row.women.share - row.men.share) * 100


def group_text(group: Group, threshold: int, *, interval: bool = True) -> str:
    """Write what is known of one sex of a row: share, how many of how many, and its uncertainty if asked for."""
    text = share_text(group.share, protected=threshold > 1)
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
