"""Profiles on the upload page: which one a file is read by, saving one, and the list of them and of own questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import streamlit as st

from jamstalld.dictionary import BANDS, LocalVariable
from jamstalld.intake.mapping.profile import LONGEST_NAME, Profile
from jamstalld.intake.mapping.proposing import Survey
from jamstalld.intake.values.identity import masked
from jamstalld.store import forget_profile, profiles, remove_local, save_profile
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.ui.upload.said import Said, said_about, say, start
from jamstalld.wording.numbers import number

_PLACE = "own"
_QUARTER = re.compile(r"(?<![^\W\d_])(?:kvartal(?:et)?|kv|k|q)[-_ .]*(?=\d|$)|\d+", re.IGNORECASE)


def show_recognised(place: str, surveyed: Survey) -> None:
    """Say which profile the file is read by, or that it is read as another file was."""
    said = start(place, surveyed)
    if said.profile.name:
        st.markdown(f"Läses enligt profilen **{plain(said.profile.name)}**.")
    elif said.carried:
        st.markdown("Läses som filen ni nyss valde kolumner för: rubrikerna är desamma.")


def offer_profile(place: str, file_name: str) -> None:
    """Offer to save what has been said about a file, for the next one from the same source."""
    show_attempt(f"profile_{place}")
    said = said_about(place)
    if said is None or not said.unsaved or said.asked:
        return
    with st.form(f"profile_{place}_{said.turn}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"profile_name_{place}_{said.turn}"
            st.text_input("Namn på källan", said.origin or _proposed_name(file_name), key=key, max_chars=LONGEST_NAME)
            st.form_submit_button("Spara som profil", on_click=_save, args=(place, said, key))
        st.caption("Då känns nästa kvartals fil med samma rubriker igen och läses på samma sätt.")


def _proposed_name(file_name: str) -> str:
    """Give the file's name without its ending, digits and quarter, if anything is left: "Uttag 2025K1" is "Uttag"."""
    stem = masked(PurePath(file_name).stem)
    words = _QUARTER.sub(" ", stem.replace("_", " ")).strip(" -–.,()").split()
    return (" ".join(words) or stem)[:LONGEST_NAME]


def _save(place: str, said: Said, key: str) -> None:
    name = " ".join(str(st.session_state[key]).split())
    profile = replace(said.profile, name=name)
    if attempt(
        f"profile_{place}",
        lambda: save_profile(state.database(), profile, by=doer()),
        f"Profilen ”{plain(name)}” är sparad.",
    ):
        say(place, replace(said, profile=profile, origin=name))


def show_own() -> None:
    """List the municipality's own questions and the profiles, and let those that are not needed be removed."""
    saved, declared = profiles(state.database()), state.known().local
    if not saved and not declared:
        return
    with st.expander("Egna uppgifter och profiler"):
        show_attempt(_PLACE)
        if declared:
            _show_declared(declared)
        if saved:
            _show_saved(saved)


def _show_declared(declared: Sequence[LocalVariable]) -> None:
    st.markdown("**Egna uppgifter**")
    loaded = state.info().columns
    show_table(
        [
            {
                "Uppgift": one.title,
                "Sort": f"{one.kind_name} ({one.unit})" if one.unit else one.kind_name,
                "Svar eller grupper": ", ".join(one.values or one.bands) or "ja, nej",
                "Har svar": "ja" if {one.key, one.key + BANDS} & loaded else "nej",
            }
            for one in declared
        ]
    )
    named = {one.key: one.title for one in declared}
    with st.form("own_remove", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Egen uppgift", list(named), format_func=named.__getitem__, key="own_remove_key")
        st.form_submit_button("Ta bort uppgiften", on_click=_remove)


def _show_saved(saved: Sequence[Profile]) -> None:
    st.markdown("**Profiler**")
    show_table(
        [
            {
                "Profil": profile.name,
                "Kolumner": f"{number(len(profile.columns))} av {number(len(profile.headers))} används",
                "Stavningar": number(sum(map(len, profile.values.values()))),
            }
            for profile in saved
        ]
    )
    with st.form("own_forget", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Profil", [profile.name for profile in saved], key="own_forget_name")
        st.form_submit_button("Ta bort profilen", on_click=_forget)


def _remove() -> None:
    key = str(st.session_state["own_remove_key"])
    attempt(_PLACE, lambda: remove_local(state.database(), key, by=doer()), "Uppgiften är borttagen.")


def _forget() -> None:
    name = str(st.session_state["own_forget_name"])
    done = "Profilen är borttagen. Filer som redan är inlästa påverkas inte."
    attempt(_PLACE, lambda: forget_profile(state.database(), name, by=doer()), done)
