"""The shape that the analysis pages share: choose, see, talk."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dictionary import Measure, is_local
from jamstalld.ui import state
from jamstalld.ui.filters import filter_menus
from jamstalld.ui.links import MEASURE, ROWS, UNIT
from jamstalld.ui.notes import notes_panel
from jamstalld.ui.show import show_view
from jamstalld.views.overview import UNIT_COLUMNS
from jamstalld.views.request import ViewRequest


def show_measures(measures: Sequence[Measure], rows: Sequence[str]) -> None:
    """Show one of some measures: the question, the menus, the view, and the notes beside it.

    Parameters
    ----------
    measures
        What may be chosen; the menu is left out where there is only one.
    rows
        The row variables that may be chosen.
    """
    heading = st.container()
    with st.container(horizontal=True, gap="small"):
        measure = _measure(measures) if len(measures) > 1 else measures[0]
        chosen = filter_menus()
        by = _rows(measure, rows)
        unit = _unit(measure)
    heading.title(measure.question)
    view = state.view(ViewRequest(measure.key, by=by, filters=chosen.filters, period=chosen.period, count_unit=unit))
    show_view(view)
    st.divider()
    notes_panel(view)


def _measure(measures: Sequence[Measure]) -> Measure:
    keys = [measure.key for measure in measures]
    titles = {measure.key: measure.title for measure in measures}
    key = st.selectbox("Mått", keys, format_func=titles.__getitem__, key=MEASURE, bind="query-params", width=205)
    return state.known().measure(key or keys[0])


def _rows(measure: Measure, rows: Sequence[str]) -> str | None:
    known = state.known()
    own = (key for key, variable in known.variables.items() if is_local(key) and variable.rows)
    present = [key for key in (*rows, *own) if key in state.info().columns and key != measure.column]
    if measure.kind == "share":
        present.insert(0, measure.column)
    if not present:
        return None
    titles = {key: known.variables[key].title for key in present}
    default = present.index(measure.by) if measure.by in present else 0
    return st.selectbox(
        "Visa per",
        present,
        index=default,
        format_func=titles.__getitem__,
        key=ROWS,
        bind="query-params",
        width=195,
    )


def _unit(measure: Measure) -> str | None:
    columns = state.info().columns
    units = [unit for unit in measure.units if UNIT_COLUMNS[unit] in columns]
    if len(units) < 2:
        return None
    return st.selectbox("Räkna i", units, format_func=str.capitalize, key=UNIT, bind="query-params", width=110)
