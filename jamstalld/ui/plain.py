"""Text of others in our own: a header or a cell may hold what Markdown takes for marks."""

from __future__ import annotations

import re

_MARK = re.compile(r"([\\`*_{}\[\]<>#|~$&^]|:(?=[A-Za-z+]))")
_AT_THE_START = re.compile(r"(\d*)([-+.)])(?=\s)")
# Where an address would become a link; a mark before it does not hinder that.
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
_WORD_JOINER = "\u2060"  # takes no room and is not seen
_OPTIONS = re.compile(r" \(--[a-z][^()]*\)")
_LOUD = re.compile(r"[\\`*_\[\]<>#!|~$:^]+")


def plain(text: str) -> str:
    r"""Write a text so that Markdown shows it as it is: a backslash before each of its marks, no address a link.

    >>> print(plain("[x](y) 1 * 2"), plain("- 5"), plain("kl. 14:05"), sep=" ; ")
    \[x\](y) 1 \* 2 ; \- 5 ; kl. 14:05
    """
    marked = _LINK.sub(_WORD_JOINER, _MARK.sub(r"\\\1", " ".join(text.splitlines())))
    first = _AT_THE_START.match(marked)
    return f"{first[1]}\\{marked[first.start(2) :]}" if first else marked


def without_options(message: str) -> str:
    """Leave out what only the command understands.

    >>> without_options("Välj att ersätta (--replace). Annars: dra tillbaka.")
    'Välj att ersätta. Annars: dra tillbaka.'
    """
    return _OPTIONS.sub("", message)


def spoken(text: str) -> str:
    """Leave the marks out of a text: the name of a field is read aloud before Markdown has been at it.

    >>> spoken("Restid_[min]")
    'Restid min'
    """
    return " ".join(_LOUD.sub(" ", text).split())
