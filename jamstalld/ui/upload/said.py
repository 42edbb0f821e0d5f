"""What somebody has said about the columns and values of an uploaded file, kept while the page is used.

Only headers, choices and the spellings that have been decided are kept: never the cells of the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from jamstalld.dictionary import fold
from jamstalld.intake.mapping.profile import Profile
from jamstalld.intake.mapping.proposing import Survey

_KEY = "said_"
_LAST = "last_said"


@dataclass(frozen=True)
class Said:
    """What has been said about one file.

    Parameters
    ----------
    profile
        How it is to be read. It has a name where it is a saved profile, unchanged.
    origin
        The name of the profile that it was made from, if any.
    turn
        How many times something has been said: the fields are made anew each time.
    asked
        The letters of columns that a local variable is to be declared for.
    carried
        Whether it was said about another file with the same headers.
    """

    profile: Profile
    origin: str = ""
    turn: int = 0
    asked: tuple[str, ...] = ()
    carried: bool = False

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save as a profile."""
        return not self.profile.name


def said_about(place: str) -> Said | None:
    """Give what has been said about a file, known by its bytes' sha256."""
    return st.session_state.get(_KEY + place)


def say(place: str, said: Said) -> None:
    """Keep what has been said; the fields are made anew."""
    st.session_state[_KEY + place] = st.session_state[_LAST] = replace(said, turn=said.turn + 1)


def said_last() -> Said | None:
    """Give what was said last about any file, if it is not saved: the same file mended is another file."""
    last: Said | None = st.session_state.get(_LAST)
    return last if last and last.unsaved else None


def keep_only(places: Collection[str]) -> None:
    """Forget what was said about files that are no longer there."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(_KEY) and key.removeprefix(_KEY) not in places:
            del st.session_state[key]


def start(place: str, surveyed: Survey) -> Said:
    """Give what has been said, or, before anything has, how the file is read by itself or by its profile."""
    if said := said_about(place):
        return said
    if surveyed.profile:
        return Said(surveyed.profile, surveyed.profile.name)
    columns = {column.now: column.where for column in surveyed.columns if column.now and not column.fixed}
    return Said(Profile("", tuple(fold(column.header) for column in surveyed.columns), columns))


def with_columns(said: Said, columns: Mapping[str, str], unused: tuple[str, ...], headers: tuple[str, ...]) -> Said:
    """Give what has been said once the columns have been chosen. A profile that they follow keeps its name."""
    before = said.profile
    same = dict(before.columns) == dict(columns) and set(unused) <= set(before.unused) and before.headers == headers
    values = {key: meanings for key, meanings in before.values.items() if key in columns}
    if same:
        return said
    return replace(said, profile=Profile("", headers, dict(columns), unused, values), carried=False)


def with_values(said: Said, values: Mapping[str, Mapping[str, str]]) -> Said:
    """Give what has been said once the spellings have been chosen."""
    if values == said.profile.values:
        return said
    return replace(said, profile=replace(said.profile, name="", values=values), carried=False)
