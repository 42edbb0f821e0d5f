"""What is said of what a group writes."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.wording.words import enumerated

RULES = (
    "Det ni skriver får inte beskriva någon enskild person. Det är arbetsmaterial tills ni slutför analysen; därefter "
    "är den en allmän handling."
)
AUTOSAVE = "Det ni skriver sparas av sig självt. Bryts kontakten går högst de senaste fem sekunderna förlorade."
_PERSONS = {
    "identity": "ett personnummer",
    "phone": "ett telefonnummer",
    "email": "en e-postadress",
    "name": "ett namn på en person",
    "born": "en födelsetid eller initialer med födelseår",
}


def person_warning(found: Sequence[tuple[str, str]]) -> str:
    """Warn of what looks like a person; nothing where nothing does.

    Parameters
    ----------
    found
        What it looks like, and the words themselves.

    >>> person_warning([("phone", "070-123 45 67")])
    'Det här ser ut som ett telefonnummer: ”070-123 45 67”. Skriv om så att ingen enskild person går att känna igen.'
    """
    if not found:
        return ""
    kinds = enumerated(list(dict.fromkeys(_PERSONS[kind] for kind, _ in found)))
    words = enumerated([f"”{words}”" for _, words in found])
    return f"Det här ser ut som {kinds}: {words}. Skriv om så att ingen enskild person går att känna igen."
