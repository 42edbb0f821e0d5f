"""The PowerPoint file that slides are written into: one of our own, or the municipality's template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide as FileSlide
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from jamstalld.errors import UnreadableFileError
from jamstalld.export.documents.layout import FONT, INK
from jamstalld.export.documents.template import POWERPOINT, as_document, broken
from jamstalld.export.documents.xml import slide_xml, under

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_SMALLEST = Inches(0.5)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY)

# Where the title and what stands under it are on slides of our own: left, top, width, height, inches.
_OWN_TITLE, _OWN_BOX = (0.6, 0.4, 12.13, 1.25), (0.6, 1.75, 12.13, 5.05)


@dataclass(frozen=True)
class Box:
    """A place on a slide, EMU."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Layouts:
    """The layouts that are used.

    Parameters
    ----------
    opening
        Of the first slide.
    content
        Of the others: a title, and one place for what stands under it.
    title, box
        Where that title and that place are.
    """

    opening: SlideLayout
    content: SlideLayout
    title: Box
    box: Box


def own_file() -> Presentation:
    """Begin a file of our own, as wide as screens are: everything in it is moved along."""
    file: Any = pptx.Presentation()
    wider = _WIDE / file.slide_width
    file.slide_width, file.slide_height = _WIDE, _HIGH
    master = file.slide_masters[0]
    for shape in (*master.shapes, *(shape for each in master.slide_layouts for shape in each.shapes)):
        if shape.is_placeholder and under(shape).xpath("./p:spPr/a:xfrm"):
            shape.left, shape.width = Emu(int(shape.left * wider)), Emu(int(shape.width * wider))
    _letters(file)
    return file


def _letters(file: Presentation) -> None:
    """Write in the font that the pictures have, titles to the left and above, in our colours."""
    master = file.slide_masters[0]
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme: Any = relation.target_part
            theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
    for style in under(master).xpath("./p:txStyles/*/a:lvl1pPr/a:defRPr"):
        for fill in style.xpath("./a:solidFill"):
            style.remove(fill)
        style.insert(0, slide_xml(f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'))
    for opening in (shape for layout in master.slide_layouts for shape in layout.placeholders):
        if opening.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
            for style in under(opening).xpath(".//a:lvl1pPr"):
                style.set("algn", "l")
    for style in under(master).xpath("./p:txStyles/p:titleStyle/a:lvl1pPr"):
        style.set("algn", "l")
        style.find(qn("a:defRPr")).set("b", "1")
    for holder in master.placeholders:
        if holder.placeholder_format.type in TITLES:
            _put(holder, *_OWN_TITLE)
        elif holder.placeholder_format.type == PP_PLACEHOLDER.BODY:
            _put(holder, *_OWN_BOX)


def _put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, width, height))


def opened(template: bytes) -> Presentation:
    """Open a template, without its slides.

    Raises
    ------
    UnreadableFileError
        If it cannot be used.
    """
    content = as_document(template, POWERPOINT)
    try:
        file = pptx.Presentation(io.BytesIO(content))
        slides = under(file.slides)
        for slide in list(slides):
            file.part.drop_rel(slide.rId)
            slides.remove(slide)
        # Sections and shows name the slides that are gone.
        for naming in under(file).xpath(".//*[local-name()='sectionLst']/.. | ./p:custShowLst"):
            naming.getparent().remove(naming)
    except Exception as error:  # whatever is wrong in a file from outside
        raise broken(POWERPOINT) from error
    return file


def layouts_of(file: Presentation) -> Layouts:
    """Find the layouts by what they have a place for: their names are in every language.

    Raises
    ------
    UnreadableFileError
        If none of them has a place for a title and for what stands under it.
    """
    every = [layout for master in file.slide_masters for layout in master.slide_layouts]
    places = ((layout, _place(layout, TITLES), _place(layout, CONTENTS)) for layout in every)
    usable = [(layout, title, box) for layout, title, box in places if title and box]
    if not usable:
        raise UnreadableFileError(
            "Mallen har ingen layout med plats för både rubrik och innehåll. Lägg till en sådan i PowerPoint (Visa, "
            "Bildbakgrund), spara mallen och försök igen."
        )
    content, title, box = max(usable, key=lambda one: _suits(one[1], one[2]))
    with_subtitle = (one for one in every if placeholder(one, TITLES) and placeholder(one, (PP_PLACEHOLDER.SUBTITLE,)))
    return Layouts(next(with_subtitle, content), content, title, box)


def _suits(title: Box, box: Box) -> tuple[bool, int]:
    """Rank a layout: a title above, then the most room; of equals the first is taken."""
    return title.top + title.height <= box.top, box.width * box.height


def _place(layout: SlideLayout, types: Sequence[PP_PLACEHOLDER]) -> Box | None:
    """Find where a layout has its place; None where it has none, nothing says where it is, or it is next to nothing."""
    found = placeholder(layout, types)
    if found is None or min(found.width or 0, found.height or 0) < _SMALLEST:
        return None
    return Box(found.left, found.top, found.width, found.height)


def placeholder(page: SlideLayout | FileSlide, types: Sequence[PP_PLACEHOLDER]) -> Any:
    """Find the first place of some types: a shape of a kind that the library's types do not tell; None without one."""
    return next((shape for shape in page.placeholders if shape.placeholder_format.type in types), None)
