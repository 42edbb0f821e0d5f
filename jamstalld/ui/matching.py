"""The page *Träffsäkerhet*: choose an area, see whether the same need gives women and men the same interventions."""

from __future__ import annotations

from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from jamstalld.charts.heat import heat_map
from jamstalld.charts.matching import match_heat, match_table
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.snapshots import about
from jamstalld.ui import state
from jamstalld.ui.analysis.panel import analysis_panel
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.filters import narrowing_menus, period_menu
from jamstalld.ui.kept import by_content, packed
from jamstalld.ui.meetings.offering import offer_to_meetings
from jamstalld.ui.menus import unit_menu
from jamstalld.ui.pictures import NARROW, WIDE
from jamstalld.ui.saving import FILES, offer_picture, source_of
from jamstalld.ui.tables import csv_table, show_table
from jamstalld.views.matching import NEEDS, Matching, MatchingRequest
from jamstalld.wording.matching import reading_help
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.words import sexes_of

NEED = "behov"
_KEPT = 300
Spec = dict[str, Any]


def show_matching() -> None:
    """Show the menus, and the match that they ask for."""
    heading = st.container()
    with st.container(horizontal=True, gap="small"):
        period = period_menu()
        filters = dict(narrowing_menus(period, one_of=("area",)))
        need = _need_menu()
        unit = unit_menu(state.known().measure("received").units)
    area = filters.pop("area", None)
    seen = state.matching(MatchingRequest(area, need, tuple(filters.items()), period, unit))
    heading.title(seen.question)
    _show(seen)
    offer_to_meetings(seen)
    analysis_panel(seen)


def _need_menu() -> str | None:
    """Let the reader choose where the need stands, if it stands in several places."""
    known = [key for key in NEEDS if key in state.info().columns]
    if len(known) < 2:
        return None
    titles = {key: state.known().variables[key].title for key in known}
    return st.selectbox("Behov efter", known, format_func=titles.__getitem__, key=NEED, bind="query-params", width=165)


def _show(seen: Matching) -> None:
    st.markdown(f"## {seen.sentences[0]}")
    st.caption(about(seen))
    if seen.cells:
        for size, width in (("bred", WIDE), ("smal", NARROW)):
            with st.container(key=size):
                st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] - pandas' types
                    spec=_spec(seen, state.is_dark(), width), theme=None, key=f"behov_{size}"
                )
    for sentence in seen.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    st.markdown("### Vad siffrorna inte kan säga")
    st.markdown("\n".join(f"- {line}" for line in seen.cannot_say))
    _show_more(seen)


def _show_more(seen: Matching) -> None:
    titles = ["Tabell", "Insats för insats", "Så läser du bilden", "Metod och skydd", "Ladda ner"]
    table, each, reading, method, download = st.tabs(titles)
    lines = match_table(seen)
    with table:
        show_table(lines)
    with each:
        st.markdown("\n".join(f"- {one.cell.sentence}" for one in seen.same_need))
    with reading:
        st.markdown("\n\n".join(reading_help(seen.need_title, sexes_of(*_values(seen)))))
    with method:
        st.markdown("\n".join(f"- {line}" for line in seen.method))
    with download:
        st.caption(FILES)
        offer_file(
            "Ladda ner tabellen (CSV)",
            partial(csv_table, lines, (about(seen), *seen.method)),
            f"traffsakerhet_{seen.period.replace('..', '-')}.csv",
        )
        source = source_of(about(seen), threshold=seen.threshold, synthetic=seen.synthetic)
        if seen.cells:
            name = f"traffsakerhet_{seen.period.replace('..', '-')}"
            offer_picture(partial(_drawn, seen), title=seen.sentences[0], source=source, name=name)


def _values(seen: Matching) -> list[str]:
    return [value for _, value in seen.filters]


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(Matching))
def _spec(seen: Matching, dark: bool, width: int) -> Spec:
    return packed(spec_of(_drawn(seen, DARK if dark else LIGHT, width)))


def _drawn(seen: Matching, palette: Palette, width: int) -> alt.TopLevelMixin:
    return heat_map(
        match_heat(seen),
        palette,
        width=width,
        margin=seen.margin,
        words=seen.words,
        threshold=seen.threshold,
    )
