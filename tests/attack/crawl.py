"""Everything that the product tells of a municipality, asked for as its users ask, as numbers of groups.

Two ways go side by side. The door (:func:`at_the_door`) is asked for every group there may be, so that what the
attackers get is complete. The doors that people use (:func:`as_a_user`) are views of every measure, row, split,
filter, period and unit of count, the overview, data quality, menus, the safe workbook and kept views. They are too
many to be asked for one by one, so that a part is drawn with a seed; each number in them must be the door's own.
"""

from __future__ import annotations

import io
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

import openpyxl

from jamstalld.dialogue.analyses import Snapshot
from jamstalld.dictionary import Measure
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.export.safe import SHEET, safe_workbook
from jamstalld.periods import Period
from jamstalld.snapshots import snapshot
from jamstalld.store import Condition, Database, Question, data_info, dictionary_of, entry, put, released_counts
from jamstalld.views.asjson import view_from_json, view_to_json
from jamstalld.views.asking import Plan, plan
from jamstalld.views.build import build_view
from jamstalld.views.choices import filter_choices
from jamstalld.views.laying_out import WHOLE, answer_part
from jamstalld.views.model import Group, Row, View
from jamstalld.views.overview import Overview, overview
from jamstalld.views.quality import looked_at, missing_by_group, missing_by_variable
from jamstalld.views.request import ViewRequest, checked
from tests.attack.land import GROUPED, MEMBERS, NONE, SEXES, UNITS, VALUES, Land, Told, Where, kept_once, ungrouped

MEASURES = ("received", "approval", "goal_attained", "goal", "violence_asked")
ROWS = ("unit", "age_group", "intervention", "decision", "goal", "quarter")
FILTERS = ("unit", "age_group", "intervention", "decision")
CHOICES = {**VALUES, **{name: tuple(members) for name, members in MEMBERS.items()}}
_WOMEN, _MEN = ("kvinnor", "flickor"), ("män", "pojkar")


def at_the_door(
    database: Database,
    land: Land,
    *,
    crossed: bool,
    measures: Sequence[str] = MEASURES,
    units: Sequence[str] = UNITS,
) -> Iterator[Told]:
    """Ask the store for every group of every measure in every period and unit of count.

    A group that is not named is a released 0: somebody who knows the municipality knows that it could be. Written
    down for the first unit only; where it is 0 there, it is in the others.

    Parameters
    ----------
    crossed
        Whether outcomes are asked for by decision too.
    """
    info, known = data_info(database), dictionary_of(database)
    for measure, period, unit in product(measures, land.periods, units):
        own = known.measure(measure).column
        rows = ["unit", "age_group", "intervention", *(["decision"] if crossed or own in FILTERS else [])]
        how = plan(*checked(ViewRequest(measure, by="unit"), known, info.columns), info, known)
        rows += [key for key in GROUPED if key in known.groupings]
        together = chain.from_iterable(combinations(rows, number) for number in range(len(rows) + 1))
        breakdowns = tuple(by for by in together if len({GROUPED.get(name, name) for name in by}) == len(by))
        asked = Question(period, how.quarter_column, breakdowns, how.parts, {}, how.conditions, unit)
        tables = released_counts(database, asked).tables
        for part, conditions in how.parts.items():
            within = {"quarter": [str(quarter) for quarter in period.quarters]}
            for by in breakdowns:
                counts = dict(zip(tables[by].labels, tables[by].counts[part].tolist(), strict=True))
                stored = list(product(*([None if value == NONE else value for value in CHOICES[name]] for name in by)))
                for label in stored if unit == UNITS[0] else counts:
                    where = land.narrowed(
                        {**within, **{n: [v or NONE] for n, v in zip(by, label, strict=True)}}, conditions
                    )
                    if all(where.values()):
                        group = land.named(where)
                        for sex, count in zip(SEXES, counts.get(label, (0, 0, 0)), strict=True):
                            yield Told((kept_once(("sex", (sex,))), *group), count, unit=unit)


def drawn_requests(land: Land, number: int, seed: int) -> Iterator[ViewRequest]:
    """Draw requests: every measure, rows, split, up to two filters, period, unit of count, standardised or not.

    In every second one a grouping stands for the variable it groups.
    """
    pick = random.Random(seed)
    for _ in range(number):
        form = {of: pick.choice((of, key)) for key, of in GROUPED.items()}
        rows = [form.get(name, name) for name in ROWS]
        filters = pick.sample([form.get(name, name) for name in FILTERS], pick.choice((0, 1, 1, 1, 2)))
        period = pick.choice(land.periods)
        earlier = [one for one in land.periods if one.last < period.first and len(one.quarters) == len(period.quarters)]
        yield ViewRequest(
            pick.choice(MEASURES),
            by=pick.choice(rows),
            split=pick.choice((None, *rows)),
            filters=tuple((name, pick.choice([value for value in CHOICES[name] if value != NONE])) for name in filters),
            period=period,
            standardise_by=tuple(pick.sample(rows[:3], pick.choice((0, 0, 0, 1)))),
            compare_with=pick.choice(earlier) if earlier and pick.random() < 0.2 else None,
            count_unit=pick.choice(UNITS),
        )


