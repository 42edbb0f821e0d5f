"""The overview: one family of all comparisons, and what says most first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest

from jamstalld.compare import smallest_visible
from jamstalld.compare.verdicts import SIGNIFICANT, TOO_SMALL
from jamstalld.dictionary import LocalVariable, Measure, dictionary
from jamstalld.intake import LoadOptions
from jamstalld.loading import Outcome, load_file
from jamstalld.periods import Period
from jamstalld.protect import noise_for
from jamstalld.store import Database, data_info, declare_local
from jamstalld.views.build import build_view
from jamstalld.views.laying_out import WHOLE
from jamstalld.views.model import BaseGroup, Change, Estimate, Group, Row, Verdict, View
from jamstalld.views.overview import Look, Overview, overview
from jamstalld.views.overview.ranking import changes, differences, similarities
from jamstalld.views.overview.waiting import MOST_QUARTERS, too_few
from jamstalld.views.request import ViewRequest
from tests.conftest import TODAY
from tests.shared import opened_municipality

from . import SALTS
from .plain_statistics import benjamini_hochberg

Make = Callable[..., Database]
Load = Callable[..., Outcome]
Compared = tuple[str, str | None, str]
"""A measure, a row variable (None for all together) and a row."""

LATEST, YEAR_BEFORE = Period.parse("2025K4..2026K3"), Period.parse("2024K4..2025K3")
NOBODY = BaseGroup(None, None)
OPEN = noise_for(1)


@pytest.fixture(scope="module")
def seen(sample_database: Database) -> Overview:
    return overview(sample_database)


@pytest.fixture(scope="module")
def views(sample_database: Database) -> list[View]:
    """Every view that the overview is to go through, asked for by itself."""
    made: list[View] = []
    for measure in dictionary().measures.values():
        own = "intervention" if measure.key in ("received", "approval", "hours") else measure.by
        also = ("intervention",) if measure.kind != "share" and own != "intervention" else ()
        made += [build_view(sample_database, ViewRequest(measure.key, by=by, period=LATEST)) for by in (own, *also)]
    return made


def compared(views: list[View]) -> dict[Compared, Row]:
    """Every comparison of some views, the same one once."""
    rows: dict[Compared, Row] = {(view.measure, view.by, row.label): row for view in views for row in view.rows}
    return rows | {(view.measure, None, WHOLE): view.total for view in views if view.kind != "share"}


def in_the_family(seen: Overview) -> list[tuple[Compared, Row]]:
    return [
        ((look.measure.key, None if row.label == WHOLE else look.request.by, row.label), row)
        for look in seen.looks
        for row in look.rows
    ]


def bare(row: Row) -> Row:
    """A row without what depends on what else it is compared with."""
    return replace(row, q=None, verdict="hidden", sentence="", previous=None, bounds=None)


def test_the_views_are_every_measure_by_its_own_variable_and_by_intervention(seen: Overview, views: list[View]) -> None:
    assert [(look.measure.key, look.request.by) for look in seen.looks] == [(view.measure, view.by) for view in views]
    assert len(seen.looks) == 40
    assert [look.measure.key for look in seen.looks if look.first] == list(dictionary().measures)


def test_the_family_is_every_comparison_of_them_once(seen: Overview, views: list[View]) -> None:
    family = in_the_family(seen)
    assert len({key for key, _ in family}) == len(family)
    assert {key: bare(row) for key, row in family} == {key: bare(row) for key, row in compared(views).items()}
    assert seen.family == sum(row.p is not None for row in compared(views).values())
    assert 300 < seen.family < 500


def test_q_is_benjamini_hochberg_over_all_of_them(seen: Overview, views: list[View]) -> None:
    alone = compared(views)
    p = [row.p for row in alone.values() if row.p is not None]
    q = dict(zip([key for key, row in alone.items() if row.p is not None], benjamini_hochberg(p), strict=True))
    for key, row in in_the_family(seen):
        assert row.q == pytest.approx(q[key], abs=1e-12)


def test_verdicts_are_passed_anew(seen: Overview, views: list[View]) -> None:
    """By the rule of every view, with the family's q; and it is not what the views say by themselves."""
    anew = 0
    alone = compared(views)
    margins = {key: measure.margin for key, measure in dictionary().measures.items()}
    for key, row in in_the_family(seen):
        gap, smallest, margin = row.difference, row.smallest_visible, margins[key[0]]
        assert gap is not None
        assert row.q is not None
        assert smallest is not None
        within = -margin < gap.low and gap.high < margin
        open_ = "too_small" if smallest > TOO_SMALL * margin else "uncertain"
        assert row.verdict == ("difference" if row.q <= SIGNIFICANT else "similar" if within else open_)
        anew += row.verdict != alone[key].verdict
    assert anew > 0


