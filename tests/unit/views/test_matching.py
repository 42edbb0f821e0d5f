"""Needs and interventions: what is planted is seen, and every number is a view's or follows from such."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest

from jamstalld.charts.heat import heat_table
from jamstalld.charts.matching import match_cells, match_heat, match_table
from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.cells import Cell
from jamstalld.views.matching import Matching, MatchingRequest, SameNeed, matching, matching_to_json
from jamstalld.views.matching.comparing import MARGIN
from jamstalld.views.request import ViewRequest
from jamstalld.wording.matching import ANY, SAME_NEED
from jamstalld.wording.numbers import count_or_few, number
from tests.shared import opened_municipality
from tests.unit.views import SALTS
from tests.unit.views.plain_statistics import benjamini_hochberg

Make = Callable[..., Database]
Load = Callable[..., object]
LATEST = Period.parse("2025K4..2026K3")
SUBSTANCE_USE, ECONOMIC, CHILD = "Skadligt bruk och beroende", "Ekonomiskt bistånd", "Barn och unga"
IN_SUBSTANCE_USE = MatchingRequest(SUBSTANCE_USE, period=LATEST)
ASKED = (
    IN_SUBSTANCE_USE,
    replace(IN_SUBSTANCE_USE, count_unit="personer"),
    replace(IN_SUBSTANCE_USE, area=ECONOMIC, filters=(("age_group", "25–44 år"),)),
    MatchingRequest("Äldre", period=Period.parse("2025")),
    MatchingRequest(CHILD, need="need_level", period=LATEST),
)


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def salted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, request.param)


@pytest.fixture(scope="module", params=ASKED, ids=lambda one: f"{one.area}-{one.count_unit}")
def asked(request: pytest.FixtureRequest) -> MatchingRequest:
    return request.param


@pytest.fixture(scope="module")
def seen(asked: MatchingRequest, sample_database: Database) -> Matching:
    return matching(sample_database, asked)


def same_view(asked: MatchingRequest) -> ViewRequest:
    return ViewRequest(
        "received",
        by="intervention",
        filters=(("area", asked.area or ""), *asked.filters),
        period=asked.period,
        count_unit=asked.count_unit,
    )


def same(seen: Matching, row: str) -> SameNeed:
    (found,) = [one for one in seen.same_need if one.cell.row == row]
    return found


def test_every_cell_is_the_row_of_the_view_of_interventions_by_need(
    asked: MatchingRequest, seen: Matching, sample_database: Database
) -> None:
    view = build_view(sample_database, replace(same_view(asked), split="need_level"))
    rows = {(row.label, row.split): row for row in view.rows}
    cells = {(cell.row, cell.column): cell for cell in seen.cells if cell.row != ANY}
    assert {label for label, cell in cells.items() if cell.verdict != "hidden"} == set(rows)
    for label, row in rows.items():
        cell = cells[label]
        assert (cell.women, cell.men, cell.difference) == (row.women, row.men, row.difference)
        assert (cell.p, cell.smallest_visible) == (row.p, row.smallest_visible)


def test_the_same_need_is_the_views_standardised_difference(
    asked: MatchingRequest, seen: Matching, sample_database: Database
) -> None:
    view = build_view(sample_database, replace(same_view(asked), standardise_by=("need_level",)))
    assert view.rows
    for row in view.rows:
        one = same(seen, row.label)
        assert one.crude == row.difference
        assert row.adjusted is not None
        assert one.cell.difference is not None
        told = (one.cell.difference.estimate, one.cell.difference.low, one.cell.difference.high)
        assert told == pytest.approx((row.adjusted.estimate, row.adjusted.low, row.adjusted.high))
    assert (seen.base, seen.words) == (view.base, view.words)


def test_the_shares_at_the_same_need_differ_by_the_difference(seen: Matching) -> None:
    for cell in (*(one.cell for one in seen.same_need), seen.usual):
        assert cell.difference is not None
        assert cell.women.share is not None
        assert cell.men.share is not None
        assert 100 * (cell.women.share - cell.men.share) == pytest.approx(cell.difference.estimate)


def test_any_comes_first_and_then_the_largest_difference(seen: Matching) -> None:
    assert seen.interventions == tuple(one.cell.row for one in seen.same_need)
    assert seen.interventions[0] == ANY
    sizes = [abs(one.cell.difference.estimate) for one in seen.same_need[1:] if one.cell.difference]
    assert sizes == sorted(sizes, reverse=True)
    assert [(cell.row, cell.column) for cell in seen.cells] == list(product(seen.interventions, seen.needs))
    assert all(cell.sentence for cell in (*seen.cells, *(one.cell for one in seen.same_need)))


def test_the_cells_are_one_family_and_the_interventions_another(seen: Matching) -> None:
    cells = [cell for cell in seen.cells if cell.p is not None]
    assert seen.family == len(cells)
    for family in (cells, [one.cell for one in seen.same_need]):
        adjusted = benjamini_hochberg([cell.p or 0.0 for cell in family])
        assert [cell.q for cell in family] == pytest.approx(adjusted)
        for cell in family:
            assert (cell.verdict == "difference") == ((cell.q or 0.0) <= 0.05)


def test_the_usual_is_the_most_common_at_each_need(seen: Matching) -> None:
    for need, usual in seen.usual_at:
        given = {
            cell.row: (cell.women.count or 0) + (cell.men.count or 0)
            for cell in seen.cells
            if cell.column == need and cell.row != ANY
        }
        assert given[usual] == max(given.values()) > 0
    assert [need for need, _ in seen.usual_at] == list(seen.needs)


def test_b_fewer_women_get_anything_at_the_same_need_in_substance_use(salted: Database) -> None:
    seen = matching(salted, IN_SUBSTANCE_USE)
    any_at_all, community = same(seen, ANY).cell, same(seen, "Öppna insatser").cell
    assert any_at_all.verdict == "difference"
    assert any_at_all.difference is not None
    assert any_at_all.difference.high < -MARGIN
    assert community.difference is not None
    assert community.difference.estimate < -15
    assert community.row == seen.interventions[1]
    assert seen.sentences[0].startswith("Vid samma behov får kvinnor och män inte ")
    assert seen.sentences[0].endswith(" lägre för kvinnor.")
    assert "ndelen som får någon insats alls är " in seen.sentences[0]


def test_d_needs_turn_the_difference_round_in_economic_assistance(salted: Database) -> None:
    seen = matching(salted, replace(IN_SUBSTANCE_USE, area=ECONOMIC))
    found = same(seen, ANY)
    assert found.crude is not None
    assert found.crude.estimate < 0
    assert found.cell.difference is not None
    assert found.cell.difference.low > 0
    assert any(line.startswith("När lika behov jämförs vänder skillnaden för någon insats") for line in seen.sentences)
    assert "Utan hänsyn till behov är skillnaden den omvända: " in found.cell.sentence


def test_where_nothing_is_planted_no_difference_is_found(salted: Database) -> None:
    seen = matching(salted, replace(IN_SUBSTANCE_USE, area="Funktionshinder (LSS)"))
    assert seen.sentences[0].startswith("Det finns ingen säker skillnad i vilka insatser ")
    assert "difference" not in {one.cell.verdict for one in seen.same_need}


def decisions(
    needs: Sequence[str], each: int, share: int, *, key: str = "need_area", men: Sequence[str] | None = None
) -> list[dict[str, object]]:
    """So many decisions for each sex and need, of which every so many is granted home care."""
    rows = ((sex, need, at) for sex in "KM" for need in (men if men and sex == "M" else needs) for at in range(each))
    return [
        {
            "person_id": f"P{number}",
            "sex": sex,
            "quarter": "2025K1",
            "intervention": "Hemtjänst",
            "decision": "bifall" if at % share == 0 else "avslag",
            key: need,
        }
        for number, (sex, need, at) in enumerate(rows)
    ]


def test_the_need_may_be_an_area_and_the_data_need_no_areas_of_work(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions(("Boende", "Sysselsättning"), 400, 2))
    seen = matching(database, MatchingRequest(None))
    assert (seen.need, seen.need_title, seen.needs) == ("need_area", "Behovsområde", ("Boende", "Sysselsättning"))
    assert (seen.area, seen.interventions) == (None, (ANY, "Hemtjänst"))


def test_likeness_is_found_where_there_is_enough_of_it(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions(("Boende", "Sysselsättning"), 1500, 2))
    seen = matching(database, MatchingRequest(None))
    assert {one.cell.verdict for one in seen.same_need} == {"similar"}
    assert seen.sentences[0].startswith("Vid samma behov får kvinnor och män i stort sett samma insatser: ")


def test_a_need_that_only_one_sex_has_is_left_out_and_said(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions(("Boende", "Skola"), 60, 2, men=("Boende",)))
    seen = matching(database, MatchingRequest(None))
    assert seen.left_out == pytest.approx(1 / 3)
    assert any(line.startswith("33\u00a0% har ett behov som för få av det ena könet har.") for line in seen.sentences)
    (cell,) = [cell for cell in seen.cells if (cell.row, cell.column) == ("Hemtjänst", "Skola")]
    assert (cell.verdict, cell.women.n, cell.men.n) == ("hidden", 60, 0)
    assert cell.sentence == "Visas inte: inga män."
    assert same(seen, "Hemtjänst").cell.women.n == 60


def test_nobody_is_compared_where_the_needs_have_nothing_in_common(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions(("Boende",), 60, 2, men=("Skola",)))
    seen = matching(database, MatchingRequest(None))
    assert seen.sentences[0] == "Underlaget räcker inte till att jämföra kvinnor och män vid samma behov."
    assert {one.cell.sentence for one in seen.same_need} == {"Visas inte: för få av båda könen har samma behov."}
    assert seen.left_out == 1
    json.dumps(matching_to_json(seen), allow_nan=False)


def test_it_is_said_for_how_many_the_need_is_not_known(make_database: Make, load_rows: Load) -> None:
    rows = decisions(("Boende",), 60, 2)
    for row in rows[:30]:  # of the women
        del row["need_area"]
    database = make_database(threshold=1)
    load_rows(database, rows)
    seen = matching(database, MatchingRequest(None))
    assert (seen.missing_need_women, seen.missing_need_men) == (0.5, 0.0)
    told = "Behovsområde saknas för 50\u00a0% av kvinnorna. De är inte med i jämförelsen."
    assert told in seen.sentences


def test_a_cell_that_nobody_is_shown_to_be_in_says_so_and_counts_no_comparison(sample_database: Database) -> None:
    seen = matching(sample_database, IN_SUBSTANCE_USE)
    few = [cell for cell in seen.cells if cell.sentence == "Visas inte: färre än 5 har fått den."]
    assert few
    for cell in few:
        assert (cell.verdict, cell.p, cell.difference) == ("hidden", None, None)
        assert min(cell.women.n or 0, cell.men.n or 0) >= 5
        assert (cell.women.count, cell.men.count) == (None, None)
    assert any(line.startswith(f"{len(few)} av {len(seen.cells)} rutor visas inte: ") for line in seen.sentences)


def test_json_table_and_heat_map_say_the_same(seen: Matching) -> None:
    told = json.loads(json.dumps(matching_to_json(seen), allow_nan=False))
    cells: list[Cell] = match_cells(seen)
    table, heat = match_table(seen), match_heat(seen)
    drawn = heat_table(
        heat, row_title="Insats", column_title=seen.need_title, words=seen.words, threshold=seen.threshold
    )
    assert len(cells) == len(seen.cells) + len(seen.same_need) == len(table) == len(heat)
    by_place = {
        (cell["row"], cell["column"]): cell for cell in (*told["cells"], *(one["cell"] for one in told["same_need"]))
    }
    for line, hot, twin in zip(table, heat, drawn, strict=True):
        cell = by_place[line["Insats"], line[seen.need_title]]
        difference = cell.get("difference") or {}
        assert (hot.estimate, hot.low, hot.high) == tuple(difference.get(key) for key in ("estimate", "low", "high"))
        assert (hot.women_n, hot.men_n, hot.verdict) == (cell["women"]["n"], cell["men"]["n"], cell["verdict"])
        counted = cell["verdict"] != "hidden" and line[seen.need_title] != SAME_NEED
        numbers = {
            f"{word.capitalize()}, antal": cell[sex] for word, sex in zip(seen.words, ("women", "men"), strict=True)
        }
        own = {key: f"{count_or_few(one['count'], 5)} av {number(one['n'])}" for key, one in numbers.items() if counted}
        assert line.items() >= ({key: text for key, text in twin.items() if key != "Bedömning"} | own).items()
        assert set(cell["women"]) == {"n", "count", "share", "low", "high", "missing"}
    assert [line[seen.need_title] for line in table[: len(seen.needs) + 1]] == [*seen.needs, SAME_NEED]
    assert told["usual"]["women"]["share"] == seen.usual.women.share
    assert told["filters"] == dict(seen.filters)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            replace(IN_SUBSTANCE_USE, area=None),
            "Välj ett verksamhetsområde (--area). Behov på samma nivå betyder olika saker i olika områden.",
        ),
        (
            replace(IN_SUBSTANCE_USE, need="household"),
            "Behovet står i ”Behovsnivå” (need_level) eller ”Behovsområde” (need_area).",
        ),
        (
            replace(IN_SUBSTANCE_USE, filters=(("intervention", "LVM"),)),
            "Insatserna är det som jämförs, så det går inte att välja ut en av dem.",
        ),
        (
            replace(IN_SUBSTANCE_USE, filters=(("unit", "U"), ("age_group", "25–44 år"))),
            "Högst 3 uppgifter kan ses tillsammans, urval medräknade, och här är det 4: behovsnivå, "
            "verksamhetsområde, enhet och åldersgrupp. Prova att ta bort urvalet på enhet eller att ta bort urvalet "
            "på åldersgrupp. Kön, kvartal och insats räknas inte dit.",
        ),
        (
            replace(IN_SUBSTANCE_USE, filters=(("area", "Äldre"),)),
            "Varje urval tar ett värde i taget. Välj ett värde, eller alla.",
        ),
        (replace(IN_SUBSTANCE_USE, count_unit="liter"), "Måttet kan räknas i insatser, ärenden, personer."),
    ],
)
def test_what_may_not_be_asked_is_refused_with_what_can_be(
    sample_database: Database, request_: MatchingRequest, message: str
) -> None:
    with pytest.raises(RequestError) as error:
        matching(sample_database, request_)
    assert error.value.message == message


def test_an_area_that_is_not_there_has_nothing_to_show(sample_database: Database) -> None:
    seen = matching(sample_database, replace(IN_SUBSTANCE_USE, area="Finns inte"))
    assert seen.sentences[0] == "Det finns inget att visa för det här urvalet och den här perioden."
    assert (seen.cells, seen.usual_at, seen.usual.verdict) == ((), (), "hidden")


def test_a_known_spelling_of_an_area_is_understood(sample_database: Database) -> None:
    seen = matching(sample_database, replace(IN_SUBSTANCE_USE, area="missbruk"))
    assert seen.area == SUBSTANCE_USE
    assert seen.filters == (("area", SUBSTANCE_USE),)


def test_children_are_called_so(sample_database: Database) -> None:
    seen = matching(sample_database, replace(IN_SUBSTANCE_USE, area=CHILD))
    texts = " ".join([seen.question, *seen.sentences, *(cell.sentence for cell in seen.cells), *seen.cannot_say])
    assert "flickor" in texts
    assert "kvinn" not in texts
    assert " män" not in texts


def test_data_without_needs_or_interventions_and_an_empty_database_say_so(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    with pytest.raises(EmptyDatabaseError):
        matching(database, MatchingRequest(None))
    load_rows(
        database, [{key: value for key, value in row.items() if key != "need_area"} for row in decisions(("x",), 6, 2)]
    )
    with pytest.raises(MissingVariableError) as error:
        matching(database, MatchingRequest(None))
    assert error.value.message.startswith("Underlaget säger inget om behov.")
    bare = make_database()
    load_rows(
        bare, [{key: value for key, value in row.items() if key != "intervention"} for row in decisions(("x",), 6, 2)]
    )
    with pytest.raises(MissingVariableError) as error:
        matching(bare, MatchingRequest(None))
    assert "”Insats”" in error.value.message