@dataclass
class User:
    """Somebody who asks for things and writes down every number.

    Parameters
    ----------
    answered
        How many requests have been answered.
    """

    database: Database
    land: Land
    answered: int = 0

    def view(self, request: ViewRequest) -> Iterator[Told]:
        """Look at a view, and at the same as the command's JSON and a kept note have it."""
        try:
            view = build_view(self.database, request)
        except (RequestError, MissingVariableError):
            return
        self.answered += 1
        kept = view_from_json(view_to_json(view))
        assert kept == view
        yield from self.numbers(kept, request)

    def numbers(self, view: View, request: ViewRequest) -> Iterator[Told]:
        """Write down every number of a view."""
        for one in self._numbers(view, request):
            yield replace(one, unit=view.count_unit)

    def _numbers(self, view: View, request: ViewRequest) -> Iterator[Told]:
        info, known = data_info(self.database), dictionary_of(self.database)
        measure, asked = checked(request, known, info.columns)
        how = plan(measure, asked, info, known)
        yield from self._period(view, how, view.period, (view.total, *view.rows))
        if view.compare_period:
            before = [
                replace(row, women=was.women, men=was.men, difference=was.difference, representation=None)
                for row in (view.total, *view.rows)
                if (was := row.previous)
            ]
            yield from self._period(view, how, view.compare_period, before)
        everybody = self._where(how, view.period)
        yield from self._told({**everybody, "sex": [NONE]}, how.parts["n"], view.base.sex_missing)
        for sex, base in zip(SEXES, (view.base.women, view.base.men), strict=False):
            for part, value in (("n", base.n), ("missing", base.missing)):
                yield from self._told({**everybody, "sex": [sex]}, how.parts[part], value)
        for hidden in view.hidden:
            of_split, labels = self._of_split(view, hidden.split), self._labels(view, hidden.label, hidden.split)
            where = {**everybody, **(of_split if how.one_base else labels)}
            for sex, words in zip(SEXES, (_WOMEN, _MEN), strict=False):
                if any(word in hidden.reason for word in words):
                    yield from self._told({**where, "sex": [sex]}, how.parts["n"], 0)

    def _where(self, how: Plan, period: str) -> dict[str, Collection[str]]:
        where: dict[str, Collection[str]] = {"quarter": [str(one) for one in Period.parse(period).quarters]}
        chosen = [Condition(name, (value,)) for name, value in how.filters.items()]
        return self.land.narrowed(where, [*chosen, *how.conditions])

    def _told(
        self, where: Where, conditions: Iterable[Condition], value: int | None, cut: bool = False
    ) -> Iterator[Told]:
        """Write a number down, unless nobody can be in the group."""
        narrow = self.land.narrowed(where, conditions)
        if all(narrow.values()):
            yield Told(self.land.named(narrow), value or 0, cut)
        else:
            assert not value

    def _labels(self, view: View, label: str, split: str | None) -> dict[str, Collection[str]]:
        named = {view.by: [label]} if label != "Alla" else {}
        return ungrouped(named | self._of_split(view, split))

    def _of_split(self, view: View, split: str | None) -> dict[str, Collection[str]]:
        return ungrouped({view.split: [split]} if view.split and split is not None else {})

    def _period(self, view: View, how: Plan, period: str, rows: Iterable[Row]) -> Iterator[Told]:
        everybody = self._where(how, period)
        for row in rows:
            labels = self._labels(view, row.label, row.split)
            # A filter beside rows of the same variable leaves one row; a quarter narrows the period.
            here = {
                **everybody,
                **{n: [v for v in values if v in everybody.get(n, values)] for n, values in labels.items()},
            }
            base = here
            if how.one_base:
                base = {**everybody, **{name: here[name] for name in self._of_split(view, row.split)}}
            for sex, group in zip(SEXES, (row.women, row.men), strict=False):
                for part, where, value, cut in _parts(group, here, base):
                    yield from self._told({**where, "sex": [sex]}, how.parts[part], value, cut)
            _same_as_shown(row)

    def overview(self, period: Period) -> Iterator[Told]:
        """Look at the first page: its sizes, and the rows of every view it goes through."""
        seen: Overview = overview(self.database, period)
        for when, sizes in ((seen.period, seen.sizes), (seen.earlier_period, seen.earlier)):
            for size in sizes:
                assert when is not None
                quarters = [str(one) for one in when.quarters]
                for sex, value in zip(SEXES, (size.women, size.men, size.sex_missing), strict=True):
                    yield Told(self.land.named({"quarter": quarters, "sex": [sex]}), value or 0, unit=size.unit)
        for look in seen.looks:
            request = replace(look.request, compare_with=seen.earlier_period if look.first else None)
            view = build_view(self.database, request)
            rows = tuple(row for row in look.rows if row.label != WHOLE)
            total = next((row for row in look.rows if row.label == WHOLE), view.total)
            yield from self.numbers(replace(view, rows=rows, total=total), request)

    def quality(self, period: Period) -> Iterator[Told]:
        """Look at what is missing, of every variable and by every group that the page offers."""
        within = {"quarter": [str(one) for one in period.quarters]}
        variables = looked_at(self.database)
        by_title = {variable.title: variable.key for variable in variables}
        for row in missing_by_variable(self.database, period):
            yield from self._missing(within, by_title[row.label], row)
        for variable, by in product(variables, ("unit", "quarter")):
            for row in missing_by_group(self.database, variable, by, period):
                yield from self._missing({**within, by: [row.label]}, variable.key, row)

    def _missing(self, where: Where, column: str, row: Row) -> Iterator[Told]:
        for sex, group in zip(SEXES, (row.women, row.men), strict=False):
            here = {**where, "sex": [sex]}
            yield Told(self.land.named(here), group.n or 0)
            lacking = self.land.narrowed(here, [Condition(column, (), null=True)])
            if group.n and lacking[column]:
                yield Told(self.land.named(lacking), group.count or 0, group.count == group.n)

    def menus(self, period: Period) -> Iterator[Told]:
        """Look at what may be chosen: what is not there has no released number."""
        for name, offered in filter_choices(self.database, period).items():
            for value in set(CHOICES[name]) - {NONE, *offered}:
                for sex in SEXES:
                    where = ungrouped({"quarter": [str(one) for one in period.quarters], name: [value], "sex": [sex]})
                    yield Told(self.land.named(where), 0)

    def workbook(self, by: str) -> Iterator[Told]:
        """Open the workbook that may be handed to others."""
        how = plan(
            *self._request(ViewRequest("received", by=by)), data_info(self.database), dictionary_of(self.database)
        )
        sheet = openpyxl.load_workbook(io.BytesIO(safe_workbook(self.database, by=by)))[SHEET]
        lines = [line for line in sheet.iter_rows(values_only=True) if str(line[0]) in self.land.values["quarter"]]
        whole = {str(line[0]): line[2:4] for line in lines if str(line[1]).startswith("Totalt antal")}
        for quarter, label, *counts in lines:
            total = str(label).startswith("Totalt antal")
            for at, sex in enumerate(SEXES[:2]):
                where: Where = {"quarter": [str(quarter)], "sex": [sex], **({} if total else {by: [str(label)]})}
                part = self.land.narrowed(where, how.parts["n" if total else "count"])
                shown = counts[at] if isinstance(counts[at], int) else 0
                yield Told(self.land.named(part), shown, not total and counts[at] == whole[str(quarter)][at])

    def note(self, request: ViewRequest) -> Iterator[Told]:
        """Keep a view as a group saw it, and read it back from the database."""
        made = put(self.database, snapshot(build_view(self.database, request)), by="Test")
        kept = entry(self.database, Snapshot, made.entry.identity)
        assert kept
        yield from self.numbers(view_from_json(kept.entry.result), request)

    def _request(self, request: ViewRequest) -> tuple[Measure, ViewRequest]:
        return checked(request, dictionary_of(self.database), data_info(self.database).columns)


