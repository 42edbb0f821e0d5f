"""The answers of a scale, or the bands of a number, as shares of each sex: their words and their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.charts.words import NO_VALUE, rows_text, shorter, visible_rows
from jamstalld.errors import RequestError
from jamstalld.views.model import Group, Row, View
from jamstalld.views.saying import name
from jamstalld.wording.numbers import FEW, number, percent
from jamstalld.wording.words import capitalised, enumerated

ROWS_AT_MOST = 8
"""How many rows beside the total a picture of them all has."""

_ALT_LENGTH = 600


@dataclass(frozen=True)
class Spread:
    """The answers of one row.

    Parameters
    ----------
    shares, counts
        Of women and of men: the share (0–1) and the released count of each answer, None where it is hidden.
    """

    name: str
    shares: tuple[tuple[float | None, ...], tuple[float | None, ...]]
    counts: tuple[tuple[int | None, ...], tuple[int | None, ...]]


def spreads(view: View, row_label: str | None) -> list[Spread]:
    """Give the answers of one row, or of the total and the first rows of the view.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    rows = [row for row in (view.total, *visible_rows(view)) if _has_answers(row, view)]
    if row_label is None:
        return [_spread(row, view) for row in rows[: 1 + ROWS_AT_MOST]]
    chosen = [row for row in rows if name(row) == row_label]
    if not chosen:
        raise RequestError("Raden finns inte i vyn eller visas inte. Välj en av raderna som visas.")
    return [_spread(chosen[0], view)]


def _has_answers(row: Row, view: View) -> bool:
    counts = [group.distribution for group in (row.women, row.men)]
    return bool(view.answers) and all(len(one) == len(view.answers) for one in counts) and any(map(any, counts))


def _spread(row: Row, view: View) -> Spread:
    women, men = (_shares(group) for group in (row.women, row.men))
    return Spread(name(row), (women, men), (row.women.distribution, row.men.distribution))


def _shares(group: Group) -> tuple[float | None, ...]:
    """Give the share of each answer among those that are shown."""
    whole = sum(count for count in group.distribution if count is not None)
    return tuple(None if count is None or not whole else count / whole for count in group.distribution)


def distribution_alt_text(view: View, row_label: str | None = None) -> str:
    """Say in Swedish how many bars there are, and how large a share of each sex gave the lowest and highest answers.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    found = spreads(view, row_label)
    if not found:
        return "Diagram utan fördelning att visa."
    women, men = view.words
    begun = (
        f"Staplad fördelning: {shorter(view.title, 80)}, {women} och {men}, {rows_text(len(found))}, "
        f"{number(len(view.answers))} svar från ”{view.answers[0]}” till ”{view.answers[-1]}”."
    )
    told = [f"{spread.name}: {_told(spread, view)}." for spread in found]
    for named in range(len(told), 1, -1):
        text = " ".join([begun, *told[:named]])
        if len(text) <= _ALT_LENGTH:
            return text
    return shorter(" ".join([begun, told[0]]), _ALT_LENGTH)


def _told(spread: Spread, view: View) -> str:
    """Say a row in words: the ends of a scale, or else which answer of each sex is the commonest."""
    ends = [at for at in (0, len(view.answers) - 1) if any(shares[at] is not None for shares in spread.shares)]
    if view.kind == "ordinal" and ends:
        return "; ".join(f"{view.answers[at]} {enumerated(_both(spread, view, at))}" for at in ends)
    return enumerated([_commonest(word, shares, view) for word, shares in zip(view.words, spread.shares, strict=True)])


def _both(spread: Spread, view: View, at: int) -> list[str]:
    few = FEW.format(threshold=view.threshold)
    shares = [few if shares[at] is None else percent(shares[at] or 0.0) for shares in spread.shares]
    return [f"{word} {share}" for word, share in zip(view.words, shares, strict=True)]


def _commonest(word: str, shares: Sequence[float | None], view: View) -> str:
    most = max((share for share in shares if share is not None), default=None)
    if most is None:
        return f"{word} visas inte"
    return f"{word} oftast {view.answers[shares.index(most)]} ({percent(most)})"


def distribution_table(view: View, row_label: str | None = None) -> list[dict[str, str]]:
    """Give the picture as a table with a line for each bar: the share of each answer and how many gave it.

    Without a row it has every row of the view, also those that the picture has no room for.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    if row_label is None:
        shown = [row for row in (view.total, *visible_rows(view)) if _has_answers(row, view)]
        found = [_spread(row, view) for row in shown]
    else:
        found = spreads(view, row_label)
    return [
        {view.by_title: spread.name, "Kön": capitalised(word)}
        | {
            answer: _cell(share, count, view.threshold)
            for answer, share, count in zip(view.answers, shares, counts, strict=True)
        }
        for spread in found
        for word, shares, counts in zip(view.words, spread.shares, spread.counts, strict=True)
    ]


def _cell(share: float | None, count: int | None, threshold: int) -> str:
    if count is None:
        return FEW.format(threshold=threshold) if threshold > 1 else NO_VALUE
    return NO_VALUE if share is None else f"{percent(share)} ({number(count)})"
