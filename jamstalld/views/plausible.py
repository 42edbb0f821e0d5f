"""Whether a file is plausible beside earlier quarters: units gone, far more or fewer rows, another share of women.

The file's own rows are its uploader's to see. Of what is in the database only released counts are used, so that
nothing is told here that is not shown elsewhere. Nothing here keeps a file from being loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import cast

import numpy as np
from numpy.typing import NDArray

from jamstalld.compare import difference_p
from jamstalld.intake import CheckedDelivery, Problem
from jamstalld.intake.problems import problem
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, Question, released_counts
from jamstalld.wording.numbers import counted, number, quarter_text
from jamstalld.wording.sentences import share_text

EARLIER = 4  # quarters
FACTOR = 2
POINTS = 15  # percentage points
LEVEL = 0.001
_CRITICAL = NormalDist().inv_cdf(1 - LEVEL / 2)
_MOST_PLACES = 10

Place = tuple[str | None, ...]  # municipality and unit; municipality alone where no row names a unit
_SEXES = ("kvinna", "man", None)
_COUNTED = ("quarter", "municipality", "unit", "sex", "count")


@dataclass(frozen=True, eq=False)
class Earlier:
    """Released counts of one place, or of several, in the quarters that have any.

    Parameters
    ----------
    counts
        Shape (quarters, 3): women, men, sex missing.
    variance
        The variance of the noise in each count, same shape.
    protected
        Whether there is any.
    """

    counts: NDArray[np.int64]
    variance: NDArray[np.float64]
    protected: bool


Cells = Mapping[tuple[int, Place], NDArray[np.int64]]


def implausible(database: Database, checked: CheckedDelivery) -> tuple[Problem, ...]:
    """Warn where a file is far from what earlier quarters were like.

    Each quarter of the file is held against the four before it, except those the file has rows of itself: it may
    be about to replace them. Places are units where the file names any, else the whole.

    - A unit has vanished: it has a released count in both quarters before, and neither the file nor the database
      has any in the quarter. Not said where the file names fewer than half of the units that were there: it is then
      of a part of the organisation.
    - The number of rows is far off: see :func:`volume_far_off`.
    - The share of women is far off: see :func:`split_far_off`. Said of all places together where it is said of none.

    Returns
    -------
    tuple of Problem
        Warnings about the whole file, one a kind at most: it lists the places.
    """
    own, by_unit = _own(checked)
    quarters = sorted({quarter for quarter, _ in own})
    several = len({place[0] for _, place in own}) > 1
    places: dict[str, list[str]] = {"unit_vanished": [], "volume_far_off": [], "sex_split_far_off": []}
    released = _Released(database, quarters, by_unit=by_unit)
    for quarter in quarters:
        here = {place: counts for (when, place), counts in own.items() if when == quarter}
        before = [index for index in range(quarter - EARLIER, quarter) if index not in quarters]
        pairs = [
            (_name(quarter, place, several=several), counts, earlier)
            for place, counts in here.items()
            if (earlier := released.earlier(place, before))
        ]
        if by_unit:
            gone = vanished(quarter, here, released.cells)
            places["unit_vanished"] += [_name(quarter, place, several=several) for place in gone]
        places["volume_far_off"] += [_volume(*pair) for pair in pairs if volume_far_off(*pair[1:])]
        splits = [_split(*pair) for pair in pairs if split_far_off(*pair[1:])]
        if not splits and len(pairs) > 1:
            together = _together(quarter, pairs)
            splits = [_split(*together)] if split_far_off(*together[1:]) else []
        places["sex_split_far_off"] += splits
    return tuple(problem(code, None, places=_listed(told)) for code, told in places.items() if told)


def vanished(quarter: int, here: Collection[Place], released: Cells) -> list[Place]:
    """List the units that were there in both quarters before and are not in this one.

    Parameters
    ----------
    quarter
        The quarter's index.
    here
        The municipalities and units the file has rows of in the quarter.
    released
        Released counts by quarter and unit.
    """
    by_quarter = [{place for when, place in released if when == quarter - back} for back in range(3)]
    municipalities = {place[0] for place in here}
    there = {place for place in by_quarter[1] & by_quarter[2] if place[1] and place[0] in municipalities}
    if 2 * len(there.intersection(here)) < len(there):
        return []
    return sorted(there.difference(here, by_quarter[0]), key=str)


def volume_far_off(counts: NDArray[np.int64], earlier: Earlier) -> bool:
    """Tell whether a quarter has far more or far fewer rows than earlier ones.

    That is: more than twice or less than half the mean of the k earlier quarters, and two Poisson rates that differ
    with p < 0.001. With f rows against C in k quarters, the score test has the deviate
    z = (f − C/k) / √((f + C)/k + V/k²), where V is the variance of the noise in C.

    Parameters
    ----------
    counts
        The file's rows: women, men, sex missing.

    References
    ----------
    Ng HKT, Tang ML (2005), Stat Med 24:955–965, statistic W₂.
    """
    rows, before, k = int(counts.sum()), int(earlier.counts.sum()), len(earlier.counts)
    outside = rows * k > FACTOR * before or FACTOR * rows * k < before
    spread = sqrt((rows + before) / k + float(earlier.variance.sum()) / k**2)
    return outside and abs(rows - before / k) > _CRITICAL * spread


def split_far_off(counts: NDArray[np.int64], earlier: Earlier) -> bool:
    """Tell whether women's share is far from that of earlier quarters together.

    That is: 15 percentage points or more, and p < 0.001 by :func:`jamstalld.compare.difference_p`. Rows without sex
    are left out.

    Parameters
    ----------
    counts
        The file's rows: women, men, sex missing.
    """
    women, of = int(counts[0]), int(counts[:2].sum())
    women_before, of_before = int(earlier.counts[:, 0].sum()), int(earlier.counts[:, :2].sum())
    # In whole numbers, so that exactly 15 points are 15.
    if not of or not of_before or 100 * abs(women * of_before - women_before * of) < POINTS * of * of_before:
        return False
    share, share_before = women / of, women_before / of_before
    of_women, of_men = (float(variance) for variance in earlier.variance.sum(axis=0)[:2])
    noise = ((1 - share_before) ** 2 * of_women + share_before**2 * of_men) / of_before**2
    # Only the earlier share holds noise. The test wants a variance that all four counts have: as much in all.
    weight = (1 + share**2) / of**2 + (1 + share_before**2) / of_before**2
    return bool(difference_p(women, of, women_before, of_before, noise_variance=noise / weight) < LEVEL)


class _Released:
    """Released counts of the quarters of a file and of those before."""

    def __init__(self, database: Database, quarters: Sequence[int], *, by_unit: bool) -> None:
        self._noise = database.noise
        self.cells: dict[tuple[int, Place], NDArray[np.int64]] = {}
        breakdown = ("quarter", "municipality", "unit") if by_unit else ("quarter", "municipality")
        wanted = {index for quarter in quarters for index in range(quarter - EARLIER, quarter + 1)}
        while wanted:
            period = Period.ending(Quarter(max(wanted)))
            wanted -= {quarter.index for quarter in period.quarters}
            question = Question(period, "quarter", (breakdown,), {"n": ()})
            table = released_counts(database, question).tables[breakdown]
            for (quarter, *place), counts in zip(table.labels, table.counts["n"], strict=True):
                self.cells[int(cast(str, quarter)), tuple(place)] = counts

    def earlier(self, place: Place, quarters: Sequence[int]) -> Earlier | None:
        """Give what a place had in some quarters, None if nothing."""
        found = [self.cells[quarter, place] for quarter in quarters if (quarter, place) in self.cells]
        if not found:
            return None
        counts = np.array(found)
        return Earlier(counts, self._noise.variance(counts), self._noise.protects)


def _own(checked: CheckedDelivery) -> tuple[dict[tuple[int, Place], NDArray[np.int64]], bool]:
    """Count the file's rows by quarter and place, and tell whether places are units."""
    lines = Counter(zip(*(checked.columns[key] for key in _COUNTED), strict=True))
    by_unit = any(unit is not None for _, _, unit, _, _ in lines)
    own: dict[tuple[int, Place], NDArray[np.int64]] = {}
    for line, times in lines.items():
        quarter, municipality, unit, sex, count = cast("tuple[int, str | None, str | None, str | None, int]", line)
        if by_unit and unit is None:
            continue
        place = (municipality, unit) if by_unit else (municipality,)
        counts = own.setdefault((quarter, place), np.zeros(len(_SEXES), dtype=np.int64))
        counts[_SEXES.index(sex)] += count * times
    return own, by_unit


