"""What women's share of those counted is held against, where that is not all cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jamstalld.dictionary import Measure
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.intake.population import Ages, Inhabitants, parse_ages
from jamstalld.periods import Period
from jamstalld.store import Database, DataInfo, inhabitants, populations
from jamstalld.store.population import NOTHING_LOADED
from jamstalld.views.laying_out import WHOLE, Counts
from jamstalld.views.model import Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.bases import base_method, womens_share_sentence
from jamstalld.wording.words import sexes_of

AGE_GROUP = "age_group"
_TOLD_AT_MOST = 3
_SEXES = ("kvinna", "man")
_EVERYBODY = Ages(0, None)


def against_inhabitants(
    counts: Counts, database: Database, info: DataInfo, asked: ViewRequest, period: Period
) -> Counts:
    """Let women's share be held against the inhabitants of the ages that a row, or the whole view, is about.

    Raises
    ------
    MissingVariableError
        If no inhabitants have been loaded.
    RequestError
        If they are not told apart at the ages of the view.
    """
    people = inhabitants(database, year_of(info, period))
    filtered = dict(asked.filters).get(AGE_GROUP)
    whole = _number(people, filtered)
    if filtered and not sum(whole):
        raise RequestError(
            "Befolkningen som är inläst är inte uppdelad vid samma åldrar som åldersgruppen. Läs in en tabell i "
            "ettårsklasser, eller välj en annan åldersgrupp."
        )
    own = [_own_ages(labels, asked) for labels in counts.labels]
    base = [whole if ages is None else _number(people, ages) for ages in own]
    return replace(counts, base=np.array(base, dtype=np.int64).reshape(-1, 2), total_base=np.array(whole, np.int64))


def year_of(info: DataInfo, period: Period) -> int:
    """Choose the year of inhabitants for a period: the latest one up to its own, else the first there is.

    Raises
    ------
    MissingVariableError
        If no inhabitants have been loaded.
    """
    if not info.population:
        raise MissingVariableError(NOTHING_LOADED)
    return max((year for year in info.population if year <= period.last.year), default=info.population[0])


def _own_ages(labels: tuple[str, str | None], asked: ViewRequest) -> str | None:
    """Give the age group of a row, where rows are told apart by it."""
    return labels[0] if asked.by == AGE_GROUP else labels[1] if asked.split == AGE_GROUP else None


def _number(people: Sequence[Inhabitants], group: str | None) -> tuple[int, int]:
    """Count the women and the men of an age group, or of all; nobody where the ages do not add up to it."""
    ages = _EVERYBODY if group is None else parse_ages(group)
    if ages is None or any(one.ages.meets(ages) and not ages.holds(one.ages) for one in people):
        return 0, 0
    women, men = (sum(one.count for one in people if one.sex == sex and ages.holds(one.ages)) for sex in _SEXES)
    return women, men


def with_base(view: View, database: Database, info: DataInfo, measure: Measure, asked: ViewRequest) -> View:
    """Let a view say women's share of each row and of what it is held against, where that is not all cases."""
    if asked.base == "cases":
        return view
    rows = tuple(_with_sentence(row, measure, asked, info.threshold) for row in view.rows)
    first, *others = view.sentences
    return replace(
        view,
        base_kind=asked.base,
        rows=rows,
        total=_with_sentence(view.total, measure, asked, info.threshold),
        sentences=(first, *_told(view.rows, view.total, measure, asked, info.threshold), *others),
        method=(*view.method[:-1], _method(database, info, asked), view.method[-1]),
    )


def _with_sentence(row: Row, measure: Measure, asked: ViewRequest, threshold: int) -> Row:
    return replace(row, sentence=f"{row.sentence} {_sentence(row, measure, asked, threshold)}".strip())


def _sentence(row: Row, measure: Measure, asked: ViewRequest, threshold: int, *, named: bool = False) -> str:
    """Say women's share of a row and of what it is held against; "" where nothing is known.

    Parameters
    ----------
    named
        Whether the row's name goes before it.
    """
    found = row.representation
    if found is None or found.low is None or found.high is None:
        return ""
    of_rows = asked.by == measure.column
    whole = row.label == WHOLE
    name = ", ".join(part for part in (None if of_rows else row.label, row.split) if part)
    intervention = dict(asked.filters).get(measure.column) or (row.label if of_rows and not whole else None)
    ages = dict(asked.filters).get(AGE_GROUP) or (None if whole else _own_ages((row.label, row.split), asked))
    return womens_share_sentence(
        name if named and not whole else None,
        intervention,
        asked.count_unit or measure.units[0],
        (found.women_share, found.low, found.high, found.base_women_share),
        None if asked.base == "need" else ages or "",
        sexes_of(row.label, row.split, *(value for _, value in asked.filters)),
        protected=threshold > 1,
    )


def _told(rows: Sequence[Row], total: Row, measure: Measure, asked: ViewRequest, threshold: int) -> tuple[str, ...]:
    """Say the same of the whole, and of the few rows where women's share lies furthest from that of the base.

    Only rows whose uncertainty does not reach the base's share are told of.
    """
    outside = [row for row in rows if _distance(row) > 0]
    furthest = sorted(outside, key=lambda row: -_distance(row))[:_TOLD_AT_MOST]
    told = [_sentence(row, measure, asked, threshold, named=True) for row in (total, *furthest)]
    return tuple(sentence for sentence in told if sentence)


def _distance(row: Row) -> float:
    """Give how far women's share is from that of the base, 0–1; 0 where the uncertainty reaches it."""
    found = row.representation
    if found is None or found.low is None or found.high is None or found.low <= found.base_women_share <= found.high:
        return 0.0
    return abs(found.women_share - found.base_women_share)


def _method(database: Database, info: DataInfo, asked: ViewRequest) -> str:
    """Say what women's share is held against."""
    if asked.base == "need" or asked.period is None:
        return base_method(None)
    year = year_of(info, asked.period)
    source = next(one.source or one.file_name for one in populations(database) if one.year == year)
    return base_method(f"{year} ({source})")
