"""The XML under a file, for what the libraries that write it have no words for.

Their own types say nothing of it, so it is `Any` from here on.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml as _parse_word
from docx.oxml.ns import nsdecls as _word_names
from pptx.oxml import parse_xml as _parse_slide
from pptx.oxml.ns import nsdecls as _slide_names


def under(thing: Any) -> Any:
    """Give the element that a paragraph, a table, a shape, a style is written as."""
    return thing._element


def word_xml(text: str) -> Any:
    """Make an element of a Word file, its names beginning with ``w:``."""
    name, rest = _divided(text)
    return _parse_word(f"{name} {_word_names('w')}{rest}")


def slide_xml(text: str) -> Any:
    """Make an element of a drawing, its names beginning with ``a:``."""
    name, rest = _divided(text)
    return _parse_slide(f"{name} {_slide_names('a')}{rest}")  # pyright: ignore[reportUnknownVariableType] - lxml's


def _divided(text: str) -> tuple[str, str]:
    """Divide an element after its name."""
    end = min(at for at in (text.find(letter) for letter in " />") if at > 0)
    return text[:end], text[end:]