def _together(
    quarter: int, pairs: Sequence[tuple[str, NDArray[np.int64], Earlier]]
) -> tuple[str, NDArray[np.int64], Earlier]:
    earlier = Earlier(
        counts=np.concatenate([one.counts for _, _, one in pairs]),
        variance=np.concatenate([one.variance for _, _, one in pairs]),
        protected=pairs[0][2].protected,
    )
    counts = np.sum([counts for _, counts, _ in pairs], axis=0)
    return f"sammantaget {quarter_text(Quarter(quarter))}", counts, earlier


def _name(quarter: int, place: Place, *, several: bool) -> str:
    """Name a place and the quarter; the municipality only where the file has several."""
    named = [name for name in (place if several else place[1:]) if name]
    return " ".join([*([", ".join(named)] if named else []), quarter_text(Quarter(quarter))])


def _volume(name: str, counts: NDArray[np.int64], earlier: Earlier) -> str:
    mean = earlier.counts.sum() / len(earlier.counts)
    return f"{name} ({counted(int(counts.sum()), 'rad', 'rader')} mot omkring {number(float(mean))} förut)"


def _split(name: str, counts: NDArray[np.int64], earlier: Earlier) -> str:
    women, men, _ = earlier.counts.sum(axis=0)
    now = share_text(int(counts[0]) / int(counts[:2].sum()), protected=False)
    before = share_text(int(women) / int(women + men), protected=earlier.protected)
    return f"{name} ({now} kvinnor mot {before} förut)"


def _listed(places: Sequence[str]) -> str:
    more = len(places) - _MOST_PLACES
    return "; ".join(places[:_MOST_PLACES]) + (f"; och {number(more)} till" if more > 0 else "")
