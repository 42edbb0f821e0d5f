"""What is said of two or three variables together: whether the gap is the same everywhere, and what was merged."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.wording.numbers import number
from jamstalld.wording.words import Sexes, enumerated

SIGNIFICANT = 0.05
_NAMED_AT_MOST = 3

SAME_TWICE = "Rader, kolumner och delbilder behöver vara tre olika uppgifter."
MEASURED = "Grupperna kan inte delas in efter det som mäts. Välj en annan uppgift till rader, kolumner eller delbilder."


def no_value(title: str) -> str:
    """Say that a measure of shares needs one value to look at.

    Parameters
    ----------
    title
        Of the variable whose values there are.
    """
    return f"Välj vad det ska gälla (--value): ett värde av {title.lower()}."


def question(title: str, value: str | None) -> str:
    """Ask what the page answers: "Bifall: är könsskillnaden lika stor i alla grupper?"."""
    about = f"{title}, {value}" if value else title
    return f"{about}: är könsskillnaden lika stor i alla grupper?"


def alike_sentence(p: float | None, groups: int) -> str:
    """Say whether the gap differs between the groups more than chance would have it.

    Parameters
    ----------
    p
        Of the test; None where it could not be made.
    groups
        How many groups have both sexes.
    """
    if p is None:
        return (
            "Det går inte att säga om skillnaden mellan könen är olika stor i olika grupper: för få grupper kan visas."
        )
    if p <= SIGNIFICANT:
        return "Skillnaden mellan könen är olika stor i olika grupper (mer än slumpen brukar ge)."
    return (
        "Inget tyder på att skillnaden mellan könen är olika stor i olika grupper. "
        f"Det säger inte att den är lika stor i alla {number(groups)}: i små grupper syns bara stora olikheter."
    )


def by_factor_sentence(different: Sequence[str], alike: Sequence[str]) -> str:
    """Say which variables, one at a time, the gap goes with.

    Parameters
    ----------
    different, alike
        Titles of the variables whose groups have different gaps, and of those where nothing suggests so.
    """
    told = enumerated([title.lower() for title in different])
    others = enumerated([title.lower() for title in alike])
    if different and alike:
        return f"Var för sig: skillnaden är olika stor beroende på {told}, men inget tyder på att {others} spelar in."
    if different:
        return f"Var för sig: skillnaden är olika stor beroende på {told}."
    return f"Var för sig: inget tyder på att {others} spelar in."


def merged_label(names: Sequence[str]) -> str:
    """Name groups that are shown as one: "Övriga (a, b, c)", and more than three by their number."""
    if len(names) > _NAMED_AT_MOST:
        return f"Övriga ({number(len(names))} grupper)"
    return f"Övriga ({', '.join(names)})"


def merged_sentence(names: Sequence[str], least: int, sexes: Sexes) -> str:
    """Say which groups are shown as one and why.

    Parameters
    ----------
    least
        How many women and men a group needs in some cell to be shown by itself.
    """
    return (
        f"Visas tillsammans, för att de är för små var för sig (i varje ruta färre än {number(least)} {sexes.women} "
        f"eller {number(least)} {sexes.men}): {enumerated(list(names))}."
    )


def hidden_sentence(hidden: int, cells: int, threshold: int, sexes: Sexes) -> str:
    """Say how many cells are not shown; the table names them."""
    few = f"färre än {threshold} {sexes.women}" if threshold > 1 else f"inga {sexes.women}"
    less = f"färre än {threshold} {sexes.men}" if threshold > 1 else f"inga {sexes.men}"
    return f"{number(hidden)} av {number(cells)} rutor visas inte: {few} eller {less}. Tabellen säger vilka."


def too_many(factors: Sequence[str], filters: Sequence[str], panels: str | None, most: int) -> str:
    """Say that too many variables are asked for at once, and what can be asked instead.

    Parameters
    ----------
    factors
        Titles of all that count, filters among them.
    filters
        Titles of those that are filters.
    panels
        Title of the third variable, if there is one.
    most
        How many may be asked for at once.
    """
    instead = [f"att ta bort urvalet på {title.lower()}" for title in filters]
    instead += [f"att inte dela upp på {panels.lower()}"] if panels else []
    ways = " eller ".join([", ".join(instead[:-1]), instead[-1]] if len(instead) > 1 else instead)
    return (
        f"Högst {number(most)} uppgifter kan ses tillsammans, urval medräknade, och här är det {number(len(factors))}: "
        f"{enumerated([title.lower() for title in factors])}. Prova {ways}. "
        "Kön, kvartal och insats räknas inte dit."
    )


def method_lines(least: int, merged: int, count_unit: str, tests: int) -> tuple[str, ...]:
    """Say how the interplay was computed, beside what holds for every view.

    Parameters
    ----------
    merged
        How many groups are shown as one.
    tests
        How many times it was tested whether the gap is the same everywhere.
    """
    lines = [
        "Om skillnaden är olika stor i olika grupper prövas med Cochrans Q på skillnaderna (Lipsitz m.fl. 1998)."
        + (f" De {number(tests)} prövningarna är justerade enligt Benjamini–Hochberg." if tests > 1 else "")
    ]
    if merged:
        lines.append(
            f"{number(merged)} grupper med färre än {number(least)} av något kön i alla rutor är hopslagna till en. "
            "De skyddade antalen är adderade, och skyddets osäkerhet med dem: en gång för varje grupp."
            + (f" Samma {_ONE_OF[count_unit]} kan finnas i flera av grupperna." if count_unit in _ONE_OF else "")
        )
    return tuple(lines)


_ONE_OF = {"personer": "person", "ärenden": "ärende"}


def reading_help(sexes: Sexes, rows: str, columns: str, panels: str | None, unit: str) -> tuple[str, ...]:
    """Explain the heat map.

    Parameters
    ----------
    rows, columns, panels
        Titles of the variables.
    unit
        What the differences are counted in.
    """
    third = f" Det finns en bild för varje {panels.lower()}." if panels else ""
    return (
        f"**Varje ruta** är en grupp: raden säger {rows.lower()} och kolumnen {columns.lower()}.{third} "
        f"Talet är skillnaden ({unit}), {sexes.women} minus {sexes.men}.",
        f"**Färgen** visar åt vilket håll och hur mycket: ju starkare färg, desto större skillnad. Ett tal över noll "
        f"är högre för {sexes.women}, ett under noll är högre för {sexes.men}.",
        "**Lita på tecknen, inte på färgen.** Små grupper får lätt starka färger av en slump. Bara rutor som är "
        "märkta som skillnad skiljer sig mer än slumpen brukar ge.",
        "**Bilden säger inte varför.** Den visar var det är värt att fråga vidare.",
    )
