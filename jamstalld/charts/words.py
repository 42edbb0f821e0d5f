"""The short Swedish texts that stand in pictures and in their tables, in the unit of the measure."""

from __future__ import annotations

from typing import Protocol

from jamstalld.views.model import Estimate, Group, Hidden, Row, View
from jamstalld.wording.numbers import MINUS, count_or_few, number, percent
from jamstalld.wording.sentences import share_text
from jamstalld.wording.units import POINTS, Unit, unit_of
from jamstalld.wording.words import ADULTS, CHILDREN, Sexes

NO_VALUE = "–"


class Measured(Protocol):
    """What says in which unit its differences are, such as a View."""

    @property
    def unit(self) -> str:
        """The unit in the plural."""
        ...

    @property
    def unit_one(self) -> str:
        """The unit in the singular."""
        ...

    @property
    def margin(self) -> float:
        """The practical margin, in the unit."""
        ...


def unit_in(seen: Measured) -> Unit:
    """Give what the differences of a view are counted in, and so with how many decimals they are written."""
    return unit_of(seen.unit, seen.unit_one, seen.margin)


def sexes_for(words: tuple[str, str]) -> Sexes:
    """Give every form of what the sexes are called."""
    return CHILDREN if words == (CHILDREN.women, CHILDREN.men) else ADULTS


def row_name(row: Row | Hidden) -> str:
    """Name a row by its label and, if the view has a second breakdown, its split."""
    return row.label if row.split is None else f"{row.label} · {row.split}"


def levels(row: Row) -> tuple[float, float] | None:
    """Give what is compared of a row, women first; None where one of them is hidden.

    Shares 0–1; means in their unit; of a scale in how many of 100 pairs of a woman and a man she, or he, is higher.
    """
    if row.pairs is not None:
        return 100 * row.pairs.women_higher, 100 * row.pairs.men_higher
    women, men = ((group.share if group.mean is None else group.mean) for group in (row.women, row.men))
    return None if women is None or men is None else (women, men)


def level_texts(row: Row, view: View) -> tuple[str, str]:
    """Write what is compared of women and of men: shares, means, or numbers of pairs."""
    if row.pairs is not None:
        return number(100 * row.pairs.women_higher), number(100 * row.pairs.men_higher)
    women, men = (_level_text(group, view) for group in (row.women, row.men))
    return women, men


def _level_text(group: Group, view: View) -> str:
    if group.mean is not None:
        return unit_in(view).bare_level(group.mean)
    return share_text(group.share, protected=view.protected)


def visible(row: Row) -> bool:
    """Tell whether a row has something of both sexes to compare, so that it can be drawn."""
    return row.verdict != "hidden" and levels(row) is not None


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
    """Give women minus men in the unit of the differences, 0 where either is hidden."""
    if row.difference is not None:
        return row.difference.estimate
    women, men = levels(row) or (0.0, 0.0)
    return (women - men) * (100 if row.women.mean is None and row.pairs is None else 1)


def gap_text(row: Row, unit: Unit) -> str:
    """Write the difference of a row with its sign and without its unit."""
    return signed(gap(row), unit) if row.difference is None else signed_estimate(row.difference, unit)


def count_text(group: Group, threshold: int) -> str:
    """Write how many of a group count: "38 av 126"."""
    if group.n is None:
        return NO_VALUE
    return f"{count_or_few(group.count, threshold)} av {number(group.n)}"


def group_text(group: Group, threshold: int, *, interval: bool = True, unit: Unit = POINTS) -> str:
    """Write what is known of one sex of a row: share or mean, how many, and its uncertainty if asked for.

    Parameters
    ----------
    unit
        The unit of a mean.
    """
    ends = None if group.low is None or group.high is None else (group.low, group.high)
    if group.mean is not None:
        text = f"{unit.level(group.mean)} ({count_or_few(group.n, threshold)} svar)"
        spread = ends and " till ".join(map(unit.bare_level, ends))
    else:
        text = share_text(group.share, protected=threshold > 1)
        if group.n is not None:
            text += f" ({count_text(group, threshold)})"
        spread = ends and f"{number(ends[0] * 100)}–{percent(ends[1])}"
    return f"{text}, osäkerhet {spread}" if interval and spread else text


def signed(value: float, unit: Unit = POINTS, decimals: int | None = None) -> str:
    """Write a difference with its sign and without its unit; what rounds to nothing has none.

    >>> signed(-9.2), signed(0.0)
    ('−9', '0')
    """
    text = unit.bare(value, decimals)
    if not text.strip("0,"):
        return "0"
    return f"{MINUS if value < 0 else '+'}{text}"


def signed_estimate(estimate: Estimate, unit: Unit = POINTS) -> str:
    """Write a difference with its sign, as exactly as its interval is narrow."""
    return signed(estimate.estimate, unit, unit.of_interval(estimate.low, estimate.high))


def interval_text(estimate: Estimate, unit: Unit = POINTS) -> str:
    """Write the interval of a difference, "−16 till −2"."""
    decimals = unit.of_interval(estimate.low, estimate.high)
    return f"{signed(estimate.low, unit, decimals)} till {signed(estimate.high, unit, decimals)}"


def difference_text(estimate: Estimate, unit: Unit = POINTS) -> str:
    """Write a difference with its sign and unit."""
    sign = signed_estimate(estimate, unit)[:1]
    told = unit.size(estimate.estimate, unit.of_interval(estimate.low, estimate.high))
    return f"{sign if sign in f'+{MINUS}' else ''}{told}"


def side_text(value: float, words: tuple[str, str], unit: Unit = POINTS) -> str:
    """Say a difference in words: "5 procentenheter högre för kvinnor"."""
    return unit.sided(value, sexes_for(words)) if abs(value) >= unit.no_side else "ingen skillnad"


def shorter(text: str, most: int) -> str:
    """Cut a text to so many characters; what is cut ends in "…"."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def rows_text(count: int) -> str:
    """Count rows: "1 rad", "6 rader"."""
    return f"{number(count)} {'rad' if count == 1 else 'rader'}"
