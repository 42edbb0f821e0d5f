"""What the facilitator does with the contributions that are picked in the list."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.gathering import Gathered, gathered
from jamstalld.dialogue.meetings import Contribution, Point
from jamstalld.errors import JamstalldError
from jamstalld.store import analysis_about, make_action, make_cause, put_together, remove
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.current import written_at
from jamstalld.ui.meetings.seeing import look

PICK_FIRST = "Kryssa för ett eller flera bidrag först."
PICK_MORE = "Kryssa för minst två bidrag att lägga ihop."


def pick(contribution: str) -> str:
    """Name the box by which a contribution is picked."""
    return f"pick_{contribution}"


def put_picked_together(point: str) -> None:
    """Put all that are picked together with the first of them."""

    def work(picked: list[Kept[Contribution]], by: str) -> None:
        if len(picked) < 2:
            raise JamstalldError(PICK_MORE)
        for kept in picked[1:]:
            put_together(state.database(), point, kept.entry.identity, picked[0].entry.identity, by=by)

    _do(point, work, "Bidragen är ihoplagda.")


def take_picked_apart(point: str) -> None:
    """Let those that are picked stand alone."""

    def work(picked: list[Kept[Contribution]], by: str) -> None:
        for kept in picked:
            put_together(state.database(), point, kept.entry.identity, "", by=by)

    _do(point, work, "Bidragen står för sig igen.")


def remove_picked(point: str) -> None:
    """Take those that are picked away: they are no longer shown to anybody."""

    def work(picked: list[Kept[Contribution]], by: str) -> None:
        for kept in picked:
            remove(state.database(), kept.entry, by=by, based_on=kept.version)

    _do(point, work, "Bidragen är borttagna.")


def make_picked_causes(point: str, about: Point) -> None:
    """Make a possible cause of each that is picked, in the analysis of a view on the agenda."""

    def work(picked: list[Kept[Contribution]], by: str) -> None:
        seen = look(about)
        if seen.shown is None:
            raise JamstalldError(f"Resultatet kan inte visas, så orsaken har ingen analys att stå i. {seen.trouble}")
        for group in _groups(point, picked):
            text = " ".join(group.head.text.split())
            make_cause(state.database(), _not_moved(group), text, seen.shown, about, by=by)

    _do(point, work, "Orsaken står i analysen av resultatet.")


def make_picked_actions(point: Point, about: Point | None) -> None:
    """Make an action of each that is picked; a view on the agenda will show whether it helped."""

    def work(picked: list[Kept[Contribution]], by: str) -> None:
        for group in _groups(point.identity, picked):
            subject = about.subject if about and about.subject["kind"] == "view" else {}
            action = Action(
                new_identity(),
                analysis_about(state.database(), about.subject) if about else "",
                what=" ".join(group.head.text.split()),
                meeting=point.parent,
                subject=subject,
                snapshot=about.snapshot if about and subject else "",
            )
            make_action(state.database(), _not_moved(group), action, by=by)

    _do(point.identity, work, "Åtgärden är tillagd. Vem och till när fyller ni i bland åtgärderna.")


def _groups(point: str, picked: list[Kept[Contribution]]) -> list[Gathered]:
    names = {kept.entry.identity for kept in picked}
    all_groups = gathered([kept.entry for kept in written_at(point).contributions])
    return [group for group in all_groups if any(one.identity in names for one in group.all)]


def _not_moved(group: Gathered) -> list[str]:
    """Give those of a group that are nothing else yet; where all are, all, and the store says so."""
    left = [one.identity for one in group.all if not one.moved_to]
    return left or [one.identity for one in group.all]


def _do(point: str, work: Callable[[list[Kept[Contribution]], str], None], done: str) -> None:
    """Do something with what is picked, and let go of it where that went well."""
    there = written_at(point).contributions
    picked = [kept for kept in there if st.session_state.get(pick(kept.entry.identity))]
    by = author()

    def doing() -> None:
        if not picked:
            raise JamstalldError(PICK_FIRST)
        work(picked, by)

    if attempt("meeting", doing, done):
        for kept in picked:
            st.session_state[pick(kept.entry.identity)] = False
