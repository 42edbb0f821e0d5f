"""``jamstalld interplay``: the gap in every group that two or three variables tell apart, as the page shows it."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, pairs, print_json, says_errors
from jamstalld.settings import read_settings


@click.command()
@click.argument("measure", metavar="MÅTT")
@click.option("--rows", required=True, metavar="VAR", help="Vad raderna är: en variabel.")
@click.option("--columns", required=True, metavar="VAR", help="Vad kolumnerna är: en annan variabel.")
@click.option("--panels", metavar="VAR", help="En tredje variabel: en tabell för varje värde.")
@click.option("--value", help="För mått som har flera värden: det som visas, till exempel en insats.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--period", help="2025K1, 2025 eller 2024K3..2025K2. Utelämnad: de senaste fyra kvartalen.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@database_option
@json_option
@says_errors
def interplay(
    measure: str,
    rows: str,
    columns: str,
    panels: str | None,
    value: str | None,
    filters: tuple[str, ...],
    period: str | None,
    count: str | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Se om skillnaden mellan könen är olika stor i olika grupper."""
    from jamstalld.periods import Period
    from jamstalld.views.interplay import InterplayRequest, interplay_to_json
    from jamstalld.views.interplay import interplay as seen_together

    request = InterplayRequest(
        measure=measure,
        rows=rows,
        columns=columns,
        panels=panels,
        value=value,
        filters=tuple(pairs(filters).items()),
        period=Period.parse(period) if period else None,
        count_unit=count,
    )
    seen = seen_together(opened(read_settings(), database), request)
    if as_json:
        print_json(interplay_to_json(seen))
        return
    cells = [cell.sentence if cell in seen.shown else f"{cell.name}: {cell.sentence}" for cell in seen.cells]
    click.echo("\n".join([seen.question, "", *seen.sentences, "", *cells, "", *seen.method]))
