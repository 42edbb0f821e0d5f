"""The words for the two sexes in every form a sentence needs, and small grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.dictionary import dictionary


@dataclass(frozen=True)
class Sexes:
    """What women and men are called: indefinite, definite and genitive plural, and one of them in both forms."""

    women: str
    men: str
    the_women: str
    the_men: str
    womens: str
    mens: str
    a_woman: str
    a_man: str
    the_woman: str
    the_man: str


ADULTS = Sexes(
    *("kvinnor", "män", "kvinnorna", "männen", "kvinnornas", "männens"),
    *("en kvinna", "en man", "kvinnan", "mannen"),
)
CHILDREN = Sexes(
    *("flickor", "pojkar", "flickorna", "pojkarna", "flickornas", "pojkarnas"),
    *("en flicka", "en pojke", "flickan", "pojken"),
)


def sexes_of(*values: str | None) -> Sexes:
    """Choose the words: flickor and pojkar where one of the values is an area that concerns children."""
    areas = dictionary().variables["area"].codes
    children = areas.children if areas else frozenset[str]()
    return CHILDREN if children & set(values) else ADULTS


def addressed(question: str, sexes: Sexes) -> str:
    """Ask a question about women and men of girls and boys, where it is about them.

    >>> addressed("Får kvinnor och män bifall lika ofta?", CHILDREN)
    'Får flickor och pojkar bifall lika ofta?'
    """
    return question.replace(f"{ADULTS.women} och {ADULTS.men}", f"{sexes.women} och {sexes.men}")


def enumerated(items: Sequence[str]) -> str:
    """List things as in running text: ``"a, b och c"``."""
    return " och ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def first_named(items: Sequence[str], most: int) -> str:
    """List the first few things and how many more there are: ``"a, b och c samt 2 till"``."""
    more = len(items) - most
    return f"{enumerated(items[:most])}{f' samt {more} till' if more > 0 else ''}"


def capitalised(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]
