"""What a column most likely means, from its header and its values. A guess is shown to somebody who then decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from jamstalld.dictionary import Dictionary, Variable, fold
from jamstalld.intake.headers.groups import SEXES
from jamstalld.intake.mapping.sampling import Evidence
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.sensitive import IDENTITY
from jamstalld.intake.values.cells import Faulty, text_of
from jamstalld.intake.values.dates import parse_date, parse_quarter
from jamstalld.intake.values.parsers import parser, read_figure
from jamstalld.intake.values.similar import similar

Confidence = Literal["sure", "likely", "unsure"]
Reason = Literal["header", "similar_header", "values"]

ENOUGH = 0.9

_LEAST_READ = 0.5
_NEARLY_THE_SAME, _MOSTLY_THE_SAME = 0.85, 0.6
_SHORTEST_WORD = 3
_RANKS: Mapping[Confidence, int] = {"unsure": 0, "likely": 1, "sure": 2}
_STEMS = {
    "person_id": ("person", "klient", "brukar", "individ", "kund"),
    "case_id": ("ärende", "akt", "diarie", "dnr"),
}
_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Proposal:
    """What a column probably is.

    Parameters
    ----------
    key
        The variable, or "kvinna" or "man" for the counts of one sex.
    confidence
        Sure: the header is known, and at least 0.9 of the filled cells can be read. Likely: the header resembles one
        that is known, or the values fit one variable and no other. Unsure: anything less.
    reason
        What speaks for it.
    share
        How many of the filled cells can be read so (0–1).
    """

    key: str
    confidence: Confidence
    reason: Reason
    share: float

    @property
    def rank(self) -> tuple[int, float]:
        """How sure it is beside others for the same variable; the larger, the surer."""
        return _RANKS[self.confidence], self.share


def judged(evidence: Evidence, key: str, options: LoadOptions) -> Proposal:
    """Judge the meaning that a column has already: its header is known, or somebody has said it."""
    share = _read_as(evidence, key, options)
    return Proposal(key, "sure" if share >= ENOUGH else "unsure", "header", share)


def proposed(evidence: Evidence, free: Collection[str], options: LoadOptions) -> Proposal | None:
    """Propose what a column means that means nothing yet.

    Parameters
    ----------
    free
        The variables, and sexes of counts, that no column has.
    """
    if evidence.kind:
        return Proposal("identity_number", "likely", "values", 1) if evidence.kind == IDENTITY else None
    if not evidence.cells:
        return None
    by_header = _by_header(evidence, free, options)
    if by_header and by_header.confidence == "likely":
        return by_header
    return _by_values(evidence, free, options) or by_header


def _by_header(evidence: Evidence, free: Collection[str], options: LoadOptions) -> Proposal | None:
    """Find the variable whose headers a header resembles most, where its cells can be read as that."""
    best: tuple[bool, float, Proposal] | None = None
    # A word "antal" begins many headers that count something else than the row.
    variables = (one for one in _variables(options.known) if one.key in free and one.type != "count")
    for variable in variables:
        likeness = _likeness(evidence.header, variable.headers)
        share = _read_as(evidence, variable.key, options) if likeness else 0.0
        if share < _LEAST_READ:
            continue
        # Any date can be read as any other.
        alike = likeness >= _MOSTLY_THE_SAME and variable.type != "date"
        fits = share >= ENOUGH and (alike or _is_told_by_values(variable, options.known))
        likely = likeness >= _NEARLY_THE_SAME or fits
        found = Proposal(variable.key, "likely" if likely else "unsure", "similar_header", share)
        if best is None or (likely, likeness) > best[:2]:
            best = likely, likeness, found
    return best[2] if best else None


def _by_values(evidence: Evidence, free: Collection[str], options: LoadOptions) -> Proposal | None:
    """Find the one variable that the values fit, if it is one."""
    fitting = {key: share for key, share in _value_shares(evidence, options.known) if key in free}
    if len(fitting) == 1:
        key, share = fitting.popitem()
        return Proposal(key, "likely", "values", share)
    if fitting:
        return None
    if {"decision_date", "quarter"} <= set(free) and _share(evidence, _is_date) >= ENOUGH:
        return Proposal("decision_date", "unsure", "values", 1)
    key = _numbered(evidence.header) if evidence.varied else None
    return Proposal(key, "unsure", "values", 1) if key in free and key else None


def _numbered(header: str) -> str | None:
    """Tell what a column of codes numbers, by how its header begins."""
    folded = fold(header)
    return next((key for key, stems in _STEMS.items() if folded.startswith(stems)), None)


def _value_shares(evidence: Evidence, known: Dictionary) -> Iterator[tuple[str, float]]:
    """Give the variables that values alone can tell, with the share (0–1) of the cells that speak for each."""
    quarters = _share(evidence, _is_quarter)
    if quarters >= ENOUGH:
        yield "quarter", quarters
    for sex in _sex_counted(evidence, known):
        yield sex, 1.0
    answers = known.code_lists["yes_no"]
    for variable in _variables(known):
        codes = variable.codes if _is_told_by_values(variable, known) else None
        if codes is None:
            continue
        # Yes, no and figures are answers to anything.
        named = {text for text in evidence.texts if _LETTER.search(text) and not answers.find(text)}
        found = {text for text in named if codes.find(text) or similar(text, codes)}
        share = _share(evidence, lambda raw, found=found: text_of(raw) in found)
        if share >= (ENOUGH if codes.closed else _LEAST_READ):
            yield variable.key, share


def _sex_counted(evidence: Evidence, known: Dictionary) -> Iterator[str]:
    """Tell which sex a column of counts is about: "Kvinnor, antal beslut"."""
    codes = known.variable("sex").codes
    words = {fold(word) for word in _WORDS.findall(evidence.header) if len(word) >= _SHORTEST_WORD}
    sexes = {codes.recognised[word] for word in words & codes.recognised.keys()} if codes else set[str]()
    if len(sexes) == 1 and _share(evidence, lambda raw: not isinstance(read_figure(raw), Faulty)) >= ENOUGH:
        yield from sexes


def _is_told_by_values(variable: Variable, known: Dictionary) -> bool:
    """Tell whether a variable has values that no other has: yes and no say nothing of what was asked."""
    if variable.type in ("sex", "quarter"):
        return True
    alike = [one for one in known.variables.values() if one.codes is variable.codes]
    return variable.codes is not None and len(alike) == 1


def _variables(known: Dictionary) -> Iterator[Variable]:
    """Give the variables that a column may be."""
    return (variable for variable in known.variables.values() if variable.headers)


def _read_as(evidence: Evidence, key: str, options: LoadOptions) -> float:
    # Of a table with several groups of counts the keys are "kvinna.1" and so on.
    if key.partition(".")[0] in SEXES:
        return _share(evidence, lambda raw: not isinstance(read_figure(raw), Faulty))
    parse = parser(options.known.variable(key), options.age_bands, options.values.get(key))
    return _share(evidence, lambda raw: not isinstance(parse(raw), Faulty))


def _share(evidence: Evidence, test: Callable[[object], bool]) -> float:
    """Give the share (0–1) of the filled cells that pass a test; 1 of none."""
    filled = sum(evidence.cells.values())
    return sum(times for raw, times in evidence.cells.items() if test(raw)) / filled if filled else 1.0


def _is_date(raw: object) -> bool:
    return parse_date(text_of(raw)) is not None


def _is_quarter(raw: object) -> bool:
    return parse_quarter(text_of(raw)) is not None and not _is_date(raw)


def _likeness(header: str, known: Collection[str]) -> float:
    """Tell how much a header resembles those of a variable (0–1).

    A known header among its words counts as the part of the header it makes up, and as most of it where it comes
    last: "Klientens ålder" is an age, "Datum för samtal" some date. A header that is nearly spelled alike counts as
    the share of letters in common order.
    """
    folded = fold(header)
    words = [fold(word) for word in _WORDS.findall(header)]
    longest = max(map(len, known), default=0)
    likeness = 0.0
    for first in range(len(words)):
        run = ""
        for last, word in enumerate(words[first:], start=first + 1):
            run += word
            if len(run) > longest:
                break
            if len(run) >= _SHORTEST_WORD and run in known:
                likeness = max(likeness, len(run) / len(folded), _MOSTLY_THE_SAME if last == len(words) else 0)
    matcher = SequenceMatcher(b=folded, autojunk=False)
    for other in known if folded else ():
        matcher.set_seq1(other)
        if matcher.quick_ratio() >= _NEARLY_THE_SAME and matcher.ratio() >= _NEARLY_THE_SAME:
            likeness = max(likeness, matcher.ratio())
    return likeness
