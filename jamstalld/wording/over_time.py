"""What is said of a gap that is followed quarter by quarter: whether it moves, and what came after an effort.

A sentence says that the gap has moved, never that the effort moved it.
"""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import Unit
from jamstalld.wording.words import Sexes

NO_SIGN = "Inget tecken på att skillnaden har ändrats: kvartalen varierar inte mer än vad slumpen brukar ge."
NOT_THE_CAUSE = "Det säger inte att satsningen är orsaken: annat kan ha hänt samtidigt."
NOTHING_TO_COMPARE = "Det går inte att jämföra före och efter: det är för få personer."
NOTHING = (
    "Inget kvartal går att jämföra för det här urvalet.",
    "Det är för få av det ena könet i vart och ett, eller så finns inga uppgifter. Pröva ett annat urval.",
)
_MORE_THAN_CHANCE = "mer än vad slumpen brukar ge"
_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


@dataclass(frozen=True)
class Terms:
    """In what the gap is told.

    Parameters
    ----------
    margin
        The practical margin, in the unit.
    sexes
        What women and men are called.
    """

    unit: Unit
    margin: float
    sexes: Sexes

    def size(self, gap: Gap) -> str:
        """Write the size of a gap with its unit: "9 procentenheter", "1,5 timmar"."""
        return self.unit.size(gap.estimate)

    def side(self, value: float) -> str:
        """Write on which side a gap is, to stand after its size: " (högre för kvinnor)"; nothing of next to none."""
        return "" if abs(value) < self.unit.no_side else f" ({self.unit.side(value)} för {self.sexes.women})"

    def spread(self, gap: Gap) -> str:
        """Write the uncertainty of a gap and its side: "osäkerhet 39–49, högre för kvinnor"."""
        if gap.low < 0 < gap.high:
            low, high = self._ends(gap)
            low, high = f"{low} {self.unit.side(gap.low)}", f"{high} {self.unit.side(gap.high)}"
            return f"osäkerhet från {low} till {high} för {self.sexes.women}"
        return f"osäkerhet {self.between(gap)}, {self.unit.side(gap.estimate)} för {self.sexes.women}"

    def between(self, gap: Gap) -> str:
        """Write the limits of a gap that lies on one side of 0: "39–49"."""
        low, high = self._ends(gap)
        return f"{low}–{high}" if gap.low >= 0 else f"{high}–{low}"

    def _ends(self, gap: Gap) -> tuple[str, str]:
        decimals = self.unit.of_interval(gap.low, gap.high) or 0
        return number(abs(gap.low), decimals), number(abs(gap.high), decimals)


@dataclass(frozen=True)
class Sides:
    """The gap before an effort and after it, and how it has changed: after − before."""

    before: Gap
    after: Gap
    change: Gap


def question(title: str) -> str:
    """Ask what is answered: "Fråga om våld: hur har könsskillnaden ändrats?"."""
    return f"{title}: hur har könsskillnaden ändrats?"


def before_after_sentence(gaps: Sides, began: str, terms: Terms) -> str:
    """Say the gap before an effort, after it, and whether it has moved.

    Parameters
    ----------
    began
        The quarter in which the effort began, in words.
    """
    before, after = _levels(gaps, terms)
    return f"Före {began} var skillnaden {before}, därefter {after}. {moved_sentence(gaps, terms)}"


def adjusted_sentence(gaps: Sides, by: str, terms: Terms) -> str:
    """Say the same of the gap standardised by what is named in `by`."""
    before, after = _levels(gaps, terms)
    return f"Justerat för {by} var skillnaden {before} före och {after} efter. {moved_sentence(gaps, terms)}"


def _levels(gaps: Sides, terms: Terms) -> tuple[str, str]:
    """Write the gap before and the gap after, which needs no unit of its own."""
    before, after = (terms.side(gap.estimate) for gap in (gaps.before, gaps.after))
    return f"{terms.size(gaps.before)}{before}", f"{terms.unit.bare(gaps.after.estimate)}{after}"


def not_adjusted_sentence(by: str) -> str:
    """Say that there are too few to adjust."""
    return f"Det går inte att justera för {by}: grupperna blir för små."


def moved_sentence(gaps: Sides, terms: Terms) -> str:
    """Say whether a gap has shrunk or grown, whichever of the sexes is higher, or turned to the other sex.

    Where the estimates lie on different sides, but not surely so, the gap has only *changed*: chance may have put
    one of them there.
    """
    before, after, change = gaps.before, gaps.after, gaps.change
    if change.low <= 0 <= change.high:
        return "Förändringen kan bero på slumpen."
    turned = before.estimate * after.estimate < 0
    if turned and before.low * before.high > 0 and after.low * after.high > 0:
        verb = "bytt sida och sammanlagt ändrats"
    elif turned:
        verb = "ändrats"
    else:
        verb = "minskat" if abs(after.estimate) < abs(before.estimate) else "ökat"
    return f"Den har {verb} med {terms.size(change)} (osäkerhet {terms.between(change)}), {_MORE_THAN_CHANCE}."


