"""The messages about files, by the kind of problem.

Each says what is wrong, why it matters and what to do. None ever holds the value of a cell: messages end up in logs
and on projectors.
"""

from __future__ import annotations

from collections.abc import Mapping

ERRORS: Mapping[str, str] = {
    # About the whole file: nothing in it can be loaded until they are mended.
    "no_sex": (
        "Filen har ingen kolumn för kön och inga kolumner för kvinnor och män, så ingenting kan delas upp på kön. "
        "Lägg till en kolumn med rubriken Kön, eller tala om vilken kolumn det är (--set sex=RUBRIK)."
    ),
    "no_quarter": (
        "Filen säger inte vilket kvartal raderna hör till{why}. Utan kvartal går de inte att följa över tid. "
        "Lägg till en kolumn Kvartal eller Beslutsdatum, eller ange kvartalet för hela filen (--quarter 2025K1)."
    ),
    "no_rows": (
        "Under rubrikraden finns inga ifyllda rader, så det finns inget att läsa in. "
        "Kontrollera att det är rätt fil och att uttaget inte är tomt."
    ),
    "duplicate_header": (
        "Kolumnerna {letters} betyder båda {title}, och programmet kan inte välja åt dig. "
        "Ta bort eller döp om den ena, eller tala om vilken som gäller (--set {key}=KOLUMN)."
    ),
    "column_missing": (
        "Kolumnen som angavs för {title} finns inte i rubrikraden. "
        "Skriv rubriken precis som i filen, eller kolumnens bokstav i Excel (--set {key}=C)."
    ),
    "groups_unclear": (
        "Kolumnerna {letters} är antal för flera grupper av kvinnor och män, men rubrikerna över dem går inte att "
        "förstå som värden av en och samma uppgift, och då går det inte att veta vad grupperna är. Skriv uppgiftens "
        "namn först i varje grupps rubrik (”Enhet: Norr”), eller ge varje grupp egna rader och grupperna en kolumn."
    ),
    "groups_repeated": (
        "Två grupper av kolumner bland {letters} betyder samma sak, så antalen kan räknas två gånger. Ge varje grupp "
        "ett eget namn i raden över Kvinnor och Män. Har tabellen fler än två rubrikrader, ta bort de som är över."
    ),
    "group_incomplete": (
        "Gruppen av kolumner i {letters} har inte både kvinnor och män, så den går inte att jämföra. "
        "Lägg till kolumnen som saknas, eller ta bort gruppen ur filen."
    ),
    "only_shares": (
        "Kolumnerna {letters} är andelar, och filen har inga antal. Andelar går varken att lägga ihop eller att "
        "pröva mot slumpen. Gör om uttaget med antal."
    ),
    "identity_numbers": (
        "Kolumnen {title} ser ut att innehålla personnummer. De får inte läsas in som något annat och sparas aldrig. "
        "Ge kolumnen rubriken Personnummer, eller peka ut den (--set identity_number={letter}), så görs de om till "
        "koder. Annars byt ut dem mot löpnummer, ett eget för varje person, eller ta bort kolumnen."
    ),
    "sensitive_mapping": (
        "Kolumn {letter}, som angavs för {title}, ser ut att innehålla {what}. Sådant får inte sparas. "
        "Ange en annan kolumn, eller låt bli att ange någon (--set {key}=KOLUMN)."
    ),
    "free_text": (
        "Kolumnen {title} ser ut att innehålla fritext: många olika långa texter. Fritext kan beskriva enskilda "
        "personer och får inte sparas. Byt ut texterna mot några få korta benämningar, samma för alla rader som hör "
        "ihop, eller ta bort kolumnen."
    ),
    # About one row, which is refused.
    "bad_identity_number": (
        "Personnumret kan inte stämma: fel antal siffror, fel kontrollsiffra, ett datum som inte finns, eller en "
        "person som är född efter kvartalet eller över 115 år. Då går det inte att veta vem raden gäller. "
        "Rätta numret, eller lämna cellen tom."
    ),
    "sex_disagrees": (
        "Kolumnen för kön och personnumret säger olika, så raden kan räknas till fel kön. "
        "Rätta det som är fel, eller lämna könet tomt så tas det ur personnumret."
    ),
    "identity_in_text": (
        "Cellen i {title} ser ut att innehålla ett personnummer. Sådana får inte sparas. Ta bort det ur cellen. "
        "Är hela kolumnen personnummer, ge den rubriken Personnummer."
    ),
    "contact_in_text": (
        "Cellen i {title} innehåller en e-postadress eller ett telefonnummer. Sådant får inte sparas. "
        "Ta bort det ur cellen."
    ),
    "text_too_long": (
        "Texten i {title} är längre än {limit} tecken och ser ut som fritext, som inte får sparas. "
        "Skriv en kort benämning, samma för alla rader som hör ihop."
    ),
    "unknown_value": (
        "Värdet i {title} finns inte i listan, så raden hamnar inte i någon grupp. {meant}"
        "Skriv ett av: {allowed}. Lämna cellen tom om uppgift saknas."
    ),
    "bad_number": (
        "Cellen i {title} är inget tal som går att räkna med{whole}. "
        "Skriv bara siffror och eventuellt decimalkomma, eller lämna cellen tom om uppgift saknas."
    ),
    "out_of_range": (
        "Talet i {title} ligger utanför det som är möjligt ({low}–{high}{unit}) och skulle förvanska resultatet. "
        "Rätta det, eller lämna cellen tom om uppgift saknas."
    ),
    "age_impossible": (
        "Födelseåret stämmer inte med kvartalet: åldern blir under {low} eller över {high} år, och raden hamnar i fel "
        "åldersgrupp. Rätta födelseåret, eller lämna cellen tom om uppgift saknas."
    ),
    "bad_date": (
        "Cellen i {title} är inget datum som går att tyda, så raden kan hamna i fel kvartal. "
        "Skriv datum som 2025-03-01, eller lämna cellen tom om uppgift saknas."
    ),
    "bad_quarter": (
        "Cellen i {title} är inget kvartal som går att tyda, så raden hör inte till någon period. "
        "Skriv kvartal som 2025K1."
    ),
    "quarter_missing": (
        "Raden saknar både kvartal och beslutsdatum och hör därför inte till någon period. "
        "Fyll i ett av dem, eller ange ett kvartal för rader som saknar (--quarter 2025K1)."
    ),
    "future_quarter": (
        "Raden hör till ett kvartal som inte har börjat, så något datum är fel. Kontrollera kvartal och beslutsdatum."
    ),
    "quarter_without_year": (
        "Cellen i {title} säger kvartal men inte vilket år, så raden hör inte till någon period. "
        "Skriv kvartal som 2025K1, eller lägg till en kolumn med rubriken År."
    ),
    "year_disagrees": (
        "Kolumnen År och kvartalet säger olika år, så raden kan hamna i fel period. Rätta det som är fel."
    ),
    "formula_without_value": (
        "Cellen i {title} har en formel som inte är uträknad, så värdet går inte att läsa. "
        "Öppna filen i Excel, spara den, och läs in den på nytt."
    ),
    "row_shifted": (
        "Raden har fler celler än rubrikraden, så värdena kan ha hamnat i fel kolumn. "
        "Troligen finns skiljetecknet inne i en text: sätt texten inom citattecken eller ta bort tecknet."
    ),
}

