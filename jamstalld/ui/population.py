"""The inhabitants on the upload page: a table checked and loaded, what is loaded, and taking it away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.errors import JamstalldError
from jamstalld.intake import open_file
from jamstalld.intake.population import CheckedPopulation, read_population
from jamstalld.settings import read_settings
from jamstalld.store import Population, load_population, populations, remove_population
from jamstalld.store.limits import LONGEST_SOURCE
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.plain import without_options
from jamstalld.ui.tables import show_table
from jamstalld.ui.upload.page import TYPES
from jamstalld.ui.upload.problems import show_problems
from jamstalld.wording.numbers import counted, moment_text, number

_PLACE = "population"
_YEAR, _SOURCE, _REMOVED = "population_year", "population_source", "population_removed"
_YEARS = range(1900, 2101)


def show_population() -> None:
    """Tell what the inhabitants are for, list those that are loaded, and take a table of them."""
    with st.expander("Befolkning"):
        show_attempt(_PLACE)
        st.markdown(
            "Med en tabell över kommunens invånare efter ålder och kön kan sidan Insatser jämföra andelen kvinnor "
            "bland dem som får en insats med andelen i befolkningen. Tabellen är offentlig: ta ut folkmängden efter "
            "kommun, ålder i ettårsklasser och kön hos SCB."
        )
        loaded = populations(state.database())
        if loaded:
            _show_loaded(loaded)
        # The box is shown when it is asked for: the page's own is for what the municipality has done.
        if st.toggle("Läs in en tabell över befolkningen", key="population_open"):
            _take(loaded)


def _show_loaded(loaded: Sequence[Population]) -> None:
    show_table(
        [
            {
                "År": str(one.year),
                "Kvinnor": number(one.women),
                "Män": number(one.men),
                "Källa": one.source or one.file_name,
                "Inläst": moment_text(one.loaded_at),
                "Av": one.loaded_by,
            }
            for one in loaded
        ]
    )
    with st.form("population_remove", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("År", [one.year for one in loaded], key=_REMOVED)
        st.form_submit_button("Ta bort befolkningen", on_click=_remove)


def _remove() -> None:
    year = int(st.session_state[_REMOVED])
    attempt(
        _PLACE,
        lambda: remove_population(state.database(), by=doer(), year=year),
        f"Befolkningen {year} är borttagen.",
    )


def _take(loaded: Sequence[Population]) -> None:
    """Take a table and check it; offer to load it where nothing is wrong."""
    left, right = st.columns(2)
    said = left.text_input("År, om filen inte säger det", key=_YEAR, max_chars=4).strip()
    source = right.text_input("Källa, om filen inte säger det", key=_SOURCE, max_chars=LONGEST_SOURCE)
    file = st.file_uploader("Tabell över befolkningen", type=TYPES, key="population_file")
    if file is None:
        return
    if said and not (said.isdecimal() and int(said) in _YEARS):
        st.error("Skriv året med fyra siffror, till exempel 2025.")
        return
    try:
        opened = open_file(file.getvalue(), file.name)
        checked = read_population(opened, year=int(said) if said else None, age_bands=read_settings().age_bands)
    except JamstalldError as error:
        st.error(without_options(error.message))
        return
    if checked.blocked:
        show_problems(checked.problems)
        st.error("Inget i tabellen har lästs in. Rätta felen och ladda upp den igen.")
    else:
        _offer(checked, loaded, source)


def _offer(checked: CheckedPopulation, loaded: Sequence[Population], source: str) -> None:
    """Show what was read, and offer to load it, or to replace what is there."""
    st.caption(
        f"{counted(checked.rows_read, 'rad läst', 'rader lästa')}, {number(checked.rows_set_aside)} lades åt sidan "
        "(summor och anmärkningar)."
    )
    women_and_men = [(year, *(checked.number(year, sex) for sex in ("kvinna", "man"))) for year in checked.years]
    show_table([{"År": str(year), "Kvinnor": number(women), "Män": number(men)} for year, women, men in women_and_men])
    there = [one for one in loaded if one.year in checked.years]
    if len(there) == len(checked.years) and all(one.sha256 == checked.sha256 for one in there):
        st.success("Tabellen är inläst.")
        return
    if there:
        listed = ", ".join(str(one.year) for one in there)
        st.warning(f"Det finns redan en befolkning för {listed}. Den ersätts.")
    st.button(
        "Ersätt befolkningen" if there else "Läs in befolkningen",
        type="primary",
        key="population_load",
        on_click=_load,
        args=(checked, source),
    )


def _load(checked: CheckedPopulation, source: str) -> None:
    attempt(
        _PLACE,
        lambda: load_population(state.database(), checked, by=doer(), source=source),
        "Befolkningen är inläst. Välj den under Jämför med på sidan Insatser.",
    )
