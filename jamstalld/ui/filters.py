"""The filter bar: period, area, unit and age group, the same on every page and in the address.

Each menu is bound to the address under its own name, so a view can be sent as a link and the choice follows from
page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.store import UNIT
from jamstalld.ui import state, who
from jamstalld.views.choices import period_choices
from jamstalld.wording.numbers import period_short

ALL = "Alla"
_AT, _ARRIVED = "page_at", "page_arrived"
PERIOD = "period"
# Name in the address → variable. Swedish, since people read and send the address.
FILTERS = {"omrade": "area", "enhet": "unit", "alder": "age_group"}
_WIDTHS = {PERIOD: 195, "omrade": 180, "enhet": 128, "alder": 124}  # pixels: all menus on one row of a laptop
PLURALS = {"area": "Alla områden", "unit": "Alla enheter", "age_group": "Alla åldrar"}


@dataclass(frozen=True)
class Chosen:
    """What the filter bar says."""

    period: Period
    filters: tuple[tuple[str, str], ...]


def period_menu() -> Period:
    """Show the menu of periods and give the one chosen."""
    periods = [str(period) for period in period_choices(state.info())]
    return Period.parse(_menu(PERIOD, "Period", periods, lambda text: period_short(Period.parse(text))))


def filter_menus() -> Chosen:
    """Show the menus and give what is chosen. A menu is left out where the data have nothing to choose."""
    period = period_menu()
    return Chosen(period, narrowing_menus(period))


def unit_menu(period: Period) -> tuple[tuple[str, str], ...]:
    """Show the menu of units to somebody who may see some of them only, and give the filter chosen; none to others.

    For pages that else show everything at once.
    """
    if who.person().units is None:
        return ()
    return narrowing_menus(period, keys=(UNIT,))


def narrowing_menus(
    period: Period, one_of: Collection[str] = (), keys: Collection[str] = tuple(FILTERS.values())
) -> tuple[tuple[str, str], ...]:
    """Show the menus without that of the period, and give the filters chosen: pairs of variable and value.

    Parameters
    ----------
    period
        The period whose values are offered.
    one_of
        The variables of which one value must be chosen: the first, until somebody chooses another.
    keys
        The variables to show menus of.
    """
    offered = state.choices(period)
    if who.person().units is not None:
        one_of = {*one_of, UNIT}
    filters: list[tuple[str, str]] = []
    for name, key in FILTERS.items():
        if key in offered and key in keys:
            title, every = dictionary().variables[key].title, PLURALS[key]
            groups = {} if key in one_of else _groups(key, offered)
            options = [*offered[key]] if key in one_of else [ALL, *groups, *offered[key]]
            value = _menu(name, title, options, lambda value, every=every: every if value == ALL else value)
            if value != ALL:
                filters.append(groups.get(value, (key, value)))
    return tuple(filters)


def _groups(key: str, offered: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Offer the groups of a variable's values in its own menu, since one cannot choose both: text → filter."""
    own = [grouping for grouping, of in state.known().groupings.items() if of == key]
    return {group_text(each, group): (each, group) for each in own for group in offered.get(each, ())}


def group_text(grouping: str, group: str) -> str:
    """Write a group as the menus and the address have it."""
    return f"{state.known().variable(grouping).title}: {group}"


def said_filters(filters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Say filters as the menus write them into the address: name of a menu → the words of its choice."""
    names, of = {key: name for name, key in FILTERS.items()}, state.known().groupings
    said: dict[str, str] = {}
    for key, value in filters:
        if key in names:
            said[names[key]] = value
        elif of.get(key) in names:
            said[names[of[key]]] = group_text(key, value)
    return said


def arrive(path: str) -> None:
    """Note that a page is about to be shown, and whether the reader has just come to it.

    Parameters
    ----------
    path
        The page's address.
    """
    st.session_state[_ARRIVED] = st.session_state.get(_AT) != path
    st.session_state[_AT] = path


def _menu(name: str, title: str, options: list[str], format_func: Callable[[str], str]) -> str:
    """Show one menu. The first option is chosen until somebody chooses another."""
    if st.session_state.get(_ARRIVED) and name not in st.query_params:
        # Without an address of its own a page keeps what was chosen on the last one. A link that names some of its
        # filters means the others to be open. Streamlit by itself loses the first and mixes up the second.
        kept = None if st.query_params else st.session_state.get(f"kept_{name}")
        st.session_state[name] = kept if kept in options else options[0]
    chosen = st.selectbox(title, options, format_func=format_func, key=name, bind="query-params", width=_WIDTHS[name])
    st.session_state[f"kept_{name}"] = chosen
    return chosen or options[0]
