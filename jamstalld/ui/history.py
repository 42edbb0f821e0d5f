"""The page *Historik*: everything that has been decided, narrowed by menus, with a way to each thing and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import ceil

import streamlit as st

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause, Subject
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import RequestError
from jamstalld.export.history import history_csv, history_workbook
from jamstalld.history import Line, Wanted, chosen, history
from jamstalld.store import entry
from jamstalld.typed import typed_day
from jamstalld.ui import state
from jamstalld.ui.actions.board import CHOSEN as ACTION
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.meetings.current import MEETING
from jamstalld.ui.navigation import page
from jamstalld.ui.plain import plain
from jamstalld.ui.subject_links import subject_link
from jamstalld.wording.log import GROUPS
from jamstalld.wording.numbers import counted, moment_text, number

EVERYTHING, EVERYBODY = "Allt", "Alla"
ON_A_PAGE = 25
_FILE = "historik"
# Where a line leads that is about no question to the data.
_PAGE_OF = {
    "underlag": "leveranser",
    "inläsning": "ladda-upp",
    "indelningar": "ladda-upp",
    "skydd": "skyddet",
    "utmaningar": "utmaningar",
}
# Kind of entry → the page that opens one of them, the name in its address, and what the link is called.
_OPENED: Mapping[str, tuple[type[Entry], str, str, str]] = {
    Action.KIND: (Action, "atgarder", ACTION, "Öppna åtgärden"),
    Meeting.KIND: (Meeting, "moten", MEETING, "Öppna mötet"),
}


def show_history() -> None:
    """Show the menus, the lines they leave, and the files of these."""
    lines = history(state.database())
    if not lines:
        st.markdown("Inget är gjort än. Här samlas det som läses in, bedöms och beslutas, med vem och när.")
        return
    try:
        wanted = _menus(lines)
    except RequestError as error:
        st.error(error.message)
        return
    left = chosen(lines, wanted)
    if not left:
        st.info("Inget stämmer med det du har valt. Välj mer, eller sök på något annat.")
        return
    st.caption(f"{number(len(left))} av {number(len(lines))} rader, den senaste först.")
    for line in _page_of(left):
        _show(line)
    _offer(left, wanted)


def _menus(lines: Sequence[Line]) -> Wanted:
    """Let the reader choose kinds, days, person and words.

    Raises
    ------
    RequestError
        If a day is not written as one.
    """
    kinds = [key for key in GROUPS if any(line.kind == key for line in lines)]
    people = sorted({line.who for line in lines}, key=str.casefold)
    with st.container(horizontal=True, gap="small"):
        kind = st.selectbox(
            "Slag",
            [EVERYTHING, *kinds],
            format_func=lambda key: GROUPS[key][0] if key in GROUPS else key,
            key="slag",
            bind="query-params",
            width=190,
        )
        first = st.text_input("Från och med", key="fran", placeholder="åååå-mm-dd", max_chars=10, width=140)
        last = st.text_input("Till och med", key="till", placeholder="åååå-mm-dd", max_chars=10, width=140)
        who = st.selectbox("Vem", [EVERYBODY, *people], key="vem", width=190)
        words = st.text_input("Sök", key="sok", max_chars=100, width=220)
    return Wanted(
        kinds=() if kind in (None, EVERYTHING) else (kind,),
        first=typed_day(first),
        last=typed_day(last),
        who="" if who in (None, EVERYBODY) else who,
        words=words,
    )


def _page_of(lines: Sequence[Line]) -> Sequence[Line]:
    """Give the lines of the page that the reader has turned to."""
    pages = ceil(len(lines) / ON_A_PAGE)
    if pages == 1:
        return lines
    at = st.selectbox(
        "Sida", range(1, pages + 1), format_func=lambda one: f"{one} av {pages}", key=f"sida_{pages}", width=120
    )
    return lines[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]


def _show(line: Line) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap=None):
            about = f": {plain(line.about)}" if line.about else ""
            st.markdown(f"**{line.what}**{about}")
            more = f" · {plain(line.more)}" if line.more else ""
            st.caption(f"{moment_text(line.at)} · {plain(line.who)}{more}")
        _link(line)


def _link(line: Line) -> None:
    """Lead to what a line is about, if it is anywhere to be seen."""
    if opened := _OPENED.get(line.subject_kind or ""):
        kind, path, name, label = opened
        if entry(state.database(), kind, line.subject or ""):
            st.page_link(page(path), label=label, query_params={name: line.subject or ""})
    elif subject := _question(line):
        subject_link(subject, "Öppna vyn")
    elif line.kind in _PAGE_OF:
        st.page_link(page(_PAGE_OF[line.kind]))


def _question(line: Line) -> Subject | None:
    """Give the question to the data that a line is about: that of an analysis, or of one that a cause belongs to."""
    identity = line.subject or ""
    if line.subject_kind == Cause.KIND:
        kept = entry(state.database(), Cause, identity)
        identity = kept.entry.parent if kept else ""
    elif line.subject_kind != Analysis.KIND:
        return None
    analysis = entry(state.database(), Analysis, identity)
    return Subject.of(analysis.entry.subject) if analysis else None


def _offer(lines: Sequence[Line], wanted: Wanted) -> None:
    """Offer the chosen lines as files; the workbook is made when it is asked for."""
    st.markdown("## Ladda ner")
    st.caption(f"{counted(len(lines), 'rad är vald', 'rader är valda')}.")
    with st.container(horizontal=True):
        offer_file("Ladda ner som CSV", partial(history_csv, lines), f"{_FILE}.csv")
        offer_file("Ladda ner som Excel", partial(history_workbook, lines, _about(lines, wanted)), f"{_FILE}.xlsx")


def _about(lines: Sequence[Line], wanted: Wanted) -> list[str]:
    """Say what a file holds, so that it can be read by itself."""
    told = [
        ("Slag", ", ".join(GROUPS[kind][0] for kind in wanted.kinds)),
        ("Från och med", str(wanted.first or "")),
        ("Till och med", str(wanted.last or "")),
        ("Vem", wanted.who),
        ("Sök", wanted.words),
    ]
    narrowed = [f"{name}: {value}" for name, value in told if value]
    return [
        "Det som har lästs in, bedömts och beslutats i Jämställd, den senaste raden först.",
        f"{counted(len(lines), 'rad', 'rader')}. Urval: {'; '.join(narrowed) if narrowed else 'allt'}.",
    ]
