"""What taking a difference apart gives, as plain frozen data: everything the page and the command show.

Shares are 0–1. Differences are women − men, of shares in percentage points and of means in their unit. Every number
comes from released counts; a hidden value is None.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from jamstalld.views.model import Estimate, Group, Hidden

PartKind = Literal["factor", "remains", "unsplit"]


@dataclass(frozen=True)
class Factor:
    """A variable that the difference is taken apart by."""

    key: str
    title: str


@dataclass(frozen=True)
class Part:
    """A part of the crude difference.

    Parameters
    ----------
    kind
        What it is: what goes with a factor, what remains where like is compared with like, or what lies outside that
        comparison.
    key
        The factor's, else the kind again.
    estimate
        How large it is. The parts add up to the crude difference.
    low, high
        Its interval, where there is one: with several factors only what remains has.
    shown
        The same rounded so that the parts add up as they are written too.
    """

    kind: PartKind
    key: str
    title: str
    estimate: float
    low: float | None
    high: float | None
    shown: float


@dataclass(frozen=True)
class Stratum:
    """One group of women and men who are alike in every factor."""

    label: str
    women: Group
    men: Group
    difference: Estimate


@dataclass(frozen=True)
class Explanation:
    """The answer to whether a difference can be explained.

    Parameters
    ----------
    unit, unit_one
        The unit of the differences, in the plural and in the singular: "procentenheter", or a mean's own.
    margin
        The practical margin, in the unit.
    factors
        What the difference is taken apart by, in the order they were asked for.
    women, men, crude
        Everybody, as the measure's own page shows them.
    standardised
        The difference had both sexes been spread over the groups as they are together.
    mantel_haenszel
        The difference within the groups put together, larger groups weighing more; of means there is none.
    parts
        What goes with each factor, what remains, and what cannot be taken apart; none where no group has both sexes.
    left_out
        The share of all who are in groups with only one of the sexes.
    strata, hidden
        The groups that have both sexes, and those that have not.
    gaps_alike
        The p value of the test that the difference is the same in all groups.
    turned
        Whether standardising surely turns the difference round (Simpson's paradox).
    moved
        Whether it changes the difference by more than the margin.
    cannot_say
        What the numbers leave open.

    The others are as in a View.
    """

    measure: str
    kind: str
    title: str
    question: str
    unit: str
    unit_one: str
    margin: float
    period: str
    filters: tuple[tuple[str, str], ...]
    count_unit: str
    noun: str
    threshold: int
    synthetic: bool
    words: tuple[str, str]
    factors: tuple[Factor, ...]
    women: Group
    men: Group
    crude: Estimate | None
    standardised: Estimate | None
    mantel_haenszel: Estimate | None
    parts: tuple[Part, ...]
    left_out: float | None
    strata: tuple[Stratum, ...]
    hidden: tuple[Hidden, ...]
    gaps_alike: float | None
    turned: bool
    moved: bool
    data_version: str
    sentences: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()
    method: tuple[str, ...] = ()

    @property
    def remains(self) -> Part | None:
        """What remains where like is compared with like."""
        return next((part for part in self.parts if part.kind == "remains"), None)


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """Turn an explanation into JSON-ready data."""
    return {**asdict(explanation), "filters": dict(explanation.filters)}
