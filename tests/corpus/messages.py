"""What the user is told of each kind of problem, word for word, and by which file."""

from __future__ import annotations

from collections.abc import Mapping

# Code → the case whose file has it, and the whole message.
MESSAGES: Mapping[str, tuple[str, str]] = {
    "no_sex": (
        "no_sex",
        "Filen har ingen kolumn för kön och inga kolumner för kvinnor och män, så ingenting kan delas upp på kön. "
        "Lägg till en kolumn med rubriken Kön, eller tala om vilken kolumn det är (--set sex=RUBRIK).",
    ),
    "no_quarter": (
        "quarters_that_contradict",
        "Filen säger inte vilket kvartal raderna hör till (titlar, bladets namn och filens namn säger olika). "
        "Utan kvartal går de inte att följa över tid. Lägg till en kolumn Kvartal eller Beslutsdatum, eller ange "
        "kvartalet för hela filen (--quarter 2025K1).",
    ),
    "no_rows": (
        "no_rows",
        "Under rubrikraden finns inga ifyllda rader, så det finns inget att läsa in. Kontrollera att det är rätt "
        "fil och att uttaget inte är tomt.",
    ),
    "duplicate_header": (
        "two_columns_of_the_same",
        "Kolumnerna A och C betyder båda ”Kön”, och programmet kan inte välja åt dig. Ta bort eller döp om den "
        "ena, eller tala om vilken som gäller (--set sex=KOLUMN).",
    ),
    "column_missing": (
        "chosen_column_that_is_not_there",
        "Kolumnen som angavs för ”Enhet” finns inte i rubrikraden. Skriv rubriken precis som i filen, eller "
        "kolumnens bokstav i Excel (--set unit=C).",
    ),
    "groups_unclear": (
        "table_of_groups_without_meaning",
        "Kolumnerna B, C, D, E är antal för flera grupper av kvinnor och män, men rubrikerna över dem går inte "
        "att förstå som värden av en och samma uppgift, och då går det inte att veta vad grupperna är. Skriv "
        "uppgiftens namn först i varje grupps rubrik (”Enhet: Norr”), eller ge varje grupp egna rader och "
        "grupperna en kolumn.",
    ),
    "groups_repeated": (
        "table_of_one_group_twice",
        "Två grupper av kolumner bland B, C, D, E betyder samma sak, så antalen kan räknas två gånger. Ge varje "
        "grupp ett eget namn i raden över Kvinnor och Män. Har tabellen fler än två rubrikrader, ta bort de som "
        "är över.",
    ),
    "group_incomplete": (
        "table_of_a_group_without_men",
        "Gruppen av kolumner i D har inte både kvinnor och män, så den går inte att jämföra. Lägg till kolumnen "
        "som saknas, eller ta bort gruppen ur filen.",
    ),
    "only_shares": (
        "table_of_shares",
        "Kolumnerna B, C är andelar, och filen har inga antal. Andelar går varken att lägga ihop eller att pröva "
        "mot slumpen. Gör om uttaget med antal.",
    ),
    "identity_numbers": (
        "numbers_as_case_numbers",
        "Kolumnen ”Ärende” ser ut att innehålla personnummer. De får inte läsas in som något annat och sparas "
        "aldrig. Ge kolumnen rubriken Personnummer, eller peka ut den (--set identity_number=C), så görs de om "
        "till koder. Annars byt ut dem mot löpnummer, ett eget för varje person, eller ta bort kolumnen.",
    ),
    "sensitive_mapping": (
        "chosen_column_that_may_not_be_stored",
        "Kolumn C, som angavs för ”Enhet”, ser ut att innehålla namn på personer. Sådant får inte sparas. Ange en "
        "annan kolumn, eller låt bli att ange någon (--set unit=KOLUMN).",
    ),
    "free_text": (
        "free_text_in_a_known_column",
        "Kolumnen ”Behovsområde” ser ut att innehålla fritext: många olika långa texter. Fritext kan beskriva "
        "enskilda personer och får inte sparas. Byt ut texterna mot några få korta benämningar, samma för alla "
        "rader som hör ihop, eller ta bort kolumnen.",
    ),
    "bad_identity_number": (
        "number_with_wrong_check_digit",
        "Personnumret kan inte stämma: fel antal siffror, fel kontrollsiffra, ett datum som inte finns, eller en "
        "person som är född efter kvartalet eller över 115 år. Då går det inte att veta vem raden gäller. Rätta "
        "numret, eller lämna cellen tom.",
    ),
    "sex_disagrees": (
        "number_and_sex_that_disagree",
        "Kolumnen för kön och personnumret säger olika, så raden kan räknas till fel kön. Rätta det som är fel, "
        "eller lämna könet tomt så tas det ur personnumret.",
    ),
    "identity_in_text": (
        "number_in_a_text",
        "Cellen i ”Enhet” ser ut att innehålla ett personnummer. Sådana får inte sparas. Ta bort det ur cellen. "
        "Är hela kolumnen personnummer, ge den rubriken Personnummer.",
    ),
    "contact_in_text": (
        "number_in_a_text",
        "Cellen i ”Enhet” innehåller en e-postadress eller ett telefonnummer. Sådant får inte sparas. Ta bort det "
        "ur cellen.",
    ),
    "text_too_long": (
        "text_too_long",
        "Texten i ”Enhet” är längre än 80 tecken och ser ut som fritext, som inte får sparas. Skriv en kort "
        "benämning, samma för alla rader som hör ihop.",
    ),
    "unknown_value": (
        "spelling_near_a_value",
        "Värdet i ”Beslut” finns inte i listan, så raden hamnar inte i någon grupp. Menades ”bifall”? Skriv ett "
        "av: bifall, delvis bifall, avslag, återtagen, avskriven, ej verkställt. Lämna cellen tom om uppgift "
        "saknas.",
    ),
    "bad_number": (
        "counted_no_count",
        "Cellen i ”Antal” är inget tal som går att räkna med, ett helt antal. Skriv bara siffror och eventuellt "
        "decimalkomma, eller lämna cellen tom om uppgift saknas.",
    ),
    "out_of_range": (
        "more_hours_than_a_week_has",
        "Talet i ”Timmar per vecka” ligger utanför det som är möjligt (0–168 timmar) och skulle förvanska "
        "resultatet. Rätta det, eller lämna cellen tom om uppgift saknas.",
    ),
    "age_impossible": (
        "year_of_birth",
        "Födelseåret stämmer inte med kvartalet: åldern blir under 0 eller över 120 år, och raden hamnar i fel "
        "åldersgrupp. Rätta födelseåret, eller lämna cellen tom om uppgift saknas.",
    ),
    "bad_date": (
        "date_that_is_none",
        "Cellen i ”Beslutsdatum” är inget datum som går att tyda, så raden kan hamna i fel kvartal. Skriv datum "
        "som 2025-03-01, eller lämna cellen tom om uppgift saknas.",
    ),
    "bad_quarter": (
        "csv_row_with_too_many_cells",
        "Cellen i ”Kvartal” är inget kvartal som går att tyda, så raden hör inte till någon period. Skriv kvartal "
        "som 2025K1.",
    ),
    "quarter_missing": (
        "quarter_missing_in_a_row",
        "Raden saknar både kvartal och beslutsdatum och hör därför inte till någon period. Fyll i ett av dem, "
        "eller ange ett kvartal för rader som saknar (--quarter 2025K1).",
    ),
    "future_quarter": (
        "quarter_to_come",
        "Raden hör till ett kvartal som inte har börjat, så något datum är fel. Kontrollera kvartal och beslutsdatum.",
    ),
    "quarter_without_year": (
        "year_beside_the_quarter",
        "Cellen i ”Kvartal” säger kvartal men inte vilket år, så raden hör inte till någon period. Skriv kvartal "
        "som 2025K1, eller lägg till en kolumn med rubriken År.",
    ),
    "year_disagrees": (
        "year_that_disagrees",
        "Kolumnen År och kvartalet säger olika år, så raden kan hamna i fel period. Rätta det som är fel.",
    ),
    "formula_without_value": (
        "formulas_without_values",
        "Cellen i ”Timmar per vecka” har en formel som inte är uträknad, så värdet går inte att läsa. Öppna filen "
        "i Excel, spara den, och läs in den på nytt.",
    ),
    "row_shifted": (
        "csv_row_with_too_many_cells",
        "Raden har fler celler än rubrikraden, så värdena kan ha hamnat i fel kolumn. Troligen finns "
        "skiljetecknet inne i en text: sätt texten inom citattecken eller ta bort tecknet.",
    ),
    "totals_row": (
        "table_with_totals_rows",
        "Raden är en summa och lästes inte in som en egen rad: då skulle samma personer räknas två gånger. Är den "
        "ingen summa, ge den en annan benämning.",
    ),
    "note_row": (
        "csv_notes_below",
        "Raden ser ut som en rubrik eller en anmärkning: inget mer är ifyllt i kolumnerna som läses. Den lästes "
        "inte in. Gäller den ett ärende, fyll i åtminstone kön.",
    ),
    "repeated_header": (
        "csv_header_again",
        "Rubrikraden kommer en gång till och lades åt sidan. Vill du slippa det, ta bort raden ur filen.",
    ),
    "nothing_counted": (
        "counted_nobody_and_unknown",
        "Raden räknar ingen person (noll eller streck), så det finns inget att läsa in. Det gör inget om det stämmer.",
    ),
    "hidden_figure": (
        "counted_nobody_and_unknown",
        "Antalet är dolt eller okänt (tomt eller ..) och räknas inte, inte heller som noll. Fyll i antalet om det "
        "är känt.",
    ),
    "error_cell": (
        "csv_errors_as_text",
        "Cellen i ”Insats” har ett felvärde från kalkylprogrammet (som #N/A) och räknas som uppgift saknas. Rätta "
        "formeln eller skriv in värdet.",
    ),
    "error_cells": (
        "error_cells_in_ods",
        "Filen har celler med felvärden (som #N/A), som i den här sortens fil läses som tomma eller noll. Rätta "
        "dem, eller spara filen som .xlsx så visas vilka raderna är.",
    ),
    "similar_value": (
        "spelling_near_a_value",
        "Värdet i ”Insats” liknar ”Hemtjänst” men är stavat på ett annat sätt och blir en egen grupp. Menas det, "
        "ändra i filen eller välj betydelsen under Stavningar. Är det något annat behöver inget göras.",
    ),
    "shares_left": (
        "table_of_counts_and_shares",
        "Kolumnerna D, E är andelar och lästes inte. Andelarna räknas ut ur antalen, så inget behöver göras.",
    ),
    "total_differs": (
        "table_with_wrong_total",
        "Totalen är inte summan av kvinnor och män. Kolumnen används inte, men skillnaden kan vara ett skrivfel. "
        "Kontrollera de tre talen.",
    ),
    "sex_missing": (
        "every_way_to_write_sex",
        "6 rader saknar uppgift om kön. Sådana räknas som uppgift saknas och syns inte i jämförelsen mellan "
        "kvinnor och män. Fyll i kön om det är känt.",
    ),
    "interim_number": (
        "number_with_letters",
        "Numret har bokstäver och är inget personnummer utan ett tillfälligt nummer. Personen räknas, men kön och "
        "ålder går inte att läsa ur det. Fyll i dem i egna kolumner om de är kända.",
    ),
    "sensitive_column": (
        "columns_that_may_not_be_there",
        "Kolumn C ser ut att innehålla e-postadresser. Sådant får inte sparas, och kolumnen har inte lästs in. Ta "
        "bort den ur filen till nästa gång.",
    ),
    "unmapped_identity_numbers": (
        "numbers_in_a_column_nobody_knows",
        "Kolumn C ser ut att innehålla personnummer, som inte får sparas. Kolumnen har inte lästs in. Ska numren "
        "skilja personerna åt, ge den rubriken Personnummer eller peka ut den (--set identity_number=C): då görs "
        "de om till koder. Annars ta bort den ur filen till nästa gång.",
    ),
    "dates_reversed": (
        "dates_reversed",
        "Slutdatum ligger före startdatum, så tiden mellan dem blir fel. Kontrollera de två datumen.",
    ),
    "waiting_implausible": (
        "waiting_for_eleven_years",
        "Det går mer än 3650 dagar mellan ansökan och beslut. Väntetiden räknas därför inte. Kontrollera de två "
        "datumen.",
    ),
    "other_sheets": (
        "sheets_with_different_headers",
        "Flera blad ser ut att ha uppgifter, men med olika rubriker. Dessa blad lästes inte: Enheter. Hör de "
        "till, ge dem samma rubriker eller läs in dem som egna filer.",
    ),
    "duplicate_rows": (
        "rows_alike",
        "Raden är likadan som en tidigare rad om samma person eller ärende, i allt som sparas. Är den med två "
        "gånger räknas samma beslut dubbelt. Ta bort den ena raden, eller låt båda stå om det är två olika "
        "beslut.",
    ),
    "person_two_sexes": (
        "person_of_two_sexes",
        "Personen står som kvinna på en rad och som man på en annan, och räknas då bland båda. Kontrollera kön "
        "och personens nummer på raderna. Har personen bytt juridiskt kön stämmer det, och raderna kan stå kvar.",
    ),
}

# Code → why no file alone can have it.
NOT_OF_A_FILE: Mapping[str, str] = {
    "loaded_beside": "Said where the same quarter and unit is there already; tests/sql/test_replacing.py has it.",
    "unit_vanished": "Held against the quarters before; tests/unit/views/test_plausible.py has it.",
    "volume_far_off": "Held against the quarters before; tests/unit/views/test_plausible.py has it.",
    "sex_split_far_off": "Held against the quarters before; tests/unit/views/test_plausible.py has it.",
}
