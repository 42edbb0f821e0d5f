"""What is said of a gap followed over time, and when. How it is said is `wording`'s."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.compare.trend import LEAST_USEFUL
from jamstalld.compare.verdicts import SIGNIFICANT
from jamstalld.periods import Period
from jamstalld.views.model import BaseGroup, Estimate
from jamstalld.views.over_time_model import Effort, OverTime, Point
from jamstalld.views.saying import factors, gap, missing_share
from jamstalld.wording import over_time as say
from jamstalld.wording import sentences as general
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import period_text
from jamstalld.wording.units import unit_of
from jamstalld.wording.words import Sexes, sexes_of


def sentences(seen: OverTime, adjusted_by: Sequence[str], *, of_all: bool) -> tuple[str, ...]:
    """Say what has been seen, the finding first: what came of the effort, else whether the gap moves at all.

    Parameters
    ----------
    adjusted_by
        The titles of the variables that the gap before and after an effort is standardised by.
    of_all
        Whether those without an answer are among the base.
    """
    terms = terms_of(seen)
    shown = [point for point in seen.quarters if point.difference]
    if not shown:
        return (*say.NOTHING, *([SYNTHETIC] if seen.synthetic else []))
    told = _of_effort(seen.effort, adjusted_by, terms) if seen.effort else []
    if not (seen.effort and _sure(seen.effort.change)):
        told += _signs(seen, shown, terms)
    latest = gap(shown[-1].difference)
    if latest:
        told.append(say.latest_sentence(_when(shown[-1].quarter), latest, terms))
    if len(shown) < len(seen.quarters):
        told.append(say.gaps_sentence(len(seen.quarters) - len(shown)))
    told.append(_missing(seen, terms.sexes, of_all=of_all))
    return (*told, *([SYNTHETIC] if seen.synthetic else []))


def terms_of(seen: OverTime) -> say.Terms:
    """Give the words that the gap is told in."""
    unit = unit_of(seen.unit, seen.unit_one, seen.margin)
    return say.Terms(unit, seen.margin, sexes_of(*(value for _, value in seen.filters)))


def _of_effort(effort: Effort, adjusted_by: Sequence[str], terms: say.Terms) -> list[str]:
    short = say.short_sentence(whole_before=effort.before.whole, whole_after=effort.after.whole)
    gaps = _sides(effort.before.difference, effort.after.difference, effort.change)
    if gaps is None:
        return [say.NOTHING_TO_COMPARE, *([short] if short else [])]
    told = [say.before_after_sentence(gaps, _when(effort.quarter), terms)]
    if general.within(gaps.after, terms.margin):
        told.append(say.alike_sentence(terms))
    if _sure(effort.change):
        told.append(say.NOT_THE_CAUSE)
    if effort.slope_before and effort.slope_before.p <= SIGNIFICANT:
        told.append(say.already_moving_sentence(_gap_of(effort.slope_before), terms))
    if adjusted_by:
        by = factors(adjusted_by)
        adjusted = _sides(effort.before.adjusted, effort.after.adjusted, effort.adjusted_change)
        told.append(say.adjusted_sentence(adjusted, by, terms) if adjusted else say.not_adjusted_sentence(by))
    periods = say.compared_periods_sentence(_when(effort.before.period), _when(effort.after.period), gaps, terms)
    return [*told, f"{periods} {short}".strip()]


def _sides(before: Estimate | None, after: Estimate | None, change: Estimate | None) -> say.Sides | None:
    gaps = [found for found in map(gap, (before, after, change)) if found]
    return say.Sides(*gaps) if len(gaps) == 3 else None


def _signs(seen: OverTime, shown: Sequence[Point], terms: say.Terms) -> list[str]:
    """Say what shows that the quarters differ by more than chance, or that nothing does."""
    told: list[str] = []
    run, slope = seen.run, seen.slope
    if slope and slope.p <= SIGNIFICANT:
        ends = [(_when(point.quarter), point.difference.estimate) for point in shown if point.difference]
        told.append(say.slope_sentence(_gap_of(slope), ends[0], ends[-1], terms))
    if run and run.shift and run.longest_run > run.longest_allowed:
        told.append(say.long_run_sentence(run.longest_run, run.longest_allowed))
    elif run and run.shift:
        told.append(say.few_crossings_sentence(run.crossings, run.crossings_least, run.useful))
    if told:
        return told
    if run and run.useful >= LEAST_USEFUL:
        return [say.NO_SIGN, say.median_sentence(run.centre, terms)]
    return [say.few_sentence(len(shown), LEAST_USEFUL)]


def _sure(change: Estimate | None) -> bool:
    """Tell whether a change is more than chance usually gives."""
    return change is not None and change.low * change.high > 0


def _gap_of(estimate: Estimate) -> general.Gap:
    return general.Gap(estimate.estimate, estimate.low, estimate.high)


def _missing(seen: OverTime, sexes: Sexes, *, of_all: bool) -> str:
    women, men = (missing_share(_base(seen.quarters, sex), of_all=of_all) for sex in (0, 1))
    if women is None and men is None:
        return say.few_missing_sentence(seen.threshold, sexes)
    return general.missing_sentence(women, men, seen.threshold, sexes)


def _base(points: Sequence[Point], sex: int) -> BaseGroup:
    """Add one sex of all quarters up: how many, and how many of them lack an answer."""
    groups = [(point.women, point.men)[sex] for point in points]
    missing = [group.missing for group in groups if group.missing is not None]
    return BaseGroup(sum(group.n or 0 for group in groups) or None, sum(missing) if missing else None)


def _when(period: str) -> str:
    return period_text(Period.parse(period))
