"""The fields of an analysis: it begins with the first thing written, and what comes after its end is kept apart."""

from __future__ import annotations

from functools import partial

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import Text
from jamstalld.store import write_text
from jamstalld.ui import state
from jamstalld.ui.analysis.late import kept_apart
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.writing import Field


def field_in(place: Place, key: str) -> Field:
    """Give the field of an analysis that has a name."""
    return Field(place.identity, key, partial(_save, place, key))


def _save(place: Place, key: str, text: str, *, by: str, based_on: int, line: str) -> Kept[Text]:
    with kept_apart(place.identity, lambda late: late.texts.update({key: text})):
        return write_text(state.database(), place.identity, place.seen, key, text, by=by, based_on=based_on, line=line)
