"""What the dictionary is made of: code lists, variables and measures."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jamstalld.dictionary.bands import BANDS, Bands
from jamstalld.dictionary.local import LocalVariable
from jamstalld.errors import RequestError

VariableType = Literal["sex", "quarter", "date", "category", "number", "identifier", "count"]
MeasureKind = Literal["share", "rate", "ordinal", "mean"]
QuarterRule = Literal["decision", "closing", "given"]
Direction = Literal["more", "fewer", "neither"]

_OTHERS = re.compile(r"[\W_]+")

COUNT_UNITS = ("insatser", "ärenden", "personer")

# The practical margin of a scale, in pairs of 100.
PAIRS = 10.0


def fold(text: str) -> str:
    """Reduce a header or a value to what is compared: lower case letters and digits only.

    >>> fold("  Fråga om våld ")
    'frågaomvåld'
    """
    return _OTHERS.sub("", text.casefold())


@dataclass(frozen=True)
class CodeList:
    """The values a variable may hold, in the order they are shown.

    Parameters
    ----------
    key
        Its name in ``codes.toml``.
    values
        The values as they are stored and shown.
    closed
        Whether other values are refused.
    ordered
        Whether the values form a scale.
    recognised
        Folded value or synonym → value.
    children
        The values that concern children, where one says flickor and pojkar.
    """

    key: str
    values: tuple[str, ...]
    closed: bool
    ordered: bool
    recognised: Mapping[str, str]
    children: frozenset[str] = frozenset()

    def find(self, text: str) -> str | None:
        """Give the value that ``text`` spells, or None if the list does not know it."""
        return self.recognised.get(fold(text))


@dataclass(frozen=True)
class Variable:
    """One thing a row may say.

    Parameters
    ----------
    key
        Its name in commands and the column it is stored in.
    title
        What it is called in the interface.
    type
        How its cells are read.
    codes
        Its code list, if it has one.
    headers
        Folded column headers that mean this variable.
    rows, filter
        Whether it may be the rows of a view, and whether it may narrow one.
    stored
        Whether its values are kept. The others are used while loading only.
    unit
        The unit of a number.
    minimum, maximum
        The smallest and largest number that can be right.
    limits
        Of a number that is put into bands: where each band but the first begins. The bands are a variable of their
        own, see :func:`banded`.
    whole
        Whether a number is told in whole ones.
    derived
        Whether it is worked out of other variables and never read: no header means it.
    """

    key: str
    title: str
    type: VariableType
    codes: CodeList | None = None
    headers: frozenset[str] = frozenset()
    rows: bool = False
    filter: bool = False
    stored: bool = True
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    limits: tuple[float, ...] = ()
    whole: bool = False
    derived: bool = False

    @property
    def bands(self) -> Bands:
        """Its bands, if it has limits."""
        low = -math.inf if self.minimum is None else self.minimum
        high = math.inf if self.maximum is None else self.maximum
        return Bands(self.limits, self.whole, low, high)

    def is_called(self, text: str) -> bool:
        """Tell whether a text is its title, or a header that means it."""
        return fold(text) in self.headers or fold(text) == fold(self.title)


def banded(number: Variable) -> Variable:
    """Make the variable of a number's bands."""
    key, names = number.key + BANDS, number.bands.names
    recognised = {fold(name): name for name in names}
    codes = CodeList(key, names, closed=True, ordered=True, recognised=recognised)
    return Variable(key, f"{number.title}, grupperat", "category", codes, rows=True, filter=True, derived=True)


def of_bands(number: Variable) -> dict[str, Any]:
    """Give the fields of a mean that follow from the bands of its number."""
    bands = number.bands
    return {
        "column": number.key + BANDS,
        "number": number.key,
        "answers": bands.names,
        "values": bands.values,
        "edges": bands.edges,
    }


@dataclass(frozen=True)
class Measure:
    """One indicator, declared in ``measures.toml``, where each field is explained.

    ``only`` and ``asked_when`` map a column to the values that count; the empty string stands for a missing value.

    Parameters
    ----------
    margin
        In percentage points; of a scale in pairs of 100; of a mean in its unit.
    number
        Of a mean: the key of the number whose bands ``column`` holds.
    unit, unit_one
        Of a mean: what the number is counted in, in the plural and in the singular.
    amount
        Of a mean: what is averaged, as the subject of a sentence.
    values
        Of a mean: the number each band stands for.
    edges
        Of a mean: where the bands begin and end, one more than there are bands.
    """

    key: str
    title: str
    question: str
    kind: MeasureKind
    column: str
    by: str
    quarter: QuarterRule
    units: tuple[str, ...]
    direction: Direction
    page: str
    margin: float = 5.0
    did: str = ""
    noun: str | None = None
    positive: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    base: Literal["all", "answered"] = "answered"
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    asked_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    number: str = ""
    unit: str = ""
    unit_one: str = ""
    amount: str = ""
    values: tuple[float, ...] = ()
    edges: tuple[float, ...] = ()


@dataclass(frozen=True)
class Dictionary:
    """Variables, measures and code lists by key, in the order they are declared.

    Parameters
    ----------
    local
        The municipality's own questions, which are also among the variables and the measures.
    groupings
        The key of each grouping, which is also among the variables → that of the variable it groups.
    """

    variables: Mapping[str, Variable]
    measures: Mapping[str, Measure]
    code_lists: Mapping[str, CodeList]
    local: tuple[LocalVariable, ...] = ()
    groupings: Mapping[str, str] = field(default_factory=dict[str, str])

    def variable(self, key: str) -> Variable:
        """Look a variable up.

        Raises
        ------
        RequestError
            If there is none of that name.
        """
        if key not in self.variables:
            raise RequestError(f"Det finns ingen variabel ”{key}”. Visa dem som finns med: jamstalld variables")
        return self.variables[key]

    def measure(self, key: str) -> Measure:
        """Look a measure up.

        Raises
        ------
        RequestError
            If there is none of that name.
        """
        if key not in self.measures:
            raise RequestError(f"Det finns inget mått ”{key}”. Visa dem som finns med: jamstalld measures")
        return self.measures[key]

    def is_number(self, key: str) -> bool:
        """Tell whether a column holds numbers."""
        return key in self.variables and self.variables[key].type == "number"

    def is_derived(self, key: str) -> bool:
        """Tell whether a column is worked out of others and never read."""
        return key in self.variables and self.variables[key].derived

    def crosses(self, key: str, others: Collection[str]) -> bool:
        """Tell whether a variable is a grouping of one of some others, or grouped by one of them."""
        return self.groupings.get(key) in others or any(self.groupings.get(other) == key for other in others)

    def filter_variables(self) -> tuple[Variable, ...]:
        """Give the variables that may narrow a view."""
        return tuple(variable for variable in self.variables.values() if variable.filter)
