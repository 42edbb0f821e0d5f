"""A gap over time: the same numbers as the views, what is planted is found, and what cannot be told is left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.model import Estimate
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest, over_time_to_json
from jamstalld.views.request import ViewRequest
from jamstalld.wording.over_time import NO_SIGN, NOT_THE_CAUSE, NOTHING, NOTHING_TO_COMPARE, not_adjusted_sentence
from tests.shared import opened_municipality

Make = Callable[..., Database]
Load = Callable[..., object]
SALTS = ("00" * 32, "11" * 32, "22" * 32)
EFFORT = Quarter.parse("2025K4")
BEFORE, AFTER = Period.parse("2024K4..2025K3"), Period.parse("2025K4..2026K3")
NEED = ("need_level",)
NBSP = "\u00a0"


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def salted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, request.param)


def people(quarter: str, sex: str, asked: int, of: int, **others: object) -> list[dict[str, object]]:
    """Make rows of which so many were asked about violence."""
    return [
        {"sex": sex, "quarter": quarter, "violence_asked": "ja" if at < asked else "nej", **others} for at in range(of)
    ]


# What is planted.


def test_c_the_gap_moves_even_if_nobody_says_when(salted: Database) -> None:
    seen = over_time(salted, OverTimeRequest("violence_asked"))
    assert seen.slope is not None
    assert seen.slope.high < 0
    assert seen.slope.p < 0.001
    assert seen.sentences[0].startswith("Skillnaden har ändrats med i genomsnitt ")
    assert "i kvartal 4 2023 till " in seen.sentences[0]
    assert seen.effort is None
    assert not {NO_SIGN, NOT_THE_CAUSE} & set(seen.sentences)


def test_c_the_gap_closes_when_the_effort_begins(salted: Database) -> None:
    seen = over_time(salted, OverTimeRequest("violence_asked", effort=EFFORT, adjust_by=NEED))
    effort = seen.effort
    assert effort is not None
    assert (effort.before.period, effort.after.period) == (str(BEFORE), str(AFTER))
    assert effort.before.difference is not None
    assert effort.before.difference.low > 30
    assert effort.after.difference is not None
    assert effort.after.difference.low > -5
    assert effort.after.difference.high < 5
    assert effort.change is not None
    assert effort.change.high < -30
    assert effort.adjusted_change is not None
    assert effort.adjusted_change.high < -25
    assert "Den har minskat med " in seen.sentences[0] or "Den har ändrats med " in seen.sentences[0]
    assert seen.sentences[1].startswith("Därefter är det likvärdigt")
    assert seen.sentences[2] == NOT_THE_CAUSE
    assert seen.sentences[3].startswith("Justerat för behovsnivå var skillnaden ")
    assert effort.slope_before is not None
    assert effort.slope_before.low < 0 < effort.slope_before.high


def test_a_fewer_hours_go_with_need_before_and_after(salted: Database, request: pytest.FixtureRequest) -> None:
    home_care = (("intervention", "Hemtjänst"),)
    seen = over_time(salted, OverTimeRequest("hours", filters=home_care, effort=EFFORT, adjust_by=NEED))
    assert seen.effort is not None
    for side in (seen.effort.before, seen.effort.after):
        assert side.difference is not None
        assert side.difference.estimate < -3
    if request.node.callspec.params["salted"] == SALTS[0]:
        # By chance this salt releases less than half of the hours of women with little need.
        assert not_adjusted_sentence("behovsnivå") in seen.sentences
        return
    for side in (seen.effort.before, seen.effort.after):
        assert side.adjusted is not None
        assert abs(side.adjusted.estimate) < 2
        assert side.adjusted.low < 0 < side.adjusted.high
    assert "timmar (färre för kvinnor)" in seen.sentences[0].replace(NBSP, " ")
    assert "före och efter var för sig" in seen.method[-2]


def test_d_the_turned_difference_is_turned_before_and_after(salted: Database) -> None:
    area = (("area", "Ekonomiskt bistånd"),)
    effort = over_time(salted, OverTimeRequest("approval", filters=area, effort=EFFORT, adjust_by=NEED)).effort
    assert effort is not None
    for side in (effort.before, effort.after):
        assert side.difference is not None
        assert side.difference.high < 0
        assert side.adjusted is not None
        assert side.adjusted.low > 0


def test_e_where_nothing_moves_it_is_said(salted: Database) -> None:
    seen = over_time(salted, OverTimeRequest("participation", effort=Quarter.parse("2025K1")))
    assert seen.sentences[0].endswith("Förändringen kan bero på slumpen.")
    assert seen.sentences[1].startswith("Därefter är det likvärdigt")
    assert NO_SIGN in seen.sentences
    assert NOT_THE_CAUSE not in seen.sentences


def test_an_effort_that_is_dated_too_late_is_seen_through(sample_database: Database) -> None:
    seen = over_time(sample_database, OverTimeRequest("violence_asked", effort=EFFORT + 1))
    assert any(line.startswith("Skillnaden ändrades redan före satsningen") for line in seen.sentences)


# The same numbers as everywhere else.


@pytest.mark.parametrize(
    "request_",
    [
        OverTimeRequest("violence_asked", effort=Quarter.parse("2025K2")),
        OverTimeRequest("received", value="Hemtjänst"),
        OverTimeRequest("received", value="Hemtjänst", count_unit="personer"),
        OverTimeRequest("approval", filters=(("area", "Äldre"), ("need_level", "hög")), count_unit="ärenden"),
        OverTimeRequest("goal_attained", filters=(("unit", "Vuxenenheten"),)),
    ],
)
def test_each_quarter_is_the_view_of_that_quarter(sample_database: Database, request_: OverTimeRequest) -> None:
    seen = over_time(sample_database, request_)
    value = (("intervention", request_.value),) if request_.value else ()
    assert [point.quarter for point in seen.quarters] == [str(Quarter.parse("2023K4") + at) for at in range(12)]
    for point in seen.quarters:
        view = build_view(
            sample_database,
            ViewRequest(
                request_.measure,
                by="quarter",
                filters=(*request_.filters, *value),
                period=Period.parse(point.quarter),
                count_unit=request_.count_unit,
            ),
        )
        if view.hidden:
            assert (point.difference, point.hidden) == (None, view.hidden[0].reason)
        else:
            (row,) = view.rows
            assert (point.women, point.men, point.difference) == (row.women, row.men, row.difference)


def test_before_and_after_are_the_views_of_those_periods(sample_database: Database) -> None:
    effort = over_time(sample_database, OverTimeRequest("violence_asked", effort=EFFORT)).effort
    view = build_view(sample_database, ViewRequest("violence_asked", period=AFTER, compare_with=BEFORE))
    assert effort is not None
    assert view.total.previous is not None
    assert (effort.after.women, effort.after.men) == (view.total.women, view.total.men)
    assert effort.after.difference == view.total.difference
    assert effort.before.difference == view.total.previous.difference
    assert effort.change == view.total.previous.change


@pytest.mark.parametrize(
    ("began", "before", "after"),
    [
        ("2025K4", "2024K4..2025K3", "2025K4..2026K3"),
        ("2025K1", "2024", "2025"),
        ("2026K1", "2025", "2026K3"),
        ("2026K3", "2025K3..2026K2", "2026K3"),
        ("2024K1", "2023K4", "2024"),
        ("2024K3", "2024K2", "2024K3..2025K2"),
        ("2024K4", "2023K4..2024K3", "2024K4..2025K3"),
    ],
)
def test_the_sides_are_four_quarters_or_one_and_never_two_or_three(
    sample_database: Database, began: str, before: str, after: str
) -> None:
    seen = over_time(sample_database, OverTimeRequest("approval", effort=Quarter.parse(began)))
    assert seen.effort is not None
    assert (seen.effort.before.period, seen.effort.after.period) == (before, after)
    assert (seen.effort.before.whole, seen.effort.after.whole) == (len(before) != 6, len(after) != 6)
    told = "\n".join(seen.sentences)
    assert ("Det finns inte fyra kvartal före satsningen" in told) == (len(before) == 6)
    assert ("Det finns inte fyra kvartal från satsningens början än" in told) == (len(after) == 6)
    point = next(point for point in seen.quarters if point.quarter == "2026K3")
    if after == "2026K3":
        assert seen.effort.after.difference == point.difference


def test_the_quarters_do_not_depend_on_the_effort(sample_database: Database) -> None:
    plain = over_time(sample_database, OverTimeRequest("approval"))
    for at in range(1, 12):
        seen = over_time(sample_database, OverTimeRequest("approval", effort=Quarter.parse("2023K4") + at))
        assert (seen.quarters, seen.run, seen.slope) == (plain.quarters, plain.run, plain.slope)


# Adjusting.


def test_adjusting_compares_like_with_like_on_one_distribution(make_database: Make, load_rows: Load) -> None:
    """Within each need level the gap is what it was; women have more of the level where many are asked, but only then.

    Crude: 2024K4 women (60·0.8 + 20·0.4)/80 = 70 %, men (20·0.6 + 60·0.2)/80 = 30 %; 2025K1 women and men 50/50,
    60 % and 40 %. Within the levels women are 20 points higher in both.
    """
    database = make_database(1)
    rows: list[dict[str, object]] = []
    for quarter, sex, level, asked, of in (
        *(("2024K4", "K", "hög", 48, 60), ("2024K4", "K", "låg", 8, 20)),
        *(("2024K4", "M", "hög", 12, 20), ("2024K4", "M", "låg", 12, 60)),
        *(("2025K1", "K", "hög", 32, 40), ("2025K1", "K", "låg", 16, 40)),
        *(("2025K1", "M", "hög", 24, 40), ("2025K1", "M", "låg", 8, 40)),
    ):
        rows += people(quarter, sex, asked, of, need_level=level)
    load_rows(database, rows)
    effort = over_time(
        database, OverTimeRequest("violence_asked", effort=Quarter.parse("2025K1"), adjust_by=NEED)
    ).effort
    assert effort is not None
    assert effort.before.difference is not None
    assert effort.before.difference.estimate == pytest.approx(40)
    assert effort.change is not None
    assert effort.change.estimate == pytest.approx(-20)
    for gap, wanted in ((effort.before.adjusted, 20), (effort.after.adjusted, 20), (effort.adjusted_change, 0)):
        assert gap is not None
        assert gap.estimate == pytest.approx(wanted)
        assert gap.low < wanted < gap.high


def test_adjusting_by_a_constant_changes_nothing(make_database: Make, load_rows: Load) -> None:
    database = make_database(5)
    rows = [
        *people("2024K4", "K", 40, 60, need_level="låg"),
        *people("2024K4", "M", 20, 50, need_level="låg"),
        *people("2025K1", "K", 50, 70, need_level="låg"),
        *people("2025K1", "M", 40, 60, need_level="låg"),
    ]
    load_rows(database, rows)
    effort = over_time(
        database, OverTimeRequest("violence_asked", effort=Quarter.parse("2025K1"), adjust_by=NEED)
    ).effort
    assert effort is not None
    for crude, adjusted in (
        (effort.before.difference, effort.before.adjusted),
        (effort.after.difference, effort.after.adjusted),
        (effort.change, effort.adjusted_change),
    ):
        assert crude is not None
        assert adjusted is not None
        assert adjusted.estimate == pytest.approx(crude.estimate)


@pytest.mark.parametrize("measure", ["hours", "goal"])
def test_adjusting_means_and_scales_by_a_constant_changes_nothing(
    make_database: Make, load_rows: Load, measure: str
) -> None:
    database = make_database(1)
    rows = [
        {
            "sex": sex,
            "quarter": quarter,
            "intervention": "Hemtjänst",
            "need_level": "låg",
            "hours_per_week": 2 + 3 * (at % last),
            "goal": ("helt uppnått", "delvis uppnått", "inte uppnått")[at % last % 3],
        }
        for quarter, sex, last in (("2024K4", "K", 5), ("2024K4", "M", 7), ("2025K1", "K", 4), ("2025K1", "M", 3))
        for at in range(40)
    ]
    load_rows(database, rows)
    request = OverTimeRequest(measure, effort=Quarter.parse("2025K1"), adjust_by=NEED)
    effort = over_time(database, request).effort
    assert effort is not None
    for crude, adjusted in (
        (effort.before.difference, effort.before.adjusted),
        (effort.after.difference, effort.after.adjusted),
        (effort.change, effort.adjusted_change),
    ):
        assert crude is not None
        assert adjusted is not None
        assert adjusted.estimate == pytest.approx(crude.estimate)
        assert crude.estimate != 0


def test_what_only_one_sex_has_on_one_side_is_left_out_of_both(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    both = [
        *people("2024K4", "K", 8, 10, need_level="låg"),
        *people("2024K4", "M", 5, 10, need_level="låg"),
        *people("2025K1", "K", 7, 10, need_level="låg"),
        *people("2025K1", "M", 6, 10, need_level="låg"),
    ]
    # In 2025K1 no man has a high need.
    alone = [
        *people("2024K4", "K", 0, 10, need_level="hög"),
        *people("2024K4", "M", 10, 10, need_level="hög"),
        *people("2025K1", "K", 10, 10, need_level="hög"),
    ]
    load_rows(database, both + alone)
    effort = over_time(
        database, OverTimeRequest("violence_asked", effort=Quarter.parse("2025K1"), adjust_by=NEED)
    ).effort
    assert effort is not None
    assert effort.before.adjusted is not None
    assert effort.before.adjusted.estimate == pytest.approx(30)
    assert effort.after.adjusted is not None
    assert effort.after.adjusted.estimate == pytest.approx(10)


def test_where_no_level_has_both_sexes_nothing_is_adjusted(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    rows = [
        *people("2024K4", "K", 8, 10, need_level="låg"),
        *people("2024K4", "M", 5, 10, need_level="hög"),
        *people("2025K1", "K", 7, 10, need_level="låg"),
        *people("2025K1", "M", 6, 10, need_level="hög"),
    ]
    load_rows(database, rows)
    seen = over_time(database, OverTimeRequest("violence_asked", effort=Quarter.parse("2025K1"), adjust_by=NEED))
    assert seen.effort is not None
    assert (seen.effort.before.adjusted, seen.effort.adjusted_change) == (None, None)
    assert "Det går inte att justera för behovsnivå: grupperna blir för små." in seen.sentences


# What is not there.


def test_a_quarter_without_one_sex_or_without_anything_is_a_gap(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    rows = [
        *people("2024K1", "K", 6, 10),
        *people("2024K1", "M", 4, 10),
        *people("2024K2", "K", 6, 10),
        *people("2024K4", "K", 5, 10),
        *people("2024K4", "M", 5, 10),
    ]
    load_rows(database, rows)
    seen = over_time(database, OverTimeRequest("violence_asked"))
    assert [(point.quarter, point.difference is None, point.hidden) for point in seen.quarters] == [
        ("2024K1", False, ""),
        ("2024K2", True, "inga män"),
        ("2024K3", True, "inga uppgifter"),
        ("2024K4", False, ""),
    ]
    assert seen.quarters[1].women.n is None
    assert seen.slope is None
    assert seen.run is not None
    assert not seen.run.shift
    assert seen.sentences[0] == (
        "Med två kvartal går det inte att se ett mönster som är mer än slumpen. Det brukar behövas minst tio."
    )
    assert "Två kvartal går inte att jämföra och är luckor i bilden." in seen.sentences
    assert "Ingen uppgift saknas." in seen.sentences


def test_a_side_without_one_sex_cannot_be_compared(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    load_rows(database, [*people("2024K1", "K", 6, 10), *people("2024K2", "K", 6, 10), *people("2024K2", "M", 6, 10)])
    seen = over_time(database, OverTimeRequest("violence_asked", effort=Quarter.parse("2024K2")))
    assert seen.effort is not None
    assert seen.effort.change is None
    assert seen.sentences[0] == NOTHING_TO_COMPARE


def test_a_selection_of_nobody_has_nothing_to_show(sample_database: Database) -> None:
    seen = over_time(sample_database, OverTimeRequest("approval", filters=(("unit", "Hittepå"),)))
    assert seen.sentences[: len(NOTHING)] == NOTHING
    assert (seen.run, seen.slope, seen.effort) == (None, None, None)
    assert {point.difference for point in seen.quarters} == {None}


def test_children_are_girls_and_boys(sample_database: Database) -> None:
    seen = over_time(sample_database, OverTimeRequest("approval", filters=(("area", "Barn och unga"),)))
    assert seen.words == ("flickor", "pojkar")
    assert not [line for line in seen.sentences if "kvinnor" in line or "män " in line]


# Errors.


def test_an_empty_database_says_what_to_do_first(make_database: Make) -> None:
    with pytest.raises(EmptyDatabaseError):
        over_time(make_database(), OverTimeRequest("approval"))


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        (OverTimeRequest("hittepå"), RequestError, "Det finns inget mått ”hittepå”."),
        (OverTimeRequest("received"), RequestError, "Välj vad som ska följas över tid: ett värde av insats (--value)."),
        (
            OverTimeRequest("approval", value="bifall"),
            RequestError,
            "Måttet ”Bifall” har inga värden att välja mellan.",
        ),
        (OverTimeRequest("approval", adjust_by=NEED), RequestError, "Ange när satsningen började (--effort)"),
        (
            OverTimeRequest("approval", effort=Quarter.parse("2023K4")),
            RequestError,
            "Välj ett kvartal från 2024K1 till 2026K3: det behövs kvartal både före satsningen och från dess början.",
        ),
        (OverTimeRequest("approval", effort=Quarter.parse("2026K4")), RequestError, "Välj ett kvartal från 2024K1"),
        (
            OverTimeRequest(
                "approval",
                filters=(("area", "Äldre"), ("unit", "Äldreomsorg"), ("age_group", "80 år och äldre")),
                effort=EFFORT,
                adjust_by=NEED,
            ),
            RequestError,
            "Högst 3 uppdelningar och urval åt gången",
        ),
        (
            OverTimeRequest("approval", filters=(("municipality", "Exempelköping"),)),
            MissingVariableError,
            "Underlaget saknar uppgiften ”Kommun”.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(
    sample_database: Database, request_: OverTimeRequest, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        over_time(sample_database, request_)
    assert str(getattr(raised.value, "message", "")).startswith(message)


def test_what_the_data_lack_is_named(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    load_rows(database, people("2024K1", "K", 6, 10))
    for request in (
        OverTimeRequest("goal_attained"),
        OverTimeRequest("violence_asked", count_unit="personer"),
    ):
        with pytest.raises(MissingVariableError):
            over_time(database, request)
    with pytest.raises(RequestError, match="bara ett kvartal"):
        over_time(database, OverTimeRequest("violence_asked", effort=Quarter.parse("2024K1")))


# The whole.


def turned(gap: Estimate | None) -> tuple[float, ...] | None:
    return None if gap is None else (-gap.estimate, -gap.high, -gap.low)


def test_swapping_the_sexes_turns_every_sign_and_nothing_else(make_database: Make, load_rows: Load) -> None:
    there, back = make_database(1), make_database(1)
    asked = {"K": (12, 14, 9, 16, 11, 3), "M": (4, 9, 10, 2, 8, 15)}
    for database, names in ((there, {"K": "K", "M": "M"}), (back, {"K": "M", "M": "K"})):
        rows = [
            row
            for sex, counts in asked.items()
            for at, count in enumerate(counts)
            for row in people(str(Quarter.parse("2024K1") + at), names[sex], count, 20, need_level="låg")
        ]
        load_rows(database, rows)
    request = OverTimeRequest("violence_asked", effort=Quarter.parse("2024K4"), adjust_by=NEED)
    one, other = over_time(there, request), over_time(back, request)
    for point, opposite in zip(one.quarters, other.quarters, strict=True):
        assert (point.women, point.men) == (opposite.men, opposite.women)
        assert turned(point.difference) == pytest.approx(as_tuple(opposite.difference))
    assert one.slope is not None
    assert other.slope is not None
    assert one.slope.estimate == pytest.approx(-other.slope.estimate)
    assert one.slope.p == pytest.approx(other.slope.p)
    assert one.run is not None
    assert other.run is not None
    assert one.run.centre == pytest.approx(-other.run.centre)
    assert (one.run.longest_run, one.run.crossings) == (other.run.longest_run, other.run.crossings)
    assert one.effort is not None
    assert other.effort is not None
    assert turned(one.effort.change) == pytest.approx(as_tuple(other.effort.change))
    assert turned(one.effort.adjusted_change) == pytest.approx(as_tuple(other.effort.adjusted_change))


def as_tuple(gap: Estimate | None) -> tuple[float, ...] | None:
    return None if gap is None else (gap.estimate, gap.low, gap.high)


def test_it_can_be_written_as_json_without_holes(sample_database: Database) -> None:
    seen = over_time(sample_database, OverTimeRequest("received", value="Ledsagning", effort=EFFORT, adjust_by=NEED))
    data = json.loads(json.dumps(over_time_to_json(seen), allow_nan=False))
    assert data["filters"] == {"intervention": "Ledsagning"}
    assert data["title"] == "Insatser, Ledsagning"
    assert data["question"] == "Insatser, Ledsagning: hur har könsskillnaden ändrats?"
    assert len(data["quarters"]) == 12
    assert data["effort"]["adjust_by"] == ["need_level"]
    assert data["method"]
    assert data["sentences"] == list(seen.sentences)


def test_means_without_any_spread_have_no_slope(make_database: Make, load_rows: Load) -> None:
    """All are alike, so the intervals are points and tell nothing of how much a quarter weighs."""
    database = make_database(1)
    rows = [
        {"sex": sex, "quarter": quarter, "intervention": "Hemtjänst", "hours_per_week": hours}
        for quarter in ("2024K1", "2024K2", "2024K3", "2024K4")
        for sex, hours in (("K", 2), ("M", 12))
        for _ in range(10)
    ]
    load_rows(database, rows)
    seen = over_time(database, OverTimeRequest("hours"))
    assert json.dumps(over_time_to_json(seen), allow_nan=False)
    assert seen.slope is None or seen.slope.p == pytest.approx(1)
