"""A View as a sheet of numbers: those of the View itself, shown with as many decimals as on the page.

What the page hides is hidden here, in the same words: "färre än 5", "nästan inga".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jamstalld.charts.words import NO_VALUE, hidden_rows, level_texts, row_name, signed, unit_in, visible_rows
from jamstalld.export.documents.model import Cell, Number, Sheet
from jamstalld.export.documents.pictures import tables_of
from jamstalld.export.documents.showing import source_of
from jamstalld.snapshots import Answer
from jamstalld.views.model import Estimate, Group, Row, View
from jamstalld.wording.bases import INDEX, base_heading, running
from jamstalld.wording.numbers import MINUS, NBSP, count_or_few, parse_number
from jamstalld.wording.sentences import VERDICT_WORDS, share_text
from jamstalld.wording.words import capitalised

_Cells = dict[str, Cell]
_WRITTEN = re.compile(rf"(?P<number>[+{MINUS}]?\d[\d{NBSP}]*(,\d+)?)(?P<percent>{NBSP}%)?")


def answer_sheets(answer: Answer) -> list[Sheet]:
    """Give the tables of an answer: of a View its own numbers, of others those that their page shows."""
    if isinstance(answer, View):
        return [view_sheet(answer)]
    about = (answer.question, answer.sentences[0], source_of(answer))
    return [
        Sheet(caption, caption, about, tuple(rows[0]), tuple(tuple(map(_number, row.values())) for row in rows))
        for caption, rows in tables_of(answer)
    ]


def _number(text: str) -> Cell:
    """Read a number as the page writes it, with the decimals that it has; any other text stays a text."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return text
    value, percent = parse_number(found["number"]), found["percent"] is not None
    decimals = len(found["number"].partition(",")[2])
    return Number(value / 100 if percent else value, decimals, percent, signed=text[0] in f"+{MINUS}")


def view_sheet(view: View) -> Sheet:
    """Give the table of a View as numbers: its rows, then what is not shown and why."""
    rows = visible_rows(view)
    title = view.by_title or "Rad"
    filled = [{title: row_name(row), **_cells(row, view, rows)} for row in rows]
    headings = list(filled[0]) if filled else [title, *_cells(view.total, view, rows)]
    hidden: list[_Cells] = [{title: name, "Bedömning": f"visas inte: {reason}"} for name, reason in hidden_rows(view)]
    return Sheet(
        name=f"{view.title} per {running(title)}",
        title=view.question,
        about=(
            view.sentences[0],
            source_of(view),
        ),
        header=tuple(headings),
        rows=tuple(tuple(cells.get(heading, NO_VALUE) for heading in headings) for cells in (*filled, *hidden)),
    )


def _cells(row: Row, view: View, rows: list[Row]) -> _Cells:
    cells = _COLUMNS.get(view.kind, _shares)(row, view)
    if any(other.representation for other in rows):
        cells |= _base(row, view)
    cells |= _difference(f"Skillnad ({view.unit})", "Osäkerhet", row.difference, view)
    if any(other.adjusted for other in rows):
        cells |= _difference("Standardiserad skillnad", "Osäkerhet, standardiserad", row.adjusted, view)
    if any(other.previous for other in rows):
        change = row.previous.change if row.previous else None
        cells |= _difference("Förändring av skillnaden", "Osäkerhet, förändring", change, view)
    return cells | {"Bedömning": VERDICT_WORDS[row.verdict]}


def _difference(heading: str, spread: str, found: Estimate | None, view: View) -> _Cells:
    headings = (heading, f"{spread}, från", f"{spread}, till")
    if found is None:
        return dict.fromkeys(headings, NO_VALUE)
    values = (found.estimate, found.low, found.high)
    told = unit_in(view).of_interval(found.low, found.high)
    return {heading: _signed(value, view, told) for heading, value in zip(headings, values, strict=True)}


