"""``jamstalld over-time``: a gap quarter by quarter, and before and after an effort, as the page shows it."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, pairs, print_json, says_errors
from jamstalld.settings import read_settings


@click.command("over-time")
@click.argument("measure", metavar="MÅTT")
@click.option("--value", help="Det värde som följs, för mått som har flera: en insats eller en avslutsorsak.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--effort", metavar="KVARTAL", help="Kvartalet då en satsning började, till exempel 2025K4.")
@click.option("--adjust", multiple=True, metavar="VAR", help="Justera skillnaden före och efter för denna variabel.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@database_option
@json_option
@says_errors
def over_time(
    measure: str,
    value: str | None,
    filters: tuple[str, ...],
    effort: str | None,
    adjust: tuple[str, ...],
    count: str | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Följ en skillnad kvartal för kvartal, och före och efter en satsning."""
    from jamstalld.charts.over_time import effort_table, over_time_table
    from jamstalld.periods import Quarter
    from jamstalld.views.over_time import over_time as follow
    from jamstalld.views.over_time_model import OverTimeRequest, over_time_to_json

    request = OverTimeRequest(
        measure=measure,
        value=value,
        filters=tuple(pairs(filters).items()),
        count_unit=count,
        effort=Quarter.parse(effort) if effort else None,
        adjust_by=adjust,
    )
    seen = follow(opened(read_settings(), database), request)
    if as_json:
        print_json(over_time_to_json(seen))
        return
    tables = [*effort_table(seen), *over_time_table(seen)]
    lines = [" · ".join(text for text in row.values() if text) for row in tables]
    click.echo("\n".join([seen.question, "", *seen.sentences, "", *lines, "", *seen.method]))
