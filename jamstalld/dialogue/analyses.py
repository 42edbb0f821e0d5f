"""Analyses: what a group has seen in a view, why it may be so, and what it concludes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from jamstalld.dialogue.entries import Entry

SubjectKind = Literal["view", "over_time", "interplay", "explanation", "matching"]
Justified = Literal["", "yes", "partly", "no", "unknown"]
CauseState = Literal["listed", "confirmed", "rejected", "open"]

JUSTIFIED: dict[Justified, str] = {
    "yes": "Ja, skillnaden har sakliga skäl",
    "partly": "Till en del",
    "no": "Nej, vi finner inga sakliga skäl",
    "unknown": "Vi vet inte än",
}
CAUSE_STATES: dict[CauseState, str] = {
    "listed": "Tänkbar",
    "confirmed": "Bekräftad",
    "rejected": "Förkastad",
    "open": "Öppna lådan",
}


@dataclass(frozen=True)
class Subject:
    """What is looked at: a question to the data that can be asked again.

    Parameters
    ----------
    kind
        Which sort of question.
    request
        The question, JSON-ready, with its period written out.
    """

    kind: SubjectKind
    request: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Give it JSON-ready."""
        return {"kind": self.kind, "request": self.request}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Subject:
        """Read it back."""
        return cls(data["kind"], data["request"])


@dataclass(frozen=True)
class Snapshot(Entry):
    """What a group saw, as it saw it: released numbers only. Its identity is that of its content.

    Parameters
    ----------
    title, about
        The question, and whom and when the numbers are about, with period, unit of count and base.
    sentences, method
        As the page had them, the finding first.
    tables
        The tables under the picture, row by row: heading → text of the cell.
    data_version
        Of the data it was computed from.
    subject
        What it is an answer to, as :meth:`Subject.to_json` gives it.
    result
        The whole answer, JSON-ready, as the command prints it.
    """

    KIND: ClassVar[str] = "snapshot"

    title: str = ""
    about: str = ""
    sentences: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    tables: tuple[tuple[dict[str, str], ...], ...] = ()
    data_version: str = ""
    subject: dict[str, Any] = field(default_factory=dict[str, Any])
    result: dict[str, Any] = field(default_factory=dict[str, Any])


def snapshot_identity(content: dict[str, Any]) -> str:
    """Name a snapshot by what it holds, so that the same is kept once."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Analysis(Entry):
    """What a group writes about one subject. Its texts, causes and actions have it for a parent.

    Parameters
    ----------
    subject
        What it is about, as :meth:`Subject.to_json` gives it.
    snapshot
        The identity of what the group saw when it last wrote.
    title
        What it is called in lists: the question, with the filters.
    justified
        The group's own verdict: has the difference factual reasons?
    final
        Whether it is finished. From then on it is a public record and is not changed.
    finalised_by, finalised_on
        Who finished it, and the day, ISO.
    """

    KIND: ClassVar[str] = "analysis"

    subject: dict[str, Any] = field(default_factory=dict[str, Any])
    snapshot: str = ""
    title: str = ""
    justified: Justified = ""
    final: bool = False
    finalised_by: str = ""
    finalised_on: str = ""


def analysis_identity(subject: dict[str, Any], number: int) -> str:
    """Name the analyses of one subject, 0, 1, 2 …: two who begin at the same time then begin the same one."""
    text = json.dumps(subject, sort_keys=True, ensure_ascii=False)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}-{number}"


@dataclass(frozen=True)
class Cause(Entry):
    """A possible cause of what is seen. Its parent is the analysis.

    Parameters
    ----------
    text
        The cause.
    state
        Listed freely first, then confirmed, rejected, or kept in the open box.
    find_out, who, due
        In the open box: what must be found out, by whom and until when (ISO, or empty).
    origin
        Where it came from: a known challenge or a contribution of a meeting; empty where it was written in place.
    """

    KIND: ClassVar[str] = "cause"

    text: str = ""
    state: CauseState = "listed"
    find_out: str = ""
    who: str = ""
    due: str = ""
    origin: str = ""
