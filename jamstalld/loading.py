"""One file from disk to database: checked, loaded or refused, and what to tell about it.

The command and the upload page both go this way.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

from jamstalld.errors import JamstalldError, UnreadableFileError
from jamstalld.intake import CheckedDelivery, LoadOptions, OpenedFile, Problem, grouped, open_file, read_opened
from jamstalld.intake.mapping.profile import applied
from jamstalld.intake.mapping.proposing import recognised
from jamstalld.intake.problems import problem
from jamstalld.intake.values.identity import masked
from jamstalld.progress import Progress, silent
from jamstalld.store import (
    Database,
    DeliveryRecord,
    deliveries,
    dictionary_of,
    find_profile,
    keep_backup,
    load,
    profiles,
    same_file,
)
from jamstalld.views.plausible import implausible
from jamstalld.wording.numbers import counted, number

_LOADED, _REFUSED, _UNREADABLE = 0, 1, 2
_INSTEAD = "Det som fanns för samma kvartal och enhet har ersatts, och går att återställa på sidan Leveranser."


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Parameters
    ----------
    delivery
        The delivery's identity, None if nothing was loaded.
    rows_read, rows_loaded, rows_refused, rows_set_aside
        Rows of the spreadsheet; the first is always the sum of the others.
    exit_code
        0 loaded (or found alright in a trial), 1 refused, 2 not readable.
    profile
        The profile the file was read by, if any.
    replaced
        The deliveries, by identity, that the file replaced in some or all of their quarters and units.
    """

    name: str
    delivery: str | None
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rows_set_aside: int
    already_loaded: bool
    quarters: tuple[str, ...]
    problems: tuple[Problem, ...]
    exit_code: int
    profile: str | None = None
    replaced: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the outcome in the form the command's contract has."""
        told: dict[str, Any] = {
            "file": self.name,
            "delivery": self.delivery,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_refused": self.rows_refused,
            "rows_set_aside": self.rows_set_aside,
            "already_loaded": self.already_loaded,
            "quarters": list(self.quarters),
            "problems": [vars(problem) for problem in self.problems],
        }
        more = {"profile": self.profile, "replaced": list(self.replaced)}
        return told | {key: value for key, value in more.items() if value}

    def lines(self) -> list[str]:
        """Tell what became of the file, in Swedish."""
        if self.already_loaded:
            return [f"{self.name}: filen är redan inläst. Inget har ändrats."]
        told = [f"{self.name}: {self._summary()}"]
        if self.profile:
            told.append(f"  Läst enligt profilen ”{self.profile}”.")
        for group in grouped(self.problems):
            rows = "" if group.number == 1 else f"{number(group.number)} rader: "
            told.append(f"  {'Fel' if group.severity == 'error' else 'Obs'}: {rows}{group.message}")
        return told

    def _summary(self) -> str:
        aside = f", {number(self.rows_set_aside)} lades åt sidan" if self.rows_set_aside else ""
        if self.exit_code == _UNREADABLE:
            return "filen går inte att läsa."
        if self.exit_code == _REFUSED:
            return f"inget har lästs in. {number(self.rows_refused)} av {self._read()} nekades{aside}."
        refused = f", {number(self.rows_refused)} nekades" if self.rows_refused else ""
        done = "lästes in" if self.delivery else "kan läsas in"
        instead = f" {_INSTEAD}" if self.replaced else ""
        return f"{number(self.rows_loaded)} av {self._read()} {done}{refused}{aside}.{instead}"

    def _read(self) -> str:
        return counted(self.rows_read, "rad", "rader")


