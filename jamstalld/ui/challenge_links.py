"""Links from a known challenge to the page where one's own data are asked about it, with the right menus."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.challenges import Challenge
from jamstalld.ui import explaining, interplay, state
from jamstalld.ui.filters import FILTERS
from jamstalld.ui.links import address
from jamstalld.ui.navigation import page
from jamstalld.views.challenges import request_of

LABEL = "Pröva på egna data"


def try_link(challenge: Challenge, *, possible: bool) -> None:
    """Show the link that opens the view of a challenge; dead where the data cannot answer it."""
    if not possible:
        st.page_link(page("utmaningar"), label=LABEL, disabled=True)
        return
    path, parameters = challenge_address(challenge)
    st.page_link(page(path), label=LABEL, query_params=parameters)


def challenge_address(challenge: Challenge) -> tuple[str, dict[str, str | list[str]]]:
    """Give the path of the page, and what its address says: menus write the words of their choices there."""
    path, view = address(request_of(challenge))
    known = state.known()
    if challenge.page is None:
        return path, {**view}
    title = known.measure(challenge.measure).title
    names = {key: name for name, key in FILTERS.items()}
    filters = {names[key]: value for key, value in challenge.filters}
    factors = [known.variable(key).title for key in challenge.standardise]
    by, split = (known.variable(key).title if key else "" for key in (challenge.by, challenge.split))
    menus: dict[str, dict[str, str | list[str]]] = {
        "forklaras": {explaining.MEASURE: title, explaining.FACTORS: factors},
        "samspel": {interplay.MEASURE: title, interplay.ROWS: by, interplay.COLUMNS: split},
        "traffsakerhet": {},
    }
    return challenge.page, {**filters, **menus[challenge.page]}
