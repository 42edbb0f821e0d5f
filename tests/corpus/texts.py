"""Text files: encodings, delimiters, quotation marks, and lines that are no rows."""

from __future__ import annotations

from tests.corpus.model import Case, error, lines, warning

_PLAIN = ("Kön;Kvartal;Enhet", "Kvinna;2025K1;Södra Ängby", "Man;2025K1;Åby")
_UNITS = ["Södra Ängby", "Åby"]
_TEXT = "\n".join(_PLAIN) + "\n"

CASES = (
    Case(
        name="csv_utf8_with_mark",
        trap="A byte order mark sits before the first header, which is then not 'Kön'.",
        make=lines(*_PLAIN, encoding="utf-8-sig"),
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"], "unit": _UNITS},
    ),
    Case(
        name="csv_windows_1252",
        trap="The letters åäö in the encoding that Excel's older 'CSV' has.",
        make=lines(*_PLAIN, encoding="cp1252"),
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"], "unit": _UNITS},
    ),
    Case(
        name="csv_utf16_little_endian",
        trap="Excel's 'Unicode text': two bytes a letter, every other one nothing, which looks like no text at all.",
        make=lambda: b"\xff\xfe" + _TEXT.encode("utf-16-le"),
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"], "unit": _UNITS},
    ),
    Case(
        name="csv_utf16_big_endian",
        trap="The same with the bytes the other way round.",
        make=lambda: b"\xfe\xff" + _TEXT.encode("utf-16-be"),
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"], "unit": _UNITS},
    ),
    Case(
        name="tsv",
        trap="Tabs between the cells, and a semicolon and a comma within one.",
        make=lines("Kön\tKvartal\tEnhet", "Kvinna\t2025K1\tNorr; natt, dag", "Man\t2025K1\tSöder"),
        file="uttag.tsv",
        account=(2, 2, 0, 0),
        stored={"unit": ["Norr; natt, dag", "Söder"]},
    ),
    Case(
        name="csv_comma_with_decimal_commas",
        trap="Commas between the cells and, in quotation marks, within the numbers.",
        make=lines("Kön,Kvartal,Timmar", 'Kvinna,2025K1,"7,5"', 'Man,2025K1,"1 0,25"', 'Man,2025K1,"10,25"'),
        account=(3, 2, 1, 0),
        stored={"source_row": [2, 4], "hours_per_week": [7.5, 10.25]},
        problems=[error("bad_number", 3, "C")],
    ),
    Case(
        name="csv_declared_delimiter",
        trap="Excel's own first line 'sep=|' is neither a title nor a header, and counts as a line.",
        make=lines("sep=|", "Kön|Kvartal", "Kvinna|2025K1"),
        account=(1, 1, 0, 0),
        stored={"source_row": [3]},
    ),
    Case(
        name="csv_newline_in_quotes",
        trap="A cell holds a line break: one row stands on two lines, and the next row's number is shifted.",
        make=lines("Kön;Kvartal;Enhet", 'k;2025K1;"Norra', 'Ängby"', "x;2025K1;Söder"),
        account=(2, 1, 1, 0),
        stored={"source_row": [2], "unit": ["Norra Ängby"]},
        problems=[error("unknown_value", 4, "A")],
    ),
    Case(
        name="csv_unbalanced_quote",
        trap="A quotation mark that is never closed swallows every row after it.",
        make=lines("Kön;Kvartal;Enhet", 'k;2025K1;"Norr', "m;2025K1;Söder", "k;2025K1;Öster"),
        refusal=(
            "Ett citattecken på rad 2 eller raderna efter öppnas men stängs inte på rätt sätt, så det går inte "
            "att veta var cellerna slutar. Ta bort citattecknet, eller spara filen som .xlsx, och läs in den på nytt."
        ),
    ),
    Case(
        name="csv_trailing_delimiter",
        trap="Every line, or every line but the header, ends in a delimiter: a last column without a name.",
        make=lines("Kön;Kvartal", "k;2025K1;", "m;2025K1;"),
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"]},
    ),
    Case(
        name="csv_row_with_too_many_cells",
        trap="A delimiter within a text moves the cells after it one step to the right.",
        make=lines("Kön;Enhet;Kvartal", "k;Norr; natt;2025K1", "m;Söder;2025K1"),
        account=(2, 1, 1, 0),
        stored={"source_row": [3]},
        # "natt" has ended up under Kvartal.
        problems=[error("row_shifted", 2), error("bad_quarter", 2, "C")],
    ),
    Case(
        name="csv_short_row",
        trap="A line ends before its last columns: they are not told, and nothing is shifted.",
        make=lines("Kön;Kvartal;Enhet", "k;2025K1", "m;2025K1;Söder"),
        account=(2, 2, 0, 0),
        stored={"unit": [None, "Söder"]},
    ),
    Case(
        name="csv_old_mac_line_ends",
        trap="Lines end in a carriage return alone.",
        make=lambda: "Kön;Kvartal\rk;2025K1\rm;2025K1\r".encode(),
        account=(2, 2, 0, 0),
        stored={"source_row": [2, 3]},
    ),
    Case(
        name="csv_titles_above",
        trap="Titles above the headers, with other delimiters in them; one tells the quarter of every row.",
        make=lines("Uttag, gjort av nämnden, för kvartal 1 2025", "", "Kön;Insats", "k;LVM", "m;LVU"),
        account=(2, 2, 0, 0),
        stored={"source_row": [4, 5], "quarter": ["2025K1", "2025K1"]},
    ),
    Case(
        name="csv_empty_rows_and_columns",
        trap="Empty lines, lines of delimiters only, lines of blanks, and an empty column between two that are not.",
        make=lines("Kön;;Kvartal", ";;", "k;;2025K1", "", " ; ;\u00a0", "m;;2025K1", ";;"),
        account=(2, 2, 0, 0),
        stored={"source_row": [3, 6]},
    ),
    Case(
        name="csv_blanks_in_headers",
        trap="Blanks and no-break spaces before, after and within headers and values.",
        make=lines("\u00a0Kön  ;  Kvartal\u00a0;Timmar\u00a0per  vecka ", " Kvinna\u00a0; 2025K1 ;\u00a07,5 "),
        account=(1, 1, 0, 0),
        stored={"sex": ["kvinna"], "hours_per_week": [7.5]},
    ),
    Case(
        name="csv_header_again",
        trap="Two extracts pasted after each other: the header row comes again in the middle of the rows.",
        make=lines("Kön;Kvartal", "k;2025K1", "Kön;Kvartal", "m;2025K1"),
        account=(3, 2, 0, 1),
        stored={"source_row": [2, 4]},
        problems=[warning("repeated_header", 3)],
    ),
    Case(
        name="csv_notes_below",
        trap="A source and a footnote under the table, in its first column.",
        make=lines("Insats;Kön;Kvartal", "LVM;k;2025K1", ";;", "Källa: verksamhetssystemet;;", "* preliminärt;;"),
        account=(3, 1, 0, 2),
        stored={"source_row": [2]},
        problems=[warning("note_row", 4, None), warning("note_row", 5, None)],
    ),
    Case(
        name="csv_errors_as_text",
        trap="Excel's errors, as they are written into a text file: no values of their own.",
        make=lines("Kön;Kvartal;Insats;Timmar", "k;2025K1;#SAKNAS!;#####", "m;2025K1;LVM;4"),
        account=(2, 2, 0, 0),
        stored={"intervention": [None, "LVM"], "hours_per_week": [None, 4.0]},
        problems=[warning("error_cell", 2, "C"), warning("error_cell", 2, "D")],
    ),
    Case(
        name="csv_title_only",
        trap="A text with delimiters in it, and no table.",
        make=lines("Hej;och;hå", "ingen;tabell;här"),
        refusal=(
            "Ingen rubrikrad hittades bland bladens 30 första rader. Det behövs en rad med minst två kända rubriker, "
            "till exempel Kön och Kvartal, eller en tabell med kolumnerna Kvinnor och Män. Rätta rubrikerna i filen, "
            "eller tala om vilken kolumn som är vad (--set variabel=KOLUMN)."
        ),
    ),
)
