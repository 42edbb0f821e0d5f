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
