"""A municipality's own challenge: a hypothesis in its own words, its source, and the view that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.dialogue.challenges import OwnChallenge, known_challenges
from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.limits import longest
from jamstalld.dictionary import Measure, is_local
from jamstalld.errors import JamstalldError
from jamstalld.store import save
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.ui.filters import ALL, FILTERS, PLURALS
from jamstalld.views.challenges import request_of
from jamstalld.views.request import checked
from jamstalld.wording import challenges as say

PLACE = "challenges"
# What every page of a measure can have for rows.
_ROWS = ("area", "unit", "age_group")
_TEXTS = {
    "title": "Kort namn",
    "hypothesis": "Frågan: kan det vara så att …?",
    "matters": "Varför spelar det roll? (får lämnas tomt)",
    "source": "Källa: var kommer frågan ifrån? (får lämnas tomt)",
}


def offer_own(areas: Sequence[str]) -> None:
    """Offer the form for one's own challenge, where there are data to choose a view of.

    Parameters
    ----------
    areas
        The areas of which the data have anything that can be shown.
    """
    st.markdown("## Lägg till en egen")
    measures = {one.key: one for one in state.known().measures.values() if one.column in state.info().columns}
    if not measures:
        st.markdown("När ett underlag är inläst kan ni lägga till egna utmaningar och välja vilken vy som visar dem.")
        return
    with st.expander("Skriv en egen utmaning"):
        for field, label in _TEXTS.items():
            if field in ("title", "source"):
                st.text_input(label, key=_key(field), max_chars=longest(OwnChallenge, field))
            else:
                st.text_area(label, key=_key(field), max_chars=longest(OwnChallenge, field), height=80)
        st.markdown("Vilken vy visar det?")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            every = dict.fromkeys([*(one.area for one in known_challenges() if one.area), *areas])
            st.selectbox("Område", [say.ALL_AREAS, *every], key=_key("area"), width=260)
            key = st.selectbox(
                "Mått", list(measures), format_func=lambda one: measures[one].title, key=_key("measure"), width=230
            )
            _view_menus(measures[key])
        st.button("Lägg till utmaningen", type="primary", on_click=_add)


def _view_menus(measure: Measure) -> None:
    """Let the author choose rows, the one row of a share, and what to narrow by besides the area."""
    info, known = state.info(), state.known()
    own = (key for key, one in known.variables.items() if is_local(key) and one.rows)
    present = [key for key in (*_ROWS, *own) if key in info.columns and key != measure.column]
    rows = [measure.column, *present] if measure.kind == "share" else present
    by = st.selectbox(
        "Visa per",
        rows,
        index=rows.index(measure.by) if measure.by in rows else 0,
        format_func=lambda key: known.variable(key).title,
        key=f"{_key('by')}_{measure.key}",
        width=220,
    )
    offered = state.choices(info.latest_period())
    if by == measure.column:
        st.selectbox("Vilken rad", offered.get(by, ()), key=f"{_key('row')}_{measure.key}", width=240)
    for variable in FILTERS.values():
        if variable != "area" and variable in offered:
            title = known.variable(variable).title
            options = [ALL, *offered[variable]]
            st.selectbox(
                title,
                options,
                format_func=lambda one, every=PLURALS[variable]: every if one == ALL else one,
                key=_key(variable),
                width=180,
            )


def _key(field: str) -> str:
    return f"own_{field}"


def _said(field: str) -> str:
    return str(st.session_state.get(_key(field)) or "").strip()


def _add() -> None:
    """Save what is written, and empty the texts where it went well."""
    if attempt(PLACE, _save, "Utmaningen är tillagd."):
        for field in _TEXTS:
            st.session_state[_key(field)] = ""


def _save() -> None:
    measure = _said("measure")
    by = _said(f"by_{measure}")
    area = "" if _said("area") == say.ALL_AREAS else _said("area")
    narrowed = {key: _said(key) for key in FILTERS.values() if key != "area" and _said(key) not in ("", ALL)}
    if area and by != "area":
        narrowed["area"] = area
    own = OwnChallenge(
        new_identity(),
        "",
        area=area,
        **{field: _said(field) for field in _TEXTS},
        measure=measure,
        by=by,
        filters=tuple(sorted(narrowed.items())),
        row=_said(f"row_{measure}") if by == state.known().measure(measure).column else "",
    )
    if not own.title or not own.hypothesis:
        raise JamstalldError("Skriv ett kort namn och själva frågan. Resten får lämnas tomt.")
    checked(request_of(own.challenge()), state.known(), state.info().columns)
    save(state.database(), own, by=author(), log=("challenge_added", say.OWN))
