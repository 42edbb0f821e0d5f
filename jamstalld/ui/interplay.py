"""The page *Samspel*: choose two or three variables, see the gap in every group that they tell apart."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from jamstalld.charts.heat import heat_map
from jamstalld.charts.interplay import heat_cells, interplay_table, interplay_unit
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.dictionary import Measure
from jamstalld.errors import MissingVariableError
from jamstalld.snapshots import about
from jamstalld.ui import state
from jamstalld.ui.analysis.panel import analysis_panel
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.filters import filter_menus
from jamstalld.ui.kept import by_content, packed
from jamstalld.ui.meetings.offering import offer_to_meetings
from jamstalld.ui.menus import measure_menu, unit_menu, value_menu
from jamstalld.ui.pictures import NARROW, WIDE
from jamstalld.ui.plain import plain
from jamstalld.ui.saving import FILES, offer_picture, source_of
from jamstalld.ui.tables import csv_table, show_table
from jamstalld.views.interplay import Interplay, InterplayRequest
from jamstalld.wording.interplay import reading_help
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.words import sexes_of

# Names in the address.
MEASURE, VALUE, ROWS, COLUMNS, PANELS = "samspel_matt", "samspel_varde", "rad", "kolumn", "delbild"
NO_PANELS = "Inget mer"
_USUAL = {ROWS: ("area", "unit", "age_group"), COLUMNS: ("need_level", "age_group", "household")}
_KEPT = 300
Spec = dict[str, Any]


def show_interplay() -> None:
    """Show the menus, and the interplay that they ask for."""
    heading = st.container()
    with st.container(horizontal=True, gap="small"):
        measure = measure_menu(MEASURE)
        chosen = filter_menus()
        value = value_menu(VALUE, measure, chosen.period)
        filtered = [key for key, _ in chosen.filters]  # has one value left, which tells no groups apart
        rows = _variable_menu("Rader", ROWS, measure, without=filtered)
        columns = _variable_menu("Kolumner", COLUMNS, measure, without=(*filtered, rows))
        panels = _panels_menu(measure, without=(*filtered, rows, columns))
        unit = unit_menu(measure.units)
    request = InterplayRequest(measure.key, rows, columns, panels, value, chosen.filters, chosen.period, unit)
    seen = state.interplay(request)
    heading.title(seen.question)
    _show(seen)
    offer_to_meetings(seen)
    analysis_panel(seen)


def _variables(measure: Measure, without: Collection[str]) -> dict[str, str]:
    """Give the variables that may tell groups apart, with their titles; no grouping beside what it groups."""
    known, present = state.known(), state.info().columns
    beside = (*without, measure.column, *measure.only)
    return {
        key: variable.title
        for key, variable in known.variables.items()
        if variable.rows
        and (key in present or key == "quarter")
        and key != measure.column
        and key not in without
        and not known.crosses(key, beside)
    }


def _variable_menu(title: str, name: str, measure: Measure, without: Collection[str]) -> str:
    offered = _variables(measure, without)
    if not offered:
        raise MissingVariableError(
            "Underlaget har för få uppgifter att dela upp på. Samspel behöver två, till exempel enhet och åldersgrupp."
        )
    keys = list(offered)
    first = next((keys.index(key) for key in _USUAL[name] if key in offered), 0)
    chosen = st.selectbox(
        title, keys, index=first, format_func=offered.__getitem__, key=name, bind="query-params", width=195
    )
    return chosen or keys[first]


def _panels_menu(measure: Measure, without: Collection[str]) -> str | None:
    offered = {NO_PANELS: NO_PANELS, **_variables(measure, without)}
    chosen = st.selectbox(
        "Delbilder", list(offered), format_func=offered.__getitem__, key=PANELS, bind="query-params", width=195
    )
    return None if chosen in (None, NO_PANELS) else chosen


def _show(seen: Interplay) -> None:
    st.markdown(f"## {seen.sentences[0]}")
    st.caption(about(seen))
    _pictures(seen)
    for sentence in seen.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    table, reading, method, download = st.tabs(["Tabell", "Så läser du bilden", "Metod och skydd", "Ladda ner"])
    lines = interplay_table(seen)
    with table:
        show_table(lines)
    with reading:
        rows, columns, *third = seen.titles
        helped = reading_help(sexes_of(*_values(seen)), rows, columns, next(iter(third), None), seen.unit)
        st.markdown("\n\n".join(helped))
    with method:
        st.markdown("\n".join(f"- {line}" for line in seen.method))
    with download:
        st.caption(FILES)
        offer_file(
            "Ladda ner tabellen (CSV)",
            partial(csv_table, lines, (about(seen), *seen.method)),
            f"samspel_{seen.measure}_{seen.period.replace('..', '-')}.csv",
        )
        source = source_of(about(seen), threshold=seen.threshold, synthetic=seen.synthetic)
        for at, panel in enumerate(_panels(seen), start=1):
            offer_picture(
                partial(_drawn, seen, panel),
                title=f"{seen.sentences[0]} {panel or ''}".strip(),
                source=source,
                name=f"samspel_{seen.measure}_{seen.period.replace('..', '-')}_{at}",
                label=f"bilden {panel}" if panel else "bilden",
            )


def _values(seen: Interplay) -> list[str]:
    return [value for _, value in seen.filters]


def _pictures(seen: Interplay) -> None:
    """Show a heat map for each panel in a wide and a narrow drawing; the window shows one (`jamstalld.ui.frame`)."""
    drawn = _panels(seen)
    for size, width in (("bred", WIDE), ("smal", NARROW)):
        with st.container(key=size):
            for at, panel in enumerate(drawn):
                if panel is not None:
                    st.markdown(f"### {plain(panel)}")
                spec = _spec(seen, panel, state.is_dark(), width)
                st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] - pandas' types
                    spec=spec, theme=None, key=f"ruta_{at}_{size}"
                )
    empty = [panel for panel in seen.panel_values if panel not in drawn]
    if empty:
        st.caption(f"Ingen ruta kan visas för: {plain(', '.join(empty))}.")


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(Interplay))
def _spec(seen: Interplay, panel: str | None, dark: bool, width: int) -> Spec:
    return packed(spec_of(_drawn(seen, panel, DARK if dark else LIGHT, width)))


def _panels(seen: Interplay) -> list[str | None]:
    """List the panels in which something can be shown; None is the only one where there are none."""
    panels = seen.panel_values or (None,)
    return [panel for panel in panels if any(cell.panel == panel for cell in seen.shown)]


def _drawn(seen: Interplay, panel: str | None, palette: Palette, width: int) -> alt.TopLevelMixin:
    return heat_map(
        heat_cells([cell for cell in seen.cells if cell.panel == panel]),
        palette,
        width=width,
        unit=interplay_unit(seen),
        margin=seen.margin,
        words=seen.words,
        threshold=seen.threshold,
    )
