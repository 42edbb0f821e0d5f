"""Links that reopen a view: which page shows it, and what the address then says."""

from __future__ import annotations

import streamlit as st

from jamstalld.errors import RequestError
from jamstalld.ui import state
from jamstalld.ui.filters import PERIOD, said_filters
from jamstalld.ui.navigation import page
from jamstalld.views.request import ViewRequest
from jamstalld.wording.bases import BASES
from jamstalld.wording.numbers import period_short

MEASURE = "matt"
ROWS = "rader"
UNIT = "bas"
BASE = "mot"
GONE = "Vyn kan inte öppnas på nytt: en uppgift eller indelning som den bygger på är borttagen."


def address(request: ViewRequest) -> tuple[str, dict[str, str]]:
    """Give the page's path and the address's parameters of a request.

    A menu bound to the address writes the words of its choice there, so a link has to say them too.
    """
    known = state.known()
    measure = known.measure(request.measure)
    parameters = said_filters(request.filters)
    if request.period:
        parameters[PERIOD] = period_short(request.period)
    if request.by:
        parameters[ROWS] = known.variable(request.by).title
    if request.count_unit:
        parameters[UNIT] = request.count_unit.capitalize()
    if request.base != "cases":
        parameters[BASE] = BASES[request.base]
    if measure.page == "utfall":
        parameters[MEASURE] = measure.title
    return measure.page, parameters


def view_link(request: ViewRequest, label: str) -> None:
    """Show a link to the page that shows a view, with the view's own filters, if it can still be asked for."""
    try:
        path, parameters = address(request)
    except RequestError:
        st.caption(GONE)
        return
    st.page_link(page(path), label=label, query_params=parameters)
