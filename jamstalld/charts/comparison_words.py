"""The standing picture of a comparison in words, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.charts.words import (
    NO_VALUE,
    count_text,
    hidden_rows,
    interval_text,
    level_texts,
    row_name,
    rows_text,
    shorter,
    signed_estimate,
    unit_in,
    visible_rows,
)
from jamstalld.views.model import Estimate, Row, Verdict, View
from jamstalld.wording.bases import INDEX, base_heading, interval_cell
from jamstalld.wording.numbers import count_or_few, number
from jamstalld.wording.sentences import VERDICT_WORDS, share_text
from jamstalld.wording.words import capitalised

ALT_LENGTH = 600
"""The most characters of an alternative text."""


def alt_text(view: View) -> str:
    """Say in Swedish what the picture shows: how many rows, which differ and how, which are similar.

    Never longer than 600 characters: the rows with the smallest gaps are counted instead of named.
    """
    rows = visible_rows(view)
    hidden = hidden_rows(view)
    for named in range(len(rows), -1, -1):
        text = _told(view, rows, len(hidden), named)
        if len(text) <= ALT_LENGTH:
            return text
    return shorter(_told(view, rows, len(hidden), 0), ALT_LENGTH)


def _told(view: View, rows: Sequence[Row], hidden: int, named: int) -> str:
    women, men = view.words
    parts = [f"Diagram: {shorter(view.title, 120)}, {women} jämförda med {men}, {rows_text(len(rows))}.", *_meant(view)]
    findings: tuple[Verdict, ...] = ("difference", "similar")
    for verdict in findings:
        found = [row for row in rows if row.verdict == verdict]
        parts.append(f"{VERDICT_WORDS[verdict]}: {_listed(found, view, named)}.")
    for verdict in ("uncertain", "too_small"):
        count = sum(row.verdict == verdict for row in rows)
        if count:
            parts.append(f"{VERDICT_WORDS[verdict]}: {rows_text(count)}.")
    if hidden:
        parts.append(f"Visas inte: {rows_text(hidden)}.")
    return " ".join(parts)


def _listed(rows: Sequence[Row], view: View, most: int) -> str:
    if not rows:
        return "ingen rad"
    told = [f"{shorter(row_name(row), 60)} ({_levels(row, view)})" for row in rows[:most]]
    left = len(rows) - len(told)
    if left:
        told.append(f"{rows_text(left)}{' till' if told else ''}")
    return ", ".join(told)


def _levels(row: Row, view: View) -> str:
    return ", ".join(f"{word} {text}" for word, text in zip(view.words, level_texts(row, view), strict=True))


def _meant(view: View) -> list[str]:
    """Say what the numbers are where they are not shares."""
    if view.kind == "mean":
        return [f"Medelvärden i {view.unit}."]
    women, men = view.words
    pairs = f"Talen säger i hur många {view.unit} {women} respektive {men} har det högre svaret."
    return [pairs] if view.kind == "ordinal" else []


def comparison_table(view: View, row_title: str) -> list[dict[str, str]]:
    """Give the picture as a table: the same rows in the same order, every cell a Swedish text.

    Parameters
    ----------
    view
        The view.
    row_title
        The heading of the first column: the row variable's title.

    Returns
    -------
    list
        One dictionary a row, all with the same keys in the order of the columns. Hidden rows come last.
    """
    rows = visible_rows(view)
    filled = [_cells(row, view, row_title, rows) for row in rows]
    headings = list(filled[0]) if filled else [*_cells(view.total, view, row_title, rows)]
    empty = dict.fromkeys(headings, NO_VALUE)
    hidden = [empty | {row_title: name, "Bedömning": f"visas inte: {reason}"} for name, reason in hidden_rows(view)]
    return filled + hidden


def _cells(row: Row, view: View, row_title: str, rows: Sequence[Row]) -> dict[str, str]:
    cells = {row_title: row_name(row), **_COLUMNS.get(view.kind, _share_columns)(row, view)}
    if any(other.representation for other in rows):
        cells |= _base_columns(row, view)
    cells[f"Skillnad ({view.unit})"] = _signed(row.difference, view)
    cells["Osäkerhet"] = NO_VALUE if row.difference is None else interval_text(row.difference, unit_in(view))
    if any(other.adjusted for other in rows):
        cells["Standardiserad skillnad"] = _signed(row.adjusted, view)
    if any(other.previous for other in rows):
        cells["Förändring av skillnaden"] = _signed(row.previous.change if row.previous else None, view)
    return cells | {"Bedömning": VERDICT_WORDS[row.verdict]}


def _base_columns(row: Row, view: View) -> dict[str, str]:
    """Give women's share of those counted; beside another base than all cases also its share of that, and the index."""
    women, found = view.words[0], row.representation
    share = NO_VALUE if found is None else share_text(found.women_share, protected=view.protected)
    if view.base_kind == "cases":
        return {f"Andel {women}": share}
    headings = (f"Andel {women}", base_heading(view.base_kind, women), INDEX)
    if found is None:
        return dict.fromkeys(headings, NO_VALUE)
    told = (
        f"{share} {interval_cell(found.low, found.high)}".strip(),
        share_text(found.base_women_share, protected=view.protected and view.base_kind == "need"),
        NO_VALUE if view.protected and not 0 < found.women_share < 1 else number(found.index, 2),
    )
    return dict(zip(headings, told, strict=True))


def _signed(estimate: Estimate | None, view: View) -> str:
    return NO_VALUE if estimate is None else signed_estimate(estimate, unit_in(view))


def _share_columns(row: Row, view: View) -> dict[str, str]:
    cells: dict[str, str] = {}
    for word, group in zip(map(capitalised, view.words), (row.women, row.men), strict=True):
        cells[f"{word}, antal"] = count_text(group, view.threshold)
        cells[f"{word}, andel"] = share_text(group.share, protected=view.protected)
    return cells


def _mean_columns(row: Row, view: View) -> dict[str, str]:
    cells: dict[str, str] = {}
    unit = unit_in(view)
    for word, group in zip(map(capitalised, view.words), (row.women, row.men), strict=True):
        cells[f"{word}, antal"] = count_or_few(group.n, view.threshold)
        cells[f"{word}, medelvärde ({unit.many})"] = NO_VALUE if group.mean is None else unit.bare_level(group.mean)
        cells[f"{word}, median"] = NO_VALUE if group.median is None else unit.bare_level(group.median)
        quartiles = map(unit.bare_level, group.quartiles or ())
        cells[f"{word}, kvartiler"] = " till ".join(quartiles) or NO_VALUE
    return cells


def _pair_columns(row: Row, view: View) -> dict[str, str]:
    women, men = map(capitalised, view.words)
    hers, his = level_texts(row, view) if row.pairs else (NO_VALUE, NO_VALUE)
    both = str(max(100 - int(hers) - int(his), 0)) if row.pairs else NO_VALUE
    return {
        f"{women}, antal": count_or_few(row.women.n, view.threshold),
        f"{men}, antal": count_or_few(row.men.n, view.threshold),
        f"{women} högre ({view.unit})": hers,
        f"{men} högre ({view.unit})": his,
        f"Lika ({view.unit})": both,
    }


_COLUMNS = {"mean": _mean_columns, "ordinal": _pair_columns}
