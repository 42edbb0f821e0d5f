"""Menus that several analysis pages have: the measure, the value of a share, and the unit of count.

A menu's choice is bound to the address under the name the page gives it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dictionary import Measure
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.ui import state
from jamstalld.ui.links import BASE, UNIT
from jamstalld.views.model import BaseKind
from jamstalld.views.overview import UNIT_COLUMNS
from jamstalld.views.request import takes_bases
from jamstalld.wording.bases import BASES


def measure_menu(name: str) -> Measure:
    """Let the reader choose among all measures that the data can answer.

    Raises
    ------
    MissingVariableError
        If there is none.
    """
    present = state.info().columns
    measures = {measure.key: measure for measure in state.known().measures.values() if measure.column in present}
    if not measures:
        raise MissingVariableError("Underlaget har inga uppgifter om insatser, beslut eller utfall än.")
    keys = list(measures)
    # A share needs a value chosen, so the first measure that does not is the one that opens.
    first = next((at for at, key in enumerate(keys) if measures[key].kind != "share"), 0)
    key = st.selectbox(
        "Mått",
        keys,
        index=first,
        format_func=lambda key: measures[key].title,
        key=name,
        bind="query-params",
        width=205,
    )
    return measures[key or keys[first]]


def value_menu(name: str, measure: Measure, period: Period) -> str | None:
    """Let the reader choose which value of a measure of shares to look at; None for other measures.

    Raises
    ------
    RequestError
        If no value is large enough in the period.
    """
    if measure.kind != "share":
        return None
    offered = state.choices(period).get(measure.column, ())
    if not offered:
        raise RequestError("Under perioden är det för få för att visa något av måttets värden. Välj en annan period.")
    title = state.known().variable(measure.column).title
    return st.selectbox(title, offered, key=f"{name}_{measure.key}", bind="query-params", width=205)


def unit_menu(units: Sequence[str]) -> str | None:
    """Let the reader choose among the units that the data can be counted in; None where there is one at most."""
    columns = state.info().columns
    known = [unit for unit in units if UNIT_COLUMNS[unit] in columns]
    if len(known) < 2:
        return None
    return st.selectbox("Räkna i", known, format_func=str.capitalize, key=UNIT, bind="query-params", width=110)


def base_menu(measure: Measure) -> BaseKind:
    """Let the reader choose what women's share of those counted is held against, where there is anything to choose."""
    info = state.info()
    possible: dict[BaseKind, bool] = {
        "cases": True,
        "need": "decision" in info.columns,
        "population": bool(info.population),
    }
    offered: list[BaseKind] = [base for base, there in possible.items() if there]
    if not takes_bases(measure) or len(offered) == 1:
        return "cases"
    chosen = st.selectbox(
        "Jämför med", offered, format_func=lambda base: BASES[base], key=BASE, bind="query-params", width=150
    )
    return chosen or "cases"
