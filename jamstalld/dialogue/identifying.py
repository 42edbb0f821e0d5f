"""What in a text tells who somebody is: identity numbers, telephone numbers, e-mail addresses."""

from __future__ import annotations

import re

_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])"  # 60 is added in a samordningsnummer
_IDENTITY = re.compile(rf"(?<![\d-])(?:19|20)?{_DAY} ?[-+–]? ?\d{{4}}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)46 ?(?:\(0\) ?)?|0)\d{1,3}[ –/-]?\d(?:[ –-]?\d){4,8}(?!\d)")
# Looked for from the @ on: from every letter a long text would take long.
_EMAIL = re.compile(r"(?<=[^@\s])@[^@\s]+\.[^\W\d_]{2,}")


def identifying(text: str) -> str:
    """Tell what in a text looks as if it said who somebody is; empty where nothing does.

    >>> identifying("Ring 070-123 45 67"), identifying("Vi har 12 500 timmar")
    ('ett telefonnummer', '')
    """
    if _EMAIL.search(text):
        return "en e-postadress"
    if _IDENTITY.search(text):
        return "ett personnummer"
    return "ett telefonnummer" if _PHONE.search(text) else ""
