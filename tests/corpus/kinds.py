"""Kinds of file: workbooks of every sort, and files that are something else than they are called."""

from __future__ import annotations

from datetime import date

from tests.corpus.binary import compound, xls, xlsb
from tests.corpus.files import ods, patched, xlsx, zipped
from tests.corpus.model import Case, error, lines

_GRID = [["Kön", "Kvartal", "Timmar"], ["Kvinna", "2025K1", 7.5], ["hen", "2025K1", 3], ["m", "2025K1", 4]]
_STORED = {"source_row": [2, 4], "sex": ["kvinna", "man"], "hours_per_week": [7.5, 4.0]}
_FAULT = [error("unknown_value", 3, "A", "Blad1")]
_READ_INSTEAD = "Läs in uttaget som .xlsx, .xlsm, .xls, .xlsb, .ods eller CSV."
_DAMAGED = (
    "Filen är skadad eller ofullständig och går inte att öppna. Hämta den på nytt. "
    "Öppna den i Excel eller LibreOffice, spara som .xlsx eller CSV och läs in den på nytt."
)
_LOCKED = (
    "Filen är låst med lösenord och går inte att läsa. Öppna den i Excel, ta bort lösenordet under "
    "Arkiv > Info > Skydda arbetsboken, spara och läs in den på nytt."
)
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ORDINARY = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _read(name: str, trap: str, file: str, make: object) -> Case:
    return Case(name, trap, make, file, account=(3, 2, 1, 0), stored=_STORED, problems=_FAULT)  # type: ignore[arg-type]


CASES = (
    _read("xlsx", "An ordinary workbook.", "uttag.xlsx", xlsx(*_GRID)),
    _read(
        "xlsm",
        "A workbook with macros: they are never run.",
        "uttag.xlsm",
        patched(xlsx(*_GRID), _ORDINARY, _MACRO, "[Content_Types].xml"),
    ),
    _read("ods", "LibreOffice's own kind of file.", "uttag.ods", ods(*_GRID)),
    _read("xls", "A workbook as Excel wrote them until 2003.", "uttag.xls", lambda: xls(_GRID)),
    _read("xlsb", "A binary workbook.", "uttag.xlsb", lambda: xlsb(_GRID)),
    _read("wrong_name", "A workbook that is called a text file: the name decides nothing.", "uttag.csv", xlsx(*_GRID)),
    Case(
        name="ods_dates",
        trap="In an .ods a date is an attribute, and what is shown may be anything.",
        make=ods(["Kön", "Beslutsdatum"], ["k", date(2025, 3, 31)]),
        file="uttag.ods",
        account=(1, 1, 0, 0),
        stored={"quarter": ["2025K1"]},
    ),
    Case(
        name="xlsx_without_places",
        trap="A row without a number and cells without places, as some exports write them.",
        make=patched(xlsx(["Kön", "Kvartal"], ["k", "2025K1"]), '<row r="2"><c r="A2" ', "<row><c "),
        file="uttag.xlsx",
        account=(1, 1, 0, 0),
        stored={"source_row": [2]},
    ),
    Case(
        name="xlsx_with_single_quotes",
        trap="The places of cells stand within single quotes, which XML allows.",
        make=patched(xlsx(["Kön", "Kvartal"], ["k", "2025K1"]), '<row r="2"><c r="A2" ', "<row r='2'><c r='A2' "),
        file="uttag.xlsx",
        account=(1, 1, 0, 0),
        stored={"source_row": [2]},
    ),
    Case(
        name="locked_xlsx",
        trap="A workbook with a password is encrypted within another kind of file.",
        make=lambda: compound("EncryptedPackage", bytes(5_000)),
        file="uttag.xlsx",
        refusal=_LOCKED,
    ),
    Case(
        name="locked_ods",
        trap="An .ods with a password says so in its list of contents.",
        make=patched(
            ods(["Kön", "Kvartal"]),
            "</manifest:manifest>",
            '<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry>'
            "</manifest:manifest>",
            "META-INF/manifest.xml",
        ),
        file="uttag.ods",
        refusal=_LOCKED,
    ),
    Case(
        name="pdf",
        trap="A PDF that is called a workbook.",
        make=lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        file="uttag.xlsx",
        refusal=f"Filen är en PDF och inget kalkylark. {_READ_INSTEAD}",
    ),
    Case(
        name="word_document",
        trap="A table in a Word document.",
        make=zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
        file="uttag.xlsx",
        refusal=f"Filen är ett Worddokument och inget kalkylark. {_READ_INSTEAD}",
    ),
    Case(
        name="picture",
        trap="A picture of the table.",
        make=lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
        file="uttag.xlsx",
        refusal=f"Filen är en bild och inget kalkylark. {_READ_INSTEAD}",
    ),
    Case(
        name="archive",
        trap="Several files packed into one.",
        make=zipped({"norr.csv": "Kön;Kvartal\nk;2025K1\n"}),
        file="uttag.zip",
        refusal=f"Filen är ett packat arkiv och inget kalkylark. {_READ_INSTEAD}",
    ),
    Case(
        name="web_page",
        trap="Some systems export a web page and call it .xls.",
        make=lines("<html><body><table>", "<tr><td>Kön</td><td>Kvartal</td></tr>", "</table></body></html>"),
        file="uttag.xls",
        refusal=(
            "Filen är en webbsida eller XML, även om den heter något annat. "
            "Öppna den i Excel eller LibreOffice, spara som .xlsx eller CSV och läs in den på nytt."
        ),
    ),
    Case(
        name="empty_file",
        trap="Nothing at all.",
        make=lambda: b"",
        file="uttag.xlsx",
        refusal="Filen är tom. Gör om uttaget, kontrollera att det innehåller rader, och läs in den nya filen.",
    ),
    Case(
        name="empty_sheet",
        trap="A workbook with nothing on its only sheet.",
        make=xlsx(),
        file="uttag.xlsx",
        refusal=(
            "Ingen rubrikrad hittades bland bladens 30 första rader. Det behövs en rad med minst två kända rubriker, "
            "till exempel Kön och Kvartal, eller en tabell med kolumnerna Kvinnor och Män. Rätta rubrikerna i filen, "
            "eller tala om vilken kolumn som är vad (--set variabel=KOLUMN)."
        ),
    ),
    Case(
        name="cut_short",
        trap="A download that was broken off.",
        make=lambda: xlsx(*_GRID)()[:2_000],
        file="uttag.xlsx",
        refusal=_DAMAGED,
    ),
)
