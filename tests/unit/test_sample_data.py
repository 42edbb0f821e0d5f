"""The sample data are what their README says: recognised, consistent, and with each planted pattern in place.

Everything is counted on the raw rows with the plainest formulas, apart from the product's own arithmetic.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import erfc, sqrt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from jamstalld.dictionary import dictionary, fold

SAMPLE = Path(__file__).parents[2] / "sample_data"
WORKBOOKS = sorted((SAMPLE / "municipality").glob("*.xlsx"))
README = " ".join((SAMPLE / "README.md").read_text("utf-8").split())

LATEST = ("2025K4", "2026K1", "2026K2", "2026K3")
YEARS = tuple(tuple(f"{year}K{number}" for number in (1, 2, 3, 4)) for year in (2024, 2025))
PERIODS = (LATEST, *YEARS)
NEED_LEVELS = ("låg", "medel", "hög")
ECONOMIC, SUBSTANCE_USE = "Ekonomiskt bistånd", "Skadligt bruk och beroende"

Row = dict[str, Any]
Counts = tuple[int, int]
"""How many of how many."""


def cells(path: Path, sheet: str | int = 0) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_path(path)
    found = workbook.get_sheet_by_index(sheet) if isinstance(sheet, int) else workbook.get_sheet_by_name(sheet)
    return found.to_python(skip_empty_area=False)


def variable_of(header: str) -> str:
    (key,) = [key for key, variable in dictionary().variables.items() if fold(header) in variable.headers]
    return key


def spelled(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def canonical(key: str, value: Any) -> Any:
    codes = dictionary().variable(key).codes
    if value == "" or (key == "sex" and value == "Uppgift saknas"):
        return None
    if codes is None:
        return value
    return codes.find(spelled(value)) or (None if codes.closed else value)


@pytest.fixture(scope="module")
def raw() -> dict[str, list[list[Any]]]:
    return {path.stem: cells(path) for path in WORKBOOKS}


@pytest.fixture(scope="module")
def rows(raw: dict[str, list[list[Any]]]) -> list[Row]:
    made = []
    for _, _, header, *body in raw.values():
        keys = [variable_of(name) for name in header]
        made += [{key: canonical(key, cell) for key, cell in zip(keys, line, strict=True)} for line in body]
    return made


def where(rows: Iterable[Row], **wanted: Any) -> list[Row]:
    """Pick rows; a tuple means any of its values."""
    return [
        row
        for row in rows
        if all(row[key] in (value if isinstance(value, tuple) else (value,)) for key, value in wanted.items())
    ]


def rate(rows: Iterable[Row], measure: str) -> tuple[Counts, Counts]:
    """Count women's and men's positive answers of all answers, as the measure declares them."""
    declared = dictionary().measure(measure)
    answered = where(rows, **{declared.column: declared.answers})
    positive = where(answered, **{declared.column: declared.positive})
    women, men = ((len(where(positive, sex=sex)), len(where(answered, sex=sex))) for sex in ("kvinna", "man"))
    return women, men


def difference(women: Counts, men: Counts) -> float:
    """Women − men, percentage points."""
    return 100 * (women[0] / women[1] - men[0] / men[1])


def z_score(women: Counts, men: Counts) -> float:
    """Give the signed root of the N − 1 chi-square (Campbell 2007)."""
    n = women[1] + men[1]
    pooled = (women[0] + men[0]) / n
    variance = pooled * (1 - pooled) * (1 / women[1] + 1 / men[1])
    return difference(women, men) / 100 / sqrt(variance) * sqrt((n - 1) / n) if variance else 0.0


def q_values(groups: dict[str, tuple[Counts, Counts]]) -> dict[str, float]:
    """Adjust two-sided p values (Benjamini & Hochberg 1995)."""
    p = sorted((erfc(abs(z_score(*counts)) / sqrt(2)), name) for name, counts in groups.items())
    q, least = {}, 1.0
    for rank in range(len(p), 0, -1):
        least = min(least, p[rank - 1][0] * len(p) / rank)
        q[p[rank - 1][1]] = least
    return q


def newcombe(women: Counts, men: Counts) -> tuple[float, float]:
    """Give the 95 % interval of women − men in percentage points (Newcombe 1998, method 10)."""

    def wilson(count: int, n: int) -> tuple[float, float]:
        z = 1.959964
        middle, half = count + z * z / 2, z * sqrt(count * (n - count) / n + z * z / 4)
        return (middle - half) / (n + z * z), (middle + half) / (n + z * z)

    (w, (w_low, w_high)), (m, (m_low, m_high)) = ((one[0] / one[1], wilson(*one)) for one in (women, men))
    low = w - m - sqrt((w - w_low) ** 2 + (m_high - m) ** 2)
    high = w - m + sqrt((w_high - w) ** 2 + (m - m_low) ** 2)
    return 100 * low, 100 * high


def by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def in_words(women: Counts, men: Counts) -> str:
    return f"{women[0]} of {women[1]} women and {men[0]} of {men[1]} men"


# --- the files ---------------------------------------------------------------------------------------------


def test_the_generator_writes_the_same_cells(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLE / "generate.py"), str(tmp_path)], check=True, timeout=120)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    kept = [path for folder in ("municipality", "public") for path in (SAMPLE / folder).iterdir()]
    assert written == sorted(path.relative_to(SAMPLE) for path in kept)
    for name in written:
        if name.suffix == ".csv":
            assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes()
            continue
        sheets = CalamineWorkbook.from_path(tmp_path / name).sheet_names
        assert sheets == CalamineWorkbook.from_path(SAMPLE / name).sheet_names
        for sheet in sheets:
            assert cells(tmp_path / name, sheet) == cells(SAMPLE / name, sheet), (name, sheet)


@pytest.mark.parametrize("path", [*WORKBOOKS, *(SAMPLE / "public").glob("*.xlsx")], ids=lambda path: path.stem)
def test_workbooks_are_small_and_dated_alike(path: Path) -> None:
    assert path.stat().st_size < 80_000
    properties = load_workbook(path, read_only=True).properties
    assert properties.created == properties.modified == datetime(2026, 10, 1)


def test_there_is_a_workbook_for_each_quarter(raw: dict[str, list[list[Any]]]) -> None:
    assert list(raw) == ["2023K4", *YEARS[0], *YEARS[1], *LATEST[1:]]
    for quarter, lines in raw.items():
        year, number = quarter.split("K")
        assert lines[0][0] == (f"Påhittade uppgifter: Exempelköping finns inte. Uppföljning kvartal {number} {year}")
        assert not any(lines[1])
        assert {line[0] for line in lines[3:]} == {quarter}
        assert 300 <= len(lines) - 3 <= 350


def test_every_workbook_says_that_the_data_are_invented() -> None:
    for path in WORKBOOKS:
        about = cells(path, "Om filen")
        assert "påhittade" in about[0][0]
        assert all(len(line) == 1 for line in about)


def test_every_header_is_recognised_once(raw: dict[str, list[list[Any]]]) -> None:
    headers = {tuple(lines[2]) for lines in raw.values()}
    assert len(headers) == 1
    keys = [variable_of(name) for name in headers.pop()]
    assert len(set(keys)) == len(keys) == 34


def test_every_value_of_a_closed_list_is_recognised(raw: dict[str, list[list[Any]]]) -> None:
    for _, _, header, *body in raw.values():
        for at, name in enumerate(header):
            codes = dictionary().variable(variable_of(name)).codes
            if codes and codes.closed:
                values = {line[at] for line in body} - {"", "Uppgift saknas"}
                assert [value for value in values if codes.find(spelled(value)) is None] == [], name


def test_the_missing_value_word_is_used_for_sex_only(raw: dict[str, list[list[Any]]]) -> None:
    for _, _, header, *body in raw.values():
        used = {header[at] for line in body for at, cell in enumerate(line) if cell == "Uppgift saknas"}
        assert used <= {"Kön"}


# --- the rows ----------------------------------------------------------------------------------------------


def test_areas_are_those_of_the_dictionary_each_in_one_unit(rows: list[Row]) -> None:
    pairs = {(row["area"], row["unit"]) for row in rows}
    areas = dictionary().variable("area").codes
    assert areas
    assert {area for area, _ in pairs} == set(areas.values)
    assert len(pairs) == 7
    assert len({unit for _, unit in pairs}) == 5


def test_interventions_are_those_of_the_dictionary(rows: list[Row]) -> None:
    known = dictionary().variable("intervention").codes
    assert known
    assert {row["intervention"] for row in rows} <= set(known.values)


def test_dates_are_dates_in_order_and_in_their_quarter(rows: list[Row]) -> None:
    for row in rows:
        assert quarter_of(row["decision_date"]) == row["quarter"]
        dates = [row[f"{name}_date"] for name in ("application", "decision", "start", "end")]
        given = [day for day in dates if day is not None]
        assert all(type(day) is date for day in given)
        assert given == sorted(given)
        if row["end_date"]:
            assert row["start_date"]
            assert quarter_of(row["end_date"]) == row["quarter"]


def quarter_of(day: date) -> str:
    return f"{day.year}K{(day.month + 2) // 3}"


def test_results_stand_on_closed_rows_only(rows: list[Row]) -> None:
    results = ("end_reason", "goal", "score_before", "change_experienced", "q_overall")
    for row in rows:
        assert (row["end_reason"] is not None) == (row["end_date"] is not None)
        if row["end_date"] is None:
            assert [row[key] for key in results] == [None] * len(results)
        else:
            assert row["decision"] in ("bifall", "delvis bifall")
        if row["goal"] == "inte uppnått":
            assert row["end_reason"] != "Målet nått"


def test_persons_return_with_the_same_pseudonym(rows: list[Row]) -> None:
    for quarter in by(rows, "quarter").values():
        persons = by(quarter, "person_id")
        assert 235 <= len(persons) <= 260
        assert {len(lines) for lines in persons.values()} == {1, 2}
        for lines in persons.values():
            assert len({row["intervention"] for row in lines}) == len(lines)
    everyone = by(rows, "person_id").values()
    assert all(len({(row["sex"], row["area"], row["case_id"]) for row in lines}) == 1 for lines in everyone)
    assert sum(len({row["quarter"] for row in lines}) > 1 for lines in everyone) > 500
    assert all(re.fullmatch(r"L\d{5}", row["person_id"]) for row in rows)


def test_couples_apply_together_with_a_row_each(rows: list[Row]) -> None:
    pairs = 0
    for lines in by(rows, "case_id").values():
        if len({row["person_id"] for row in lines}) == 2:
            pairs += 1
            assert {row["area"] for row in lines} == {ECONOMIC}
            decided = defaultdict(set)
            for row in lines:
                decided[row["person_id"]].add((row["quarter"], row["intervention"], row["decision"], row["need_level"]))
            first, second = decided.values()
            assert first == second
    assert pairs >= 20


def test_ages_suit_the_areas(rows: list[Row]) -> None:
    limits = {"Barn och unga": (0, 17), "Äldre": (66, 99), ECONOMIC: (18, 66), SUBSTANCE_USE: (18, 72)}
    for area, (low, high) in limits.items():
        ages = [row["age"] for row in where(rows, area=area)]
        assert low <= min(ages) <= max(ages) <= high


def test_margins_are_realistic(rows: list[Row]) -> None:
    closed = [row for row in rows if row["end_date"]]
    assert sum(row["sex"] is None for row in rows) / len(rows) == pytest.approx(0.01, abs=0.004)
    assert sum(row["change_experienced"] is not None for row in closed) / len(closed) == pytest.approx(0.37, abs=0.02)
    assert sum(row["goal"] is None for row in closed) / len(closed) == pytest.approx(0.12, abs=0.02)
    withdrawn = where(rows, decision=("återtagen", "avskriven"))
    assert len(withdrawn) / len(rows) == pytest.approx(0.06, abs=0.02)
    for area, share in (("Våld i nära relation", 0.93), ("Funktionshinder (LSS)", 0.42)):
        known = where(rows, area=area, sex=("kvinna", "man"))
        assert len(where(known, sex="kvinna")) / len(known) == pytest.approx(share, abs=0.03)
    refused = where(rows, intervention=("Hemtjänst", "Boendestöd", "Ledsagarservice"), decision="avslag")
    assert sum(row["hours_per_week"] is None for row in refused) / len(refused) > 0.6


# --- the planted patterns ----------------------------------------------------------------------------------


def hours(rows: Iterable[Row], sex: str) -> list[float]:
    return [row["hours_per_week"] for row in where(rows, sex=sex) if row["hours_per_week"] is not None]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def standard_error(values: list[float]) -> float:
    middle = mean(values)
    return sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1) / len(values))


@pytest.mark.parametrize("period", PERIODS)
def test_a_hours_differ_only_because_needs_do(rows: list[Row], period: tuple[str, ...]) -> None:
    home_care = where(rows, quarter=period, intervention="Hemtjänst")
    women, men = hours(home_care, "kvinna"), hours(home_care, "man")
    gap = mean(women) - mean(men)
    assert -6 < gap < -3
    assert gap / sqrt(standard_error(women) ** 2 + standard_error(men) ** 2) < -2.5
    for level in NEED_LEVELS:
        same_need = where(home_care, need_level=level)
        assert mean(hours(same_need, "kvinna")) == pytest.approx(mean(hours(same_need, "man")), abs=0.3)
    if period == LATEST:
        assert f"{mean(women):.1f} hours for women and {mean(men):.1f} for men" in README


@pytest.mark.parametrize("period", PERIODS)
def test_b_women_in_substance_use_are_refused_more_at_every_need_level(
    rows: list[Row], period: tuple[str, ...]
) -> None:
    area = where(rows, quarter=period, area=SUBSTANCE_USE)
    counts = rate(area, "approval")
    assert difference(*counts) < -30
    assert z_score(*counts) < -5
    for level in NEED_LEVELS:
        assert difference(*rate(where(area, need_level=level), "approval")) < -25
    asked = where(rows, quarter=period)
    for key, value in (("area", SUBSTANCE_USE), ("intervention", "Öppna insatser")):
        family = {name: rate(group, "approval") for name, group in by(asked, key).items()}
        family = {name: both for name, both in family.items() if min(both[0][1], both[1][1]) >= 5}
        assert q_values(family)[value] <= 0.01, key
    if period == LATEST:
        assert f"{in_words(*counts)}, {-difference(*counts):.0f} percentage points apart" in README
        assert in_words(*rate(where(area, intervention="Öppna insatser"), "approval")) in README


def test_c_the_gap_in_asking_about_violence_closes(rows: list[Row]) -> None:
    quarters = [(name, rate(group, "violence_asked")) for name, group in by(rows, "quarter").items()]
    assert [name for name, _ in quarters] == sorted(name for name, _ in quarters)
    for name, (women, men) in quarters:
        if name < "2025K4":
            assert difference(women, men) > 35
            assert men[0] / men[1] < 0.3
        else:
            assert abs(difference(women, men)) < 8
            assert min(women[0] / women[1], men[0] / men[1]) > 0.85
    low, high = newcombe(*rate(where(rows, quarter=LATEST), "violence_asked"))
    assert -5 < low < high < 5
    previous = ("2024K4", "2025K1", "2025K2", "2025K3")
    for period in (previous, LATEST):
        assert in_words(*rate(where(rows, quarter=period), "violence_asked")) in README


@pytest.mark.parametrize("period", PERIODS)
def test_d_women_are_refused_more_in_all_but_less_at_every_need_level(rows: list[Row], period: tuple[str, ...]) -> None:
    area = where(rows, quarter=period, area=ECONOMIC)
    crude = rate(area, "approval")
    assert z_score(*crude) < -2.5
    by_level = {level: rate(where(area, need_level=level), "approval") for level in NEED_LEVELS}
    for counts in by_level.values():
        assert difference(*counts) > 12
    # Directly standardised to the needs of all.
    needs = {level: women[1] + men[1] for level, (women, men) in by_level.items()}
    adjusted = sum(needs[level] * difference(*by_level[level]) for level in needs) / sum(needs.values())
    assert adjusted > 14
    if period == LATEST:
        assert f"{in_words(*crude)}, {-difference(*crude):.0f} percentage points fewer women" in README
        assert all(in_words(*counts) in README for counts in by_level.values())
        assert f"{adjusted:.0f} percentage points higher" in README


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("chosen", [lambda row: True, lambda row: row["end_date"] is not None], ids=["all", "closed"])
def test_e_women_and_men_take_part_in_planning_alike(
    rows: list[Row], period: tuple[str, ...], chosen: Callable[[Row], bool]
) -> None:
    asked = [row for row in where(rows, quarter=period, sex=("kvinna", "man")) if chosen(row)]
    women, men = rate(asked, "participation")
    assert women[0] / women[1] == pytest.approx(0.96, abs=0.01)
    assert men[0] / men[1] == pytest.approx(0.96, abs=0.01)
    assert (women[1] + men[1]) / len(asked) >= 0.85
    low, high = newcombe(women, men)
    assert -4 < low < 0 < high < 4
    if period == LATEST:
        assert in_words(women, men) in README


@pytest.mark.parametrize("period", PERIODS)
def test_f_home_care_goes_to_women_and_substance_use_support_to_men(rows: list[Row], period: tuple[str, ...]) -> None:
    asked = where(rows, quarter=period)
    n_women, n_men = (len(where(asked, sex=sex)) for sex in ("kvinna", "man"))
    given = by(where(asked, decision=("bifall", "delvis bifall")), "intervention")
    family = {
        name: ((len(where(group, sex="kvinna")), n_women), (len(where(group, sex="man")), n_men))
        for name, group in given.items()
    }
    q = q_values(family)
    for name, sign in (("Hemtjänst", 1), ("Öppna insatser", -1)):
        assert sign * difference(*family[name]) > 4
        assert q[name] <= 0.05
        if period == LATEST:
            assert in_words(*family[name]) in README


# --- the public tables -------------------------------------------------------------------------------------

LSS_PERSONS = ["Totalt antal personer", 31150, 45562]
LSS_INTERVENTIONS = ["Totalt antal insatser", 48516, 69366]


def csv_lines(name: str) -> list[list[str]]:
    return [line.split(";") for line in (SAMPLE / "public" / name).read_text("utf-8").splitlines()]


def test_lss_interventions_sum_to_the_published_number() -> None:
    title, gap, header, *lines = cells(SAMPLE / "public" / "lss_2021.xlsx")
    assert "SCB" in title[0]
    assert not any(gap)
    assert header == ["Insats", "Kvinnor", "Män"]
    assert lines[10:] == [LSS_PERSONS, LSS_INTERVENTIONS]
    assert [sum(line[at] for line in lines[:10]) for at in (1, 2)] == [48516, 69366]
    assert csv_lines("lss_2021.csv") == [header, *([name, f"{w:.0f}", f"{m:.0f}"] for name, w, m in lines)]


def test_lss_womens_shares_are_those_recomputed_from_the_source() -> None:
    _, *lines = csv_lines("lss_2021.csv")
    shares = [100 * int(women) / (int(women) + int(men)) for _, women, men in lines]
    assert [round(share, 1) for share in shares] == [
        *(54.2, 44.5, 42.5, 44.6, 29.1, 35.6, 36.6, 34.7, 41.3, 41.8),
        *(40.6, 41.2),
    ]


def test_economic_assistance_keeps_the_49_that_the_source_does_not_explain() -> None:
    path = SAMPLE / "public" / "ekonomiskt_bistand_2016.xlsx"
    title, _, header, *lines = cells(path)
    assert "SKL" in title[0]
    assert [variable_of(name) for name in header] == ["sex", "age_group", "count"]
    counts = {(sex, group): count for sex, group, count in lines}
    assert counts == {
        ("Kvinna", "Vuxna"): 126313,
        ("Man", "Vuxna"): 143004,
        ("Uppgift saknas", "Barn"): 140315,
    }
    assert 126313 + 143004 == 269317
    assert 409681 - sum(counts.values()) == 49
    about = " ".join(line[0] for line in cells(path, "Om tabellen"))
    assert all(text in about for text in ("SKL", "409681", "49 färre", "220112 hushåll"))


def test_lss_rates_are_kept_apart_from_counts() -> None:
    header, *lines = csv_lines("lss_per_10000_2021.csv")
    known = {text for variable in dictionary().variables.values() for text in variable.headers}
    assert [name for name in header if fold(name) in known] == ["Ålder"]
    assert lines[-1][:3] == ["Alla åldrar", "53,1", "77,3"]
    assert len(lines) == 11
    assert all("SCB" in line[3] for line in lines)
