"""The page *Analyser*: everything that has been written, and each analysis by itself."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.analyses import Analysis, Snapshot, Subject
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import Text
from jamstalld.snapshots import whole
from jamstalld.store import entries, entry
from jamstalld.ui import state
from jamstalld.ui.analysis.reading import show_analysis, title_line
from jamstalld.ui.analysis.then_and_now import show_then_and_now
from jamstalld.ui.navigation import page
from jamstalld.ui.plain import plain
from jamstalld.ui.subject_links import subject_link
from jamstalld.wording.words import sexes_of

CHOSEN = "analys"
_STATES = {"Alla": None, "Arbetsmaterial": False, "Slutförda": True}
_ALL_AREAS = "Alla områden"


def show_analyses() -> None:
    """Show the analysis that the address names, else the list of them all."""
    chosen = entry(state.database(), Analysis, st.query_params.get(CHOSEN, ""))
    if chosen is None:
        _show_list()
    else:
        st.query_params[CHOSEN] = chosen.entry.identity  # a link within the page leaves the address without it
        _show_one(chosen)


def _show_list() -> None:
    st.title("Analyser")
    written = sorted(entries(state.database(), Analysis), key=lambda kept: kept.saved_at, reverse=True)
    if not written:
        st.markdown(
            "Här samlas det som gruppen skriver. Öppna en sida under *Analys* och skriv i *Analysstöd* under bilden. "
            "Det sparas av sig självt."
        )
        return
    for kept in _narrowed(sorted(written, key=lambda kept: kept.entry.final)):
        with st.container(border=True, gap="small"):
            st.markdown(f"## {plain(kept.entry.title)}")
            st.caption(title_line(kept))
            st.page_link(page("analyser"), label=_link_label(kept), query_params={CHOSEN: kept.entry.identity})


def _link_label(kept: Kept[Analysis]) -> str:
    return f"Läs analysen: {plain(kept.entry.title)}"


def _narrowed(written: list[Kept[Analysis]]) -> list[Kept[Analysis]]:
    """Let the reader narrow the list by state, area and words."""
    areas = sorted({_area(kept) for kept in written} - {""})
    with st.container(horizontal=True):
        chosen = st.selectbox("Visa", list(_STATES), width=180)
        area = st.selectbox("Verksamhetsområde", [_ALL_AREAS, *areas], width=260) if areas else _ALL_AREAS
        words = st.text_input("Sök i texterna", width=260).casefold().strip()
    final = _STATES[chosen or "Alla"]
    found = [
        kept
        for kept in written
        if (final is None or kept.entry.final == final) and (area == _ALL_AREAS or _area(kept) == area)
    ]
    if words:
        found = [kept for kept in found if words in _all_words(kept)]
    if not found:
        st.markdown("Ingen analys passar det du har valt.")
    return found


def _area(kept: Kept[Analysis]) -> str:
    request = kept.entry.subject["request"]
    return str(request.get("area") or request.get("filters", {}).get("area") or "")


def _all_words(kept: Kept[Analysis]) -> str:
    texts = entries(state.database(), Text, kept.entry.identity)
    return " ".join([kept.entry.title, *(text.entry.text for text in texts)]).casefold()


def _show_one(kept: Kept[Analysis]) -> None:
    st.title(plain(kept.entry.title))
    with st.container(horizontal=True):
        st.page_link(page("analyser"), label="Alla analyser")
        subject_link(Subject.of(kept.entry.subject), "Öppna sidan och skriv" if not kept.entry.final else "Öppna sidan")
    request = kept.entry.subject["request"]
    show_analysis(kept, sexes_of(_area(kept), *request.get("filters", {}).values()))
    seen = entry(state.database(), Snapshot, kept.entry.snapshot)
    if seen:
        show_then_and_now(whole(seen.entry))
