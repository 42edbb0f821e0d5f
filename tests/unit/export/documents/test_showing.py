"""Answers as parts of documents: the numbers are those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.words import visible_rows
from jamstalld.export.documents.model import Bullets, Number, Paragraph, Picture, Section, Table, filled
from jamstalld.export.documents.numbers import view_sheet
from jamstalld.export.documents.showing import CANNOT_SAY, method_of, notices_of, section_of, shown, slide_of
from jamstalld.periods import Period, Quarter
from jamstalld.snapshots import Answer, kept_answer, snapshot
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.model import View
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED
from jamstalld.wording.numbers import MINUS, NBSP
from tests.unit.charts import make

REQUESTS = {
    "share": ViewRequest("received"),
    "rate, adjusted": ViewRequest("approval", by="area", standardise_by=("need_level",)),
    "compared": ViewRequest("approval", by="unit", period=Period.parse("2025"), compare_with=Period.parse("2024")),
    "of those who applied": ViewRequest("received", base="need"),
    "mean": ViewRequest("hours"),
    "scale": ViewRequest("goal", by="area"),
    "quarters": ViewRequest("approval", by="quarter"),
    "split": ViewRequest("approval", by="area", split="age_group"),
}


@pytest.fixture(scope="module")
def others(sample_database: Database) -> dict[str, Answer]:
    return {
        "over time": over_time(sample_database, OverTimeRequest("approval", effort=Quarter.parse("2025K4"))),
        "interplay": interplay(sample_database, InterplayRequest("approval", "area", "need_level")),
        "explanation": explain(sample_database, "approval", ("need_level",), (), Period.parse("2025"), None),
        "matching": matching(sample_database, MatchingRequest("Äldre")),
    }


@pytest.fixture(params=REQUESTS)
def view(request: pytest.FixtureRequest, sample_database: Database) -> View:
    return build_view(sample_database, REQUESTS[request.param])


def text_of(cell: str | Number) -> str:
    """Show a cell as Excel in Swedish does by the format it is given."""
    if isinstance(cell, str):
        return cell
    size = Decimal(str(cell.value)) * (100 if cell.percent else 1)
    rounded = abs(size).quantize(Decimal(1).scaleb(-cell.decimals), ROUND_HALF_UP)
    text = f"{rounded:,}".replace(",", NBSP).replace(".", ",")
    sign = "" if not rounded else MINUS if size < 0 else "+" if cell.signed else ""
    return f"{sign}{text}{NBSP + '%' if cell.percent else ''}"


def told_on_the_page(view: View) -> Iterator[dict[str, str]]:
    """Take the texts of the page's table apart into what the sheet has in cells of their own."""
    for row in comparison_table(view, view.by_title):
        parts: dict[str, str] = {}
        for heading, text in row.items():
            if heading.endswith(", antal") and " av " in text:
                count, _, whole = text.partition(" av ")
                parts |= {heading: count, heading.replace("antal", "av"): whole}
            elif heading.endswith(", kvartiler"):
                low, _, high = text.partition(" till ")
                who = heading.removesuffix(", kvartiler")
                parts |= {f"{who}, nedre kvartil": low, f"{who}, övre kvartil": high or low}
            elif heading == "Osäkerhet":
                low, _, high = text.partition(" till ")
                parts |= {"Osäkerhet, från": low, "Osäkerhet, till": high or low}
            elif heading.startswith("Andel ") and "(" in text:
                parts[heading] = text.partition(" (")[0]
            else:
                parts[heading] = text
        yield parts


def test_the_numbers_of_a_sheet_are_those_of_the_page(view: View) -> None:
    sheet = view_sheet(view)
    for cells, told in zip(sheet.rows, told_on_the_page(view), strict=True):
        shown_cells = dict(zip(sheet.header, map(text_of, cells), strict=True))
        assert {heading: shown_cells[heading] for heading in told if heading in shown_cells} == {
            heading: text for heading, text in told.items() if heading in shown_cells
        }
        lost = set(told) - set(shown_cells)
        assert not lost, lost


