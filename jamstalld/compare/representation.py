"""Women's share among those counted, held against their share of the base."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from jamstalld.compare.shares import Floats, floats, quiet, share


@dataclass(frozen=True, eq=False)
class Representation:
    """Women's shares (0–1) among those counted and in the base.

    ``index`` is the first divided by the second: 1 where women are as common among those counted as in the
    base.
    """

    women_share: Floats
    base_women_share: Floats
    index: Floats


@quiet
def representation_index(
    count_women: ArrayLike, count_men: ArrayLike, base_women: ArrayLike, base_men: ArrayLike
) -> Representation:
    """Compare women's share of those counted with women's share of the base.

    Parameters
    ----------
    count_women, count_men
        How many women and men are counted.
    base_women, base_men
        How many women and men there are in all.
    """
    count_women, base_women = floats(count_women), floats(base_women)
    women_share = share(count_women, count_women + floats(count_men))
    base_women_share = share(base_women, base_women + floats(base_men))
    return Representation(women_share, base_women_share, women_share / base_women_share)
