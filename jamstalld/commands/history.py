"""The command that lists everything that has been decided."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, print_json, says_errors
from jamstalld.errors import RequestError
from jamstalld.settings import read_settings
from jamstalld.wording.log import GROUPS


@click.command()
@click.option("--kind", "kinds", multiple=True, metavar="SLAG", help=f"Bara det slaget: {', '.join(GROUPS)}.")
@click.option("--from", "first", default="", metavar="DAG", help="Från och med dagen, som 2026-01-31.")
@click.option("--to", "last", default="", metavar="DAG", help="Till och med dagen.")
@database_option
@json_option
@says_errors
def history(kinds: tuple[str, ...], first: str, last: str, database: Path | None, as_json: bool) -> None:
    """Lista det som har lästs in, bedömts och beslutats, det senaste först."""
    from jamstalld.history import Wanted, chosen
    from jamstalld.history import history as read
    from jamstalld.typed import typed_day

    if unknown := [kind for kind in kinds if kind.casefold() not in GROUPS]:
        raise RequestError(f"Det finns inget slag ”{unknown[0]}”. Välj bland {', '.join(GROUPS)}.")
    wanted = Wanted(tuple(kind.casefold() for kind in kinds), typed_day(first), typed_day(last))
    lines = chosen(read(opened(read_settings(), database)), wanted)
    if as_json:
        print_json([{**asdict(line), "at": line.at.isoformat(timespec="seconds")} for line in lines])
        return
    for line in lines:
        about = ": ".join(part for part in (line.what, line.about) if part)
        click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.who}  {about}{f' ({line.more})' if line.more else ''}")
    if not lines:
        click.echo("Inget att lista.")
