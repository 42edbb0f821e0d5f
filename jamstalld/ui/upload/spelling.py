"""Values that their variable's list does not know: what they mean, chosen in menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from jamstalld.intake.mapping.proposing import Survey
from jamstalld.intake.mapping.spelling import Spelling
from jamstalld.ui import state
from jamstalld.ui.plain import plain, spoken
from jamstalld.ui.upload.said import Said, say, start, with_values
from jamstalld.wording.numbers import counted, number

# What no value can be called: nothing has been said.
_LEFT = "\N{NULL}"


@dataclass(frozen=True)
class _Field:
    """One menu: the value it is about, and the key of its choice in the session."""

    spelling: Spelling
    key: str


def show_spellings(place: str, surveyed: Survey) -> None:
    """Show the values that are not in their variable's list, open where something is to be decided."""
    if not surveyed.spellings:
        return
    left = sum(spelling.meant is None for spelling in surveyed.spellings)
    title = f"Stavningar: {number(left)} att ta ställning till" if left else "Stavningar: alla är bestämda"
    said = start(place, surveyed)
    with st.expander(title, expanded=left > 0):
        st.caption("Värden i filen som inte finns i programmets listor. Förslagen gäller först när ni använder dem.")
        with st.form(f"spellings_{place}_{said.turn}", border=False):
            fields = [
                _line(spelling, f"spelling_{place}_{said.turn}_{at}") for at, spelling in enumerate(surveyed.spellings)
            ]
            st.form_submit_button("Använd stavningarna", on_click=_use, args=(place, said, fields))


def _line(spelling: Spelling, key: str) -> _Field:
    variable = state.known().variable(spelling.variable)
    about, choice, sure = st.columns([5, 5, 5], vertical_alignment="center", gap="small")
    rows = counted(spelling.rows, "rad", "rader")
    about.markdown(f"**”{plain(spelling.said)}”**  \n:small[{plain(variable.title)} · {rows}]")
    options = _options(spelling)
    choice.selectbox(
        f"”{spoken(spelling.said)}” i {spoken(variable.title)} betyder",
        options,
        index=options.index(_preselected(spelling)),
        format_func=lambda value, spelling=spelling: _name(value, spelling),
        key=key,
        label_visibility="collapsed",
    )
    sure.caption(_how_sure(spelling))
    return _Field(spelling, key)


def _options(spelling: Spelling) -> list[str]:
    codes = state.known().variable(spelling.variable).codes
    values = [*codes.values] if codes else []
    if codes and codes.closed:
        return [*values, "", _LEFT]
    near = [spelling.near] if spelling.near else []
    return list(dict.fromkeys([*near, spelling.said, *values, ""]))


def _preselected(spelling: Spelling) -> str:
    chosen = spelling.near if spelling.meant is None else spelling.meant
    options = _options(spelling)
    return chosen if chosen in options else options[-1]


def _name(value: str, spelling: Spelling) -> str:
    if value == _LEFT:
        return "Läs inte in raderna"
    if value == spelling.said:
        return f"Behåll ”{value}”"
    return value or "Uppgift saknas"


def _how_sure(spelling: Spelling) -> str:
    if spelling.meant is not None:
        return "Bestämt"
    return "Förslag: liknar i stavning" if spelling.near else "Finns inte i listan: raderna kan inte läsas in"


def _use(place: str, said: Said, fields: Sequence[_Field]) -> None:
    """Read the values by what has been chosen in the menus."""
    values = {key: dict(meanings) for key, meanings in said.profile.values.items()}
    for field in fields:
        meanings = values.setdefault(field.spelling.variable, {})
        chosen = str(st.session_state[field.key])
        if chosen == _LEFT:
            meanings.pop(field.spelling.said, None)
        else:
            meanings[field.spelling.said] = chosen
    say(place, with_values(said, {key: meanings for key, meanings in values.items() if meanings}))
