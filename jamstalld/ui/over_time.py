"""The page *Över tid*: choose what is followed and when an effort began, see how the gap has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from jamstalld.charts.over_time import effort_table, has_lines, lines_chart, over_time_chart, over_time_table
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.dictionary import Measure
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.export.as_text import csv_file
from jamstalld.periods import Quarter
from jamstalld.protect.lattice import MAX_FACTORS
from jamstalld.snapshots import about
from jamstalld.ui import state
from jamstalld.ui.analysis.panel import analysis_panel
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.filters import narrowing_menus
from jamstalld.ui.kept import by_content, packed
from jamstalld.ui.links import UNIT
from jamstalld.ui.meetings.offering import offer_to_meetings
from jamstalld.ui.pictures import NARROW, WIDE
from jamstalld.ui.plain import plain
from jamstalld.ui.saving import FILES, offer_picture, source_of
from jamstalld.ui.tables import show_table
from jamstalld.views.over_time_model import OverTime, OverTimeRequest
from jamstalld.views.over_time_saying import terms_of
from jamstalld.views.overview import UNIT_COLUMNS
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import quarter_text
from jamstalld.wording.over_time_reading import reading_help

# Names in the address. The measure has one of its own: a share cannot be shown on *Utfall*, where ``matt`` is read.
MEASURE, VALUE, EFFORT, ADJUST = "foljs", "varde", "satsning", "justera"
NO_EFFORT = "Ingen"
NEED = "need_level"
_KEPT = 300
_GAP_WIDTH = 600
"""How wide the gap is drawn beside the lines, pixels."""

Spec = dict[str, Any]


def show_over_time() -> None:
    """Show the menus, and the gap over time that they ask for."""
    heading = st.container()
    with st.container(horizontal=True, gap="small"):
        measure = _measure_menu()
        value = _value_menu(measure)
        filters = narrowing_menus(state.info().latest_period())
        unit = _unit_menu(measure)
        effort = _effort_menu()
        adjust = _adjust_toggle(measure, filters) if effort else ()
    seen = state.over_time(OverTimeRequest(measure.key, value, filters, unit, effort, adjust))
    heading.title(seen.question)
    _show(seen)
    offer_to_meetings(seen)
    analysis_panel(seen)


def _measure_menu() -> Measure:
    present = state.info().columns
    measures = [measure for measure in state.known().measures.values() if measure.column in present]
    if not measures:
        raise MissingVariableError("Underlaget har inget som går att följa över tid än.")
    # A share needs a value chosen, so the first measure that does not is the one that opens.
    first = next((at for at, measure in enumerate(measures) if measure.kind != "share"), 0)
    titles = {measure.key: measure.title for measure in measures}
    key = st.selectbox(
        "Mått", list(titles), index=first, format_func=titles.__getitem__, key=MEASURE, bind="query-params", width=205
    )
    return state.known().measure(key or measures[first].key)


def _value_menu(measure: Measure) -> str | None:
    if measure.kind != "share":
        return None
    offered = state.choices(state.info().latest_period()).get(measure.column, ())
    if not offered:
        raise RequestError("De senaste fyra kvartalen är det för få för att följa något av måttets värden över tid.")
    title = state.known().variable(measure.column).title
    return st.selectbox(title, offered, key=f"{VALUE}_{measure.key}", bind="query-params", width=205)


def _unit_menu(measure: Measure) -> str | None:
    columns = state.info().columns
    units = [unit for unit in measure.units if UNIT_COLUMNS[unit] in columns]
    if len(units) < 2:
        return None
    return st.selectbox("Räkna i", units, format_func=str.capitalize, key=UNIT, bind="query-params", width=110)


def _effort_menu() -> Quarter | None:
    """Let the reader say in which quarter an effort began; there must be a quarter before it."""
    first, last = state.info().first, state.info().last
    if first is None or last is None or first == last:
        return None
    quarters = {quarter_text(Quarter(at)): Quarter(at) for at in range(last.index, first.index, -1)}
    chosen = st.selectbox(
        "Satsning som började",
        [NO_EFFORT, *quarters],
        key=EFFORT,
        bind="query-params",
        persist_state="session",
        width=180,
    )
    return quarters.get(chosen or NO_EFFORT)


def _adjust_toggle(measure: Measure, filters: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Offer to adjust for need where the data tell it and one more variable may be asked for."""
    if NEED not in state.info().columns or measure.column == NEED or len(filters) >= MAX_FACTORS:
        return ()
    title = state.known().variable(NEED).title.lower()
    return (NEED,) if st.toggle(f"Justera för {title}", key=ADJUST, bind="query-params") else ()


