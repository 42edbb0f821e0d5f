"""Profiles: how the tables of one source are to be read, saved once and recognised in its next file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from jamstalld.dictionary import fold
from jamstalld.intake.headers.groups import SEXES
from jamstalld.intake.model import LoadOptions

LEAST_AGREEMENT = 0.8
LONGEST_NAME = 60
"""How many characters the name of a source may have."""


@dataclass(frozen=True)
class Profile:
    """What the columns and values of one source mean.

    Parameters
    ----------
    name
        What the source is called.
    headers
        The headers of the source's table, folded, from the left.
    columns
        Variable → the header of its column as written, or the column's letters where two headers are alike.
    unused
        Headers of columns that are not read.
    values
        Variable → what a cell says → the value it means; "" where it means that nothing is known.
    """

    name: str
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    def to_json(self) -> dict[str, Any]:
        """Write the profile so that :func:`profile_from_json` reads it."""
        return asdict(self)


def profile_from_json(told: Mapping[str, Any]) -> Profile:
    """Read a profile."""
    return Profile(
        name=told["name"],
        headers=tuple(told["headers"]),
        columns=dict(told["columns"]),
        unused=tuple(told["unused"]),
        values={key: dict(meanings) for key, meanings in told["values"].items()},
    )


def recognise(profiles: Iterable[Profile], headers: Sequence[str]) -> Profile | None:
    """Find the profile of the source that a table comes from.

    A profile fits where every column it reads is there and the headers agree: those that both have are at least
    0.8 of those that either has (Jaccard's index of the folded headers). A profile that knows a column by its
    letters fits only the very same headers in the same order, for letters say nothing once columns have moved.

    Parameters
    ----------
    headers
        The table's headers as written, from the left.

    Returns
    -------
    Profile or None
        The one that agrees best. None where none fits, or where two that would read the table in different ways
        agree equally well: then nobody has said which.
    """
    folded = tuple(map(fold, headers))
    fitting = [profile for profile in profiles if _fits(profile, folded)]
    if not fitting:
        return None
    most = max(_agreement(profile, folded) for profile in fitting)
    best = [profile for profile in fitting if _agreement(profile, folded) == most]
    same = all(replace(profile, name="", headers=()) == replace(best[0], name="", headers=()) for profile in best)
    return best[0] if same else None


def applied(profile: Profile, options: LoadOptions) -> LoadOptions:
    """Give the options that read a table by its profile.

    What the options say already goes before the profile, and a local variable that has been removed since is passed
    over.
    """
    there = {*options.known.variables, *SEXES}
    taken = {fold(header) for header in (*options.columns.values(), *options.unused)}
    columns = {
        key: where
        for key, where in profile.columns.items()
        if key in there and key not in options.columns and fold(where) not in taken
    }
    unused = [header for header in profile.unused if fold(header) not in taken]
    values = {
        key: _merged(meanings, options.values.get(key, {})) for key, meanings in profile.values.items() if key in there
    }
    return replace(
        options,
        columns={**columns, **options.columns},
        unused=(*unused, *options.unused),
        values={**options.values, **values},
        profile=profile.name or options.profile,
    )


def _fits(profile: Profile, folded: tuple[str, ...]) -> bool:
    there = set(folded)
    if any(fold(where) not in there for where in profile.columns.values()) and profile.headers != folded:
        return False
    return _agreement(profile, folded) >= LEAST_AGREEMENT


def _agreement(profile: Profile, folded: Sequence[str]) -> float:
    own, there = set(profile.headers), set(folded)
    return len(own & there) / len(own | there) if own | there else 0.0


def _merged(meanings: Mapping[str, str], explicit: Mapping[str, str]) -> dict[str, str]:
    """Put the user's own meanings before a profile's, of cells that say the same."""
    own = {fold(said) for said in explicit}
    return {**{said: meant for said, meant in meanings.items() if fold(said) not in own}, **explicit}
