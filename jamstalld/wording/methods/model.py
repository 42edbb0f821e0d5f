"""What a text about a method is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jamstalld.wording.numbers import NBSP

_BEFORE_ITS_SIGN = re.compile(r"(?<=\d) (?=%|\d{3}\b)")


@dataclass(frozen=True)
class MethodText:
    """One method, told twice: for those who read the numbers, and for those who want to check them.

    Parameters
    ----------
    key
        Its anchor on the page.
    plain
        What it does and what to watch out for, in words. With the example at most 120 of them.
    example
        It at work on the invented municipality. A test computes every number from the sample data.
    formula
        The same for a statistician: Markdown with LaTeX.
    references
        Author, year, journal and pages, as in the docstrings of the functions.
    functions
        What it is called in `jamstalld.compare`.
    """

    key: str
    title: str
    plain: str
    example: str
    formula: str
    references: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


@dataclass(frozen=True)
class MethodGroup:
    """Methods that answer the same question of a reader, who finds them under it."""

    key: str
    title: str
    methods: tuple[MethodText, ...]


def unbroken(text: str) -> str:
    """Keep a number and its per cent sign, and the parts of a large number, on one line."""
    return _BEFORE_ITS_SIGN.sub(NBSP, text)
