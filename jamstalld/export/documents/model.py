"""What a document holds, as plain frozen data: the same whatever it is written as.

Every text is plain text. Nothing in it is Markdown, HTML or a formula, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

AUTHOR = "Jämställd"
LANGUAGE = "sv-SE"

Spec: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Paragraph:
    """Running text.

    Parameters
    ----------
    strong
        Whether it is a finding, which stands out.
    small
        Whether it is about other text: periods, sources, notes.
    """

    text: str
    strong: bool = False
    small: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list whose order means nothing."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """What the group has written itself, line by line as it wrote it."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A picture.

    Parameters
    ----------
    spec
        What is drawn, in Vega-Lite.
    alt
        What it shows, in words.
    source
        Where its numbers come from; written below it.
    """

    spec: Spec
    alt: str
    source: str = ""


@dataclass(frozen=True)
class Table:
    """A table of finished texts.

    Parameters
    ----------
    caption
        What it shows; written above it.
    header
        The headings of its columns.
    rows
        Its cells, row by row, as many in each as there are headings.
    source
        Where its numbers come from; written below it.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


Block: TypeAlias = Paragraph | Bullets | Quote | Picture | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it: blocks, and sections of their own."""

    title: str
    parts: tuple[Block | Section, ...]


@dataclass(frozen=True)
class Document:
    """A report or minutes.

    Parameters
    ----------
    subtitle
        Lines under the title: when, where, about what.
    made
        The day it was made.
    notices
        What every page must say: that data are invented, that protection is off.
    """

    title: str
    subtitle: tuple[str, ...]
    made: date
    parts: tuple[Block | Section, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slide:
    """One slide: a sentence, and a picture or some lines under it.

    Parameters
    ----------
    title
        The sentence.
    source
        Where its numbers come from; small, at the bottom.
    notes
        What the speaker has before them.
    """

    title: str
    picture: Picture | None = None
    bullets: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Deck:
    """A presentation; see `Document` for what its fields mean."""

    title: str
    subtitle: tuple[str, ...]
    made: date
    slides: tuple[Slide, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Number:
    """A number in a sheet, and how it is shown.

    Parameters
    ----------
    value
        The number. A share is 0–1.
    decimals
        How many are shown.
    percent
        Whether it is a share, shown as per cent.
    signed
        Whether it is a difference, shown with its sign.
    """

    value: float
    decimals: int = 0
    percent: bool = False
    signed: bool = False


Cell: TypeAlias = str | Number


@dataclass(frozen=True)
class Sheet:
    """One table of numbers.

    Parameters
    ----------
    name
        What its tab is called; cut and made unlike others where it must be.
    title
        What it shows.
    about
        Whom and when it is about, and how it is protected; a line each.
    """

    name: str
    title: str
    about: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Book:
    """A workbook: a sheet about the tables, and a table a sheet.

    Parameters
    ----------
    about
        How the numbers were made and protected; a line each.
    """

    title: str
    made: date
    about: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()


def table_of(caption: str, rows: Sequence[Mapping[str, str]], source: str = "") -> Table | None:
    """Turn the rows of a page's table into one for a document; none of no rows."""
    if not rows:
        return None
    return Table(caption, tuple(rows[0]), tuple(tuple(row.values()) for row in rows), source)


def filled(parts: Sequence[Block | Section]) -> tuple[Block | Section, ...]:
    """Leave out what has nothing in it, and with it the headings that would stand over nothing."""
    kept = (replace(part, parts=filled(part.parts)) if isinstance(part, Section) else part for part in parts)
    return tuple(part for part in kept if _holds_something(part))


def _holds_something(part: Block | Section) -> bool:
    match part:
        case Section(parts=parts):
            return bool(parts)
        case Paragraph(text=text) | Quote(text=text):
            return bool(text.strip())
        case Bullets(items=items):
            return any(item.strip() for item in items)
        case Table(rows=rows):
            return bool(rows)
        case Picture():
            return True
