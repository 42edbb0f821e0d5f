"""The commands about the protection of small numbers: the threshold, and a new salt."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.access import Right
from jamstalld.commands.common import database_option, opened, permitted, says_errors
from jamstalld.settings import read_settings


@click.command()
@click.argument("number", type=int, required=False, metavar="[N]")
@click.option("--reason", default="", metavar="TEXT", help="Varför. Behövs för att sänka den, och sparas i loggen.")
@database_option
@says_errors
def threshold(number: int | None, reason: str, database: Path | None) -> None:
    """Visa tröskeln för små tal, eller ändra den till N (3–10)."""
    from jamstalld.loading import user_name
    from jamstalld.store import change_threshold

    target = opened(read_settings(), database)
    if number is not None:
        change_threshold(target, number, by=user_name(), reason=reason)
    click.echo(f"Antal under {target.threshold} visas inte." if target.threshold > 1 else "Skyddet är avstängt.")


@click.command()
@click.option("--reason", required=True, metavar="TEXT", help="Varför saltet byts. Sparas i loggen.")
@database_option
@says_errors
def salt(reason: str, database: Path | None) -> None:
    """Låt databasen fortsätta med ett annat salt, när det den gjordes med är förlorat."""
    from jamstalld.loading import user_name
    from jamstalld.store import change_salt

    settings = permitted(Right.ADMINISTER)
    change_salt(database or settings.database, settings.salt_file, by=user_name(), reason=reason, key=settings.key)
    click.echo(
        "Databasen använder nu ett annat salt. Det som är inläst behåller sina tal. Läs inte in samma rader igen utan "
        "att ersätta dem: de känns inte längre igen. Samma person räknas som en ny i filer som läses in från nu."
    )
