"""Without protection a view holds exactly what a plain recount of the loaded rows gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.store import Database, open_database
from jamstalld.views.build import build_view
from jamstalld.views.model import Estimate, Group, Row, View
from jamstalld.views.request import ViewRequest
from tests.conftest import TODAY, write_rows, write_salt

from . import plain_statistics as plain
from .register import SEXES, WHOLE, Asked, Cell, as_loaded, quarter, random_register, recount, value
from .register import Row as Line

Y2024 = ("2024K1", "2024K2", "2024K3", "2024K4")
ALL_RATES = ("approval", "goal_attained", "improved", "participation", "violence_asked", "q_overall")


@dataclass(frozen=True)
class Register:
    """Rows, and the unprotected database they were loaded into."""

    rows: list[Line]
    database: Database

    def view(self, asked: Asked, **more: object) -> View:
        first, last = asked.quarters[0], asked.quarters[-1]
        request = ViewRequest(
            asked.measure,
            by=asked.by,
            split=asked.split,
            filters=tuple(asked.filters.items()),
            period=Period.parse(f"{first}..{last}"),
            count_unit=asked.unit,
            **more,  # type: ignore[arg-type]
        )
        return build_view(self.database, request)


@pytest.fixture(scope="module", params=[1, 2])
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder = tmp_path_factory.mktemp("register")
    rows = random_register(request.param, 900)
    database = open_database(folder / "register.duckdb", write_salt(folder / "salt"), threshold=1)
    file = write_rows(folder / "register.csv", as_loaded(rows))
    outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    assert outcome.rows_loaded == len(rows), outcome.lines()
    yield Register(rows, database)
    database.close()


def shown(view: View) -> dict[tuple[str, str | None], Row]:
    rows = {(row.label, row.split): row for row in view.rows}
    assert len(rows) == len(view.rows)
    return rows


def close(found: Estimate | None, wanted: tuple[float, float, float]) -> bool:
    assert found is not None
    return (found.estimate, found.low, found.high) == pytest.approx(wanted, abs=1e-8)


def same_group(found: Group, wanted: Cell) -> None:
    assert (found.n, found.count, found.missing) == (wanted.n, wanted.count, wanted.missing)
    if wanted.n:
        assert found.share == pytest.approx(wanted.share, abs=1e-12)
        assert (found.low, found.high) == pytest.approx(plain.wilson(wanted.count, wanted.n), abs=1e-10)
    else:
        assert (found.share, found.low, found.high) == (None, None, None)


def same_row(row: Row, cells: dict[str, Cell], q: float) -> None:
    women, men = (cells[sex] for sex in SEXES)
    same_group(row.women, women)
    same_group(row.men, men)
    four = (women.count, women.n, men.count, men.n)
    assert close(row.difference, plain.newcombe(*four))
    assert row.p == pytest.approx(plain.p_value(*four), abs=1e-9)
    assert row.q == pytest.approx(q, abs=1e-9)
    counted = women.count + men.count
    if counted:
        assert row.representation is not None
        of_base = women.n / (women.n + men.n)
        assert row.representation.women_share == pytest.approx(women.count / counted)
        assert row.representation.base_women_share == pytest.approx(of_base)
        assert row.representation.index == pytest.approx(women.count / counted / of_base)
    else:
        assert row.representation is None
    if women.count and men.count:
        assert row.ratio is not None
        assert row.ratio.estimate == pytest.approx(women.share / men.share)
        assert row.ratio.low < row.ratio.estimate < row.ratio.high


def same_verdict(row: Row, margin: float) -> None:
    assert row.difference is not None
    assert row.q is not None
    assert row.smallest_visible is not None
    if row.q <= 0.05:
        wanted = "difference"
    elif -margin < row.difference.low and row.difference.high < margin:
        wanted = "similar"
    else:
        wanted = "too_small" if row.smallest_visible > 3 * margin else "uncertain"
    assert row.verdict == wanted


ASKED = {
    **{f"{measure} by area": Asked(measure, "area") for measure in ALL_RATES},
    "approval by intervention": Asked("approval", "intervention"),
    "approval by age, split": Asked("approval", "age_group", split="need_level"),
    "approval, filtered": Asked("approval", "area", filters={"unit": "Norr", "need_level": "hög"}),
    "approval of one intervention": Asked("approval", "area", filters={"intervention": "Hemtjänst"}),
    "approval, one quarter": Asked("approval", "unit", quarters=("2025K2",)),
    "approval, over a new year": Asked("approval", "unit", quarters=("2024K3", "2024K4", "2025K1", "2025K2")),
    "approval by quarter": Asked("approval", "quarter"),
    "goals by quarter of closing": Asked("goal_attained", "quarter"),
    "participation, split by quarter": Asked("participation", "unit", split="quarter"),
    "told when asked": Asked("violence_disclosed", "area"),
    "received": Asked("received", "intervention"),
    "received, split": Asked("received", "intervention", split="area"),
    "received in an area": Asked("received", "intervention", filters={"area": "Äldre"}),
    "received, by area": Asked("received", "area"),
    "one intervention by area": Asked("received", "area", filters={"intervention": "Hemtjänst"}),
    "one intervention by quarter": Asked("received", "quarter", filters={"intervention": "LVM", "unit": "Norr"}),
    "end reasons": Asked("end_reason", "end_reason"),
    "end reasons, split": Asked("end_reason", "end_reason", split="unit"),
    "one end reason by unit": Asked("end_reason", "unit", filters={"end_reason": "Flyttat"}),
    "persons approved": Asked("approval", "area", unit="personer"),
    "cases approved": Asked("approval", "area", unit="ärenden"),
    "persons received": Asked("received", "intervention", unit="personer"),
    "persons participating, split": Asked("participation", "unit", split="need_level", unit="personer"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))
def test_a_view_is_what_a_plain_recount_gives(register: Register, asked: Asked) -> None:
    view = register.view(asked)
    counted = recount(register.rows, asked)
    whole = counted.groups.pop(WHOLE)
    compared = {label: cells for label, cells in counted.groups.items() if all(cells[sex].n for sex in SEXES)}
    assert shown(view).keys() == compared.keys()
    assert {(hidden.label, hidden.split) for hidden in view.hidden} == counted.groups.keys() - compared.keys()
    four = {
        label: (women.count, women.n, men.count, men.n)
        for label, cells in compared.items()
        for women, men in [tuple(cells[sex] for sex in SEXES)]
    }
    q = plain.benjamini_hochberg([plain.p_value(*each) for each in four.values()])
    for (label, cells), adjusted in zip(compared.items(), q, strict=True):
        same_row(shown(view)[label], cells, adjusted)
        same_verdict(shown(view)[label], view.margin)
    assert view.family == len(compared)
    assert (view.total.label, view.total.split) == WHOLE
    same_row(
        view.total, whole, plain.p_value(*(number for sex in SEXES for number in (whole[sex].count, whole[sex].n)))
    )
    assert (view.base.women.n, view.base.women.missing) == (whole["kvinna"].n, whole["kvinna"].missing)
    assert (view.base.men.n, view.base.men.missing) == (whole["man"].n, whole["man"].missing)
    assert view.base.sex_missing == counted.sex_missing


def test_the_recounts_are_of_some_size(register: Register) -> None:
    """A test that compares nothing with nothing would pass."""
    for asked in ASKED.values():
        assert sum(cell.n for cell in recount(register.rows, asked).groups[WHOLE].values()) > 20, asked
    assert any(row.split for row in register.view(ASKED["received, split"]).rows)


def test_the_latest_four_quarters_are_what_is_shown_unasked(register: Register) -> None:
    assert build_view(register.database, ViewRequest("approval")).period == "2025"


def test_rows_of_quarters_go_by_the_measures_own_rule_in_order_of_time(register: Register) -> None:
    for measure in ("approval", "goal_attained"):
        view = register.view(Asked(measure, "quarter"))
        assert [row.label for row in view.rows] == ["2025K1", "2025K2", "2025K3", "2025K4"]
    decided = [row for row in register.rows if quarter(row["end_date"]) == "2025K1"]
    assert any(quarter(row["decision_date"]) == "2024K4" for row in decided)


@pytest.mark.parametrize(
    ("by", "split", "labels"),
    [
        ("need_level", None, ["låg", "medel", "hög"]),
        ("age_group", None, ["0–17 år", "18–24 år", "25–44 år", "45–64 år", "65–79 år"]),
        ("need_level", "unit", ["låg", "låg", "medel", "medel", "hög", "hög"]),
    ],
)
def test_scales_and_ages_stand_in_their_own_order(
    register: Register, by: str, split: str | None, labels: list[str]
) -> None:
    assert [row.label for row in register.view(Asked("participation", by, split=split)).rows] == labels


def test_other_rows_stand_with_the_largest_difference_first(register: Register) -> None:
    sizes = [
        abs(row.difference.estimate) for row in register.view(Asked("received", "intervention")).rows if row.difference
    ]
    assert len(sizes) == 4
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (Asked("approval", "area"), ("need_level",)),
        (Asked("approval", "area"), ("age_group", "need_level")),
        (Asked("approval", "unit", split="area"), ("need_level",)),
        (Asked("received", "intervention"), ("area",)),
        (Asked("received", "intervention", split="unit"), ("need_level",)),
        (Asked("received", "unit", filters={"intervention": "Hemtjänst"}), ("need_level",)),
    ],
)
def test_standardising_weighs_the_strata_of_both_sexes_together(
    register: Register, asked: Asked, by: tuple[str, ...]
) -> None:
    view = register.view(asked, standardise_by=by)
    assert view.rows
    strata: dict[tuple[object, ...], dict[tuple[str, str | None], dict[str, Cell]]] = {}
    for values in {tuple(value(row, key) for key in by) for row in register.rows}:
        within = [row for row in register.rows if tuple(value(row, key) for key in by) == values]
        strata[values] = recount(within, asked).groups
    one_base = asked.measure == "received" and not asked.filters
    for row in view.rows:
        weighed = [0.0, 0.0]
        for groups in strata.values():
            base = _base(groups, row.split) if one_base else None
            cells = groups.get((row.label, row.split))
            n = [base[sex] if base else (cells[sex].n if cells else 0) for sex in SEXES]
            if all(n) and (cells or base):
                women, men = ((cells[sex].count if cells else 0) / of for sex, of in zip(SEXES, n, strict=True))
                weighed[0] += sum(n) * (women - men)
                weighed[1] += sum(n)
        assert row.adjusted is not None
        assert row.adjusted.by == by
        assert row.adjusted.estimate == pytest.approx(100 * weighed[0] / weighed[1])
        assert row.adjusted.low < row.adjusted.estimate < row.adjusted.high


def _base(groups: dict[tuple[str, str | None], dict[str, Cell]], split: str | None) -> dict[str, int] | None:
    """The base all rows of a split share, taken from any of them."""
    for (label, other), cells in groups.items():
        if other == split and label != "Alla":
            return {sex: cells[sex].n for sex in SEXES}
    return None


@pytest.mark.parametrize(
    "asked", [Asked("approval", "area"), Asked("received", "intervention"), Asked("goal_attained", "unit")]
)
def test_an_earlier_period_is_set_beside_and_the_change_has_its_interval(register: Register, asked: Asked) -> None:
    view = register.view(asked, compare_with=Period.parse("2024"))
    earlier = Asked(asked.measure, asked.by, quarters=Y2024)
    now, then = recount(register.rows, asked).groups, recount(register.rows, earlier).groups
    rows = {**shown(view), WHOLE: view.total}
    assert view.compare_period == "2024"
    assert len(rows) > 2
    for label, row in rows.items():
        assert row.previous is not None
        (women, men), (women_then, men_then) = ([cells[label][sex] for sex in SEXES] for cells in (now, then))
        same_group(row.previous.women, women_then)
        same_group(row.previous.men, men_then)
        after = plain.newcombe(women.count, women.n, men.count, men.n)
        before = plain.newcombe(women_then.count, women_then.n, men_then.count, men_then.n)
        assert close(row.previous.difference, before)
        change = after[0] - before[0]
        low = change - ((after[0] - after[1]) ** 2 + (before[2] - before[0]) ** 2) ** 0.5
        high = change + ((after[2] - after[0]) ** 2 + (before[0] - before[1]) ** 2) ** 0.5
        assert close(row.previous.change, (change, low, high))


def test_persons_are_fewer_than_their_interventions(register: Register) -> None:
    views = {unit: register.view(Asked("participation", "area", unit=unit)) for unit in ("personer", "insatser")}
    for sex in ("women", "men"):
        persons, rows = (getattr(views[unit].base, sex).n for unit in ("personer", "insatser"))
        assert 0 < persons < rows


def test_sentences_say_the_share_of_the_rows_that_lack_an_answer(
    make_database: Callable[..., Database], load_rows: Callable[..., object]
) -> None:
    """Where the share is of all, those without an answer are among them already, and are not added again."""
    database = make_database(1)
    lines = [
        {"sex": sex, "quarter": "2025K1", "intervention": intervention, "participation": answer}
        for sex in ("K", "M")
        for intervention, answer in [("Hemtjänst", "ja")] * 6 + [(None, "nej")] * 2 + [("LVM", None)] * 2
    ]
    load_rows(database, lines)
    period = Period.parse("2025K1")
    received = build_view(database, ViewRequest("received", period=period))
    assert (received.base.women.n, received.base.women.missing) == (10, 2)
    assert "Uppgift saknas för 20\u00a0% av kvinnorna och 20\u00a0% av männen." in received.sentences
    taken_part = build_view(database, ViewRequest("participation", period=period))
    assert (taken_part.base.women.n, taken_part.base.women.missing) == (8, 2)
    assert "Uppgift saknas för 20\u00a0% av kvinnorna och 20\u00a0% av männen." in taken_part.sentences


def test_counted_rows_count_as_many_as_they_stand_for(
    make_database: Callable[..., Database], load_rows: Callable[..., object], tmp_path: Path
) -> None:
    database = make_database(1)
    lines = [
        {"sex": "K", "quarter": "2025K1", "intervention": "Hemtjänst", "count": 30},
        {"sex": "K", "quarter": "2025K1", "intervention": "LVM", "count": 10},
        {"sex": "M", "quarter": "2025K1", "intervention": "Hemtjänst", "count": 5},
        {"sex": "M", "quarter": "2025K1", "intervention": "LVM", "count": 15},
    ]
    load_rows(database, lines)
    rows = shown(build_view(database, ViewRequest("received", period=Period.parse("2025K1"))))
    assert rows["Hemtjänst", None].women.share == 0.75
    assert rows["Hemtjänst", None].men.share == 0.25
    assert rows["LVM", None].difference is not None
    assert rows["LVM", None].difference.estimate == pytest.approx(-50.0)


def test_what_nobody_was_given_is_no_row(
    make_database: Callable[..., Database], load_rows: Callable[..., object]
) -> None:
    database = make_database(1)
    lines = [
        {"sex": sex, "quarter": "2025K1", "intervention": intervention, "decision": decision}
        for sex in "KM"
        for intervention, decision in (("Hemtjänst", "bifall"), ("Hemtjänst", "avslag"), ("LVM", "avslag"))
    ]
    load_rows(database, lines)
    view = build_view(database, ViewRequest("received", period=Period.parse("2025K1")))
    assert [(row.label, row.women.count, row.women.n) for row in view.rows] == [("Hemtjänst", 1, 3)]
    assert (view.hidden, view.family) == ((), 1)