def test_findings_are_the_verdicts_of_the_family(seen: Overview) -> None:
    rows = [row for _, row in in_the_family(seen)]
    assert len(seen.differences) == sum(row.verdict == "difference" for row in rows) > 0
    assert {finding.row.verdict for finding in seen.differences} == {"difference"}
    assert {finding.row.verdict for finding in seen.similarities} == {"similar"}
    assert {one.row.verdict for one in seen.few} <= {"too_small", "uncertain"}


def test_a_findings_link_answers_with_the_same_numbers(sample_database: Database, seen: Overview) -> None:
    for finding in (*seen.differences, *seen.similarities, *seen.changes):
        view = build_view(sample_database, replace(finding.look.request, compare_with=seen.earlier_period))
        (same,) = [row for row in (view.total, *view.rows) if row.label == finding.row.label]
        assert bare(same) == bare(finding.row)
        if finding.look.first:
            assert same.previous == finding.row.previous


def test_nothing_is_found_in_what_is_hidden(seen: Overview, views: list[View]) -> None:
    hidden = {(view.measure, view.by, row.label) for view in views for row in view.hidden}
    assert hidden
    assert not hidden & {key for key, _ in in_the_family(seen)}
    assert not hidden & {(one.look.measure.key, one.look.request.by, one.row.label) for one in seen.few}


def test_a_sentence_is_of_this_period_alone(sample_database: Database, seen: Overview) -> None:
    for finding in (*seen.differences, *seen.similarities):
        view = build_view(sample_database, finding.look.request)
        told = {row.label: row for row in (view.total, *view.rows)}[finding.row.label]
        assert finding.sentence
        if told.verdict == finding.row.verdict:
            assert finding.sentence == told.sentence


def test_every_measures_first_finding_comes_before_anyones_second(seen: Overview) -> None:
    for findings in (seen.differences, seen.similarities, seen.changes):
        turns: list[int] = []
        for finding in findings:
            so_far = [other.look.measure.key for other in findings[: len(turns)]]
            turns.append(so_far.count(finding.look.measure.key))
        assert turns == sorted(turns)


def test_the_missing_are_told_of_every_measure(seen: Overview, views: list[View]) -> None:
    bases = {(view.measure, view.by): (view.base.women, view.base.men) for view in views}
    assert {(look.measure.key, look.request.by): (look.women, look.men) for look in seen.looks} == bases


def test_persons_cases_and_interventions_are_counted(seen: Overview) -> None:
    sizes = {size.unit: size for size in seen.sizes}
    assert list(sizes) == ["personer", "ärenden", "insatser"]
    assert sizes["personer"].women is not None
    assert sizes["insatser"].women is not None
    assert 0 < sizes["personer"].women < sizes["insatser"].women
    assert [size.unit for size in seen.earlier] == list(sizes)


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def salted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Overview]:
    for database in opened_municipality(tmp_path_factory, request.param):
        yield overview(database)


def test_what_is_planted_leads(salted: Overview) -> None:
    """Patterns b and f of the sample data among the differences, e among the similarities, c among the changes."""
    told = [(finding.look.measure.key, finding.row.label) for finding in salted.differences]
    given = {("received", "Öppna insatser"), ("received", "Hemtjänst")}
    assert told[0] == ("approval", "Öppna insatser")
    assert told[1] in given
    assert given <= set(told)
    alike = [(finding.look.measure.key, finding.row.label) for finding in salted.similarities]
    assert ("participation", WHOLE) in alike[:3]
    moved = {(finding.look.measure.key, finding.row.label) for finding in salted.changes}
    assert salted.earlier_period == YEAR_BEFORE
    assert {key for key, _ in moved} == {"violence_asked"}
    assert {WHOLE, "Äldre", "Ekonomiskt bistånd", "Funktionshinder (LSS)", "Skadligt bruk och beroende"} == {
        label for _, label in moved
    }


def look(*rows: Row, kind: str = "rate", margin: float = 5.0, key: str = "approval") -> Look:
    measure: Measure = replace(dictionary().measures[key], kind=kind, margin=margin)
    return Look(measure, ViewRequest(key), True, rows, NOBODY, NOBODY)


def row(label: str, gap: tuple[float, float, float], verdict: Verdict = "difference", **more: object) -> Row:
    group = Group(100, 50, 0.5, 0.4, 0.6)
    return Row(label, None, group, group, Estimate(*gap), verdict=verdict, **more)  # type: ignore[arg-type]


def labels(found: list[tuple[Look, Row]]) -> list[str]:
    return [row.label for _, row in found]


