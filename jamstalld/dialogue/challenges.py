"""Known challenges: hypotheses about gender equality in social services, each with its source and how to see it.

A challenge is a question to one's own data and never a finding about them. Those shipped are in ``challenges.toml``,
where each field is explained; a municipality adds its own. What a group makes of one is a :class:`Trial`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from jamstalld.dialogue.entries import Entry

Judgement = Literal["", "holds", "fails", "unknown"]

JUDGEMENTS: dict[Judgement, str] = {
    "holds": "Stämmer hos oss",
    "fails": "Stämmer inte hos oss",
    "unknown": "Vet inte än",
}
WHY = "why"
"""The field of the text in which a group says why it judges as it does; the text's parent is the trial."""
_FILE = Path(__file__).with_name("challenges.toml")


@dataclass(frozen=True)
class Source:
    """A public source.

    Parameters
    ----------
    year
        None where the publisher's page has none.
    address
        Where the publisher has it, if anywhere. Nothing is fetched from there unless somebody follows the link.
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


@dataclass(frozen=True)
class Trial(Entry):
    """What a group makes of one challenge. There is one of each, and its identity is the challenge's key.

    Parameters
    ----------
    picked
        Whether the group tests it. What has been judged stays when it no longer does.
    judgement
        The group's own: whether it is so with them.
    judged_by, judged_on
        Who entered it, and on which day, as ISO; empty where it was kept before this was.
    seen, about
        What their data said when they judged, and of when: released numbers, as the page had them.
    """

    KIND: ClassVar[str] = "trial"

    picked: bool = False
    judgement: Judgement = ""
    judged_by: str = ""
    judged_on: str = ""
    seen: str = ""
    about: str = ""


@dataclass(frozen=True)
class OwnChallenge(Entry):
    """A challenge that the municipality has added. The fields are those of a :class:`Challenge`.

    Parameters
    ----------
    area
        Empty where it concerns all areas.
    source
        Where it comes from, in the municipality's own words.
    filters
        Pairs of variable and value.
    row
        Empty where it is about no single row.
    """

    KIND: ClassVar[str] = "challenge"

    area: str = ""
    title: str = ""
    hypothesis: str = ""
    matters: str = ""
    source: str = ""
    measure: str = ""
    by: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    row: str = ""

    def challenge(self) -> Challenge:
        """Give it the form of those that are shipped."""
        return Challenge(
            key=self.identity,
            title=self.title,
            hypothesis=self.hypothesis,
            matters=self.matters,
            cannot="",
            sources=(Source(self.source, ""),) if self.source else (),
            measure=self.measure,
            by=self.by,
            area=self.area or None,
            filters=self.filters,
            row=self.row or None,
        )


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
