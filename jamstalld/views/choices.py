"""What the filter menus offer: only groups that are large enough to be asked for."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, DataInfo, Question, data_info, dictionary_of, released_counts


def filter_choices(database: Database, period: Period) -> Mapping[str, tuple[str, ...]]:
    """List, for each variable that may narrow a view, the values that may be chosen.

    A value is offered only if it has a released number of women, men or rows without sex; a smaller group's name
    would tell that it exists.
    """
    info = data_info(database)
    offered: dict[str, tuple[str, ...]] = {}
    for variable in dictionary_of(database).filter_variables():
        if variable.key in info.columns:
            question = Question(period, "quarter", ((variable.key,),), {"n": ()})
            labels = released_counts(database, question).tables[(variable.key,)].labels
            values = [label[0] for label in labels if label[0] is not None]
            order = variable.codes.values if variable.codes else ()
            offered[variable.key] = tuple(
                sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value))
            )
    return offered


def period_choices(info: DataInfo) -> tuple[Period, ...]:
    """List the periods that may be chosen, the latest first: four quarters, calendar years, quarters."""
    if info.first is None or info.last is None:
        return ()
    quarters = [Quarter(index) for index in range(info.first.index, info.last.index + 1)]
    rolling = [Period.ending(last) for last in reversed(quarters) if last.index - info.first.index >= 3]
    single = [Period(quarter, quarter) for quarter in reversed(quarters)]
    return tuple(dict.fromkeys([Period.ending(info.last), *rolling, *single]))