WARNINGS: Mapping[str, str] = {
    "totals_row": (
        "Raden är en summa och lästes inte in som en egen rad: då skulle samma personer räknas två gånger. "
        "Är den ingen summa, ge den en annan benämning."
    ),
    "note_row": (
        "Raden ser ut som en rubrik eller en anmärkning: inget mer är ifyllt i kolumnerna som läses. Den lästes "
        "inte in. Gäller den ett ärende, fyll i åtminstone kön."
    ),
    "repeated_header": (
        "Rubrikraden kommer en gång till och lades åt sidan. Vill du slippa det, ta bort raden ur filen."
    ),
    "nothing_counted": (
        "Raden räknar ingen person (noll eller streck), så det finns inget att läsa in. Det gör inget om det stämmer."
    ),
    "hidden_figure": (
        "Antalet är dolt eller okänt (tomt eller ..) och räknas inte, inte heller som noll. "
        "Fyll i antalet om det är känt."
    ),
    "error_cell": (
        "Cellen i {title} har ett felvärde från kalkylprogrammet (som #N/A) och räknas som uppgift saknas. "
        "Rätta formeln eller skriv in värdet."
    ),
    "error_cells": (
        "Filen har celler med felvärden (som #N/A), som i den här sortens fil läses som tomma eller noll. "
        "Rätta dem, eller spara filen som .xlsx så visas vilka raderna är."
    ),
    "similar_value": (
        "Värdet i {title} liknar ”{near}” men är stavat på ett annat sätt och blir en egen grupp. Menas det, ändra i "
        "filen eller välj betydelsen under Stavningar. Är det något annat behöver inget göras."
    ),
    "shares_left": (
        "Kolumnerna {letters} är andelar och lästes inte. Andelarna räknas ut ur antalen, så inget behöver göras."
    ),
    "total_differs": (
        "Totalen är inte summan av kvinnor och män. Kolumnen används inte, men skillnaden kan vara ett skrivfel. "
        "Kontrollera de tre talen."
    ),
    "sex_missing": (
        "{number} saknar uppgift om kön. Sådana räknas som uppgift saknas och syns inte i jämförelsen mellan kvinnor "
        "och män. Fyll i kön om det är känt."
    ),
    "interim_number": (
        "Numret har bokstäver och är inget personnummer utan ett tillfälligt nummer. Personen räknas, men kön och "
        "ålder går inte att läsa ur det. Fyll i dem i egna kolumner om de är kända."
    ),
    "sensitive_column": (
        "Kolumn {letter} ser ut att innehålla {what}. Sådant får inte sparas, och kolumnen har inte lästs in. "
        "Ta bort den ur filen till nästa gång."
    ),
    "unmapped_identity_numbers": (
        "Kolumn {letter} ser ut att innehålla {what}, som inte får sparas. Kolumnen har inte lästs in. Ska numren "
        "skilja personerna åt, ge den rubriken Personnummer eller peka ut den (--set identity_number={letter}): då "
        "görs de om till koder. Annars ta bort den ur filen till nästa gång."
    ),
    "dates_reversed": ("{first} ligger före {second}, så tiden mellan dem blir fel. Kontrollera de två datumen."),
    "waiting_implausible": (
        "Det går mer än {high} dagar mellan ansökan och beslut. Väntetiden räknas därför inte. "
        "Kontrollera de två datumen."
    ),
    "loaded_beside": (
        "Det finns uppgifter sedan tidigare i samma kvartal och enhet. Filens rader räknas tillsammans med dem. Var "
        "filen en ny version av dem: dra tillbaka den, och läs in den igen med valet att ersätta (--replace)."
    ),
    "other_sheets": (
        "Flera blad ser ut att ha uppgifter, men med olika rubriker. Dessa blad lästes inte: {sheets}. "
        "Hör de till, ge dem samma rubriker eller läs in dem som egna filer."
    ),
    "duplicate_rows": (
        "Raden är likadan som en tidigare rad om samma person eller ärende, i allt som sparas. Är den med två gånger "
        "räknas samma beslut dubbelt. Ta bort den ena raden, eller låt båda stå om det är två olika beslut."
    ),
    "person_two_sexes": (
        "Personen står som kvinna på en rad och som man på en annan, och räknas då bland båda. Kontrollera kön och "
        "personens nummer på raderna. Har personen bytt juridiskt kön stämmer det, och raderna kan stå kvar."
    ),
    # Held against what is loaded already. One problem a file: the message lists the places.
    "unit_vanished": (
        "Enheter med rader i båda kvartalen före saknas nu: {places}. Är uttaget ofullständigt ser det ut som om "
        "ingen har fått något där. Kontrollera urvalet i uttaget. Har enheten lagts ner eller bytt namn, eller kommer "
        "dess rader i en annan fil, behöver inget göras."
    ),
    "volume_far_off": (
        "Antalet rader skiljer sig mycket från kvartalen före: {places}. Antingen fattas rader eller så är några med "
        "flera gånger, och då blir alla andelar osäkra. Kontrollera urvalet i uttaget. Är antalet rätt, eller är "
        "filen ett tillägg till en annan, behöver inget göras."
    ),
    "sex_split_far_off": (
        "Fördelningen mellan kvinnor och män skiljer sig mycket från kvartalen före: {places}. Är könen förväxlade "
        "eller en grupp utelämnad blir varje jämförelse fel. Kontrollera kolumnen för kön och urvalet i uttaget. "
        "Stämmer fördelningen behöver inget göras."
    ),
}
