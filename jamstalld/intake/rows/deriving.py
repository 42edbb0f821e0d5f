"""What follows from a row's dates, years and numbers: its quarters, the age, the waiting time, the bands.

The dates themselves are used here and then dropped: what is not needed is not stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jamstalld.dictionary import BANDS
from jamstalld.intake.model import LoadOptions, stored_columns
from jamstalld.intake.rows.collecting import Collected
from jamstalld.intake.rows.ledger import Ledger
from jamstalld.intake.values.cells import QuarterNumber
from jamstalld.intake.values.dates import quarter_of
from jamstalld.intake.values.identity import Identity, Person, person_of, quarter_or_today
from jamstalld.periods import Quarter
from jamstalld.settings import age_group

# Of differences: what people write with a few decimals leaves a remainder in binary numbers (1.3 − 1 is not 0.3).
_DECIMALS = 6


class Derivation:
    """Works out the stored columns of one sheet, and refuses rows where they cannot be right.

    Parameters
    ----------
    fallback
        The quarter's index of rows that do not say their own; None if nothing tells.
    """

    def __init__(
        self,
        collected: Collected,
        ledger: Ledger,
        options: LoadOptions,
        fallback: int | None,
    ) -> None:
        self._columns = collected.columns
        self._rows = range(len(collected.numbers))
        self._nothing: list[Any] = [None] * len(collected.numbers)
        self._numbers = collected.numbers
        self._ledger = ledger
        self._known = options.known
        self._options = options
        self._fallback = fallback

    def stored(self) -> dict[str, list[Any]]:
        """Give every stored column, for every row whatever becomes of it."""
        quarters, decisions = self._quarters()
        persons = self._persons(quarters)
        sexes = self._sexes(persons)
        ages = self._ages(quarters, persons)
        self._warn_reversed("end_date", ("decision_date", "start_date"))
        stored = {key: self._column(key) for key in stored_columns(self._known)}
        stored |= {
            "source_row": list(self._numbers),
            "person_id": _first(((person and person.number) for person in persons), self._column("person_id")),
            "sex": sexes,
            "quarter": quarters,
            "decision_quarter": decisions,
            "closing_quarter": self._closings(quarters),
            "age": ages,
            "age_group": self._age_groups(ages),
            "waiting_days": self._waiting(),
            "score_change": self._score_changes(),
        }
        stored |= self._bands(stored)
        if self._options.unit:
            stored["unit"] = [unit or self._options.unit for unit in stored["unit"]]
        return stored

    def _column(self, key: str) -> list[Any]:
        return self._columns.get(key, self._nothing)

    def _quarters(self) -> tuple[list[Any], list[Any]]:
        """Give the quarter each row is said to be of, and the quarter its decision was made in."""
        given, dates = self._given_quarters(), self._column("decision_date")
        by_day = _by_day(dates)
        decided = [by_day.get(day) for day in dates]
        either = [own if own is not None else by_date for own, by_date in zip(given, decided, strict=True)]
        quarters = [self._fallback if quarter is None else quarter for quarter in either]
        decisions = [
            quarter if by_date is None else by_date for quarter, by_date in zip(quarters, decided, strict=True)
        ]
        if "quarter" in self._columns or "decision_date" in self._columns:
            self._refuse_without_quarter(quarters)
        self._refuse_future(quarters, "quarter" if "quarter" in self._columns else "decision_date")
        self._refuse_future(decisions, "decision_date")
        self._refuse_other_years(given, decided)
        return quarters, decisions

    def _given_quarters(self) -> list[Any]:
        """Give the quarters as written; those without a year take it from a column of its own."""
        given = self._column("quarter")
        if not any(isinstance(value, QuarterNumber) for value in set(given)):
            return given
        joined: list[Any] = []
        for row, (value, year) in enumerate(zip(given, self._column("year"), strict=True)):
            quarter = value
            if isinstance(value, QuarterNumber):
                quarter = None if year is None else Quarter.of(year, value.number).index
                if quarter is None:
                    self._ledger.refuse(row, "quarter_without_year", "quarter")
            joined.append(quarter)
        return joined

    def _refuse_other_years(self, given: list[Any], decided: list[int | None]) -> None:
        """Refuse rows whose year is another than that of their quarter, or of the quarter told for the whole file."""
        years = self._column("year")
        if years is self._nothing:
            return
        for row, (year, own, by_date) in enumerate(zip(years, given, decided, strict=True)):
            quarter = own if own is not None else self._fallback if by_date is None else None
            if year is not None and quarter is not None and quarter // 4 != year and self._ledger.is_open(row):
                self._ledger.refuse(row, "year_disagrees", "year")

    def _refuse_without_quarter(self, quarters: list[Any]) -> None:
        if None in quarters:
            key = "quarter" if "quarter" in self._columns else "decision_date"
            for row in self._rows:
                if quarters[row] is None and self._ledger.is_open(row):
                    self._ledger.refuse(row, "quarter_missing", key)

    def _refuse_future(self, quarters: list[Any], key: str) -> None:
        now = quarter_of(self._options.today)
        if any(quarter is not None and quarter > now for quarter in set(quarters)):
            for row in self._rows:
                if quarters[row] is not None and quarters[row] > now and self._ledger.is_open(row):
                    self._ledger.refuse(row, "future_quarter", key)

    def _persons(self, quarters: list[Any]) -> list[Person | None]:
        """Tell who each row is about, where identity numbers do. The numbers as they were written end here."""
        if "identity_number" not in self._columns:
            return self._nothing
        identities: list[Identity | None] = self._columns.pop("identity_number")
        told: dict[tuple[Identity, int], Person | None] = {}
        persons: list[Person | None] = []
        for row, (identity, quarter) in enumerate(zip(identities, quarters, strict=True)):
            person = None
            if identity:
                seen = identity, quarter_or_today(quarter, self._options.today)
                if seen not in told:
                    told[seen] = person_of(*seen, self._options.today)
                person = told[seen]
                if person is None:
                    self._ledger.refuse(row, "bad_identity_number", "identity_number")
                elif identity.interim and self._ledger.is_open(row):
                    self._ledger.warn(row, "interim_number", "identity_number")
            persons.append(person)
        return persons

    def _sexes(self, persons: list[Person | None]) -> list[Any]:
        """Give the sex as written, else the legal sex of the identity number. They must not say different things."""
        own = self._column("sex")
        if persons is self._nothing:
            return own
        if "sex" in self._columns:
            for row, (sex, person) in enumerate(zip(own, persons, strict=True)):
                if sex and person and person.sex and sex != person.sex:
                    self._ledger.refuse(row, "sex_disagrees", "sex")
        return _first(own, ((person and person.sex) for person in persons))

    def _closings(self, quarters: list[Any]) -> list[Any]:
        """Give the quarter each row was closed in; None while it is open.

        An end that lies ahead is a plan: the case is open still.
        """
        if "end_date" not in self._columns:
            return quarters
        ends = self._column("end_date")
        by_day = _by_day(day for day in set(ends) if day is not None and day <= self._options.today)
        return [by_day.get(day) for day in ends]

    def _ages(self, quarters: list[Any], persons: list[Person | None]) -> list[Any]:
        """Give the age as written, else the age reached in the year, by the year of birth or the identity number.

        The number's day of birth is not used: a file of either kind puts a person in the same age group.
        """
        ages, births = self._column("age"), self._column("birth_year")
        if persons is not self._nothing:
            births = _first(births, ((person and person.born) for person in persons))
        if births is self._nothing:
            return ages
        variable = self._known.variable("age")
        low, high = variable.minimum or 0, variable.maximum or 0
        derived: list[Any] = []
        for row, (age, born, quarter) in enumerate(zip(ages, births, quarters, strict=True)):
            value = age
            if age is None and born is not None and quarter is not None:
                value = quarter // 4 - born
                if not low <= value <= high:
                    value = None
                    if self._ledger.is_open(row):
                        limits = {"low": f"{low:g}", "high": f"{high:g}"}
                        self._ledger.refuse(row, "age_impossible", "birth_year", **limits)
            derived.append(value)
        return derived

    def _age_groups(self, ages: list[Any]) -> list[Any]:
        names = {age: age_group(age, self._options.age_bands) for age in set(ages) if age is not None}
        if not names:
            return self._column("age_group")
        return [
            own if own is not None else names.get(age) for own, age in zip(self._column("age_group"), ages, strict=True)
        ]

    def _bands(self, stored: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """Put numbers into their bands."""
        banded: dict[str, list[Any]] = {}
        for variable in self._known.variables.values():
            if variable.limits and stored[variable.key] is not self._nothing:
                bands, numbers = variable.bands, stored[variable.key]
                names = bands.names
                band = {number: names[bands.place(number)] for number in set(numbers) - {None}}
                banded[variable.key + BANDS] = [band.get(number) for number in numbers]
        return banded

    def _score_changes(self) -> list[Any]:
        """Give how far the score has moved, where it was taken before and after."""
        before, after = self._column("score_before"), self._column("score_after")
        if before is self._nothing or after is self._nothing:
            return self._nothing
        return [
            None if first is None or last is None else round(last - first, _DECIMALS)
            for first, last in zip(before, after, strict=True)
        ]

    def _waiting(self) -> list[Any]:
        """Give the waiting days: as written, else from application to decision."""
        own = self._column("waiting_days")
        if "application_date" not in self._columns or "decision_date" not in self._columns:
            return own
        self._warn_reversed("decision_date", ("application_date",))
        longest = self._known.variable("waiting_days").maximum or 0
        days: list[Any] = []
        dates = zip(own, self._column("application_date"), self._column("decision_date"), strict=True)
        for row, (written, applied, decided) in enumerate(dates):
            value = written
            if written is None and applied and decided and decided >= applied:
                value = (decided - applied).days
                if value > longest:
                    value = None
                    if self._ledger.is_open(row):
                        self._ledger.warn(row, "waiting_implausible", "decision_date", high=f"{longest:g}")
            days.append(value)
        return days

    def _warn_reversed(self, later: str, earlier: tuple[str, ...]) -> None:
        """Warn of rows where what comes later is dated before what comes first."""
        for key in earlier:
            if key not in self._columns or later not in self._columns:
                continue
            titles = {
                "first": self._known.variable(later).title,
                "second": self._known.variable(key).title.lower(),
            }
            for row, (before, after) in enumerate(zip(self._columns[key], self._columns[later], strict=True)):
                if before and after and after < before and self._ledger.is_open(row):
                    self._ledger.warn(row, "dates_reversed", later, **titles)


def _first(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Give each value, or the other where there is none."""
    return [other if value is None else value for value, other in zip(values, others, strict=True)]


def _by_day(days: Iterable[date | None]) -> Mapping[date | None, int]:
    return {day: quarter_of(day) for day in set(days) if day is not None}
