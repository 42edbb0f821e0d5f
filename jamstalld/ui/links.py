"""Links that reopen a view: which page shows it, and what the address then says."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.analyses import Subject
from jamstalld.periods import Period
from jamstalld.ui import state
from jamstalld.ui.filters import FILTERS, PERIOD
from jamstalld.ui.navigation import page
from jamstalld.views.asjson import request_from_json
from jamstalld.views.request import ViewRequest
from jamstalld.wording.bases import BASES
from jamstalld.wording.numbers import period_short

MEASURE = "matt"
ROWS = "rader"
UNIT = "bas"
BASE = "mot"
# Of the other pages: path, and what the address calls the menus of the measure and of its value.
_MENUS = {
    "over_time": ("over-tid", "foljs", "varde"),
    "interplay": ("samspel", "samspel_matt", "samspel_varde"),
    "explanation": ("forklaras", "forklara", "forklara_varde"),
    "matching": ("traffsakerhet", "", ""),
}


def address(request: ViewRequest) -> tuple[str, dict[str, str]]:
    """Give the page's path and the address's parameters of a request.

    A menu bound to the address writes the words of its choice there, so a link has to say them too.
    """
    measure = state.known().measure(request.measure)
    names = {key: name for name, key in FILTERS.items()}
    parameters = {names[key]: value for key, value in request.filters if key in names}
    if request.period:
        parameters[PERIOD] = period_short(request.period)
    if request.by:
        parameters[ROWS] = state.known().variable(request.by).title
    if request.count_unit:
        parameters[UNIT] = request.count_unit.capitalize()
    if request.base != "cases":
        parameters[BASE] = BASES[request.base]
    if measure.page == "utfall":
        parameters[MEASURE] = measure.title
    return measure.page, parameters


def view_link(request: ViewRequest, label: str) -> None:
    """Show a link to the page that shows a view, with the view's own filters."""
    path, parameters = address(request)
    st.page_link(page(path), label=label, query_params=parameters)


def subject_link(subject: Subject, label: str) -> None:
    """Show a link to the page that asks a question, with the question's own filters and menus."""
    if subject.kind == "view":
        view_link(request_from_json(subject.request), label)
        return
    path, parameters = _page_of(subject)
    st.page_link(page(path), label=label, query_params=parameters)


def _page_of(subject: Subject) -> tuple[str, dict[str, str]]:
    """Give the page's path and the address's parameters of a question that is none to a View."""
    asked, known = subject.request, state.known()
    names = {key: name for name, key in FILTERS.items()}
    filters = {**asked["filters"], **({"area": asked["area"]} if asked.get("area") else {})}
    parameters = {names[key]: value for key, value in filters.items() if key in names}
    if "period" in asked:
        parameters[PERIOD] = period_short(Period.parse(asked["period"]))
    if asked.get("count_unit"):
        parameters[UNIT] = asked["count_unit"].capitalize()
    path, menu, value = _MENUS[subject.kind]
    if menu:
        measure = known.measure(asked["measure"])
        parameters[menu] = measure.title
        chosen = asked.get("value") or filters.get(measure.column)
        if chosen and measure.kind == "share":
            parameters[f"{value}_{measure.key}"] = chosen
    for name, key in (("rad", "rows"), ("kolumn", "columns"), ("delbild", "panels")):
        if asked.get(key):
            parameters[name] = known.variable(asked[key]).title
    return path, parameters
