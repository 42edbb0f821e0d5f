"""Statistics on counts, for every row of a view at once.

Counts and group sizes go in as anything numpy can broadcast; frozen dataclasses of float arrays come out.
Shares and their differences are 0–1 here: the views turn differences into percentage points. A group of
nobody, or a count outside 0–n, gives nan.

Everywhere, `noise_variance` is the variance V of the noise that protection has added to every count, the same for
all or one for each comparison. It makes intervals wider and tests more cautious; 0 gives the textbook method.
`level` is the confidence level, 0–1.
"""

from jamstalld.compare.intervals import change_of_differences, newcombe, wilson
from jamstalld.compare.multiplicity import benjamini_hochberg
from jamstalld.compare.planning import smallest_visible
from jamstalld.compare.ratios import koopman
from jamstalld.compare.representation import Representation, representation_index
from jamstalld.compare.results import Estimate, Interval, Standardised
from jamstalld.compare.strata import mantel_haenszel_difference, standardised_difference
from jamstalld.compare.tests import difference_p
from jamstalld.compare.verdicts import verdicts

__all__ = [
    "Estimate",
    "Interval",
    "Representation",
    "Standardised",
    "benjamini_hochberg",
    "change_of_differences",
    "difference_p",
    "koopman",
    "mantel_haenszel_difference",
    "newcombe",
    "representation_index",
    "smallest_visible",
    "standardised_difference",
    "verdicts",
    "wilson",
]
