"""The municipality's own template: what is taken from it, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from jamstalld.errors import UnreadableFileError
from jamstalld.export.documents.powerpoint import powerpoint
from jamstalld.export.documents.template import LARGEST
from jamstalld.export.documents.word import word
from tests.unit.export.documents import made

WORD_MAIN = b"wordprocessingml.document.main+xml"
SLIDE_MAIN = b"presentationml.presentation.main+xml"


def saved(file: object) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def letterhead() -> bytes:
    """A template as Word in Swedish may have made it: a header, a first page of its own, few styles."""
    file = docx.Document()
    file.sections[0].left_margin = Cm(5)
    file.sections[0].header.paragraphs[0].text = "Påhittad kommun"
    file.sections[0].different_first_page_header_footer = True
    file.sections[0].first_page_footer.paragraphs[0].text = "Organisationsnummer"
    file.add_paragraph("Skriv din text här.")
    file.add_section()
    for name in ("Heading 2", "List Bullet", "Caption", "TOC Heading", "Quote"):
        style = file.styles[name].element
        style.getparent().remove(style)
    file.styles["Heading 1"].font.size = Pt(31)
    return saved(file)


def with_types(content: bytes, old: bytes, new: bytes) -> bytes:
    """Give a package in which a content type is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as again:
        for entry in packed.infolist():
            data = packed.read(entry)
            again.writestr(entry.filename, data.replace(old, new) if entry.filename == "[Content_Types].xml" else data)
    return out.getvalue()


def with_file(content: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(name, b"x")
    return out.getvalue()


def test_page_header_and_styles_are_the_templates_and_its_text_is_gone() -> None:
    file = docx.Document(io.BytesIO(word(made.whole(), letterhead())))
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert "Skriv din text här." not in texts
    assert file.sections[0].header.paragraphs[0].text == "Påhittad kommun"
    assert file.sections[0].left_margin == pytest.approx(Cm(5), abs=1000)
    assert file.styles["Heading 1"].font.size == Pt(31)
    heading = next(paragraph for paragraph in file.paragraphs if paragraph.text == "Bifall")
    assert heading.style is not None
    assert heading.style.name == "Heading 2"


def test_what_must_be_said_stands_on_the_first_page_too() -> None:
    file = docx.Document(io.BytesIO(word(made.whole(), letterhead())))
    first = file.sections[0].first_page_footer
    assert [paragraph.text for paragraph in first.paragraphs] == [
        "Organisationsnummer",
        made.NOTICE,
        "Sida 1 av 1",
    ]
    assert made.NOTICE in [paragraph.text for paragraph in file.sections[0].footer.paragraphs]


def test_only_the_first_page_is_the_first() -> None:
    document = made.document(made.Paragraph("Text."), made.table(12))
    file = docx.Document(io.BytesIO(word(document, letterhead())))
    assert [page.different_first_page_header_footer for page in file.sections] == [True, False]


def test_a_template_that_numbers_its_pages_keeps_its_own_numbers() -> None:
    first = word(made.whole())
    again = docx.Document(io.BytesIO(word(made.whole(), first)))
    foot = [paragraph.text for paragraph in again.sections[0].footer.paragraphs]
    assert len([text for text in foot if text.startswith("Sida")]) == 1


def test_styles_with_swedish_names_are_used() -> None:
    template = docx.Document()
    old = template.styles["Heading 1"].element
    old.getparent().remove(old)
    own = template.styles.add_style("Rubrik 1", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(29)
    file = docx.Document(io.BytesIO(word(made.whole(), saved(template))))
    heading = next(paragraph for paragraph in file.paragraphs if paragraph.text == "Vilka det gäller")
    assert heading.style is not None
    assert (heading.style.name, heading.style.font.size) == ("Rubrik 1", Pt(29))


def test_a_template_without_lists_gets_bullets() -> None:
    template = docx.Document()
    for name in ("List Bullet", "List Bullet 2"):
        template.styles[name].element.getparent().remove(template.styles[name].element)
    relations = template.part.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/numbering")]:
        del relations[key]
    file = docx.Document(io.BytesIO(word(made.whole(), saved(template))))
    numbered = file.styles["List Bullet"].element.pPr.numPr.numId.val
    assert numbered in [one.numId for one in file.part.numbering_part.element.num_lst]


def test_templates_are_accepted_as_templates_too() -> None:
    dotx = with_types(letterhead(), WORD_MAIN, b"wordprocessingml.template.main+xml")
    assert docx.Document(io.BytesIO(word(made.whole(), dotx))).paragraphs
    potx = with_types(saved(pptx.Presentation()), SLIDE_MAIN, b"presentationml.template.main+xml")
    assert len(pptx.Presentation(io.BytesIO(powerpoint(made.deck(), potx))).slides) == 1


def test_a_presentations_own_slides_are_not_kept() -> None:
    template = pptx.Presentation()
    template.slide_width = 12_000_000
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "Gammal bild"
    file = pptx.Presentation(io.BytesIO(powerpoint(made.deck(made.Slide("Ny bild")), saved(template))))
    assert [slide.shapes.title.text_frame.text for slide in file.slides] == ["Bifall 2025", "Ny bild"]
    assert file.slide_width == 12_000_000


Write = Callable[[bytes], bytes]
TO_WORD: Write = lambda template: word(made.whole(), template)  # noqa: E731
TO_SLIDES: Write = lambda template: powerpoint(made.deck(), template)  # noqa: E731
REFUSED = {
    "no package": (TO_WORD, b"hello", "går inte att läsa"),
    "empty": (TO_WORD, b"", "går inte att läsa"),
    "cut off": (TO_WORD, letterhead()[:-400], "går inte att läsa"),
    "macros, Word": (TO_WORD, with_file(letterhead(), "word/vbaProject.bin"), "makron"),
    "macros by type": (
        TO_WORD,
        with_types(letterhead(), b"application/vnd.openxmlformats-officedocument." + WORD_MAIN, b"x.macroEnabled.12"),
        "makron",
    ),
    "macros, PowerPoint": (TO_SLIDES, with_file(saved(pptx.Presentation()), "ppt/vbaProject.bin"), "makron"),
    "slides for text": (TO_WORD, saved(pptx.Presentation()), "ingen Word-fil"),
    "text for slides": (TO_SLIDES, letterhead(), "ingen PowerPoint-fil"),
    "locked": (TO_WORD, b"\xd0\xcf\x11\xe0" + bytes(600), "lösenord"),
    "too large": (TO_WORD, b"PK" + bytes(LARGEST), "för stor"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_in_swedish(name: str) -> None:
    write, template, message = REFUSED[name]
    with pytest.raises(UnreadableFileError, match=message) as refused:
        write(template)
    assert refused.value.message.endswith(".")
