"""Has it moved as expected? The rule, apart from where the numbers come from."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.compare.verdicts import TOO_SMALL
from jamstalld.dialogue.actions import Expected
from jamstalld.views.following.model import FollowVerdict, How
from jamstalld.views.model import Estimate

Verdict = tuple[FollowVerdict, How]
_MORE = ("women_more", "men_more")


@dataclass(frozen=True)
class Moved:
    """How something was, how it is, and how it has changed, all in the unit of the differences.

    Parameters
    ----------
    before, now
        The gap, women − men; or the level of one sex.
    change
        Now − before, with its own interval.
    smallest
        The smallest change these numbers show with 80 % power.
    """

    before: Estimate
    now: Estimate
    change: Estimate
    smallest: float

    @property
    def sure(self) -> bool:
        """Whether it has changed more than chance usually gives."""
        return self.change.low > 0 or self.change.high < 0

    @property
    def fall(self) -> float:
        """How much smaller a gap has become, whichever sex is higher."""
        return abs(self.before.estimate) - abs(self.now.estimate)


def judged(moved: Moved, expected: Expected, size: float | None, margin: float) -> Verdict:
    """Pass a verdict on what has moved.

    That something has moved as expected takes a change larger than chance usually gives (its 95 % interval is on one
    side of 0) in the direction expected and, where a size was named, an estimate at least as large. A gap that was to
    stay is as expected where its whole interval lies within ± the margin.

    Parameters
    ----------
    expected
        What was to change; nothing where nobody has said, which can then not be fulfilled.
    size
        By how much at least.
    margin
        The practical margin.
    """
    if expected == "kept" and _within(moved.now, margin):
        return "as_expected", ""
    if not moved.sure:
        return ("too_few" if moved.smallest > TOO_SMALL * margin else "not_moved"), ""
    if expected == "":
        return "moved", ""
    if expected == "kept":
        return "moved", "away" if moved.fall < 0 else "closer"
    if expected == "smaller":
        return _smaller(moved, size, margin)
    risen = moved.change.estimate if expected in _MORE else -moved.change.estimate
    if risen < 0:
        return "moved", "away"
    return ("moved", "less") if size and risen < size else ("as_expected", "")


def _smaller(moved: Moved, size: float | None, margin: float) -> Verdict:
    """Judge a gap that was to get smaller and has surely changed: it may have grown, or turned to the other side."""
    side = 1 if moved.before.estimate >= 0 else -1
    if side * moved.change.estimate > 0:
        return "moved", "away"
    crossed = side * moved.now.estimate < 0
    surely_crossed = crossed and moved.now.low * moved.now.high > 0
    if moved.fall <= 0 or (surely_crossed and not _within(moved.now, margin)):
        return "moved", "turned"
    if size and moved.fall < size:
        return "moved", "less"
    return "as_expected", "crossed" if crossed else ""


def _within(gap: Estimate, margin: float) -> bool:
    return -margin < gap.low and gap.high < margin
