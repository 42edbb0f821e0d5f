"""What is wrong with a file: one Problem a row and cell, in words that say how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jamstalld.intake.messages import ERRORS, WARNINGS

Severity = Literal["error", "warning"]

FIRST_ROWS = 5


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth knowing, about a file.

    Parameters
    ----------
    sheet
        The name of the sheet; None in a text file.
    row
        The row as Excel numbers it, the file's first line being 1; None if it concerns the whole file.
    column
        The column's letters in Excel.
    severity
        An error keeps the row, or the whole file, from being loaded. A warning does not.
    code
        Its kind, the same in every version.
    message
        Swedish: what, why it matters, how to mend it. Never a cell's value.
    """

    sheet: str | None
    row: int | None
    column: str | None
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one kind in one column of one sheet that are told in the same words.

    Parameters
    ----------
    number
        How many there are.
    rows
        The first few of their rows.
    """

    code: str
    sheet: str | None
    column: str | None
    severity: Severity
    message: str
    number: int
    rows: tuple[int, ...]


def severity_of(code: str) -> Severity:
    """Tell whether a kind of problem is an error or a warning."""
    return "error" if code in ERRORS else "warning"


def message(code: str, **words: object) -> str:
    """Write the message of a kind of problem, `words` filling its blanks."""
    return (ERRORS[code] if code in ERRORS else WARNINGS[code]).format(**words)


def problem(
    code: str, sheet: str | None, row: int | None = None, column: str | None = None, **words: object
) -> Problem:
    """Make a problem of a known kind, `words` filling the blanks of its message."""
    return Problem(sheet, row, column, severity_of(code), code, message(code, **words))


def grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Gather problems of the same kind in the same column, errors first, else in the order they first appear.

    Those that are told in other words are another group: each proposes its own value.
    """
    groups: dict[tuple[str, str | None, str | None, Severity, str], list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.code, one.sheet, one.column, one.severity, one.message), []).append(one)
    made = [
        ProblemGroup(
            code=code,
            sheet=sheet,
            column=column,
            severity=severity,
            message=told,
            number=len(members),
            rows=tuple(member.row for member in members[:FIRST_ROWS] if member.row is not None),
        )
        for (code, sheet, column, severity, told), members in groups.items()
    ]
    return tuple(sorted(made, key=lambda group: group.severity))
