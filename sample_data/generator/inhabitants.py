"""The inhabitants of the invented municipality, as a table of official statistics would have them."""

from __future__ import annotations

from math import exp, sin
from pathlib import Path

from generator.municipality import NAME

YEAR = 2025
OLDEST = 100
BORN = 290
"""How many were born in an ordinary year."""

TITLE = f"Påhittade uppgifter: {NAME} finns inte. Folkmängd 31 december {YEAR}"
SOURCE = "Källa: påhittad av ett program för att visa och prova verktyget"
HEADER = ("Ålder", "Kvinnor", "Män")

# Of those born, women's part; and the hazard at birth, which grows by a tenth a year (Gompertz): half of the women
# reach 87 and half of the men 84.
_PART = {"women": 0.486, "men": 0.514}
_HAZARD = {"women": 1.15e-5, "men": 1.56e-5}
_GROWTH = 0.1


def number(sex: str, age: int) -> int:
    """Give how many inhabitants of a sex have an age; the generations are larger and smaller by turns."""
    born = BORN * (1 + 0.15 * sin(age / 9))
    alive = exp(-_HAZARD[sex] / _GROWTH * (exp(_GROWTH * age) - 1))
    return round(born * _PART[sex] * alive)


def rows() -> list[tuple[str, int, int]]:
    """Give every age with its women and men; the last row is that age and older."""
    single = [(str(age), number("women", age), number("men", age)) for age in range(OLDEST)]
    oldest = [sum(number(sex, age) for age in range(OLDEST, OLDEST + 15)) for sex in ("women", "men")]
    return [*single, (f"{OLDEST}+", oldest[0], oldest[1])]


def write_inhabitants(folder: Path) -> None:
    """Write the table as a text file with a title, as such tables come.

    Parameters
    ----------
    folder
        Where it goes; a file that is there is replaced.
    """
    lines = [TITLE, "", ";".join(HEADER), *(";".join(map(str, row)) for row in rows()), SOURCE]
    text = "\n".join(lines) + "\n"
    (folder / f"befolkning_{YEAR}.csv").write_text(text, encoding="utf-8-sig", newline="\n")
