"""What the commands share: options, opening a database, saying errors, writing JSON."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from jamstalld.access import Right
from jamstalld.dictionary import Dictionary, dictionary
from jamstalld.errors import JamstalldError
from jamstalld.settings import Settings, read_settings

# The rooms are imported where they are used: `jamstalld --help` should not wait for numpy, nor any command but
# `serve` and `demo` for streamlit.
if TYPE_CHECKING:
    from jamstalld.store import Database

LOADED, UNREADABLE = 0, 2
_P = ParamSpec("_P")

database_option = click.option(
    "--database",
    type=click.Path(path_type=Path),
    help="Databasfilen. Utelämnad: enligt inställningarna.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-objekt och inget annat.")


def print_json(data: object) -> None:
    """Write one JSON value."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def says_errors(command: Callable[_P, None]) -> Callable[_P, None]:
    """End with a Swedish message, never a traceback, when something is wrong that the user can mend."""

    @functools.wraps(command)
    def wrapped(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except JamstalldError as error:
            if kwargs.get("as_json"):
                print_json({"error": error.message})
            else:
                click.echo(error.message, err=True)
            sys.exit(UNREADABLE)

    return wrapped


def opened(settings: Settings, path: Path | None, *, threshold: int | None = None, make: bool = False) -> Database:
    """Open the database that is named, or the one of the settings."""
    from jamstalld.store import open_database

    database = path or settings.database
    if not make and not database.exists():
        raise JamstalldError(f"Databasen {database} finns inte. Läs in ett underlag först: jamstalld load FIL")
    there = open_database(database, settings.salt_file, threshold=threshold, key=settings.key)
    return there.on_behalf_of(settings.operator)


def permitted(right: Right) -> Settings:
    """Give the settings to a command that works on the files themselves, if whoever gives it may.

    Raises
    ------
    NoRightError
        If they may not.
    """
    settings = read_settings()
    settings.operator.require(right)
    return settings


def known_to(path: Path | None) -> tuple[Dictionary, frozenset[str]]:
    """Give the dictionary of a database, and the columns loaded into it. Before there is one: what is shipped."""
    from jamstalld.store import data_info, dictionary_of

    settings = read_settings()
    if not (path or settings.database).exists():
        return dictionary(), frozenset()
    database = opened(settings, path)
    return dictionary_of(database), data_info(database).columns


def pairs(items: tuple[str, ...]) -> dict[str, str]:
    """Read options that are written name=value."""
    read: dict[str, str] = {}
    for item in items:
        name, found, value = item.partition("=")
        if not found or not name.strip() or not value.strip():
            raise JamstalldError("Skriv som namn=värde, till exempel unit=Vuxenenheten.")
        if name.strip() in read:
            raise JamstalldError(f"”{name.strip()}” står mer än en gång. Ange ett värde åt gången.")
        read[name.strip()] = value.strip()
    return read


def new_workbook(file: Path, make: Callable[[], bytes]) -> None:
    """Write a workbook to a file that is not there yet.

    Raises
    ------
    JamstalldError
        If it is there, has another ending, or cannot be written.
    """
    if file.suffix.lower() != ".xlsx":
        raise JamstalldError("Det blir en Excelfil. Ge den ett namn som slutar på .xlsx.")
    new_file(file, make)


def new_file(file: Path, make: Callable[[], bytes]) -> None:
    """Write a file that is not there yet.

    Raises
    ------
    JamstalldError
        If it is there, or cannot be written.
    """
    if file.exists():
        raise JamstalldError(f"Filen {file.name} finns redan. Välj ett annat namn, eller flytta den först.")
    content = make()
    try:
        file.write_bytes(content)
    except OSError as error:
        raise JamstalldError(f"Filen {file.name} går inte att skriva där. Välj en annan mapp.") from error
