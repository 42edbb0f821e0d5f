"""``jamstalld actions``: every action, and what the data now say of it."""

from __future__ import annotations

from pathlib import Path

import click

from jamstalld.commands.common import database_option, json_option, opened, print_json, says_errors
from jamstalld.settings import read_settings


@click.command()
@database_option
@json_option
@says_errors
def actions(database: Path | None, as_json: bool) -> None:
    """Lista åtgärderna och om det de ska ändra har rört sig."""
    from datetime import date

    from jamstalld.actions import standings, standings_to_json
    from jamstalld.dialogue.actions import OPEN, STATUSES
    from jamstalld.views.following import follow
    from jamstalld.wording.actions import due_sentence, line

    kept = opened(read_settings(), database)
    found = standings(kept, lambda action: follow(kept, action), date.today())
    if as_json:
        print_json(standings_to_json(kept, found))
        return
    for one in found:
        action, followed = one.action, one.followed
        told = (followed.verdict, action.expected) if followed else None
        due = due_sentence(action.due, is_open=action.status in OPEN, late=one.late)
        click.echo(line(STATUSES[action.status], action.what, action.who, due, told))
        if followed:
            click.echo(f"  {followed.sentence}")
    if not found:
        click.echo("Inga åtgärder är beslutade än.")
