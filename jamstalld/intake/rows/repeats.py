"""Rows that stand twice, and persons that stand with two sexes: what no single row can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress, repeat
from operator import eq

from jamstalld.intake.problems import Problem, problem

_IDENTITIES = ("person_id", "case_id")
_TELLING = (*_IDENTITIES, "quarter", "intervention", "decision", "waiting_days")


def repeated(columns: Mapping[str, Sequence[object]], sheet: str | None, found: Mapping[str, str]) -> list[Problem]:
    """Warn of rows that repeat an earlier one, and of persons whose rows disagree on their sex.

    Parameters
    ----------
    columns
        The stored columns, all equally long.
    sheet
        The sheet the rows are from.
    found
        Variable → the header it was read from.

    Returns
    -------
    list of Problem
        By row. The time it takes grows as the number of rows does.
    """
    # Without a person or a case, rows may well be alike and be about different people.
    if found.keys().isdisjoint(_IDENTITIES):
        return []
    numbers = columns["source_row"]
    places = {"duplicate_rows": _duplicates(columns), "person_two_sexes": _of_two_sexes(columns)}
    problems = [problem(code, sheet, _row(numbers[at])) for code, some in places.items() for at in some]
    return sorted(problems, key=lambda one: one.row or 0)


def _row(number: object) -> int | None:
    return number if isinstance(number, int) else None


def _duplicates(columns: Mapping[str, Sequence[object]]) -> list[int]:
    """Find the rows that are alike an earlier one in everything but where they stand."""
    # Few rows share even these: only those need be looked at whole.
    likely = _shared(list(zip(*(columns[key] for key in _TELLING), strict=True)))
    if not likely:
        return []
    # Columns the file lacks are one and the same list: once is enough.
    different = list({id(values): values for key, values in columns.items() if key != "source_row"}.values())
    seen: set[tuple[object, ...]] = set()
    found: list[int] = []
    for at in likely:
        row = tuple(values[at] for values in different)
        if row in seen:
            found.append(at)
        seen.add(row)
    return found


def _shared(lines: Sequence[tuple[object, ...]]) -> list[int]:
    """Find the lines that stand more than once and name a person or a case."""
    if len(set(lines)) == len(lines):
        return []
    times = Counter(lines)
    return [at for at, line in enumerate(lines) if times[line] > 1 and line[:2] != (None, None)]


def _of_two_sexes(columns: Mapping[str, Sequence[object]]) -> list[int]:
    """Find the rows of persons with two sexes that hold the less common one; where both are as common, all of them."""
    municipalities, persons, sexes = (columns[key] for key in ("municipality", "person_id", "sex"))
    women, men = (
        set(compress(zip(municipalities, persons, strict=True), map(eq, sexes, repeat(sex))))
        for sex in ("kvinna", "man")
    )
    twice = {person for person in women & men if person[1] is not None}
    if not twice:
        return []
    numbers = {number for _, number in twice}
    likely = [at for at, number in enumerate(persons) if number in numbers and sexes[at]]
    theirs = [(at, (municipalities[at], persons[at])) for at in likely if (municipalities[at], persons[at]) in twice]
    times = Counter((person, sexes[at]) for at, person in theirs)
    rows = Counter(person for _, person in theirs)
    return [at for at, person in theirs if 2 * times[person, sexes[at]] <= rows[person]]