def _signed(value: float, view: View, told: int | None) -> Number:
    """Give a difference with the decimals that the page writes; what rounds to nothing has no sign."""
    text = signed(value, unit_in(view), told)
    return Number(value, len(text.partition(",")[2]), signed=text != "0")


def _shares(row: Row, view: View) -> _Cells:
    cells: _Cells = {}
    for who, group in _sexes(row, view):
        cells[f"{who}, antal"] = NO_VALUE if group.n is None else _count(group.count, view)
        cells[f"{who}, av"] = NO_VALUE if group.n is None else Number(group.n)
        cells[f"{who}, andel"] = _share(group.share, protected=view.protected)
    return cells


def _means(row: Row, view: View) -> _Cells:
    unit = unit_in(view)
    cells: _Cells = {}
    for who, group in _sexes(row, view):
        low, high = group.quartiles or (None, None)
        cells[f"{who}, antal"] = _count(group.n, view)
        cells[f"{who}, medelvärde ({unit.many})"] = _level(group.mean, unit.decimals)
        cells[f"{who}, median"] = _level(group.median, unit.decimals)
        cells[f"{who}, nedre kvartil"] = _level(low, unit.decimals)
        cells[f"{who}, övre kvartil"] = _level(high, unit.decimals)
    return cells


def _pairs(row: Row, view: View) -> _Cells:
    (women, hers), (men, his) = _sexes(row, view)
    pairs = row.pairs
    # The rest of a hundred, as on the page, so that the three add up as they are shown.
    alike = 100 - sum(map(int, level_texts(row, view))) if pairs else 0
    return {
        f"{women}, antal": _count(hers.n, view),
        f"{men}, antal": _count(his.n, view),
        f"{women} högre ({view.unit})": Number(100 * pairs.women_higher) if pairs else NO_VALUE,
        f"{men} högre ({view.unit})": Number(100 * pairs.men_higher) if pairs else NO_VALUE,
        f"Lika ({view.unit})": Number(max(alike, 0)) if pairs else NO_VALUE,
    }


_COLUMNS: Mapping[str, Callable[[Row, View], _Cells]] = {"mean": _means, "ordinal": _pairs}


def _sexes(row: Row, view: View) -> tuple[tuple[str, Group], tuple[str, Group]]:
    women, men = map(capitalised, view.words)
    return (women, row.women), (men, row.men)


def _base(row: Row, view: View) -> _Cells:
    """Give women's share of those counted, and beside another base than all cases its share of that and the index."""
    women, found = view.words[0], row.representation
    cells: _Cells = {f"Andel {women}": _share(found.women_share, protected=view.protected) if found else NO_VALUE}
    if view.base_kind == "cases":
        return cells
    spread = (f"Andel {women}, från", f"Andel {women}, till")
    for heading, end in zip(spread, (found.low, found.high) if found else (None, None), strict=True):
        cells[heading] = NO_VALUE if end is None else Number(end, percent=True)
    if found is None:
        return cells | dict.fromkeys((base_heading(view.base_kind, women), INDEX), NO_VALUE)
    of_base = _share(found.base_women_share, protected=view.protected and view.base_kind == "need")
    told = not view.protected or 0 < found.women_share < 1
    return cells | {
        base_heading(view.base_kind, women): of_base,
        INDEX: Number(found.index, 2) if told else NO_VALUE,
    }


def _count(count: int | None, view: View) -> Cell:
    return count_or_few(None, view.threshold) if count is None else Number(count)


def _level(value: float | None, decimals: int | None) -> Cell:
    return NO_VALUE if value is None else Number(value, decimals or 0)


def _share(share: float | None, *, protected: bool) -> Cell:
    """Give a share; all or nothing of a protected group is said in words, as on the page."""
    if share is None or (protected and not 0 < share < 1):
        return share_text(share, protected=protected)
    return Number(share, len(share_text(share, protected=False).partition(",")[2].rstrip("\u00a0%")), percent=True)
