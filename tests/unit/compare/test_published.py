"""Every published number of a method of ours, to the tolerance its source allows; every other with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import chdtrc, chdtri
from scipy.stats import hypergeom

from jamstalld.compare import (
    Estimate,
    before_after,
    benjamini_hochberg,
    cochran_armitage,
    cochran_mantel_haenszel_p,
    das_gupta,
    difference_in_differences,
    homogeneity,
    koopman,
    mantel_haenszel_ratio,
    newcombe,
    standardised_difference,
    wilson,
)
from jamstalld.compare.decomposition import product_effects
from jamstalld.compare.funnel import funnel_limits
from jamstalld.compare.means import Moments, hedges_g, mean_interval, moments_of_sums, welch
from jamstalld.compare.ordinal import superiority
from jamstalld.compare.shares import floats, share
from jamstalld.compare.tests import fisher_mid_p, n_minus_1_p
from jamstalld.compare.trend import run_chart_limits

CASES = json.loads((Path(__file__).parents[2] / "golden" / "statistics.json").read_text("utf-8"))["cases"]
Z_95 = 1.959963984540054

Given = dict[str, Any]
Found = dict[str, Any]  # a number, or a list of them, by the name it has in the case


def groups(given: Given) -> tuple[int, int, int, int]:
    """Read how many, of how many, in two groups."""
    if "table" in given:
        (x_1, rest_1), (x_2, rest_2) = given["table"]
        return x_1, x_1 + rest_1, x_2, x_2 + rest_2
    return given["x1"], given["n1"], given["x2"], given["n2"]


def strata(given: Given) -> tuple[np.ndarray, ...]:
    (x_1, rest_1), (x_2, rest_2) = np.moveaxis(np.array(given["strata"]), 0, -1)
    return x_1, x_1 + rest_1, x_2, x_2 + rest_2


def of_newcombe(given: Given) -> Found:
    found = newcombe(*groups(given))
    limits = {"low": found.low, "high": found.high, "newcombe": [found.low, found.high]}
    return {"diff": found.estimate, "est": found.estimate, **limits}


def of_wilson(given: Given) -> Found:
    found, wide = wilson(given["x"], given["n"]), wilson(given["x"], given["n"], level=0.998)
    p = share(floats(given["x"]), floats(given["n"]))
    limits = {"low95": found.low, "high95": found.high, "low998": wide.low, "high998": wide.high}
    named = {"wilson_low": found.low, "wilson_high": found.high, "wilson": [found.low, found.high]}
    return {"est": p, "p": p, **limits, **named}


def of_koopman(given: Given) -> Found:
    found = koopman(*groups(given))
    return {"est": found.estimate, "koopman": [found.low, found.high]}


def of_benjamini_hochberg(given: Given) -> Found:
    q = benjamini_hochberg(given["p"])
    return {"bh": q, "rejected_bh": np.sum(q <= 0.05)}


def of_n_minus_1(given: Given) -> Found:
    """Give Pearson's test back the N that the N − 1 test takes from it."""
    count_1, n_1, count_2, n_2 = groups(given)
    size = n_1 + n_2
    statistic = chdtri(1, n_minus_1_p(count_1, n_1, count_2, n_2)) * size / (size - 1)
    return {"pearson_T": statistic, "pearson_p": chdtrc(1, statistic)}


def of_fisher(given: Given) -> Found:
    """Give the test back the half of the tables as likely as the one seen that mid-p takes from it."""
    count_1, n_1, count_2, n_2 = groups(given)
    chances = hypergeom(n_1 + n_2, count_1 + count_2, n_1).pmf(np.arange(n_1 + 1))
    as_likely = np.sum(chances[np.isclose(chances, chances[count_1])])
    return {"p_two_sided": fisher_mid_p(count_1, n_1, count_2, n_2) + as_likely / 2}


def of_odds_ratio(given: Given) -> Found:
    return {"est": mantel_haenszel_ratio(*(np.array([number]) for number in groups(given))).estimate}


def of_mantel_haenszel(given: Given) -> Found:
    ratio, p = mantel_haenszel_ratio(*strata(given)), cochran_mantel_haenszel_p(*strata(given), correction=True)
    return {"X2": chdtri(1, p), "p": p, "mh_or": ratio.estimate, "ci_low": ratio.low, "ci_high": ratio.high}


def of_woolf(given: Given) -> Found:
    """Woolf's test is the test of homogeneity, of logarithms of odds ratios."""
    cells = np.array(given["strata"])
    log_ratio = np.log(cells[:, 0, 0] * cells[:, 1, 1] / (cells[:, 0, 1] * cells[:, 1, 0]))
    found = homogeneity(log_ratio, np.sum(1 / cells, axis=(1, 2)))
    return {"X2": found.statistic, "df": found.df, "p": found.p}


