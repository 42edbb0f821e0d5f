"""The longer texts of the page *Om metoden*."""

METHOD = """\
## Vad som jämförs
Varje vy jämför kvinnor och män i er egen verksamhet. Talen räknas i insatser, ärenden eller personer, och det står
vid varje vy vilket. En person kan ha flera insatser, så andelarna blir olika beroende på vad som räknas.

## Andelar och skillnader
En andel visas med ett osäkerhetsintervall: hade ni följt upp lika många till under samma villkor hade andelen
troligen hamnat inom det. Skillnaden mellan kvinnor och män visas i **procentenheter**, också den med
osäkerhet. Andelar har Wilsons intervall, skillnader Newcombes hybridmetod (1998, metod 10) och kvoter Koopmans.

## Slump eller skillnad
Ett test (N−1 χ², eller Fishers mid-p när grupperna är små) säger hur ofta en så stor skillnad uppstår av en slump.
Ju fler jämförelser som görs samtidigt, desto fler slumpträffar blir det. Därför justeras gränsen enligt
Benjamini–Hochberg över alla rader i vyn.

| Bedömning | Betyder |
|---|---|
| Skillnad | Större än vad slumpen brukar ge (justerat p-värde högst 0,05). |
| Likvärdigt | Hela osäkerhetsintervallet ligger inom vyns gräns, oftast 5 procentenheter. Det är också ett resultat. |
| Kan bero på slumpen | Varken det ena eller det andra går att säga. |
| För litet underlag | Bara mycket stora skillnader hade kunnat synas. |
| Visas inte | För få personer. |

Programmet avgör aldrig om en skillnad är osaklig. Den bedömningen gör gruppen, som känner verksamheten.

## Uppgift saknas
Svar som saknas räknas inte som nej. Hur många som saknar svar står vid varje vy, för kvinnor och män var för sig.

## När en rad räknas
Beslut räknas i det kvartal då beslutet fattades och resultat i det kvartal då insatsen avslutades.

## Skydd av små tal
"""

UNTOLD = """\
Skyddet kan inte räknas bort genom att jämföra två vyer, en sida och en fil eller två kvartal: samma grupp har
alltid samma tal. Har en grupp inga eller nästan alla skrivs det ”nästan inga” och ”nästan alla”.
"""

STORAGE = """\
## Var uppgifterna finns
Allt ligger i en databasfil på den här datorn. Namn, personnummer och datum sparas inte; löpnummer ersätts av
pseudonymer när filen läses in. Programmet skickar inget till någon annan dator.
"""

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
