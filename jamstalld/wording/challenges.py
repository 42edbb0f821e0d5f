"""What the page of known challenges says: what a challenge is, why one cannot be tested, who published it."""

from __future__ import annotations

INTRODUCTION = (
    "Forskning och myndigheter har sett könsskillnader i socialtjänsten på många håll. Här är de skrivna som frågor "
    "att pröva på egna data. De säger inget om hur det är hos er: det gör ni, när ni har sett efter. Att något inte "
    "stämmer hos er är också ett resultat."
)
OWN = "Egen utmaning"
ALL_AREAS = "Gäller alla områden"
NO_SOURCE = "Ingen källa är angiven."
NOTHING_LOADED = "Inget underlag är inläst än."
NO_MEASURE = "Måttet finns inte längre. Ta bort utmaningen, eller lägg till den egna uppgiften igen."


def lacks_area(area: str) -> str:
    """Say that the data have nothing of an area that can be shown."""
    return f"Underlaget har inget om {area} som går att visa de senaste fyra kvartalen."


def lacks_variables(titles: tuple[str, ...]) -> str:
    """Say that the data lack some variables.

    >>> lacks_variables(("Behovsnivå",))
    'Underlaget saknar uppgiften Behovsnivå. Lägg till den i nästa fil, så går det att pröva.'
    """
    if len(titles) == 1:
        return f"Underlaget saknar uppgiften {titles[0]}. Lägg till den i nästa fil, så går det att pröva."
    named = f"{', '.join(titles[:-1])} och {titles[-1]}"
    return f"Underlaget saknar uppgifterna {named}. Lägg till dem i nästa fil, så går det att pröva."


def row_not_there(row: str) -> str:
    """Say that a view has no such row that can be shown."""
    return f"{row}: för få, eller ingen, den här perioden."


def published(publisher: str, year: int | None) -> str:
    """Say who has published something, and when.

    >>> published("SiS", 2008), published("Kunskapsguiden", None), published("", None)
    ('SiS, 2008', 'Kunskapsguiden', '')
    """
    return ", ".join(part for part in (publisher, str(year) if year else "") if part)
