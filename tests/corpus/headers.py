"""Headers and sheets: where the table is, what its columns mean, and what is no table."""

from __future__ import annotations

from tests.corpus.files import patched, sheets, with_cell, xlsx
from tests.corpus.model import Case, error, lines, warning

_GRID = [["Kön", "Kvartal"], ["k", "2025K1"], ["m", "2025K1"]]
_SHEET = "Blad1"

CASES = (
    Case(
        name="merged_title",
        trap="A title merged over the whole table, with an empty row under it.",
        make=xlsx(["Uppföljning av insatser", None], [None, None], *_GRID, merged=["A1:B1"]),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
        stored={"source_row": [4, 5]},
    ),
    Case(
        name="table_that_begins_far_in",
        trap="The table begins in cell D5: rows and columns must still be Excel's own.",
        make=xlsx(
            *[[None]] * 4,
            [None, None, None, "Kön", "Kvartal"],
            [None, None, None, "hen", "2025K1"],
            [None, None, None, "k", "2025K1"],
        ),
        file="uttag.xlsx",
        account=(2, 1, 1, 0),
        stored={"source_row": [7]},
        problems=[error("unknown_value", 6, "D", _SHEET)],
    ),
    Case(
        name="headers_in_capitals_and_on_two_lines",
        trap="Headers in upper and in lower case, with line breaks in the cell and a colon after.",
        make=xlsx(["KÖN", "kvartal:", "Timmar\nper\nvecka"], ["K", "2025k1", 7.5]),
        file="uttag.xlsx",
        account=(1, 1, 0, 0),
        stored={"sex": ["kvinna"], "hours_per_week": [7.5]},
    ),
    Case(
        name="headers_in_two_rows",
        trap="A group row over the headers: what a column means stands half above and half below.",
        make=xlsx(
            ["Klient", None, "Kvartal", "Skattning", None],
            ["Kön", "Ålder", None, "Före", "Efter"],
            ["k", 34, "2025K1", 3, 5],
            merged=["A1:B1", "C1:C2", "D1:E1"],
        ),
        file="uttag.xlsx",
        account=(1, 1, 0, 0),
        stored={"source_row": [3], "age": [34], "score_before": [3.0], "score_after": [5.0]},
    ),
    Case(
        name="two_columns_of_the_same",
        trap="Two columns mean sex: the child's and the guardian's. Which one is meant cannot be guessed.",
        make=lines("Kön;Kvartal;Juridiskt kön", "k;2025K1;m"),
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("duplicate_header", 1)],
    ),
    Case(
        name="unknown_headers",
        trap="A table of which no header is understood.",
        make=lines("Fält 1;Fält 2;Fält 3", "k;2025K1;LVM"),
        refusal=(
            "Ingen rubrikrad hittades bland bladens 30 första rader. Det behövs en rad med minst två kända rubriker, "
            "till exempel Kön och Kvartal, eller en tabell med kolumnerna Kvinnor och Män. Rätta rubrikerna i filen, "
            "eller tala om vilken kolumn som är vad (--set variabel=KOLUMN)."
        ),
    ),
    Case(
        name="header_below_row_thirty",
        trap="Thirty lines of text above the headers.",
        make=lines(*["Följebrev"] * 30, "Kön;Kvartal", "k;2025K1"),
        refusal=(
            "Ingen rubrikrad hittades bland bladens 30 första rader. Det behövs en rad med minst två kända rubriker, "
            "till exempel Kön och Kvartal, eller en tabell med kolumnerna Kvinnor och Män. Rätta rubrikerna i filen, "
            "eller tala om vilken kolumn som är vad (--set variabel=KOLUMN)."
        ),
    ),
    Case(
        name="column_not_understood",
        trap="A column of the municipality's own that nobody has declared: it is named and nowhere else.",
        make=lines("Kön;Kvartal;Tolk behövs", "k;2025K1;ja"),
        account=(1, 1, 0, 0),
        ignored=["Tolk behövs"],
    ),
    Case(
        name="no_sex",
        trap="Nothing says who is a woman and who a man.",
        make=lines("Kvartal;Insats", "2025K1;LVM", "2025K1;LVU"),
        layout=None,
        account=(2, 0, 2, 0),
        quarters=(),
        problems=[error("no_sex")],
    ),
    Case(
        name="no_quarter",
        trap="Nothing says which quarter the rows are of, not even the file's name.",
        make=lines("Kön;Insats", "k;LVM", "m;LVU"),
        account=(2, 0, 2, 0),
        quarters=(),
        problems=[error("no_quarter")],
    ),
    Case(
        name="year_without_quarter",
        trap="A column tells the year, and nothing the quarter.",
        make=lines("Kön;Insats;År", "k;LVM;2025"),
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("no_quarter")],
    ),
    Case(
        name="no_rows",
        trap="Headers and nothing under them.",
        make=lines("Kön;Kvartal;Insats"),
        quarters=(),
        problems=[error("no_rows")],
    ),
    Case(
        name="quarter_in_the_files_name",
        trap="Only the file's name tells the quarter.",
        make=lines("Kön;Insats", "k;LVM"),
        file="Uppföljning_kv1_2025.csv",
        account=(1, 1, 0, 0),
        stored={"quarter": ["2025K1"]},
    ),
    Case(
        name="quarter_in_the_sheets_name",
        trap="Only the sheet's name tells the quarter; the two sheets are one table.",
        make=sheets({"Kv 4 2024": [["Kön", "Insats"], ["k", "LVM"]], "Kv 1 2025": [["Insats", "Kön"], ["LVU", "m"]]}),
        file="uttag.xlsx",
        quarters=("2024K4", "2025K1"),
        account=(2, 2, 0, 0),
        stored={"quarter": ["2024K4", "2025K1"], "sex": ["kvinna", "man"], "intervention": ["LVM", "LVU"]},
    ),
    Case(
        name="quarters_that_contradict",
        trap="The title tells one quarter and the file's name another.",
        make=lines("Kvartal 4 2024", "Kön;Insats", "k;LVM"),
        file="2025K1.csv",
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("no_quarter")],
    ),
    Case(
        name="sheets_with_the_same_headers",
        trap="One sheet a unit: all are read, and a fault is told with the sheet it is on.",
        make=sheets({"Norr": _GRID, "Söder": [_GRID[0], ["hen", "2025K1"]]}),
        file="uttag.xlsx",
        account=(3, 2, 1, 0),
        stored={"source_row": [2, 3]},
        problems=[error("unknown_value", 2, "A", "Söder")],
    ),
    Case(
        name="sheets_with_different_headers",
        trap="Two tables that are not one: the fuller is read, and the other is not lost in silence.",
        make=sheets(
            {
                "Enheter": [["Kön", "Kvartal"], ["k", "2025K1"]],
                "Insatser": [[*_GRID[0], "Insats"], ["k", "2025K1", "LVM"]],
            }
        ),
        file="uttag.xlsx",
        account=(1, 1, 0, 0),
        stored={"intervention": ["LVM"]},
        problems=[warning("other_sheets")],
    ),
    Case(
        name="hidden_sheet",
        trap="Last quarter's rows lie on a hidden sheet: they are not counted, and not passed over in silence.",
        make=sheets({"Data": _GRID, "Gammalt": _GRID}, {"Gammalt": "hidden"}),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
        problems=[warning("other_sheets")],
    ),
    Case(
        name="list_behind_a_menu",
        trap="A sheet that no menu can show holds the values of drop-down lists.",
        make=sheets({"Data": _GRID, "Listor": _GRID}, {"Listor": "veryHidden"}),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
    ),
    Case(
        name="invented_data_that_say_so",
        trap="A title says that the data are invented; whatever is shown of them must say it too.",
        make=xlsx(["Påhittade uppgifter"], *_GRID),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
        stored={"source_row": [3, 4]},
    ),
    Case(
        name="stray_cell_beside_the_table",
        trap="Somebody has typed a note into a cell far to the right of the table, on a row of its own.",
        make=with_cell([["Kön", "Kvartal", "Insats"], ["k", "2025K1", "LVM"]], "AZ40", "att göra"),
        file="uttag.xlsx",
        account=(2, 1, 0, 1),
        stored={"source_row": [2]},
        problems=[warning("note_row", 40, None, _SHEET)],
    ),
    Case(
        name="stray_cell_in_the_last_corner",
        trap="The same in the last cell of the sheet: laid out, it would be seventeen thousand million cells.",
        make=with_cell(_GRID, "XFD1048576", "x"),
        file="uttag.xlsx",
        refusal=(
            "Ett blad har ifyllda celler så långt ut åt höger eller nedåt att det inte ryms i datorns minne. "
            "Gå till bladets sista cell (Ctrl+End), ta bort det som står utanför tabellen, spara och läs in filen "
            "på nytt."
        ),
    ),
    Case(
        name="formatted_to_the_last_row",
        trap="Whole columns have been formatted: there are cells down to the sheet's last row, with nothing in them.",
        make=with_cell(_GRID, "B1048576", None),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
    ),
    Case(
        name="rows_hidden_by_a_filter",
        trap="A filter hides the men: who looks at the sheet sees none, and they are counted all the same.",
        make=patched(xlsx(*_GRID), '<row r="3">', '<row r="3" hidden="1">'),
        file="uttag.xlsx",
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"]},
    ),
)
