"""A document as a Word file: real styles and headings, a table of contents, alternative texts, page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from jamstalld.charts.saving import png
from jamstalld.export.documents import layout
from jamstalld.export.documents.model import (
    AUTHOR,
    LANGUAGE,
    Block,
    Bullets,
    Document,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    filled,
)
from jamstalld.export.documents.template import WORD, as_document, broken, by_template
from jamstalld.export.documents.texts import lines, one_line
from jamstalld.export.documents.word_fields import LEVELS, Entry, bookmark, contents_field, page_numbers
from jamstalld.export.documents.word_styles import Styles
from jamstalld.export.documents.xml import under, word_xml
from jamstalld.wording.numbers import date_text

CONTENTS = "Innehåll"
_MOST_COLUMNS = 9
"""A table with more columns lies across."""
_DOTS = 3.0
_HIGHEST = 0.72  # of the page: the most that a picture takes, so that its source has room below it
_DEEPEST = 4
_PAGE = re.compile(r"\bPAGE\b")


def word(document: Document, template: bytes | None = None) -> bytes:
    """Write a document as a Word file.

    Parameters
    ----------
    template
        The municipality's own .docx or .dotx: its page, header, footer and styles are used, not what is written in it.

    Raises
    ------
    UnreadableFileError
        If the template cannot be used.
    """
    if template is None:
        return _own(document)
    file = _opened(template)
    return by_template(WORD, lambda: _Writer(file, document, ours=False).written(), lambda: _own(document))


def _own(document: Document) -> bytes:
    """Write a document in a file of our own."""
    file = docx.Document()
    first = file.sections[0]
    first.page_width, first.page_height = Cm(21), Cm(29.7)
    first.left_margin = first.right_margin = Cm(2)
    first.top_margin, first.bottom_margin = Cm(2.2), Cm(2.2)
    return _Writer(file, document, ours=True).written()


def _opened(template: bytes) -> WordFile:
    content = as_document(template, WORD)
    try:
        file = docx.Document(io.BytesIO(content))
        _empty(file)
    except Exception as error:  # whatever is wrong in a file from outside
        raise broken(WORD) from error
    return file


def _empty(file: WordFile) -> None:
    """Take out what is written in a template; its first page's header, footer and margins stay."""
    body = under(file).body
    pages = next(iter(body.iter(qn("w:sectPr"))))
    for child in list(body):
        body.remove(child)
    body.append(pages)
    assert _width(file.sections[0]) > 0
    assert _height(file.sections[0]) > 0