def _parts(group: Group, here: Where, base: Where) -> Iterator[tuple[str, Where, int, bool]]:
    """Take one sex of one row apart: its numbers, and the count that its share of a known whole is."""
    yield "n", base, group.n or 0, False
    yield "missing", here, group.missing or 0, False
    if group.n is not None and group.share is not None:
        cut = group.count == group.n
        yield "count", here, group.count or 0, cut
        yield "count", here, round(group.share * group.n), cut
    for place, count in enumerate(group.distribution):
        yield answer_part(place), here, count or 0, count == group.n


def _same_as_shown(row: Row) -> None:
    """See that nothing beside the numbers says more than they: it is worked out from them."""
    women, men = row.women.count or 0, row.men.count or 0
    if row.representation:
        assert abs(row.representation.women_share * (women + men) - women) < 1e-9
        n = (row.women.n or 0) + (row.men.n or 0)
        assert abs(row.representation.base_women_share * n - (row.women.n or 0)) < 1e-9
    if row.difference and row.women.share is not None and row.men.share is not None:
        assert abs(row.difference.estimate - 100 * (row.women.share - row.men.share)) < 1e-9


def as_a_user(
    database: Database, land: Land, requests: Sequence[ViewRequest], periods: Iterable[Period]
) -> tuple[int, list[Told]]:
    """Go through the doors that people use; give how many views were answered, and every number seen."""
    user = User(database, land)
    told = [one for request in requests for one in user.view(request)]
    for period in periods:
        told += [*user.overview(period), *user.quality(period), *user.menus(period)]
    for by in ("unit", "intervention", *GROUPED):
        told += user.workbook(by)
        told += user.note(ViewRequest("received", by=by, period=land.periods[-1]))
    return user.answered, told
