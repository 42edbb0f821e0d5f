"""What is said of an action that is measured again: whether what it was to change has moved, and as was expected.

A sentence says that something has moved, never that the action moved it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jamstalld.wording import over_time
from jamstalld.wording.over_time import Sides, Terms
from jamstalld.wording.sentences import Gap
from jamstalld.wording.words import capitalised

VERDICT_WORDS: Mapping[str, str] = {
    "as_expected": "Har rört sig som väntat",
    "moved": "Har rört sig, men inte som väntat",
    "not_moved": "Ingen säker förändring",
    "too_early": "För tidigt att säga",
    "too_few": "För få för att säga",
    "unanswerable": "Går inte att mäta",
}
MOVED = "Har rört sig"
NOT_THE_CAUSE = "det säger inte att åtgärden är orsaken"
METHOD = (
    "Varje åtgärd mäts om när ett nytt kvartal är inläst. Perioden då den beslutades jämförs med tiden efter att den "
    "började: de senaste fyra kvartalen om det finns så många, annars det senaste.",
    "Som väntat betyder att förändringen är större än vad slumpen brukar ge (95 procents osäkerhet), går åt det håll "
    "ni väntade er och är minst så stor som ni skrev. Hur en skillnad har ändrats räknas med MOVER, en andel med "
    "Newcombes metod och ett medelvärde med Welchs. Osäkerheten räknar med skyddet av små tal.",
    "En skillnad som valdes för att den var ovanligt stor brukar bli mindre nästa gång av sig själv. Annat kan också "
    "ha hänt samtidigt. Därför säger mätningen aldrig att det var åtgärden som hjälpte.",
    "Varje åtgärd bedöms för sig. Ju fler åtgärder, desto fler ser av en slump ut att ha rört sig.",
)
_FELL = ("smaller", "women_fewer", "men_fewer")


@dataclass(frozen=True)
class When:
    """The two periods in words, as they stand after "under": "2025", "kvartal 1 2026".

    Parameters
    ----------
    before, now
        The period when the action was decided, and the one it is measured in.
    """

    before: str
    now: str


@dataclass(frozen=True)
class Level:
    """The level of one sex before and now, and what it is the level of.

    Parameters
    ----------
    subject
        As the subject of a sentence: "andelen kvinnor som fick bifall".
    before, now
        As texts: "54 %".
    noun
        What has moved, definite: "andelen", "genomsnittet".
    """

    subject: str
    before: str
    now: str
    noun: str


def gap_sentence(gaps: Sides, when: When, terms: Terms) -> str:
    """Say a gap before and now, and whether it has moved."""
    before, now = (terms.side(gap.estimate) for gap in (gaps.before, gaps.after))
    levels = (
        f"Skillnaden var {terms.size(gaps.before)}{before} under {when.before} och är "
        f"{terms.unit.bare(gaps.after.estimate)}{now} under {when.now}."
    )
    return f"{levels} {over_time.moved_sentence(gaps, terms)}"


def level_sentence(level: Level, change: Gap, when: When, terms: Terms) -> str:
    """Say the level of one sex before and now, and whether it has moved."""
    was = "var i genomsnitt" if level.noun == "genomsnittet" else "var"
    levels = (
        f"{capitalised(level.subject)} {was} {level.before} under {when.before} och är {level.now} under {when.now}."
    )
    if change.low <= 0 <= change.high:
        return f"{levels} Förändringen kan bero på slumpen."
    verb = "ökat" if change.estimate > 0 else "minskat"
    return (
        f"{levels} {capitalised(level.noun)} har {verb} med {terms.size(change)} "
        f"(osäkerhet {terms.between(change)}), mer än vad slumpen brukar ge."
    )


def rate_subject(did: str, who: str) -> str:
    """Name the share of one sex of whom something is true: "andelen kvinnor som fick bifall"."""
    return f"andelen {who} som {did}"


def share_subject(value: str, noun: str, who: str, whose: str) -> str:
    """Name the share that a value is of what one sex has: "andelen Hemtjänst av kvinnornas insatser".

    Parameters
    ----------
    noun
        What the whole is made of, plural; empty where it is the women or men themselves.
    who, whose
        The sex, indefinite plural and definite genitive.
    """
    return f"andelen {value} av {whose} {noun}" if noun else f"andelen {who} med {value}"


def mean_subject(amount: str, who: str) -> str:
    """Name the mean of one sex: "den beviljade tiden för kvinnor"."""
    return f"{amount} för {who}"


def outcome_sentence(verdict: str, how: str, expected: str, size: float | None, terms: Terms) -> str:
    """Say what a change, or its absence, is beside what was expected.

    Parameters
    ----------
    how
        Of what has moved otherwise than expected: how.
    expected
        What was to change; empty where nobody has said.
    size
        By how much at least, in the unit.
    """
    if verdict == "as_expected":
        return _as_expected(how, expected, terms)
    if verdict != "moved":
        return ""
    if not expected:
        return f"Ni har inte skrivit vad ni väntade er, och {NOT_THE_CAUSE}."
    verb = "minska" if expected in _FELL else "öka"
    told = {
        "less": f"Det är åt det håll ni väntade er men mindre än {terms.unit.limit(size or 0)}",
        "turned": "Ni väntade er att den skulle bli mindre, och nu är den åt andra hållet",
        "closer": f"Den är mindre, men inte säkert under {terms.unit.limit(terms.margin)}",
        "away": "Ni väntade er att den skulle vara kvar på samma låga nivå"
        if expected == "kept"
        else f"Ni väntade er att {'den' if expected == 'smaller' else 'nivån'} skulle {verb}",
    }[how]
    return f"{told}; {NOT_THE_CAUSE}."


def _as_expected(how: str, expected: str, terms: Terms) -> str:
    if expected == "kept":
        return (
            f"Som väntat är skillnaden fortfarande med god säkerhet mindre än {terms.unit.limit(terms.margin)}; "
            f"{NOT_THE_CAUSE}."
        )
    other_side = " Att den nu är åt andra hållet kan bero på slumpen." if how == "crossed" else ""
    return f"Den har rört sig som väntat; {NOT_THE_CAUSE}.{other_side}"


def visible_sentence(smallest: float, terms: Terms) -> str:
    """Say how large a change would have to be to be seen; nothing where no change could be so large."""
    if terms.unit.of_hundred and smallest >= 95:
        return ""
    return f"Med så här många hade förändringen behövt vara minst {terms.unit.size(smallest)} för att synas."


def too_early_sentence(first: str, by: str) -> str:
    """Say from which quarter on anything can be seen, and when it is expected to; nothing of that where `by` is ""."""
    expected = f" Ni räknar med att se det {by}." if by else ""
    return f"Det finns inget kvartal efter starten än. Det första som kan visa något är {first}.{expected}"


def hidden_sentence(who: str, when: When) -> str:
    """Say that one of the periods has too few to be shown, or nobody: a row that is gone is the one or the other.

    Parameters
    ----------
    who
        Of whom there are too few: "kvinnor eller män".
    """
    return f"Det är för få {who}, eller inga alls, under {when.before} eller under {when.now}."


def preliminary_sentence(by: str) -> str:
    """Say that it is not time yet."""
    return f"Beskedet är preliminärt: ni räknar med att se det {by}."


def unanswerable_sentence(message: str) -> str:
    """Say why the question can no longer be asked."""
    return f"Det går inte att mäta med underlaget som det är nu. {message}"


def verdict_word(verdict: str, expected: str) -> str:
    """Name a verdict; that something has moved is no surprise where nobody said what was expected."""
    return MOVED if verdict == "moved" and not expected else VERDICT_WORDS[verdict]


def expected_options(kind: str, terms: Terms) -> dict[str, str]:
    """Name what may be expected of a kind of measure. On a scale there is no level to raise, only a gap."""
    told = {
        "": "Inte bestämt",
        "smaller": "Skillnaden ska bli mindre",
        "kept": f"Skillnaden ska fortsätta vara under {terms.unit.limit(terms.margin)}",
    }
    if kind == "ordinal":
        return told
    noun = "Genomsnittet" if kind == "mean" else "Andelen"
    sexes = terms.sexes
    return told | {
        "women_more": f"{noun} ska öka för {sexes.women}",
        "women_fewer": f"{noun} ska minska för {sexes.women}",
        "men_more": f"{noun} ska öka för {sexes.men}",
        "men_fewer": f"{noun} ska minska för {sexes.men}",
    }


def expected_sentence(option: str, size: float | None, by: str, terms: Terms) -> str:
    """Say what is expected of an action: "Väntat: skillnaden ska bli mindre, med minst 3 procentenheter, …".

    Parameters
    ----------
    option
        One of :func:`expected_options`.
    by
        The quarter in which it is to be seen, in words; empty where none is set.
    """
    least = f", med minst {terms.unit.limit(size)}" if size else ""
    seen = f", att se {by}" if by else ""
    return f"Väntat: {option[:1].lower()}{option[1:]}{least}{seen}."


def prospect_sentence(smallest: float, size: float | None, terms: Terms) -> str:
    """Say how large a change must be to be seen later, with as many as now, and whether what is expected is as large.

    Parameters
    ----------
    smallest
        The smallest change that shows with 80 % power, in the unit.
    size
        What is expected, in the unit; None where only the direction is said.
    """
    if terms.unit.of_hundred and smallest >= 95:
        return "Det är så få att ingen förändring kommer att synas. Välj en grövre uppdelning eller en längre period."
    told = f"Med lika många som nu behöver förändringen vara minst {terms.unit.size(smallest)} för att synas."
    if size and size < smallest:
        return f"{told} Ni väntar er mindre än så: den kan då ha skett utan att det går att se."
    return told
