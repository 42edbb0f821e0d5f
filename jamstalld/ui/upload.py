"""The upload page's parts: check each file, show what is wrong, load what is right."""

from __future__ import annotations

import getpass

import streamlit as st

from jamstalld.errors import JamstalldError, UnreadableFileError
from jamstalld.intake import CheckedDelivery, LoadOptions, grouped, read_delivery
from jamstalld.loading import Outcome, load_checked, unreadable
from jamstalld.periods import Quarter
from jamstalld.settings import read_settings
from jamstalld.store import deliveries
from jamstalld.ui import state
from jamstalld.ui.tables import show_table
from jamstalld.wording.numbers import date_text, number, time_text

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]
DONE = "upload_done"


def check_uploads() -> None:
    """Take files, check them at once and offer to load those that can be."""
    for line in st.session_state.pop(DONE, ()):
        st.success(line)
    with st.expander("Om filen inte själv säger kvartal eller enhet"):
        quarter_text = st.text_input("Kvartal, till exempel 2025K1", key="upload_quarter").strip()
        unit = st.text_input("Enhet", key="upload_unit").strip()
    files = st.file_uploader("Filer", type=TYPES, accept_multiple_files=True, key="upload_files")
    if not files:
        return
    try:
        quarter = Quarter.parse(quarter_text) if quarter_text else None
    except JamstalldError as error:
        st.error(error.message)
        return
    options = LoadOptions(quarter=quarter, unit=unit or None, age_bands=read_settings().age_bands)
    for file in files:
        _check(file.name, file.getvalue(), options)


def _check(name: str, content: bytes, options: LoadOptions) -> None:
    with st.container(border=True):
        st.markdown(f"**{name}**")
        try:
            with st.spinner("Kontrollerar …"):
                checked = read_delivery(content, name, options)
        except UnreadableFileError as error:
            st.error(unreadable(name, error).problems[0].message)
            return
        _describe(checked)
        _show_problems(checked)
        if any(record.sha256 == checked.sha256 for record in deliveries(state.database())):
            st.success("Filen är inläst.")
        elif not checked.rows_loaded:
            st.error("Filen har ingen rad som går att läsa in. Rätta felen och ladda upp den igen.")
        elif checked.blocked:
            st.warning("Rader med fel kan inte läsas in. Rätta dem i filen, eller läs in resten ändå.")
            _offer(checked, f"Läs in de {number(checked.rows_loaded)} rader som går", accept_partial=True)
        else:
            _offer(checked, f"Läs in {number(checked.rows_loaded)} rader", accept_partial=False)


def _describe(checked: CheckedDelivery) -> None:
    quarters = ", ".join(str(quarter) for quarter in checked.quarters)
    st.caption(
        f"{number(checked.rows_read)} rader lästa: {number(checked.rows_loaded)} kan läsas in, "
        f"{number(checked.rows_refused)} har fel, {number(checked.rows_set_aside)} läggs åt sidan. "
        f"Kvartal: {quarters or 'inget'}."
    )
    if checked.ignored:
        st.caption(f"Kolumner som inte känns igen och inte sparas: {', '.join(checked.ignored)}.")


def _show_problems(checked: CheckedDelivery) -> None:
    groups = grouped(checked.problems)
    if groups:
        show_table(
            [
                {
                    "Var": f"Kolumn {group.column}" if group.column else "Hela filen",
                    "Rader": ", ".join(str(row) for row in group.rows)
                    + (" …" if group.number > len(group.rows) else ""),
                    "Antal": number(group.number),
                    "Allvar": "Fel" if group.severity == "error" else "Observera",
                    "Vad och hur": group.message,
                }
                for group in groups
            ]
        )


def _offer(checked: CheckedDelivery, label: str, *, accept_partial: bool) -> None:
    st.button(
        label,
        type="primary",
        key=f"load_{checked.sha256}",
        on_click=_load,
        args=(checked,),
        kwargs={"accept_partial": accept_partial},
    )
    trouble: Outcome | None = st.session_state.pop(f"trouble_{checked.sha256}", None)
    if trouble:
        st.error(trouble.problems[-1].message)


def _load(checked: CheckedDelivery, *, accept_partial: bool) -> None:
    outcome = load_checked(state.database(), checked, loaded_by=getpass.getuser(), accept_partial=accept_partial)
    if outcome.exit_code:
        st.session_state[f"trouble_{checked.sha256}"] = outcome
    else:
        st.session_state.setdefault(DONE, []).append(outcome.lines()[0])


def show_deliveries() -> None:
    """List what has been loaded. How many rows there were is for the one who uploaded them, and told then."""
    loaded = deliveries(state.database())
    st.markdown("## Inlästa leveranser")
    if not loaded:
        st.markdown("Inget är inläst än.")
        return
    show_table(
        [
            {
                "Fil": record.file_name,
                "Kvartal": " – ".join(dict.fromkeys((str(record.quarters[0]), str(record.quarters[-1])))),
                "Inläst": f"{date_text(record.loaded_at)} kl. {time_text(record.loaded_at)}",
                "Av": record.loaded_by,
            }
            for record in loaded
        ]
    )
