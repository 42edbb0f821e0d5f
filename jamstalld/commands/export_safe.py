"""``jamstalld export-safe``: protected counts that can be handed to others."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, new_workbook, opened, says_errors
from jamstalld.settings import read_settings


@click.command("export-safe")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL.xlsx")
@click.option("--by", metavar="VAR", help="Vad raderna är, om inte insatser.")
@database_option
@says_errors
def export_safe(file: Path, by: str | None, database: Path | None) -> None:
    """Skriv skyddade antal per kvartal och kön i en fil som kan lämnas till andra."""
    from jamstalld.export.safe import safe_workbook

    target = opened(read_settings(), database)
    new_workbook(file, lambda: safe_workbook(target, by=by))
    click.echo(f"Skyddade antal finns i {file}.")