def alike_sentence(terms: Terms) -> str:
    """Say that the gap after the effort is surely smaller than the practical margin."""
    return f"Därefter är det likvärdigt: skillnaden är med god säkerhet mindre än {terms.unit.limit(terms.margin)}."


def compared_periods_sentence(before: str, after: str, gaps: Sides, terms: Terms) -> str:
    """Say which quarters are compared, and how uncertain the gap is in each.

    Parameters
    ----------
    before, after
        The periods in words.
    """
    return f"Före är {before} ({terms.spread(gaps.before)}) och efter är {after} ({terms.spread(gaps.after)})."


def short_sentence(*, whole_before: bool, whole_after: bool) -> str:
    """Say why there are not four quarters on both sides; nothing where there are.

    Parameters
    ----------
    whole_before, whole_after
        Whether there are.
    """
    told: list[str] = []
    if not whole_before:
        told.append("Det finns inte fyra kvartal före satsningen, så bara det närmaste är med.")
    if not whole_after:
        told.append("Det finns inte fyra kvartal från satsningens början än, så bara det senaste är med.")
    return " ".join(told)


def few_sentence(quarters: int, least: int) -> str:
    """Say that there are too few quarters to look for a pattern in.

    Where there are enough of them, too many lie just at their median, which says nothing of a pattern.
    """
    if quarters >= least:
        return (
            "Det går inte att se ett mönster som är mer än slumpen: för många kvartal ligger mitt på sin median. Det "
            f"brukar behövas minst {in_words(least)} som ligger över eller under."
        )
    return (
        f"Med {in_words(quarters)} kvartal går det inte att se ett mönster som är mer än slumpen. Det brukar behövas "
        f"minst {in_words(least)}."
    )


def long_run_sentence(longest: int, allowed: int) -> str:
    """Say that the gap has kept to one side of its median longer than chance makes it."""
    return (
        f"Skillnaden har legat på samma sida om sin median {in_words(longest)} kvartal i rad. Slumpen brukar ge högst "
        f"{in_words(allowed)}: ett tecken på förändring."
    )


def few_crossings_sentence(crossings: int, least: int, useful: int) -> str:
    """Say that the gap goes over its median more seldom than chance makes it."""
    times = "en gång" if crossings == 1 else f"{in_words(crossings)} gånger"
    return (
        f"Skillnaden har bytt sida om sin median {times} på {in_words(useful)} kvartal. Slumpen brukar ge minst "
        f"{in_words(least)}: ett tecken på förändring."
    )


def already_moving_sentence(slope: Gap, terms: Terms) -> str:
    """Say that the gap was on its way before the effort began."""
    return (
        f"Skillnaden ändrades redan före satsningen, med i genomsnitt {terms.size(slope)} per kvartal "
        f"(osäkerhet {terms.between(slope)}). Då kan den ha fortsatt åt samma håll av sig själv."
    )


def slope_sentence(slope: Gap, first: tuple[str, float], last: tuple[str, float], terms: Terms) -> str:
    """Say how much a gap moves a quarter, and from where to where.

    Parameters
    ----------
    slope
        The change a quarter, with its interval.
    first, last
        The first and the last quarter in words, and the gap in each.
    """
    ends = [f"{terms.unit.bare(gap)}{terms.side(gap)} i {when}" for when, gap in (first, last)]
    return (
        f"Skillnaden har ändrats med i genomsnitt {terms.size(slope)} per kvartal (osäkerhet {terms.between(slope)}), "
        f"{_MORE_THAN_CHANCE}: från {ends[0]} till {ends[1]}."
    )


def median_sentence(median: float, terms: Terms) -> str:
    """Say how large the gap has been on the whole."""
    return f"Medianen av kvartalens skillnader är {terms.unit.size(median)}{terms.side(median)}."


def latest_sentence(when: str, gap: Gap, terms: Terms) -> str:
    """Say how large the gap is in the last quarter that can be shown."""
    return f"Senast, {when}, är skillnaden {terms.size(gap)} ({terms.spread(gap)})."


def gaps_sentence(quarters: int) -> str:
    """Say how many quarters cannot be compared."""
    which = "Ett kvartal" if quarters == 1 else f"{in_words(quarters).capitalize()} kvartal"
    return f"{which} går inte att jämföra och är {'en lucka' if quarters == 1 else 'luckor'} i bilden."


def few_missing_sentence(threshold: int, sexes: Sexes) -> str:
    """Say that hardly any answer is missing."""
    if threshold == 1:
        return "Ingen uppgift saknas."
    return (
        f"Uppgift saknas för färre än {threshold} {sexes.women} och färre än {threshold} {sexes.men} i varje kvartal."
    )


def in_words(count: int) -> str:
    """Write a count as in running text: in letters up to twelve.

    >>> in_words(8), in_words(13)
    ('åtta', '13')
    """
    return _WORDS[count] if count < len(_WORDS) else number(count)
