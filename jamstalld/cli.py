"""The ``jamstalld`` command: the same data, views and protection as the pages, without a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jamstalld import __version__
from jamstalld.commands.actions import actions
from jamstalld.commands.common import database_option, json_option, known_to, opened, pairs, print_json, says_errors
from jamstalld.commands.deliveries import deliveries, restore_delivery, withdraw
from jamstalld.commands.explain import explain
from jamstalld.commands.export_safe import export_safe
from jamstalld.commands.grouping import grouping
from jamstalld.commands.history import history
from jamstalld.commands.interplay import interplay
from jamstalld.commands.keeping import backup, doctor, key, restore
from jamstalld.commands.load import load
from jamstalld.commands.log import log
from jamstalld.commands.matching import matching
from jamstalld.commands.over_time import over_time
from jamstalld.commands.population import population
from jamstalld.commands.protection import salt, threshold
from jamstalld.commands.report import report
from jamstalld.commands.template import template
from jamstalld.settings import read_settings
from jamstalld.usage import SwedishGroup

if TYPE_CHECKING:
    from jamstalld.views.model import BaseKind

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
@click.option("--participants", metavar="ADRESS:PORT", help="Där mötesdeltagares telefoner når sina egna sidor.")
@says_errors
def serve(database: Path | None, address: str, port: int | None, browser: bool, participants: str | None) -> None:
    """Öppna appen."""
    from jamstalld.ui.serve import serve as start

    where = database or read_settings().database
    start(where, address=address, port=port, open_browser=browser, participants=participants)


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
@click.argument("measure", metavar="MÅTT")
@click.option("--by", help="Vad raderna är: en variabel.")
@click.option("--split", help="En andra uppdelning.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--period", help="2025K1, 2025 eller 2024K3..2025K2. Utelämnad: de senaste fyra kvartalen.")
@click.option("--standardise", multiple=True, metavar="VAR", help="Justera skillnaden för denna variabel.")
@click.option("--compare", help="En tidigare period att jämföra med.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@click.option(
    "--base",
    type=click.Choice(["cases", "need", "population"]),
    default="cases",
    help="Vad andelen kvinnor jämförs med: alla ärenden, de som sökt eller befolkningen.",
)
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
    base: BaseKind,
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
        filters=tuple(pairs(filters).items()),
        period=Period.parse(period) if period else None,
        standardise_by=standardise,
        compare_with=Period.parse(compare) if compare else None,
        count_unit=count,
        base=base,
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
    known, loaded = known_to(database)
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
        for measure in known.measures.values()
    ]
    _list(listed, as_json, "question")


@main.command()
@database_option
@json_option
@says_errors
def variables(database: Path | None, as_json: bool) -> None:
    """Lista uppgifterna som går att dela upp och välja ut på."""
    known, loaded = known_to(database)
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
        for variable in known.variables.values()
    ]
    _list(listed, as_json, "title")


def _list(listed: list[dict[str, Any]], as_json: bool, text: str) -> None:
    if as_json:
        print_json(listed)
        return
    width = max(len(item["key"]) for item in listed)
    for item in listed:
        click.echo(
            f"{item['key']:<{width}}  {item[text]}{' (saknas i underlaget)' if item['available'] is False else ''}"
        )


for command in (
    load,
    deliveries,
    withdraw,
    restore_delivery,
    backup,
    restore,
    key,
    doctor,
    template,
    export_safe,
    history,
    log,
    report,
    threshold,
    salt,
    over_time,
    interplay,
    matching,
    explain,
    population,
    grouping,
    actions,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
