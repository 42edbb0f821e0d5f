"""``jamstalld population``: the inhabitants that women's share may be held against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jamstalld.access import Right
from jamstalld.commands.common import database_option, json_option, opened, permitted, print_json, says_errors
from jamstalld.errors import JamstalldError
from jamstalld.settings import Settings, read_settings

if TYPE_CHECKING:
    from jamstalld.intake.population import CheckedPopulation
    from jamstalld.intake.problems import ProblemGroup
    from jamstalld.store import Population

_REFUSED = 1


@click.command()
@click.argument("file", required=False, metavar="[FIL]", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1900, 2100), help="Året för rader som inte säger något, eller att ta bort.")
@click.option("--source", default="", metavar="TEXT", help="Varifrån talen kommer. Utelämnad: det filen säger.")
@click.option("--remove", is_flag=True, help="Ta bort befolkningen, alla år eller det som anges med --year.")
@database_option
@json_option
@says_errors
def population(
    file: Path | None, year: int | None, source: str, remove: bool, database: Path | None, as_json: bool
) -> None:
    """Läs in befolkningen efter ålder och kön ur FIL. Utan FIL: lista det som är inläst."""
    settings = permitted(Right.CHANGE_DATA) if file or remove else read_settings()
    if file and remove:
        raise JamstalldError("Ange antingen en fil att läsa in eller --remove, inte båda.")
    if file:
        _load(settings, file, year, source, database, as_json=as_json)
    elif remove:
        _remove(settings, year, database, as_json=as_json)
    else:
        _list(settings, database, as_json=as_json)


def _load(
    settings: Settings, file: Path, year: int | None, source: str, database: Path | None, *, as_json: bool
) -> None:
    from jamstalld.intake import open_file
    from jamstalld.intake.population import read_population
    from jamstalld.loading import user_name
    from jamstalld.store import load_population

    checked = read_population(open_file(file, file.name), year=year, age_bands=settings.age_bands)
    replaced: tuple[Population, ...] = ()
    if not checked.blocked:
        replaced = load_population(opened(settings, database, make=True), checked, by=user_name(), source=source)
    if as_json:
        print_json(_told(checked, replaced))
    else:
        click.echo("\n".join(_lines(checked, replaced)), err=checked.blocked)
    if checked.blocked:
        sys.exit(_REFUSED)


def _told(checked: CheckedPopulation, replaced: tuple[Population, ...]) -> dict[str, Any]:
    return {
        "file": checked.name,
        "years": [_year(year, *(checked.number(year, sex) for sex in ("kvinna", "man"))) for year in checked.years],
        "source": checked.source,
        "rows_read": checked.rows_read,
        "rows_set_aside": checked.rows_set_aside,
        "replaced": [one.year for one in replaced],
        "problems": [vars(one) for one in checked.problems],
    }


def _year(year: int, women: int, men: int) -> dict[str, int]:
    return {"year": year, "women": women, "men": men}


def _lines(checked: CheckedPopulation, replaced: tuple[Population, ...]) -> list[str]:
    """Say what was read, or what is wrong and where."""
    from jamstalld.intake import grouped
    from jamstalld.wording.numbers import number

    if checked.blocked:
        return [
            f"{checked.name}: inget har lästs in.",
            *(f"  Fel, {_where(group)}: {group.message}" for group in grouped(checked.problems)),
        ]
    lines = [
        f"{checked.name}: befolkningen {year} är inläst, {number(checked.number(year, 'kvinna'))} kvinnor och "
        f"{number(checked.number(year, 'man'))} män."
        for year in checked.years
    ]
    return [*lines, *(f"Det som fanns för {one.year} har ersatts." for one in replaced)]


def _where(group: ProblemGroup) -> str:
    """Say where a problem is: "bladet Tabell, kolumn A, 12 rader (5, 9, 11, 13, 20 …)"."""
    sheet = [f"bladet {group.sheet}"] if group.sheet else []
    column = [f"kolumn {group.column}"] if group.column else []
    rows: list[str] = []
    if group.rows:
        more = " …" if group.number > len(group.rows) else ""
        listed = f"({', '.join(map(str, group.rows))}{more})"
        rows = [f"rad {group.rows[0]}" if group.number == 1 else f"{group.number} rader {listed}"]
    return ", ".join((*sheet, *column, *rows)) or "hela filen"


def _remove(settings: Settings, year: int | None, database: Path | None, *, as_json: bool) -> None:
    from jamstalld.loading import user_name
    from jamstalld.store import remove_population

    removed = remove_population(opened(settings, database), by=user_name(), year=year)
    if as_json:
        print_json({"removed": list(removed)})
    else:
        click.echo(f"Befolkningen {', '.join(map(str, removed))} är borttagen.")


def _list(settings: Settings, database: Path | None, *, as_json: bool) -> None:
    from jamstalld.store import populations
    from jamstalld.wording.numbers import number

    listed = populations(opened(settings, database))
    if as_json:
        print_json([_listed(one) for one in listed])
        return
    for one in listed:
        when = one.loaded_at.strftime("%Y-%m-%d %H:%M")
        whole = f"{number(one.women)} kvinnor, {number(one.men)} män"
        click.echo(f"{one.year}  {whole}  {when}  {one.source or one.file_name}")
    if not listed:
        click.echo("Ingen befolkning är inläst.")


def _listed(one: Population) -> dict[str, Any]:
    return {
        **_year(one.year, one.women, one.men),
        "source": one.source,
        "file": one.file_name,
        "loaded_at": one.loaded_at.isoformat(timespec="seconds"),
        "loaded_by": one.loaded_by,
        "synthetic": one.synthetic,
    }
