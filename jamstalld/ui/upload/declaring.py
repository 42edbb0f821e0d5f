"""A question of the municipality's own, declared for a column that means nothing known."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from jamstalld.dictionary import LocalKind, LocalVariable
from jamstalld.dictionary.local import MAX_NAME, MAX_UNIT
from jamstalld.errors import JamstalldError
from jamstalld.intake.mapping.proposing import Survey, SurveyedColumn
from jamstalld.store import declare_local
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.plain import plain
from jamstalld.ui.upload.said import Said, say, start
from jamstalld.wording.numbers import parse_number

_KINDS: dict[LocalKind, str] = {
    "yes_no": "Ja eller nej",
    "category": "Kategori",
    "ordered": "Ordnad skala",
    "number": "Tal med enhet",
}


def show_declaring(place: str, surveyed: Survey) -> None:
    """Show a small form for each column that somebody wants to make a question of their own."""
    said = start(place, surveyed)
    for column in surveyed.columns:
        if column.letter in said.asked:
            with st.container(border=True):
                # What a fragment is called with is kept until the page is drawn anew: no values of the file.
                _form(place, said, replace(column, examples=()))


@st.fragment
def _form(place: str, said: Said, column: SurveyedColumn) -> None:
    """Ask for a name, a kind and what the kind needs. A fragment, so that the file is not read at every choice."""
    key = f"declare_{place}_{column.letter}"
    shown = column.own or LocalVariable(column.header, "category")
    st.markdown(f"**Ny egen uppgift för kolumn {column.letter}, {plain(column.header)}**")
    st.caption("Uppgiften blir ett mått och ett val i menyerna för alla filer från och med nu.")
    left, right = st.columns(2)
    title = left.text_input("Namn", shown.title, key=f"{key}_title", max_chars=MAX_NAME)
    kinds = list(_KINDS)
    kind = right.selectbox(
        "Sort", kinds, index=kinds.index(shown.kind), format_func=_KINDS.__getitem__, key=f"{key}_kind"
    )
    asked = LocalVariable(title, kind)
    if kind in ("category", "ordered"):
        asked = _answers(asked, shown, key)
    elif kind == "number":
        asked = _bands(asked, shown, key)
    with st.container(horizontal=True):
        declaring = st.button("Lägg till uppgiften", key=f"{key}_yes")
        leaving = st.button("Avbryt", key=f"{key}_no")
    others = replace(said, asked=tuple(letter for letter in said.asked if letter != column.letter))
    if leaving:
        say(place, others)
    done = declaring and attempt(
        f"columns_{place}",
        lambda: _declare(place, others, column, asked),
        f"”{plain(title)}” finns nu som egen uppgift och mått.",
    )
    if leaving or done:
        st.rerun()
    if declaring:
        show_attempt(f"columns_{place}")


def _answers(asked: LocalVariable, shown: LocalVariable, key: str) -> LocalVariable:
    """Ask for the answers, and for those of a scale that the measure counts."""
    ordered = asked.kind == "ordered"
    label = "Svar, ett på varje rad, från lägst till högst" if ordered else "Svar, ett på varje rad"
    text = st.text_area(label, "\n".join(shown.values), key=f"{key}_values", height=150)
    values = tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if not ordered:
        return replace(asked, values=values)
    positive = st.multiselect(
        "Svar som måttet räknar",
        values,
        default=[value for value in shown.positive if value in values],
        key=f"{key}_positive",
        placeholder="Välj ett eller flera svar",
    )
    return replace(asked, values=values, positive=tuple(positive))


def _bands(asked: LocalVariable, shown: LocalVariable, key: str) -> LocalVariable:
    """Ask for the unit and for where the bands begin, and show the bands."""
    left, right = st.columns(2)
    unit = right.text_input("Enhet, till exempel minuter", shown.unit or "", key=f"{key}_unit", max_chars=MAX_UNIT)
    proposed = "; ".join(f"{limit:g}".replace(".", ",") for limit in shown.limits)
    text = left.text_input("Gränser mellan grupperna, till exempel 5; 10; 20", proposed, key=f"{key}_limits")
    banded = replace(asked, unit=unit, limits=_limits(text))
    if banded.bands:
        st.caption("Grupperna blir: " + ", ".join(banded.bands) + ".")
    return banded


def _limits(text: str) -> tuple[float, ...]:
    """Read the limits; none where one of them is no number, which is refused when the question is declared."""
    try:
        return tuple(parse_number(part) for part in text.split(";") if part.strip())
    except JamstalldError:
        return ()


def _declare(place: str, said: Said, column: SurveyedColumn, asked: LocalVariable) -> None:
    """Declare the question, and read the column as it from now on."""
    kept = declare_local(state.database(), asked, by=doer())
    columns = {**said.profile.columns, kept.key: column.where}
    unused = tuple(header for header in said.profile.unused if header != column.header)
    say(place, replace(said, profile=replace(said.profile, name="", columns=columns, unused=unused)))
