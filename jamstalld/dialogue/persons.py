"""What looks like a person in a running text: a number, a way to reach somebody, a name beside a case.

Here the net is wider than where a spreadsheet is read: a number with a wrong check digit, or with its last digits left
out, still tells who somebody is. It only warns; nothing is refused, and the writer judges.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PersonKind = Literal["identity", "phone", "email", "name", "born"]


@dataclass(frozen=True)
class Trace:
    """Something in a text that looks like a person.

    Parameters
    ----------
    kind
        What it looks like.
    words
        The very words, as they stand.
    """

    kind: PersonKind
    words: str


_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_YEAR = r"(?:(?:18|19|20)\d\d|\d\d)"
# With its last four, written out, crossed over or in part; whole also without any sign between.
_LAST = r"(?:[\dA-Z]\d{3}|[A-Z]{2}\d\d|[xX*•#]{4}|\d{1,2}[xX*•#]{2,3})"
_IDENTITY = re.compile(rf"(?<!\w){_YEAR}{_MONTH}{_DAY}(?: ?[-+−–‐‑] ?|  ?)?{_LAST}(?!\w)")
_PHONE = re.compile(
    r"(?<![\w-])(?!0771)(?:(?:\+|00)46[ -]?(?:\(0\) ?)?[1-9]\d{0,2}[ -]?(?:\d[ -]?){5,8}"
    r"|07[02369]\d?[ /–-]{0,3}(?:\d[ -]?){6,8}"
    r"|0(?:8|[1-9]\d{1,2}) ?[-–/] ?(?:\d ?){5,8})(?!\w)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_NAME = r"[A-ZÅÄÖÉÜ][a-zåäöéüèáíóçñ]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéüèáíóçñ]+)?"
_WHO = (
    r"(?:ärendet?|klienten|klient|brukaren|brukare|patienten|patient|sökanden|kvinnan|mannen|flickan|pojken|personen"
    r"|hon|han|mamman?|pappan?|modern|fadern|sonen|dottern|handläggaren|handläggare|socialsekreteraren|socialsekreterare"
    r"|barnet|eleven|den enskilde|den enskilda)"
)
_CALLED = r"(?:,? ?(?:som )?(?:heter|hette|kallas|vid namn|med namnet)|:|,| \(| är| gällande| om| för)? ?"
_BESIDE = re.compile(rf"(?<!\w)(?:[Ee]n |[Ee]tt )?(?i:{_WHO}){_CALLED}(?P<name>{_NAME}(?: {_NAME})?)(?!\w)")
_OF_THEM = re.compile(
    rf"(?P<name>{_NAME}(?: {_NAME})?)s? (?:ärende|ärendet|insats|utredning|handläggare|klient|beslut)(?!\w)"
    rf"|(?P<other>{_NAME}(?: {_NAME})?) ?\((?:{_WHO})\)"
)
_HEADED = re.compile(
    rf"(?<!\w)(?:[Hh]eter|[Hh]ette|[Ff]ru|[Hh]err|[Vv]id namn|[Mm]ed namnet) (?P<name>{_NAME}(?: {_NAME})?)(?!\w)"
)
_INITIALS = r"(?:[A-ZÅÄÖ]\.? ?){2,3}"
_BORN = re.compile(
    rf"(?<!\w){_INITIALS},? ?(?:född (?:år )?|f\. ?|f |-|−|–|’|')(?:(?:19|20)\d\d|\d\d)(?!\w)"
    rf"|(?<!\w){_INITIALS},? ?\((?:född |f\.? ?)?(?:(?:19|20)\d\d|\d\d)\)"
    r"|(?<!\w)(?:född|f\.) ?(?:den )?(?:(?:19|20)\d\d-?\d\d-?\d\d|\d{6}|\d{1,2}[ /]\w+ (?:19|20)\d\d)(?!\w)"
)

_WORDS = tomllib.loads(Path(__file__).with_name("persons.toml").read_text("utf-8"))
_NOBODY = frozenset(_WORDS["nobody"].split())
_CALLED_SO = frozenset(_WORDS["given_names"].split())
_GIVEN = _CALLED_SO | {f"{name}s" for name in _CALLED_SO}
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:•\n–-])\s*$")


def persons_in(text: str) -> tuple[Trace, ...]:
    """Find what looks like a person, each once, in the order it stands.

    >>> [(trace.kind, trace.words) for trace in persons_in("Ring klienten Anna på 070-123 45 67.")]
    [('name', 'Anna'), ('phone', '070-123 45 67')]
    """
    found: list[tuple[int, Trace]] = []
    patterns: tuple[tuple[PersonKind, re.Pattern[str]], ...] = (
        ("identity", _IDENTITY),
        ("email", _EMAIL),
        ("phone", _PHONE),
        ("born", _BORN),
    )
    taken: list[tuple[int, int]] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append((match.start(), Trace(kind, match[0].strip())))
    found += [(at, Trace("name", name)) for at, name in _names(text)]
    found.sort(key=lambda one: one[0])
    return tuple(dict.fromkeys(trace for _, trace in found))


def _names(text: str) -> list[tuple[int, str]]:
    """Find names beside a word for a case or for somebody in one."""
    named: dict[int, str] = {}
    for match in (*_BESIDE.finditer(text), *_HEADED.finditer(text)):
        named[match.start("name")] = match["name"]
    for match in _OF_THEM.finditer(text):
        group = "name" if match["name"] else "other"
        # Any word may begin a sentence: there only the genitive of two names, or a name in brackets, tells.
        begins = _SENTENCE_ENDS.search(text[: match.start()]) and group == "name"
        if not (begins and " " not in match[group]) or match[group].casefold() in _GIVEN:
            named[match.start(group)] = _without_genitive(match[group]) if group == "name" else match[group]
    return [(at, name) for at, name in named.items() if not _is_nobody(name)]


def _without_genitive(name: str) -> str:
    """Give whose something is, as they are called: "Annas" is Anna, and "Lars" is Lars."""
    return name if name.split()[-1].casefold() in _CALLED_SO else name.removesuffix("s")


def _is_nobody(name: str) -> bool:
    return all(word.casefold() in _NOBODY or f"{word.casefold()}s" in _NOBODY for word in name.split())
