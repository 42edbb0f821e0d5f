"""``jamstalld load``: spreadsheets checked and loaded."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jamstalld.access import Right
from jamstalld.commands.common import (
    LOADED,
    database_option,
    json_option,
    opened,
    pairs,
    permitted,
    print_json,
    says_errors,
)
from jamstalld.errors import RequestError
from jamstalld.progress import silent
from jamstalld.settings import MOST_FILES

if TYPE_CHECKING:
    from jamstalld.loading import Outcome
    from jamstalld.progress import Progress


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FIL...", type=click.Path(path_type=Path))
@database_option
@click.option("--profile", metavar="NAMN", help="Läs kolumnerna enligt en sparad profil. Annars känns källan igen.")
@click.option("--quarter", help="Kvartalet för rader som inte säger något, till exempel 2025K1.")
@click.option("--unit", help="Enheten för rader som inte säger någon.")
@click.option("--set", "columns", multiple=True, metavar="VAR=KOLUMN", help="Vilken kolumn som är vilken uppgift.")
@click.option("--threshold", type=int, help="Tröskel för små tal i en ny databas: 3–10, 1 för offentlig statistik.")
@click.option("--accept-partial", is_flag=True, help="Läs in de rader som går, fast andra har fel.")
@click.option("--replace", is_flag=True, help="Ersätt det som redan finns för filens kvartal och enheter.")
@click.option("--dry-run", is_flag=True, help="Kontrollera utan att läsa in.")
@json_option
@says_errors
def load(
    files: tuple[Path, ...],
    database: Path | None,
    profile: str | None,
    quarter: str | None,
    unit: str | None,
    columns: tuple[str, ...],
    threshold: int | None,
    accept_partial: bool,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Kontrollera kalkylblad och läs in dem."""
    from jamstalld.intake import LoadOptions
    from jamstalld.loading import load_file, user_name
    from jamstalld.periods import Quarter

    if len(files) > MOST_FILES:
        raise RequestError(f"Högst {MOST_FILES} filer åt gången. Läs in resten när de är klara.")
    settings = permitted(Right.CHANGE_DATA)
    options = LoadOptions(
        quarter=Quarter.parse(quarter) if quarter else None,
        unit=unit,
        columns=pairs(columns),
        age_bands=settings.age_bands,
    )
    target = None
    if not dry_run or (database or settings.database).exists():
        target = opened(settings, database, threshold=threshold, make=True)
    outcomes: list[Outcome] = []
    for file in files:
        with _progress() as progress:
            outcome = load_file(
                target,
                file,
                options,
                loaded_by=user_name(),
                profile=profile,
                accept_partial=accept_partial,
                replace=replace,
                trial=dry_run,
                progress=progress,
            )
        outcomes.append(outcome)
    _tell(outcomes, as_json)
    sys.exit(max(outcome.exit_code for outcome in outcomes))


def _tell(outcomes: list[Outcome], as_json: bool) -> None:
    if as_json:
        told = [outcome.to_json() for outcome in outcomes]
        print_json(told[0] if len(told) == 1 else {"deliveries": told})
        return
    for outcome in outcomes:
        click.echo("\n".join(outcome.lines()), err=outcome.exit_code != LOADED)


@contextmanager
def _progress() -> Generator[Progress]:
    """Show how far the work has come, where somebody sits and watches."""
    if not sys.stderr.isatty():
        yield silent
        return
    said = ""

    def show(doing: str, done: float) -> None:
        nonlocal said
        now = f"{doing} … {done:.0%}".replace("%", " %")
        if now != said:
            click.echo(f"\r{now:<{max(len(said), len(now))}}", err=True, nl=False)
            said = now

    try:
        yield show
    finally:
        click.echo(f"\r{'':<{len(said)}}\r", err=True, nl=False)
