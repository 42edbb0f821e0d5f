"""What a file of the corpus is, and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Expected(NamedTuple):
    """A problem that is expected: where, how grave, and of which kind. Rows and columns are Excel's."""

    sheet: str | None
    row: int | None
    column: str | None
    severity: Severity
    code: str


@dataclass(frozen=True)
class Case:
    """One synthetic file with one trap in it.

    Parameters
    ----------
    name
        What it is called here, and in a folder that :mod:`tests.corpus.build` fills.
    trap
        What in it could go wrong, in a sentence.
    make
        Makes the file's bytes.
    file
        The file's name as the person who loads it has it.
    options
        What that person says about it (fields of ``LoadOptions``).
    account
        Rows read, loaded, refused and set aside.
    quarters
        Those of the loaded rows, in order.
    stored
        The stored columns that matter to the trap; quarters as text.
    problems
        All of them, in order.
    layout, totals, ignored
        As in ``CheckedDelivery``, a total as (unit of count, quarter, sex, count).
    refusal
        The whole message of a file that cannot be read at all: nothing else is expected of it.
    """

    name: str
    trap: str
    make: Callable[[], bytes]
    file: str = "uttag.csv"
    options: Mapping[str, object] = field(default_factory=dict)
    account: tuple[int, int, int, int] = (0, 0, 0, 0)
    quarters: Sequence[str] = ("2025K1",)
    stored: Mapping[str, Sequence[object]] = field(default_factory=dict)
    problems: Sequence[Expected] = ()
    layout: str | None = "cases"
    totals: Sequence[tuple[str, str, str, int]] = ()
    ignored: Sequence[str] = ()
    refusal: str | None = None


def error(code: str, row: int | None = None, column: str | None = None, sheet: str | None = None) -> Expected:
    """Expect an error."""
    return Expected(sheet, row, column, "error", code)


def warning(code: str, row: int | None = None, column: str | None = None, sheet: str | None = None) -> Expected:
    """Expect a warning."""
    return Expected(sheet, row, column, "warning", code)


def lines(*texts: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    """Make a text file of some lines."""
    return lambda: ("\n".join(texts) + "\n").encode(encoding)
