"""A random register of decisions, and the plainest way to count it: one row after the other, no arrays, no SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from jamstalld.dictionary import Measure, dictionary

Row = dict[str, Any]
SEXES = ("kvinna", "man")
FIRST_DAY, DAYS = date(2024, 1, 1), 2 * 365
WHOLE = ("Alla", None)

VALUES: Mapping[str, tuple[Any, ...]] = {
    "sex": ("kvinna", "kvinna", "kvinna", "man", "man", None),
    "intervention": ("Hemtjänst", "Hemtjänst", "LVM", "Kontaktperson", "Boendestöd", None),
    "area": ("Äldre", "Äldre", "Barn och unga", "Socialpsykiatri", None),
    "unit": ("Norr", "Norr", "Söder"),
    "need_level": ("låg", "medel", "hög", None),
    "decision": ("bifall", "bifall", "delvis bifall", "avslag", "avslag", "ej verkställt", "återtagen", None),
    "end_reason": ("Målet nått", "Målet nått", "Flyttat", "Annat", None),
    "goal": ("helt uppnått", "delvis uppnått", "inte uppnått", "går ej att bedöma", None),
    "change_experienced": ("mycket bättre", "bättre", "oförändrat", "sämre", None),
    "participation": ("ja", "ja", "nej", None),
    "violence_asked": ("ja", "ja", "nej", None),
    "violence_disclosed": ("ja", "nej", "nej", None),
    "q_overall": ("1", "2", "3", "4", "5", None),
}
AGE_GROUPS = (
    (0, 17, "0–17 år"),
    (18, 24, "18–24 år"),
    (25, 44, "25–44 år"),
    (45, 64, "45–64 år"),
    (65, 79, "65–79 år"),
)


def random_register(seed: int, size: int) -> list[Row]:
    """Draw rows. One in four persons has several, one row in ten says neither person nor case."""
    random = Random(seed)
    rows: list[Row] = []
    for number in range(size):
        decided = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        person = None if random.random() < 0.1 else f"P{random.randrange(size * 3 // 4)}"
        row: Row = {key: random.choice(values) for key, values in VALUES.items()}
        row |= {
            "person_id": person,
            "case_id": person and f"Ä{person}-{random.randrange(2)}",
            "decision_date": decided,
            "end_date": decided + timedelta(days=random.randrange(200)) if random.random() < 0.6 else None,
            "age": random.randrange(15, 79),
            "number": number,
        }
        rows.append(row)
    return rows


def as_loaded(rows: Sequence[Row]) -> list[Row]:
    """Give the rows as a spreadsheet has them: without what only the recount needs."""
    return [{key: value for key, value in row.items() if key != "number"} for row in rows]


def value(row: Row, key: str, day: str = "decision_date") -> Any:
    """Look up a variable, derived ones too; the quarter is that of `day`."""
    if key == "age_group":
        return next(name for low, high, name in AGE_GROUPS if low <= row["age"] <= high)
    return quarter(row[day]) if key == "quarter" else row[key]


def quarter(day: date | None) -> str | None:
    return f"{day.year}K{(day.month + 2) // 3}" if day else None


@dataclass(frozen=True)
class Cell:
    """How many of one sex a share is of, are counted, and lack an answer."""

    n: int
    count: int
    missing: int

    @property
    def share(self) -> float:
        return self.count / self.n


@dataclass(frozen=True)
class Recount:
    """Every group of a view, by its labels; ``WHOLE`` is the whole."""

    groups: dict[tuple[str, str | None], dict[str, Cell]]
    sex_missing: int


@dataclass(frozen=True)
class Asked:
    """A view, said as plainly as a recount needs it."""

    measure: str
    by: str
    split: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    quarters: tuple[str, ...] = ("2025K1", "2025K2", "2025K3", "2025K4")
    unit: str = "insatser"


def recount(rows: Sequence[Row], asked: Asked) -> Recount:
    """Count a view row by row, or person by person."""
    measure = dictionary().measures[asked.measure]
    filters = dict(asked.filters)
    subject = filters.pop(measure.column, None) if measure.kind == "share" else None
    day = "end_date" if measure.quarter == "closing" else "decision_date"
    # Group → sex → part → who belongs to it. A group is the whole, a row, or what all rows of a split share.
    members: dict[tuple[Any, ...], dict[str | None, dict[str, set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for row in rows:
        wanted = {key: (text,) for key, text in filters.items()} | dict(measure.asked_when)
        if quarter(row[day]) not in asked.quarters or any(value(row, key) not in wanted[key] for key in wanted):
            continue
        label = value(row, asked.by, day)
        split = value(row, asked.split, day) if asked.split else None
        for part, holds in _parts(row, measure, subject).items():
            for group in (("whole",), ("shared", split), ("row", label, split)) if holds else ():
                members[group][row["sex"]][part].add(_entity(row, asked.unit))
    whole = members["whole",]
    groups = {WHOLE: {sex: _cell(whole[sex], whole[sex]) for sex in SEXES}}
    one_base = measure.kind == "share" and subject is None
    for group in [group for group in members if group[0] == "row"]:
        _, label, split = group
        # A row that does not say what the rows, or the split, are about belongs to the whole only.
        if label is not None and (split is not None or asked.split is None):
            base = members["shared", split] if one_base else members[group]
            cells = {sex: _cell(members[group][sex], base[sex]) for sex in SEXES}
            # Of a common base a row without anyone of either sex has nothing to say.
            if not one_base or any(cell.count for cell in cells.values()):
                groups[label, split] = cells
    return Recount(groups, sex_missing=len(whole[None]["n"]))


def _entity(row: Row, unit: str) -> str:
    key = {"insatser": "number", "ärenden": "case_id", "personer": "person_id"}[unit]
    return f"row {row['number']}" if row[key] is None else str(row[key])


def _parts(row: Row, measure: Measure, subject: str | None) -> dict[str, bool]:
    answer = row[measure.column]
    if measure.kind == "rate":
        answered = answer in measure.answers
        return {"n": answered, "count": answer in measure.positive, "missing": not answered}
    granted = all((row[column] or "") in values for column, values in measure.only.items())
    return {
        "n": measure.base == "all" or (granted and answer is not None),
        "count": granted and (answer == subject if subject else answer is not None),
        "missing": granted and answer is None,
    }


def _cell(members: Mapping[str, set[str]], base: Mapping[str, set[str]]) -> Cell:
    return Cell(len(base["n"]), len(members["count"]), len(members["missing"]))
