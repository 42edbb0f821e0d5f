"""The difference between women and men in each crossing of two variables."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from jamstalld.charts.fitting import flowed, text_width, wrapped
from jamstalld.charts.heat_grid import APART, CELL, Grid, HeatCell, cell_records, grid_of, shown
from jamstalld.charts.heat_words import heat_alt_text, heat_table
from jamstalld.charts.marks import Record, as_is, filled, marked
from jamstalld.charts.symbols import SHAPES, signs, verdict_fill
from jamstalld.charts.theme import LINE, SMALL, TEXT, Palette, dressed, written
from jamstalld.views.model import Verdict
from jamstalld.wording.sentences import VERDICT_WORDS
from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import capitalised

__all__ = ["HeatCell", "heat_alt_text", "heat_map", "heat_table"]

_HATCH = 9
_SIGN = 60
_SIGN_ROOM = 20
_SWATCH = 22
_BESIDE = 4


def heat_map(
    cells: Sequence[HeatCell],
    palette: Palette,
    *,
    width: int,
    unit: Unit = POINTS,
    margin: float = 5.0,
    words: tuple[str, str] = ("kvinnor", "män"),
    threshold: int = 5,
) -> alt.LayerChart:
    """Draw a cell for each row and column with the difference written in it, tinted by its size and direction.

    The verdict is a sign in the corner of the cell: filled diamond, equals sign, open diamond or cross. Cells that
    are not shown are hatched.

    Parameters
    ----------
    cells
        Rows and columns come in the order in which they are first named. A crossing without a cell is hidden.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    unit, margin
        The unit of the differences, and the practical margin in it: smaller differences have no tint.
    words
        What the sexes are called, women first.
    threshold
        The smallest count that is shown.
    """
    said = heat_alt_text(cells, unit=unit, words=words)
    if not cells:
        nothing = written("Inga rutor kan visas.", 0, SMALL, palette.muted)
        return dressed(alt.LayerChart(layer=[nothing], width=width, height=2 * SMALL), palette, description=said)
    every = shown(cells)
    grid = grid_of(every, width, unit)
    records = cell_records(every, grid, palette, unit, margin, words, threshold)
    layers = [
        *_cells(records, grid, palette),
        *_names(grid, palette),
        *_key(grid, palette, unit, margin, words, hidden=any(record["hidden"] for record in records)),
    ]
    return dressed(alt.LayerChart(layer=layers, width=width, height=grid.height), palette, description=said)


def _cells(records: Sequence[Record], grid: Grid, palette: Palette) -> list[alt.Chart]:
    tips = {
        "tip_title": "title",
        "tip_difference": "Skillnad",
        "tip_interval": "Osäkerhet",
        "tip_verdict": "Bedömning",
        "tip_n": "Antal",
    }
    known = [record for record in records if not record["hidden"]]
    boxes = marked(records, tips).mark_rect(stroke=palette.line, strokeWidth=1)
    return [
        boxes.encode(
            x=grid.x("left"), x2=alt.X2(field="right"), y=grid.y("top"), y2=alt.Y2(field="bottom"), fill=filled("tint")
        ),
        _hatch([record for record in records if record["hidden"]], grid, palette),
        *(
            marked([record for record in known if (record["verdict"] == "difference") == sure], tips)
            .mark_text(fontSize=grid.text, fontWeight=700 if sure else 400)
            .encode(
                x=grid.x("middle"),
                y=grid.y("number_at"),
                text=alt.Text(field="text", type="nominal"),
                color=as_is("colour"),
            )
            for sure in (True, False)
        ),
        signs(marked(known, tips).encode(x=grid.x("sign_at"), y=grid.y("sign_down")), _SIGN),
    ]


def _hatch(boxes: Sequence[Record], grid: Grid, palette: Palette) -> alt.Chart:
    lines = [line for box in boxes for line in _hatched(box)]
    return (
        marked(lines)
        .mark_rule(color=palette.line, strokeWidth=1)
        .encode(x=grid.x("x"), x2=alt.X2(field="x2"), y=grid.y("y"), y2=alt.Y2(field="y2"))
    )


def _hatched(record: Record) -> list[Record]:
    """Fill a cell with slanting lines."""
    wide, high = record["right"] - record["left"], record["bottom"] - record["top"]
    offsets = [_HATCH * (at + 1) for at in range(int((wide + high) // _HATCH))]
    return [
        {
            "x": record["left"] + max(0.0, offset - high),
            "y": record["top"] + min(offset, high),
            "x2": record["left"] + min(offset, wide),
            "y2": record["top"] + max(0.0, offset - wide),
        }
        for offset in offsets
    ]


def _names(grid: Grid, palette: Palette) -> list[alt.Chart]:
    texts: list[alt.Chart] = []
    for at, lines in enumerate(grid.names):
        top = at * grid.high
        if grid.above:
            down_at = top + grid.above - 4 - (len(lines) - 0.5) * SMALL * LINE
            texts.append(written(lines, 0, down_at, palette.ink))
        else:
            down_at = top + CELL / 2 - (len(lines) - 1) / 2 * TEXT * LINE
            texts.append(written(lines, 0, down_at, palette.ink, size=TEXT))
    for at, lines in enumerate(grid.heads):
        middle = grid.left + at * grid.cell + (grid.cell - APART) / 2
        if grid.turned:
            head = marked([{"text": lines[0]}]).mark_text(align="left", angle=270, color=palette.muted, fontSize=SMALL)
            texts.append(
                head.encode(x=alt.XValue(middle), y=alt.YValue(-6), text=alt.Text(field="text", type="nominal"))
            )
        else:
            up = -10 - (len(lines) - 1) * SMALL * LINE
            texts.append(written(lines, middle, up, palette.muted, align="center"))
    return texts


def _key(
    grid: Grid, palette: Palette, unit: Unit, margin: float, words: tuple[str, str], *, hidden: bool
) -> list[alt.Chart]:
    """Explain the tints, the signs and the unit below the cells."""
    tints = _tint_key(grid, palette, unit, words, grid.height + 20)
    signs_explained, bottom = _sign_key(grid, palette, grid.height + 48, hidden=hidden)
    told = wrapped(f"{capitalised(unit.many)}. Utan färg: högst {unit.limit(margin)}.", grid.width, SMALL, lines=2)
    return [*tints, *signs_explained, written(told, 0, bottom + SMALL * LINE * 1.3, palette.muted)]


def _tint_key(grid: Grid, palette: Palette, unit: Unit, words: tuple[str, str], middle: float) -> list[alt.Chart]:
    to_women, to_men = (f"{unit.side(1.0)} för {word}" for word in words)
    tints = [*reversed(palette.men_tints), palette.band, *palette.women_tints]
    left = text_width(to_men, SMALL) + 4
    room = (grid.width - left - _BESIDE - text_width(to_women, SMALL)) / len(tints)
    each = min(room, _SWATCH)
    swatches = [
        {"left": at, "right": at + each - 2, "top": middle - 9, "bottom": middle + 9, "tint": tint}
        for tint, at in ((tint, left + number * each) for number, tint in enumerate(tints))
    ]
    boxes = marked(swatches).mark_rect(stroke=palette.line, strokeWidth=1)
    return [
        written(to_men, 0, middle, palette.men),
        boxes.encode(
            x=grid.x("left"), x2=alt.X2(field="right"), y=grid.y("top"), y2=alt.Y2(field="bottom"), fill=filled("tint")
        ),
        written(to_women, left + len(tints) * each + _BESIDE, middle, palette.women),
    ]


def _sign_key(grid: Grid, palette: Palette, top: float, *, hidden: bool) -> tuple[list[alt.Chart], float]:
    """Explain the signs, line by line, and say where the last line is."""
    verdicts: list[Verdict] = ["difference", "similar", "uncertain", "too_small", *(["hidden"] if hidden else [])]
    places = flowed([_SIGN_ROOM + text_width(VERDICT_WORDS[verdict], SMALL) for verdict in verdicts], grid.width, 16)
    lines = [top + line * SMALL * LINE * 1.3 for _, line in places]
    records: list[Record] = [
        {
            "x": left + 8,
            "y": y,
            "shape": SHAPES[verdict],
            "colour": palette.ink,
            "fill": verdict_fill(verdict, palette.ink, palette.ground),
            "left": left,
            "right": left + 16,
            "top": y - 8,
            "bottom": y + 8,
        }
        for verdict, (left, _), y in zip(verdicts, places, lines, strict=True)
    ]
    boxes = records[4:]
    outline = marked(boxes).mark_rect(stroke=palette.line, fill=palette.ground)
    return [
        signs(marked(records[:4]).encode(x=grid.x("x"), y=grid.y("y")), _SIGN),
        outline.encode(x=grid.x("left"), x2=alt.X2(field="right"), y=grid.y("top"), y2=alt.Y2(field="bottom")),
        _hatch(boxes, grid, palette),
        *(
            written(VERDICT_WORDS[verdict], record["left"] + _SIGN_ROOM, record["y"], palette.ink)
            for verdict, record in zip(verdicts, records, strict=True)
        ),
    ], lines[-1]
