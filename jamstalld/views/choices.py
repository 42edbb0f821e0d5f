"""What the filter menus offer: only groups that are large enough to be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jamstalld.dictionary import Variable
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, DataInfo, Question, data_info, dictionary_of, released_counts
from jamstalld.views.within import places


def filter_choices(database: Database, period: Period) -> Mapping[str, tuple[str, ...]]:
    """List, for each variable that may narrow a view, the values that may be chosen.

    A value is offered only if it has a released number of women, men or rows without sex; a smaller group's name
    would tell that it exists.
    """
    info = data_info(database)
    offered: dict[str, tuple[str, ...]] = {}
    for variable in dictionary_of(database).filter_variables():
        if variable.key in info.columns:
            offered[variable.key] = _in_order(_released(database, variable.key, period), variable)
    return offered


def _released(database: Database, key: str, period: Period) -> set[str]:
    """Give the values of a variable of which something is released, in all that may be seen."""
    found: set[str] = set()
    for filters in places(database):
        question = Question(period, "quarter", ((key,),), {"n": ()}, dict(filters))
        labels = released_counts(database, question).tables[(key,)].labels
        found |= {label[0] for label in labels if label[0] is not None}
    return found


def _in_order(values: Iterable[str], variable: Variable) -> tuple[str, ...]:
    """Order values as the variable's code list has them, others by the alphabet after them."""
    order = variable.codes.values if variable.codes else ()
    return tuple(sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value)))


def values_to_group(database: Database, key: str) -> tuple[str, ...]:
    """List the values of a variable that may be chosen in any period there is."""
    info, found = data_info(database), set[str]()
    if key not in info.columns:
        return ()
    for period in period_choices(info):
        found |= _released(database, key, period)
    return _in_order(found, dictionary_of(database).variable(key))


def period_choices(info: DataInfo) -> tuple[Period, ...]:
    """List the periods that may be chosen, the latest first: four quarters, calendar years, quarters."""
    if info.first is None or info.last is None:
        return ()
    quarters = [Quarter(index) for index in range(info.first.index, info.last.index + 1)]
    rolling = [Period.ending(last) for last in reversed(quarters) if last.index - info.first.index >= 3]
    single = [Period(quarter, quarter) for quarter in reversed(quarters)]
    return tuple(dict.fromkeys([Period.ending(info.last), *rolling, *single]))
