"""Templates of meetings: agendas to begin with, each of which is the group's own to change once it is chosen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meetings import Point

_FILE = Path(__file__).with_name("meeting_templates.toml")


@dataclass(frozen=True)
class Template:
    """An agenda to begin with.

    Parameters
    ----------
    key, title
        Its name in the file, and what it is called.
    about
        What it is for, in a sentence.
    minutes
        How long the meeting is: as long as its points together.
    points
        The agenda, in order. They belong to no meeting yet.
    """

    key: str
    title: str
    about: str
    minutes: int
    points: tuple[Point, ...]

    def points_for(self, meeting: str) -> tuple[Point, ...]:
        """Give the agenda as points of a meeting's own."""
        return tuple(replace(point, identity=new_identity(), parent=meeting) for point in self.points)


@cache
def templates() -> tuple[Template, ...]:
    """Give the templates that are shipped, in the order they are offered."""
    return tuple(
        Template(
            one["key"],
            one["title"],
            one["about"],
            one["minutes"],
            tuple(Point.of("", "", {**point, "place": place}) for place, point in enumerate(one["point"])),
        )
        for one in tomllib.loads(_FILE.read_text("utf-8"))["template"]
    )
