"""What is said of a difference that has been taken apart: how much goes with what, and how much remains.

A part that "hänger samman med" something is neither explained away nor justified by it; no sentence says either.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import Unit
from jamstalld.wording.words import Sexes, capitalised, enumerated


@dataclass(frozen=True)
class About:
    """What a difference is a difference in, and what it is taken apart by.

    Parameters
    ----------
    kind
        ``"rate"``, ``"share"`` or ``"mean"``.
    what
        Of a rate the predicate, verb first; of a share the value; of a mean the measure's title.
    margin
        The practical margin, in the unit.
    factors
        The titles of what it is taken apart by.
    decimals
        With how many decimals the difference and its parts are told.
    """

    kind: str
    what: str
    unit: Unit
    margin: float
    factors: tuple[str, ...]
    sexes: Sexes
    decimals: int = 0

    @property
    def by(self) -> str:
        """Name the factors as in running text."""
        return enumerated([title.lower() for title in self.factors])

    def rounded(self, value: float) -> float:
        """Round a part as it is written. Halves are rounded up."""
        unit = 10**self.decimals
        return math.copysign(math.floor(abs(value) * unit + 0.5) / unit, value) + 0.0

    def bare(self, value: float) -> str:
        """Write how large a difference is, without sign and unit."""
        return self.unit.bare(value, self.decimals)

    def size(self, value: float) -> str:
        """Write how large a difference is, with its unit."""
        return self.unit.size(value, self.decimals)

    def side(self, value: float) -> str:
        """Say on which side the women are."""
        if self.kind == "rate":
            return "oftare" if value > 0 else "mer sällan"
        return self.unit.side(value)

    def sided(self, value: float) -> str:
        """Write how large a difference is, and on which side the women are."""
        return f"{self.size(value)} {self.side(value)}"

    def spread(self, gap: Gap) -> str:
        """Write how uncertain a difference is: "osäkerhet 2–16"."""
        decimals = self.unit.of_interval(gap.low, gap.high) or 0
        low, high = (number(abs(limit), decimals) for limit in (gap.low, gap.high))
        if gap.low < 0 < gap.high:
            women = self.sexes.women
            return f"osäkerhet från {low} {self.side(gap.low)} till {high} {self.side(gap.high)} för {women}"
        return f"osäkerhet {low}–{high}" if gap.low >= 0 else f"osäkerhet {high}–{low}"

    def nothing(self, value: float) -> bool:
        """Tell whether a difference is too small to have a direction: less than a tenth of the margin."""
        return abs(value) < self.margin / 10


def decimals_for(unit: Unit, crude: Gap) -> int:
    """Tell with how many decimals a difference and all its parts are told, so that they can be added up."""
    if unit.decimals is not None:
        return unit.decimals
    return 1 if abs(crude.estimate) < 1 else unit.of_interval(crude.low, crude.high) or 0


@dataclass(frozen=True)
class Split:
    """A difference and its parts, women − men, in its unit.

    Parameters
    ----------
    standardised
        The difference with both sexes' common distribution over the factors.
    factors
        What goes with each factor. With `remains` and `unsplit` they sum to the crude difference.
    remains
        What is left where like is compared with like.
    unsplit
        What lies outside that comparison.
    turned
        Whether standardising turns the difference round.
    """

    crude: Gap
    standardised: Gap
    factors: tuple[float, ...]
    remains: Gap
    unsplit: float
    turned: bool


@dataclass(frozen=True)
class Shown:
    """The parts as they are written: each rounded, and all that rounding leaves over put to what cannot be split."""

    factors: tuple[float, ...]
    remains: float
    unsplit: float


def shown_parts(about: About, split: Split) -> Shown:
    """Round the parts so that, as they are written, they add up to the difference as it is written."""
    factors = tuple(about.rounded(part) for part in split.factors)
    remains = about.rounded(split.remains.estimate)
    rest = about.rounded(split.crude.estimate) - sum(factors) - remains
    return Shown(factors, remains, about.rounded(rest))


def finding(about: About, crude: Gap, split: Split | None) -> str:
    """Say in a sentence or two what taking a difference apart has shown.

    Parameters
    ----------
    split
        None where no group has enough of both sexes.
    """
    told = _crude(about, crude.estimate)
    if split is None:
        return f"{told}. Underlaget räcker inte för att dela upp skillnaden på {about.by}."
    adjusted, alike = split.standardised, f"med samma fördelning på {about.by}"
    if split.turned:
        return f"Skillnaden vänder. {told}, men {alike} {about.sided(adjusted.estimate)}."
    if sure(adjusted) and not sure(crude):
        clear = f"{about.sided(adjusted.estimate)} för {about.sexes.women}"
        return f"{told}. Men {alike} är skillnaden tydlig: {clear}."
    if about.nothing(crude.estimate):
        return f"{told}, och {alike} finns ingen säker skillnad heller."
    if not sure(crude):
        return f"Ingen säker skillnad att förklara. {told}, vilket kan bero på slumpen."
    return f"{told}. {_parts(about, split)}."


def _crude(about: About, crude: float) -> str:
    """Say the difference as it is: "Kvinnor fick bifall 9 procentenheter mer sällan än män"."""
    women, men, nothing = about.sexes.women, about.sexes.men, about.nothing(crude)
    if about.kind == "rate":
        much = f"ungefär lika ofta som {men}" if nothing else f"{about.sided(crude)} än {men}"
        return capitalised(f"{women} {about.what} {much}")
    alike = f"för {women} och {men}"
    apart = f"{about.sided(crude)} för {women} än för {men}"
    if about.kind == "share":
        return f"Andelen ”{about.what}” är {f'ungefär lika stor {alike}' if nothing else apart}"
    return f"{about.what}: i genomsnitt {f'ungefär lika {alike}' if nothing else apart}"


def _parts(about: About, split: Split) -> str:
    """Say what a sure difference is made of: "Av skillnaden hänger 5 samman med olika behovsnivå; 4 återstår"."""
    side = math.copysign(1.0, split.crude.estimate)
    shown = shown_parts(about, split)
    goes_with, remains, unsplit = side * sum(shown.factors), side * shown.remains, side * shown.unsplit
    if side * split.unsplit > abs(split.crude.estimate) / 2:
        return f"Det mesta av skillnaden går inte att dela upp på {about.by}"
    left = [f"{_directed(about, remains)} återstår"]
    if _worth_saying(about, split):
        left.append(f"{_directed(about, unsplit)} går inte att dela upp")
    if goes_with < 0:
        return f"Olika {about.by} döljer en del av skillnaden; {enumerated(left)}"
    if goes_with == 0:
        return f"Inget av skillnaden hänger samman med olika {about.by}; {enumerated(left)}"
    if remains < 0:
        return f"Mer än så, {about.size(goes_with)}, hänger samman med olika {about.by}; {enumerated(left)}"
    return f"Av skillnaden hänger {about.bare(goes_with)} samman med olika {about.by}; {enumerated(left)}"


def _worth_saying(about: About, split: Split) -> bool:
    """Tell whether what cannot be taken apart is more than rounding."""
    return bool(about.rounded(split.unsplit) and shown_parts(about, split).unsplit)


def _directed(about: About, part: float) -> str:
    """Write a part, positive where it goes the same way as the difference."""
    return f"{about.bare(part) if part else 'inget'}{' åt andra hållet' if part < 0 else ''}"


def sure(gap: Gap) -> bool:
    """Tell whether the interval leaves 0 out."""
    return gap.low * gap.high > 0


def details(about: About, crude: Gap, split: Split | None, *, moved: bool, differ: bool) -> tuple[str, ...]:
    """Say the rest: how sure it is, what each factor stands for, and where the differences are unlike each other.

    Parameters
    ----------
    moved
        Whether standardising changes the difference by more than the margin.
    differ
        Whether the difference is surely larger in some groups than in others.
    """
    lines = [f"Skillnaden är {about.size(crude.estimate)} ({about.spread(crude)}){_chance(crude)}"]
    if split is None:
        return tuple(lines)
    if split.turned:
        lines += [f"Med samma fördelning är den {_told(about, split.standardised)}", _paradox(about)]
    else:
        lines.append(f"Det som återstår är {_told(about, split.remains)}")
    if moved and not split.turned:
        lines.append(
            f"Skillnaden ändras mer än {about.unit.limit(about.margin)} när lika jämförs med lika. Redovisa därför "
            "båda talen, aldrig bara det ena."
        )
    if len(split.factors) > 1 and sure(crude):
        lines.append(_each(about, split))
    if differ:
        lines.append("Skillnaden är olika stor i olika grupper, mer än vad slumpen brukar ge: se tabellen.")
    if _worth_saying(about, split):
        careful = " Det är mycket: läs delarna med försiktighet." if abs(split.unsplit) > about.margin else ""
        lines.append(
            f"Det som inte går att dela upp, {about.size(shown_parts(about, split).unsplit)}, hör till grupper där "
            "bara ett av könen går att visa, eller kommer av att delar och helhet skyddas och räknas var för sig."
            f"{careful}"
        )
    return tuple(lines)


def _told(about: About, gap: Gap) -> str:
    size = about.size(gap.estimate)
    side = f"{about.sided(gap.estimate)} för {about.sexes.women}" if about.rounded(gap.estimate) else size
    return f"{side} ({about.spread(gap)}){_chance(gap)}"


def _chance(gap: Gap) -> str:
    return ", mer än vad slumpen brukar ge." if sure(gap) else ". Det kan bero på slumpen."


def _paradox(about: About) -> str:
    return (
        f"Att en skillnad vänder när lika jämförs med lika kallas Simpsons paradox: {about.sexes.women} och "
        f"{about.sexes.men} fördelar sig så olika på {about.by} att det döljer skillnaden inom grupperna."
    )


def _each(about: About, split: Split) -> str:
    """Say what each of several factors stands for."""
    side = math.copysign(1.0, split.crude.estimate)
    shown = shown_parts(about, split).factors
    told = [
        f"{title.lower()} för {_directed(about, side * part)}" for title, part in zip(about.factors, shown, strict=True)
    ]
    return f"Var för sig står {enumerated(told)}."
