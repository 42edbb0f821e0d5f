"""Groupings: the values of a variable put together once and for all, such as the units of a town in districts.

A grouping is a variable of its own, whose values are the groups. What is in no group is in the rest, so that every row
with a value is in one group and one only. It takes the place of the variable it groups: the two are never asked for
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from jamstalld.dictionary.local import MAX_NAME, MAX_VALUE, MAX_VALUES, plain_name, tidied
from jamstalld.dictionary.model import CodeList, Dictionary, Variable, fold
from jamstalld.errors import JamstalldError

PREFIX = "grouped_"
REST = "Övriga"

_COLUMN = re.compile(rf"{PREFIX}[a-z0-9_]+")

Groups = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Grouping:
    """The values of one variable in groups.

    Parameters
    ----------
    title
        What it is called, in menus and pictures.
    of
        The key of the variable it groups.
    groups
        Each group's name and the values in it, in the order they are shown.
    rest
        The name of the group of all other values, also of those that come later.
    """

    title: str
    of: str
    groups: Groups
    rest: str = REST

    @property
    def key(self) -> str:
        """Its name in commands and the column it is stored in: ASCII, made of the title."""
        return PREFIX + plain_name(self.title)

    @property
    def names(self) -> tuple[str, ...]:
        """What the groups are called, the rest last."""
        return (*(name for name, _ in self.groups), self.rest)

    @property
    def group_of(self) -> Mapping[str, str]:
        """Value → group, of the values that are not in the rest."""
        return {value: name for name, values in self.groups for value in values}

    def to_json(self) -> dict[str, Any]:
        """Write the grouping so that :func:`grouping_from_json` reads it."""
        return asdict(self)


def grouping_from_json(told: Mapping[str, Any]) -> Grouping:
    """Read a grouping."""
    groups = tuple((name, tuple(values)) for name, values in told["groups"])
    return Grouping(told["title"], told["of"], groups, told["rest"])


def is_grouping(column: str) -> bool:
    """Tell whether a column is that of a grouping. Nothing else can be in such a name."""
    return _COLUMN.fullmatch(column) is not None


def groupable(known: Dictionary) -> tuple[Variable, ...]:
    """List the variables whose values may be grouped: those that may narrow a view and are read as they are."""
    return tuple(one for one in known.filter_variables() if one.type == "category" and not one.derived)


def with_groupings(known: Dictionary, groupings: Iterable[Grouping]) -> Dictionary:
    """Give a dictionary that knows the groupings beside the variables they group."""
    declared = tuple(groupings)
    own = {one.key: _variable(one, known.variables[one.of]) for one in declared}
    return replace(known, variables={**known.variables, **own}, groupings={one.key: one.of for one in declared})


def checked_grouping(grouping: Grouping, known: Dictionary, there: Iterable[Grouping]) -> Grouping:
    """Tidy a new grouping, or refuse it.

    Parameters
    ----------
    there
        The groupings there are.

    Raises
    ------
    JamstalldError
        If the variable cannot be grouped or is so already, if its name is taken or says nothing, or if a value is in
        more than one group.
    """
    of = known.variable(grouping.of)
    if of not in groupable(known):
        allowed = ", ".join(f"”{one.title}”" for one in groupable(known))
        raise JamstalldError(f"”{of.title}” kan inte delas in i grupper. Det kan {allowed}.")
    already = next((one for one in there if one.of == grouping.of), None)
    if already:
        raise JamstalldError(
            f"”{of.title}” är redan indelad, i ”{already.title}”. Lägg till värden i den, eller ta först bort den."
        )
    tidy = replace(
        grouping, title=tidied(grouping.title), groups=_tidy(grouping.groups, of), rest=tidied(grouping.rest) or REST
    )
    _check_title(tidy, known)
    _check_groups(tidy)
    return tidy


def extended(grouping: Grouping, more: Groups, known: Dictionary) -> Grouping:
    """Put values that are in no group yet into groups that are there or new ones. Nothing is moved.

    Raises
    ------
    JamstalldError
        If a value is in another group already, or nothing would change.
    """
    groups = {name: list(values) for name, values in grouping.groups}
    spelled = {fold(name): name for name in groups}
    for name, values in _tidy(more, known.variable(grouping.of)):
        own = groups.setdefault(spelled.setdefault(fold(name), name), [])
        own.extend(value for value in values if value not in own)
    wider = replace(grouping, groups=tuple((name, tuple(values)) for name, values in groups.items()))
    if any(times > 1 and value in grouping.group_of for value, times in _times(wider).items()):
        raise JamstalldError(
            "Ett värde som redan är i en grupp kan inte flyttas till en annan: gamla och nya grupper tillsammans "
            "skulle berätta mer än var för sig. Ta bort indelningen och gör en ny om den är fel."
        )
    _check_groups(wider)
    if wider == grouping:
        raise JamstalldError("Alla värden är redan i sina grupper. Ange minst ett värde som inte är i någon grupp.")
    return wider


def _variable(grouping: Grouping, of: Variable) -> Variable:
    """Make its variable. Groups of what has an order, as ages and levels have, keep the order they were given in."""
    names = grouping.names
    ordered = of.key == "age_group" or (of.codes is not None and of.codes.ordered)
    codes = CodeList(grouping.key, names, closed=True, ordered=ordered, recognised={fold(name): name for name in names})
    return Variable(grouping.key, grouping.title, "category", codes, rows=of.rows, filter=True, derived=True)


def _tidy(groups: Groups, of: Variable) -> Groups:
    """Tidy the texts; values are spelled as they are stored, as far as their code list knows them."""
    found: dict[str, list[str]] = {}
    for name, values in groups:
        own = found.setdefault(tidied(name), [])
        own.extend(_spelled(value, of) for value in map(tidied, values) if value)
    return tuple((name, tuple(dict.fromkeys(values))) for name, values in found.items())


def _spelled(value: str, of: Variable) -> str:
    return (of.codes.find(value) if of.codes else None) or value


def _check_title(grouping: Grouping, known: Dictionary) -> None:
    if not grouping.title or grouping.key == PREFIX:
        raise JamstalldError("Ge indelningen ett namn med minst en bokstav, till exempel Distrikt.")
    if max(map(len, (grouping.title, *grouping.names))) > MAX_NAME:
        raise JamstalldError(f"Ett namn är längre än {MAX_NAME} tecken. Korta det: det står i menyer och bilder.")
    if grouping.key in known.variables or any(one.is_called(grouping.title) for one in known.variables.values()):
        raise JamstalldError("Det finns redan en uppgift som heter så. Välj ett annat namn på indelningen.")


def _check_groups(grouping: Grouping) -> None:
    if not grouping.groups or not all(name and values for name, values in grouping.groups):
        raise JamstalldError("Ange minst en grupp. Varje grupp behöver ett namn och minst ett värde.")
    if any(len(value) > MAX_VALUE for value in grouping.group_of):
        raise JamstalldError(f"Ett värde är längre än {MAX_VALUE} tecken. Så långa finns inte i något underlag.")
    if len(grouping.names) > MAX_VALUES:
        raise JamstalldError(f"Indelningen har för många grupper. Ange högst {MAX_VALUES - 1}.")
    if len(set(map(fold, grouping.names))) < len(grouping.names) or not all(map(fold, grouping.names)):
        raise JamstalldError("Två grupper heter nästan likadant. Ge dem namn som går att skilja åt.")
    if any(times > 1 for times in _times(grouping).values()):
        raise JamstalldError("Samma värde står i mer än en grupp. Varje värde kan vara i högst en.")


def _times(grouping: Grouping) -> Counter[str]:
    return Counter(value for _, values in grouping.groups for value in values)
