"""What is too long or too large to be kept: refused before it is written, whichever way it came in."""

from __future__ import annotations

from jamstalld.access import LONGEST_NAME
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.limits import over
from jamstalld.errors import JamstalldError

LONGEST_AUTHOR = LONGEST_NAME
"""How many characters the name of who writes or decides may have."""
LONGEST_REASON = 300
"""How many characters a reason in the log may have."""
LONGEST_SOURCE = 200
"""How many characters may say where the inhabitants' numbers come from."""


def hold_author(by: str) -> None:
    """Refuse a name that is too long.

    Raises
    ------
    JamstalldError
        If it is.
    """
    if len(by) > LONGEST_AUTHOR:
        raise JamstalldError(f"Namnet är för långt. Skriv högst {LONGEST_AUTHOR} tecken. Inget har sparats.")


def tidy_reason(reason: str, without: str = "") -> str:
    """Give a reason without needless spaces.

    Parameters
    ----------
    without
        What is said where there is none; empty where none is needed.

    Raises
    ------
    JamstalldError
        If there is none, or it is too long.
    """
    given = " ".join(reason.split())
    if not given and without:
        raise JamstalldError(without)
    if len(given) > LONGEST_REASON:
        raise JamstalldError(f"Skälet är för långt. Skriv högst {LONGEST_REASON} tecken.")
    return given


def hold_lengths(entry: Entry, before: Entry | None) -> None:
    """Refuse an entry with a field that is too long or too large, unless it was so before: then another is changed.

    Raises
    ------
    JamstalldError
        If it has.
    """
    for name, limit in over(entry).items():
        if before is None or getattr(before, name) != getattr(entry, name):
            if isinstance(getattr(entry, name), str):
                most = f"får ha högst {limit.longest} tecken. Korta texten."
            else:
                most = f"ska vara ett tal från 0 till {limit.longest}. Skriv ett annat."
            raise JamstalldError(f"”{limit.title}” {most} Inget har sparats.")