def of_standardised(given: Given) -> Found:
    """Against a group in which nobody counts, the difference is the first group's standardised share."""

    def rate(count: list[int], pop: list[int], standard: list[int]) -> Any:
        return given.get("multiplier", 1) * standardised_difference(count, pop, 0, pop, standard).estimate

    if "men_pct" in given:
        return {
            sex: 100 * standardised_difference(given[f"{sex}_pct"], 100, 0, 100, given["applicants"]).estimate
            for sex in ("men", "women")
        }
    found = rate(given["count"], given["pop"], given["stdpop"])
    crude = rate(given["count"], given["pop"], given["pop"])
    return {"value": found, "adj": found, "crude": crude, "total_count": sum(given["count"])}


def of_simpson(given: Given) -> Found:
    counts = {(name, size): values for name, sizes in given.items() for size, values in sizes.items()}
    counts |= {(name, "all"): np.sum(list(sizes.values()), axis=0) for name, sizes in given.items()}
    return {f"{name}_{size}": 100 * share(*map(floats, values)) for (name, size), values in counts.items()}


def of_das_gupta(given: Given) -> Found:
    """Two races by eleven ages; rates are per thousand."""
    size_1, size_2 = (np.reshape(given[f"size_{year}"], (2, 11)) for year in (1985, 1970))
    rate_1, rate_2 = (np.reshape(given[f"rate_{year}"], (2, 11)) / 1000 for year in (1985, 1970))
    found = das_gupta(size_1 * rate_1, size_1, size_2 * rate_2, size_2, factors=2)
    race, age = found.factors
    crude = [np.sum(size * rate) / np.sum(size) for size, rate in ((size_1, rate_1), (size_2, rate_2))]
    thousandths = {
        "crude_1985": crude[0],
        "crude_1970": crude[1],
        "diff": found.crude.estimate,
        "size_effect": found.composition.estimate,
        "rate_effect": found.rates.estimate,
        "age_effect_crossclassified": age,
        "race_effect_crossclassified": race,
    }
    return {name: 1000 * value for name, value in thousandths.items()}


def of_product(given: Given) -> Found:
    a, b = effects = product_effects(given["white"], given["black"])
    pct_a, pct_b = 100 * effects / effects.sum()
    crude = [np.prod(given[group]) for group in ("black", "white")]
    return {"effect_a": a, "effect_b": b, "diff": a + b, "pct_a": pct_a, "pct_b": pct_b, "crude": crude}


def trend(count: Any, n: Any, scores: Any = None) -> Found:
    found = cochran_armitage(count, n, scores)
    return {"trend_X2": found.z**2, "trend_p": found.p, "ca_T": found.z}


def of_trend(given: Given) -> Found:
    count, rest = np.transpose(given["table"])
    return trend(count, count + rest, given["scores"])


def of_run_chart(given: Given) -> Found:
    longest, least = run_chart_limits(given["useful_observations"])
    return {"longest_run_max": longest, "crossings_min": least}


def moments_of(values: Any) -> Moments:
    values = floats(values)
    return moments_of_sums(values.size, values.sum(), np.sum(values**2))


def of_t(given: Given) -> Found:
    found = welch(moments_of(given["x"]), moments_of(given["y"]))
    paired = mean_interval(moments_of(np.subtract(given["x"], given["y"])))
    return {
        "t": found.estimate / found.standard_error,
        "df": found.df,
        "p": found.p,
        "ci_low": found.low,
        "ci_high": found.high,
        "paired_low": paired.low,
        "paired_high": paired.high,
    }


def of_g(given: Given) -> Found:
    return {"g": hedges_g(moments_of(given["x"]), moments_of(given["y"]))}


def of_mean(given: Given) -> Found:
    moments = moments_of(given["values"])
    found, wide = mean_interval(moments), mean_interval(moments, level=0.998)
    limits = {"low95": found.low, "high95": found.high, "low998": wide.low, "high998": wide.high}
    return {"n": moments.n, "sd": np.sqrt(moments.variance), "mean": found.estimate, **limits}


def of_superiority(given: Given) -> Found:
    """Every value an answer of its own; Wilcoxon's W counts the pairs that the first group wins, and half the ties."""
    answers = np.unique([*given["x"], *given["y"]])
    counts_1, counts_2 = ([given[group].count(answer) for answer in answers] for group in "xy")
    found = superiority(counts_1, counts_2)
    pairs = len(given["x"]) * len(given["y"])
    return {"delta": found.estimate, "W": pairs * (found.higher + found.alike / 2)}


