"""The cells of a table of inhabitants: what each says, or the mark of what is wrong with it."""

from __future__ import annotations

import re

from jamstalld.dictionary import dictionary, fold
from jamstalld.intake.population.ages import Ages, parse_ages
from jamstalld.intake.values.cells import HIDDEN, Faulty, is_missing, text_of
from jamstalld.intake.values.parsers import read_figure, total_label

_TOTALS = frozenset(map(fold, ("totalt ålder", "total ålder", "män och kvinnor", "kvinnor och män", "totalt kön")))
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_total(raw: object) -> bool:
    """Tell whether a cell of ages or of sexes labels a total."""
    return total_label(raw) is not None or (isinstance(raw, str) and fold(raw) in _TOTALS)


def read_age(raw: object) -> Ages | Faulty:
    """Read ages."""
    text = text_of(raw)
    return parse_ages(text) or Faulty("age_missing" if is_missing(text) else "bad_age")


def read_sex(raw: object) -> str | Faulty:
    """Read a sex."""
    codes = dictionary().variable("sex").codes
    return (codes.find(text_of(raw)) if codes else None) or Faulty("bad_sex")


def read_year(raw: object) -> int | Faulty:
    """Read a year."""
    text = text_of(raw)
    return int(text) if _YEAR.fullmatch(text) else Faulty("bad_year")


def read_count(raw: object) -> int | Faulty:
    """Read a number of inhabitants."""
    count = read_figure(raw)
    if count is HIDDEN:
        return Faulty("count_missing")
    return count if isinstance(count, int) else Faulty("bad_count")
