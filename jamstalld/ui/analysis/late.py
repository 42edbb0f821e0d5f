"""What a session writes after somebody else has finished the analysis: kept apart, and taken into the next one."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from jamstalld.store import FinalError


@dataclass
class Late:
    """What came too late for an analysis.

    Parameters
    ----------
    texts
        Field → what was written in it.
    causes
        Causes that were to be listed.
    rest
        What was changed in something that the finished analysis holds.
    """

    texts: dict[str, str] = field(default_factory=dict[str, str])
    causes: list[str] = field(default_factory=list[str])
    rest: list[str] = field(default_factory=list[str])

    def __bool__(self) -> bool:
        return bool(self.texts or self.causes or self.rest)

    def told(self) -> list[str]:
        """Give all of it, in words."""
        return [*self.texts.values(), *self.causes, *self.rest]


def late_for(identity: str) -> Late:
    """Give what this session wrote after an analysis was finished."""
    return cast("Late", st.session_state.setdefault(f"late_{identity}", Late()))


def forget_late(identity: str) -> None:
    """Begin with nothing again."""
    st.session_state.pop(f"late_{identity}", None)


@contextmanager
def kept_apart(identity: str, keep: Callable[[Late], object]) -> Generator[None]:
    """Do something in an analysis. If it is finished, what was written is kept apart before the error goes on."""
    try:
        yield
    except FinalError:
        keep(late_for(identity))
        raise