def of_funnel(given: Given) -> Found:
    usual, wide = (funnel_limits(given["population"], given["baseline_pct"] / 100, level) for level in (0.95, 0.998))
    limits = {"low2s": usual.low, "high2s": usual.high, "low3s": wide.low, "high3s": wide.high}
    return {name: 100 * limit for name, limit in limits.items()}


def of_differences(given: Given) -> Found:
    def mean(state: str, time: str) -> Estimate:
        value, error = map(floats, given[state][time])
        return Estimate(value, value - Z_95 * error, value + Z_95 * error)

    new_jersey, pennsylvania = ((mean(state, "before"), mean(state, "after")) for state in ("NJ", "PA"))
    return {
        "diff_NJ": before_after(*new_jersey).estimate,
        "diff_PA": before_after(*pennsylvania).estimate,
        "did": difference_in_differences(*new_jersey, *pennsylvania).estimate,
    }


# Which cases hold which method.
HELD: dict[str, Callable[[Given], Found]] = {
    "newcombe1998.*": of_newcombe,
    "fll.diff_perondi": of_newcombe,
    "sas.diff_*": of_newcombe,
    "newcombe1998s.*": of_wilson,
    "fll.wilson": of_wilson,
    "phe.prop_*": of_wilson,
    "fll.ratio_perondi": of_koopman,
    "bh1995": of_benjamini_hochberg,
    "fll.tea": of_n_minus_1,
    "fisher.tea": of_fisher,
    "fisher.convictions": of_fisher,
    "fll.or_lampasona": of_odds_ratio,
    "mh.rabbits": of_mantel_haenszel,
    "woolf.coalminers": of_woolf,
    "epitools.direct_selvin": of_standardised,
    "phe.dsr_testdata_big": of_standardised,
    "phe.dsr_testdata_small": of_standardised,
    "simpson.kidney": of_simpson,
    "simpson.fpp": of_standardised,
    "dasgupta.mortality": of_das_gupta,
    "dasgupta.earnings": of_product,
    "proptest.smokers": lambda given: trend(given["x"], given["n"]),
    "fll.trend": of_trend,
    "runchart.*": of_run_chart,
    "ttest.sleep": of_t,
    "cohend.sleep": of_g,
    "phe.mean_Area1": of_mean,
    "cliff.negligible": of_superiority,
    "wilcox.permeability": of_superiority,
    "wilcox.asat": of_superiority,
    "phe.funnel_*": of_funnel,
    "did.cardkrueger": of_differences,
}

