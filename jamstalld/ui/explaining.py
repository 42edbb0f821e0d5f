"""The page *Kan skillnaden förklaras?*: choose a measure and what it may go with, see what remains."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from jamstalld.charts.decomposition import PartsPicture, parts_chart, parts_table
from jamstalld.charts.explanation import picture_of, strata_table, ways_table
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.dictionary import Measure, is_local
from jamstalld.errors import MissingVariableError
from jamstalld.periods import Period
from jamstalld.protect import MAX_FACTORS
from jamstalld.snapshots import about
from jamstalld.ui import state
from jamstalld.ui.analysis.panel import analysis_panel
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.filters import filter_menus
from jamstalld.ui.kept import by_content, packed
from jamstalld.ui.links import view_link
from jamstalld.ui.meetings.offering import offer_to_meetings
from jamstalld.ui.menus import unit_menu, value_menu
from jamstalld.ui.pictures import NARROW, WIDE
from jamstalld.ui.saving import FILES, offer_picture, source_of
from jamstalld.ui.tables import csv_table, show_table
from jamstalld.views.explaining import KINDS, Explanation
from jamstalld.views.request import ViewRequest
from jamstalld.wording import explanation_notes as notes
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.words import sexes_of

# Names in the address.
MEASURE, VALUE, FACTORS = "forklara", "forklara_varde", "delas_pa"
# What a difference may go with, the likeliest first.
CANDIDATES = (
    *("need_level", "age_group", "intervention", "area", "unit", "household", "livelihood", "disability"),
    *("need_area", "municipality"),
)
_FREE = "intervention"  # does not count among the variables that may be crossed
_KEPT = 300
Spec = dict[str, Any]


def show_explaining() -> None:
    """Show the menus, and the explanation that they ask for."""
    heading = st.container()
    with st.container(horizontal=True, gap="small"):
        measure = _measure_menu()
        chosen = filter_menus()
    with st.container(horizontal=True, gap="small"):
        value = value_menu(VALUE, measure, chosen.period)
        factors = _factors_menu(measure, chosen.filters)
        unit = unit_menu(measure.units)
    if not factors:
        heading.title(notes.TITLE)
        st.info(notes.CHOOSE)
        return
    filters = (*chosen.filters, *([(measure.column, value)] if value else []))
    seen = state.explanation(measure.key, factors, filters, chosen.period, unit)
    heading.title(notes.TITLE)
    _show(seen)
    offer_to_meetings(seen)
    analysis_panel(seen)


def _measure_menu() -> Measure:
    """Let the reader choose among the measures that can be taken apart."""
    present = state.info().columns
    measures = {
        measure.key: measure
        for measure in state.known().measures.values()
        if measure.kind in KINDS and measure.column in present and _candidates(measure)
    }
    if not measures:
        raise MissingVariableError(notes.NO_MEASURE)
    keys = list(measures)
    # A share needs a value chosen, so the first measure that does not is the one that opens.
    first = next((at for at, key in enumerate(keys) if measures[key].kind != "share"), 0)
    key = st.selectbox(
        "Mått",
        keys,
        index=first,
        format_func=lambda key: measures[key].title,
        key=MEASURE,
        bind="query-params",
        width=205,
    )
    return measures[key or keys[first]]


def _candidates(measure: Measure) -> list[str]:
    known = state.known()
    own = (key for key, variable in known.variables.items() if is_local(key) and variable.rows)
    grouped = (key for key in known.groupings if not known.crosses(key, (measure.column, *measure.only)))
    return [key for key in (*CANDIDATES, *own, *grouped) if key in state.info().columns and key != measure.column]


def _factors_menu(measure: Measure, filters: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Let the reader choose what to take the difference apart by: as many as may be crossed with the filters."""
    free = MAX_FACTORS - len(filters)
    taken = {key for key, _ in filters}
    offered = [key for key in _candidates(measure) if key not in taken and (free or key == _FREE)]
    offered = [key for key in offered if not state.known().crosses(key, taken)]
    if not offered:
        return ()
    titles = {key: state.known().variables[key].title for key in offered}
    most = max(free, 1)
    _tidy_choice(offered, most)
    chosen = st.multiselect(
        "Hänger den samman med",
        offered,
        format_func=titles.__getitem__,
        max_selections=most,
        key=FACTORS,
        bind="query-params",
        placeholder="Välj en eller flera uppgifter",
        width=520,
    )
    return tuple(chosen)