def _show(seen: OverTime) -> None:
    st.markdown(f"## {plain(seen.sentences[0])}")
    st.caption(about(seen))
    _pictures(seen)
    for sentence in seen.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(plain(sentence))
    table, reading, method, download = st.tabs(["Tabell", "Så läser du bilden", "Metod och skydd", "Ladda ner"])
    quarters, sides = over_time_table(seen), effort_table(seen)
    with table:
        if sides:
            show_table(sides)
        show_table(quarters)
    with reading:
        helped = reading_help(terms_of(seen), with_effort=seen.effort is not None, with_lines=has_lines(seen))
        st.markdown("\n\n".join(helped))
    with method:
        st.markdown("\n".join(f"- {plain(line)}" for line in seen.method))
    with download:
        st.caption(FILES)
        offer_file(
            "Ladda ner tabellen (CSV)",
            partial(_csv, [quarters, sides], [about(seen), *seen.method]),
            f"{seen.measure}_over_tid.csv",
        )
        source = source_of(about(seen), threshold=seen.threshold, synthetic=seen.synthetic)
        name = f"{seen.measure}_over_tid"
        offer_picture(partial(_drawn, seen), title=seen.sentences[0], source=source, name=name)
        if has_lines(seen):
            offer_picture(
                partial(_lines, seen), title=seen.title, source=source, name=f"{name}_linjer", label="linjerna"
            )


def _pictures(seen: OverTime) -> None:
    """Show the gap and the sexes' own lines, beside each other in a wide window and below each other in a narrow one.

    Both sizes are there; the window shows one (`jamstalld.ui.frame`).
    """
    with st.container(key="bred"):
        if has_lines(seen):
            gap, lines = st.columns([_GAP_WIDTH, WIDE - _GAP_WIDTH])
            with gap:
                _picture(_gap_spec(seen, state.is_dark(), _GAP_WIDTH), "skillnad_bred")
            with lines:
                _picture(_lines_spec(seen, state.is_dark(), WIDE - _GAP_WIDTH), "linjer_bred")
        else:
            _picture(_gap_spec(seen, state.is_dark(), WIDE), "skillnad_bred")
    with st.container(key="smal"):
        _picture(_gap_spec(seen, state.is_dark(), NARROW), "skillnad_smal")
        if has_lines(seen):
            _picture(_lines_spec(seen, state.is_dark(), NARROW), "linjer_smal")


def _picture(spec: Spec, key: str) -> None:
    st.vega_lite_chart(spec=spec, theme=None, key=key)  # pyright: ignore[reportUnknownMemberType] - pandas' types


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(OverTime))
def _gap_spec(seen: OverTime, dark: bool, width: int) -> Spec:
    return packed(spec_of(_drawn(seen, DARK if dark else LIGHT, width)))


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(OverTime))
def _lines_spec(seen: OverTime, dark: bool, width: int) -> Spec:
    return packed(spec_of(_lines(seen, DARK if dark else LIGHT, width)))


def _drawn(seen: OverTime, palette: Palette, width: int) -> alt.LayerChart:
    return over_time_chart(seen, palette, width=width)


def _lines(seen: OverTime, palette: Palette, width: int) -> alt.LayerChart:
    return lines_chart(seen, palette, width=width)


def _csv(tables: Sequence[Sequence[Mapping[str, str]]], lines: Sequence[str]) -> bytes:
    laid_out = (line for rows in tables if rows for line in (*rows[:1], *(row.values() for row in rows), ()))
    return csv_file([*laid_out, *([line] for line in lines)])