# What is not ours: cases, names of their numbers, and why.
EVERY = ("*",)
LEFT_OUT: list[tuple[str, tuple[str, ...], str]] = [
    ("newcombe1998s.*", ("cp_low", "cp_high"), "shares have Wilson's interval, not Clopper and Pearson's"),
    ("fll.wilson", ("wilson_cc", "clopper_pearson", "mid_p"), "shares have Wilson's interval, without correction"),
    ("fll.edge0", EVERY, "shares have Wilson's interval, not exact ones"),
    ("fll.blaker", EVERY, "shares have Wilson's interval, not Blaker's"),
    ("fll.test1x2", EVERY, "no share is tested against a given number"),
    ("fll.diff_perondi", ("agresti_caffo", "wald", "wald_cc", "mee"), "differences have Newcombe's interval"),
    (
        "sas.diff_*",
        ("wald", "wald_cc", "mee", "miettinen_nurminen", "newcombe_cc", "agresti_caffo", "hauck_anderson"),
        "differences have Newcombe's interval, without correction",
    ),
    (
        "fll.ratio_perondi",
        ("katz_log", "miettinen_nurminen", "mover_r_wilson", "adjusted_log", "inverse_sinh", "price_bonett"),
        "ratios have Koopman's interval",
    ),
    (
        "fll.or_lampasona",
        (
            "miettinen_nurminen",
            "cornfield_exact",
            "mover_r_wilson",
            "inverse_sinh",
            "adjusted_inverse_sinh",
            "independence_smoothed",
        ),
        "odds ratios are of strata, with the interval of Robins, Breslow and Greenland",
    ),
    ("bh1995", ("holm", "bonferroni", "by", "rejected_bonferroni"), "comparisons are adjusted by Benjamini–Hochberg"),
    (
        "fll.tea",
        ("cc_T", "cc_p", "lr_T", "lr_p", "suissa_shuster_p_gamma0"),
        "the test is N − 1 χ² or Fisher's mid-p: no correction, likelihood ratio or unconditional test",
    ),
    (
        "fisher.*",
        ("p_greater", "p_less", "cond_mle_or", "ci_low", "ci_high"),
        "Fisher's test is two-sided, and without the conditional odds ratio",
    ),
    ("fisher.job", EVERY, "only two groups are compared, not tables of several rows"),
    ("fll.rxc73", EVERY, "only two groups are compared, not tables of several rows"),
    ("cramer.arthritis", EVERY, "only two groups are compared, not tables of several rows"),
    ("kruskal.airquality", EVERY, "only two groups are compared; the case has no data either"),
    ("barnard.mehta", EVERY, "the exact test is Fisher's mid-p, not Barnard's"),
    ("boschloo.scipy", EVERY, "the exact test is Fisher's mid-p, not Boschloo's"),
    ("proptest.smokers", ("X2", "p"), "several shares are tested for trend, not for being equal"),
    ("mh.rabbits", ("exact_p", "exact_or", "exact_low", "exact_high"), "strata are not tested by an exact method"),
    ("mcnemar.approval", EVERY, "McNemar's test is the mid-p, not χ² with correction"),
    (
        "epitools.direct_selvin",
        ("low", "high"),
        "the interval is of a difference of shares, not Fay and Feuer's of a rate",
    ),
    (
        "phe.dsr_testdata_*",
        ("low95", "high95", "low998", "high998"),
        "the interval is of a difference of shares, not Dobson's of a rate",
    ),
    ("phe.dsr_testdata_tiny", EVERY, "its source withholds the number"),
    ("*.isr_*", EVERY, "standardisation is direct"),
    ("epitools.indirect_selvin", EVERY, "standardisation is direct"),
    ("phe.rate_*", EVERY, "shares are of persons; there are no Poisson rates"),
    ("ttest.sleep", ("paired_t", "paired_p"), "a mean change has an interval, which is held, but no test"),
    ("cohend.sleep", ("d",), "the effect is Hedges' g"),
    ("cliff.negligible", ("magnitude",), "the size of delta is not put in a word"),
    (
        "wilcox.*",
        ("p", "p_greater", "p_two_sided", "hl", "ci_low", "ci_high"),
        "superiority has Brunner and Munzel's test and interval, not Wilcoxon's exact ones",
    ),
    ("wilcox.depression", EVERY, "paired scales are not tested by signed ranks"),
    (
        "fll.trend",
        ("mh_T", "mh_p", "linear_beta", "linear_ci", "logit_beta", "logit_ci"),
        "trends in shares have Armitage's binomial variance, and no line",
    ),
    ("sdc.*", EVERY, "protection of small numbers by other methods than ours, and none of comparing"),
]


def reasons(case: Given, name: str) -> list[str]:
    """Find why a number of a case is not held; * asks for the whole case."""
    return [why for ids, names, why in LEFT_OUT if fnmatch(case["id"], ids) and (name in names or names == EVERY)]


def found_of(case: Given) -> Found | None:
    methods = [method for ids, method in HELD.items() if fnmatch(case["id"], ids)]
    assert len(methods) <= 1, "two methods claim the case"
    return methods[0](case["input"]) if methods else None


def numbers(case: Given) -> Iterator[tuple[str, Any, Any]]:
    """Give the name, the published and the found value of every number of the case that is held."""
    found = found_of(case) or {}
    for name in case["expected"].keys() & found.keys():
        yield name, case["expected"][name], np.array(found[name])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_agrees_with_the_published_numbers(case: Given) -> None:
    if why := reasons(case, "*"):
        assert found_of(case) is None
        pytest.skip(why[0])
    held = {name for name, _, _ in numbers(case)}
    assert held, "nothing of the case is held, and no reason is given"
    for name in case["expected"].keys() - held:
        assert len(reasons(case, name)) == 1, f"{name} is not held, and one reason should be given"
    for name, expected, found in numbers(case):
        assert not reasons(case, name), f"{name} is held and said not to be"
        assert np.shape(found) == np.shape(expected)
        np.testing.assert_allclose(found, expected, rtol=0, atol=case["tol"], err_msg=name)


def test_so_many_are_held() -> None:
    held = [case for case in CASES if not reasons(case, "*")]
    assert (len(CASES), len(held)) == (78, 47)
    assert sum(np.size(expected) for case in held for _, expected, _ in numbers(case)) == 154


def test_every_reason_is_needed() -> None:
    for ids, names, _ in LEFT_OUT:
        cases = [case for case in CASES if fnmatch(case["id"], ids)]
        assert cases
        if names != EVERY:
            assert set(names) <= {name for case in cases for name in case["expected"]}
