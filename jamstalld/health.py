"""Whether an installation is sound: what ``jamstalld doctor`` looks at, and what it says to mend."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from jamstalld.errors import JamstalldError
from jamstalld.settings import Settings
from jamstalld.wording.log import sealed_sentences
from jamstalld.wording.numbers import counted, moment_text, quarter_text, size_text

State = Literal["ok", "warning", "error"]
_ROOM = 3
"""The disk should have room for the database this many times over: copies are made before each delivery."""
_LEAST_FREE = 200_000_000
_OLD = timedelta(days=100)
_OTHERS = 0o077


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    what
        What it is.
    state
        Whether it is as it should be.
    text
        What was found, and what to do about it.
    """

    what: str
    state: State
    text: str


def examine(settings: Settings, path: Path) -> tuple[Finding, ...]:
    """Look at an installation. The database is opened as the app opens it; nothing else is changed.

    Parameters
    ----------
    path
        The database to look at.
    """
    looks: tuple[Callable[[Settings, Path], Finding], ...] = (
        _python,
        _rights,  # before the database is opened: opening takes others' rights away
        _salt,
        _database,
        _log,
        _encryption,
        _disk,
        _backups,
        _pictures,
    )
    return tuple(look(settings, path) for look in looks)


def _python(_settings: Settings, _path: Path) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", "ok", version)


def _database(settings: Settings, path: Path) -> Finding:
    """Open the database as the app would, if there is one."""
    from jamstalld.store import data_info, open_database

    what = "Databas"
    if not path.exists():
        return Finding(what, "warning", f"{path} finns inte än. Den skapas när något läses in.")
    try:
        database = open_database(path, settings.salt_file, key=settings.key)
    except JamstalldError as error:
        return Finding(what, "error", error.message)
    try:
        known = data_info(database)
    finally:
        database.close()
    if known.last is None:
        return Finding(what, "ok", f"{path.name} går att öppna. Inget är inläst.")
    return Finding(what, "ok", f"{path.name} går att öppna, med uppgifter till och med {quarter_text(known.last)}.")


def _log(settings: Settings, path: Path) -> Finding:
    """Hold the log against its seals, if there is a database that can be opened."""
    from jamstalld.store import open_database, verify_log

    what = "Logg"
    if not path.exists():
        return Finding(what, "ok", "Den börjar när något läses in.")
    try:
        database = open_database(path, settings.salt_file, key=settings.key)
    except JamstalldError:
        return Finding(what, "warning", "Kan inte kontrolleras innan databasen går att öppna.")
    try:
        found = verify_log(database)
    finally:
        database.close()
    sentences = sealed_sentences(found.lines, found.mark, found.faults)
    return Finding(what, "ok" if found.whole else "error", sentences[0] if found.whole else " ".join(sentences))


def _rights(_settings: Settings, path: Path) -> Finding:
    what = "Behörighet"
    if os.name != "posix" or not path.exists():
        return Finding(what, "ok", "Styrs av mappens behörighet.")
    if path.stat().st_mode & _OTHERS:
        return Finding(what, "error", f'Andra än ägaren kommer åt {path}. Kör: chmod 600 "{path}"')
    if path.parent.stat().st_mode & _OTHERS:
        return Finding(what, "warning", f'Andra än ägaren ser mappen {path.parent}. Kör: chmod 700 "{path.parent}"')
    return Finding(what, "ok", "Bara ägaren kommer åt databasen.")


def _salt(settings: Settings, path: Path) -> Finding:
    what, salt = "Salt", settings.salt_file
    if not salt.exists():
        state: State = "error" if path.exists() else "ok"
        return Finding(
            what,
            state,
            f"{salt} finns inte. "
            + ("Hämta den från säkerhetskopian." if path.exists() else "Den skapas vid första starten."),
        )
    if os.name == "posix" and salt.stat().st_mode & _OTHERS:
        return Finding(what, "error", f'Andra än ägaren kommer åt {salt}. Kör: chmod 600 "{salt}"')
    if salt.parent == path.parent:
        return Finding(what, "warning", "Saltfilen ligger i samma mapp som databasen. Lägg den på ett annat ställe.")
    return Finding(what, "ok", "Saltfilen ligger skild från databasen.")


def _encryption(settings: Settings, _path: Path) -> Finding:
    what = "Kryptering"
    if settings.key is None:
        text = "Ingen nyckel är angiven, så filen skrivs i klartext. Kryptera den med kommandot jamstalld key, "
        return Finding(what, "warning", f"{text}eller kryptera disken den ligger på.")
    return Finding(what, "ok", "En nyckel är angiven, så filen skrivs krypterad.")


def _disk(_settings: Settings, path: Path) -> Finding:
    what = "Disk"
    folder = next(place for place in (path.parent, *path.parent.parents) if place.exists())
    free = shutil.disk_usage(folder).free
    need = max(_LEAST_FREE, _ROOM * (path.stat().st_size if path.exists() else 0))
    text = f"{size_text(free)} ledigt."
    if free < need:
        return Finding(what, "error", f"{text} Det behövs minst {size_text(need)}. Frigör plats.")
    return Finding(what, "ok", text)


def _backups(_settings: Settings, path: Path) -> Finding:
    from jamstalld.store import backups

    what, found = "Säkerhetskopior", backups(path)
    if not found:
        return Finding(what, "warning", "Inga automatiska kopior än. De görs före varje ny leverans.")
    now = datetime.now()
    latest = next((one.made_at for one in found if one.made_at <= now), found[0].made_at)
    copies = counted(len(found), "kopia", "kopior")
    text = f"{copies}, den senaste {moment_text(latest)}. Samma disk som databasen: kopiera även dit ni har annan "
    text += "säkerhetskopiering."
    return Finding(what, "ok" if timedelta(0) <= now - latest <= _OLD else "warning", text)


def _pictures(_settings: Settings, _path: Path) -> Finding:
    from jamstalld.charts.saving import png

    spec = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    try:
        png(spec)
    except ValueError as error:
        return Finding(
            "Bilder", "error", f"Bilder går inte att rita ({type(error).__name__}). Installera om programmet."
        )
    return Finding("Bilder", "ok", "Går att rita på den här datorn.")
