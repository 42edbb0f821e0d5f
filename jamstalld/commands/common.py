"""What the commands share: options, opening a database, saying errors, writing JSON."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from jamstalld.errors import JamstalldError
from jamstalld.settings import Settings

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
    return open_database(database, settings.salt_file, threshold=threshold)
