"""``jamstalld template``: the workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, known_to, new_workbook, says_errors


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL.xlsx")
@database_option
@says_errors
def template(file: Path, database: Path | None) -> None:
    """Skriv en mall att fylla i: den ifyllda filen läses in utan att kolumnerna behöver pekas ut."""
    from jamstalld.export.template import template as made

    known, _ = known_to(database)
    new_workbook(file, lambda: made(known))
    click.echo(f"Mallen finns i {file}.")
