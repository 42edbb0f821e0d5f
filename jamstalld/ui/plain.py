"""Text of others in our own: a header or a cell may hold what Markdown takes for marks."""

from __future__ import annotations

import re

_MARK = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^])")
_LOUD = re.compile(r"[\\`*_\[\]<>#!|~$:^]+")


def plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is: a backslash before each of its marks."""
    return _MARK.sub(r"\\\1", " ".join(text.split()))


def spoken(text: str) -> str:
    """Leave the marks out of a text: the name of a field is read aloud before Markdown has been at it.

    >>> spoken("Restid_[min]")
    'Restid min'
    """
    return " ".join(_LOUD.sub(" ", text).split())
