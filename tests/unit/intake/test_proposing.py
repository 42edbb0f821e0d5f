"""What a file is surveyed as: columns, proposals with how sure they are, own questions, spellings, header rows."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamstalld.dictionary import LocalVariable, dictionary, fold, with_local
from jamstalld.errors import UnreadableFileError
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.intake.files.opening import open_file
from jamstalld.intake.mapping.asking import own_question
from jamstalld.intake.mapping.profile import Profile
from jamstalld.intake.mapping.proposing import Survey, SurveyedColumn, survey
from tests.unit.intake.files import TODAY, csv_text, xlsx

ROWS = 40


def surveyed(text: str | bytes, profiles: Sequence[Profile] = (), **options: object) -> Survey:
    data = text.encode() if isinstance(text, str) else text
    return survey(open_file(data, "uttag.csv"), LoadOptions(today=TODAY, **options), profiles)  # type: ignore[arg-type]


def file_of(**columns: Sequence[object]) -> str:
    """Write a file of some columns, their values repeated to forty rows; an underscore in a name is a space."""
    names = [name.replace("_", " ") for name in columns]
    return csv_text([names, *([values[at % len(values)] for values in columns.values()] for at in range(ROWS))])


def column(text: str, header: str, **options: object) -> SurveyedColumn:
    return next(one for one in surveyed(text, **options).columns if one.header == header)


def proposal(text: str, header: str, **options: object) -> tuple[str, str] | None:
    found = column(text, header, **options).proposal
    return (found.key, found.confidence) if found else None


def test_known_headers_with_values_that_can_be_read_are_sure() -> None:
    found = surveyed(file_of(Kön="KM", Kvartal=["2025K1"], Beslut=["bifall", "avslag"]))
    assert [(one.letter, one.now) for one in found.columns] == [("A", "sex"), ("B", "quarter"), ("C", "decision")]
    assert {one.proposal.confidence for one in found.columns if one.proposal} == {"sure"}
    assert not any(one.open for one in found.columns)
    assert (found.row, found.guessed, found.layout, found.used) == (1, False, "cases", 3)


@pytest.mark.parametrize(("bad", "confidence"), [(4, "sure"), (5, "unsure")])
def test_a_known_header_is_sure_while_nine_cells_of_ten_can_be_read(bad: int, confidence: str) -> None:
    values = ["bifall"] * (ROWS - bad) + ["gurka"] * bad
    text = file_of(Kön="KM", Kvartal=["2025K1"], Beslut=values)
    found = column(text, "Beslut").proposal
    assert found is not None
    assert (found.confidence, found.share) == (confidence, (ROWS - bad) / ROWS)
    assert column(text, "Beslut").open is (confidence == "unsure")


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("Gndr", "KM", ("sex", "likely")),
        ("Tidsperiod X", ["2025K1", "kv 2 2025"], ("quarter", "likely")),
        ("Insatser", ["Hemtjänst", "Något eget"], ("intervention", "likely")),
        ("Utfallskod", ["bifall", "avslag", "avslaag"], ("decision", "likely")),
        ("Klientens ålder", ["20", "33", "71"], ("age", "likely")),
        ("Datum för samtal", ["2025-01-03", "2025-02-03"], ("decision_date", "unsure")),
        ("Klientref", [f"A{at}x" for at in range(ROWS)], ("person_id", "unsure")),
        ("Nöjd med boendet", "12345", ("q_overall", "unsure")),
        ("Barn i hemmet", ["ja", "nej"], None),
        ("Antal barn", "0123", None),
        ("Boendeform", ["Villa", "Radhus"], None),
    ],
)
def test_what_is_proposed_for_an_unknown_header(header: str, values: Sequence[str], expected: object) -> None:
    text = csv_text([["Vad", header], *(["x", values[at % len(values)]] for at in range(ROWS))])
    assert proposal(text, header) == expected


def test_nothing_is_proposed_that_another_column_is() -> None:
    assert proposal(file_of(Kön="KM", Kvartal=["2025K1"], Gndr="KM"), "Gndr") is None


def test_a_variable_is_proposed_for_the_column_it_suits_best_only() -> None:
    text = file_of(Enhet=["Norr"], Kvartal=["2025K1"], X=[*"KM" * 9, "?", "u"], Y="KM")
    assert proposal(text, "Y") == ("sex", "likely")
    assert proposal(text, "X") is None


def test_counts_of_women_and_men_are_proposed_for_numbers_only() -> None:
    text = file_of(Enhet=["Norr", "Väst"], Kvartal=["2025K1"], **{"Kvinnor, avslutade": "12", "Män, avslutade": "34"})
    assert proposal(text, "Kvinnor, avslutade") == ("kvinna", "likely")
    assert proposal(text, "Män, avslutade") == ("man", "likely")
    assert proposal(file_of(Enhet=["Norr"], Kvartal=["2025K1"], Kvinnor_ja=["ja"]), "Kvinnor ja") is None


def test_proposals_change_nothing_by_themselves() -> None:
    text = file_of(Enhet=["Norr"], Kvartal=["2025K1"], Gndr="KM")
    assert surveyed(text).used == 2
    assert read_delivery(text.encode(), "a.csv", LoadOptions(today=TODAY)).layout is None


@pytest.mark.parametrize(
    ("header", "values", "kind"),
    [
        ("Förnamn", ["Anna", "Bo"], "name"),
        ("Okänt", ["a.b@exempel.se", "c@exempel.se"], "email"),
        ("Nr", ["19880320-0016", "880320-0016"], "identity"),
        ("Diagnos", ["ja", "nej"], "health"),
    ],
)
def test_sensitive_columns_have_no_examples_and_no_question(header: str, values: Sequence[str], kind: str) -> None:
    found = column(file_of(Kön="KM", Kvartal=["2025K1"], **{header: values}), header)
    assert (found.kind, found.examples, found.own) == (kind, (), None)
    assert not any(value in repr(found) for value in values)
    assert (found.proposal is not None) is (kind == "identity")


def test_an_email_column_of_yes_and_no_is_a_question() -> None:
    found = column(file_of(Kön="KM", Kvartal=["2025K1"], **{"E-post": ["ja", "nej"]}), "E-post")
    assert found.kind is None
    assert found.own == LocalVariable("E-post", "yes_no")


def test_examples_are_the_most_common_values_and_never_of_persons() -> None:
    text = file_of(Kön="KM", Kvartal=["2025K1"], Boende=["Villa", "Villa", "Hus", "Rad", "Torp"], Löpnummer=["A1"])
    assert column(text, "Boende").examples[0] == "Villa"
    assert len(column(text, "Boende").examples) == 3
    assert column(text, "Löpnummer").examples == ()
    codes = file_of(Kön="KM", Kvartal=["2025K1"], Vem=[f"Person {at} x" for at in range(ROWS)])
    assert column(codes, "Vem").examples == ()


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ({"ja": 3, "N": 1}, "yes_no"),
        ({"1": 3, "2": 1, "5": 4}, "ordered"),
        ({"1": 3, "2": 1}, "number"),
        ({"1": 3, "2": 1, "6": 4}, "number"),
        ({"12,5": 3, "20": 3, "31": 2}, "number"),
        ({"Villa": 3, "Hus": 2}, "category"),
        ({"Villa": 3}, None),
        ({}, None),
        ({f"Svar {at}": 9 for at in range(12)}, "category"),
        ({f"Svar {at}": 9 for at in range(13)}, None),
        ({"Villa": 1, "Hus": 1}, None),
        ({"2025-01-01": 9, "2025-02-01": 9}, None),
        ({"x" * 41: 9, "y": 9}, None),
    ],
)
def test_which_own_question_a_column_could_be(texts: dict[str, int], kind: str | None) -> None:
    found = own_question("Fråga", texts)
    assert (found.kind if found else None) == kind


def test_a_proposed_question_has_a_name_answers_and_limits() -> None:
    assert own_question("trivs_hemma", {"1": 2, "3": 2, "4": 1}) == LocalVariable(
        "Trivs hemma", "ordered", values=("1", "2", "3", "4", "5"), positive=("4", "5")
    )
    assert own_question("Boende", {"villa": 1, "Villa": 5, "Hus": 2}) == LocalVariable(
        "Boende", "category", values=("Hus", "Villa")
    )
    travel = own_question("Restid (min)", {str(minutes): 1 for minutes in range(101)})
    assert travel == LocalVariable("Restid", "number", limits=(25.0, 50.0, 75.0), unit="min")


@given(st.dictionaries(st.text(max_size=12), st.integers(1, 50), max_size=15), st.text(max_size=70))
def test_a_proposed_question_always_has_what_its_kind_needs(texts: dict[str, int], header: str) -> None:
    found = own_question(header, texts)
    if found is None:
        return
    assert fold(found.title)
    assert len(found.title) <= 60
    assert (found.kind == "number") == bool(found.limits)
    assert (found.kind in ("category", "ordered")) == (len(found.values) > 1)
    assert list(found.limits) == sorted(set(found.limits))


def test_a_closed_list_tells_of_every_value_it_would_refuse() -> None:
    values = ["bifall", "bifal", "gurka", "-", "Totalt"]
    found = surveyed(file_of(Kön="KM", Kvartal=["2025K1"], Beslut=values)).spellings
    assert [(one.said, one.rows, one.near, one.meant) for one in found] == [
        ("bifal", 8, "bifall", None),
        ("gurka", 8, None, None),
    ]


def test_an_open_list_tells_of_what_is_nearly_its_own_only() -> None:
    values = ["Hemtjänst", "Hemtjanst", "Fotvård"]
    found = surveyed(file_of(Kön="KM", Kvartal=["2025K1"], Insats=values)).spellings
    assert [(one.variable, one.said, one.near) for one in found] == [("intervention", "Hemtjanst", "Hemtjänst")]


def test_what_has_been_said_about_a_spelling_is_told() -> None:
    values = {"decision": {"GURKA": ""}, "intervention": {"Fotvård": "Fotvård"}}
    text = file_of(Kön="KM", Kvartal=["2025K1"], Beslut=["gurka"], Insats=["Fotvård"])
    assert [(one.said, one.meant) for one in surveyed(text, values=values).spellings] == [
        ("gurka", ""),
        ("Fotvård", "Fotvård"),
    ]


def test_misspellings_far_down_are_found_and_secrets_are_not_shown() -> None:
    rows = [["K", "2025K1", "bifall"]] * 1_500 + [["M", "2025K1", "bifal"], ["M", "2025K1", "880320-0016"]]
    found = surveyed(csv_text([["Kön", "Kvartal", "Beslut"], *rows])).spellings
    assert [(one.said, one.rows) for one in found] == [("bifal", 1)]
    assert "bifal'" not in repr(found)


def test_without_any_known_header_the_likeliest_row_is_taken() -> None:
    text = "Uttag;\nframställt av oss;\n\nKod;Gndr;Zon\nA1;K;Norr\nA2;M;Söder\n"
    found = surveyed(text)
    assert (found.row, found.guessed, found.layout, found.used) == (4, True, None, 0)
    assert [one.header for one in found.columns] == ["Kod", "Gndr", "Zon"]
    with pytest.raises(UnreadableFileError):
        read_delivery(text.encode(), "a.csv", LoadOptions(today=TODAY))


@pytest.mark.parametrize("text", ["Bara ett ord\nett till\n", "1;2\n3;4\n", "Kod;Gndr;Zon\n"])
def test_a_file_without_anything_like_a_table_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError):
        surveyed(text)


SOURCE = "Kod;Gndr;Vilken tid\nA1;K;2025K1\nA2;M;2025K1\n"
SAVED = Profile(
    "Källan",
    tuple(map(fold, ("Kod", "Gndr", "Vilken tid"))),
    {"sex": "Gndr", "quarter": "Vilken tid"},
    unused=("Kod",),
)


def test_a_profile_is_recognised_though_the_dictionary_knows_no_header() -> None:
    found = surveyed("Rubrik\n\n" + SOURCE, [SAVED])
    assert (found.profile, found.row, found.guessed, found.used) == (SAVED, 3, False, 2)
    assert [(one.now, one.decided, one.open) for one in found.columns] == [
        (None, True, False),
        ("sex", True, False),
        ("quarter", True, False),
    ]


def test_what_is_said_goes_before_the_profile() -> None:
    found = surveyed(SOURCE, [SAVED], columns={"person_id": "Kod"})
    assert [one.now for one in found.columns] == ["person_id", "sex", "quarter"]


def test_headers_that_are_alike_are_told_apart_by_letters() -> None:
    found = surveyed(csv_text([["Kön", "Kvartal", "Svar", "Svar"], *[["K", "2025K1", "a", "b"]] * 4]))
    assert [one.where for one in found.columns] == ["Kön", "Kvartal", "C", "D"]


def test_the_sum_of_a_table_is_read_and_cannot_be_chosen() -> None:
    found = surveyed(csv_text([["Insats", "Kvinnor", "Män", "Totalt"], ["Hemtjänst", 3, 4, 7], ["Annat", 1, 1, 2]]))
    assert [(one.header, one.now, one.fixed) for one in found.columns] == [
        ("Insats", "intervention", False),
        ("Kvinnor", "kvinna", False),
        ("Män", "man", False),
        ("Totalt", "total", True),
    ]
    assert found.layout == "table"


def test_of_several_sheets_the_one_that_will_be_read_is_surveyed() -> None:
    grid = [["Kön", "Kvartal", "Beslut"], *[["K", "2025K1", "bifall"]] * 3]
    notes = [["Kvartal", "Insats"], ["2025K1", "LVM"], ["2025K2", "LVM"]]
    found = surveyed(xlsx({"Anteckningar": notes, "Data 880320-0016": grid}))
    assert found.sheet == "Data [personnummer]"
    assert found.layout == "cases"


def test_an_own_question_that_is_declared_is_read_and_not_proposed_again() -> None:
    known = with_local(dictionary(), [LocalVariable("Barn i hemmet", "yes_no")])
    found = column(file_of(Kön="KM", Kvartal=["2025K1"], Barn_i_hemmet=["ja", "nej"]), "Barn i hemmet", known=known)
    assert (found.now, found.own, found.open) == ("local_barn_i_hemmet", None, False)


@settings(max_examples=40)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters='";\r\n\0'), max_size=8), min_size=2, max_size=6),
    st.lists(
        st.lists(st.sampled_from(["K", "ja", "2025K1", "3", "Hemtjänst", ""]), min_size=2, max_size=6), max_size=8
    ),
)
def test_a_survey_never_fails_but_by_saying_that_there_is_no_table(headers: list[str], rows: list[list[str]]) -> None:
    try:
        found = surveyed(csv_text([["Kön", "Kvartal", *headers], *rows]))
    except UnreadableFileError:
        return
    keys = [one.proposal.key for one in found.columns if one.proposal]
    assert len(keys) == len(set(keys))
    assert all(len(one.examples) <= 3 for one in found.columns)


def test_of_two_columns_that_mean_the_same_both_are_there_to_choose_from() -> None:
    text = csv_text([["Kön", "Kvartal", "Beslut", "Beslut"], *[["K", "2025K1", "bifall", "avslag"]] * 4])
    assert [(one.where, one.now) for one in surveyed(text).columns][2:] == [("C", "decision"), ("D", None)]
    chosen = {"columns": {"sex": "Kön", "quarter": "Kvartal", "decision": "D"}, "unused": ("Beslut",)}
    assert [one.now for one in surveyed(text, **chosen).columns][2:] == [None, "decision"]
    read = read_delivery(text.encode(), "a.csv", LoadOptions(today=TODAY, **chosen))
    assert set(read.columns["decision"]) == {"avslag"}


def test_counts_of_several_groups_cannot_be_chosen_one_by_one() -> None:
    upper, lower = ["", "Hemtjänst", None, "LVM", None], ["Kvartal", "Kvinnor", "Män", "Kvinnor", "Män"]
    found = surveyed(xlsx([upper, lower, ["2025K1", 3, 4, 5, 6], ["2025K2", 7, 8, 9, 1]])).columns
    assert [(one.now, one.fixed) for one in found] == [
        ("quarter", False),
        *[(key, True) for key in ("kvinna", "man", "kvinna.1", "man.1")],
    ]