def user_name() -> str:
    """Name who is at the computer. In a container that may be a user without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "okänd"


def state_text(record: DeliveryRecord) -> str:
    """Say whether a delivery counts."""
    if record.state == "active":
        return "Delvis ersatt" if record.partly_replaced else "Räknas"
    return "Tillbakadragen" if record.state == "withdrawn" else "Ersatt"


def load_file(
    database: Database | None,
    file: Path,
    options: LoadOptions,
    *,
    loaded_by: str,
    profile: str | None = None,
    accept_partial: bool = False,
    replace: bool = False,
    trial: bool = False,
    copy_first: bool = True,
    progress: Progress = silent,
) -> Outcome:
    """Check one file and load it.

    Parameters
    ----------
    database
        Where to load it; None to check it by itself only.
    profile
        The name of the profile to read it by. If None, the source is recognised if it has one.
    accept_partial
        Load the rows that can be, though others are refused.
    replace
        Put away what other deliveries have in the quarters and units of the file.
    trial
        Check only.
    copy_first
        Keep a copy of the database as it was before, if there is anything in it.

    Raises
    ------
    JamstalldError
        If there is no such profile.
    """
    try:
        opened = open_file(file, file.name, progress)
        if database:
            options = options_for(database, opened, options, profile)
        checked = check_file(database, opened, options, progress)
    except UnreadableFileError as error:
        return unreadable(masked(file.name), error)
    if trial:
        database = None
    return load_checked(
        database,
        checked,
        loaded_by=loaded_by,
        accept_partial=accept_partial,
        replace=replace,
        copy_first=copy_first,
        progress=progress,
    )


def options_for(database: Database, opened: OpenedFile, options: LoadOptions, profile: str | None) -> LoadOptions:
    """Let a file be read by what the database knows of its source: own questions, and the profile.

    Parameters
    ----------
    profile
        Its name. If None, the one that recognises the file, if any does.

    Raises
    ------
    JamstalldError
        If there is no profile of that name.
    """
    options = changed(options, known=dictionary_of(database))
    found = find_profile(database, profile) if profile else recognised(opened, options, profiles(database))
    return applied(found, options) if found else options


def check_file(
    database: Database | None, opened: OpenedFile, options: LoadOptions, progress: Progress = silent
) -> CheckedDelivery:
    """Check every row of a file, and hold it against earlier quarters.

    Raises
    ------
    UnreadableFileError
        If the file holds no table that can be understood.
    """
    checked = read_opened(opened, options, progress)
    if database is None:
        return checked
    return changed(checked, problems=(*checked.problems, *implausible(database, checked)))


def load_checked(
    database: Database | None,
    checked: CheckedDelivery,
    *,
    loaded_by: str,
    accept_partial: bool = False,
    replace: bool = False,
    copy_first: bool = True,
    progress: Progress = silent,
) -> Outcome:
    """Load what has been checked, unless it has errors that nobody has accepted."""
    if not checked.rows_loaded or (checked.blocked and not accept_partial):
        return _refused(checked)
    if database is None:
        return _outcome(checked, None, already_loaded=False)
    try:
        there = deliveries(database)
        if copy_first and there and _changes(there, checked, replace):
            keep_backup(database, "leverans")
        record = load(database, checked, loaded_by=loaded_by, replace=replace, progress=progress)
    except JamstalldError as error:
        return _refused(checked, Problem(None, None, None, "error", "not_loaded", error.message))
    told = changed(_outcome(checked, record.delivery, already_loaded=record.already_loaded), replaced=record.replaced)
    return changed(told, problems=(*told.problems, problem("loaded_beside", None))) if record.beside else told


def _changes(there: tuple[DeliveryRecord, ...], checked: CheckedDelivery, replace: bool) -> bool:
    """Tell whether loading a file would change anything: a known one does only where it is to replace."""
    known = same_file(there, checked)
    return known is None or (replace and known.state != "active")


def unreadable(name: str, error: UnreadableFileError) -> Outcome:
    """Tell of a file that is no readable spreadsheet."""
    problem = Problem(None, None, None, "error", "unreadable", error.message)
    return Outcome(name, None, 0, 0, 0, 0, False, (), (problem,), _UNREADABLE)


def _outcome(checked: CheckedDelivery, delivery: str | None, *, already_loaded: bool) -> Outcome:
    return Outcome(
        name=checked.name,
        delivery=delivery,
        rows_read=checked.rows_read,
        rows_loaded=checked.rows_loaded,
        rows_refused=checked.rows_refused,
        rows_set_aside=checked.rows_set_aside,
        already_loaded=already_loaded,
        quarters=tuple(str(quarter) for quarter in checked.quarters),
        problems=checked.problems,
        exit_code=_LOADED,
        profile=checked.profile,
    )


def _refused(checked: CheckedDelivery, *more: Problem) -> Outcome:
    """Nothing was loaded, so every row that was not set aside counts as refused."""
    return Outcome(
        name=checked.name,
        delivery=None,
        rows_read=checked.rows_read,
        rows_loaded=0,
        rows_refused=checked.rows_read - checked.rows_set_aside,
        rows_set_aside=checked.rows_set_aside,
        already_loaded=False,
        quarters=tuple(str(quarter) for quarter in checked.quarters),
        problems=(*checked.problems, *more),
        exit_code=_REFUSED,
        profile=checked.profile,
    )
