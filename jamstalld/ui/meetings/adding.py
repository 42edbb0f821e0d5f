"""What can be put on an agenda: results, conversations, the open actions, and texts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.meetings import POINT_KINDS, Point, PointKind
from jamstalld.errors import JamstalldError
from jamstalld.snapshots import Answer, subject_of
from jamstalld.store import add_point, analysis_about
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.choosing import offers, title_of
from jamstalld.ui.meetings.current import Current

ADDED = "Punkten står sist på dagordningen."
_MINUTES: dict[PointKind, int] = {"view": 5, "conversation": 8, "actions": 5, "text": 2}
_DOTS = 3

Make = Callable[[str], Point]
"""Makes the point, of a meeting, that what stands in the fields says."""


def show_adding(now: Current) -> None:
    """Show the four kinds of point, each with what it needs, and the button that adds one."""
    st.markdown("## Lägg till på dagordningen")
    kinds: dict[str, Callable[[], Make | None]] = {
        POINT_KINDS["view"]: _view_fields,
        POINT_KINDS["conversation"]: _conversation_fields,
        POINT_KINDS["actions"]: _actions_fields,
        POINT_KINDS["text"]: _text_fields,
    }
    first = next(iter(kinds))
    kind = st.segmented_control("Sort", list(kinds), default=first, required=True, key="added_kind")
    if make := kinds[kind or first]():
        st.button("Lägg till", key="add_point", on_click=_add, args=(make, now.identity))


def view_point(answer: Answer, meeting: str) -> Point:
    """Make the point at which an answer is looked at."""
    subject = subject_of(answer).to_json()
    return Point(
        new_identity(),
        meeting,
        kind="view",
        title=title_of(answer),
        minutes=_MINUTES["view"],
        subject=subject,
        analysis=analysis_about(state.database(), subject),
    )


def _add(make: Make, meeting: str) -> None:
    def put_last() -> None:
        point = make(meeting)
        if not point.title:
            raise JamstalldError("Skriv en rubrik för punkten.")
        add_point(state.database(), point, by=author())

    if attempt("meeting", put_last, ADDED):
        for key in ("added_title", "added_question"):
            st.session_state[key] = ""


def _view_fields() -> Make | None:
    offered = {offer.label: offer for offer in offers()}
    if not offered:
        st.markdown("Det finns inget resultat att välja än. Läs in ett underlag först.")
        return None
    label = st.selectbox("Välj ett resultat", list(offered), key="added_view")
    st.caption("Andra resultat lägger ni till med ”Lägg till i ett möte” på resultatets egen sida.")
    offer = offered[label or next(iter(offered))]
    return lambda meeting: view_point(state.answer(offer.subject), meeting)


def _conversation_fields() -> Make:
    st.text_input("Rubrik", key="added_title", max_chars=longest(Point, "title"))
    st.text_input("Fråga till deltagarna", key="added_question", max_chars=longest(Point, "question"))
    st.number_input("Prickar att rösta med", 0, longest(Point, "dots"), _DOTS, key="added_dots", width=220)
    return lambda meeting: _written("conversation", meeting, dots=int(st.session_state["added_dots"]))


def _actions_fields() -> Make:
    st.caption("De åtgärder som är planerade eller pågår visas när ni kommer till punkten.")
    actions = Point("", "", kind="actions", title="Åtgärder vi har bestämt", minutes=_MINUTES["actions"])
    return lambda meeting: Point.of(new_identity(), meeting, actions.content())


def _text_fields() -> Make:
    st.text_input("Rubrik", key="added_title", max_chars=longest(Point, "title"))
    st.text_area("Text", key="added_question", max_chars=longest(Point, "question"))
    return lambda meeting: _written("text", meeting)


def _written(kind: PointKind, meeting: str, dots: int = 0) -> Point:
    title = " ".join(str(st.session_state["added_title"]).split())
    question = str(st.session_state["added_question"]).strip()
    return Point(new_identity(), meeting, kind=kind, title=title, question=question, minutes=_MINUTES[kind], dots=dots)
