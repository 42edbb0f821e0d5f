"""Text of others on its way into a document: what no document can hold, or must not, is left out."""

from __future__ import annotations

import re

# Not allowed in XML (1.0, section 2.2), and so in no document: control characters, halves of pairs, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Invisible marks that turn the text after them round. Letters that are read from right to left need none of them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile("[ \t\n]+")  # but not the blanks that hold a number and its unit together
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    r"""Leave out what cannot be written in a document; every kind of line break becomes ``\n``.

    >>> clean("a\x00b\r\nc\u202ed")
    'ab\ncd'
    """
    return _TURNING.sub("", _ILLEGAL.sub("", _BREAK.sub("\n", text)))


def one_line(text: str) -> str:
    r"""Clean a text that stands on one line: a heading, a cell, a title.

    >>> one_line(" a\n\tb ")
    'a b'
    """
    return _BLANKS.sub(" ", clean(text)).strip(" ")


def lines(text: str) -> list[str]:
    """Clean a text and give its lines; those with nothing in them are left out."""
    return [line for line in map(one_line, clean(text).split("\n")) if line]
