"""The standing picture of a comparison, the words that carry the same finding, and its twin as a table."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from jamstalld.charts.fitting import wrapped
from jamstalld.charts.panels import panels
from jamstalld.charts.records import drawing
from jamstalld.charts.theme import LINE, SMALL, Palette, dressed, written
from jamstalld.charts.words import hidden_rows, interval_text, row_name, signed, visible_rows
from jamstalld.views.model import Group, Row, Verdict, View
from jamstalld.wording.numbers import count_or_few, number, percent, percentage_points
from jamstalld.wording.sentences import VERDICT_WORDS, share_text
from jamstalld.wording.words import capitalised

ALT_LENGTH = 600
"""The most characters of an alternative text."""

_NO_VALUE = "–"


def comparison_chart(view: View, palette: Palette, *, width: int) -> alt.HConcatChart:
    """Draw a view: one row a line, the largest gap first.

    Left, women as a filled circle and men as an open square on one scale of shares, each with its value. Right,
    the difference with its interval around zero, the practical margin shaded, and the verdict. Rows that are
    not shown are named below. In a narrow picture (always below 600 pixels) the label stands above the marks
    and the verdict below them.

    Parameters
    ----------
    view
        What to draw. Hidden rows are never drawn.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    """
    rows = visible_rows(view)
    caption = _caption(view, rows, width)
    columns = panels(drawing(view, rows, palette, width), caption) if rows else [_nothing(caption, palette, width)]
    return dressed(alt.hconcat(*columns, spacing=0, bounds="flush"), palette, description=alt_text(view))


def _nothing(caption: Sequence[str], palette: Palette, width: int) -> alt.LayerChart:
    said = written(["Inga rader kan visas.", *caption], 0, SMALL, palette.muted)
    return alt.LayerChart(layer=[said], width=width, height=round((len(caption) + 1) * SMALL * LINE))


def _caption(view: View, rows: Sequence[Row], width: int) -> list[str]:
    """Say what is shaded and which rows are not shown, line by line."""
    paragraphs = [f"Skuggat: skillnader på högst {percentage_points(view.margin)}."] if rows else []
    hidden = hidden_rows(view)
    for reason in dict.fromkeys(reason for _, reason in hidden):
        names = [name for name, why in hidden if why == reason]
        paragraphs.append(f"Visas inte ({reason}): {', '.join(names)}")
    return [line for paragraph in paragraphs for line in wrapped(paragraph, width, SMALL, lines=3)]


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
    return _shorter(_told(view, rows, len(hidden), 0), ALT_LENGTH)


def _told(view: View, rows: Sequence[Row], hidden: int, named: int) -> str:
    women, men = view.words
    counted = f"{number(len(rows))} {'rad' if len(rows) == 1 else 'rader'}"
    parts = [f"Diagram: {_shorter(view.title, 120)}, {women} jämförda med {men}, {counted}."]
    findings: tuple[Verdict, ...] = ("difference", "similar")
    for verdict in findings:
        found = [row for row in rows if row.verdict == verdict]
        parts.append(f"{VERDICT_WORDS[verdict]}: {_listed(found, view, named)}.")
    for verdict in ("uncertain", "too_small"):
        count = sum(row.verdict == verdict for row in rows)
        if count:
            parts.append(f"{VERDICT_WORDS[verdict]}: {number(count)} {'rad' if count == 1 else 'rader'}.")
    if hidden:
        parts.append(f"Visas inte: {number(hidden)} {'rad' if hidden == 1 else 'rader'}.")
    return " ".join(parts)


def _listed(rows: Sequence[Row], view: View, most: int) -> str:
    if not rows:
        return "ingen rad"
    women, men = view.words
    told = [
        f"{_shorter(row_name(row), 60)} ({women} {share_text(row.women.share, protected=view.protected)}, "
        f"{men} {share_text(row.men.share, protected=view.protected)})"
        for row in rows[:most]
    ]
    left = len(rows) - len(told)
    if left:
        told.append(f"{number(left)} {'rad' if left == 1 else 'rader'}{' till' if told else ''}")
    return ", ".join(told)


def _shorter(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


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
    empty = dict.fromkeys(headings, _NO_VALUE)
    hidden = [empty | {row_title: name, "Bedömning": f"visas inte: {reason}"} for name, reason in hidden_rows(view)]
    return filled + hidden


def _cells(row: Row, view: View, row_title: str, rows: Sequence[Row]) -> dict[str, str]:
    women, men = map(capitalised, view.words)
    cells = {
        row_title: row_name(row),
        f"{women}, antal": _count(row.women, view),
        f"{women}, andel": share_text(row.women.share, protected=view.protected),
        f"{men}, antal": _count(row.men, view),
        f"{men}, andel": share_text(row.men.share, protected=view.protected),
    }
    if any(other.representation for other in rows):
        share = row.representation.women_share if row.representation else None
        cells[f"Andel {view.words[0]}"] = _NO_VALUE if share is None else percent(share)
    difference = row.difference
    cells["Skillnad (procentenheter)"] = _NO_VALUE if difference is None else signed(difference.estimate)
    cells["Osäkerhet"] = _NO_VALUE if difference is None else interval_text(difference)
    if any(other.adjusted for other in rows):
        adjusted = row.adjusted
        cells["Standardiserad skillnad"] = _NO_VALUE if adjusted is None else signed(adjusted.estimate)
    if any(other.previous for other in rows):
        change = row.previous.change if row.previous else None
        cells["Förändring av skillnaden"] = _NO_VALUE if change is None else signed(change.estimate)
    return cells | {"Bedömning": VERDICT_WORDS[row.verdict]}


def _count(group: Group, view: View) -> str:
    if group.n is None:
        return _NO_VALUE
    return f"{count_or_few(group.count, view.threshold)} av {number(group.n)}"