class _Writer:
    """Writes one document into one file, block after block."""

    def __init__(self, file: WordFile, document: Document, *, ours: bool) -> None:
        self._file, self._document, self._ours = file, document, ours
        self._styles = Styles(file, ours=ours)
        self._entries: list[Entry] = []
        self._across = False

    def written(self) -> bytes:
        document = self._document
        self._paragraph(one_line(document.title), "Title")
        for line in (*document.subtitle, date_text(datetime.combine(document.made, time()))):
            self._paragraph(one_line(line), "Subtitle")
        before = under(self._file.paragraphs[-1])
        self._parts(filled(document.parts), 1)
        if any(entry.level <= LEVELS for entry in self._entries):
            names = [self._styles[name].style_id for name in ("TOC Heading", "toc 1", "toc 2")]
            before.addnext(contents_field(CONTENTS, self._entries, names))
        self._feet()
        self._properties()
        out = io.BytesIO()
        self._file.save(out)
        return out.getvalue()

    def _parts(self, parts: Sequence[Block | Section], level: int) -> None:
        for part in parts:
            if isinstance(part, Section):
                self._lie(across=False)
                self._heading(one_line(part.title), min(level, _DEEPEST))
                self._parts(part.parts, level + 1)
            else:
                self._block(part)

    def _heading(self, text: str, level: int) -> None:
        paragraph = self._paragraph(text, f"Heading {level}")
        entry = Entry(text, level, f"_Toc{len(self._entries) + 1:09}")
        bookmark(paragraph, entry.mark, len(self._entries) + 1)
        self._entries.append(entry)

    def _block(self, block: Block) -> None:
        self._lie(across=isinstance(block, Table) and self._is_wide(block))
        match block:
            case Paragraph(text=text, strong=strong, small=small):
                for line in lines(text):
                    self._paragraph(line, "Fynd" if strong else "Källa" if small else None)
            case Bullets(items=items):
                for item in filter(None, map(one_line, items)):
                    self._paragraph(item, "List Bullet")
            case Quote(text=text):
                for line in lines(text):
                    self._paragraph(line, "Quote")
            case Picture():
                self._picture(block)
            case Table():
                self._table(block)

    def _paragraph(self, text: str, style: str | None) -> WordParagraph:
        return self._file.add_paragraph(text, style=self._styles[style] if style else None)

    def _picture(self, picture: Picture) -> None:
        page = self._file.sections[-1]
        paragraph = self._paragraph("", None)
        paragraph.paragraph_format.keep_with_next = bool(picture.source)
        drawn: Any = paragraph.add_run().add_picture(io.BytesIO(png(picture.spec, _DOTS)))
        fits = min(_width(page) / drawn.width, _HIGHEST * _height(page) / drawn.height)
        drawn.width, drawn.height = Length(int(drawn.width * fits)), Length(int(drawn.height * fits))
        drawn._inline.docPr.set("descr", one_line(picture.alt))
        self._source(picture.source)

    def _source(self, text: str) -> None:
        if text:
            self._paragraph(one_line(text), "Källa")

    def _table(self, table: Table) -> None:
        self._paragraph(one_line(table.caption), "Caption")
        self._grid(table)
        self._source(table.source)

    def _is_wide(self, table: Table) -> bool:
        """Tell whether a table would have to break its words on a page that stands."""
        page = self._file.sections[0]
        room = _width(page) / (self._styles["Tabelltext"].font.size or Pt(9))
        return len(table.header) > _MOST_COLUMNS or layout.least_width(table.header, table.rows) > room

    def _lie(self, *, across: bool) -> None:
        """Go on with a page that lies the other way, where what comes next needs it."""
        if across == self._across:
            return
        page = self._file.add_section(WD_SECTION.NEW_PAGE)
        page.page_width, page.page_height = page.page_height, page.page_width
        page.different_first_page_header_footer = False
        page.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        self._across = across

    def _grid(self, table: Table) -> None:
        page = self._file.sections[-1]
        rows = [[one_line(cell) for cell in row] for row in (table.header, *table.rows)]
        grid = self._file.add_table(len(rows), len(table.header), style=self._styles.table)
        grid.autofit = False
        size = self._styles["Tabelltext"].font.size or Pt(9)
        room = _width(page) / size
        right = [layout.amounts(column) for column in zip(*rows[1:], strict=True)]
        widths = [Length(int(part * _width(page))) for part in layout.shares_of_width(rows[0], rows[1:], room)]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for row, texts in zip(grid.rows, rows, strict=True):
            under(row).get_or_add_trPr().append(word_xml("<w:cantSplit/>"))
            for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = widths[at]
                paragraph = cell.paragraphs[0]
                paragraph.style = self._styles["Tabelltext"]
                paragraph.add_run(text)
                if right[at]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # The first row is repeated on every page, and the table has a name for those who listen.
        under(grid.rows[0]).get_or_add_trPr().append(word_xml("<w:tblHeader/>"))
        named = word_xml("<w:tblCaption/>")
        named.set(qn("w:val"), one_line(table.caption))
        under(grid).tblPr.append(named)

    def _feet(self) -> None:
        """Write at the foot of every page what every page must say, and its number. Later sections follow the first."""
        first = self._file.sections[0]
        feet = [first.footer]
        if first.different_first_page_header_footer:
            feet.append(first.first_page_footer)
        if self._file.settings.odd_and_even_pages_header_footer:
            feet.append(first.even_page_footer)
        for foot in feet:
            numbered = any(_PAGE.search(field) for field in _fields(under(foot)))
            for notice in self._document.notices:
                foot.add_paragraph(one_line(notice), style=self._styles["Footer"])
            if not numbered:
                paragraph = foot.add_paragraph(style=self._styles["Footer"])
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                page_numbers(paragraph)

    def _properties(self) -> None:
        kept = self._file.core_properties
        kept.title, kept.author, kept.last_modified_by = one_line(self._document.title), AUTHOR, AUTHOR
        kept.language, kept.comments, kept.subject, kept.keywords = LANGUAGE, "", "", ""
        kept.created = kept.modified = datetime.combine(self._document.made, time(12))


def _fields(foot: Any) -> list[str]:
    """Give the instructions of the fields in a footer."""
    simple = [str(field.get(qn("w:instr"))) for field in foot.iter(qn("w:fldSimple"))]
    return simple + [str(field.text) for field in foot.iter(qn("w:instrText"))]


def _width(page: WordSection) -> int:
    """Give the width of the text of a page."""
    return (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0) - (page.gutter or 0)


def _height(page: WordSection) -> int:
    return (page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0)
