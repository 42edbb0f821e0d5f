"""The statements in ``queries/``, and the one gate through which names enter them.

Values reach a statement only as parameters. Names of columns are filled into ``{…}`` places, and only names that
the dictionary or the fact table knows may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jamstalld.dictionary import dictionary, is_grouping, is_local
from jamstalld.settings import house

_HOUSEHOLD_COLUMNS = frozenset(
    {"delivery", "source_row", "record_key", "person", "case_file", "count", "decision_quarter", "closing_quarter"}
)
_PLACE = re.compile(r"\{(\w+)\}")


@cache
def statement(name: str) -> str:
    """Read a statement of ``queries/`` by its name, without its header comment."""
    lines = (house() / "queries" / f"{name}.sql").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Give number, name and text of every migration, in order."""
    files = sorted((house() / "queries" / "schema").glob("[0-9]*.sql"))
    return tuple((int(file.stem[:4]), file.stem, file.read_text("utf-8")) for file in files)


@dataclass(frozen=True)
class Fragment:
    """A piece of SQL that this module has put together of checked names.

    Nothing else may fill a place, and nothing outside this module makes one.
    """

    text: str


def column(name: str) -> Fragment:
    """Let the name of one column through.

    Raises
    ------
    ValueError
        If neither the dictionary nor the fact table can have it: a programming error, not a user's.
    """
    known = name in dictionary().variables or name in _HOUSEHOLD_COLUMNS
    if not (known or is_local(name) or is_grouping(name)):
        raise ValueError(f"no such column: {name}")
    return Fragment(name)


def columns(names: Iterable[str]) -> Fragment:
    """Let a list of column names through."""
    return Fragment(", ".join(column(name).text for name in names))


def tables_of_rows() -> tuple[Fragment, ...]:
    """Name the two tables of rows: those that count, and the past."""
    return tuple(Fragment(f"facts.{name}") for name in ("follow_up", "past_follow_up"))


def column_type(*, numeric: bool) -> Fragment:
    """Name the type of a local variable's column."""
    return Fragment("DOUBLE" if numeric else "VARCHAR")


def holds(name: str, parameter: str, *, null: bool = False, negate: bool = False) -> Fragment:
    """Say, for a WHERE, that a column holds one of the values of a list parameter.

    Parameters
    ----------
    null
        Whether a missing value counts as one of them.
    negate
        Say the opposite.
    """
    found = f"list_contains(${_parameter(parameter)}, {column(name).text})"
    if not null and not negate:
        return Fragment(found)  # unknown of a missing value, which a WHERE takes for no, and much faster than to say so
    found = f"coalesce({found}, {null})"
    return Fragment(f"(NOT {found})" if negate else found)


def unfolded(parameter: str) -> Fragment:
    """Turn a list parameter of texts into a column of the same name."""
    return Fragment(f"unnest(${_parameter(parameter)}::VARCHAR[]) AS {parameter}")


def written_alike(name: str, other: str) -> Fragment:
    """Say that a column, written as text, has the same value as an unfolded one, or that neither has any."""
    return Fragment(f"{column(name).text}::VARCHAR IS NOT DISTINCT FROM {_parameter(other)}")


def looked_up(name: str, values: str, found: str) -> Fragment:
    """Look up which of a list parameter's values a column has, as text, and give what another list has in that place.

    What is not among the values is found in the first place. A missing value may be one of them.
    """
    place = f"coalesce(list_position(${_parameter(values)}, {column(name).text}::VARCHAR), 1)"
    return Fragment(f"${_parameter(found)}[{place}]")


def grouped(name: str, number: int) -> Fragment:
    """Give the group that a column's value is in; nothing where there is no value.

    Parameters
    ----------
    number
        Ends the names of the parameters: lists of values and of the group of each, and the group of all others.
    """
    place = f"list_position($values_{number}, {column(name).text})"
    return Fragment(
        f"CASE WHEN {column(name).text} IS NOT NULL THEN coalesce($groups_{number}[{place}], $rest_{number}) END"
    )


def called(fragment: Fragment, name: str) -> Fragment:
    """Give what is worked out the name of a column."""
    return Fragment(f"{fragment.text} AS {column(name).text}")


def any_of_bits(every: str, masks: Iterable[Fragment], name: str) -> Fragment:
    """Gather the bits of a parameter that are in all masks of any row of a group."""
    return Fragment(
        f"bit_or({' & '.join([f'${_parameter(every)}', *(mask.text for mask in masks)])}) AS {_parameter(name)}"
    )


def _parameter(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"no parameter name: {name}")
    return name


def listed(fragments: Iterable[Fragment]) -> Fragment:
    """Put commas between fragments."""
    return Fragment(", ".join(fragment.text for fragment in fragments))


def all_of(conditions: Iterable[Fragment]) -> Fragment:
    """Say that every condition holds; true if there is none."""
    return Fragment(" AND ".join(["true", *(condition.text for condition in conditions)]))


def filled(name: str, **places: Fragment) -> str:
    """Fill every place of a statement."""
    text = statement(name)
    if set(_PLACE.findall(text)) != set(places):
        raise ValueError(f"the places of {name} are {sorted(set(_PLACE.findall(text)))}")
    return _PLACE.sub(lambda place: places[place[1]].text, text)
