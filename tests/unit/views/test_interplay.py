"""Several variables together: what is planted is seen, and every number is one that a view gives or a sum of such."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from jamstalld.charts.heat import heat_table
from jamstalld.charts.interplay import heat_cells, interplay_table, interplay_unit
from jamstalld.compare import newcombe
from jamstalld.dictionary import dictionary
from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.protect import noise_for
from jamstalld.store import Database, Question, data_info, released_counts
from jamstalld.views.asking import plan
from jamstalld.views.build import build_view
from jamstalld.views.cells import Cell, Groups, compared_groups
from jamstalld.views.interplay import Interplay, InterplayRequest, interplay, interplay_to_json
from jamstalld.views.interplay.grid import LEAST
from jamstalld.views.request import ViewRequest, checked
from jamstalld.wording.numbers import count_or_few, number
from tests.shared import opened_municipality
from tests.unit.views import SALTS
from tests.unit.views.plain_statistics import benjamini_hochberg

Make = Callable[..., Database]
Load = Callable[..., object]
SUBSTANCE_USE = "Skadligt bruk och beroende"
LATEST, YEAR = Period.parse("2025K4..2026K3"), Period.parse("2025")
BY_NEED = InterplayRequest("approval", "area", "need_level", period=LATEST)
ASKED = (
    BY_NEED,
    replace(BY_NEED, rows="need_level", columns="area"),
    replace(BY_NEED, panels="age_group"),
    replace(BY_NEED, columns="age_group", filters=(("unit", "Vuxenenheten"),), count_unit="personer"),
    InterplayRequest("violence_asked", "area", "quarter", period=YEAR),
    InterplayRequest("received", "area", "age_group", value="Hemtjänst", period=LATEST),
    InterplayRequest("end_reason", "area", "need_level", "household", value="Målet nått", period=LATEST),
    InterplayRequest("goal", "area", "need_level", period=LATEST),
    InterplayRequest("hours", "age_group", "need_level", filters=(("area", "Äldre"),), period=LATEST),
)


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def salted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, request.param)


@pytest.fixture(scope="module", params=ASKED, ids=lambda one: "-".join((one.measure, *one.variables)))
def asked(request: pytest.FixtureRequest) -> InterplayRequest:
    return request.param


@pytest.fixture(scope="module")
def seen(asked: InterplayRequest, sample_database: Database) -> Interplay:
    return interplay(sample_database, asked)


def of(cells: Sequence[Cell], row: str, column: str, panel: str | None = None) -> Cell:
    (found,) = [cell for cell in cells if (cell.row, cell.column, cell.panel) == (row, column, panel)]
    return found


def same_view(asked: InterplayRequest, panel: str | None) -> ViewRequest:
    """The view of one panel: its value is a filter there."""
    filters = [*asked.filters]
    if asked.value:
        filters.append(({"received": "intervention"}.get(asked.measure, asked.measure), asked.value))
    if asked.panels and panel:
        filters.append((asked.panels, panel))
    return ViewRequest(
        asked.measure,
        by=asked.rows,
        split=asked.columns,
        filters=tuple(filters),
        period=asked.period,
        count_unit=asked.count_unit,
    )


def test_every_cell_is_the_row_of_the_view_with_the_same_filters(
    asked: InterplayRequest, seen: Interplay, sample_database: Database
) -> None:
    for panel in seen.panel_values or (None,):
        view = build_view(sample_database, same_view(asked, panel))
        rows = {(row.label, row.split): row for row in view.rows}
        cells = [cell for cell in seen.cells if cell.panel == panel and not cell.row.startswith("Övriga")]
        assert {(cell.row, cell.column) for cell in cells if cell.verdict != "hidden"} == {
            label for label in rows if label[0] not in seen.merged
        }
        for cell in cells:
            if cell.verdict != "hidden":
                row = rows[cell.row, cell.column]
                assert (cell.women, cell.men, cell.difference) == (row.women, row.men, row.difference)
                assert (cell.pairs, cell.effect) == (row.pairs, row.effect)
                assert (cell.p, cell.smallest_visible) == (row.p, row.smallest_visible)
        if panel is None and not seen.merged:
            assert {(cell.row, cell.column): (cell.q, cell.verdict, cell.sentence) for cell in seen.shown} == {
                label: (row.q, row.verdict, row.sentence) for label, row in rows.items()
            }
        if panel is None:
            total = seen.total
            assert (total.women, total.men, total.difference) == (
                *(view.total.women, view.total.men, view.total.difference),
            )
            assert (seen.base, seen.margin, seen.unit, seen.words) == (view.base, view.margin, view.unit, view.words)


def test_hidden_cells_say_what_the_view_says(sample_database: Database) -> None:
    view = build_view(sample_database, ViewRequest("approval", by="area", split="age_group", period=LATEST))
    seen = interplay(sample_database, replace(BY_NEED, columns="age_group"))
    assert view.hidden
    for hidden in view.hidden:
        if hidden.label not in seen.merged:
            cell = of(seen.cells, hidden.label, hidden.split or "")
            assert (cell.verdict, cell.difference, cell.p) == ("hidden", None, None)
            assert cell.sentence == f"Visas inte: {hidden.reason}."


def test_all_combinations_are_there_panel_by_panel_and_row_by_row(seen: Interplay) -> None:
    panels = seen.panel_values or (None,)
    assert [(cell.panel, cell.row, cell.column) for cell in seen.cells] == list(
        product(panels, seen.row_values, seen.column_values)
    )
    assert all(cell.sentence for cell in seen.cells)


def test_all_cells_are_one_family(seen: Interplay) -> None:
    tested = [cell for cell in seen.shown if cell.p is not None]
    assert seen.family == len(tested)
    for cell, q in zip(tested, benjamini_hochberg([cell.p or 0.0 for cell in tested]), strict=True):
        assert cell.q == pytest.approx(q, rel=1e-9)
        assert (cell.verdict == "difference") == (q <= 0.05)


def test_the_smallest_rows_are_merged_and_no_others(
    asked: InterplayRequest, seen: Interplay, sample_database: Database
) -> None:
    views = [build_view(sample_database, same_view(asked, panel)) for panel in seen.panel_values or (None,)]
    large = {row.label for view in views for row in view.rows if min(row.women.n or 0, row.men.n or 0) >= LEAST}
    named = {each.label for view in views for each in (*view.rows, *view.hidden)}
    small = set() if asked.rows == "quarter" or len(named - large) < 2 else named - large
    assert set(seen.merged) == small
    assert set(seen.row_values) - {row for row in seen.row_values if row.startswith("Övriga")} == named - small


def test_a_merged_row_is_the_sum_of_what_is_released_of_its_parts(sample_database: Database) -> None:
    seen = interplay(sample_database, replace(BY_NEED, rows="intervention"))
    assert len(seen.merged) > 10
    assert seen.row_values[-1] == f"Övriga ({len(seen.merged)} grupper)"
    info, known = data_info(sample_database), dictionary()
    asked = checked(ViewRequest("approval", by="intervention", split="need_level"), known, info.columns)
    how = plan(*asked, info, known)
    both = ("intervention", "need_level")
    question = Question(LATEST, how.quarter_column, (both,), how.parts, count_unit="insatser")
    table = released_counts(sample_database, question).tables[both]
    for cell in (cell for cell in seen.shown if cell.row == seen.row_values[-1]):
        at = [place for place, label in enumerate(table.labels) if label[0] in seen.merged and label[1] == cell.column]
        n, count, missing = (table.counts[part][at, :2] for part in ("n", "count", "missing"))
        assert [cell.women.n, cell.men.n] == n.sum(axis=0).tolist()
        assert [cell.women.count, cell.men.count] == np.minimum(count, n).sum(axis=0).tolist()
        assert [cell.women.missing or 0, cell.men.missing or 0] == missing.sum(axis=0).tolist()


def test_the_noise_of_a_merged_row_is_that_of_its_parts_together() -> None:
    noise = noise_for(5)
    counts = np.array([[[6, 20]], [[0, 30]], [[12, 5]]])  # three rows, one column, women and men
    parts = {"n": counts + 20, "count": counts, "missing": np.zeros_like(counts)}
    variances = {part: noise.variance(own) for part, own in parts.items()}
    apart = Groups(parts, variances, np.zeros((3, 1), dtype=np.bool_), noise)
    together = apart.merging(np.array([True, False, True]), axis=0).flat()
    assert together.merged.tolist() == [False, True]
    assert together.parts["count"].tolist() == [[0, 30], [18, 25]]
    assert together.parts["n"].tolist() == [[20, 50], [58, 65]]
    women, men = noise.variance(np.array([6, 12])).sum(), noise.variance(np.array([20, 5])).sum()
    assert together.variance.tolist() == pytest.approx([noise.variance(np.array([0]))[0], max(women, men)])
    _, row = compared_groups(together, [("a", None), ("b", None)], dictionary().measures["approval"], 5.0)
    expected = newcombe(18, 58, 25, 65, noise_variance=max(women, men))
    assert row.difference is not None
    assert (row.difference.low, row.difference.high) == pytest.approx((100 * expected.low, 100 * expected.high))
    plain = newcombe(18, 58, 25, 65, noise_variance=2.5)
    assert row.difference.high - row.difference.low > 100 * (plain.high - plain.low)


def test_quarters_are_never_merged(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, people(units=("Norr", "Söder"), each=4, quarters=("2025K1", "2025K2", "2025K3")))
    asked = InterplayRequest("approval", "quarter", "unit", period=YEAR)
    assert interplay(database, asked).merged == ()
    assert len(interplay(database, replace(asked, rows="unit", columns="quarter")).merged) == 2


def people(
    units: Sequence[str], each: int, *, quarters: Sequence[str] = ("2025K1",), children: bool = False
) -> list[dict[str, object]]:
    """So many women and so many men a unit, household and quarter; every second is approved."""
    numbered = enumerate(product(units, ("Ensamstående utan barn", "Annat"), quarters, ("K", "M"), range(each)))
    return [
        {
            "person_id": f"P{at}",
            "sex": sex,
            "quarter": quarter,
            "unit": unit,
            "household": household,
            "area": "Barn och unga" if children else "Äldre",
            "decision": ("bifall", "avslag")[number % 2],
        }
        for at, (unit, household, quarter, sex, number) in numbered
    ]


@pytest.mark.parametrize(("each", "merged"), [(LEAST - 1, ("Norr", "Söder")), (LEAST, ())])
def test_a_row_is_merged_below_ten_of_a_sex_in_every_cell(
    make_database: Make, load_rows: Load, each: int, merged: tuple[str, ...]
) -> None:
    database = make_database(threshold=1)
    load_rows(database, [*people(("Norr", "Söder"), each), *people(("Öster",), 40)])
    seen = interplay(database, InterplayRequest("approval", "unit", "household"))
    assert seen.merged == merged
    assert seen.row_values[-1] == ("Övriga (Norr, Söder)" if merged else "Öster")
    if merged:
        cell = of(seen.cells, "Övriga (Norr, Söder)", "Annat")
        assert (cell.women.n, cell.women.count) == (2 * each, 2 * ((each + 1) // 2))


def test_a_single_small_row_stays_by_itself(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, [*people(("Norr",), 3), *people(("Öster",), 40)])
    seen = interplay(database, InterplayRequest("approval", "unit", "household"))
    assert (seen.merged, seen.row_values) == ((), ("Norr", "Öster"))


def test_the_words_are_those_of_children_where_a_cell_is_of_children(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, people(("Norr",), 20, children=True))
    seen = interplay(database, InterplayRequest("approval", "unit", "area"))
    assert "av flickorna fick " in seen.cells[0].sentence
    by_panel = interplay(database, InterplayRequest("approval", "unit", "household", "area"))
    assert "av flickorna fick " in by_panel.shown[0].sentence
    filtered = interplay(
        database, InterplayRequest("approval", "unit", "household", filters=(("area", "Barn och unga"),))
    )
    assert filtered.words == ("flickor", "pojkar")


def test_b_the_gap_in_substance_use_is_found_and_found_to_differ(salted: Database) -> None:
    seen = interplay(salted, BY_NEED)
    assert seen.sentences[0].startswith("Skillnaden mellan könen är olika stor i olika grupper")
    cells = [cell for cell in seen.shown if cell.row == SUBSTANCE_USE]
    assert len(cells) == 3
    for cell in cells:
        assert cell.difference is not None
        assert cell.difference.estimate < -15
    (by_area,) = [test for test in seen.alike if test.by == ("area",)]
    assert by_area.q < 0.01


def test_c_the_gap_in_being_asked_differs_between_quarters_and_not_between_areas(salted: Database) -> None:
    seen = interplay(salted, InterplayRequest("violence_asked", "area", "quarter", period=YEAR))
    alone = {test.by: test.q for test in seen.alike}
    assert alone["quarter",] < 1e-6
    assert alone["area",] > 0.05
    assert any(
        line == "Var för sig: skillnaden är olika stor beroende på kvartal, men inget tyder på att verksamhetsområde "
        "spelar in."
        for line in seen.sentences
    )
    last = [cell.verdict for cell in seen.shown if cell.column == "2025K4"]
    assert last
    assert "difference" not in last


def test_e_nothing_points_to_participation_differing(salted: Database) -> None:
    seen = interplay(salted, InterplayRequest("participation", "area", "need_level", period=LATEST))
    assert seen.sentences[0].startswith("Inget tyder på att skillnaden mellan könen är olika stor")
    assert "difference" not in {cell.verdict for cell in seen.cells}
    assert seen.total.verdict == "similar"
    assert any(line.startswith("Totalt: ") and "Likvärdigt" in line for line in seen.sentences)


def test_json_table_and_heat_map_say_the_same(seen: Interplay) -> None:
    told = json.loads(json.dumps(interplay_to_json(seen)))
    table, heat = interplay_table(seen), heat_cells(seen.cells)
    drawn = [
        line
        for panel in seen.panel_values or (None,)
        for line in heat_table(
            heat_cells([cell for cell in seen.cells if cell.panel == panel]),
            row_title=seen.titles[0],
            column_title=seen.titles[1],
            unit=interplay_unit(seen),
            words=seen.words,
            threshold=seen.threshold,
        )
    ]
    assert len(told["cells"]) == len(table) == len(heat) == len(seen.cells)
    for cell, line, hot, twin in zip(told["cells"], table, heat, drawn, strict=True):
        difference = cell.get("difference") or {}
        assert (hot.row, hot.column, hot.verdict) == (cell["row"], cell["column"], cell["verdict"])
        assert (hot.estimate, hot.low, hot.high) == tuple(difference.get(key) for key in ("estimate", "low", "high"))
        assert (hot.women_n, hot.men_n) == (cell["women"]["n"], cell["men"]["n"])
        counted = seen.kind in ("share", "rate") and cell["verdict"] != "hidden"
        numbers = {
            f"{word.capitalize()}, antal": cell[sex] for word, sex in zip(seen.words, ("women", "men"), strict=True)
        }
        own = {key: f"{count_or_few(one['count'], 5)} av {number(one['n'])}" for key, one in numbers.items() if counted}
        assert line.items() >= ({key: text for key, text in twin.items() if key != "Bedömning"} | own).items()
        assert list(line)[-1] == "Bedömning"
        if cell["verdict"] == "hidden":
            assert line["Bedömning"].startswith("visas inte: ")
            assert "difference" not in cell
        else:
            assert line["Bedömning"] == twin["Bedömning"]
    assert told["filters"] == dict(seen.filters)
    assert told["alike"] == [
        {"by": list(test.by), "statistic": test.statistic, "df": test.df, "p": test.p, "q": test.q}
        for test in seen.alike
    ]


def test_the_table_says_both_shares_and_why_a_cell_is_hidden(sample_database: Database) -> None:
    seen = interplay(sample_database, replace(BY_NEED, panels="age_group"))
    line = interplay_table(seen)[0]
    assert list(line) == [
        *("Åldersgrupp", "Verksamhetsområde", "Behovsnivå", "Kvinnor, antal", "Kvinnor, andel", "Män, antal"),
        *("Män, andel", "Skillnad (procentenheter)", "Osäkerhet", "Bedömning"),
    ]
    hidden = [line["Bedömning"] for line in interplay_table(seen) if line["Kvinnor, andel"] == "–"]
    assert len(hidden) == len(seen.cells) - len(seen.shown) > 0
    assert {text.split(" ")[0] for text in hidden} == {"visas"}


def test_the_tests_are_adjusted_for_one_another(seen: Interplay) -> None:
    assert [test.q for test in seen.alike] == pytest.approx(benjamini_hochberg([test.p for test in seen.alike]))
    assert all(test.df >= 1 for test in seen.alike)
    if seen.alike:
        assert f"De {len(seen.alike)} prövningarna är justerade" in " ".join(seen.method)


FOUR = (
    "Högst 3 uppgifter kan ses tillsammans, urval medräknade, och här är det 4: verksamhetsområde, behovsnivå, "
    "åldersgrupp och enhet. Prova att ta bort urvalet på enhet eller att inte dela upp på åldersgrupp. Kön, kvartal "
    "och insats räknas inte dit."
)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (replace(BY_NEED, panels="age_group", filters=(("unit", "U"),)), FOUR),
        (replace(BY_NEED, columns="area"), "Rader, kolumner och delbilder behöver vara tre olika uppgifter."),
        (replace(BY_NEED, panels="area"), "Rader, kolumner och delbilder behöver vara tre olika uppgifter."),
        (
            replace(BY_NEED, rows="decision"),
            "Grupperna kan inte delas in efter det som mäts. Välj en annan uppgift till rader, kolumner eller "
            "delbilder.",
        ),
        (replace(BY_NEED, measure="received"), "Välj vad det ska gälla (--value): ett värde av insats."),
        (replace(BY_NEED, value="bifall"), "Måttet ”Bifall” har inga värden att välja mellan."),
        (replace(BY_NEED, rows="age"), "Det går inte att dela upp på ”Ålder”."),
        (replace(BY_NEED, panels="person_id"), "Det går inte att dela upp på ”Person”."),
        (
            replace(BY_NEED, rows="hittepå"),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        (
            replace(BY_NEED, measure="hittepå"),
            "Det finns inget mått ”hittepå”. Visa dem som finns med: jamstalld measures",
        ),
        (replace(BY_NEED, count_unit="liter"), "Måttet kan räknas i insatser, ärenden, personer."),
    ],
)
def test_what_may_not_be_asked_is_refused_with_what_can_be(
    sample_database: Database, request_: InterplayRequest, message: str
) -> None:
    with pytest.raises(RequestError) as error:
        interplay(sample_database, request_)
    assert error.value.message == message


@pytest.mark.parametrize(
    "request_",
    [
        replace(BY_NEED, panels="age_group"),
        replace(BY_NEED, filters=(("unit", "Vuxenenheten"),)),
        # Quarter, intervention and what is chosen and shown at once do not count.
        replace(BY_NEED, rows="intervention", panels="quarter", filters=(("unit", "U"), ("area", "Äldre"))),
        replace(BY_NEED, filters=(("area", "Äldre"), ("unit", "U"))),
    ],
)
def test_what_lies_on_the_lattice_is_answered(sample_database: Database, request_: InterplayRequest) -> None:
    assert interplay(sample_database, request_).measure == "approval"


def test_nothing_there_is_said_as_by_a_view(sample_database: Database) -> None:
    seen = interplay(sample_database, replace(BY_NEED, filters=(("unit", "Finns inte"),)))
    assert seen.sentences[0] == "Det finns inget att visa för det här urvalet och den här perioden."
    assert (seen.cells, seen.alike, seen.total.verdict) == ((), (), "hidden")


def test_data_without_a_variable_and_an_empty_database_say_so(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    with pytest.raises(EmptyDatabaseError):
        interplay(database, BY_NEED)
    load_rows(database, people(("Norr",), 6))
    with pytest.raises(MissingVariableError) as error:
        interplay(database, BY_NEED)
    assert "”Behovsnivå”" in error.value.message