def test_the_numbers_of_a_sheet_are_not_rounded(sample_database: Database) -> None:
    view = build_view(sample_database, REQUESTS["share"])
    sheet = view_sheet(view)
    row = next(row for row in visible_rows(view) if row.women.count and row.difference)
    cells = dict(zip(sheet.header, sheet.rows[visible_rows(view).index(row)], strict=True))
    assert row.difference
    assert cells["Kvinnor, andel"] == Number(row.women.share, percent=True, decimals=cells["Kvinnor, andel"].decimals)
    assert cells["Skillnad (procentenheter)"].value == row.difference.estimate
    assert cells["Kvinnor, antal"] == Number(row.women.count)


def test_a_sheet_hides_what_the_page_hides() -> None:
    rows = (make.row("Alla får", 0.9, 1.0), make.row("Ingen", 0.0, 0.4))
    sheet = view_sheet(replace(make.view(rows), sentences=("Fyndet.",)))
    cells = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
    assert cells[0]["Män, andel"] == "nästan alla"
    assert (cells[1]["Kvinnor, antal"], cells[1]["Kvinnor, andel"]) == ("färre än 5", "nästan inga")
    assert cells[-1]["Bedömning"] == "visas inte: för få personer"


def test_the_table_of_a_report_is_the_pages_without_what_a_sentence_names(view: View) -> None:
    (first, *_) = shown(view).tables
    rows = comparison_table(view, view.by_title)
    assert [dict(zip(first.header, row, strict=True)) for row in first.rows] == rows[: len(visible_rows(view))]


def test_every_number_has_period_unit_base_and_protection(view: View) -> None:
    seen = shown(view)
    for source in (*(picture.source for picture in seen.pictures), *(table.source for table in seen.tables)):
        assert f"räknat i {view.count_unit}" in source
        assert "justerade antal" in source
        assert "Antal under 5 visas inte." in source
        assert "202" in source


def test_a_section_has_finding_picture_sentences_and_table(sample_database: Database) -> None:
    view = build_view(sample_database, REQUESTS["share"])
    section = section_of(shown(view))
    assert section.title == view.question
    parts = filled([section])[0].parts
    assert parts[0] == Paragraph(view.sentences[0], strong=True)
    assert isinstance(parts[1], Picture)
    assert parts[2] == Paragraph("Bilden visar de 8 rader som säger mest. Alla finns i tabellen.", small=True)
    assert isinstance(parts[-1], Table)
    texts = [part.text for part in parts if isinstance(part, Paragraph)]
    assert texts[2:] == [sentence for sentence in view.sentences[1:] if sentence != SYNTHETIC]


@pytest.mark.parametrize("name", ["over time", "interplay", "explanation", "matching"])
def test_other_answers_are_shown_with_pictures_and_tables_too(others: dict[str, Answer], name: str) -> None:
    seen = shown(others[name])
    assert seen.pictures
    assert seen.tables
    assert all(picture.alt for picture in seen.pictures)
    assert len({table.caption for table in seen.tables}) == len(seen.tables)
    cautions = [part for part in section_of(seen).parts if isinstance(part, Section) and part.title == CANNOT_SAY]
    assert bool(filled(cautions)) == (name in ("explanation", "matching"))


def test_what_was_kept_is_shown_as_it_was(others: dict[str, Answer], view: View) -> None:
    for answer in (view, *others.values()):
        assert kept_answer(snapshot(answer)) == answer


def test_a_slide_is_the_finding_the_picture_and_notes(sample_database: Database) -> None:
    view = build_view(sample_database, REQUESTS["rate, adjusted"])
    slide = slide_of(shown(view), ["Vi ser en skillnad."])
    assert slide.title == view.sentences[0]
    assert slide.picture is not None
    notes = slide.notes.split("\n")
    assert notes[0] == view.question
    assert "Vi ser en skillnad." in notes
    assert not slide.bullets


def test_methods_are_told_once(sample_database: Database) -> None:
    every = [shown(build_view(sample_database, REQUESTS[name])) for name in ("share", "mean")]
    common, own = method_of([(seen.question, seen) for seen in every])
    assert isinstance(common, Bullets)
    assert isinstance(own, Table)
    assert "cellnyckelmetoden" in " ".join(common.items)
    assert [row[0] for row in own.rows] == [seen.question for seen in every]
    assert "Welch" in own.rows[1][1]
    assert "Welch" not in own.rows[0][1]


def test_invented_and_unprotected_data_must_be_said() -> None:
    assert notices_of(make.view()) == (SYNTHETIC,)
    assert notices_of(make.view(threshold=1)) == (SYNTHETIC, UNPROTECTED)
