"""The commands about the database file: copies, its key, and whether the installation is sound."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jamstalld.access import Right
from jamstalld.commands.common import database_option, json_option, opened, permitted, print_json, says_errors
from jamstalld.errors import JamstalldError
from jamstalld.settings import read_key, read_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@database_option
@json_option
@says_errors
def backup(file: Path, database: Path | None, as_json: bool) -> None:
    """Kopiera databasen till FIL. Kopian öppnas för att se att den är hel."""
    from jamstalld.store import back_up

    source = opened(read_settings(), database)
    back_up(source, file)
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size, "encrypted": source.encrypted})
        return
    click.echo(
        f"Kopian ligger i {file}. Den är lika hemlig som databasen"
        f"{' och har samma nyckel' if source.encrypted else ' och är inte krypterad'}. "
        "Förvara saltfilen på ett annat ställe än kopian."
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--yes", is_flag=True, help="Fråga inte.")
@database_option
@json_option
@says_errors
def restore(file: Path, yes: bool, database: Path | None, as_json: bool) -> None:
    """Sätt kopian FIL i databasens ställe. Det som fanns där sparas först."""
    from jamstalld.loading import user_name
    from jamstalld.store import restore_file

    settings = permitted(Right.ADMINISTER)
    path = database or settings.database
    if path.exists() and not yes and not as_json:
        question = f"{path} ersätts av {file.name}. Det som finns där nu sparas först. Skriv ja för att fortsätta"
        if click.prompt(question, default="nej", show_default=False).strip().casefold() != "ja":
            raise JamstalldError("Inget har ändrats.")
    kept = restore_file(path, file, settings.salt_file, by=user_name(), key=settings.key)
    if as_json:
        print_json({"restored": str(file), "kept": str(kept) if kept else None})
    else:
        there = f" Det som fanns där ligger i {kept}." if kept else ""
        click.echo(f"Databasen är återställd.{there}")


@click.command()
@click.option("--to", "new", type=click.Path(path_type=Path), metavar="FIL", help="Filen med den nya nyckeln.")
@click.option("--remove", is_flag=True, help="Ta bort krypteringen.")
@database_option
@says_errors
def key(new: Path | None, remove: bool, database: Path | None) -> None:
    """Kryptera databasen, byt dess nyckel eller ta bort krypteringen. Appen måste vara stängd."""
    from jamstalld.store import backups, change_key
    from jamstalld.wording.numbers import counted

    if (new is None) != remove:
        raise JamstalldError("Ange antingen den nya nyckelns fil (--to FIL) eller --remove.")
    settings = permitted(Right.ADMINISTER)
    path = database or settings.database
    change_key(path, settings.key, read_key(new) if new else None)
    click.echo(
        "Krypteringen är borttagen. Ta bort JAMSTALLD_KEY_FILE och JAMSTALLD_KEY."
        if remove
        else f"Databasen har nu den nya nyckeln. Sätt JAMSTALLD_KEY_FILE till {new} och förvara en kopia av nyckeln "
        "skild från databasen: utan den kan ingen läsa filen."
    )
    if older := backups(path):
        copies = counted(len(older), "säkerhetskopia", "säkerhetskopior")
        them = "den" if len(older) == 1 else "dem"
        click.echo(
            f"{copies} från tidigare ligger i {older[0].path.parent} med den gamla nyckeln, eller utan. Ta bort {them} "
            f"när ni inte behöver {them}."
        )


@click.command()
@database_option
@json_option
@says_errors
def doctor(database: Path | None, as_json: bool) -> None:
    """Kontrollera installationen, och säg vad som behöver åtgärdas."""
    from jamstalld.health import examine

    settings = read_settings()
    found = examine(settings, database or settings.database)
    if as_json:
        print_json([{"what": one.what, "state": one.state, "text": one.text} for one in found])
    else:
        words = {"ok": "Bra     ", "warning": "Varning ", "error": "Fel     "}
        for one in found:
            click.echo(f"{words[one.state]} {one.what}: {one.text}")
    if any(one.state == "error" for one in found):
        sys.exit(1)
