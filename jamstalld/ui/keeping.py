"""The page *Drift*: copies of the database, made and put back while the app runs, and how the installation is."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import streamlit as st

from jamstalld.errors import RequestError
from jamstalld.health import examine
from jamstalld.settings import read_settings
from jamstalld.store import Backup, back_up, backups, restore_backup
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.tables import show_table
from jamstalld.wording.numbers import moment_text, size_text

_PLACE = "keeping"
_ASKED, _CHOSEN, _FOLDER = "restore_asked", "restore_chosen", "backup_folder"
_STATES = {"ok": "Bra", "warning": "Att tänka på", "error": "Behöver åtgärdas"}


def show_copies() -> None:
    """Show the automatic copies, make one elsewhere, and put one back."""
    st.markdown("## Säkerhetskopior")
    st.markdown(
        "En kopia tas av sig själv före varje ny leverans och varje uppgradering. Den ligger på samma disk som "
        "databasen: ta också egna kopior till ett annat ställe, och förvara saltfilen (och nyckeln, om filen är "
        "krypterad) skild från dem."
    )
    show_attempt(_PLACE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Mapp att kopiera till", key=_FOLDER, width=420, placeholder="Till exempel /mnt/kopior")
        st.button("Kopiera nu", on_click=_copy)
    found = backups(state.database().path)
    if not found:
        st.caption("Inga automatiska kopior än.")
        return
    show_table(
        [
            {"Tagen": moment_text(one.made_at), "Före": one.before, "Storlek": size_text(one.path.stat().st_size)}
            for one in found
        ]
    )
    _offer_restoring(found)


def _copy() -> None:
    database = state.database()
    name = f"{database.path.stem} {date.today():%Y-%m-%d}.duckdb"

    def copy() -> None:
        back_up(database, _folder(str(st.session_state.get(_FOLDER) or "").strip()) / name)

    attempt(_PLACE, copy, f"Kopian {name} är tagen, öppnad och hel.")


def _folder(typed: str) -> Path:
    """Give the folder that somebody has typed.

    Raises
    ------
    RequestError
        If it is no whole path, or no folder on the computer where Jämställd runs.
    """
    with suppress(OSError, RuntimeError, ValueError):  # "~nobody", too long a path, one we may not look at
        folder = Path(typed).expanduser()
        if folder.is_absolute() and folder.is_dir():
            return folder
    raise RequestError(
        "Mappen finns inte på den dator där Jämställd körs, eller får inte läsas. Skriv hela sökvägen till en mapp "
        "som finns, till exempel /mnt/kopior."
    )


def _offer_restoring(found: tuple[Backup, ...]) -> None:
    """Choose a copy, and ask once more whether it is meant."""
    named = {str(one.path): one for one in found}
    chosen = st.selectbox(
        "Kopia att återställa", list(named), format_func=lambda path: _name(named[path]), key=_CHOSEN, width=420
    )
    if st.session_state.get(_ASKED) != chosen:
        st.button("Återställ", on_click=_ask, args=(chosen,))
        return
    with st.container(border=True):
        st.warning(
            "Databasen ersätts av kopian, för alla som har appen öppen. Det som finns nu sparas först som en kopia, "
            "så att det går att ångra."
        )
        st.button("Ja, återställ", type="primary", on_click=_restore, args=(named[chosen].path,))
        st.button("Avbryt", key="restore_no", on_click=_ask, args=(None,))


def _name(one: Backup) -> str:
    return f"{moment_text(one.made_at)}, före {one.before}"


def _ask(path: str | None) -> None:
    st.session_state[_ASKED] = path


def _restore(path: Path) -> None:
    done = "Databasen är återställd från kopian."
    if attempt(_PLACE, lambda: restore_backup(state.database(), path, by=doer()), done):
        _ask(None)


def show_health() -> None:
    """Show what ``jamstalld doctor`` finds."""
    st.markdown("## Installationen")
    settings = read_settings()
    show_table(
        [
            {"Vad": one.what, "Läge": _STATES[one.state], "Vad vi ser": one.text}
            for one in examine(settings, settings.database)
        ]
    )
