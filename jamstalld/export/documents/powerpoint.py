"""A presentation as a PowerPoint file: a sentence, a picture and the speaker's notes a slide."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.presentation import Presentation
from pptx.slide import Slide as FileSlide
from pptx.slide import SlideLayout
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from jamstalld.charts.saving import png
from jamstalld.charts.theme import BOLD
from jamstalld.export.documents.layout import MUTED, lines_needed
from jamstalld.export.documents.model import AUTHOR, LANGUAGE, Deck, Picture, Slide
from jamstalld.export.documents.powerpoint_file import (
    CONTENTS,
    TITLES,
    Box,
    Layouts,
    layouts_of,
    opened,
    own_file,
    placeholder,
)
from jamstalld.export.documents.template import POWERPOINT, by_template
from jamstalld.export.documents.texts import lines, one_line
from jamstalld.export.documents.xml import under
from jamstalld.wording.numbers import date_text

CONTINUED = "(forts.)"

_TITLE_SIZES, _LINE_SIZES = (32, 28, 24, 20, 18, 16), (24, 20, 18)
_SMALL = 12
_POINT = 12700  # EMU
_DOTS = 2.5
_SPACED = 1.25  # lines of text, as a multiple of their size
_BULLET = 28  # points that a bullet takes of a line


def powerpoint(deck: Deck, template: bytes | None = None) -> bytes:
    """Write a presentation as a PowerPoint file.

    Parameters
    ----------
    template
        The municipality's own .pptx or .potx: its layouts are used, not its slides.

    Raises
    ------
    UnreadableFileError
        If the template cannot be used.
    """
    if template is None:
        return _written(deck, own_file())
    file = opened(template)
    return by_template(POWERPOINT, lambda: _written(deck, file), lambda: _written(deck, own_file()))


def _written(deck: Deck, file: Presentation) -> bytes:
    layouts = layouts_of(file)
    _opening(file, layouts.opening, deck)
    for slide in deck.slides:
        size = _fitting_lines(slide.bullets, layouts.box)
        for page in _pages(slide, layouts.box, size):
            _slide(file, layouts, page, size, deck.notices)
    kept = file.core_properties
    kept.title, kept.author, kept.last_modified_by, kept.language = one_line(deck.title), AUTHOR, AUTHOR, LANGUAGE
    kept.created = kept.modified = datetime.combine(deck.made, time(12))
    kept.subject = kept.keywords = kept.comments = ""
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _opening(file: Presentation, layout: SlideLayout, deck: Deck) -> None:
    slide = file.slides.add_slide(layout)
    told = [*map(one_line, deck.subtitle), date_text(datetime.combine(deck.made, time())), *deck.notices]
    for texts, types in (([one_line(deck.title)], TITLES), (told, (PP_PLACEHOLDER.SUBTITLE, *CONTENTS))):
        place = placeholder(slide, types)
        if place is not None:
            _fill(place.text_frame, texts)


def _slide(file: Presentation, layouts: Layouts, page: Slide, size: int, notices: Sequence[str]) -> None:
    slide = file.slides.add_slide(layouts.content)
    title = placeholder(slide, TITLES)
    whole = one_line(page.title)
    text = _shortened(whole, layouts.title)
    _fill(title.text_frame, [text], _fitting(text, layouts.title, _TITLE_SIZES))
    title.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    source = " ".join(map(one_line, (page.source, *notices))).strip()
    box, below = _divided(layouts.box, source)
    holder = placeholder(slide, CONTENTS)
    if page.picture:
        under(holder).getparent().remove(under(holder))
        _picture(slide, page.picture, box)
    else:
        holder.left, holder.top, holder.width, holder.height = map(Emu, (box.left, box.top, box.width, box.height))
        _fill(holder.text_frame, page.bullets, size)
        holder.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    if source:
        _source(slide, source, below)
    _number(slide, layouts.content)
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        # What a title has no room for is told by the speaker.
        _fill(notes, [*([whole] if text != whole else []), *lines(page.notes)])


def _pages(slide: Slide, box: Box, size: int) -> Iterator[Slide]:
    """Give the slide, or as many as its lines need."""
    left = [line for text in slide.bullets for line in lines(text)]
    room = _divided(box, slide.source)[0]
    first = True
    while first or left:
        shown = list(_that_fit(left, room, size))
        title = slide.title if first else f"{slide.title} {CONTINUED}"
        yield replace(slide, title=title, bullets=tuple(shown))
        left, first = left[len(shown) :], False


def _that_fit(texts: Sequence[str], box: Box, size: int) -> Iterator[str]:
    used = 0
    for at, text in enumerate(texts):
        used += _height([text], box, size)
        if at and used > box.height:
            return
        yield text


def _fitting_lines(texts: Sequence[str], box: Box) -> int:
    return next((size for size in _LINE_SIZES if _height(texts, box, size) <= box.height), _LINE_SIZES[-1])


def _height(texts: Iterable[str], box: Box, size: int) -> int:
    """Estimate how high bullets are, EMU."""
    wide = box.width / _POINT - _BULLET
    return sum(int((lines_needed(text, wide, size) * _SPACED + 0.4) * size) for text in texts) * _POINT


def _fitting(text: str, box: Box, sizes: Sequence[int]) -> int:
    """Choose the largest size at which a text fits in its place."""
    fits = (size for size in sizes if _lines_high(text, box, size) <= box.height / _POINT - 8)
    return next(fits, sizes[-1])


def _shortened(text: str, box: Box) -> str:
    """Cut a title that does not fit in its place even with the smallest letters."""
    shown, kept = text, len(text)
    while kept and _lines_high(shown, box, _TITLE_SIZES[-1]) > box.height / _POINT - 8:
        kept = kept * 9 // 10
        shown = f"{text[:kept].rstrip()}…"
    return shown


def _lines_high(text: str, box: Box, size: int) -> float:
    return lines_needed(text, box.width / _POINT - 16, size * BOLD) * size * 1.2


def _divided(box: Box, source: str) -> tuple[Box, Box]:
    """Divide a place between what is shown, which has half of it or more, and where it comes from."""
    low = int(lines_needed(source, box.width / _POINT, _SMALL) * _SMALL * 1.3 * _POINT) if source else 0
    low = min(low, box.height // 2)
    high = box.height - low
    return replace(box, height=high), replace(box, top=box.top + high, height=low)


def _picture(slide: FileSlide, picture: Picture, box: Box) -> None:
    drawn = slide.shapes.add_picture(io.BytesIO(png(picture.spec, _DOTS)), Emu(0), Emu(0))
    fits = min(box.width / drawn.width, box.height / drawn.height)
    drawn.width, drawn.height = Emu(int(drawn.width * fits)), Emu(int(drawn.height * fits))
    drawn.left, drawn.top = Emu(box.left + (box.width - drawn.width) // 2), Emu(box.top)
    named = under(drawn).nvPicPr.cNvPr
    named.set("descr", one_line(picture.alt))
    named.set("name", "Bild")


def _source(slide: FileSlide, text: str, box: Box) -> None:
    frame = slide.shapes.add_textbox(*map(Emu, (box.left, box.top, box.width, box.height))).text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_top = frame.margin_bottom = Emu(0)
    _fill(frame, [text], _SMALL)
    colour: Any = RGBColor
    frame.paragraphs[0].runs[0].font.color.rgb = colour.from_string(MUTED)


def _fill(frame: TextFrame, texts: Sequence[str], size: int | None = None) -> None:
    """Write paragraphs of plain Swedish text."""
    for at, text in enumerate(texts or [""]):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.language_id = text, MSO_LANGUAGE_ID.SWEDISH
        if size:
            run.font.size = Pt(size)


def _number(slide: FileSlide, layout: SlideLayout) -> None:
    """Give the slide its number where its layout has a place for that; it is not there by itself."""
    place = placeholder(layout, (PP_PLACEHOLDER.SLIDE_NUMBER,))
    if place is not None:
        under(slide.shapes).append(deepcopy(under(place)))