def _tidy_choice(offered: Sequence[str], most: int) -> None:
    """Choose the likeliest at first, and drop what other filters or another measure no longer allow."""
    kept: list[str] | None = st.session_state.get(FACTORS)
    if kept is not None:
        # Streamlit forgets the choice where the menu offers something else than before, unless it is set anew.
        st.session_state[FACTORS] = [key for key in kept if key in offered][:most]
    elif FACTORS not in st.query_params:
        st.session_state[FACTORS] = list(offered[:1])


def _show(seen: Explanation) -> None:
    st.markdown(f"## {seen.sentences[0]}")
    st.caption(about(seen))
    picture = picture_of(seen)
    if picture:
        for size, width in (("bred", WIDE), ("smal", NARROW)):
            with st.container(key=size):
                st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] - pandas' types
                    spec=_spec(seen, state.is_dark(), width), theme=None, key=f"delar_{size}"
                )
    for sentence in seen.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    if seen.crude is None:
        return
    st.markdown("### Vad siffrorna inte kan säga")
    st.markdown("\n".join(f"- {line}" for line in seen.cannot_say))
    _show_more(seen, parts_table(picture) if picture else [])
    view_link(_request(seen), "Öppna måttets egen sida")


def _show_more(seen: Explanation, parts: list[dict[str, str]]) -> None:
    titles = ["Tabell", "Så läser du bilden", "Olika sätt att räkna", "Metod och skydd", "Ladda ner"]
    table, reading, ways, method, download = st.tabs(titles)
    strata, methods = strata_table(seen), ways_table(seen)
    with table:
        for rows in (parts, strata):
            if rows:
                show_table(rows)
    with reading:
        st.markdown("\n\n".join(notes.reading(len(seen.factors), sexes_of(*_values(seen)))))
    with ways:
        st.markdown(notes.WAYS)
        show_table(methods)
    with method:
        st.markdown("\n".join(f"- {line}" for line in seen.method))
    with download:
        st.caption(FILES)
        offer_file(
            "Ladda ner tabellerna (CSV)",
            partial(csv_table, strata, (about(seen), *seen.sentences, *seen.cannot_say, *seen.method)),
            f"forklaras_{seen.measure}_{seen.period.replace('..', '-')}.csv",
        )
        source = source_of(about(seen), threshold=seen.threshold, synthetic=seen.synthetic)
        picture = picture_of(seen)
        if picture:
            name = f"forklaras_{seen.measure}_{seen.period.replace('..', '-')}"
            offer_picture(partial(_drawn, picture, seen.words), title=seen.sentences[0], source=source, name=name)


def _request(seen: Explanation) -> ViewRequest:
    return ViewRequest(
        seen.measure,
        by=seen.factors[0].key,
        filters=seen.filters,
        period=Period.parse(seen.period),
        count_unit=seen.count_unit,
    )


def _values(seen: Explanation) -> list[str]:
    return [value for _, value in seen.filters]


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(Explanation))
def _spec(seen: Explanation, dark: bool, width: int) -> Spec:
    picture = picture_of(seen)
    return packed(spec_of(_drawn(picture, seen.words, DARK if dark else LIGHT, width))) if picture else {}


def _drawn(picture: PartsPicture, words: tuple[str, str], palette: Palette, width: int) -> alt.TopLevelMixin:
    return parts_chart(picture, palette, width=width, words=words)
