"""``jamstalld report``: minutes, the four-step report, slides and tables of what the group has seen and decided."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, new_file, opened, says_errors
from jamstalld.errors import JamstalldError
from jamstalld.settings import read_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL")
@click.option("--meeting", metavar="ID", help="Ett möte: dess minnesanteckningar, bilder eller tabeller.")
@click.option("--note", "notes", multiple=True, metavar="ID", help="En analys. Utelämnad: alla som är slutförda.")
@click.option("--template", type=click.Path(path_type=Path, dir_okay=False), help="Kommunens egen mall.")
@database_option
@says_errors
def report(
    file: Path, meeting: str | None, notes: tuple[str, ...], template: Path | None, database: Path | None
) -> None:
    """Skriv en rapport (.docx), bilder (.pptx) eller tabeller (.xlsx) om det gruppen sett och beslutat."""
    from jamstalld.reports.writing import FORMATS, Wanted
    from jamstalld.reports.writing import report as made

    ending = file.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise JamstalldError("Ge filen ett namn som slutar på .docx, .pptx eller .xlsx.")
    own = _template(template)
    target = opened(read_settings(), database)
    new_file(file, lambda: made(target, ending, Wanted(meeting, notes), template=own))
    click.echo(f"Dokumentet finns i {file}.")


def _template(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise JamstalldError(f"Mallen {file.name} går inte att öppna. Kontrollera namn och mapp.") from error
