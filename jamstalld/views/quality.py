"""Data quality: how often an answer is missing, for women and for men.

An answer missing more often for one sex is a finding of its own: it says whom the follow-up reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jamstalld.dictionary import Dictionary, Measure, Variable
from jamstalld.errors import EmptyDatabaseError
from jamstalld.periods import Period, Quarter
from jamstalld.protect import Noise
from jamstalld.store import (
    Condition,
    Database,
    Question,
    ReleasedTable,
    data_info,
    dictionary_of,
    released_counts,
)
from jamstalld.views.asking import QUARTER_COLUMNS, Counts, Counts2, QuarterColumn, conditions_of
from jamstalld.views.comparing import compared_rows
from jamstalld.views.model import Row
from jamstalld.views.saying import gap
from jamstalld.views.within import Filters, within
from jamstalld.wording.quality import missing_row_sentence
from jamstalld.wording.sentences import verdict_sentence
from jamstalld.wording.words import sexes_of

MARGIN = 5.0  # percentage points
_NOT_ANSWERS = frozenset({"sex", "quarter"})


def looked_at(database: Database) -> tuple[Variable, ...]:
    """List the variables whose coverage can be told: those stored, with a value of their own, and not wholly empty."""
    present = data_info(database).columns
    return tuple(
        variable
        for variable in dictionary_of(database).variables.values()
        if variable.key in present and variable.type in ("category", "number") and not _follows(variable)
    )


def _follows(variable: Variable) -> bool:
    """Tell whether a variable is always there, or just when another one is: the bands of a number."""
    return variable.key in _NOT_ANSWERS or (variable.derived and variable.type == "category")


def missing_by_variable(database: Database, period: Period, filters: Filters = ()) -> tuple[Row, ...]:
    """Compare how often each variable is missing. A row's count is those without an answer, of all rows of the sex.

    What is missing most often comes first.

    Raises
    ------
    EmptyDatabaseError
        If nothing has been loaded.
    """
    if data_info(database).empty:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    known, filters = dictionary_of(database), within(database, filters)
    variables = looked_at(database)
    tables: list[ReleasedTable] = []
    noise: Noise | None = None
    for variable in variables:
        released = released_counts(database, _question(variable, _measure(variable, known), period, (), filters))
        noise = released.noise
        tables.append(released.tables[()])
    if noise is None:
        return ()
    n, count = (np.array([_both(table, part, 0) for table in tables]) for part in ("n", "count"))
    titles = [variable.title for variable in variables]
    rows = _rows(titles, titles, n, np.minimum(count, n), noise)
    return tuple(sorted(rows, key=lambda row: -max(row.women.share or 0.0, row.men.share or 0.0)))


def missing_by_group(
    database: Database, variable: Variable, by: str, period: Period, filters: Filters = ()
) -> tuple[Row, ...]:
    """Compare how often one variable is missing in each unit, quarter or other group."""
    measure = _measure(variable, dictionary_of(database))
    column = _quarter_column(measure) if by == "quarter" else by
    question = _question(variable, measure, period, (column,), within(database, filters))
    released = released_counts(database, question)
    table = released.tables[(column,)]
    places = [at for at, label in enumerate(table.labels) if label[0] is not None]
    places.sort(key=lambda at: str(table.labels[at][0]))
    labels = [str(table.labels[at][0]) for at in places]
    if by == "quarter":
        labels = [str(Quarter(int(label))) for label in labels]
    n, count = (np.reshape([_both(table, part, at) for at in places], (-1, 2)) for part in ("n", "count"))
    subjects = [f"{variable.title} ({label})" for label in labels]
    return _rows(labels, subjects, n, np.minimum(count, n), released.noise)


def _question(
    variable: Variable, measure: Measure | None, period: Period, breakdown: tuple[str, ...], filters: Filters
) -> Question:
    missing = (Condition(variable.key, (), null=True),)
    concerned = conditions_of(measure.asked_when) if measure else ()
    parts = {"n": (), "count": missing}
    return Question(period, _quarter_column(measure), (breakdown,), parts, dict(filters), conditions=concerned)


def _quarter_column(measure: Measure | None) -> QuarterColumn:
    """Give the quarter that rows with a variable count in: the results of closed cases in that of closing."""
    return QUARTER_COLUMNS[measure.quarter if measure else "given"]


def _measure(variable: Variable, known: Dictionary) -> Measure | None:
    return next((one for one in known.measures.values() if variable.key in (one.column, one.number)), None)


def _both(table: ReleasedTable, part: str, at: int) -> tuple[int, int]:
    if not table.labels:
        return 0, 0
    women, men, _ = table.counts[part][at]
    return int(women), int(men)


def _rows(labels: Sequence[str], subjects: Sequence[str], n: Counts2, count: Counts2, noise: Noise) -> tuple[Row, ...]:
    nobody = np.zeros(2, dtype=np.int64)
    counts = Counts(
        labels=tuple((label, None) for label in labels),
        n=n,
        count=count,
        missing=np.zeros_like(n),
        total_n=nobody,
        total_count=nobody,
        total_missing=nobody,
        strata_n=np.zeros((len(labels), 0, 2), dtype=np.int64),
        strata_count=np.zeros((len(labels), 0, 2), dtype=np.int64),
        sex_missing=0,
        noise=noise,
    )
    rows, _ = compared_rows(counts, MARGIN, ())
    return tuple(_described(row, subject, noise) for row, subject in zip(rows, subjects, strict=True))


def _described(row: Row, subject: str, noise: Noise) -> Row:
    sexes = sexes_of()
    told = verdict_sentence(row.verdict, gap(row.difference), MARGIN, row.smallest_visible, sexes)
    if row.verdict == "hidden":
        return replace(row, sentence=f"{subject}: {told}")
    first = missing_row_sentence(subject, row.women.share, row.men.share, sexes, protected=noise.protects)
    return replace(row, sentence=f"{first} {told}")
