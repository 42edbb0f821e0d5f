"""A Word file's structure: what a reader of screens, a spell-checker and a printer find in it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.document import Document as File
from docx.oxml.ns import qn

from jamstalld.export.documents.model import Document, Paragraph, Quote, Section, Table
from jamstalld.export.documents.word import word
from tests.unit.export.documents import made


def opened(document: Document, template: bytes | None = None) -> File:
    return docx.Document(io.BytesIO(word(document, template)))


@pytest.fixture(scope="module")
def whole() -> File:
    return opened(made.whole())


def styles_of(file: File) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs if paragraph.style]


def text_in(element: Any) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def test_titles_and_headings_have_real_styles(whole: File) -> None:
    told = styles_of(whole)
    assert told[:3] == [
        ("Title", "Rapport om bifall"),
        ("Subtitle", "Socialnämnden"),
        ("Subtitle", "29 november 2026"),
    ]
    headings = [(name, text) for name, text in told if name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Vilka det gäller"),
        ("Heading 2", "Bifall"),
        ("Heading 1", "Barnets rättigheter"),
    ]
    assert ("Fynd", "Ett fynd.") in told
    assert ("Caption", "Bifall efter insats") in told
    assert [text for name, text in told if name == "List Bullet"] == ["ett", "två"]
    assert [text for name, text in told if name == "Quote"] == ["Första raden.", "Andra raden."]


def test_nothing_empty_is_printed(whole: File) -> None:
    assert "Tomt" not in [text for _, text in styles_of(whole)]
    # The paragraphs that hold nothing but a picture have no text.
    assert len([text for _, text in styles_of(whole) if not text]) == len(whole.inline_shapes)


def test_headings_are_headings_in_the_outline(whole: File) -> None:
    for level in (1, 2, 3):
        outline = whole.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_the_contents_are_there_before_anybody_asks_for_them(whole: File) -> None:
    (block,) = whole.element.body.iter(qn("w:sdt"))
    assert "".join(field.text for field in block.iter(qn("w:instrText"))).strip() == r'TOC \o "1-2" \h \z \u'
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in whole.element.body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")): text_in(link) for link in block.iter(qn("w:hyperlink"))}
    assert {mark: text_in(marks[mark]) for mark in links} == links
    assert list(links.values()) == ["Vilka det gäller", "Bifall", "Barnets rättigheter"]
    kinds = [char.get(qn("w:fldCharType")) for char in block.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_no_field_asks_to_be_updated_when_the_file_is_opened(whole: File) -> None:
    assert whole.settings.element.find(qn("w:updateFields")) is None
    assert not list(whole.element.body.iter(f"{{*}}fldChar[@{qn('w:dirty')}]"))


def test_a_document_without_headings_has_no_contents() -> None:
    assert not list(opened(made.document(Paragraph("Text."))).element.body.iter(qn("w:sdt")))


def test_pictures_have_alternative_texts_and_a_source_below(whole: File) -> None:
    (shape,) = whole.inline_shapes
    assert shape._inline.docPr.get("descr") == "Diagram: en punkt."
    told = styles_of(whole)
    assert told[told.index(("Normal", "")) + 1] == ("Källa", "2025 · 131 beslut")
    page = whole.sections[0]
    assert shape.width <= page.page_width - page.left_margin - page.right_margin


def test_a_high_picture_fits_its_page() -> None:
    high = made.Picture(made.spec(2400), "Hög.", "Källa")
    file = opened(made.document(high))
    (shape,) = file.inline_shapes
    page = file.sections[0]
    assert shape.height < 0.75 * (page.page_height - page.top_margin - page.bottom_margin)


def test_everything_is_said_to_be_swedish(whole: File) -> None:
    languages = [one.get(qn("w:val")) for one in whole.styles.element.iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"sv-SE"}
    defaults = whole.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}") is not None
    assert whole.core_properties.language == "sv-SE"


def test_the_file_says_what_it_is(whole: File) -> None:
    assert (whole.core_properties.title, whole.core_properties.author) == ("Rapport om bifall", "Jämställd")
    assert whole.core_properties.comments == ""


def test_every_page_has_its_number_and_what_must_be_said(whole: File) -> None:
    foot = whole.sections[0].footer
    assert foot.paragraphs[-2].text == made.NOTICE
    fields = [field.text.strip() for field in foot._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert foot.paragraphs[-1].text == "Sida 1 av 1"


def test_table_headings_are_marked_and_repeated(whole: File) -> None:
    (table,) = whole.tables
    first, *rest = table.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
    assert table.style is not None
    assert table.style.name == "Jämställd tabell"
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Bifall efter insats"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Kolumn 0", "Kolumn 1", "Kolumn 2"],
        ["Hemtjänst", "54 %", "54 %"],
        ["Boende", "färre än 5", "färre än 5"],
    ]
    widths = sum(column.width for column in table.columns)
    page = whole.sections[0]
    assert widths <= page.page_width - page.left_margin - page.right_margin


def test_a_wide_table_lies_across_and_the_text_goes_on_upright() -> None:
    file = opened(made.document(Paragraph("Före."), made.table(12), made.table(12), Paragraph("Efter.")))
    assert [page.page_width > page.page_height for page in file.sections] == [False, True, False]
    assert all(page.footer.is_linked_to_previous for page in file.sections[1:])


def test_a_document_may_end_with_a_wide_table() -> None:
    file = opened(made.document(Paragraph("Före."), made.table(12)))
    assert [page.page_width > page.page_height for page in file.sections] == [False, True]


@pytest.mark.parametrize("name", made.HOSTILE)
def test_what_anybody_wrote_comes_out_as_text(name: str) -> None:
    written, expected = made.HOSTILE[name]
    cells = Table(written, (written, "B"), ((written, "1"),), written)
    document = made.document(Section(written, (Paragraph(written), cells, made.Bullets((written,)))))
    told = styles_of(opened(document))
    assert [text for style, text in told if style in ("Heading 1", "List Bullet", "Källa", "Caption")] == [expected] * 4
    (table,) = opened(document).tables
    assert [cell.text for row in table.rows for cell in row.cells] == [expected, "B", expected, "1"]


def test_lines_that_somebody_broke_stay_broken() -> None:
    file = opened(made.document(Quote("a\r\nb\x0bc\n\n  \nd")))
    assert [text for style, text in styles_of(file) if style == "Quote"] == ["a", "b", "c", "d"]
