"""The View: everything a page, a slide, a report or the command shows, as plain frozen data.

Shares are 0–1. Differences of shares are in percentage points, women − men. Every count is a released one. A
hidden value is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["difference", "similar", "uncertain", "too_small", "hidden"]
BaseKind = Literal["cases", "need", "population"]


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % uncertainty interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """The women or the men of one row.

    Parameters
    ----------
    n
        How many the share is of.
    count
        How many of them; None where it is below the threshold ("färre än 5").
    share, low, high
        The share and its interval, 0–1. A protected count of nothing gives the share 0 and a None count.
    missing
        How many lack an answer; None where that is below the threshold.
    mean, median, quartiles
        Of a mean: what the bands say of the numbers behind them, in the view's unit; ``low`` and ``high`` are then
        the interval of the mean. The quartiles are the lower and the upper one.
    distribution
        Of a scale or a mean: the released count of each of the view's answers, the lowest first.
    """

    n: int | None
    count: int | None
    share: float | None
    low: float | None
    high: float | None
    missing: int | None = None
    mean: float | None = None
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    distribution: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Representation:
    """Women's share among those counted, beside women's share of the base. Shares 0–1.

    ``index`` is the first divided by the second: 1 where women are as common among those counted as in the base.
    ``low`` and ``high`` are the uncertainty interval of the first.
    """

    women_share: float
    base_women_share: float
    index: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Pairs:
    """Of a scale: of all pairs of a woman and a man, in which part she, he or neither is higher. Shares, 0–1."""

    women_higher: float
    men_higher: float
    alike: float


@dataclass(frozen=True)
class Bounds:
    """Between what the difference would lie, in its unit, whatever those without an answer would have answered."""

    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """How a row looked in the period compared with, and how the difference has moved, in the unit of the difference."""

    women: Group
    men: Group
    difference: Estimate
    change: Estimate


@dataclass(frozen=True)
class Adjusted(Estimate):
    """The difference after standardisation, in the unit of the difference, and what it is standardised by."""

    by: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One line of a View.

    Parameters
    ----------
    label
        The value of the row variable; "Alla" for the total.
    split
        The value of the second breakdown, if there is one.
    difference
        Women − men: of shares in percentage points, of a mean in its unit, of a scale in pairs out of a hundred
        (those where she is higher minus those where he is).
    ratio
        Women's share divided by men's.
    pairs
        Of a scale: what the difference is made of.
    effect
        Of a mean: the difference in standard deviations (Hedges' g).
    p, q
        The test's p value, and the same after Benjamini–Hochberg within the view.
    smallest_visible
        The smallest difference, in the unit of the difference, that these numbers show with 80 % power.
    bounds
        Of the whole of a rate or a scale where many answers are missing: how far they could move the difference.
    """

    label: str
    split: str | None
    women: Group
    men: Group
    difference: Estimate | None = None
    ratio: Estimate | None = None
    representation: Representation | None = None
    pairs: Pairs | None = None
    effect: float | None = None
    adjusted: Adjusted | None = None
    previous: Change | None = None
    p: float | None = None
    q: float | None = None
    smallest_visible: float | None = None
    bounds: Bounds | None = None
    verdict: Verdict = "hidden"
    sentence: str = ""


@dataclass(frozen=True)
class Hidden:
    """A row that is not shown, and why."""

    label: str
    split: str | None
    reason: str


@dataclass(frozen=True)
class BaseGroup:
    """All women or all men the view is about: how many, and how many of them lack an answer."""

    n: int | None
    missing: int | None


@dataclass(frozen=True)
class Base:
    """Who the view is about. ``sex_missing`` counts those whose sex the source does not say."""

    women: BaseGroup
    men: BaseGroup
    sex_missing: int | None


@dataclass(frozen=True)
class View:
    """The answer to one ViewRequest.

    Parameters
    ----------
    title, question
        What the measure is called, and the question it answers.
    period
        The period in the form it is asked for, such as ``"2025"``.
    data_version
        Changes whenever the loaded data do.
    protected
        False only in a database of public statistics, created with threshold 1.
    family
        How many comparisons were made at once.
    margin
        The practical margin, in the unit of the differences.
    unit, unit_one
        The unit of the differences, in the plural and in the singular: "procentenheter", "av 100 par", or a mean's
        own, such as "timmar per vecka".
    amount
        Of a mean: what is averaged, as the subject of its sentences.
    answers
        Of a scale or a mean: its answers or bands, the lowest first.
    method, sentences
        Swedish lines: how it was computed, and what it says, the most important first.
    synthetic
        Whether the data are invented, which every page must say.
    by_title
        What the row variable is called.
    column
        The variable that is counted.
    noun
        What is counted, plural; empty for the women and men themselves.
    did
        Of a rate: the predicate of its sentences, verb first. Of a scale: that of the higher one of a pair.
    base_kind
        What women's share of those counted is held against: all cases, those who applied ("need") or the inhabitants.
    """

    measure: str
    kind: str
    title: str
    question: str
    by: str
    split: str | None
    period: str
    compare_period: str | None
    filters: tuple[tuple[str, str], ...]
    count_unit: str
    data_version: str
    threshold: int
    synthetic: bool
    words: tuple[str, str]
    margin: float
    family: int
    base: Base
    rows: tuple[Row, ...]
    total: Row
    hidden: tuple[Hidden, ...]
    method: tuple[str, ...]
    sentences: tuple[str, ...]
    by_title: str = ""
    column: str = ""
    noun: str = ""
    did: str = ""
    unit: str = "procentenheter"
    unit_one: str = "procentenhet"
    amount: str = ""
    answers: tuple[str, ...] = ()
    base_kind: BaseKind = "cases"

    @property
    def protected(self) -> bool:
        """Whether small numbers are protected."""
        return self.threshold > 1
