"""The ``jamstalld`` command: the same data, views and protection as the pages, without a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from jamstalld import __version__
from jamstalld.commands.common import LOADED, database_option, json_option, opened, print_json, says_errors
from jamstalld.commands.deliveries import deliveries, restore, withdraw
from jamstalld.commands.template import template
from jamstalld.errors import JamstalldError
from jamstalld.settings import read_settings
from jamstalld.usage import SwedishGroup

# The rooms are imported where they are used: `jamstalld --help` should not wait for numpy, nor any command but
# `serve` and `demo` for streamlit.


@click.group(cls=SwedishGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jamstalld", message="%(prog)s %(version)s")
def main() -> None:
    """Se, samtala om och minska skillnader mellan kvinnor och män i socialtjänsten."""
    os.umask(0o077)  # the database and its side files hold secret data


@main.command()
@database_option
@click.option("--address", default="127.0.0.1", show_default=True, help="Adressen som appen svarar på.")
@click.option("--port", type=click.IntRange(1, 65535), help="Porten. Utelämnad: 8501 eller nästa lediga.")
@click.option("--browser/--no-browser", default=True, help="Öppna webbläsaren.")
@says_errors
def serve(database: Path | None, address: str, port: int | None, browser: bool) -> None:
    """Öppna appen."""
    from jamstalld.ui.serve import serve as start

    start(database or read_settings().database, address=address, port=port, open_browser=browser)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Porten. Utelämnad: 8501 eller nästa lediga.")
@click.option("--browser/--no-browser", default=True, help="Öppna webbläsaren.")
@says_errors
def demo(port: int | None, browser: bool) -> None:
    """Öppna appen med påhittade uppgifter om en kommun som inte finns."""
    from jamstalld.demo import make_demo
    from jamstalld.ui.serve import serve as start

    settings = read_settings()
    make_demo(settings, say=click.echo)
    start(settings.demo_database, address="127.0.0.1", port=port, open_browser=browser)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
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

    settings = read_settings()
    options = LoadOptions(
        quarter=Quarter.parse(quarter) if quarter else None,
        unit=unit,
        columns=_pairs(columns),
        age_bands=settings.age_bands,
    )
    target = None if dry_run else opened(settings, database, threshold=threshold, make=True)
    outcomes = [
        load_file(target, file, options, loaded_by=user_name(), accept_partial=accept_partial, replace=replace)
        for file in files
    ]
    if as_json:
        told = [outcome.to_json() for outcome in outcomes]
        print_json(told[0] if len(told) == 1 else {"deliveries": told})
    else:
        for outcome in outcomes:
            click.echo("\n".join(outcome.lines()), err=outcome.exit_code != LOADED)
    sys.exit(max(outcome.exit_code for outcome in outcomes))


def _pairs(items: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items:
        name, found, value = item.partition("=")
        if not found or not name.strip() or not value.strip():
            raise JamstalldError("Skriv som namn=värde, till exempel unit=Vuxenenheten.")
        if name.strip() in pairs:
            raise JamstalldError(f"”{name.strip()}” står mer än en gång. Ange ett värde åt gången.")
        pairs[name.strip()] = value.strip()
    return pairs


@main.command()
@click.argument("measure")
@click.option("--by", help="Vad raderna är: en variabel.")
@click.option("--split", help="En andra uppdelning.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--period", help="2025K1, 2025 eller 2024K3..2025K2. Utelämnad: de senaste fyra kvartalen.")
@click.option("--standardise", multiple=True, metavar="VAR", help="Justera skillnaden för denna variabel.")
@click.option("--compare", help="En tidigare period att jämföra med.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@database_option
@json_option
@says_errors
def view(
    measure: str,
    by: str | None,
    split: str | None,
    filters: tuple[str, ...],
    period: str | None,
    standardise: tuple[str, ...],
    compare: str | None,
    count: str | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Visa en vy: samma tal, lika skyddade, som på sidorna."""
    from jamstalld.periods import Period
    from jamstalld.views.asjson import view_to_json
    from jamstalld.views.build import build_view
    from jamstalld.views.request import ViewRequest

    request = ViewRequest(
        measure=measure,
        by=by,
        split=split,
        filters=tuple(_pairs(filters).items()),
        period=Period.parse(period) if period else None,
        standardise_by=standardise,
        compare_with=Period.parse(compare) if compare else None,
        count_unit=count,
    )
    answer = build_view(opened(read_settings(), database), request)
    if as_json:
        print_json(view_to_json(answer))
    else:
        told = [answer.question, "", *answer.sentences, "", *(row.sentence for row in answer.rows), "", *answer.method]
        click.echo("\n".join(told))


@main.command()
@database_option
@json_option
@says_errors
def measures(database: Path | None, as_json: bool) -> None:
    """Lista måtten som går att fråga efter."""
    from jamstalld.dictionary import dictionary

    loaded = _columns(database)
    listed: list[dict[str, Any]] = [
        {
            "key": measure.key,
            "title": measure.title,
            "question": measure.question,
            "kind": measure.kind,
            "unit": measure.units[0],
            "units": list(measure.units),
            "by": measure.by,
            "margin": measure.margin,
            "available": measure.column in loaded,
        }
        for measure in dictionary().measures.values()
    ]
    _list(listed, as_json, "question")


@main.command()
@database_option
@json_option
@says_errors
def variables(database: Path | None, as_json: bool) -> None:
    """Lista uppgifterna som går att dela upp och välja ut på."""
    from jamstalld.dictionary import dictionary

    loaded = _columns(database)
    listed: list[dict[str, Any]] = [
        {
            "key": variable.key,
            "title": variable.title,
            "kind": variable.type,
            "unit": variable.unit,
            "rows": variable.rows,
            "filter": variable.filter,
            "available": variable.key in loaded if variable.stored else None,
        }
        for variable in dictionary().variables.values()
    ]
    _list(listed, as_json, "title")


def _columns(path: Path | None) -> frozenset[str]:
    """Tell which columns have been loaded; none if there is no database yet."""
    from jamstalld.store import data_info

    settings = read_settings()
    if not (path or settings.database).exists():
        return frozenset()
    return data_info(opened(settings, path)).columns


def _list(listed: list[dict[str, Any]], as_json: bool, text: str) -> None:
    if as_json:
        print_json(listed)
        return
    width = max(len(item["key"]) for item in listed)
    for item in listed:
        click.echo(
            f"{item['key']:<{width}}  {item[text]}{' (saknas i underlaget)' if item['available'] is False else ''}"
        )


for command in (deliveries, withdraw, restore, template):
    main.add_command(command)


if __name__ == "__main__":
    main()
