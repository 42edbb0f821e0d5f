"""How long what a person types in the dialogue may be, how large its numbers, and how many there may be of a thing.

The store holds what comes in against these, so that no way past a field is a way past its limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Cause
from jamstalld.dialogue.challenges import OwnChallenge
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.meetings import LONGEST_CONTRIBUTION, Contribution, Meeting, Point
from jamstalld.dialogue.prompts import Prompt

MOST_CAUSES = 100
"""How many causes may be listed in one analysis."""
MOST_POINTS = 60
"""How many points one agenda may have."""


@dataclass(frozen=True)
class Limit:
    """How long, or how large, what stands in one field may be.

    Parameters
    ----------
    title
        What the field is called where it is filled in.
    longest
        How many characters it may have; of a number, the largest. None is negative.
    """

    title: str
    longest: int


FIELDS: dict[type[Entry], dict[str, Limit]] = {
    Action: {"what": Limit("Vad ska göras?", 1000), "who": Limit("Vem ser till att det blir gjort?", 120)},
    Cause: {
        "text": Limit("Orsak", 500),
        "find_out": Limit("Vad behöver vi ta reda på?", 500),
        "who": Limit("Vem tar reda på det?", 500),
    },
    Meeting: {"title": Limit("Namn på mötet", 80), "minutes": Limit("Längd i minuter", 600)},
    Point: {
        "title": Limit("Rubrik", 200),
        "question": Limit("Fråga till deltagarna, eller text", 300),
        "minutes": Limit("Minuter", 240),
        "dots": Limit("Prickar att rösta med", 10),
    },
    Contribution: {"text": Limit("Bidrag", LONGEST_CONTRIBUTION)},
    Prompt: {"title": Limit("Fråga", 300), "help": Limit("Hjälp till frågan", 300)},
    OwnChallenge: {
        "title": Limit("Kort namn", 60),
        "hypothesis": Limit("Frågan", 400),
        "matters": Limit("Varför spelar det roll?", 300),
        "source": Limit("Källa", 300),
    },
}


def longest(kind: type[Entry], field: str) -> int:
    """Give how many characters a field may have, or how large its number may be."""
    return FIELDS[kind][field].longest


def over(entry: Entry) -> dict[str, Limit]:
    """Give the fields of an entry that are longer, or larger, than they may be."""
    fields = FIELDS.get(type(entry), {})
    return {name: limit for name, limit in fields.items() if not _within(getattr(entry, name), limit)}


def _within(value: str | int, limit: Limit) -> bool:
    return 0 <= (len(value) if isinstance(value, str) else value) <= limit.longest
