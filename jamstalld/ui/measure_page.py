"""The shape that the analysis pages share: choose, see, talk."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dictionary import Measure, dictionary
from jamstalld.ui import state
from jamstalld.ui.filters import filter_bar
from jamstalld.ui.links import MEASURE, ROWS, UNIT
from jamstalld.ui.notes import notes_panel
from jamstalld.ui.show import show_view
from jamstalld.views.request import ViewRequest


def show_measures(measures: Sequence[Measure], rows: Sequence[str]) -> None:
    """Show one of some measures: filters, the view, and the notes beside it.

    Parameters
    ----------
    measures
        What may be chosen; the menu is left out where there is only one.
    rows
        The row variables that may be chosen.
    """
    chosen = filter_bar()
    spots = st.columns([3, 2, 2, 2])
    measure = _measure(spots[0], measures) if len(measures) > 1 else measures[0]
    by = _rows(spots[1 if len(measures) > 1 else 0], measure, rows)
    unit = _unit(spots[2 if len(measures) > 1 else 1], measure)
    st.markdown(f"## {measure.question}")
    request = ViewRequest(measure.key, by=by, filters=chosen.filters, period=chosen.period, count_unit=unit)
    view = state.view(request)
    show_view(view)
    st.divider()
    notes_panel(view)


def _measure(spot: st.delta_generator.DeltaGenerator, measures: Sequence[Measure]) -> Measure:
    keys = [measure.key for measure in measures]
    titles = {measure.key: measure.title for measure in measures}
    key = spot.selectbox("Mått", keys, format_func=titles.__getitem__, key=MEASURE, bind="query-params")
    return dictionary().measure(key or keys[0])


def _rows(spot: st.delta_generator.DeltaGenerator, measure: Measure, rows: Sequence[str]) -> str | None:
    present = [key for key in rows if key in state.info().columns and key != measure.column]
    if measure.kind == "share":
        present.insert(0, measure.column)
    if not present:
        return None
    titles = {key: dictionary().variables[key].title for key in present}
    default = present.index(measure.by) if measure.by in present else 0
    return spot.selectbox(
        "Visa per", present, index=default, format_func=titles.__getitem__, key=ROWS, bind="query-params"
    )


def _unit(spot: st.delta_generator.DeltaGenerator, measure: Measure) -> str | None:
    columns = state.info().columns
    units = [
        unit
        for unit, needed in (("insatser", "intervention"), ("ärenden", "case_id"), ("personer", "person_id"))
        if unit in measure.units and needed in columns
    ]
    if len(units) < 2:
        return None
    return spot.selectbox("Räkna i", units, format_func=str.capitalize, key=UNIT, bind="query-params")
