"""What goes into the intake and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jamstalld.dictionary import Dictionary, dictionary, is_local
from jamstalld.intake.problems import Problem
from jamstalld.periods import Quarter
from jamstalld.settings import DEFAULT_AGE_BANDS

Layout = Literal["cases", "counted", "table"]

STORED_COLUMNS = (
    "source_row", "person_id", "case_id", "count", "quarter", "decision_quarter", "closing_quarter", "sex",
    "municipality", "area", "unit", "age", "age_group", "household", "livelihood", "disability", "need_area",
    "need_level", "intervention", "decision", "hours_per_week", "hours_per_week_band", "waiting_days",
    "waiting_days_band", "end_reason", "goal", "score_before", "score_after", "score_change", "score_change_band",
    "change_experienced", "q_overall", "q_reach", "q_information", "q_understood", "q_asked", "q_influence",
    "q_change", "participation", "violence_asked", "violence_disclosed", "risk_assessed", "honour",
)  # fmt: skip


def stored_columns(known: Dictionary) -> tuple[str, ...]:
    """List every column that is stored: the standard ones and those of the local variables."""
    return (*STORED_COLUMNS, *(key for key in known.variables if is_local(key)))


@dataclass(frozen=True)
class LoadOptions:
    """What the person who loads a file says about it.

    Parameters
    ----------
    quarter
        The quarter of rows that do not say their own.
    unit
        The unit of rows that do not say their own.
    columns
        Variable → the header, or the letters in Excel, of its column.
    unused
        Headers of columns that are not read, though the dictionary knows what they mean.
    values
        Variable → what a cell says → the value it means; "" where it means that nothing is known.
    age_bands
        The lowest age of each age group, rising, the first 0.
    today
        Rows of a quarter that has not begun by this day are refused.
    profile
        The name of the profile that columns and values come from.
    known
        The variables there are: those that are shipped, and the municipality's own.
    """

    quarter: Quarter | None = None
    unit: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    unused: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    age_bands: tuple[int, ...] = DEFAULT_AGE_BANDS
    today: date = field(default_factory=date.today)
    profile: str | None = None
    known: Dictionary = field(default_factory=dictionary, repr=False)


@dataclass(frozen=True)
class DeclaredTotal:
    """A total the file states itself, in a unit of count that its rows do not add up to.

    One person may have several interventions: the rows of a table of interventions then sum to interventions,
    and only its line "Totalt antal personer" says how many persons there are.

    Parameters
    ----------
    quarter
        The quarter's index.
    """

    count_unit: Literal["insatser", "ärenden", "personer"]
    quarter: int
    sex: str
    count: int


@dataclass(frozen=True)
class CheckedDelivery:
    """A file that has been read and checked.

    Rows are lines of the file: read = loaded + refused + set aside, always. Wholly empty lines are not read. In a
    table a line gives up to two stored rows, so the columns may be longer than `rows_loaded`.

    Parameters
    ----------
    sha256
        Of the file's bytes, in hexadecimal.
    columns
        Every stored column, all equally long; None where the file says nothing. Not to be changed: columns the
        file lacks are one and the same list. An identity number is its ``person_id``, with century and without
        hyphen, and goes no further than to the keys.
    totals
        Totals the file states.
    found
        Variable → the header it was read from.
    ignored
        Headers that mean nothing known; their columns are neither read nor stored.
    synthetic
        Whether the file says that its data are invented.
    profile
        The name of the profile it was read by, if any.
    known
        The variables it was read by.
    """

    name: str
    sha256: str
    layout: Layout | None
    columns: Mapping[str, list[object]] = field(repr=False)
    totals: tuple[DeclaredTotal, ...]
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rows_set_aside: int
    problems: tuple[Problem, ...]
    found: Mapping[str, str]
    ignored: tuple[str, ...]
    synthetic: bool
    profile: str | None = None
    known: Dictionary = field(default_factory=dictionary, repr=False)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the rows, in order."""
        indices = {value for value in self.columns["quarter"] if isinstance(value, int)}
        return tuple(Quarter(index) for index in sorted(indices))

    @property
    def blocked(self) -> bool:
        """Whether any row, or the whole file, has an error."""
        return any(problem.severity == "error" for problem in self.problems)
