"""Many views at once: what is asked of the same rows is asked together, and all comparisons are computed together.

Every number is the one that the view has when it is asked for by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jamstalld.periods import Period
from jamstalld.store import Database, Question, Released, ReleasedTable, released_counts
from jamstalld.views.asking import Plan, counts_of, question_of
from jamstalld.views.comparing import unjudged
from jamstalld.views.laying_out import Answers, Counts
from jamstalld.views.model import Row


def counted_together(database: Database, asked: Sequence[tuple[Plan, Period]]) -> list[Counts]:
    """Give the counts of several views with the same filters, each as if it had been asked by itself."""
    questions = [question_of(how, period) for how, period in asked]
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(questions):
        alike[one.period, one.quarter_column, one.breakdowns, one.conditions, one.count_unit].append(place)
    found: dict[int, Released] = {}
    for places in alike.values():
        found |= _asked_as_one(database, {place: questions[place] for place in places})
    return [counts_of(database, how, period, found[place]) for place, (how, period) in enumerate(asked)]


def _asked_as_one(database: Database, questions: dict[int, Question]) -> dict[int, Released]:
    """Ask questions that differ in their parts only as one, and part the answer again."""
    (first, *_) = questions.values()
    parts = {_own(place, name): part for place, one in questions.items() for name, part in one.parts.items()}
    released = released_counts(database, replace(first, parts=parts))
    return {
        place: Released(
            {breakdown: _own_table(table, place, one) for breakdown, table in released.tables.items()}, released.noise
        )
        for place, one in questions.items()
    }


def _own(place: int, part: str) -> str:
    return f"{place} {part}"


def _own_table(table: ReleasedTable, place: int, question: Question) -> ReleasedTable:
    """Take a question's own parts, and only the groups of which any of them is released."""
    counts = {name: table.counts[_own(place, name)] for name in question.parts}
    kept = np.any([np.any(part > 0, axis=1) for part in counts.values()], axis=0)
    labels = tuple(label for label, keep in zip(table.labels, kept, strict=True) if keep)
    return ReleasedTable(labels, {name: part[kept] for name, part in counts.items()})


def compared_together(counts: Sequence[Counts]) -> list[list[Row]]:
    """Compare the sexes in every row of several views, without a verdict."""
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(counts):
        answers = one.answers
        alike[(answers.rows.shape[1], answers.values, answers.edges) if answers else ()].append(place)
    found: dict[int, list[Row]] = {}
    for places in alike.values():
        rows = iter(unjudged(_joined([counts[place] for place in places])))
        for place in places:
            found[place] = [next(rows) for _ in counts[place].labels]
    return [found[place] for place in range(len(counts))]


def _joined(counts: Sequence[Counts]) -> Counts:
    """Put the rows of several after each other. What is told of all rows together is that of the first."""
    return replace(
        counts[0],
        labels=tuple(label for one in counts for label in one.labels),
        n=np.concatenate([one.n for one in counts]),
        count=np.concatenate([one.count for one in counts]),
        missing=np.concatenate([one.missing for one in counts]),
        answers=_joined_answers([one.answers for one in counts if one.answers]),
    )


def _joined_answers(answers: Sequence[Answers]) -> Answers | None:
    return replace(answers[0], rows=np.concatenate([one.rows for one in answers])) if answers else None
