"""``jamstalld grouping``: the values of a variable in groups, such as the units of a town in districts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jamstalld.commands.common import database_option, json_option, opened, print_json, says_errors
from jamstalld.errors import JamstalldError
from jamstalld.settings import read_settings

if TYPE_CHECKING:
    from jamstalld.dictionary import Grouping
    from jamstalld.dictionary.grouping import Groups
    from jamstalld.store import Database


@click.command()
@click.argument("variable", required=False, metavar="[VAR]")
@click.option("--title", default="", metavar="TEXT", help="Vad en ny indelning heter, till exempel Distrikt.")
@click.option(
    "--group", "groups", multiple=True, metavar="GRUPP=VÄRDE", help="Ett värde och gruppen det hör till. Upprepas."
)
@click.option("--rest", default="", metavar="TEXT", help="Vad gruppen av alla andra värden heter. Utelämnad: Övriga.")
@click.option("--remove", is_flag=True, help="Ta bort indelningen av VAR. Värdena i filerna påverkas inte.")
@click.option("--reason", default="", metavar="TEXT", help="Varför den tas bort. Sparas i loggen.")
@database_option
@json_option
@says_errors
def grouping(
    variable: str | None,
    title: str,
    groups: tuple[str, ...],
    rest: str,
    remove: bool,
    reason: str,
    database: Path | None,
    as_json: bool,
) -> None:
    """Lägg ihop värdena i VAR i fasta grupper, eller lägg till värden i dem. Utan VAR: lista indelningarna.

    Ett värde som är i en grupp kan inte flyttas till en annan.
    """
    target = opened(read_settings(), database)
    if variable is None:
        if title or groups or rest or remove:
            raise JamstalldError("Ange vilken uppgift det gäller, till exempel: jamstalld grouping unit")
        _list(target, as_json=as_json)
    elif remove:
        _remove(target, variable, reason, as_json=as_json)
    elif groups:
        _put(target, variable, title, _groups(groups), rest, as_json=as_json)
    else:
        raise JamstalldError("Ange minst ett värde och dess grupp, till exempel --group Norr=Vuxenenheten.")


def _list(target: Database, *, as_json: bool) -> None:
    from jamstalld.store import groupings

    found = groupings(target)
    if as_json:
        print_json([_told(one, target) for one in found])
    else:
        click.echo("\n".join(_line(one, target) for one in found) or "Ingen indelning är gjord.")


def _remove(target: Database, variable: str, reason: str, *, as_json: bool) -> None:
    from jamstalld.loading import user_name
    from jamstalld.store import grouping_of, remove_grouping

    one = grouping_of(target, variable)
    if one is None:
        raise JamstalldError("Uppgiften är inte indelad i grupper. Visa indelningarna med: jamstalld grouping")
    remove_grouping(target, one.key, by=user_name(), reason=reason)
    if as_json:
        print_json({"removed": one.key})
    else:
        click.echo(f"Indelningen ”{one.title}” är borttagen.")


def _put(target: Database, variable: str, title: str, groups: Groups, rest: str, *, as_json: bool) -> None:
    """Declare a grouping, or put more values into the one there is, and tell of values that nobody sees."""
    from jamstalld.dictionary import Grouping
    from jamstalld.loading import user_name
    from jamstalld.store import declare_grouping, extend_grouping, grouping_of
    from jamstalld.views.choices import values_to_group

    there = grouping_of(target, variable)
    if there and title in ("", there.title) and rest in ("", there.rest):
        made = extend_grouping(target, there.key, groups, by=user_name())
    else:
        made = declare_grouping(target, Grouping(title, variable, groups, rest), by=user_name())
    unseen = sorted(made.group_of.keys() - set(values_to_group(target, made.of)))
    if as_json:
        print_json(_told(made, target) | {"unseen": unseen})
        return
    click.echo(_line(made, target))
    if unseen:
        click.echo(f"Syns inte bland det som går att välja, så kontrollera stavningen: {', '.join(unseen)}.")


def _groups(written: tuple[str, ...]) -> Groups:
    """Read values and their groups, each written group=value."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for one in written:
        name, _, value = one.partition("=")
        if not name.strip() or not value.strip():
            raise JamstalldError("Skriv --group GRUPP=VÄRDE en gång för varje värde, till exempel Norr=Vuxenenheten.")
        found.append((name, (value,)))
    return tuple(found)


def _told(one: Grouping, target: Database) -> dict[str, Any]:
    from jamstalld.store import data_info

    return {
        "key": one.key,
        "title": one.title,
        "of": one.of,
        "groups": {name: list(values) for name, values in one.groups},
        "rest": one.rest,
        "available": one.key in data_info(target).columns,
    }


def _line(one: Grouping, target: Database) -> str:
    from jamstalld.store import dictionary_of

    groups = [f"{name} ({', '.join(values)})" for name, values in one.groups]
    of = dictionary_of(target).variable(one.of).title
    return f"{one.key}  {one.title}, av {of}: {'; '.join(groups)}; {one.rest} (alla andra)"
