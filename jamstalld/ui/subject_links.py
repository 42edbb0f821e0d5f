"""Links that ask a kept question again: the page of each kind of answer, and what its menus then say.

A menu bound to the address writes the words of its choice there, so a link has to say them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from jamstalld.dialogue.analyses import Subject
from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.ui import explaining, interplay, matching, over_time, state
from jamstalld.ui.filters import PERIOD, said_filters
from jamstalld.ui.links import GONE, UNIT, address
from jamstalld.ui.navigation import page
from jamstalld.views.asjson import request_from_json
from jamstalld.views.matching import NEEDS
from jamstalld.wording.numbers import period_short, quarter_text

Parameters = dict[str, str | list[str]]


def subject_link(subject: Subject, label: str) -> None:
    """Show a link to the page where a question is asked, with its menus as they were."""
    try:
        path, parameters = subject_address(subject)
    except RequestError:
        st.caption(GONE)
        return
    st.page_link(page(path), label=label, query_params=parameters)


def subject_address(subject: Subject) -> tuple[str, Parameters]:
    """Give the path of the page where a question is asked, and what its address then says."""
    if subject.kind == "view":
        path, parameters = address(request_from_json(subject.request))
        return path, {**parameters}
    path, own = _PAGES[subject.kind]
    return path, {**own(subject.request), **_common(subject.request)}


def _title(key: str) -> str:
    return state.known().variable(key).title


def _measured(request: Mapping[str, Any], name: str, value_name: str) -> Parameters:
    """Say which measure and, of a measure of shares, which value."""
    measure = state.known().measure(request["measure"])
    value = request.get("value") or request["filters"].get(measure.column)
    return {name: measure.title, **({f"{value_name}_{measure.key}": str(value)} if value else {})}


def _common(request: Mapping[str, Any]) -> Parameters:
    """Say what the filters are, the period and the unit of count, as far as they are said."""
    said: Parameters = {**said_filters(request["filters"].items())}
    if period := request.get("period"):
        said[PERIOD] = period_short(Period.parse(period))
    if unit := request.get("count_unit"):
        said[UNIT] = unit.capitalize()
    return said


def _explanation(request: Mapping[str, Any]) -> Parameters:
    factors = [_title(key) for key in request["factors"]]
    return {**_measured(request, explaining.MEASURE, explaining.VALUE), explaining.FACTORS: factors}


def _interplay(request: Mapping[str, Any]) -> Parameters:
    menus = {interplay.ROWS: "rows", interplay.COLUMNS: "columns", interplay.PANELS: "panels"}
    variables = {name: _title(request[key]) for name, key in menus.items() if request[key]}
    return {**_measured(request, interplay.MEASURE, interplay.VALUE), **variables}


def _matching(request: Mapping[str, Any]) -> Parameters:
    area = {"omrade": request["area"]} if request["area"] else {}
    # The menu of needs is there only where the data have several.
    several = sum(key in state.info().columns for key in NEEDS) > 1
    return {**area, **({matching.NEED: _title(request["need"])} if several and request["need"] else {})}


def _over_time(request: Mapping[str, Any]) -> Parameters:
    effort = {over_time.EFFORT: quarter_text(Quarter.parse(request["effort"]))} if request["effort"] else {}
    adjusted = {over_time.ADJUST: "true"} if request["adjust_by"] else {}
    return {**_measured(request, over_time.MEASURE, over_time.VALUE), **effort, **adjusted}


_PAGES: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], Parameters]]] = {
    "explanation": ("forklaras", _explanation),
    "interplay": ("samspel", _interplay),
    "matching": ("traffsakerhet", _matching),
    "over_time": ("over-tid", _over_time),
}
"""Where each kind of question is asked, and how its own menus are told."""
