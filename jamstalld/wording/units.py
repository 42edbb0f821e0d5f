"""What a difference is counted in: percentage points, pairs of a hundred, hours, days, points of a scale."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.wording.numbers import NBSP, number, points
from jamstalld.wording.words import Sexes

# How one says that women have less or more of a unit; of others "lägre" and "högre".
_SIDES = {
    **dict.fromkeys(("timmar", "gånger", "tillfällen", "samtal", "besök", "möten", "personer"), ("färre", "fler")),
    **dict.fromkeys(("minuter", "dagar", "veckor", "månader"), ("kortare", "längre")),
}
_LOWER = ("lägre", "högre")
_TIGHT = 3  # an interval narrower than this many percentage points is written with a decimal
_HALF = 0.5


@dataclass(frozen=True)
class Unit:
    """A unit of differences, and how numbers in it are written.

    Parameters
    ----------
    many, one
        Its name in the plural and in the singular: "timmar per vecka", "timme per vecka".
    decimals
        How many decimals are told. None: as many as percentage points have, none but one below 1 and where an
        interval is narrow.
    of_hundred
        Whether no difference can be larger than a hundred.
    """

    many: str
    one: str
    decimals: int | None = None
    of_hundred: bool = False

    @property
    def no_side(self) -> float:
        """How small a difference must be not to be worth a direction."""
        return _HALF * 10 ** -(self.decimals or 0)

    def side(self, difference: float) -> str:
        """Say on which side the women are: "färre", "längre", "högre"."""
        return _SIDES.get(self.many.split(" ")[0], _LOWER)[difference > 0]

    def bare(self, value: float, decimals: int | None = None) -> str:
        """Write the size of a difference, without sign and unit."""
        if self.decimals is None:
            return points(value, decimals)
        return number(abs(value), self.decimals)

    def size(self, value: float, decimals: int | None = None) -> str:
        """Write the size of a difference: "9 procentenheter", "1,0 timme". Per what goes without saying."""
        return self._with_name(self.bare(value, decimals), per=False)

    def limit(self, value: float) -> str:
        """Write a margin: "5 procentenheter", "1 timme"."""
        exact = number(value, 0 if value == int(value) else max(self.decimals or 0, 1))
        return self._with_name(exact, per=False)

    def level(self, value: float) -> str:
        """Write a mean, which may be below nothing: "8,3 timmar per vecka"."""
        return self._with_name(self.bare_level(value), per=True)

    def bare_level(self, value: float) -> str:
        """Write a mean without its unit."""
        return number(value, self.decimals or 0)

    def of_interval(self, low: float, high: float) -> int | None:
        """Tell how many decimals a difference with this interval is written with."""
        return 1 if self.decimals is None and high - low < _TIGHT else self.decimals

    def sided(self, difference: float, sexes: Sexes) -> str:
        """Write a difference and its side: "5,0 timmar färre för kvinnor", "män högre i 16 fler av 100 par"."""
        if self == PAIRS:
            higher = sexes.women if difference > 0 else sexes.men
            return f"{higher} högre i {self.bare(difference)} fler {self.many}"
        return f"{self.size(difference)} {self.side(difference)} för {sexes.women}"

    def _with_name(self, text: str, *, per: bool) -> str:
        name = self.one if text.lstrip("−") in ("1", "1,0", "1,00") else self.many
        told = name if per else name.partition(" per ")[0]
        return f"{text}{NBSP}{told}" if told else text


POINTS = Unit("procentenheter", "procentenhet", of_hundred=True)
PAIRS = Unit("av 100 par", "av 100 par", decimals=0, of_hundred=True)


def unit_of(many: str, one: str, margin: float) -> Unit:
    """Give a unit by its name.

    Parameters
    ----------
    many, one
        Its name in the plural and in the singular.
    margin
        The practical margin: a difference as large must not be rounded away.
    """
    known = {unit.many: unit for unit in (POINTS, PAIRS)}
    return known.get(many) or Unit(many, one, next((places for places in (0, 1) if margin * 10**places >= 5), 2))
