"""Documents made by hand for these tests, and what somebody may have written into them."""

from datetime import date
from typing import Any

from jamstalld.export.documents.model import (
    Block,
    Book,
    Bullets,
    Deck,
    Document,
    Number,
    Paragraph,
    Picture,
    Quote,
    Section,
    Sheet,
    Slide,
    Table,
)

DAY = date(2026, 11, 29)
NOTICE = "Uppgifterna är påhittade. Kommunen finns inte."

# What is written, and what comes out: the same, but for what no document can hold and what turns text round.
HOSTILE = {
    "formula": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "plus": ("+46 70 000 00 00", "+46 70 000 00 00"),
    "minus": ("-1+1", "-1+1"),
    "at": ("@SUM(A1)", "@SUM(A1)"),
    "tab": ("\t=1+1", "=1+1"),
    "html": ("<script>alert(1)</script> & <b>", "<script>alert(1)</script> & <b>"),
    "markdown": ("**fet** [länk](javascript:x) # rubrik", "**fet** [länk](javascript:x) # rubrik"),
    "xml": ("]]></w:t><w:br/>", "]]></w:t><w:br/>"),
    "control": ("a\x00b\x0bc\x1fd\ufffee\ud800f", "ab cdef"),
    "emoji": ("👩‍⚕️ och 👨", "👩‍⚕️ och 👨"),
    "long": ("lång" * 300, "lång" * 300),
    "right to left": ("שלום \u202eabc\u2066 مرحبا", "שלום abc مرحبا"),
    "no-break": ("9\u00a0procentenheter", "9\u00a0procentenheter"),
}


def spec(high: int = 120) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": "Diagram: en punkt.",
        "width": 300,
        "height": high,
        "data": {"values": [{"x": 1}]},
        "mark": "point",
        "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }


def picture() -> Picture:
    return Picture(spec(), "Diagram: en punkt.", "2025 · 131 beslut")


def table(columns: int = 3) -> Table:
    header = tuple(f"Kolumn {at}" for at in range(columns))
    rows = (("Hemtjänst", *["54 %"] * (columns - 1)), ("Boende", *["färre än 5"] * (columns - 1)))
    return Table("Bifall efter insats", header, rows, "Antal under 5 visas inte.")


def document(*parts: Block | Section) -> Document:
    return Document("Rapport om bifall", ("Socialnämnden",), DAY, parts, (NOTICE,))


def whole() -> Document:
    return document(
        Section("Vilka det gäller", (Section("Bifall", (Paragraph("Ett fynd.", strong=True), picture(), table())),)),
        Section("Tomt", (Paragraph("  "), Section("Också tomt", (Bullets(()),)))),
        Section("Barnets rättigheter", (Quote("Första raden.\nAndra raden."), Bullets(("ett", "två")))),
    )


def deck(*slides: Slide) -> Deck:
    return Deck("Bifall 2025", ("Ledningsgruppen",), DAY, slides, (NOTICE,))


def book(*sheets: Sheet) -> Book:
    return Book("Tabeller", DAY, ("Räknat i insatser.", "Antal under 5 visas inte."), sheets, (NOTICE,))


def sheet(name: str = "Bifall", text: str = "Hemtjänst") -> Sheet:
    return Sheet(
        name,
        "Får kvinnor och män bifall lika ofta?",
        ("2025",),
        ("Insats", "Andel", "Skillnad", "Antal", "Kvot"),
        ((text, Number(0.544, percent=True), Number(-9.24, signed=True), Number(1131), Number(0.914, 2)),),
    )
