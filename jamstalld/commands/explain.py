"""``jamstalld explain``: what a difference is made of, as the page *Kan skillnaden förklaras?* shows it."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, pairs, print_json, says_errors
from jamstalld.settings import read_settings


@click.command()
@click.argument("measure", metavar="MÅTT")
@click.option("--by", multiple=True, required=True, metavar="VAR", help="Vad skillnaden delas upp på: en till tre.")
@click.option("--value", help="Det värde det gäller, för mått som har flera: en insats eller en avslutsorsak.")
@click.option("--filter", "filters", multiple=True, metavar="VAR=VÄRDE", help="Bara rader med detta värde.")
@click.option("--period", help="2025K1, 2025 eller 2024K3..2025K2. Utelämnad: de senaste fyra kvartalen.")
@click.option("--count", help="Räkna i ärenden, personer eller insatser.")
@database_option
@json_option
@says_errors
def explain(
    measure: str,
    by: tuple[str, ...],
    value: str | None,
    filters: tuple[str, ...],
    period: str | None,
    count: str | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Visa vad en skillnad hänger samman med och vad som återstår."""
    from jamstalld.periods import Period
    from jamstalld.store import dictionary_of
    from jamstalld.views.explaining import explain as take_apart
    from jamstalld.views.explaining import explanation_to_json

    target = opened(read_settings(), database)
    column = dictionary_of(target).measure(measure).column
    chosen = [*pairs(filters).items(), *([(column, value)] if value else [])]
    found = take_apart(target, measure, by, chosen, Period.parse(period) if period else None, count)
    if as_json:
        print_json(explanation_to_json(found))
        return
    click.echo("\n".join([found.question, "", *found.sentences, "", *found.cannot_say, "", *found.method]))
