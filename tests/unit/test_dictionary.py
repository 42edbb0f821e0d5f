"""The dictionary is consistent: what a measure counts is stored, and no header or value means two things."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from jamstalld.dictionary import COUNT_UNITS, CodeList, Measure, Variable, dictionary, fold
from jamstalld.errors import RequestError
from jamstalld.intake import STORED_COLUMNS

ROOT = Path(__file__).parents[2]
VARIABLES = dictionary().variables
MEASURES = dictionary().measures
CODE_LISTS = {variable.codes.key: variable.codes for variable in VARIABLES.values() if variable.codes}

# The measures there are, by kind: docs/design.md, Measures.
SHARES = {"received", "end_reason"}
RATES = {
    *("approval", "goal_attained", "improved", "participation"),
    *("violence_asked", "violence_disclosed", "risk_assessed", "honour"),
    *("q_overall", "q_reach", "q_information", "q_understood", "q_asked", "q_influence", "q_change"),
}
ORDINALS = {"goal", "experience"}
MEANS = {"hours", "waiting", "change"}
# Columns of the fact table that no variable names: what the house itself keeps of a row.
HOUSEHOLD = {"delivery", "source_row", "record_key", "person", "case_file", "decision_quarter", "closing_quarter"}
# Stored as a pseudonym in another column, and never as they came.
PSEUDONYMS = {"person_id": "person", "case_id": "case_file"}


def fact_columns() -> set[str]:
    """The columns of the fact table, as its migrations leave them."""
    columns: set[str] = set()
    for file in sorted((ROOT / "queries" / "schema").glob("*.sql")):
        text = re.sub(r"--.*", "", file.read_text("utf-8"))
        for table in re.findall(r"CREATE TABLE facts\.follow_up \((.*?)\);", text, re.DOTALL):
            columns |= {line.split()[0] for line in table.split(",") if line.strip()}
        columns |= set(re.findall(r"ALTER TABLE facts\.follow_up ADD COLUMN (\w+)", text))
    return columns


def named_columns(measure: Measure) -> dict[str, tuple[str, ...]]:
    """Every column a measure names, with the values it names there."""
    values = {measure.column: (*measure.positive, *measure.answers), measure.by: ()}
    for conditions in (measure.only, measure.asked_when):
        for column, listed in conditions.items():
            values[column] = (*values.get(column, ()), *(value for value in listed if value))
    return values


def test_the_measures_of_the_design_are_shipped() -> None:
    kinds = {"share": SHARES, "rate": RATES, "ordinal": ORDINALS, "mean": MEANS}
    for kind, keys in kinds.items():
        assert {key for key, measure in MEASURES.items() if measure.kind == kind} == keys
    assert len(MEASURES) == sum(map(len, kinds.values()))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_counts_what_is_stored_and_coded(measure: Measure) -> None:
    for column, values in named_columns(measure).items():
        variable = VARIABLES[column]
        assert variable.stored
        assert column in STORED_COLUMNS
        assert not values or variable.codes is not None, f"{column} has no code list to take {values} from"
        assert set(values) <= set(variable.codes.values if variable.codes else ()), column


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_is_declared_in_full(measure: Measure) -> None:
    assert measure.units
    assert set(measure.units) <= set(COUNT_UNITS)
    assert VARIABLES[measure.by].rows
    assert measure.title
    assert measure.question.endswith("?")
    assert 0 < measure.margin < 100
    if measure.kind == "share":
        assert measure.by == measure.column
        assert (measure.positive, measure.answers, measure.did) == ((), (), "")
        assert VARIABLES[measure.column].filter
    else:
        assert measure.by != measure.column
        assert not measure.only
    if measure.kind in ("rate", "ordinal"):
        # "Av kvinnorna fick 54 % bifall": a verb, and something after the figure.
        assert re.fullmatch(r"[a-zåäö]+ \S.*[^.]", measure.did)
    if measure.kind == "rate":
        assert measure.positive
        assert set(measure.positive) < set(measure.answers)
    if measure.kind != "mean":
        assert (measure.number, measure.unit, measure.unit_one, measure.amount) == ("", "", "", "")
        assert (measure.values, measure.edges) == ((), ())


@pytest.mark.parametrize("key", sorted(ORDINALS))
def test_a_scale_is_counted_from_its_lowest_answer_to_its_highest(key: str) -> None:
    """The lists are written with the best answer first, and what cannot be judged has no place on a scale."""
    measure = MEASURES[key]
    codes = VARIABLES[measure.column].codes
    assert codes is not None
    assert codes.ordered
    assert list(measure.answers) == [value for value in reversed(codes.values) if value != "går ej att bedöma"]
    assert measure.margin == 10


@pytest.mark.parametrize("key", sorted(MEANS))
def test_a_mean_is_that_of_the_bands_of_its_number(key: str) -> None:
    measure = MEASURES[key]
    number, bands = VARIABLES[measure.number], VARIABLES[measure.number].bands
    assert number.type == "number"
    assert measure.column == f"{measure.number}_band"
    assert (measure.answers, measure.values, measure.edges) == (bands.names, bands.values, bands.edges)
    assert len(measure.edges) == len(measure.values) + 1 == len(measure.answers) + 1
    # "Den beviljade tiden var i genomsnitt 8,3 timmar per vecka".
    assert re.fullmatch(r"[a-zåäö ]+", measure.amount)
    assert measure.unit
    assert measure.unit_one


def test_hours_are_those_granted() -> None:
    assert MEASURES["hours"].asked_when == MEASURES["received"].only


@pytest.mark.parametrize(
    ("key", "positive", "negative"),
    [
        # Granted is granted, though not yet carried out; withdrawn and written off are no answer.
        ("approval", {"bifall", "delvis bifall", "ej verkställt"}, {"avslag"}),
        # What cannot be judged is a missing answer, not a goal missed.
        ("goal_attained", {"helt uppnått", "delvis uppnått"}, {"inte uppnått"}),
        ("improved", {"mycket bättre", "bättre"}, {"oförändrat", "sämre", "mycket sämre"}),
        ("violence_asked", {"ja"}, {"nej"}),
        ("q_overall", {"4", "5"}, {"1", "2", "3"}),
    ],
)
def test_what_counts_as_yes_and_as_no(key: str, positive: set[str], negative: set[str]) -> None:
    assert set(MEASURES[key].positive) == positive
    assert set(MEASURES[key].answers) == positive | negative


@pytest.mark.parametrize(
    ("key", "quarter"),
    [
        ("received", "decision"),
        ("approval", "decision"),
        ("violence_asked", "decision"),
        ("goal_attained", "closing"),
        ("improved", "closing"),
        ("end_reason", "closing"),
        ("q_overall", "closing"),
        ("hours", "decision"),
        ("waiting", "decision"),
        ("goal", "closing"),
        ("experience", "closing"),
        ("change", "closing"),
    ],
)
def test_decisions_count_when_they_are_made_and_results_when_the_case_is_closed(key: str, quarter: str) -> None:
    assert MEASURES[key].quarter == quarter


def test_told_of_violence_is_of_those_who_were_asked() -> None:
    assert MEASURES["violence_disclosed"].asked_when == {"violence_asked": ("ja",)}


def test_titles_and_questions_of_measures_are_their_own() -> None:
    for name in ("title", "question"):
        texts = [fold(getattr(measure, name)) for measure in MEASURES.values()]
        assert len(set(texts)) == len(texts)


def test_titles_of_variables_are_their_own() -> None:
    titles = [fold(variable.title) for variable in VARIABLES.values()]
    assert len(set(titles)) == len(titles)


def test_no_header_means_two_variables() -> None:
    claimed: dict[str, list[str]] = {}
    for key, variable in VARIABLES.items():
        for header in variable.headers:
            claimed.setdefault(header, []).append(key)
    assert {header: keys for header, keys in claimed.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=list(VARIABLES))
def test_a_variable_is_known_by_its_key_and_title_and_by_no_empty_header(variable: Variable) -> None:
    if variable.derived:
        assert not variable.headers
        return
    assert {fold(variable.key), fold(variable.title)} <= variable.headers
    assert "" not in variable.headers
    assert all(header == fold(header) for header in variable.headers)


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=list(VARIABLES))
def test_only_what_can_be_grouped_may_be_rows_or_a_filter(variable: Variable) -> None:
    if variable.rows or variable.filter:
        assert variable.stored
        assert variable.type in ("category", "quarter")
    if variable.type == "number":
        assert variable.minimum is not None
        assert variable.maximum is not None
        assert variable.minimum < variable.maximum
        assert f"{variable.key}_band" in VARIABLES or not variable.limits
    if variable.type == "identifier":
        assert (variable.rows, variable.filter) == (False, False)


@pytest.mark.parametrize("codes", CODE_LISTS.values(), ids=list(CODE_LISTS))
def test_a_code_list_knows_each_value_by_itself_alone(codes: CodeList) -> None:
    assert len(set(codes.values)) == len(codes.values)
    assert len({fold(value) for value in codes.values}) == len(codes.values)
    for value in codes.values:
        assert codes.find(value) == value, "another value's synonym hides this one"
        assert codes.find(f"  {value.upper()} ") == value
    assert codes.children <= set(codes.values)
    assert codes.find("finns inte i listan") is None


def test_no_synonym_is_shared_by_two_values() -> None:

    lists = tomllib.loads((ROOT / "jamstalld" / "dictionary" / "codes.toml").read_text("utf-8"))
    for key, entry in lists.items():
        claimed: dict[str, set[str]] = {}
        for item in entry["values"]:
            for spelling in (item["value"], *item.get("synonyms", ())):
                claimed.setdefault(fold(spelling), set()).add(item["value"])
        assert {text: values for text, values in claimed.items() if len(values) > 1} == {}, key


def test_the_code_lists_are_all_used() -> None:

    lists = tomllib.loads((ROOT / "jamstalld" / "dictionary" / "codes.toml").read_text("utf-8"))
    assert set(lists) == {key for key in CODE_LISTS if key not in VARIABLES or not VARIABLES[key].derived}


def test_every_stored_variable_has_its_column_in_the_fact_table_and_the_other_way_round() -> None:
    stored = {PSEUDONYMS.get(key, key) for key, variable in VARIABLES.items() if variable.stored}
    assert stored | HOUSEHOLD == fact_columns()


def test_the_intake_gives_what_the_fact_table_keeps() -> None:
    written = {PSEUDONYMS.get(key, key) for key in STORED_COLUMNS}
    assert written | {"delivery", "record_key"} == fact_columns()


def test_what_identifies_a_person_is_not_a_column_of_the_fact_table() -> None:
    assert not fact_columns() & {*PSEUDONYMS, "birth_year", "decision_date", "start_date", "end_date", "name"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Fråga om våld ", "frågaomvåld"), ("K/M", "km"), ("ÅR-2025", "år2025"), ("..", ""), ("Straße", "strasse")],
)
def test_texts_are_compared_by_letters_and_digits(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_what_does_not_exist_is_said_with_the_way_to_what_does() -> None:
    with pytest.raises(RequestError) as measure:
        dictionary().measure("hittepå")
    assert measure.value.message == "Det finns inget mått ”hittepå”. Visa dem som finns med: jamstalld measures"
    with pytest.raises(RequestError) as variable:
        dictionary().variable("hittepå")
    assert variable.value.message == ("Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables")


def test_what_may_be_asked_for_is_listed_in_the_order_declared() -> None:
    assert [variable.key for variable in dictionary().variables.values() if variable.rows][:4] == [
        "quarter",
        "intervention",
        "area",
        "unit",
    ]
    assert {variable.key for variable in dictionary().filter_variables()} == {
        key for key, variable in VARIABLES.items() if variable.filter
    }
