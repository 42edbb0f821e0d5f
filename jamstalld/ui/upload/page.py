"""The upload page's parts: check each file, show what is wrong, load what is right."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from jamstalld.errors import JamstalldError, UnreadableFileError
from jamstalld.intake import CheckedDelivery, LoadOptions, OpenedFile, open_file
from jamstalld.intake.mapping.profile import applied
from jamstalld.intake.mapping.proposing import Survey, recognised, survey
from jamstalld.loading import check_file, load_checked, unreadable
from jamstalld.periods import Quarter
from jamstalld.settings import MOST_FILES, read_settings
from jamstalld.store import deliveries, preview, profiles
from jamstalld.ui import state
from jamstalld.ui.author import doer
from jamstalld.ui.navigation import page
from jamstalld.ui.plain import plain, without_options
from jamstalld.ui.upload.before import Choice, ask_before, show_known
from jamstalld.ui.upload.declaring import show_declaring
from jamstalld.ui.upload.long_work import long_work, show_stopped, was_stopped
from jamstalld.ui.upload.mapping import show_columns
from jamstalld.ui.upload.problems import offer_marked, show_problems
from jamstalld.ui.upload.profiles import offer_profile, show_recognised
from jamstalld.ui.upload.rows import show_rows
from jamstalld.ui.upload.said import Said, keep_only, said_about, said_last, say
from jamstalld.ui.upload.spelling import show_spellings
from jamstalld.wording.numbers import counted, number

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]
DONE = "upload_done"


def check_uploads() -> None:
    """Take files, check them at once and offer to load those that can be."""
    if done := st.session_state.pop(DONE, ()):
        for line in done:
            st.success(line)
        st.page_link(page("oversikt"), label="Se resultatet på Översikt")
    with st.expander("Om filen inte själv säger kvartal eller enhet"):
        quarter_text = st.text_input("Kvartal, till exempel 2025K1", key="upload_quarter").strip()
        unit = st.text_input("Enhet", key="upload_unit").strip()
    files = st.file_uploader("Filer", type=TYPES, accept_multiple_files=True, key="upload_files")
    contents = {hashlib.sha256(file.getvalue()).hexdigest(): file for file in files}
    keep_only(contents.keys())
    if not contents:
        return
    if len(contents) > MOST_FILES:
        st.error(f"Högst {MOST_FILES} filer åt gången. Ta bort några, och läs in dem när de andra är klara.")
        return
    try:
        quarter = Quarter.parse(quarter_text) if quarter_text else None
    except JamstalldError as error:
        st.error(error.message)
        return
    options = LoadOptions(quarter=quarter, unit=unit or None, age_bands=read_settings().age_bands, known=state.known())
    for place, file in contents.items():
        with st.container(border=True):
            _check(place, file.name, file.getvalue(), options)


def _check(place: str, name: str, content: bytes, options: LoadOptions) -> None:
    """Check one file, known by its bytes' sha256, and let its columns and values be set right."""
    st.markdown(f"**{plain(name)}**")
    if was_stopped(place) and not _counts(place):
        show_stopped(place)
        return
    try:
        surveyed, checked = _read(place, name, content, options)
    except UnreadableFileError as error:
        st.error(without_options(unreadable(name, error).problems[0].message))
        return
    show_recognised(place, surveyed)
    needed = show_columns(place, surveyed, checked)
    show_declaring(place, surveyed)
    show_spellings(place, surveyed)
    offer_profile(place, name)
    if checked and not needed:
        _judge(checked, name, content)


def _counts(place: str) -> bool:
    """Tell whether a file is loaded: whoever stops in the last moment may come too late."""
    return any(record.sha256 == place and record.state == "active" for record in deliveries(state.database()))


def _read(place: str, name: str, content: bytes, options: LoadOptions) -> tuple[Survey, CheckedDelivery | None]:
    """Look a file over and read it, by what has been said about it or by the profile that recognises it.

    Returns
    -------
    tuple
        The file looked over; and as it is read, or None where that needs somebody to choose its columns first.
    """
    with long_work(place, len(content), "reading") as progress:
        opened = open_file(content, name, progress)
        said = said_about(place) or _said_of_the_same(place, opened, options)
        if said:
            options = applied(said.profile, options)
        surveyed = survey(opened, options, () if said else profiles(state.database()))
        if surveyed.profile:
            options = applied(surveyed.profile, options)
        try:
            return surveyed, check_file(state.database(), opened, options, progress)
        except UnreadableFileError:
            if surveyed.guessed:
                return surveyed, None
            raise


def _said_of_the_same(place: str, opened: OpenedFile, options: LoadOptions) -> Said | None:
    """Take over what was said about a file that this one is a mended version of, though nobody saved it."""
    last = said_last()
    if last is None or recognised(opened, options, [last.profile]) is None:
        return None
    say(place, replace(last, asked=(), carried=True))
    return said_about(place)


def _judge(checked: CheckedDelivery, name: str, content: bytes) -> None:
    """Show what is wrong with a file and what it changes, and offer to load it."""
    _describe(checked)
    show_problems(checked.problems)
    offer_marked(checked, name, content)
    if not checked.rows_loaded:
        st.error("Filen har ingen rad som går att läsa in. Rätta felen och ladda upp den igen.")
        return
    with long_work(checked.sha256, len(content), "comparing"):
        before = preview(state.database(), checked)
    if before.known and not show_known(before.known):
        return
    choice = ask_before(before, checked.sha256)
    if checked.blocked:
        st.warning("Rader med fel kan inte läsas in. Rätta dem i filen, eller läs in resten ändå.")
    show_rows(checked)
    _offer(checked, choice, len(content))


def _describe(checked: CheckedDelivery) -> None:
    quarters = ", ".join(str(quarter) for quarter in checked.quarters)
    st.caption(
        f"{counted(checked.rows_read, 'rad läst', 'rader lästa')}: {number(checked.rows_loaded)} kan läsas in, "
        f"{number(checked.rows_refused)} har fel, {number(checked.rows_set_aside)} läggs åt sidan. "
        f"Kvartal: {quarters or 'inget'}."
    )


def _offer(checked: CheckedDelivery, choice: Choice, size: int) -> None:
    """Offer to load the rows, and load them in this very run: nothing of the file waits in the session's memory."""
    one = checked.rows_loaded == 1
    rows = "raden" if one else f"{number(checked.rows_loaded)} rader"
    verb = "Ersätt och läs in" if choice.replace else "Läs in"
    those = "den rad som går" if one else f"de {rows} som går"
    pressed = st.button(
        f"{verb} {those if checked.blocked else rows}",
        type="primary",
        key=f"load_{checked.sha256}",
        disabled=not choice.possible,
    )
    if not pressed:
        return
    # Whoever presses the button has seen the faulty rows and been told that the rest is loaded.
    with long_work(checked.sha256, size, "loading") as progress:
        outcome = load_checked(
            state.database(),
            checked,
            loaded_by=doer(),
            accept_partial=checked.blocked,
            replace=choice.replace,
            progress=progress,
        )
    if outcome.exit_code:
        st.error(without_options(outcome.problems[-1].message))
    else:
        st.session_state.setdefault(DONE, []).append(outcome.lines()[0])
        st.rerun()
