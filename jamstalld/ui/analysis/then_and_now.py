"""What a group saw beside what the same question is answered now, and whether the finding still stands."""

from __future__ import annotations

import streamlit as st

from jamstalld.charts.then_and_now import then_and_now_table
from jamstalld.dialogue.analyses import Snapshot, Subject
from jamstalld.errors import RequestError
from jamstalld.periods import Period
from jamstalld.snapshots import snapshot, with_period
from jamstalld.ui import state
from jamstalld.ui.analysis.reading import show_seen
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.views.then_and_now import ThenAndNow, then_and_now
from jamstalld.wording.numbers import period_text
from jamstalld.wording.then_and_now import NO_ANSWER, standing_sentence
from jamstalld.wording.units import unit_of

_SAME = "Nu, samma period"


def show_then_and_now(seen: Snapshot) -> None:
    """Show whether a finding stands, the differences side by side, and all that the group saw."""
    st.markdown("## Då och nu")
    subject = Subject.of(seen.subject)
    sides: list[tuple[str, ThenAndNow]] = []
    for heading, asked in _questions(subject):
        now = _answer(asked)
        if now is None:
            st.markdown(f"**{heading}:** {NO_ANSWER}")
            continue
        side = then_and_now(subject.kind, seen.result, now)
        standings = ((one.label, one.standing) for one in side.groups)
        said = standing_sentence(
            standings, unchanged=side.unchanged, overlapping=side.overlapping, by_quarter=side.by_quarter
        )
        st.markdown(f"**{heading}:** {plain(said)}")
        if not side.by_quarter:
            sides.append((heading, side))
    known = seen.result
    unit = unit_of(known.get("unit", "procentenheter"), known.get("unit_one", "procentenhet"), known["margin"])
    st.caption(f"Skillnaden mellan kvinnor och män i {unit.many}, med osäkerhet.")
    show_table(then_and_now_table(seen.result.get("by_title") or "Grupp", sides, unit))
    with st.expander("Allt som gruppen såg då"):
        show_seen(seen)


def _questions(subject: Subject) -> list[tuple[str, Subject]]:
    """Give the question as it was asked, and about the latest period of the same length."""
    asked = [(_SAME, subject)]
    latest = _latest(subject)
    if latest is not None:
        asked.append((f"Nu, {period_text(latest)}", with_period(subject, latest)))
    return asked


def _latest(subject: Subject) -> Period | None:
    """Give the latest period as long as the question's own; None where that is the one, or the question has none."""
    last = state.info().last
    if last is None or "period" not in subject.request:
        return None
    then = Period.parse(subject.request["period"])
    latest = Period(last, last) if then.first == then.last else Period.ending(last)
    return None if latest == then else latest


def _answer(subject: Subject) -> dict[str, object] | None:
    try:
        return snapshot(state.answer(subject)).result
    except RequestError:
        return None
