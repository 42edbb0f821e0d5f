"""What a meeting may look at: the clearest findings of the overview, and the analyses that are being written."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from jamstalld.dialogue.analyses import Analysis, Subject
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.meetings import Point
from jamstalld.periods import Period
from jamstalld.snapshots import Answer, subject_of
from jamstalld.store import alter, analysis_about, entries
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.views.asjson import request_to_json
from jamstalld.views.overview import Finding
from jamstalld.wording.numbers import period_text
from jamstalld.wording.words import capitalised

_FINDINGS = 6
"""How many differences, and how many similarities, are offered."""


@dataclass(frozen=True)
class Offer:
    """Something to look at.

    Parameters
    ----------
    label
        What the menu calls it.
    subject
        The question it is an answer to.
    """

    label: str
    subject: Subject


def offers() -> list[Offer]:
    """Give what can be looked at, the analyses first."""
    written = [kept.entry for kept in entries(state.database(), Analysis) if not kept.entry.final]
    found = [Offer(f"Analys: {one.title}{_period(one)}", Subject.of(one.subject)) for one in written]
    if state.info().empty:
        return found
    seen = state.glance(state.info().latest_period())
    for kind, findings in (("Skillnad", seen.differences), ("Likvärdigt", seen.similarities)):
        found += [_offer(kind, one) for one in findings[:_FINDINGS]]
    return found


def _period(analysis: Analysis) -> str:
    """Tell analyses of the same question in different periods from each other."""
    period = analysis.subject["request"].get("period")
    return f", {period_text(Period.parse(period))}" if period else ""


def _offer(kind: str, found: Finding) -> Offer:
    label = f"{kind}, {found.look.measure.title.lower()}: {capitalised(found.sentence)}"
    return Offer(label, Subject("view", request_to_json(found.look.request)))


def choose_view(point: Point) -> None:
    """Let the reader choose what a point looks at."""
    offered = {offer.label: offer for offer in offers()}
    if not offered:
        st.caption("Det finns inget resultat att välja än. Läs in ett underlag först.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Välj ett resultat", list(offered), key=f"view_{point.identity}")
        offer = offered[chosen or next(iter(offered))]
        st.button("Använd", key=f"use_{point.identity}", on_click=set_view, args=(point.identity, offer))
    st.caption("Andra resultat lägger ni till med ”Lägg till i ett möte” på resultatets egen sida.")


def set_view(point: str, offer: Offer) -> None:
    """Let a point look at what has been chosen."""

    def change() -> None:
        answer = state.answer(offer.subject)
        subject, title = subject_of(answer).to_json(), title_of(answer)
        analysis = analysis_about(state.database(), subject)

        def changed(now: Point) -> Point:
            return replace(now, title=title, subject=subject, snapshot="", analysis=analysis)

        alter(state.database(), Point, point, changed, by=author())

    attempt("meeting", change, "Punkten är ändrad.")


def no_view(point: str) -> None:
    """Let a point look at nothing yet, so that something else can be chosen."""

    def changed(now: Point) -> Point:
        return replace(now, subject={}, snapshot="", analysis="")

    by = author()
    attempt("meeting", lambda: alter(state.database(), Point, point, changed, by=by), "Välj ett annat resultat.")


def title_of(answer: Answer) -> str:
    """Name a point by what it shows: the question, and whom it is narrowed to."""
    return " · ".join([answer.question, *(value for _, value in answer.filters)])[: longest(Point, "title")]
