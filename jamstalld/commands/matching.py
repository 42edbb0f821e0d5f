"""``jamstalld matching``: whether the same need gives women and men the same interventions, as the page shows it."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, pairs, print_json, says_errors
from jamstalld.settings import read_settings


@click.command()
@click.option("--area", metavar="OMRÅDE", help="Verksamhetsområdet. Behövs om underlaget har flera.")
@click.option("--need", metavar="VAR", help="Var behovet står: need_level eller need_area.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--period", help="2025K1, 2025 eller 2024K3..2025K2. Utelämnad: de senaste fyra kvartalen.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@database_option
@json_option
@says_errors
def matching(
    area: str | None,
    need: str | None,
    filters: tuple[str, ...],
    period: str | None,
    count: str | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Se om kvinnor och män får samma insatser vid samma behov."""
    from jamstalld.periods import Period
    from jamstalld.views.matching import MatchingRequest, matching_to_json
    from jamstalld.views.matching import matching as matched

    request = MatchingRequest(
        area=area,
        need=need,
        filters=tuple(pairs(filters).items()),
        period=Period.parse(period) if period else None,
        count_unit=count,
    )
    seen = matched(opened(read_settings(), database), request)
    if as_json:
        print_json(matching_to_json(seen))
        return
    same = [one.cell.sentence for one in seen.same_need]
    cells = [cell.sentence if cell.difference else f"{cell.name}: {cell.sentence}" for cell in seen.cells]
    cannot = [line.replace("**", "") for line in seen.cannot_say]
    click.echo("\n".join([seen.question, "", *seen.sentences, "", *same, "", *cells, "", *cannot, "", *seen.method]))
