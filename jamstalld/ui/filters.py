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
PLURALS = {"area": "Alla områden", "unit": "Alla enheter", "age_group": "Alla åldrar"}


@dataclass(frozen=True)
class Chosen:
    """What the filter bar says."""

    period: Period
    filters: tuple[tuple[str, str], ...]


def period_menu() -> Period:
    """Show the menu of periods alone and give the one chosen."""
    periods = [str(period) for period in period_choices(state.info())]
    chosen = st.selectbox(
        "Period",
        periods,
        format_func=lambda text: period_short(Period.parse(text)),
        key=PERIOD,
        bind="query-params",
    )
    return Period.parse(chosen or periods[0])


def filter_bar() -> Chosen:
    """Show the menus and give what is chosen. A menu is left out where the data have nothing to choose."""
    spots = st.columns([3, 2, 2, 2])
    with spots[0]:
        period = period_menu()
    offered = state.choices(period)
    filters: list[tuple[str, str]] = []
    for spot, (name, key) in zip(spots[1:], FILTERS.items(), strict=True):
        if key in offered:
            value = _menu(spot, name, key, offered[key])
            if value != ALL:
                filters.append((key, value))
    return Chosen(period, tuple(filters))


def _menu(spot: st.delta_generator.DeltaGenerator, name: str, key: str, values: tuple[str, ...]) -> str:
    return (
        spot.selectbox(
            dictionary().variables[key].title,
            (ALL, *values),
            format_func=lambda value: PLURALS[key] if value == ALL else value,
            key=name,
            bind="query-params",
        )
        or ALL
    )
