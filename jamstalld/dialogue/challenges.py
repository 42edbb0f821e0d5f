"""Known challenges: hypotheses about gender equality in social services, each with its source and how to see it.

A challenge is a question to one's own data and never a finding about them. Those shipped are in ``challenges.toml``,
where each field is explained.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("challenges.toml")


@dataclass(frozen=True)
class Source:
    """A public source.

    Parameters
    ----------
    year
        None where the publisher's page has none.
    address
        Where the publisher has it, if anywhere; shown as text, since the product calls on no one.
    """

    title: str
    publisher: str
    year: int | None = None
    address: str = ""


@dataclass(frozen=True)
class Challenge:
    """One hypothesis, and the view that shows it.

    Parameters
    ----------
    area
        The area of social services it is about; None where it concerns them all.
    hypothesis, matters, cannot
        What may be so, as a question; why it matters; what one's own data cannot tell.
    measure, by, filters, split, standardise
        What to ask, as in a ViewRequest.
    row
        The one row of the view that the hypothesis is about, if it is about one.
    page
        The page where it is looked at; None for the measure's own.
    """

    key: str
    title: str
    hypothesis: str
    matters: str
    cannot: str
    sources: tuple[Source, ...]
    measure: str
    by: str
    area: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    split: str | None = None
    standardise: tuple[str, ...] = ()
    row: str | None = None
    page: str | None = None


@cache
def known_challenges() -> tuple[Challenge, ...]:
    """Read the challenges shipped with the product, in the order they are shown."""
    read = tomllib.loads(_FILE.read_text("utf-8"))
    sources = {key: Source(**entry) for key, entry in read["source"].items()}
    return tuple(_challenge(key, entry, sources) for key, entry in read["challenge"].items())


def _challenge(key: str, entry: dict[str, Any], sources: Mapping[str, Source]) -> Challenge:
    fields = dict(entry)
    fields["sources"] = tuple(sources[name] for name in entry["sources"])
    fields["filters"] = tuple(entry.get("filters", {}).items())
    fields["standardise"] = tuple(entry.get("standardise", ()))
    return Challenge(key=key, **fields)