def test_what_is_large_at_least_goes_before_what_is_large_perhaps() -> None:
    one = look(
        row("perhaps", (40.0, 1.0, 79.0), q=0.04),
        row("at least", (-12.0, -14.0, -10.0), q=0.03),
        row("little", (6.0, 4.0, 8.0), q=0.0001),
    )
    assert labels(differences([one])) == ["at least", "little", "perhaps"]


def test_sizes_are_in_multiples_of_the_margin() -> None:
    points = look(row("4 of 5", (5.0, 4.0, 6.0)), key="approval")
    hours = look(row("2 of 1", (3.0, 2.0, 4.0)), key="hours", margin=1.0)
    assert labels(differences([points, hours])) == ["2 of 1", "4 of 5"]


def test_among_equals_the_smaller_q_goes_first_and_an_interval_with_0_goes_last() -> None:
    one = look(
        row("with 0", (9.0, -1.0, 19.0), q=0.001),
        row("q 0.02", (9.0, 5.0, 13.0), q=0.02),
        row("q 0.01", (-9.0, -13.0, -5.0), q=0.01),
    )
    assert labels(differences([one])) == ["q 0.01", "q 0.02", "with 0"]


def test_measures_take_turns() -> None:
    first = look(row("a", (30.0, 25.0, 35.0)), row("b", (20.0, 15.0, 25.0)), row("c", (28.0, 24.0, 33.0)))
    other = look(row("d", (8.0, 6.0, 10.0)), row("e", (7.0, 5.0, 9.0)), key="improved")
    assert labels(differences([first, other])) == ["a", "d", "c", "e", "b"]


def test_the_closest_similarity_goes_first_and_shares_that_could_not_differ_are_left_out() -> None:
    wide, close = row("wide", (0.0, -4.5, 4.5), "similar"), row("close", (1.0, -1.0, 3.0), "similar")
    assert labels(similarities([look(wide, close)])) == ["close", "wide"]
    tiny = Group(1000, 20, 0.02, 0.01, 0.03)
    small = replace(row("small", (0.0, -1.0, 1.0), "similar"), women=tiny, men=tiny)
    shares = look(small, close, kind="share", margin=2.0)
    assert labels(similarities([shares])) == ["close"]
    assert labels(similarities([look(small, margin=2.0)])) == ["small"]


def changed(label: str, change: tuple[float, float, float]) -> Row:
    group = Group(100, 50, 0.5, 0.4, 0.6)
    previous = Change(group, group, Estimate(0.0, -1.0, 1.0), Estimate(*change))
    return row(label, (0.0, -9.0, 9.0), "uncertain", previous=previous)


@pytest.mark.parametrize(("low", "found"), [(0.001, True), (-0.001, False)])
def test_a_change_alone_is_told_when_its_interval_leaves_0_out(low: float, found: bool) -> None:
    assert labels(changes([look(changed("up", (10.0, low, 30.0)))])) == ["up"] * found
    assert labels(changes([look(changed("down", (-10.0, -30.0, -low)))])) == ["down"] * found


def test_changes_are_a_family_of_their_own() -> None:
    """One in twenty such intervals leaves 0 out by chance; beside nineteen that do not, it is not told of."""
    still = [changed(str(number), (1.0, -9.0, 11.0)) for number in range(19)]
    assert changes([look(changed("up", (10.0, 0.5, 20.0)), *still)]) == []
    sure = [changed("surely", (30.0, 20.0, 40.0)), changed("more", (-50.0, -60.0, -41.0))]
    assert labels(changes([look(*sure, *still)])) == ["more", "surely"]


def waiting(*rows: Row, quarters: int = 4, **measure: object) -> dict[str, int | None]:
    return {one.row.label: one.quarters for one in too_few([look(*rows, **measure)], quarters, OPEN)}  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["share", "rate"])
