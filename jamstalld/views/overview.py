"""The quarter at a glance: how many, what differs most clearly, what is alike, and what has moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jamstalld.dictionary import Measure
from jamstalld.errors import EmptyDatabaseError, MissingVariableError
from jamstalld.periods import Period
from jamstalld.store import Database, Question, data_info, dictionary_of, released_counts
from jamstalld.store.question import SEXES
from jamstalld.views.build import build_view
from jamstalld.views.model import Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.views.saying import described

# What the data must hold for a unit of count to be told.
UNIT_COLUMNS = {"personer": "person_id", "ärenden": "case_id", "insatser": "intervention"}


@dataclass(frozen=True)
class Size:
    """How many of one unit of count; None is fewer than the threshold."""

    unit: str
    women: int | None
    men: int | None
    sex_missing: int | None


@dataclass(frozen=True)
class Finding:
    """A row of a view that says something: a clear difference or a likeness.

    Parameters
    ----------
    sentence
        What it says of this period alone.
    """

    view: View
    row: Row
    sentence: str


@dataclass(frozen=True)
class Overview:
    """What the first page shows.

    Parameters
    ----------
    earlier
        The same sizes in the period before, empty if there are no data of it.
    differences, similarities
        The findings, the clearest first.
    views
        Every view looked through, which says how much was looked for.
    """

    period: Period
    earlier_period: Period | None
    sizes: tuple[Size, ...]
    earlier: tuple[Size, ...]
    differences: tuple[Finding, ...]
    similarities: tuple[Finding, ...]
    views: tuple[View, ...]


def overview(database: Database, period: Period | None = None) -> Overview:
    """Look through every measure the data can answer.

    Raises
    ------
    EmptyDatabaseError
        If nothing has been loaded.
    """
    info = data_info(database)
    if info.empty or info.first is None:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    shown = period or info.latest_period()
    before = shown.previous()
    earlier = before if before.first >= info.first else None
    measures = dictionary_of(database).measures
    views: list[View] = []
    for measure in measures.values():
        try:
            views.append(build_view(database, ViewRequest(measure.key, period=shown, compare_with=earlier)))
        except MissingVariableError:
            continue
    findings = [_finding(view, row, measures[view.measure]) for view in views for row in _told(view)]
    return Overview(
        period=shown,
        earlier_period=earlier,
        sizes=_sizes(database, shown, info.columns),
        earlier=_sizes(database, earlier, info.columns) if earlier else (),
        differences=_varied(sorted(_of(findings, "difference"), key=_clearness)),
        similarities=_varied(sorted(_of(findings, "similar"), key=_closeness)),
        views=tuple(views),
    )


def _finding(view: View, row: Row, measure: Measure) -> Finding:
    asked = ViewRequest(view.measure, filters=view.filters, count_unit=view.count_unit)
    alone = described(replace(row, previous=None), measure, asked, view.threshold)
    return Finding(view, row, alone.sentence)


def _told(view: View) -> tuple[Row, ...]:
    """Take the rows of a view, and its whole where the whole is a comparison of its own."""
    return view.rows if view.kind == "share" else (view.total, *view.rows)


def _of(findings: list[Finding], verdict: str) -> list[Finding]:
    return [finding for finding in findings if finding.row.verdict == verdict and _weighty(finding)]


def _weighty(finding: Finding) -> bool:
    """Leave out shares of a whole so small that they could not but be alike."""
    shares = [group.share or 0.0 for group in (finding.row.women, finding.row.men)]
    told = finding.row.verdict == "difference" or finding.view.kind != "share"
    return told or max(shares) * 100 > finding.view.margin


def _clearness(finding: Finding) -> tuple[float, float]:
    """Order differences by how sure they are, then by their size as a part of the measure's margin."""
    difference = finding.row.difference
    return (finding.row.q or 0.0, -abs(difference.estimate) / finding.view.margin if difference else 0.0)


def _closeness(finding: Finding) -> float:
    """Order similarities by how wide a difference they leave room for, as a part of the measure's margin."""
    difference = finding.row.difference
    return max(abs(difference.low), abs(difference.high)) / finding.view.margin if difference else 0.0


def _varied(findings: list[Finding]) -> tuple[Finding, ...]:
    """Put the first finding of every measure before any measure's second, and so on."""
    seen: dict[str, int] = {}
    turns: list[int] = []
    for finding in findings:
        seen[finding.view.measure] = seen.get(finding.view.measure, 0) + 1
        turns.append(seen[finding.view.measure])
    return tuple(finding for _, finding in sorted(zip(turns, findings, strict=True), key=lambda pair: pair[0]))


def _sizes(database: Database, period: Period, columns: frozenset[str]) -> tuple[Size, ...]:
    sizes: list[Size] = []
    for unit, needed in UNIT_COLUMNS.items():
        if needed in columns:
            question = Question(period, "quarter", ((),), {"n": ()}, count_unit=unit)
            table = released_counts(database, question).tables[()]
            counts = [int(table.counts["n"][0, at]) if table.labels else 0 for at in range(len(SEXES))]
            sizes.append(Size(unit, *(count or None for count in counts)))
    return tuple(sizes)
