"""Local variables: a municipality's own questions, declared once and from then on like any other variable.

Each becomes a column, may be the rows of a view or narrow one, and is a measure. A number is also put into bands,
the way an age is put into age groups: it is the bands that are compared, since a number of one's own could tell who
somebody is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Literal

from jamstalld.dictionary.bands import Bands

LocalKind = Literal["yes_no", "category", "ordered", "number"]

PREFIX = "local_"
MAX_NAME = 60
MAX_VALUES = 40
MAX_VALUE = 80
MAX_UNIT = 20
MAX_NUMBER = 1e9

_MAX_KEY = 40
_COLUMN = re.compile(rf"{PREFIX}[a-z0-9_]+")
_KIND_NAMES = {"yes_no": "ja/nej", "category": "kategori", "ordered": "ordnad skala", "number": "tal"}


@dataclass(frozen=True)
class LocalVariable:
    """One question of the municipality's own.

    Parameters
    ----------
    title
        What it is called, in the interface and as a header.
    kind
        ja/nej, a category, an ordered scale or a number.
    values
        The answers of a category or a scale, a scale's from the lowest to the highest.
    positive
        Of a scale: the answers that the measure counts ("4" and "5" of five).
    limits
        Of a number: where each band but the first begins, rising.
    unit
        Of a number: what it is counted in.
    """

    title: str
    kind: LocalKind
    values: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    limits: tuple[float, ...] = ()
    unit: str | None = None

    @property
    def key(self) -> str:
        """Its name in commands and the column it is stored in: ASCII, made of the title."""
        return PREFIX + plain_name(self.title)

    @property
    def kind_name(self) -> str:
        """What its kind is called."""
        return _KIND_NAMES[self.kind]

    @property
    def bands(self) -> tuple[str, ...]:
        """The names of a number's bands, the lowest first."""
        return Bands(self.limits).names if self.limits else ()

    def to_json(self) -> dict[str, Any]:
        """Write the declaration so that :func:`local_from_json` reads it."""
        return asdict(self)


def plain_name(title: str) -> str:
    """Make a name of ASCII letters, digits and underscores of a title; "" where nothing of it can be used.

    >>> plain_name("Är åtgärden klar?")
    'ar_atgarden_klar'
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:_MAX_KEY].strip("_")


def tidied(text: str) -> str:
    """Write a text without needless spaces, its letters composed in one way."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def local_from_json(told: dict[str, Any]) -> LocalVariable:
    """Read a declaration."""
    listed: dict[str, Any] = {name: tuple(told[name]) for name in ("values", "positive", "limits")}
    return LocalVariable(**(told | listed))


def is_local(column: str) -> bool:
    """Tell whether a column is that of a local variable. Nothing else can be in such a name."""
    return _COLUMN.fullmatch(column) is not None