@pytest.mark.parametrize("n", [300, 400, 500, 1000])
def test_so_many_quarters_more_and_the_margin_would_show(kind: str, n: int) -> None:
    group = Group(n, n // 4, 0.25, 0.2, 0.3)
    one = replace(row("row", (3.0, -9.0, 15.0), "uncertain", smallest_visible=9.0), women=group, men=group)
    more = waiting(one, kind=kind)["row"]
    assert more is not None
    sizes = [n * (4 + quarters) / 4 for quarters in (more, more - 1)]
    enough, not_enough = (float(smallest_visible(size, size, 0.25)) for size in sizes)
    assert enough <= 0.05 < not_enough


@pytest.mark.parametrize("count", [0, 5])
def test_that_none_or_all_of_a_few_count_does_not_make_the_wait_short(count: int) -> None:
    group = Group(5, count, count / 5, 0.0, 1.0)
    one = replace(row("row", (0.0, -40.0, 40.0), "too_small", smallest_visible=60.0), women=group, men=group)
    assert waiting(one, kind="rate") == {"row": None}


@pytest.mark.parametrize(
    ("smallest", "margin", "quarters", "more"),
    [
        (10.0, 5.0, 4, 12),  # twice as small takes four times as much
        (10.0, 5.0, 1, 3),
        (5.01, 5.0, 4, 1),
        (3.0, 1.0, 4, 32),
        ((44 / 4) ** 0.5 - 1e-9, 1.0, 4, MOST_QUARTERS),
        ((44 / 4) ** 0.5 + 1e-9, 1.0, 4, None),
        (100.0, 10.0, 4, None),
    ],
)
@pytest.mark.parametrize("kind", ["ordinal", "mean"])
def test_of_scales_and_means_the_standard_error_falls_with_the_root(
    kind: str, smallest: float, margin: float, quarters: int, more: int | None
) -> None:
    one = row("row", (0.0, -9.0, 9.0), "too_small", smallest_visible=smallest)
    assert waiting(one, kind=kind, margin=margin, quarters=quarters) == {"row": more}
    if more is not None:
        assert more == ceil(quarters * (smallest / margin) ** 2) - quarters


def test_who_says_something_already_or_would_need_no_more_is_not_waited_for() -> None:
    told = [row(verdict, (0.0, -9.0, 9.0), verdict, smallest_visible=20.0) for verdict in ("difference", "similar")]
    large = row("large enough", (4.0, -1.0, 9.0), "uncertain", smallest_visible=5.0)
    assert waiting(*told, large, kind="mean") == {}


def test_the_nearest_is_waited_for_first_and_the_hopeless_last() -> None:
    rows = [row(str(size), (0.0, -9.0, 9.0), "too_small", smallest_visible=size) for size in (200.0, 12.0, 6.0, 9.0)]
    assert list(waiting(*rows, kind="mean")) == ["6.0", "9.0", "12.0", "200.0"]


def test_quarters_without_data_are_not_counted(make_database: Make, load_rows: Load) -> None:
    """One quarter of data in a period of four: what is needed is four times as much as what there is, not as four."""
    database = make_database(1)
    lines = [
        {"sex": sex, "quarter": "2025K1", "area": "Äldre", "participation": answer}
        for sex, yes in (("K", 485), ("M", 470))
        for answer in ["ja"] * yes + ["nej"] * (660 - yes)
    ]
    load_rows(database, lines)
    one = overview(database, Period.parse("2025"))
    waited = {few.row.label: few.quarters for few in one.few if few.look.measure.key == "participation"}
    assert waited == {WHOLE: 1, "Äldre": 1}
    assert {few.row.label: few.quarters for few in too_few(one.looks, 4, OPEN)} == {WHOLE: 4, "Äldre": 4}


def test_a_municipalitys_own_questions_are_gone_through_too(make_database: Make, tmp_path: Path) -> None:
    database = make_database(1)
    declare_local(database, LocalVariable("Tolk", "yes_no"), by="test")
    declare_local(database, LocalVariable("Restid", "number", limits=(10.0, 30.0), unit="minuter"), by="test")
    file = tmp_path / "egna.csv"
    lines = [
        f"{sex};2025K1;Äldre;{name};{'ja' if number % 2 else 'nej'};{number}"
        for sex in "KM"
        for name in ("Hemtjänst", "Boendestöd")
        for number in range(20)
    ]
    file.write_text("\n".join(["Kön;Kvartal;Verksamhetsområde;Insats;Tolk;Restid", *lines]), "utf-8")
    load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    assert [(look.measure.key, look.request.by) for look in overview(database).looks] == [
        ("received", "intervention"),
        ("local_tolk", "area"),
        ("local_tolk", "intervention"),
        ("local_restid", "area"),
        ("local_restid", "intervention"),
    ]


def test_without_protection_and_without_an_earlier_period(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    lines = [
        {"sex": sex, "quarter": "2025K1", "area": area, "participation": "ja" if number < yes else "nej"}
        for area in ("Äldre", "Socialpsykiatri")
        for sex, yes in (("K", 90), ("M", 40))
        for number in range(100)
    ]
    load_rows(database, lines)
    one = overview(database)
    assert one.threshold == 1
    assert (one.earlier_period, one.earlier, one.changes) == (None, (), ())
    assert data_info(database).latest_period() == one.period
    assert one.family == 3
    assert [finding.row.label for finding in one.differences] == [WHOLE, "Socialpsykiatri", "Äldre"]
