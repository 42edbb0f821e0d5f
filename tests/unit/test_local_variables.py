"""A municipality's own questions: what may be declared, and what each becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dictionary import (
    BANDS,
    LocalVariable,
    checked_local,
    dictionary,
    is_local,
    local_from_json,
    with_local,
)
from jamstalld.errors import JamstalldError

YES_NO = LocalVariable("Erbjuden tolk", "yes_no")
SCALE = LocalVariable("Trygg hemma", "ordered", values=("inte alls", "ganska", "helt"), positive=("ganska", "helt"))
CATEGORY = LocalVariable("Väg in", "category", values=("själv", "anhörig", "polis"))
NUMBER = LocalVariable("Antal samtal", "number", limits=(1, 5, 10.5), unit="samtal")
ALL = (YES_NO, SCALE, CATEGORY, NUMBER)


@pytest.mark.parametrize("variable", ALL, ids=lambda one: one.kind)
def test_a_declaration_is_a_variable_and_a_measure(variable: LocalVariable) -> None:
    known = with_local(dictionary(), [checked_local(variable, dictionary())])
    assert known.variables[variable.key].title == variable.title
    measure = known.measures[variable.key]
    assert measure.column in known.variables
    assert known.variables[measure.column].rows
    assert known.variables[measure.by].rows
    assert is_local(measure.column)
    assert known.local == (variable,)
    assert dictionary().local == ()
    assert local_from_json(variable.to_json()) == variable


def test_a_key_is_a_plain_name() -> None:
    assert LocalVariable("  Är åtgärden   klar? (ÅÄÖ) ", "yes_no").key == "local_ar_atgarden_klar_aao"
    assert len(LocalVariable("x" * 60, "yes_no").key) == len("local_") + 40


@given(st.text())
def test_no_title_makes_a_key_that_is_more_than_a_name(title: str) -> None:
    key = LocalVariable(title, "yes_no").key
    assert key == "local_" or is_local(key)
    assert key.isidentifier()
    assert key.isascii()


@pytest.mark.parametrize("name", ["sex", "local_", "local_a; DROP TABLE x", "local_å", "LOCAL_a", "local_a\n", ""])
def test_only_plain_names_are_those_of_local_variables(name: str) -> None:
    assert not is_local(name)


def test_yes_and_no_are_read_in_all_the_usual_ways() -> None:
    codes = with_local(dictionary(), [YES_NO]).variables[YES_NO.key].codes
    assert codes is not None
    assert [codes.find(text) for text in ("Ja", "j", "X", "1", "NEJ", "0", "kanske")] == [
        *["ja"] * 4,
        *["nej"] * 2,
        None,
    ]


def test_a_scale_is_a_rate_of_the_answers_chosen() -> None:
    measure = with_local(dictionary(), [SCALE]).measures[SCALE.key]
    assert (measure.kind, measure.positive, measure.answers) == ("rate", SCALE.positive, SCALE.values)
    codes = with_local(dictionary(), [SCALE]).variables[SCALE.key].codes
    assert codes is not None
    assert codes.ordered


def test_a_scale_is_also_compared_as_a_whole() -> None:
    known = with_local(dictionary(), [SCALE])
    measure = known.measures[SCALE.key + "_scale"]
    assert (measure.kind, measure.column, measure.margin) == ("ordinal", SCALE.key, 10)
    assert (measure.answers, measure.positive) == (SCALE.values, ())
    assert measure.title == "Trygg hemma, hela skalan"
    assert measure.question != known.measures[SCALE.key].question


def test_only_a_scale_has_more_than_one_measure() -> None:
    for variable in (YES_NO, CATEGORY, NUMBER):
        known = with_local(dictionary(), [variable])
        assert known.measures.keys() - dictionary().measures.keys() == {variable.key}
    assert with_local(dictionary(), [CATEGORY]).measures[CATEGORY.key].kind == "share"
    assert with_local(dictionary(), [YES_NO]).measures[YES_NO.key].kind == "rate"


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (-3, "under 1"),
        (0.999, "under 1"),
        (1, "1 till under 5"),
        (5, "5 till under 10,5"),
        (10.4, "5 till under 10,5"),
        (10.5, "10,5 eller mer"),
    ],
)
def test_a_number_lies_in_the_band_that_begins_at_or_below_it(value: float, band: str) -> None:
    bands = with_local(dictionary(), [NUMBER]).variables[NUMBER.key].bands
    assert bands.names == NUMBER.bands
    assert bands.names[bands.place(value)] == band


def test_a_number_is_a_mean_of_its_bands() -> None:
    known = with_local(dictionary(), [NUMBER])
    measure = known.measures[NUMBER.key]
    assert (measure.kind, measure.number, measure.by) == ("mean", NUMBER.key, "area")
    assert measure.answers == NUMBER.bands
    # Nothing is below none, and the last band is as wide as the one before it.
    assert measure.edges == (0, 1, 5, 10.5, 16)
    assert measure.values == (0.5, 3, 7.75, 13.25)
    assert (measure.amount, measure.unit, measure.unit_one) == ("”Antal samtal”", "samtal", "samtal")
    # A tenth of the way from 1 to 10,5.
    assert measure.margin == 0.95


def test_a_number_with_one_limit_is_a_share_of_its_two_bands() -> None:
    known = with_local(dictionary(), [LocalVariable("Antal samtal", "number", limits=(5,))])
    measure = known.measures[NUMBER.key]
    assert (measure.kind, measure.column, measure.by) == ("share", NUMBER.key + BANDS, NUMBER.key + BANDS)


def test_the_bands_of_a_number_are_what_is_compared() -> None:
    known = with_local(dictionary(), [NUMBER])
    assert not known.variables[NUMBER.key].rows
    bands = known.variables[NUMBER.key + BANDS]
    assert bands.rows
    assert not bands.headers
    assert known.measures[NUMBER.key].column == NUMBER.key + BANDS
    assert known.is_number(NUMBER.key)
    assert not known.is_number(NUMBER.key + BANDS)


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        (LocalVariable(" ?! ", "yes_no"), "minst en bokstav"),
        (LocalVariable("x" * 61, "yes_no"), "60 tecken"),
        (LocalVariable("KÖN", "yes_no"), "”Kön”"),
        (LocalVariable("Insatstyp", "category", values=("a", "b")), "”Insats”"),
        (LocalVariable("Väg", "category", values=("själv",)), "mellan 2 och 40"),
        (LocalVariable("Väg", "category", values=tuple(map(str, range(41)))), "mellan 2 och 40"),
        (LocalVariable("Väg", "category", values=("Själv", "själv!")), "för lika"),
        (LocalVariable("Väg", "category", values=("a", "?")), "för lika"),
        (LocalVariable("Väg", "ordered", values=("a", "b")), "minst ett"),
        (LocalVariable("Väg", "ordered", values=("a", "b"), positive=("a", "b")), "inte alla"),
        (LocalVariable("Väg", "ordered", values=("a", "b"), positive=("c",)), "minst ett"),
        (LocalVariable("Väg", "number"), "minst en gräns"),
        (LocalVariable("Väg", "number", limits=(5, 5)), "stigande"),
        (LocalVariable("Väg", "number", limits=(1e9,)), "för stora"),
    ],
)
def test_what_cannot_be_used_is_refused(variable: LocalVariable, said: str) -> None:
    with pytest.raises(JamstalldError, match=said):
        checked_local(variable, dictionary())


def test_a_name_is_taken_once() -> None:
    known = with_local(dictionary(), [YES_NO])
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked_local(LocalVariable("erbjuden TOLK", "yes_no"), known)
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked_local(LocalVariable("Erbjuden_tolk", "category", values=("a", "b")), known)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NUMBER, LocalVariable("Antal samtal band", "yes_no")),
        (LocalVariable("Antal samtal band", "yes_no"), NUMBER),
        (SCALE, LocalVariable("Trygg hemma scale", "yes_no")),
        (LocalVariable("Trygg hemma scale", "yes_no"), SCALE),
    ],
)
def test_what_a_question_makes_beside_itself_takes_its_name_too(first: LocalVariable, second: LocalVariable) -> None:
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked_local(second, with_local(dictionary(), [first]))


def test_texts_are_tidied() -> None:
    tidy = checked_local(LocalVariable("  Väg   in ", "category", values=(" a ", "b", "a", "")), dictionary())
    assert (tidy.title, tidy.values) == ("Väg in", ("a", "b"))
