"""What the methods give back: arrays, one element a row of the view."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.compare.shares import Floats

# eq=False: arrays have no single truth value, so a generated comparison could only fail.


@dataclass(frozen=True, eq=False)
class Interval:
    """The two limits of an uncertainty interval."""

    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Estimate:
    """An estimate with its uncertainty interval."""

    estimate: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Standardised(Estimate):
    """A standardised difference.

    Parameters
    ----------
    left_out
        Share (0–1) of the standard in strata where one of the groups has nobody, which had to be left out.
    """

    left_out: Floats
