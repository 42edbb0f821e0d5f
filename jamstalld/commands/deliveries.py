"""The commands about what has been loaded: list it, withdraw it, restore it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jamstalld.commands.common import database_option, json_option, opened, print_json, says_errors
from jamstalld.settings import read_settings

if TYPE_CHECKING:
    from jamstalld.store import DeliveryRecord

_SHORT = 8


@click.command()
@database_option
@json_option
@says_errors
def deliveries(database: Path | None, as_json: bool) -> None:
    """Lista leveranserna, den senaste först."""
    from jamstalld.loading import state_text
    from jamstalld.store import deliveries as listed

    records = listed(opened(read_settings(), database))
    if as_json:
        print_json([_told(record) for record in records])
        return
    for record in records:
        when = record.loaded_at.strftime("%Y-%m-%d %H:%M")
        click.echo(
            f"{record.delivery[:_SHORT]}  {when}  {_span(record):<15}  {state_text(record):<16}  {record.file_name}"
        )
    if not records:
        click.echo("Inget är inläst än.")


@click.command()
@click.argument("delivery", metavar="LEVERANS")
@click.option("--reason", required=True, metavar="TEXT", help="Varför den dras tillbaka. Sparas i loggen.")
@database_option
@json_option
@says_errors
def withdraw(delivery: str, reason: str, database: Path | None, as_json: bool) -> None:
    """Dra tillbaka en leverans, så att den inte räknas. Den går att återställa."""
    from jamstalld.loading import user_name
    from jamstalld.store import withdraw as take_out

    record = take_out(opened(read_settings(), database), delivery, by=user_name(), reason=reason)
    _tell(record, "är tillbakadragen och räknas inte längre.", as_json)


@click.command("restore-delivery")
@click.argument("delivery", metavar="LEVERANS")
@database_option
@json_option
@says_errors
def restore_delivery(delivery: str, database: Path | None, as_json: bool) -> None:
    """Återställ en leverans som har dragits tillbaka eller ersatts."""
    from jamstalld.loading import user_name
    from jamstalld.store import restore as bring_back

    record = bring_back(opened(read_settings(), database), delivery, by=user_name())
    _tell(record, "är återställd och räknas igen.", as_json)


def _tell(record: DeliveryRecord, what: str, as_json: bool) -> None:
    if as_json:
        print_json(_told(record))
    else:
        click.echo(f"{record.file_name}: leveransen {what}")


def _span(record: DeliveryRecord) -> str:
    return "–".join(dict.fromkeys((str(record.quarters[0]), str(record.quarters[-1]))))


def _told(record: DeliveryRecord) -> dict[str, Any]:
    """Give what anyone may know of a delivery: how many rows it has is for the one who uploaded it."""
    return {
        "delivery": record.delivery,
        "file": record.file_name,
        "quarters": [str(quarter) for quarter in record.quarters],
        "loaded_at": record.loaded_at.isoformat(timespec="seconds"),
        "loaded_by": record.loaded_by,
        "state": record.state,
        "partly_replaced": record.partly_replaced,
    }
