"""Statistics on counts, for every row of a view at once.

Counts and group sizes go in as anything numpy can broadcast; frozen dataclasses of float arrays come out.
Shares and their differences are 0–1 here: the views turn differences into percentage points. A group of
nobody, or a count outside 0–n, gives nan.

Everywhere, `noise_variance` is the variance V of the noise that protection has added to every count, the same for
all or one for each comparison. It makes intervals wider and tests more cautious; 0 gives the textbook method.
`level` is the confidence level, 0–1.
"""

from jamstalld.compare.association import breslow_day_p, cochran_mantel_haenszel_p, mantel_haenszel_ratio
from jamstalld.compare.decomposition import Decomposition, Parts, das_gupta, kitagawa
from jamstalld.compare.funnel import funnel_limits
from jamstalld.compare.intervals import change_of_differences, newcombe, wilson
from jamstalld.compare.means import (
    MeanDifference,
    Moments,
    hedges_g,
    mean_interval,
    moments,
    moments_of_sums,
    quantile,
    smallest_visible_mean,
    welch,
)
from jamstalld.compare.missing import bounds_of_missing
from jamstalld.compare.multiplicity import benjamini_hochberg
from jamstalld.compare.oaxaca import Explained, oaxaca_blinder
from jamstalld.compare.ordinal import Superiority, superiority
from jamstalld.compare.paired import mcnemar_mid_p, tango
from jamstalld.compare.planning import quarters_needed, smallest_visible
from jamstalld.compare.ratios import koopman
from jamstalld.compare.representation import Representation, representation_index
from jamstalld.compare.results import Estimate, Interval, Standardised
from jamstalld.compare.strata import (
    Homogeneity,
    gaps_alike,
    homogeneity,
    mantel_haenszel_difference,
    standardised_difference,
)
from jamstalld.compare.tests import difference_p
from jamstalld.compare.trend import (
    RunChart,
    Slope,
    Trend,
    before_after,
    cochran_armitage,
    difference_in_differences,
    run_chart,
    trend_of_gaps,
)
from jamstalld.compare.verdicts import verdicts

__all__ = [
    "Decomposition",
    "Estimate",
    "Explained",
    "Homogeneity",
    "Interval",
    "MeanDifference",
    "Moments",
    "Parts",
    "Representation",
    "RunChart",
    "Slope",
    "Standardised",
    "Superiority",
    "Trend",
    "before_after",
    "benjamini_hochberg",
    "bounds_of_missing",
    "breslow_day_p",
    "change_of_differences",
    "cochran_armitage",
    "cochran_mantel_haenszel_p",
    "das_gupta",
    "difference_in_differences",
    "difference_p",
    "funnel_limits",
    "gaps_alike",
    "hedges_g",
    "homogeneity",
    "kitagawa",
    "koopman",
    "mantel_haenszel_difference",
    "mantel_haenszel_ratio",
    "mcnemar_mid_p",
    "mean_interval",
    "moments",
    "moments_of_sums",
    "newcombe",
    "oaxaca_blinder",
    "quantile",
    "quarters_needed",
    "representation_index",
    "run_chart",
    "smallest_visible",
    "smallest_visible_mean",
    "standardised_difference",
    "superiority",
    "tango",
    "trend_of_gaps",
    "verdicts",
    "welch",
    "wilson",
]
