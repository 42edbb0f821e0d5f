"""Which views are gone through, and their comparisons as one family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database, DataInfo, data_info, dictionary_of
from jamstalld.views.asking import Plan, plan
from jamstalld.views.comparing import judged, moved_since
from jamstalld.views.model import BaseGroup, Row
from jamstalld.views.overview.model import Look
from jamstalld.views.overview.together import compared_together, counted_together
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.within import Filters

INTERVENTION = "intervention"


def gone_through(database: Database, period: Period, earlier: Period | None, filters: Filters) -> tuple[Look, ...]:
    """Compare the sexes in every measure the data can answer, by its own row variable and by intervention.

    All comparisons are one family. Those of the measures' first views are set beside an earlier period.
    """
    plans = list(_plans(dictionary_of(database), data_info(database), period, filters))
    first = [at for at, how in enumerate(plans) if how.measure not in [other.measure for other in plans[:at]]]
    asked = [(how, period) for how in plans] + [(plans[at], earlier) for at in first if earlier]
    counts = counted_together(database, asked)
    wholes = [counts[at].whole() for at in range(len(asked))]
    rows = compared_together([*wholes, *counts])
    views = [[*whole, *others] for whole, others in zip(rows[: len(asked)], rows[len(asked) :], strict=True)]
    now, before = views[: len(plans)], dict(zip(first, views[len(plans) :], strict=False))
    since = [_with_previous(each, before[at]) if at in before else each for at, each in enumerate(now)]
    return _one_family([_look(how, at in first, each) for at, (how, each) in enumerate(zip(plans, since, strict=True))])


def _plans(known: Dictionary, info: DataInfo, period: Period, filters: Filters) -> Iterator[Plan]:
    """Plan every view: a measure that the data cannot answer, or not by that variable, has none."""
    for measure in known.measures.values():
        planned: list[str | None] = []
        for by in _row_variables(measure):
            try:
                _, asked = checked(ViewRequest(measure.key, by=by, filters=filters, period=period), known, info.columns)
                how = plan(measure, asked, info, known)
            except (MissingVariableError, RequestError):
                continue
            if asked.by not in planned:
                planned.append(asked.by)
                yield how


def _row_variables(measure: Measure) -> tuple[str | None, ...]:
    """Give the measure's own row variable and the interventions. The rows of a share are its own values."""
    return (None,) if measure.kind == "share" else (None, INTERVENTION)


def _look(how: Plan, first: bool, rows: Sequence[Row]) -> Look:
    """Put a view together, not yet judged.

    Parameters
    ----------
    rows
        All together, and then the rows.
    """
    whole, others = rows[0], sorted(rows[1:], key=lambda row: row.label)
    # The whole of a share is everyone; of another measure it is the same comparison in each of its views.
    compared = [whole, *others] if first and how.measure.kind != "share" else others
    women, men = (BaseGroup(group.n, group.missing) for group in (whole.women, whole.men))
    return Look(how.measure, how.request, first, tuple(compared), women, men)


def _with_previous(now: Sequence[Row], before: Sequence[Row]) -> list[Row]:
    """Set rows beside the same of an earlier period."""
    then = {row.label: row for row in before}
    both = [row for row in now if row.label in then]
    moved = dict(zip([row.label for row in both], moved_since(both, [then[row.label] for row in both]), strict=True))
    return [replace(row, previous=moved.get(row.label)) for row in now]


def _one_family(looks: Sequence[Look]) -> tuple[Look, ...]:
    """Pass a verdict on every comparison, all of them together, and leave out what may not be shown."""
    margins = [look.measure.margin for look in looks for _ in look.rows]
    rows = iter(judged([row for look in looks for row in look.rows], margins))
    verdicts = [[next(rows) for _ in look.rows] for look in looks]
    return tuple(
        replace(look, rows=tuple(row for row in own if row.verdict != "hidden"))
        for look, own in zip(looks, verdicts, strict=True)
    )
