"""The page *Åtgärder*: every action by how far it has come, along time, and what the data say of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from jamstalld.access import Right
from jamstalld.actions import Standing
from jamstalld.charts.theme import DARK, LIGHT, spec_of
from jamstalld.charts.timeline import TimelineAction, timeline_chart, timeline_table
from jamstalld.dialogue.actions import OPEN, STATUSES
from jamstalld.periods import Quarter
from jamstalld.ui import state
from jamstalld.ui.actions.card import show_card
from jamstalld.ui.actions.choosing import Place, option
from jamstalld.ui.actions.form import show_form
from jamstalld.ui.actions.measuring import current
from jamstalld.ui.actions.writing import NEWS, OPENED, field, open_form
from jamstalld.ui.attempts import show_attempt
from jamstalld.ui.author import name_field
from jamstalld.ui.links import view_link
from jamstalld.ui.pictures import SIZES
from jamstalld.ui.tables import show_table
from jamstalld.views.following.build import followed_request
from jamstalld.wording.actions import NONE_YET, counted_sentence
from jamstalld.wording.following import METHOD, verdict_word

CHOSEN = "atgard"
"""The name in the address of the action that is opened."""
NEW = "new"
EVERYONE, EVERY, NOBODY = "Alla", "Alla lägen", "Ingen ansvarig"


def show_board() -> None:
    """Show the actions, what is opened of them first."""
    st.title("Åtgärder")
    found = current()
    _arrived(found)
    if found:
        st.markdown(f"## {counted_sentence(_counted(found), sum(one.late for one in found))}")
    else:
        st.markdown(NONE_YET)
    _opened(found)
    show_attempt(NEWS)
    if not found:
        return
    shown = _narrowed(found)
    if not shown:
        st.markdown("Ingen åtgärd passar det ni har valt. Välj *Alla* för att se dem igen.")
        return
    _columns(shown)
    _timeline(shown)
    with st.expander("Så mäts åtgärderna"):
        st.markdown("\n".join(f"- {line}" for line in METHOD))


def _counted(found: Sequence[Standing]) -> dict[str, int]:
    return {status: sum(one.action.status == status for one in found) for status in STATUSES}


def _arrived(found: Sequence[Standing]) -> None:
    """Open the action that the address names, once."""
    asked = st.query_params.get(CHOSEN)
    if asked:
        del st.query_params[CHOSEN]
        if any(one.action.identity == asked for one in found):
            open_form(asked)


def _opened(found: Sequence[Standing]) -> None:
    """Show the button that opens a form for a new action, and over the page the form that is open."""
    if not state.may(Right.WRITE_DIALOGUE):
        return
    st.button("Lägg till en åtgärd", key=field(NEW, "open"), on_click=open_form, args=(NEW,))
    place = st.session_state.get(OPENED)
    one = next((one for one in found if one.action.identity == place), None)
    if one or place == NEW:
        # Only its own buttons close it: what is typed must not be lost by a key or a click beside it.
        title = "Ändra åtgärden" if one else "Ny åtgärd"
        st.dialog(title, width="large", dismissible=False)(_form)(one)


def _form(one: Standing | None) -> None:
    place = Place(one.action.identity, one.action.parent) if one else Place(NEW)
    if st.session_state.get(OPENED) != place.name:
        st.rerun()
    name_field()
    show_form(place, one and one.kept)
    request = followed_request(one.action) if one else None
    if request and request.measure in state.known().measures:
        view_link(request, "Öppna vyn som följs")


def _narrowed(found: Sequence[Standing]) -> list[Standing]:
    """Let the reader choose whose actions are shown, how far they have come, and whether only the late."""
    people = sorted({one.action.who or NOBODY for one in found}, key=str.casefold)
    who_spot, status_spot, late_spot = st.columns(3, vertical_alignment="bottom")
    with who_spot:
        who = option("actions_who", "Vem", {one: one for one in (EVERYONE, *people)}, EVERYONE)
    with status_spot:
        status = option("actions_status", "Läge att visa", {"": EVERY, **STATUSES}, "")
    with late_spot:
        only_late = st.toggle("Bara försenade", key="actions_late")
    return [
        one
        for one in found
        if who in (EVERYONE, one.action.who or NOBODY)
        and status in ("", one.action.status)
        and (one.late or not only_late)
    ]


def _columns(shown: Sequence[Standing]) -> None:
    """Show a column of cards for each status; on a phone they stand below each other."""
    for spot, (status, title) in zip(st.columns(len(STATUSES)), STATUSES.items(), strict=True):
        cards = [one for one in shown if one.action.status == status]
        with spot:
            st.markdown(f"## {title} ({len(cards)})")
            for one in cards:
                show_card(one)


def _timeline(shown: Sequence[Standing]) -> None:
    st.markdown("## Tidslinje")
    drawn = [_drawn(one) for one in shown]
    palette = DARK if state.is_dark() else LIGHT
    for size, width in SIZES:
        with st.container(key=f"{size}_tidslinje"):
            spec = spec_of(timeline_chart(drawn, palette, width=width, today=date.today()))
            st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] - pandas' types
                spec=spec, theme=None, key=f"tidslinje_{size}"
            )
    with st.expander("Tidslinjen som tabell"), st.container(key="typed_actions"):
        show_table(timeline_table(drawn))


def _drawn(one: Standing) -> TimelineAction:
    action, followed = one.action, one.followed
    return TimelineAction(
        what=action.what,
        who=action.who,
        status=STATUSES[action.status],
        decided=datetime.date(one.kept.made_at),
        due=date.fromisoformat(action.due) if action.due else None,
        begun=Quarter.parse(action.begun) if action.begun else None,
        seen=Quarter.parse(action.by_quarter) if action.by_quarter else None,
        is_open=action.status in OPEN,
        late=one.late,
        verdict=verdict_word(followed.verdict, action.expected) if followed else "",
    )
