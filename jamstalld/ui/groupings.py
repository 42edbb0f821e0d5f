"""Groupings on the upload page: those there are, making one, putting more values into one, and taking one away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dictionary import Grouping, groupable
from jamstalld.dictionary.grouping import REST, Groups
from jamstalld.dictionary.local import MAX_NAME
from jamstalld.store import declare_grouping, extend_grouping, groupings, remove_grouping
from jamstalld.store.limits import LONGEST_REASON
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.plain import plain, spoken
from jamstalld.ui.tables import show_table
from jamstalld.views.choices import values_to_group

_PLACE = "groupings"
_OF, _TITLE, _REST, _NUMBER = "grouping_of", "grouping_title", "grouping_rest", "grouping_number"
_REMOVED, _REASON = "grouping_removed", "grouping_reason"
_AT_ONCE = 12


def show_groupings() -> None:
    """Show the groupings there are, and let them be made, grow and be removed."""
    present = state.info().columns
    offered = {one.key: one.title for one in groupable(state.known()) if one.key in present}
    there = groupings(state.database())
    if not offered and not there:
        return
    with st.expander("Indelningar"):
        show_attempt(_PLACE)
        st.markdown(
            "Lägg ihop värden i fasta grupper, till exempel enheter i distrikt eller behovsnivåer i två. Indelningen "
            "blir ett val i *Visa per* och i menyerna, och gäller också det som läses in senare."
        )
        if there:
            _show_there(there)
        if offered:
            _form(offered, there)


def _show_there(there: Sequence[Grouping]) -> None:
    show_table(
        [
            {
                "Indelning": one.title,
                "Av": state.known().variable(one.of).title,
                "Grupper": "; ".join(f"{name} ({', '.join(values)})" for name, values in one.groups),
                "Alla andra": one.rest,
            }
            for one in there
        ]
    )
    titles = {one.key: one.title for one in there}
    with st.form("grouping_remove", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Indelning", list(titles), format_func=titles.__getitem__, key=_REMOVED)
        st.text_input("Varför tas den bort?", key=_REASON, max_chars=LONGEST_REASON)
        st.form_submit_button("Ta bort indelningen", on_click=_remove)


@st.fragment
def _form(offered: dict[str, str], there: Sequence[Grouping]) -> None:
    """Ask for the groups. A fragment, so that no file in the upload box is read at every choice."""
    of = st.selectbox("Uppgift att dela in", list(offered), format_func=offered.__getitem__, key=_OF) or next(
        iter(offered)
    )
    before = next((one for one in there if one.of == of), None)
    free = [value for value in values_to_group(state.database(), of) if not (before and value in before.group_of)]
    if before:
        st.caption(
            f"Indelad i {plain(before.title)}. Värden som inte är i någon grupp kan läggas till. Inget flyttas: gamla "
            "och nya grupper tillsammans skulle berätta mer om små grupper än var för sig."
        )
        title, rest = before.title, before.rest
    else:
        left, right = st.columns(2)
        title = left.text_input("Indelningens namn, till exempel Distrikt", key=f"{_TITLE}_{of}", max_chars=MAX_NAME)
        rest = right.text_input("Gruppen för alla andra värden", REST, key=f"{_REST}_{of}", max_chars=MAX_NAME)
    groups = (*_old(before, free), *_new(of, free, fewest=0 if before else 1))
    if st.button("Lägg till värdena" if before else "Spara indelningen", key="grouping_save"):
        if attempt(
            _PLACE, lambda: _save(before, Grouping(title, of, groups, rest)), f"Indelningen ”{plain(title)}” är sparad."
        ):
            st.rerun()
        show_attempt(_PLACE)


def _old(before: Grouping | None, free: Sequence[str]) -> Groups:
    """Ask for more values in the groups there are; those that are given none are left out."""
    asked = [
        (name, _values(f"Fler värden i {name}", free, f"more_{name}")) for name, _ in (before.groups if before else ())
    ]
    return tuple((name, values) for name, values in asked if values)


def _new(of: str, free: Sequence[str], *, fewest: int) -> Groups:
    """Ask for new groups, each with its name and its values."""
    label = "Antal grupper" if fewest else "Antal nya grupper"
    number = (
        st.selectbox(label, range(fewest, _AT_ONCE + 1), index=fewest, key=f"{_NUMBER}_{of}_{fewest}", width=180)
        or fewest
    )
    found: list[tuple[str, tuple[str, ...]]] = []
    for at in range(1, number + 1):
        left, right = st.columns([1, 2])
        name = left.text_input(f"Namn på grupp {at}", key=f"grouping_name_{of}_{at}", max_chars=MAX_NAME)
        with right:
            found.append((name, _values(f"Värden i grupp {at}", free, f"{of}_{at}")))
    return tuple(found)


def _values(label: str, free: Sequence[str], key: str) -> tuple[str, ...]:
    """Ask for values: those that may be seen are offered, and others may be written."""
    return tuple(
        st.multiselect(
            spoken(label),
            list(free),
            key=f"grouping_values_{key}",
            accept_new_options=True,
            placeholder="Välj, eller skriv ett värde",
        )
    )


def _save(before: Grouping | None, asked: Grouping) -> None:
    if before:
        extend_grouping(state.database(), before.key, asked.groups, by=doer())
    else:
        declare_grouping(state.database(), asked, by=doer())


def _remove() -> None:
    key, reason = str(st.session_state[_REMOVED]), str(st.session_state[_REASON] or "")
    attempt(
        _PLACE,
        lambda: remove_grouping(state.database(), key, by=doer(), reason=reason),
        "Indelningen är borttagen.",
    )
