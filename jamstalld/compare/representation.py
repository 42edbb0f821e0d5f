"""Women's share among those counted, held against their share of the base."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from jamstalld.compare.intervals import wilson
from jamstalld.compare.shares import Floats, floats, quiet, share


@dataclass(frozen=True, eq=False)
class Representation:
    """Women's shares (0–1) among those counted and in the base.

    ``index`` is the first divided by the second: 1 where women are as common among those counted as in the
    base. ``low`` and ``high`` are the uncertainty interval of the first.
    """

    women_share: Floats
    base_women_share: Floats
    index: Floats
    low: Floats
    high: Floats


@quiet
def representation_index(
    count_women: ArrayLike,
    count_men: ArrayLike,
    base_women: ArrayLike,
    base_men: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Representation:
    """Compare women's share of those counted with women's share of the base.

    The interval is Wilson's for a share of all counted, women and men together. Protection changes the two counts
    apart from each other, so it adds V((1 − p)² + p²)/n² to the share's variance, by the Taylor expansion of
    W/(W + M): less than where a count and its group are changed, V(1 + p²)/n², which `wilson` reckons with.

    Parameters
    ----------
    count_women, count_men
        How many women and men are counted.
    base_women, base_men
        How many women and men there are in all.
    """
    count_women, base_women = floats(count_women), floats(base_women)
    counted = count_women + floats(count_men)
    women_share = share(count_women, counted)
    base_women_share = share(base_women, base_women + floats(base_men))
    noise = floats(noise_variance) * ((1 - women_share) ** 2 + women_share**2) / (1 + women_share**2)
    around = wilson(count_women, counted, noise_variance=noise, level=level)
    return Representation(women_share, base_women_share, women_share / base_women_share, around.low, around.high)
