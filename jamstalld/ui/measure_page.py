"""The shape that the analysis pages share: choose, see, talk."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dictionary import Measure, is_local
from jamstalld.ui import state
from jamstalld.ui.analysis.panel import analysis_panel
from jamstalld.ui.filters import filter_menus
from jamstalld.ui.links import MEASURE, ROWS
from jamstalld.ui.meetings.offering import offer_to_meetings
from jamstalld.ui.menus import base_menu, unit_menu
from jamstalld.ui.pictures import ROWS_BELOW_TWO_ROWS_OF_MENUS, ROWS_IN_PICTURE
from jamstalld.ui.show import show_view
from jamstalld.views.request import ViewRequest, takes_bases

# The menu cannot have headings, so measures of the same thing stand together.
_ORDER = (
    ("goal_attained", "goal", "change"),
    ("improved", "experience"),
    ("q_overall", "q_change", "q_influence", "q_asked", "q_understood", "q_information", "q_reach"),
    ("participation", "risk_assessed"),
    ("violence_asked", "violence_disclosed", "honour"),
    ("hours", "waiting"),
    ("end_reason",),
)


def show_measures(measures: Sequence[Measure], rows: Sequence[str]) -> None:
    """Show one of some measures: the question, the menus, the view, and the dialogue under it.

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
        by = _rows(measure, rows, [key for key, _ in chosen.filters])
        unit = unit_menu(measure.units)
        base = base_menu(measure)
    view = state.view(
        ViewRequest(measure.key, by=by, filters=chosen.filters, period=chosen.period, count_unit=unit, base=base)
    )
    heading.title(view.question)
    show_view(view, ROWS_BELOW_TWO_ROWS_OF_MENUS if len(measures) > 1 or takes_bases(measure) else ROWS_IN_PICTURE)
    offer_to_meetings(view)
    analysis_panel(view)


def _measure(measures: Sequence[Measure]) -> Measure:
    keys = [measure.key for measure in sorted(measures, key=_place)]
    titles = {measure.key: measure.title for measure in measures}
    key = st.selectbox("Mått", keys, format_func=titles.__getitem__, key=MEASURE, bind="query-params", width=205)
    return state.known().measure(key or keys[0])


def _place(measure: Measure) -> int:
    """Give where in the menu a measure stands; the municipality's own questions, which nobody could place, are last."""
    order = [key for group in _ORDER for key in group]
    return order.index(measure.key) if measure.key in order else len(order)


def _rows(measure: Measure, rows: Sequence[str], filtered: Sequence[str]) -> str | None:
    """Let the reader choose the rows: groupings too, but not together with what they group."""
    known = state.known()
    own = (key for key, variable in known.variables.items() if is_local(key) and variable.rows)
    valued = (*filtered, *measure.only, *([] if measure.kind == "share" else [measure.column]))
    grouped = (key for key in known.groupings if not known.crosses(key, valued))
    present = [key for key in (*rows, *own, *grouped) if key in state.info().columns and key != measure.column]
    present = [key for key in present if not known.crosses(key, filtered)]
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
