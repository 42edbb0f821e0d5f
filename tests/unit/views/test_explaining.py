"""What is planted is taken apart rightly whatever the salt, and the parts are those of the released counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from itertools import product

import pytest

from jamstalld.charts.decomposition import parts_table
from jamstalld.charts.explanation import picture_of, strata_table, ways_table
from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.explaining import Explanation, explain, explanation_to_json
from jamstalld.views.explaining.saying import decimals_of
from jamstalld.views.model import Estimate
from jamstalld.views.request import ViewRequest
from jamstalld.wording.explanation_notes import HIDDEN, HOW_MANY, MEASURED, NOT_POSSIBLE
from jamstalld.wording.sentences import NOTHING
from jamstalld.wording.units import unit_of
from tests.shared import opened_municipality
from tests.unit.views import SALTS

Make = Callable[..., Database]
Load = Callable[..., object]
NEED = ("need_level",)
ECONOMIC, SUBSTANCE_USE = ("area", "Ekonomiskt bistånd"), ("area", "Skadligt bruk och beroende")
HOMECARE = ("intervention", "Hemtjänst")
YEARS = (Period.parse("2024"), Period.parse("2025"))
ASKED: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], str | None], ...] = (
    ("approval", NEED, (), None),
    ("approval", NEED, (ECONOMIC,), "personer"),
    ("approval", ("need_level", "age_group"), (SUBSTANCE_USE,), None),
    ("approval", ("area", "intervention", "need_level"), (), "ärenden"),
    ("approval", NEED, (("area", "Barn och unga"),), None),
    ("received", ("area",), (HOMECARE,), None),
    ("received", ("area", "age_group"), (HOMECARE,), None),
    ("end_reason", ("area",), (("end_reason", "Målet nått"),), None),
    ("violence_asked", ("area", "household"), (), None),
    ("hours", NEED, (HOMECARE,), None),
    ("waiting", ("area", "need_level"), (), None),
)


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def salted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, request.param)


@pytest.fixture(scope="module", params=ASKED, ids=lambda one: "-".join((one[0], *one[1])))
def seen(request: pytest.FixtureRequest, sample_database: Database) -> Explanation:
    measure, factors, filters, unit = request.param
    return explain(sample_database, measure, factors, filters, count_unit=unit)


def remains(made: Explanation) -> Estimate:
    assert made.remains is not None
    assert made.remains.low is not None
    assert made.remains.high is not None
    return Estimate(made.remains.estimate, made.remains.low, made.remains.high)


def of_factors(made: Explanation) -> list[float]:
    return [part.estimate for part in made.parts if part.kind == "factor"]


def test_d_the_reversal_is_found_and_named(salted: Database) -> None:
    made = explain(salted, "approval", NEED, (ECONOMIC,))
    assert made.turned
    assert made.moved
    assert made.crude is not None
    assert made.crude.high < 0
    assert made.standardised is not None
    assert made.standardised.low > 0
    assert remains(made).low > 0
    assert of_factors(made)[0] < -25
    assert made.sentences[0].startswith("Skillnaden vänder. Kvinnor fick bifall 1")
    assert made.sentences[0].endswith(" oftare.")
    assert any("kallas Simpsons paradox" in line for line in made.sentences)
    assert any("säger inte att behovet är sakligt bedömt" in line for line in made.cannot_say)


@pytest.mark.parametrize("period", YEARS, ids=str)
def test_d_the_reversal_is_there_each_calendar_year(salted: Database, period: Period) -> None:
    made = explain(salted, "approval", NEED, (ECONOMIC,), period)
    assert made.crude is not None
    assert made.crude.high < 0
    assert remains(made).estimate > made.margin


def test_b_what_need_does_not_explain_remains(salted: Database) -> None:
    made = explain(salted, "approval", NEED, (SUBSTANCE_USE,))
    assert not made.turned
    assert remains(made).high < -made.margin
    assert abs(of_factors(made)[0]) < made.margin
    assert "Simpson" not in " ".join(made.sentences)
    assert made.sentences[0].startswith("Kvinnor fick bifall ")
    assert " återstår" in made.sentences[0]


def test_a_fewer_hours_go_with_need(salted: Database) -> None:
    made = explain(salted, "hours", NEED, (HOMECARE,), YEARS[1])
    (goes_with,) = [part for part in made.parts if part.kind == "factor"]
    assert goes_with.high is not None
    assert goes_with.high < -1
    assert remains(made).low < 0 < remains(made).high
    assert made.unit == "timmar per vecka"
    assert made.mantel_haenszel is None


def test_the_parts_add_up_to_the_difference(seen: Explanation) -> None:
    assert seen.crude is not None
    assert sum(part.estimate for part in seen.parts) == pytest.approx(seen.crude.estimate, abs=1e-9)
    assert [part.kind for part in seen.parts] == [*["factor"] * len(seen.factors), "remains", "unsplit"]
    whole = sum(part.shown for part in seen.parts)
    unit = unit_of(seen.unit, seen.unit_one, seen.margin)
    half = 0.5 / 10 ** decimals_of(unit, seen.crude)
    assert abs(whole - seen.crude.estimate) <= half + 1e-9
    for part in seen.parts[:-1]:
        assert abs(part.shown - part.estimate) <= half + 1e-9


def test_only_one_factor_alone_has_an_interval(seen: Explanation) -> None:
    for part in seen.parts:
        has = part.kind == "remains" or (part.kind == "factor" and len(seen.factors) == 1)
        assert (part.low is not None) == (part.high is not None) == has


def test_everybody_is_as_the_measures_own_view_has_them(seen: Explanation, sample_database: Database) -> None:
    view = build_view(
        sample_database,
        ViewRequest(seen.measure, by=seen.factors[0].key, filters=seen.filters, count_unit=seen.count_unit),
    )
    assert (seen.women, seen.men, seen.crude) == (view.total.women, view.total.men, view.total.difference)
    assert (seen.title, seen.question, seen.unit, seen.margin) == (view.title, view.question, view.unit, view.margin)
    assert (seen.period, seen.data_version, seen.words) == (view.period, view.data_version, view.words)


def test_the_groups_are_those_of_a_view_of_them(sample_database: Database) -> None:
    made = explain(sample_database, "approval", ("need_level", "age_group"), (ECONOMIC,))
    view = build_view(sample_database, ViewRequest("approval", by="need_level", split="age_group", filters=(ECONOMIC,)))
    rows = {f"{row.label} · {row.split}": row for row in view.rows}
    assert rows
    shown = {one.label: (one.women, one.men, one.difference) for one in made.strata if "saknas" not in one.label}
    assert shown == {label: (row.women, row.men, row.difference) for label, row in rows.items()}


def test_the_standardised_difference_is_that_of_a_view(sample_database: Database) -> None:
    made = explain(sample_database, "approval", NEED, (ECONOMIC,))
    view = build_view(sample_database, ViewRequest("approval", by="area", standardise_by=NEED))
    (row,) = [row for row in view.rows if row.label == ECONOMIC[1]]
    assert row.adjusted is not None
    assert made.standardised is not None
    assert astuple(made.standardised) == pytest.approx((row.adjusted.estimate, row.adjusted.low, row.adjusted.high))


def test_the_order_of_the_factors_changes_no_part(sample_database: Database) -> None:
    there, back = (explain(sample_database, "approval", by) for by in (("need_level", "unit"), ("unit", "need_level")))
    assert {part.key: part.estimate for part in there.parts} == pytest.approx(
        {part.key: part.estimate for part in back.parts}
    )
    assert there.standardised is not None
    assert back.standardised is not None
    assert there.standardised.estimate == pytest.approx(back.standardised.estimate)


def test_groups_stand_in_the_order_of_their_values(sample_database: Database) -> None:
    made = explain(sample_database, "approval", ("need_level", "age_group"))
    hidden = {group.label for group in made.hidden}
    ages = ("0–17 år", "18–24 år", "25–44 år", "45–64 år", "65–79 år", "80 år och äldre")
    expected = [f"{need} · {age}" for need, age in product(("låg", "medel", "hög"), ages)]
    assert [one.label for one in made.strata] == [
        label for label in expected if label not in hidden and label in {one.label for one in made.strata}
    ]
    assert len(made.strata) > 10


def test_json_picture_and_tables_say_the_same(seen: Explanation) -> None:
    data = json.loads(json.dumps(explanation_to_json(seen), allow_nan=False))
    assert data["filters"] == dict(seen.filters)
    picture = picture_of(seen)
    assert picture is not None
    drawn = [part for part in data["parts"] if part["kind"] != "unsplit" or part["shown"]]
    assert [part.estimate for part in picture.parts] + [picture.remains.estimate] == [
        part["shown"] for part in sorted(drawn, key=lambda part: part["kind"] == "remains")
    ]
    assert picture.crude.estimate == pytest.approx(sum(part["shown"] for part in data["parts"]))
    assert len(parts_table(picture)) == len(drawn) + 1
    table = strata_table(seen)
    assert [next(iter(row.values())) for row in table] == [one["label"] for one in data["strata"] + data["hidden"]]
    for row, one in zip(table, data["strata"], strict=False):
        told = list(row.values())
        assert str(one["women"]["n"]) in told[1].replace("\u00a0", "")
        assert str(one["men"]["n"]) in told[3].replace("\u00a0", "")
        assert written(told[5]) == pytest.approx(one["difference"]["estimate"], abs=0.5)
    assert [written(list(row.values())[1]) for row in ways_table(seen)] == pytest.approx(
        [
            one["estimate"]
            for one in (data["crude"], data["standardised"], data["mantel_haenszel"], drawn_remains(data))
            if one
        ],
        abs=0.5,
    )


def drawn_remains(data: dict) -> dict:
    return next(part for part in data["parts"] if part["kind"] == "remains")


def written(text: str) -> float:
    """Read a difference back from a table."""
    return float(text.replace("−", "-").replace("+", "").replace(",", "."))


@pytest.mark.parametrize(
    ("measure", "factors", "filters", "message"),
    [
        ("goal", NEED, (), NOT_POSSIBLE),
        ("approval", (), (), HOW_MANY),
        ("approval", ("area", "unit", "need_level", "age_group"), (), HOW_MANY),
        ("approval", ("decision",), (), MEASURED),
        ("received", ("intervention",), (HOMECARE,), MEASURED),
        (
            "received",
            NEED,
            (),
            "Måttet visar hur stor del som har ett visst värde. Välj vilket det ska gälla (--value): insats.",
        ),
        (
            "approval",
            ("area",),
            (ECONOMIC,),
            "Skillnaden går inte att dela upp på ”Verksamhetsområde”, som redan är vald. Välj en annan uppgift.",
        ),
        (
            "approval",
            ("quarter",),
            (),
            "Skillnaden går inte att dela upp på ”Kvartal”, som redan är vald. Välj en annan uppgift.",
        ),
        ("approval", ("sex",), (), "Det går inte att dela upp på ”Kön”."),
        ("approval", ("age",), (), "Det går inte att dela upp på ”Ålder”."),
        (
            "approval",
            ("hittepå",),
            (),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        ("hittepå", NEED, (), "Det finns inget mått ”hittepå”. Visa dem som finns med: jamstalld measures"),
    ],
)
def test_what_may_not_be_asked_is_refused(
    sample_database: Database, measure: str, factors: Sequence[str], filters: Sequence[tuple[str, str]], message: str
) -> None:
    with pytest.raises(RequestError) as refused:
        explain(sample_database, measure, factors, filters)
    assert refused.value.message == message


@pytest.mark.parametrize(
    ("factors", "filters"),
    [
        (("need_level", "age_group", "household"), (ECONOMIC,)),
        (("need_level", "age_group"), (ECONOMIC, ("unit", "Vuxenenheten"))),
        (NEED, (ECONOMIC, ("unit", "Vuxenenheten"), ("age_group", "25–44 år"))),
    ],
)
def test_more_than_the_lattice_holds_is_refused(
    sample_database: Database, factors: tuple[str, ...], filters: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(RequestError, match="Högst 3 uppdelningar och urval åt gången"):
        explain(sample_database, "approval", factors, filters)
    # The intervention does not count, and one less is within.
    allowed = (*factors[1:], "intervention")
    assert explain(sample_database, "approval", allowed, filters).factors


def test_an_empty_database_and_a_missing_column_are_said(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    with pytest.raises(EmptyDatabaseError):
        explain(database, "approval", NEED)
    load_rows(database, people(20, 10, 20, 10))
    with pytest.raises(MissingVariableError, match="Behovsnivå"):
        explain(database, "approval", NEED)


def people(n_1: int, count_1: int, n_2: int, count_2: int, **values: str | None) -> list[dict[str, object]]:
    """Make rows: so many women of whom so many are approved, so many men of whom so many are."""
    return [
        {"sex": sex, "quarter": "2025K1", "decision": "bifall" if at < count else "avslag", **values}
        for sex, n, count in (("K", n_1, count_1), ("M", n_2, count_2))
        for at in range(n)
    ]


@pytest.fixture
def public(make_database: Make, load_rows: Load) -> Callable[[list[dict[str, object]]], Database]:
    """Load rows into a database without protection, where every number can be worked out by hand."""

    def made(rows: list[dict[str, object]]) -> Database:
        database = make_database(threshold=1)
        numbered = [row | {"person_id": f"P{at}"} for at, row in enumerate(rows)]
        load_rows(database, numbered)
        return database

    return made


REVERSED = [
    *people(320, 64, 80, 8, need_level="låg"),
    *people(80, 72, 320, 256, need_level="hög"),
]


def test_unprotected_parts_are_kitagawas(public: Callable[..., Database]) -> None:
    made = explain(public(REVERSED), "approval", NEED)
    # Shares: low .2 and .1, high .9 and .8. Sizes: low .8 and .2, high .2 and .8.
    assert made.crude is not None
    assert made.crude.estimate == pytest.approx(34 - 66)
    assert of_factors(made) == pytest.approx([100 * (0.6 * 0.15 - 0.6 * 0.85)])
    assert remains(made).estimate == pytest.approx(10)
    assert made.parts[-1].estimate == pytest.approx(0, abs=1e-9)
    assert made.standardised is not None
    assert made.standardised.estimate == pytest.approx(10)
    assert made.left_out == 0
    assert [part.shown for part in made.parts] == [-42, 10, 0]
    assert made.sentences[0] == (
        "Skillnaden vänder. Kvinnor fick bifall 32\u00a0procentenheter mer sällan än män, men med samma fördelning på "
        "behovsnivå 10\u00a0procentenheter oftare."
    )


def test_swapping_the_sexes_turns_every_sign_and_nothing_else(public: Callable[..., Database]) -> None:
    swapped = [row | {"sex": {"K": "M", "M": "K"}[str(row["sex"])]} for row in REVERSED]
    there, back = (explain(public(rows), "approval", NEED) for rows in (REVERSED, swapped))
    assert [part.estimate for part in there.parts] == pytest.approx([-part.estimate for part in back.parts])
    for one, other in zip(
        (there.crude, there.standardised, there.mantel_haenszel, remains(there)),
        (back.crude, back.standardised, back.mantel_haenszel, remains(back)),
        strict=True,
    ):
        assert one is not None
        assert other is not None
        assert (one.estimate, one.low, one.high) == pytest.approx((-other.estimate, -other.high, -other.low))
    assert (there.gaps_alike, there.left_out, there.turned) == (back.gaps_alike, back.left_out, back.turned)
    assert (there.women, there.men) == (back.men, back.women)


def test_a_factor_that_is_the_same_for_all_explains_nothing(public: Callable[..., Database]) -> None:
    made = explain(public([row | {"area": "Äldre"} for row in REVERSED]), "approval", ("area",))
    assert made.crude is not None
    assert of_factors(made) == pytest.approx([0.0])
    assert remains(made).estimate == pytest.approx(made.crude.estimate)
    with_need = explain(public([row | {"area": "Äldre"} for row in REVERSED]), "approval", ("area", "need_level"))
    assert of_factors(with_need) == pytest.approx([0.0, -42.0])


def test_a_group_with_one_of_the_sexes_is_left_out_and_told(public: Callable[..., Database]) -> None:
    rows = [*REVERSED, *people(200, 200, 0, 0, need_level="medel")]
    made = explain(public(rows), "approval", NEED)
    assert made.left_out == pytest.approx(200 / 1000)
    assert [(group.label, group.reason) for group in made.hidden] == [("medel", "inga män")]
    assert remains(made).estimate == pytest.approx(10)
    # Of women 336 of 600 are approved in all, 34 of 100 where there are men too.
    assert made.parts[-1].estimate == pytest.approx((56 - 66) - (34 - 66))
    assert any(line.startswith("20\u00a0% av underlaget finns i grupper") for line in made.cannot_say)
    assert any(line.startswith("Det som inte går att dela upp, 22\u00a0") for line in made.sentences)


def test_those_who_lack_a_factor_are_a_group_of_their_own(public: Callable[..., Database]) -> None:
    rows = [*REVERSED, *people(100, 20, 80, 40, need_level=None)]
    made = explain(public(rows), "approval", NEED)
    assert [one.label for one in made.strata] == ["låg", "hög", "uppgift saknas"]
    assert any(
        line.startswith("Behovsnivå saknas för 20\u00a0% av kvinnorna och 17\u00a0% av männen.")
        for line in made.cannot_say
    )


def test_no_group_with_both_sexes_leaves_the_difference_whole(public: Callable[..., Database]) -> None:
    rows = [*people(60, 20, 0, 0, need_level="låg"), *people(0, 0, 60, 50, need_level="hög")]
    made = explain(public(rows), "approval", NEED)
    assert (made.parts, made.standardised, made.mantel_haenszel, made.gaps_alike) == ((), None, None, None)
    assert not made.turned
    assert not made.moved
    assert picture_of(made) is None
    assert made.sentences[0].endswith("Underlaget räcker inte för att dela upp skillnaden på behovsnivå.")
    assert [next(iter(row.values())) for row in ways_table(made)] == ["Som den är"]


def test_one_of_the_sexes_alone_is_not_compared(public: Callable[..., Database]) -> None:
    made = explain(public(people(60, 20, 0, 0, need_level="låg")), "approval", NEED)
    assert made.crude is None
    assert made.sentences == (HIDDEN,)


def test_where_nothing_is_it_is_said(sample_database: Database) -> None:
    made = explain(sample_database, "approval", NEED, (("unit", "Finns inte"),))
    assert (made.crude, made.parts, made.left_out) == (None, (), None)
    assert made.sentences[: len(NOTHING)] == NOTHING


def test_a_standing_difference_is_no_reversal_and_no_movement(public: Callable[..., Database]) -> None:
    rows = [*people(50, 10, 50, 30, need_level="låg"), *people(50, 20, 50, 40, need_level="hög")]
    made = explain(public(rows), "approval", NEED)
    assert not made.turned
    assert not made.moved
    assert made.sentences[0] == (
        "Kvinnor fick bifall 40\u00a0procentenheter mer sällan än män. Inget av skillnaden hänger samman med olika "
        "behovsnivå; 40 återstår."
    )


def test_children_are_girls_and_boys(sample_database: Database) -> None:
    made = explain(sample_database, "approval", NEED, (("area", "Barn och unga"),))
    assert made.words == ("flickor", "pojkar")
    assert "lickor" in made.sentences[0]
    assert not any("vinnor" in line for line in (*made.sentences, *made.cannot_say))
