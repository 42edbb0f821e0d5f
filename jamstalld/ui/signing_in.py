"""What somebody sees who has not signed in, or may do nothing; and, for everybody else, as whom they are there."""

from __future__ import annotations

import time
from contextlib import suppress

import streamlit as st

from jamstalld.access import ROLES, Oidc, Person
from jamstalld.errors import DatabaseError
from jamstalld.settings import read_settings
from jamstalld.store import Noted
from jamstalld.ui import state, who
from jamstalld.ui.frame import dress
from jamstalld.ui.plain import plain
from jamstalld.wording.words import enumerated

WITHOUT = "**Utan inloggning.** Den som sitter vid den här datorn ser och ändrar allt. Bara den här datorn når appen."
_NOTED = "noted_as"


def show_sign_in(person: Person) -> None:
    """Offer to sign in, or say why that was not enough."""
    dress()
    access = read_settings().access
    st.title("Jämställd")
    known = access.signed_in(who.claims(), time.time())
    if known:
        _note("turned_away", person)
        st.warning(
            f"Du är inloggad som {plain(person.name)}, men du har ingen roll i Jämställd. Be den som sköter Jämställd "
            "att ge dig en."
        )
    else:
        st.markdown("Här visas uppgifter om socialtjänstens ärenden. Logga in för att fortsätta.")
    if not isinstance(access.way, Oidc):
        st.markdown(f"Gå in på {access.url}: där loggar du in.")
    elif known:
        st.button("Logga ut", on_click=st.logout)
    else:
        st.button("Logga in", type="primary", on_click=st.login, key="logga_in")  # return.js knows it by its key


def show_person(person: Person) -> None:
    """Say in the menu as whom somebody is there, where people sign in."""
    access = read_settings().access
    if not access.required:
        return
    with st.sidebar:
        limited = f" Du ser {enumerated(sorted(person.units))}." if person.units else ""
        st.caption(f"Inloggad som **{plain(person.name)}**, {ROLES[person.role].title}.{plain(limited)}")
        if isinstance(access.way, Oidc):
            st.button("Logga ut", on_click=st.logout, key="logga_ut")
    _note("signed_in", person)


def show_nobody_signs_in() -> None:
    """Say at the foot of a page that nobody has signed in, where that is so."""
    if not read_settings().access.required:
        st.caption(WITHOUT)


def _note(done: Noted, person: Person) -> None:
    """Write in the log that somebody is there, once a session; a full disk keeps nobody out."""
    if person.identity and st.session_state.get(_NOTED) != (person.identity, person.role):
        st.session_state[_NOTED] = (person.identity, person.role)
        role = ROLES[person.role].title if person.role else "ingen roll"
        with suppress(DatabaseError):
            state.note(done, by=person.name, text=f"{person.identity}, {role}")
