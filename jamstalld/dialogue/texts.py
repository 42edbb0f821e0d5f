"""Texts of a group: one for each field of what is written about, and what was written at the same time as another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jamstalld.dialogue.entries import Entry

LONGEST = 20_000
"""How many characters one text may have."""


@dataclass(frozen=True)
class Text(Entry):
    """What stands in one field. Its parent is what the field belongs to.

    Parameters
    ----------
    field
        Which field: the key of a prompt, "outcome" of a point on an agenda, "present" of a meeting.
    text
        Plain text, as it was written.
    line
        Empty for the text of the group. Else this was written while somebody else changed that one, and waits to be
        joined with it.
    """

    KIND: ClassVar[str] = "text"

    field: str = ""
    text: str = ""
    line: str = ""


def text_identity(subject: str, field: str, line: str = "") -> str:
    """Name the text of a field: there is one of the group, and one for each who wrote beside it."""
    return ":".join((subject, field, *([line] if line else [])))


def joined(text: str, other: str) -> str:
    r"""Put two texts after each other; one whose lines the other already holds adds nothing.

    >>> joined("Jag ser det.", "Ja"), joined("Ja\n\nNej", "Nej")
    ('Jag ser det.\n\nJa', 'Ja\n\nNej')
    """
    lines, more = (one.strip().splitlines() for one in (text, other))
    if any(lines[at : at + len(more)] == more for at in range(len(lines) + 1)):
        return text
    return f"{text.rstrip()}\n\n{other.strip()}" if text.strip() else other.strip()


def continues(text: str, longer: str) -> bool:
    """Tell whether a text is another one with something put in at one place, so that nothing of the other is lost.

    >>> continues("Fler kvinnor.", "Fler kvinnor än män."), continues("Bos text", "Adas text")
    (True, False)
    """
    alike = next((at for at, (one, other) in enumerate(zip(text, longer, strict=False)) if one != other), len(text))
    return len(longer) >= len(text) and longer.endswith(text[alike:])
