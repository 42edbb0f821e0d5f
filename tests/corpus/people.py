"""Persons: identity numbers, what may never be stored, rows that contradict each other, and what the loader says.

Every number is made up: a date, a serial and the check digit that they give.
"""

from __future__ import annotations

from jamstalld.dictionary import LocalVariable, dictionary, with_local
from jamstalld.periods import Quarter
from tests.corpus.files import xlsx
from tests.corpus.model import Case, error, lines, warning

_FORMS = ("020103-1234", "0201031234", "200201031234", "20020103-1234", 201031234)
_LONG = "Hon har själv berättat att det fungerar bättre nu än när hon kom hit i höstas, del"
_LOCAL = with_local(
    dictionary(),
    [
        LocalVariable("Erbjuden tolk", "yes_no"),
        LocalVariable("Väg in", "category", values=("själv", "anhörig")),
        LocalVariable("Trygg hemma", "ordered", values=("1", "2", "3"), positive=("3",)),
        LocalVariable("Antal samtal", "number", limits=(1, 5), unit="samtal"),
    ],
)

CASES = (
    Case(
        name="identity_numbers",
        trap="One person's number in every way it is written: with and without century, hyphen and leading zero.",
        make=xlsx(
            ["Personnummer", "Kvartal", "Timmar"],
            *([number, "2025K1", at] for at, number in enumerate(_FORMS)),
        ),
        file="uttag.xlsx",
        account=(5, 5, 0, 0),
        stored={"person_id": ["200201031234"] * 5, "sex": ["man"] * 5, "age": [23] * 5},
    ),
    Case(
        name="coordination_number",
        trap="A coordination number: sixty has been added to the day of birth.",
        make=lines("Personnummer;Kvartal", "811288-9848;2025K1"),
        account=(1, 1, 0, 0),
        stored={"person_id": ["198112889848"], "sex": ["kvinna"], "age": [44]},
    ),
    Case(
        name="number_of_someone_over_a_hundred",
        trap="A plus sign in place of the hyphen: born in 1924, and not in 2024.",
        make=lines("Personnummer;Kvartal", "240101+1230;2025K1", "240101-1230;2025K1"),
        account=(2, 2, 0, 0),
        stored={"age": [101, 1]},
    ),
    Case(
        name="number_with_wrong_check_digit",
        trap="A digit is wrong: whoever the row is about, it is not the one the number says.",
        make=lines("Personnummer;Kvartal", "811228-9842;2025K1", "811328-9841;2025K1", "811228-9841;2025K1"),
        account=(3, 1, 2, 0),
        stored={"source_row": [4]},
        problems=[error("bad_identity_number", 2, "A"), error("bad_identity_number", 3, "A")],
    ),
    Case(
        name="number_with_letters",
        trap="A provisional number tells who it is, and neither sex nor age.",
        make=lines("Personnummer;Kvartal;Kön", "800101-TF12;2025K1;k"),
        account=(1, 1, 0, 0),
        stored={"person_id": ["19800101TF12"], "sex": ["kvinna"], "age": [None]},
        problems=[warning("interim_number", 2, "A")],
    ),
    Case(
        name="number_and_sex_that_disagree",
        trap="The number is a woman's and the column says man.",
        make=lines("Personnummer;Kön;Kvartal", "811228-9841;man;2025K1", "811228-9841;;2025K1"),
        account=(2, 1, 1, 0),
        stored={"source_row": [3], "sex": ["kvinna"]},
        problems=[error("sex_disagrees", 2, "B")],
    ),
    Case(
        name="numbers_in_a_column_nobody_knows",
        trap="Identity numbers under a header that means nothing: told of, and in no column.",
        make=lines("Kön;Kvartal;Sökande", "k;2025K1;811228-9841", "m;2025K1;020103-1234"),
        account=(2, 2, 0, 0),
        ignored=["Sökande"],
        problems=[warning("unmapped_identity_numbers", 1, "C")],
    ),
    Case(
        name="numbers_as_case_numbers",
        trap="The column of case numbers holds identity numbers, which would be kept as they are.",
        make=lines("Kön;Kvartal;Ärende", "k;2025K1;811228-9841", "m;2025K1;020103-1234"),
        account=(2, 0, 2, 0),
        quarters=(),
        problems=[error("identity_numbers", None, "C")],
    ),
    Case(
        name="number_in_a_text",
        trap="An identity number within the name of a unit, and an e-mail address in that of another.",
        make=lines("Kön;Kvartal;Enhet", "k;2025K1;Norr 811228-9841", "m;2025K1;kim@exempel.se", "k;2025K1;Söder"),
        account=(3, 1, 2, 0),
        stored={"unit": ["Söder"]},
        problems=[error("identity_in_text", 2, "C"), error("contact_in_text", 3, "C")],
    ),
    Case(
        name="columns_that_may_not_be_there",
        trap="E-mail, telephone, address, name, ethnicity, religion, diagnosis and free text, by their headers.",
        make=lines(
            "Kön;Kvartal;E-post;Telefon;Adress;Namn;Etnicitet;Religion;Diagnos;Anteckning",
            "k;2025K1;kim@exempel.se;070-123 45 67;Påhittade vägen 1;Kim Påhittad;x;y;z;text",
        ),
        account=(1, 1, 0, 0),
        ignored=["E-post", "Telefon", "Adress", "Namn", "Etnicitet", "Religion", "Diagnos", "Anteckning"],
        problems=[warning("sensitive_column", 1, letter) for letter in "CDEFGHIJ"],
    ),
    Case(
        name="columns_that_may_not_be_there_by_their_cells",
        trap="E-mail addresses and free text under headers that say nothing of it.",
        make=lines(
            "Kön;Kvartal;Fält 1;Fält 2",
            *(f"k;2025K1;kim{at}@exempel.se;{_LONG} {at}" for at in range(10)),
        ),
        account=(10, 10, 0, 0),
        ignored=["Fält 1", "Fält 2"],
        problems=[warning("sensitive_column", 1, "C"), warning("sensitive_column", 1, "D")],
    ),
    Case(
        name="free_text_in_a_known_column",
        trap="What the officer thinks of it stands in the column of needs, another text on each row.",
        make=lines(
            "Kön;Kvartal;Behov", *(f"k;2025K1;Behöver stöd med vardagen och barnen, del {at}" for at in range(10))
        ),
        account=(10, 0, 10, 0),
        quarters=(),
        problems=[error("free_text", None, "C")],
    ),
    Case(
        name="text_too_long",
        trap="A single text of more than eighty letters among short ones.",
        make=lines("Kön;Kvartal;Enhet", f"k;2025K1;{'x' * 81}", f"m;2025K1;{'x' * 80}"),
        account=(2, 1, 1, 0),
        stored={"unit": ["x" * 80]},
        problems=[error("text_too_long", 2, "C")],
    ),
    Case(
        name="sex_missing",
        trap="Rows without sex are counted, as missing.",
        make=lines("Kön;Kvartal;Insats", ";2025K1;LVM", "k;2025K1;LVM"),
        account=(2, 2, 0, 0),
        stored={"sex": [None, "kvinna"]},
        problems=[warning("sex_missing", None, "A")],
    ),
    Case(
        name="rows_alike",
        trap="The same row twice about the same person; two alike rows about nobody in particular are two.",
        make=lines("Löpnr;Kön;Kvartal;Insats", *["A1;k;2025K1;LVM"] * 2, *[";m;2025K1;LVU"] * 2),
        account=(4, 4, 0, 0),
        stored={"person_id": ["A1", "A1", None, None]},
        problems=[warning("duplicate_rows", 3)],
    ),
    Case(
        name="person_of_two_sexes",
        trap="The same person is a woman on two rows and a man on the third.",
        make=lines("Löpnr;Kön;Kvartal;Insats", "A1;k;2025K1;LVM", "A1;k;2025K1;LVU", "A1;m;2025K1;HVB"),
        account=(3, 3, 0, 0),
        problems=[warning("person_two_sexes", 4)],
    ),
    Case(
        name="dates_reversed",
        trap="A decision before its application, and an end before its beginning.",
        make=lines(
            "Kön;Ansökningsdatum;Beslutsdatum;Startdatum;Slutdatum", "k;2025-02-01;2025-01-31;2025-03-05;2025-03-04"
        ),
        account=(1, 1, 0, 0),
        stored={"waiting_days": [None], "closing_quarter": ["2025K1"]},
        problems=[warning("dates_reversed", 2, "E"), warning("dates_reversed", 2, "C")],
    ),
    Case(
        name="waiting_for_eleven_years",
        trap="More than ten years between application and decision: one of the dates is wrong.",
        make=lines("Kön;Ansökningsdatum;Beslutsdatum", "k;2014-01-01;2025-01-31", "m;2025-01-01;2025-01-31"),
        account=(2, 2, 0, 0),
        stored={"waiting_days": [None, 30]},
        problems=[warning("waiting_implausible", 2, "C")],
    ),
    Case(
        name="counted_rows_about_persons",
        trap="A row with a person's number that says it stands for three: the count is what the file says.",
        make=lines("Löpnr;Kön;Antal;Kvartal", "A1;k;3;2025K1", "A2;m;1;2025K1"),
        layout="counted",
        account=(2, 2, 0, 0),
        stored={"person_id": ["A1", "A2"], "count": [3, 1]},
    ),
    Case(
        name="local_variables",
        trap="The municipality's own questions of all four kinds, and an answer that is none of those declared.",
        make=lines(
            "Kön;Kvartal;Erbjuden tolk;Väg in;Trygg hemma;Antal samtal",
            "k;2025K1;x;Anhörig;3;0,5",
            "m;2025K1;N;Själv;1;7",
            "k;2025K1;;;;",
            "m;2025K1;ja;polis;2;2",
        ),
        options={"known": _LOCAL},
        account=(4, 3, 1, 0),
        stored={
            "local_erbjuden_tolk": ["ja", "nej", None],
            "local_vag_in": ["anhörig", "själv", None],
            "local_trygg_hemma": ["3", "1", None],
            "local_antal_samtal_band": ["under 1", "5 eller mer", None],
        },
        problems=[error("unknown_value", 5, "D")],
    ),
    Case(
        name="columns_chosen_by_hand",
        trap="Columns are pointed out by header and by letter, one is not to be read, and words are given a meaning.",
        make=lines("Vem;När;Typ;Insats", "Dam;2025K1;LVM;HVB", "Herre;2025K1;LVU;HVB"),
        options={
            "columns": {"sex": "Vem", "quarter": "B", "intervention": "typ"},
            "unused": ("Insats",),
            "values": {"sex": {"dam": "kvinna", "herre": "man"}, "intervention": {"LVU": ""}},
        },
        account=(2, 2, 0, 0),
        stored={"sex": ["kvinna", "man"], "intervention": ["LVM", None]},
        ignored=["Insats"],
    ),
    Case(
        name="chosen_column_that_is_not_there",
        trap="The profile names a header that this file does not have.",
        make=lines("Kön;Kvartal;Insats", "k;2025K1;LVM"),
        options={"columns": {"unit": "Arbetslag"}},
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("column_missing", 1)],
    ),
    Case(
        name="counts_of_one_sex_chosen_beside_a_column_of_sex",
        trap="A column is pointed out as the count of women, none as that of men, and there is a column of sex.",
        make=lines("Antal kvinnor;Kön;Kvartal", "3;k;2025K1"),
        options={"columns": {"sex": "Kön", "kvinna": "A"}},
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("column_missing", 1)],
    ),
    Case(
        name="chosen_column_that_may_not_be_stored",
        trap="The column of names is pointed out as the unit.",
        make=lines("Kön;Kvartal;Klientnamn", "k;2025K1;Kim"),
        options={"columns": {"unit": "Klientnamn"}},
        account=(1, 0, 1, 0),
        quarters=(),
        problems=[error("sensitive_mapping", 1, "C")],
    ),
    Case(
        name="quarter_and_unit_told_beside",
        trap="The loader says the quarter and the unit: they are for the rows that do not say their own.",
        make=lines("Kön;Kvartal;Enhet", "k;2025K1;Norr", "m;;"),
        options={"quarter": Quarter.parse("2025K2"), "unit": "Söder"},
        quarters=("2025K1", "2025K2"),
        account=(2, 2, 0, 0),
        stored={"quarter": ["2025K1", "2025K2"], "unit": ["Norr", "Söder"]},
    ),
)
