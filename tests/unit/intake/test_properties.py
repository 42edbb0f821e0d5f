"""Whatever the file holds: no crash, and no row that is not accounted for."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import CheckedDelivery, grouped
from jamstalld.intake.rows.collecting import ParsedCells

from .files import csv_text, load, xlsx

# What each column ought to hold. Any cell may instead hold anything.
ORDINARY: dict[str, list[object]] = {
    "Kön": ["k", "M", 1, "2", "", "okänt", "Totalt"],
    "Kvartal": ["2025K1", "kv 2 2025", "", "2026K1"],
    "Insats": ["Hemtjänst", "LVM", "", "Totalt antal personer", "Summa"],
    "Antal": [3, "12", "1 234", "..", "-", 0],
    "Kvinnor": [3, "12", "..", "-", ""],
    "Män": [4, "1 234", "x", "-", 0],
    "Totalt": [7, "24", ""],
    "Beslutsdatum": [date(2025, 2, 1), "1/3 2025", "45717", ""],
    "Ansökningsdatum": [date(2025, 1, 1), "250301", ""],
    "Slutdatum": [date(2025, 3, 1), "2025-04-01", ""],
    "Ålder": [17, "80", ""],
    "Födelseår": [1980, "2007", "2030"],
    "Åldersgrupp": ["18-24", "Samtliga", ""],
    "Ärende": ["A1", "A2", "800101-1234"],
    "Nöjd": [1, "5", "vet ej"],
    "År": [2025, "2024", ""],
    "Beslut": ["bifall", "Bifal", "#N/A", "=1+1"],
    "Hobby": ["fiske", "#REF!", ""],
    "Personnummer": ["880320-0016", "198112289841", 8112289841, "880320-0017", "800101-TF12", ""],
    "E-post": ["anna@exempel.se", "ja", ""],
    "": [""],
}
BASES = [["Kön", "Kvartal"], ["Kön", "Antal"], ["Insats", "Kvinnor", "Män"], ["Kvinnor", "Män", "Totalt"], ["Kön"]]
BASES += [["Personnummer", "Kvartal"]]
ANYTHING = st.one_of(
    st.text(max_size=8),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
)


@st.composite
def grids(draw: st.DrawFn) -> list[list[object]]:
    """A table as people make them: mostly sound, here and there anything at all."""
    headers = draw(st.sampled_from(BASES)) + draw(st.lists(st.sampled_from(list(ORDINARY)), max_size=4))
    if draw(st.integers(0, 9)):
        headers = list(dict.fromkeys(headers))
    rows: list[list[object]] = [list(headers)]
    for _ in range(draw(st.integers(0, 8))):
        row = [draw(st.sampled_from(ORDINARY[header])) for header in headers]
        if not draw(st.integers(0, 7)):
            row[draw(st.integers(0, len(row) - 1))] = draw(ANYTHING)
        if not draw(st.integers(0, 7)):
            row = row[: draw(st.integers(0, len(row)))] + [draw(ANYTHING)] * draw(st.integers(0, 2))
        rows.append(row)
    return rows


quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds(delivery: CheckedDelivery) -> None:
    columns = delivery.columns
    assert delivery.rows_read == delivery.rows_loaded + delivery.rows_refused + delivery.rows_set_aside
    assert len({len(values) for values in columns.values()}) == 1
    assert len(set(columns["source_row"])) == delivery.rows_loaded
    assert set(columns["sex"]) <= {"kvinna", "man", None}
    assert all(isinstance(count, int) and count > 0 for count in columns["count"])
    assert None not in columns["quarter"]
    refused = {problem.row for problem in delivery.problems if problem.severity == "error"}
    assert not refused & set(columns["source_row"])
    assert delivery.blocked == (delivery.rows_refused > 0 or not delivery.rows_read or bool(refused))
    assert sum(group.number for group in grouped(delivery.problems)) == len(delivery.problems)


def loaded_or_refused(data: bytes, name: str = "uttag 2025K1.csv") -> CheckedDelivery | None:
    try:
        delivery = load(data, name)
    except UnreadableFileError:
        return None
    holds(delivery)
    return delivery


@quick
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text(text, encoding):
    loaded_or_refused(text.encode(encoding, errors="replace"))


@quick
@given(st.binary(max_size=300))
def test_any_bytes(data):
    loaded_or_refused(data)


@quick
@given(grids(), st.sampled_from(";,\t|"))
def test_any_table_of_text(grid, delimiter):
    loaded_or_refused(csv_text(grid, delimiter).encode("utf-8", errors="replace"))


@quick
@given(grids())
def test_any_workbook(grid):
    def allowed(cell: object) -> object:
        return "".join(letter for letter in cell if letter.isprintable()) if isinstance(cell, str) else cell

    loaded_or_refused(xlsx([[allowed(cell) for cell in cells] for cells in grid]), "uttag 2025K1.xlsx")


GROUPS = st.sampled_from(["2025K1", "2025K2", "2024", "Bifall", "Avslag", "Totalt", "Andel", "Enhet: A", "Annat", ""])


@quick
@given(
    st.lists(GROUPS, min_size=1, max_size=4),
    st.lists(st.lists(st.sampled_from([0, 1, 7, "..", "", "-", "fem"]), min_size=12, max_size=12), max_size=4),
    st.booleans(),
)
def test_any_groups_of_counts(labels, lines, totals):
    under = ["K", "M", "Totalt"][: 2 + totals]
    width = len(under) * len(labels)
    upper = ["Insats", *(cell for label in labels for cell in (label, *[""] * (len(under) - 1)))]
    grid = [upper, ["", *under * len(labels)], *([f"I{at}", *line[:width]] for at, line in enumerate(lines))]
    for data in (csv_text(grid).encode(), xlsx(grid)):
        loaded_or_refused(data)


@quick
@given(st.lists(st.sampled_from(["k;LVM", "m;LVU", "hen;LVM", ";LVM", ";", "k;Totalt", "Källa;"]), max_size=30))
def test_the_account_is_exact(lines):
    text = "Kön;Insats\n" + "".join(f"{line}\n" for line in lines)
    delivery = load(text, "2025K1.csv")
    expected = {line: lines.count(line) for line in set(lines)}
    assert delivery.rows_read == len(lines) - expected.get(";", 0)
    assert delivery.rows_refused == expected.get("hen;LVM", 0) + expected.get("Källa;", 0)
    assert delivery.rows_set_aside == expected.get("k;Totalt", 0)


def test_each_distinct_cell_is_parsed_once():
    asked: list[object] = []
    cells = ParsedCells(lambda raw: asked.append(raw) or raw)
    assert [cells[raw] for raw in ("a", "b", "a", "a", 1.0, 1)] == ["a", "b", "a", "a", 1.0, 1.0]
    assert asked == ["a", "b", 1.0]
