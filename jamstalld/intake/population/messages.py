"""The messages about tables of inhabitants, by the kind of problem. None ever holds the value of a cell."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.intake.problems import Problem

NO_TABLE = (
    "Ingen tabell över befolkningen hittades: ingen av bladens 30 första rader har rubriken Ålder tillsammans med Kön "
    "och Folkmängd (eller Antal), eller med Kvinnor och Män. Rätta rubrikerna i filen, eller ta ut tabellen på nytt "
    "med ålder och kön."
)
TOO_LONG = (
    "Tabellen har fler rader än en kommuns befolkning behöver. Behåll raderna för er egen kommun och de senaste åren, "
    "och läs in filen på nytt."
)

MESSAGES: Mapping[str, str] = {
    # About the whole table.
    "no_sex": (
        "Tabellen har ingen kolumn för kön och inga kolumner för kvinnor och män, så den går inte att jämföra med. "
        "Ta ut den uppdelad på kön, eller ge kolumnen rubriken Kön."
    ),
    "no_counts": (
        "Tabellen har ingen kolumn med antal. Ge kolumnen med antalet invånare rubriken Folkmängd eller Antal, eller "
        "året som rubrik."
    ),
    "no_year": (
        "Filen säger inte vilket år befolkningen gäller. Lägg till en kolumn År, skriv året i rubriken över tabellen, "
        "eller ange det (--year 2025)."
    ),
    "no_rows": (
        "Under rubrikraden finns inga rader att läsa. Kontrollera att det är rätt fil och att uttaget inte är tomt."
    ),
    "headers_twice": (
        "Kolumnerna {letters} har rubriker som betyder samma sak, och programmet kan inte välja åt dig. "
        "Ta bort eller döp om den ena."
    ),
    "headers_unclear": (
        "Rubrikerna över kolumnerna {letters} går inte att förstå. Låt tabellen ha en enda rubrikrad: Ålder, Kön, År "
        "och Folkmängd."
    ),
    "several_places": (
        "Tabellen har fler än en kommun eller region, och jämförelsen gäller en. Behåll raderna för er egen kommun."
    ),
    "ages_missing": (
        "{ages} saknas för {sex} {year}, så andelen kvinnor i befolkningen skulle bli fel. Ta ut tabellen med alla "
        "åldrar, från 0 till 100 år och äldre."
    ),
    # About one row.
    "bad_age": (
        "Cellen är ingen ålder som går att tyda. Skriv en ålder (7), en åldersgrupp (0–17 år) eller en lägsta ålder "
        "(80+)."
    ),
    "age_missing": "Raden saknar ålder, så det går inte att veta vilka den räknar. Fyll i åldern, eller ta bort raden.",
    "age_over_limit": (
        "Åldersgruppen går över gränsen vid {limit} år mellan två av era åldersgrupper ({groups}), och då går det inte "
        "att veta hur många som hör till vilken. Ta ut tabellen i ettårsklasser, eller dela gruppen vid {limit} år."
    ),
    "ages_twice": (
        "Samma åldrar, kön och år står på en tidigare rad, så samma invånare skulle räknas två gånger. Ta ut tabellen "
        "utan andra uppdelningar än ålder, kön och år, eller ta bort den ena raden."
    ),
    "bad_sex": "Cellen är inget kön som går att tyda. Skriv kvinna eller man.",
    "bad_year": "Cellen är inget år som går att tyda. Skriv året med fyra siffror.",
    "bad_count": "Cellen är inget antal. Skriv ett helt tal utan tecken.",
    "count_missing": (
        "Antalet saknas, är dolt eller är en formel som inte är uträknad. Fyll i antalet. Är det en formel, öppna "
        "filen i Excel och spara den."
    ),
    "row_shifted": (
        "Raden har fler celler än rubrikraden, så värdena kan ha hamnat i fel kolumn. Kontrollera skiljetecknen."
    ),
}


def problem(
    code: str, sheet: str | None, row: int | None = None, column: str | None = None, **words: object
) -> Problem:
    """Make a problem of a known kind, `words` filling the blanks of its message. All are errors."""
    return Problem(sheet, row, column, "error", code, MESSAGES[code].format(**words))
