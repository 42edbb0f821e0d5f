"""The part of the form that says what is to change in a view: which row, in which direction, how much and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from jamstalld.actions import typed_size
from jamstalld.dialogue.actions import Action, Expected
from jamstalld.dictionary import Measure
from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.ui import state
from jamstalld.ui.actions.choosing import option
from jamstalld.ui.actions.writing import field, filled
from jamstalld.ui.plain import plain
from jamstalld.views.following import followable, quarters_ahead, smallest_change
from jamstalld.views.following.saying import terms_for
from jamstalld.views.model import Row, View
from jamstalld.views.saying import name
from jamstalld.wording.following import expected_options, prospect_sentence
from jamstalld.wording.numbers import quarter_text
from jamstalld.wording.over_time import Terms

NO_ROW = ("", "")
_SUGGESTED: Mapping[str, Expected] = {"difference": "smaller", "similar": "kept"}
_WITHOUT_SIZE = ("", "kept")
_A_YEAR = 4


def follow_fields(place: str, action: Action, view: View) -> tuple[str, str]:
    """Show the fields, and give label and split of the row that is followed."""
    rows = {name(row): row for row in followable(view)}
    if not rows:
        st.info("Vyn har inga rader med nog många kvinnor och män för att följa.")
        return NO_ROW
    measure = state.known().measure(view.measure)
    left, right = st.columns(2)
    with left:
        kept = f"{action.label}, {action.split}" if action.split else action.label
        row = rows[option(field(place, "row"), "Rad att följa", {one: one for one in rows}, kept)]
    terms = terms_for(measure, row.label, row.split, *(value for _, value in view.filters))
    with right:
        expected = _expected_menu(place, action, row, measure, terms)
    _size_and_time(place, action, view, expected, terms)
    _say_what_shows(place, row, expected, measure, terms)
    return row.label, row.split or ""


def _expected_menu(place: str, action: Action, row: Row, measure: Measure, terms: Terms) -> Expected:
    options = expected_options(measure.kind, terms)
    first = action.expected if action.subject else _SUGGESTED.get(row.verdict, "")
    chosen: Expected = option(field(place, "expected"), "Vad väntar ni er?", options, first)  # pyright: ignore[reportAssignmentType]
    return chosen


def _size_and_time(place: str, action: Action, view: View, expected: Expected, terms: Terms) -> None:
    *sized, began, seen = st.columns(2 if expected in _WITHOUT_SIZE else 3)
    last = Period.parse(view.period).last
    for spot in sized:
        with spot:
            st.text_input(
                f"Med minst hur mycket? ({terms.unit.many})",
                key=filled(place, "size", _written(action.size)),
                placeholder="till exempel 3 eller 2,5",
                max_chars=20,
            )
    with began:
        starts = _quarters([last, *quarters_ahead(last)], action.begun, "Inte än")
        begun = option(field(place, "begun"), "Åtgärden började gälla", starts, action.begun)
    with seen:
        after = Quarter.parse(begun) if begun else last
        ahead = quarters_ahead(max(after, last))
        ends = _quarters(ahead, action.by_quarter, "Inte bestämt")
        first = action.by_quarter if action.subject else str(ahead[_A_YEAR - 1])
        option(field(place, "by_quarter"), "När räknar ni med att se det?", ends, first)


def _quarters(quarters: Sequence[Quarter], kept: str, none: str) -> dict[str, str]:
    """Name quarters to choose among, and the one that was chosen before."""
    listed = {quarter.index: quarter for quarter in [*quarters, *([Quarter.parse(kept)] if kept else [])]}
    return {"": none} | {str(listed[at]): quarter_text(listed[at]) for at in sorted(listed)}


def _written(size: float | None) -> str:
    return "" if size is None else f"{size:g}".replace(".", ",")


def _say_what_shows(place: str, row: Row, expected: Expected, measure: Measure, terms: Terms) -> None:
    """Say how large a change these numbers could show: realistic expectations."""
    smallest = smallest_change(row, expected, measure, state.database().noise)
    if smallest is None:
        return
    try:
        size = typed_size(str(st.session_state.get(field(place, "size")) or ""))
    except RequestError:
        size = None
    st.caption(plain(prospect_sentence(smallest, size, terms)))
    st.caption("Ett helt år efter starten ger säkrast besked. Ett ensamt kvartal kan bara visa stora förändringar.")
