"""Where in the dialogue a session is: which analysis it writes in, and beside what."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.dialogue.analyses import Analysis, Snapshot
from jamstalld.dialogue.entries import Kept
from jamstalld.wording.words import Sexes


@dataclass(frozen=True)
class Place:
    """What the parts of the panel need to know.

    Parameters
    ----------
    identity
        Of the analysis, whether or not it has begun.
    analysis
        The analysis; None where nothing is written yet.
    seen
        What the group sees.
    sexes
        What those it is about are called.
    """

    identity: str
    analysis: Kept[Analysis] | None
    seen: Snapshot
    sexes: Sexes
