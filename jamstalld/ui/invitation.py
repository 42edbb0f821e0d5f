"""How a room is invited to take part with its phones: the QR code, the address and the code."""

from __future__ import annotations

import base64

import streamlit as st

from jamstalld.participants.invitation import Invitation, invitation
from jamstalld.participants.listener import listening
from jamstalld.participants.presence import PRESENCE
from jamstalld.settings import read_settings
from jamstalld.ui.plain import plain

_ONLY_HERE = (
    "Adressen fungerar bara på den här datorn. För att telefoner ska nå den: avsluta programmet och starta det med "
    "`jamstalld serve --participants 0.0.0.0:8600`."
)


def invited(code: str) -> Invitation:
    """Give the invitation to the open meeting that has a code."""
    own = (st.context.url or "http://127.0.0.1:8501").split("/", 3)
    return invitation(code, own="/".join(own[:3]), listening=listening(), named=read_settings().participants_url)


def show_qr(made: Invitation) -> None:
    """Show the QR code, as wide as its place. By ``st.image`` it would have no name for those who do not see it."""
    svg = made.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    source = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    st.html(f'<img alt="QR-kod till mötet" src="{source}" style="display:block;width:100%">')


def show_invitation(code: str, meeting: str) -> None:
    """Show how to come in, and how many are there.

    Parameters
    ----------
    code, meeting
        The code of the open meeting, and its identity.
    """
    made = invited(code)
    picture, words = st.columns([1, 2], vertical_alignment="center")
    with picture:
        show_qr(made)
    words.markdown(f"Läs av QR-koden med telefonen, eller gå till **{plain(made.typed)}** och skriv koden:")
    words.header(plain(code), anchor=False)
    words.text(f"{PRESENCE.here(meeting)} deltagare följer med just nu.")
    if made.reach == "computer":
        st.warning(_ONLY_HERE)
