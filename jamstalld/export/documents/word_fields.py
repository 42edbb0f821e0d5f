"""What Word computes itself in a file: the table of contents, page numbers, and the marks they point at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.text.paragraph import Paragraph

from jamstalld.export.documents.xml import under, word_xml

LEVELS = 2
"""How many levels of headings the table of contents has."""

_CONTENTS = rf"TOC \o &quot;1-{LEVELS}&quot; \h \z \u"


@dataclass(frozen=True)
class Entry:
    """A heading of the document.

    Parameters
    ----------
    level
        1 for the highest.
    mark
        The bookmark around it.
    """

    text: str
    level: int
    mark: str


def bookmark(paragraph: Paragraph, mark: str, number: int) -> None:
    """Put a bookmark around all that a paragraph holds."""
    element = under(paragraph)
    element.insert(0 if element.pPr is None else 1, word_xml(f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'))
    element.append(word_xml(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents_field(title: str, entries: Sequence[Entry], styles: Sequence[str]) -> Any:
    """Make a table of contents that already holds its entries, each a link to its heading.

    Page numbers are only known to the program that lays the pages out, so there are none until the reader asks for
    them; a file that asked for it by itself would greet the reader with a warning.

    Parameters
    ----------
    styles
        The identities of the styles of its heading and of each level.
    """
    heading, *levels = styles
    shown = [entry for entry in entries if entry.level <= LEVELS]
    paragraphs = [_entry(entry, levels[entry.level - 1]) for entry in shown]
    begin = f"{_char('begin')}{_instruction(_CONTENTS)}{_char('separate')}"
    paragraphs[0] = paragraphs[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
    paragraphs[-1] = f"{paragraphs[-1].removesuffix('</w:p>')}{_char('end')}</w:p>"
    return word_xml(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f'<w:p><w:pPr><w:pStyle w:val="{heading}"/></w:pPr><w:r><w:t>{escape(title)}</w:t></w:r></w:p>'
        f"{''.join(paragraphs)}</w:sdtContent></w:sdt>"
    )


def _entry(entry: Entry, style: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:hyperlink w:anchor="{entry.mark}" w:history="1">'
        f'<w:r><w:t xml:space="preserve">{escape(entry.text)}</w:t></w:r></w:hyperlink></w:p>'
    )


def page_numbers(paragraph: Paragraph) -> None:
    """Write "Sida 1 av 3", counted by the program that shows the pages."""
    for piece in ("Sida ", "PAGE", " av ", "NUMPAGES"):
        if piece.isupper():
            _append(paragraph, (_char("begin"), _instruction(piece), _char("separate"), _run("1"), _char("end")))
        else:
            paragraph.add_run(piece)


def _append(paragraph: Paragraph, runs: Iterable[str]) -> None:
    for run in runs:
        under(paragraph).append(word_xml(run))


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"
