"""What is known of an action from the data, as plain frozen data: what a card, a list and the command show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from jamstalld.views.model import Estimate

FollowVerdict = Literal["as_expected", "moved", "not_moved", "too_early", "too_few", "unanswerable"]
How = Literal["", "less", "away", "turned", "crossed", "closer"]
Told = Literal["gap", "women", "men"]


@dataclass(frozen=True)
class Followed:
    """How what an action follows was before, and how it is now.

    Parameters
    ----------
    verdict
        ``as_expected``: moved more than chance would, as was expected. ``moved``: moved more than chance would, but
        not as expected. ``not_moved``: no more than chance. ``too_early``: there is no quarter after the start yet.
        ``too_few``: hidden, or only a very large change could be seen. ``unanswerable``: the question can no longer
        be asked.
    how
        Of what has moved: ``less`` than expected, ``away`` from what was expected, ``turned`` to the other side,
        ``crossed`` 0 though perhaps by chance, or ``closer`` where it was to stay as it is.
    told
        What is followed: the gap between the sexes, or the level of the women or of the men.
    baseline, period
        The period when the action was decided, and the one it is measured in; the second None where it is too early.
    before, now
        Of a gap: women − men in the unit of the differences. Of a level: a share, 0–1, or a mean.
    change
        Now − before, in the unit of the differences.
    smallest
        The smallest change these numbers show with 80 % power, in the unit of the differences.
    preliminary
        Whether the quarter in which it is to be seen has not come yet.
    sentence
        All of it in words.
    """

    verdict: FollowVerdict
    told: Told
    baseline: str
    period: str | None = None
    how: How = ""
    before: Estimate | None = None
    now: Estimate | None = None
    change: Estimate | None = None
    smallest: float | None = None
    preliminary: bool = False
    sentence: str = ""


def followed_to_json(followed: Followed) -> dict[str, Any]:
    """Turn it into JSON-ready data."""
    return asdict(followed)
