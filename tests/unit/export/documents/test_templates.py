"""The municipality's own template: what is taken from it, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pptx
import pptx.presentation
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from jamstalld.errors import UnreadableFileError
from jamstalld.export.documents.powerpoint import powerpoint
from jamstalld.export.documents.powerpoint_file import CONTENTS, TITLES
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


def with_file(content: bytes, name: str, data: bytes = b"x") -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(name, data)
    return out.getvalue()


def without_part(content: bytes, beginning: str) -> bytes:
    """Give a package without the parts whose names begin so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as again:
        for entry in packed.infolist():
            if not entry.filename.startswith(beginning):
                again.writestr(entry.filename, packed.read(entry))
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """Give a package in which a part holds something else."""
    return with_file(without_part(content, name), name, data)


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


Changed = Callable[[pptx.presentation.Presentation], None]


def slides(change: Changed) -> bytes:
    """Give a template of PowerPoint in which something is odd."""
    file = pptx.Presentation()
    change(file)
    return saved(file)


def places(file: pptx.presentation.Presentation, *types: PP_PLACEHOLDER) -> list[Any]:
    """List the places of some types in every layout."""
    every = [shape for layout in file.slide_layouts for shape in layout.placeholders]
    return [shape for shape in every if shape.placeholder_format.type in types]


def without(*types: PP_PLACEHOLDER) -> bytes:
    """Give a template whose layouts lack places of some types."""

    def change(file: pptx.presentation.Presentation) -> None:
        for shape in places(file, *types):
            shape.element.getparent().remove(shape.element)

    return slides(change)


def sized(width: float, height: float, *types: PP_PLACEHOLDER) -> bytes:
    """Give a template whose layouts have places of another size, inches."""

    def change(file: pptx.presentation.Presentation) -> None:
        for shape in places(file, *types):
            shape.left, shape.top, shape.width, shape.height = map(Inches, (0, 0, width, height))

    return slides(change)


def section_first() -> bytes:
    """Give a template whose first layout has a title and little room under it."""

    def change(file: pptx.presentation.Presentation) -> None:
        order = file.slide_master.slide_layouts._sldLayoutIdLst
        order.insert(0, order[2])

    return slides(change)


def other_index() -> bytes:
    """Give a template whose titles do not have the number that titles have."""

    def change(file: pptx.presentation.Presentation) -> None:
        for shape in places(file, *TITLES):
            shape.element.ph.idx = 40

    return slides(change)


def place_of_nowhere() -> bytes:
    """Give a template of which nothing says where its contents are."""

    def change(file: pptx.presentation.Presentation) -> None:
        master = [one for one in file.slide_master.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.BODY]
        for shape in (*master, *places(file, *CONTENTS)):
            for frame in shape.element.xpath("./p:spPr/a:xfrm"):
                frame.getparent().remove(frame)

    return slides(change)


LONG = "Kvinnor får bifall mer sällan än män i hela kommunen och i varje område för sig. " * 12


@pytest.mark.parametrize("width", [0.5, 0.6, 1.5])
def test_a_title_with_a_narrow_place_is_cut(width: float) -> None:
    template = sized(width, 3, *TITLES)
    file = pptx.Presentation(io.BytesIO(powerpoint(made.deck(made.Slide(LONG)), template)))
    shown = file.slides[1].placeholders[0].text_frame.text
    assert shown.endswith("…")
    assert len(shown) < len(LONG) / 4
    assert LONG.strip() in file.slides[1].notes_slide.notes_text_frame.text


ODD_SLIDES = {
    "titles without their number": other_index(),
    "no subtitle": without(PP_PLACEHOLDER.SUBTITLE),
    "an opening without a title": without(PP_PLACEHOLDER.CENTER_TITLE),
    "no numbers": without(PP_PLACEHOLDER.SLIDE_NUMBER),
    "no contents but lines": without(PP_PLACEHOLDER.OBJECT),
    "little room": sized(2, 0.5, *TITLES, *CONTENTS),
}


