"""``jamstalld template``: the workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import says_errors
from jamstalld.errors import JamstalldError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL.xlsx")
@says_errors
def template(file: Path) -> None:
    """Skriv en mall att fylla i: den ifyllda filen läses in utan att kolumnerna behöver pekas ut."""
    from jamstalld.dictionary import dictionary
    from jamstalld.export.template import template as made

    if file.suffix.lower() != ".xlsx":
        raise JamstalldError("Mallen är en Excelfil. Ge den ett namn som slutar på .xlsx.")
    if file.exists():
        raise JamstalldError(f"Filen {file.name} finns redan. Välj ett annat namn, eller flytta den först.")
    try:
        file.write_bytes(made(dictionary()))
    except OSError as error:
        raise JamstalldError(f"Filen {file.name} går inte att skriva där. Välj en annan mapp.") from error
    click.echo(f"Mallen finns i {file}.")
