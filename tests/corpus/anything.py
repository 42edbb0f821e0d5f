"""Strategies for workbooks of anything at all: headers that are known and not, cells of every type, odd layouts."""

from __future__ import annotations

import re
from datetime import date, datetime

from hypothesis import strategies as st

from jamstalld.dictionary import dictionary
from jamstalld.periods import Quarter
from tests.unit.intake.files import xlsx

# A text that may be told to nobody. No message has a word that begins so.
MARKERS = st.integers(0, 99_999).map(lambda number: f"Zqxj{number:05}")
MARKER = re.compile(r"zqxj", re.IGNORECASE)
HEADERS = sorted(
    {title for one in dictionary().variables.values() for title in (one.title, *one.headers)}
    | {"Kvinnor", "Män", "Totalt", "Andel", "Antal", "Flickor", "Pojkar", "Andel kvinnor", "2025K1", "Bifall", "Avslag"}
)
VALUES = [
    *("k", "M", "Kvinna", "2", "okänt", "2025K1", "kv 2 2025", "K3", "2026K1", "Hemtjänst", "LVM", "bifall", "Summa"),
    *("Totalt antal personer", "..", "-", "färre än 5", "1 234", "7,5", "18-24", "250301", "1/3 2025", "811228-9841"),
    *("ja", "5", "#N/A", "kim@exempel.se", "070-123 45 67", "Uppgift saknas", "", " ", "\u00a0"),
]
# What XML allows: no other control characters than tab and line breaks.
LETTERS = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[chr(at) for at in range(32) if at not in (9, 10, 13)] + ["\ufffe", "\uffff"],
)
TEXTS = st.one_of(
    st.sampled_from(VALUES),
    st.text(LETTERS, max_size=12),
    st.tuples(st.sampled_from("=@+-'\"<&;\t"), st.text(LETTERS, max_size=8)).map("".join),
    MARKERS,
    st.tuples(
        st.sampled_from(["=", "@", "", "Se "]), MARKERS, st.sampled_from(["@exempel.se", " 811228-9841", "!A1"])
    ).map("".join),
    st.tuples(MARKERS, st.sampled_from(["x", "x ", "1;", "å@b.", "ord och ord "]), st.integers(20, 6_000)).map(
        lambda parts: (parts[0] + parts[1] * parts[2])[:32_767]
    ),
)
CELLS = st.one_of(
    TEXTS,
    st.none(),
    st.integers(-(10**18), 10**18),
    st.sampled_from([0, 1, 2, 1e308, -1e308, 5e-324, float("inf"), float("nan"), 10**300, 45717, 8112289841]),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)),
    st.times(),
    st.timedeltas(),
)
# What each column ought to hold. Any cell may instead hold anything.
SOUND: dict[str, list[object]] = {
    "Kön": ["k", "M", "Kvinna", 2, "okänt"],
    "Kvartal": ["2025K1", "kv 2 2025", "jan–mar 2025"],
    "Insats": ["Hemtjänst", "LVM", "", "Summa"],
    "Enhet": ["Norr", "Söder", None],
    "Timmar": [7.5, "3,5", None],
    "Slutdatum": [date(2025, 3, 1), "250301", "", datetime(2025, 4, 1, 12)],
    "Beslutsdatum": [date(2025, 2, 1), "1/3 2025"],
    "Personnummer": ["811228-9841", 8112289841, ""],
    "Löpnr": ["A1", "A2", 3],
    "Antal": [3, "1 234", "..", 0],
    "Kvinnor": [3, "12", "..", "-"],
    "Män": [4, "1 234", "färre än 5"],
    "Totalt": [7, ""],
    "Hobby": ["fiske", None],
}
STARTS = [
    ["Kön", "Kvartal"],
    ["Kön", "Kvartal", "Antal"],
    ["Insats", "Kvinnor", "Män"],
    ["Personnummer", "Beslutsdatum"],
    [],
]
NAMES = st.one_of(st.sampled_from(HEADERS), st.sampled_from(HEADERS).map(str.upper), TEXTS, st.just(""))
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "quarter": st.just(Quarter.parse("2025K1")),
        "unit": st.just("Norr"),
        "columns": st.dictionaries(
            st.sampled_from(["sex", "quarter", "unit", "kvinna", "man", "count", "identity_number", "påhittad"]),
            st.one_of(st.sampled_from(HEADERS), st.sampled_from(["A", "B", "ZZZ", ""])),
            max_size=2,
        ),
        "unused": st.lists(st.sampled_from(HEADERS), max_size=2).map(tuple),
        "values": st.dictionaries(
            st.sampled_from(["sex", "unit", "quarter"]),
            st.dictionaries(st.sampled_from(VALUES), st.sampled_from(["kvinna", "", "2025K2"]), max_size=2),
            max_size=1,
        ),
    },
)


@st.composite
def rows(draw: st.DrawFn, headers: list[str]) -> list[list[object]]:
    """Rows under some headers: mostly sound, here and there anything at all."""
    lines: list[list[object]] = []
    for _ in range(draw(st.integers(0, 9))):
        line = [draw(st.sampled_from(SOUND.get(header, VALUES))) for header in headers]
        if draw(st.integers(0, 3)) == 0:
            line[draw(st.integers(0, len(line) - 1))] = draw(CELLS)
        lines.append(draw(st.lists(CELLS, max_size=len(line))) if draw(st.integers(0, 9)) == 0 else line)
    return lines


@st.composite
def grids(draw: st.DrawFn) -> list[list[object]]:
    """A table, more or less: titles, one or two lines of headers, and rows."""
    headers = draw(st.sampled_from(STARTS)) + draw(st.lists(st.sampled_from(list(SOUND)), max_size=3))
    if draw(st.integers(0, 3)):
        headers = list(dict.fromkeys(headers))
    headers += draw(st.lists(NAMES, min_size=not headers, max_size=2))
    grid: list[list[object]] = draw(st.lists(st.lists(CELLS, max_size=4), max_size=2))
    if draw(st.integers(0, 4)) == 0:
        grid.append(draw(st.lists(NAMES, max_size=len(headers))))
    return [*grid, list(headers), *draw(rows(headers))]


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """Sheets of such tables, some hidden, with cells merged here and there."""
    names = draw(
        st.lists(
            st.sampled_from(["Blad1", "2025K1", "Kv 2 2025", "Zqxj", "Å & <Ö>"]), min_size=1, max_size=3, unique=True
        )
    )
    hidden = {name: draw(st.sampled_from(["visible", "hidden", "veryHidden"])) for name in names[1:]}
    places = st.tuples(st.integers(0, 6), st.integers(1, 9), st.integers(0, 3), st.integers(0, 3))
    merged = {
        f"{'ABCDEFG'[left]}{top}:{'ABCDEFGHIJ'[left + wide]}{top + high}"
        for left, top, wide, high in draw(st.lists(places, max_size=3))
        if wide or high
    }
    first = draw(st.sampled_from(["A1", "A1", "C4"]))
    return xlsx({name: draw(grids()) for name in names}, hidden, first, sorted(merged))