@pytest.mark.parametrize("name", ODD_SLIDES)
def test_odd_layouts_hold_the_title_the_lines_and_the_opening(name: str) -> None:
    deck = made.deck(made.Slide("En mening", bullets=("ett",)), made.Slide("Två", picture=made.picture()))
    file = pptx.Presentation(io.BytesIO(powerpoint(deck, ODD_SLIDES[name])))
    texts = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in file.slides]
    assert "Bifall 2025" in texts[0]
    assert {"En mening", "ett"} <= set(texts[1])
    assert "Två" in texts[2]


def test_the_layout_with_most_room_under_its_title_is_used() -> None:
    file = pptx.Presentation(io.BytesIO(powerpoint(made.deck(made.Slide("Ny bild")), section_first())))
    assert file.slide_layouts[0].name == "Section Header"
    assert file.slides[1].slide_layout.name == "Title and Content"


ODD_TEXTS = ("Quote", "Title", "Fynd", "Tabelltext", "List Bullet")


@pytest.mark.parametrize("name", ODD_TEXTS)
@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE])
def test_a_style_of_another_kind_keeps_its_name_and_ours_gets_another(name: str, kind: WD_STYLE_TYPE) -> None:
    template = docx.Document()
    if name in template.styles:
        old = template.styles[name].element
        old.getparent().remove(old)
    template.styles.add_style(name, kind)
    once = word(made.whole(), saved(template))
    file = docx.Document(io.BytesIO(word(made.whole(), once)))
    assert file.styles[name].type == kind
    ours = [style for style in file.styles if style.name and style.name.endswith("(Jämställd)")]
    assert [style.type for style in ours] == [WD_STYLE_TYPE.PARAGRAPH]


def test_a_template_without_any_styles_gets_them_all() -> None:
    template = docx.Document()
    for key in [key for key, one in template.part.rels.items() if one.reltype.endswith("/styles")]:
        del template.part.rels[key]
    file = docx.Document(io.BytesIO(word(made.whole(), saved(template))))
    assert {"Title", "Heading 1", "Fynd", "Källa"} <= {style.name for style in file.styles}


def without_page() -> bytes:
    """Give a text whose template does not say how large its page is."""
    file = docx.Document()
    page = file.sections[0]._sectPr
    page.getparent().remove(page)
    return saved(file)


def all_margin() -> bytes:
    file = docx.Document()
    file.sections[0].left_margin = file.sections[0].page_width
    return saved(file)


Write = Callable[[bytes], bytes]
TO_WORD: Write = lambda template: word(made.whole(), template)  # noqa: E731
TO_SLIDES: Write = lambda template: powerpoint(made.deck(made.Slide("Bild")), template)  # noqa: E731
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
    "no titles": (TO_SLIDES, without(*TITLES), "Lägg till en sådan"),
    "no contents": (TO_SLIDES, without(*CONTENTS), "Lägg till en sådan"),
    "contents nowhere": (TO_SLIDES, place_of_nowhere(), "Lägg till en sådan"),
    "room for no word": (TO_SLIDES, sized(0.4, 0.4, *TITLES), "Lägg till en sådan"),
    "no layouts": (TO_SLIDES, without_part(saved(pptx.Presentation()), "ppt/slideMasters/"), "går inte att läsa"),
    "no text": (TO_WORD, without_part(letterhead(), "word/document.xml"), "går inte att läsa"),
    "styles that are none": (TO_WORD, with_part(letterhead(), "word/styles.xml", b"<a/>"), "går inte att läsa"),
    "no page": (TO_WORD, without_page(), "går inte att läsa"),
    "nothing but margin": (TO_WORD, all_margin(), "går inte att läsa"),
    "locked": (TO_WORD, b"\xd0\xcf\x11\xe0" + bytes(600), "lösenord"),
    "too large": (TO_WORD, b"PK" + bytes(LARGEST), "för stor"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_in_swedish(name: str) -> None:
    write, template, message = REFUSED[name]
    with pytest.raises(UnreadableFileError, match=message) as refused:
        write(template)
    assert refused.value.message.endswith(".")


def test_what_is_not_the_templates_fault_is_not_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("jamstalld.export.documents.powerpoint.png", fails)
    with pytest.raises(ZeroDivisionError):
        powerpoint(made.deck(made.Slide("Bild", picture=made.picture())), saved(pptx.Presentation()))
