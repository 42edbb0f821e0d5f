"""The command that holds the log against its seals."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, print_json, says_errors
from jamstalld.errors import RequestError
from jamstalld.settings import read_settings

NOT_WHOLE = 1
"""The exit code where the log is not what it was."""
_MARK = re.compile(r"[1-9]\d{0,8}:[0-9a-f]{16}")


@click.group()
def log() -> None:
    """Loggen över det som har lästs in, beslutats och ändrats."""


@log.command()
@click.option("--against", default="", metavar="MÄRKE", help="Ett märke som skrevs ut tidigare, och antecknades.")
@database_option
@json_option
@says_errors
def verify(against: str, database: Path | None, as_json: bool) -> None:
    """Kontrollera att ingen rad i loggen är ändrad, borttagen eller inskjuten i efterhand."""
    from jamstalld.store import verify_log
    from jamstalld.wording.log import sealed_sentences

    if against and not _MARK.fullmatch(against):
        raise RequestError("Märket skrivs som det skrevs ut: radens nummer, kolon och sexton tecken.")
    found = verify_log(opened(read_settings(), database), against)
    if as_json:
        print_json({**asdict(found), "whole": found.whole})
    else:
        for sentence in sealed_sentences(found.lines, found.mark, found.faults):
            click.echo(sentence)
    if not found.whole:
        sys.exit(NOT_WHOLE)
