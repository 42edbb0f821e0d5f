"""The averaging attacker: all released numbers at once as one system of equations over the base cells.

Asghar & Kaafar (2020) average overlapping sums until the noise of the cell key method wears off. Here every released
count of cases, of every period, sex, unit, age group and intervention and of all sums over these, is an equation; the
base cells are the unknowns, none negative. The solution gives a number for every cell.

How it is calibrated. The attacker knows that a count is 1–4 and only has to say which. He makes up a municipality of
the same kind himself, with another seed and another salt, and loads it: there he sees how often each count 1–4 lies
behind each released number (the attacker who looks at the cell itself) and behind each released number together with
each estimate, in steps of a half (the one who solves the system). Each guesses the likeliest count; of combinations seen
fewer than 20 times, the latter guesses like the former.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear
from scipy.sparse import csr_matrix, identity, kron, vstack

from tests.attack.crawl import NONE, UNITS, Land, Named, Told
from tests.attack.municipality import THRESHOLD

TOLD_APART = ("sex", "quarter", "unit", "age_group", "intervention")
SEEN_ENOUGH = 20
STEP = 0.5


@dataclass(frozen=True)
class System:
    """Released counts as sums of base cells: those of `groups`, in the order of the rows of `sums`."""

    groups: Sequence[Named]
    sums: csr_matrix

    def true(self, land: Land, rows: Sequence[Mapping[str, object]]) -> NDArray[np.int64]:
        """Count the truth behind every equation."""
        places = {cell: at for at, cell in enumerate(product(*(land.values[name] for name in TOLD_APART)))}
        base = np.zeros(len(places))
        for cell, number in Counter(tuple(str(row[n] or NONE) for n in TOLD_APART) for row in rows).items():
            base[places[cell]] = number
        return np.rint(self.sums @ base).astype(np.int64)

    def released(self, known: Mapping[tuple[Named, str], Told]) -> NDArray[np.float64]:
        """Give what was released of every equation: the mean where units of count differ."""
        return np.array(
            [np.mean([known[group, unit].value for unit in UNITS if (group, unit) in known]) for group in self.groups]
        )

    def estimated(self, released: NDArray[np.float64]) -> NDArray[np.float64]:
        """Solve the system, and give every equation's estimate."""
        return self.sums @ lsq_linear(self.sums, released, bounds=(0, np.inf), lsmr_tol="auto", max_iter=40).x


def system(land: Land) -> System:
    """Put up the equations: every period, each sex, and one value or all of every other dimension."""
    spans = [[str(quarter) for quarter in period.quarters] for period in land.periods]
    quarters = csr_matrix([[float(one in span) for one in land.values["quarter"]] for span in spans])
    choices: list[list[tuple[str, ...]]] = [[(sex,) for sex in land.values["sex"]], [tuple(span) for span in spans]]
    parts = [identity(len(land.values["sex"])), quarters]
    for name in TOLD_APART[2:]:
        values = land.values[name]
        choices.append([*((value,) for value in values), values])
        parts.append(vstack([identity(len(values)), csr_matrix(np.ones((1, len(values))))]))
    groups = [land.named(dict(zip(TOLD_APART, chosen, strict=True))) for chosen in product(*choices)]
    return System(groups, csr_matrix(reduce(kron, parts)))


@dataclass(frozen=True)
class Accuracy:
    """How often each attacker is right, of the true counts 1–4: shares 0–1."""

    counts: int
    cell: float
    least_squares: float


def compared(own: Sequence[NDArray], target: Sequence[NDArray]) -> Accuracy:
    """Let both attackers learn from a municipality of their own, and guess in another.

    Parameters
    ----------
    own, target
        True counts, released numbers and estimates of each.
    """
    true, released, estimates = map(_small, [own[0]] * 3, own)
    by_cell = _learnt(zip(released, strict=True), true)
    by_both = _learnt(zip(released, np.rint(estimates / STEP), strict=True), true)
    true, released, estimates = map(_small, [target[0]] * 3, target)
    cell = [by_cell[one,][0] if (one,) in by_cell else 1 for one in released]
    both = []
    for guess, seen in zip(cell, zip(released, np.rint(estimates / STEP), strict=True), strict=True):
        count, times = by_both.get(seen, (guess, 0))
        both.append(count if times >= SEEN_ENOUGH else guess)
    return Accuracy(len(true), float(np.mean(true == cell)), float(np.mean(true == both)))


def _small(true: NDArray, values: NDArray) -> NDArray:
    return values[(true > 0) & (true < THRESHOLD)]


def _learnt(seen: object, true: NDArray) -> dict[Hashable, tuple[int, int]]:
    """Give the likeliest count behind everything seen, and how often it was seen."""
    counts: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for one, count in zip(seen, true, strict=True):
        counts[one][int(count)] += 1
    return {one: (found.most_common(1)[0][0], found.total()) for one, found in counts.items()}
