"""The filter bar: period, area, unit and age group, the same on every page and in the address.

Each menu is bound to the address under its own name, so a view can be sent as a link and the choice follows from
page to page.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.ui import state
from jamstalld.views.choices import period_choices
from jamstalld.wording.numbers import period_short

ALL = "Alla"
PERIOD = "period"
# Name in the address → variable. Swedish, since people read and send the address.
FILTERS = {"omrade": "area", "enhet": "unit", "alder": "age_group"}
_WIDTHS = {PERIOD: 195, "omrade": 165, "enhet": 135, "alder": 130}  # pixels: all menus on one row of a laptop
PLURALS = {"area": "Alla områden", "unit": "Alla enheter", "age_group": "Alla åldrar"}


@dataclass(frozen=True)
class Chosen:
    """What the filter bar says."""

    period: Period
    filters: tuple[tuple[str, str], ...]


def period_menu() -> Period:
    """Show the menu of periods and give the one chosen."""
    periods = [str(period) for period in period_choices(state.info())]
    chosen = st.selectbox(
        "Period",
        periods,
        format_func=lambda text: period_short(Period.parse(text)),
        key=PERIOD,
        bind="query-params",
        width=_WIDTHS[PERIOD],
    )
    return Period.parse(chosen or periods[0])


def filter_menus() -> Chosen:
    """Show the menus and give what is chosen. A menu is left out where the data have nothing to choose."""
    period = period_menu()
    offered = state.choices(period)
    filters: list[tuple[str, str]] = []
    for name, key in FILTERS.items():
        if key in offered:
            value = _menu(name, key, offered[key])
            if value != ALL:
                filters.append((key, value))
    return Chosen(period, tuple(filters))


def _menu(name: str, key: str, values: tuple[str, ...]) -> str:
    chosen = st.selectbox(
        dictionary().variables[key].title,
        (ALL, *values),
        format_func=lambda value: PLURALS[key] if value == ALL else value,
        key=name,
        bind="query-params",
        width=_WIDTHS[name],
    )
    return chosen or ALL
