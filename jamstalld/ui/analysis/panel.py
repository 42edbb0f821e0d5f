"""Beside every view: the six steps that lead a group from what it sees to what it does."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.analyses import Analysis, Snapshot, Subject
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.prompts import Prompt, Step, prompts_with, steps, worded
from jamstalld.dialogue.texts import Text
from jamstalld.snapshots import Answer, snapshot
from jamstalld.store import NO_NAME, analyses_of, entries, next_identity
from jamstalld.ui import state
from jamstalld.ui.actions.beside import actions_in
from jamstalld.ui.analysis.causes import show_causes
from jamstalld.ui.analysis.fields import field_in
from jamstalld.ui.analysis.finishing import begin_anew, begins_anew, finish, offer_late
from jamstalld.ui.analysis.judging import show_verdict
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.analysis.reading import show_analysis, title_line
from jamstalld.ui.author import author, name_field
from jamstalld.ui.writing import text_field
from jamstalld.views.model import View
from jamstalld.wording.analyses import AUTOSAVE, RULES
from jamstalld.wording.words import Sexes, enumerated, sexes_of

STEP = "steg"


def analysis_panel(answer: Answer) -> None:
    """Show what the group has written about an answer, and the fields to write in."""
    seen = snapshot(answer)
    st.divider()
    with st.container(key="analysstod"):
        st.markdown("## Analysstöd")
        _panel(seen, sexes_of(*_values(seen)), answer if isinstance(answer, View) else None)


def _values(seen: Snapshot) -> list[str]:
    request = seen.subject["request"]
    return [*request.get("filters", {}).values(), request.get("area") or ""]


# Run again now and then: what others write is shown, and a browser that finds the server again after it has been
# started anew asks for the whole page and hands over what its fields hold, which Streamlit else would not make it do.
@st.fragment(run_every=30)
def _panel(seen: Snapshot, sexes: Sexes, view: View | None) -> None:
    there = analyses_of(state.database(), seen.subject)
    if not state.may(Right.WRITE_DIALOGUE):
        _read(there, sexes)
        return
    latest = there[-1] if there else None
    earlier = [kept for kept in reversed(there) if kept.entry.final]
    if latest and latest.entry.final and not begins_anew(latest.entry.identity):
        show_analysis(latest, sexes)
        if not offer_late(latest, seen, "Börja en ny analys med det"):
            begin_anew(latest)
        earlier = earlier[1:]
    else:
        working = latest if latest and not latest.entry.final else None
        for kept in earlier:
            offer_late(kept, seen, "Ta med det i den här analysen")
        _write(Place(next_identity(seen.subject, there), working, seen, sexes), view)
    _show_folded(earlier, sexes)


def _read(there: Sequence[Kept[Analysis]], sexes: Sexes) -> None:
    """Show what is written to somebody who does not write, the latest unfolded."""
    if not there:
        st.markdown("Gruppen har inte skrivit något om det här än.")
        return
    show_analysis(there[-1], sexes)
    _show_folded(there[-2::-1], sexes)


def _show_folded(earlier: Sequence[Kept[Analysis]], sexes: Sexes) -> None:
    for kept in earlier:
        with st.expander(title_line(kept)):
            show_analysis(kept, sexes)


def _write(place: Place, view: View | None) -> None:
    st.caption(f"{RULES} {AUTOSAVE}")
    with st.container(gap="xsmall"):  # what comes and goes has a place of its own, or the fields below would be moved
        name_field()
        if author() == NO_NAME:
            st.caption("Skriv ditt namn så att gruppen vet vem som har skrivit.")
    asked = prompts_with(tuple(kept.entry for kept in entries(state.database(), Prompt)))
    written = _written(place)
    step = _step_menu(written, asked)
    st.caption(step.aim)
    for prompt in asked:
        if prompt.step == step.key and (prompt.asked or prompt.identity in written):
            text_field(field_in(place, prompt.identity), _worded(prompt.title, place), _worded(prompt.help, place))
            if prompt.identity == "justified":
                show_verdict(place)
    if step.key == "causes":
        show_causes(place)
    if step.key == "act":
        actions_in(place.analysis, Subject.of(place.seen.subject), view)
    finish(place, asked)


def _worded(text: str, place: Place) -> str:
    return worded(text, place.sexes.women, place.sexes.men)


def _written(place: Place) -> set[str]:
    """Name the fields that hold anything."""
    if place.analysis is None:
        return set()
    texts = entries(state.database(), Text, place.identity)
    return {kept.entry.field for kept in texts if kept.entry.text.strip()}


def _step_menu(written: set[str], asked: tuple[Prompt, ...]) -> Step:
    """Let the reader choose a step, and tell in which of them anything is written."""
    known = {step.key: step for step in steps()}
    first = next(iter(known))
    chosen = st.segmented_control(
        "Steg",
        list(known),
        format_func=lambda key: known[key].title,
        default=first,
        required=True,
        key=STEP,
        persist_state="session",
    )
    done = [step.title for step in known.values() if written & {one.identity for one in asked if one.step == step.key}]
    st.caption(f"Skrivet i: {enumerated(done)}." if done else "Inget är skrivet än.")
    return known[chosen or first]
