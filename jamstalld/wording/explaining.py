"""The longer texts of the pages *Om metoden* and *Skydd av små tal*; those on methods lie in `wording.methods`."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.wording.method import protection_line


@dataclass(frozen=True)
class Section:
    """A part of *Om metoden* with a heading of its own; `key` is its anchor."""

    key: str
    title: str
    text: str


ABOUT = (
    Section(
        "vad-som-jamfors",
        "Vad som jämförs",
        """\
Varje vy jämför kvinnor och män i er egen verksamhet. Talen räknas i insatser, ärenden eller personer, och det står
vid varje vy vilket. En person kan ha flera insatser, så andelarna blir olika beroende på vad som räknas.
""",
    ),
    Section(
        "bedomningarna",
        "Fem bedömningar",
        """\
| Bedömning | Betyder |
|---|---|
| Skillnad | Större än vad slumpen brukar ge (justerat p-värde högst 0,05). |
| Likvärdigt | Hela osäkerhetsintervallet ligger inom vyns gräns, oftast 5 procentenheter. Det är också ett resultat. |
| Kan bero på slumpen | Varken det ena eller det andra går att säga. |
| För litet underlag | Bara mycket stora skillnader hade kunnat synas. |
| Visas inte | För få personer. |

Programmet avgör aldrig om en skillnad är osaklig. Den bedömningen gör gruppen, som känner verksamheten.
""",
    ),
    Section(
        "nar-en-rad-raknas",
        "När en rad räknas",
        "Beslut räknas i det kvartal då beslutet fattades och resultat i det kvartal då insatsen avslutades.",
    ),
)

METHODS = """\
Varje metod förklaras först i ord, med ett exempel, och sedan med formel och källa för den som vill kontrollera.
Exemplen är från Exempelköping, en **påhittad** kommun, och gäller kvartal 4 2025 till kvartal 3 2026 om inget annat
sägs. De räknar insatser och är utan skydd av små tal. En vy av samma underlag visar skyddade tal, som skiljer sig lite.
"""

NOTATION = r"""
Kvinnor är grupp 1 och män grupp 2. I gruppen $i$ är $x_i$ hur många det gäller av $n_i$, och $p_i = x_i/n_i$.
$z = 1{,}96$ ger intervall på nivån 95 %. $V$ är variansen i det brus som skyddet av små tal lägger på ett antal; utan
skydd är den 0. Index $k$ är en grupp av kvinnor och män som liknar varandra, till exempel en behovsnivå.
"""

_UNTOLD = """\
Skyddet kan inte räknas bort genom att jämföra två vyer, en sida och en fil eller två kvartal: samma grupp har
alltid samma tal. Har en grupp inga eller nästan alla skrivs det ”nästan inga” och ”nästan alla”.
"""

_ACCESSIBILITY = """\
Sidorna går att använda med enbart tangentbord, på en telefon, förstorade till 400 % och i ljust och mörkt läge. Varje
bild har en beskrivning och en tabell med samma tal. Ingen har provat dem med skärmläsare, och programmet är bara delvis
förenligt med lagen om tillgänglighet till digital offentlig service. Vad som brister, hur det har prövats och vart ni
vänder er står i tillgänglighetsredogörelsen, filen *docs/accessibility.md* som följer med programmet.
"""

_STORAGE = """\
Allt ligger i en databasfil på den här datorn. Namn, personnummer och datum sparas inte; löpnummer ersätts av
pseudonymer när filen läses in. Programmet skickar inget till någon annan dator.
"""


def about_protection(threshold: int) -> tuple[Section, ...]:
    """Say how a database with this threshold is protected, where its contents are, and who can use the pages."""
    untold = f"\n\n{_UNTOLD}" if threshold > 1 else ""
    return (
        Section("skydd-av-sma-tal", "Skydd av små tal", f"{protection_line(threshold)}{untold}"),
        Section("var-uppgifterna-finns", "Var uppgifterna finns", _STORAGE),
        Section("tillganglighet", "Tillgänglighet", _ACCESSIBILITY),
    )


WHY_PROTECTION = """\
I en liten grupp går det ofta att räkna ut vem som är vem. Att bara dölja små tal hjälper inte: den som ser totalen och
de andra raderna räknar ut det dolda. Därför ändras **varje** antal lite, innan något räknas ut av det.

- Ändringen är slumpmässig men **alltid densamma för samma grupp**, på varje sida, i varje fil och nästa vecka också.
- Antal från 1 till {below} visas aldrig. De blir ”färre än {threshold}”, eller minst {threshold}.
- Ändringen är i genomsnitt noll, oftast högst ett par personer, och aldrig mer än {largest}.
- Delar och summor ändras var för sig, så de går inte alltid ihop. Det är meningen: annars gick det att räkna baklänges.
- Andelar, skillnader och osäkerhet räknas av de ändrade antalen, och osäkerheten räknar med ändringen.
"""

EXAMPLE = """\
## Så ser det ut
Tabellen visar en **påhittad** kommuns insatser under ett år: antalet som det är och antalet som visas. Om er egen
verksamhet visas bara det senare, för alla.
"""

EXAMPLE_SUM = """\
Raderna har tillsammans {rows} kvinnor enligt de tal som visas, och raden *Alla* visar {total}. I verkligheten är de
{true}. Ingen kan alltså räkna ut en rad genom att dra de andra från summan.
"""

NOT_PROTECTED = """\
## Vad skyddet inte gör
Det skyddar den som ser vyer, filer och rapporter. Den som har databasfilen eller kalkylbladen har uppgifterna som de
är. Den som får läsa in filer kan prova sig fram med påhittade rader, så det bör bara de få som ändå ser ärendena.
Och den som känner till alla utom en i en liten grupp kan gissa bättre än andra om den sista.
"""
