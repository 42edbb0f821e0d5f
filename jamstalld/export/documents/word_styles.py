"""The styles of a Word file: ours in a file of our own, the template's where it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle, _TableStyle  # pyright: ignore[reportPrivateUsage] - the only name of it

from jamstalld.export.documents.layout import ACCENT, FONT, INK, MUTED, RULE, SHADE
from jamstalld.export.documents.model import LANGUAGE
from jamstalld.export.documents.xml import under, word_xml

TABLE_STYLE = "Jämställd tabell"


@dataclass(frozen=True)
class Look:
    """How a style looks where it is ours.

    Parameters
    ----------
    swedish
        What programs that translate the names of styles call it.
    size, before, after
        Points.
    level
        Of a heading: its level in the outline, from 0.
    keep
        Whether it stays on the page of what follows.
    indent
        How far in it stands, points.
    """

    swedish: str
    size: float
    before: float = 0
    after: float = 6
    bold: bool = False
    colour: str = INK
    level: int | None = None
    keep: bool = False
    indent: float = 0


NORMAL = Look("Normal", 10.5)
LOOKS = {
    "Title": Look("Rubrik", 24, after=4, bold=True, keep=True),
    "Subtitle": Look("Underrubrik", 11.5, after=2, colour=MUTED),
    "Heading 1": Look("Rubrik 1", 17, before=20, after=6, bold=True, colour=ACCENT, level=0, keep=True),
    "Heading 2": Look("Rubrik 2", 13, before=16, after=4, bold=True, level=1, keep=True),
    "Heading 3": Look("Rubrik 3", 11, before=12, after=3, bold=True, level=2, keep=True),
    "Heading 4": Look("Rubrik 4", 10.5, before=10, after=2, bold=True, colour=MUTED, level=3, keep=True),
    "TOC Heading": Look("Innehållsförteckningsrubrik", 13, before=18, after=6, bold=True, keep=True),
    "toc 1": Look("Innehåll 1", 10.5, before=4, after=2),
    "toc 2": Look("Innehåll 2", 10.5, after=2, indent=14),
    "List Bullet": Look("Punktlista", 10.5, after=3),
    "Quote": Look("Citat", 10.5, after=6, indent=14),
    "Caption": Look("Beskrivning", 9.5, before=10, after=4, bold=True, keep=True),
    "Fynd": Look("Fynd", 12, after=4, bold=True, keep=True),
    "Källa": Look("Källa", 8.5, before=2, after=8, colour=MUTED),
    "Tabelltext": Look("Tabelltext", 8, after=0),
    "Footer": Look("Sidfot", 8.5, after=0, colour=MUTED),
}
"""The styles that are used, by the names that Word files hold; those that Word does not have itself are Swedish."""

_BUILT_IN = set(LOOKS) - {"Fynd", "Källa", "Tabelltext"}
_BULLET = 18  # how far in the text after a bullet stands, points


class Styles:
    """The styles of a file by what they are for. What a template lacks is added to it."""

    def __init__(self, file: WordFile, *, ours: bool) -> None:
        self._file = file
        paragraphs = (style for style in file.styles if isinstance(style, ParagraphStyle))
        # Of the same class as styles of paragraphs are those of tables.
        self._found = {style.name: style for style in paragraphs if style.type == WD_STYLE_TYPE.PARAGRAPH}
        if ours:
            _dress_normal(file)
        self._styles = {name: self._style(name, ours=ours) for name in LOOKS}
        _speak_swedish(file)
        self.table = _table_style(file)

    def __getitem__(self, name: str) -> ParagraphStyle:
        return self._styles[name]

    def _style(self, name: str, *, ours: bool) -> ParagraphStyle:
        look = LOOKS[name]
        names = {name.lower(), look.swedish.lower(), _ours(look).lower()}
        kept = next((style for called, style in self._found.items() if called and called.lower() in names), None)
        if kept is not None and not ours:
            return kept
        style = kept or _added(self._file, name, look)
        _dress(style, look, font=FONT if ours else None)
        if name == "List Bullet":
            _bullet(self._file, style)
        if name == "Quote":
            _line_to_the_left(style)
        return style


def _ours(look: Look) -> str:
    """Name a style whose own name the template has given to letters, a list or a table: no two may have one name."""
    return f"{look.swedish} (Jämställd)"


def _added(file: WordFile, name: str, look: Look) -> ParagraphStyle:
    styles: Any = file.styles  # whose types are partial
    taken = name in styles
    given = _ours(look) if taken else name
    style = styles.add_style(given, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN and not taken)
    assert isinstance(style, ParagraphStyle)
    style.base_style = file.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    return style


def _dress_normal(file: WordFile) -> None:
    normal = file.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(normal, ParagraphStyle)
    _dress(normal, NORMAL, font=FONT)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.2


def _dress(style: ParagraphStyle, look: Look, *, font: str | None) -> None:
    properties = under(style).get_or_add_pPr()
    for tag in ("w:pBdr", "w:outlineLvl"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    if font:
        style.font.name = font
        # The names of the theme's fonts would go before it.
        fonts = under(style).get_or_add_rPr().rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    for tag in ("w:spacing", "w:kern"):
        for old in under(style).get_or_add_rPr().findall(qn(tag)):
            under(style).rPr.remove(old)
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.left_indent = look.keep, Pt(look.indent)
    shape.widow_control = True
    if look.level is not None:
        properties.append(word_xml(f'<w:outlineLvl w:val="{look.level}"/>'))


def _line_to_the_left(style: ParagraphStyle) -> None:
    """Mark what others have said with a line beside it."""
    border = word_xml(f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{RULE}"/></w:pBdr>')
    properties = under(style).get_or_add_pPr()
    # The order of what a paragraph has is given: a border stands before the spacing.
    place = next(at for at, child in enumerate(properties) if child.tag == qn("w:spacing"))
    properties.insert(place, border)


def _bullet(file: WordFile, style: ParagraphStyle) -> None:
    """Give a style a bullet, where it has none."""
    properties = under(style).get_or_add_pPr()
    style.paragraph_format.left_indent = Pt(_BULLET)
    style.paragraph_format.first_line_indent = Pt(-_BULLET)
    if properties.numPr is None:
        numbers = properties.get_or_add_numPr()
        numbers.get_or_add_numId().val = _bullet_list(file)


def _bullet_list(file: WordFile) -> int:
    """Define a list of bullets, and give its number."""
    numbering = _numbering(file)
    taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    identity = max(taken, default=-1) + 1
    definition = word_xml(
        f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        "</w:lvl></w:abstractNum>"
    )
    numbering.insert(len(taken), definition)
    return numbering.add_num(identity).numId


def _numbering(file: WordFile) -> Any:
    for relation in file.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return under(file.part.numbering_part)
    element = word_xml("<w:numbering/>")
    package = file.part.package
    assert package is not None
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return element


def _speak_swedish(file: WordFile) -> None:
    """Say of all text that it is Swedish: it is read aloud and spell-checked as such."""
    root = under(file.styles)
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = word_xml("<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>")
        root.insert(0, defaults)
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    if defaults.find(f".//{qn('w:lang')}") is None:
        properties = defaults.find(f".//{qn('w:rPr')}")
        if properties is None:
            properties = word_xml("<w:rPrDefault><w:rPr/></w:rPrDefault>")
            defaults.insert(0, properties)
            properties = properties[0]
        properties.append(word_xml(f'<w:lang w:val="{LANGUAGE}"/>'))
    for language in under(file.settings).iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _table_style(file: WordFile) -> _TableStyle:
    """Add the style of tables: lines between the rows, a ground under the headings, nothing else."""
    for style in file.styles:
        if isinstance(style, _TableStyle) and style.name == TABLE_STYLE:
            return style
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    under(file.styles).append(
        word_xml(
            f'<w:style w:type="table" w:customStyle="1" w:styleId="Jamstalldtabell">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:uiPriority w:val="99"/>'
            f"<w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )
    return next(style for style in file.styles if isinstance(style, _TableStyle) and style.name == TABLE_STYLE)
