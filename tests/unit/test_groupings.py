"""Groupings of values: what may be declared, how one grows, and that nothing in it is ever moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dictionary import (
    Dictionary,
    Grouping,
    LocalVariable,
    checked_grouping,
    checked_local,
    dictionary,
    extended,
    groupable,
    grouping_from_json,
    is_grouping,
    with_groupings,
    with_local,
)
from jamstalld.errors import JamstalldError

DISTRICTS = Grouping("Distrikt", "unit", (("Norr", ("Ek", "Al")), ("Söder", ("Lind",))))
AGES = Grouping(
    "Ålder grovt", "age_group", (("Barn och unga", ("0–17 år", "18–24 år")), ("Vuxna", ("25–44 år",))), "Äldre"
)


def checked(grouping: Grouping, *there: Grouping, known: Dictionary | None = None) -> Grouping:
    return checked_grouping(grouping, with_groupings(known or dictionary(), there), there)


def test_a_grouping_is_a_variable_of_its_own() -> None:
    known = with_groupings(dictionary(), [DISTRICTS])
    variable = known.variable("grouped_distrikt")
    assert (variable.title, variable.type, variable.rows, variable.filter) == ("Distrikt", "category", True, True)
    assert variable.derived
    assert not variable.headers
    assert variable.codes
    assert variable.codes.values == ("Norr", "Söder", "Övriga")
    assert variable.codes.find("NORR") == "Norr"
    assert known.groupings == {"grouped_distrikt": "unit"}
    assert dictionary().groupings == {}
    assert variable in known.filter_variables()


def test_groups_of_what_has_an_order_keep_theirs() -> None:
    needs = Grouping("Behov grovt", "need_level", (("Mindre", ("låg",)), ("Större", ("medel", "hög"))))
    known = with_groupings(dictionary(), [DISTRICTS, AGES, needs])
    ordered = {key: codes.ordered for key in known.groupings if (codes := known.variable(key).codes)}
    assert ordered == {"grouped_distrikt": False, "grouped_alder_grovt": True, "grouped_behov_grovt": True}


def test_what_is_written_down_is_read_back() -> None:
    assert grouping_from_json(DISTRICTS.to_json()) == DISTRICTS
    assert AGES.names == ("Barn och unga", "Vuxna", "Äldre")
    assert DISTRICTS.group_of == {"Ek": "Norr", "Al": "Norr", "Lind": "Söder"}


@given(st.text())
def test_no_title_makes_a_key_that_is_more_than_a_name(title: str) -> None:
    key = Grouping(title, "unit", ()).key
    assert key == "grouped_" or is_grouping(key)


@pytest.mark.parametrize("name", ["unit", "grouped_", "grouped_a; DROP TABLE x", "grouped_å", "grouped_a\n", "local_a"])
def test_only_plain_names_are_those_of_groupings(name: str) -> None:
    assert not is_grouping(name)


def test_texts_are_tidied_and_values_spelled_as_they_are_stored() -> None:
    told = Grouping(
        "  Behov   grovt ", "need_level", ((" Mindre", (" LÅG ", "låg")), ("Större", ("Medel", "hög"))), " "
    )
    tidy = checked(told)
    assert tidy.title == "Behov grovt"
    assert tidy.groups == (("Mindre", ("låg",)), ("Större", ("medel", "hög")))
    assert tidy.rest == "Övriga"


def test_a_group_that_is_named_twice_is_one() -> None:
    told = Grouping("Distrikt", "unit", (("Norr", ("Ek",)), ("Söder", ("Lind",)), ("Norr", ("Al",))))
    assert checked(told) == DISTRICTS


def test_what_may_be_grouped_is_what_may_narrow_a_view() -> None:
    keys = {one.key for one in groupable(with_groupings(dictionary(), [DISTRICTS]))}
    assert {"unit", "area", "age_group", "need_level", "household", "intervention", "municipality"} <= keys
    assert not keys & {"sex", "quarter", "goal", "hours_per_week_band", "grouped_distrikt", "person_id", "age"}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (replace(DISTRICTS, of="sex"), "kan inte delas in"),
        (replace(DISTRICTS, of="age"), "kan inte delas in"),
        (replace(DISTRICTS, of="hours_per_week_band"), "kan inte delas in"),
        (replace(DISTRICTS, of="nothing"), "ingen variabel"),
        (replace(DISTRICTS, title=" ?! "), "minst en bokstav"),
        (replace(DISTRICTS, title="x" * 61), "längre än 60"),
        (replace(DISTRICTS, rest="x" * 61), "längre än 60"),
        (replace(DISTRICTS, title="Enhet"), "redan en uppgift"),
        (replace(DISTRICTS, title="ENHETSNAMN"), "redan en uppgift"),
        (replace(DISTRICTS, title="Timmar per vecka, grupperat"), "redan en uppgift"),
        (replace(DISTRICTS, groups=()), "minst en grupp"),
        (replace(DISTRICTS, groups=(("Norr", ()),)), "minst ett värde"),
        (replace(DISTRICTS, groups=(("", ("Ek",)),)), "minst ett värde"),
        (replace(DISTRICTS, groups=(("Norr", ("Ek",)), ("norr", ("Al",)))), "nästan likadant"),
        (replace(DISTRICTS, groups=(("Övriga", ("Ek",)),)), "nästan likadant"),
        (replace(DISTRICTS, groups=(("?", ("Ek",)),)), "nästan likadant"),
        (replace(DISTRICTS, groups=(("Norr", ("Ek",)), ("Söder", ("Ek",)))), "mer än en grupp"),
        (replace(DISTRICTS, groups=tuple((f"G{at}", (f"E{at}",)) for at in range(40))), "högst 39"),
    ],
)
def test_what_cannot_be_used_is_refused(told: Grouping, said: str) -> None:
    with pytest.raises(JamstalldError, match=said):
        checked(told)


def test_a_variable_has_one_grouping() -> None:
    with pytest.raises(JamstalldError, match="redan indelad, i ”Distrikt”"):
        checked(replace(DISTRICTS, title="Väderstreck"), DISTRICTS)
    with pytest.raises(JamstalldError, match="kan inte delas in"):
        checked(Grouping("Halvor", DISTRICTS.key, (("Alla", ("Norr", "Söder")),)), DISTRICTS)
    assert checked(AGES, DISTRICTS) == AGES


def test_names_are_taken_once() -> None:
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked(replace(AGES, title="DISTRIKT"), DISTRICTS)
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked_local(LocalVariable("distrikt", "yes_no"), with_groupings(dictionary(), [DISTRICTS]))
    own = with_local(dictionary(), [LocalVariable("Distrikt", "category", values=("a", "b"))])
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        checked(DISTRICTS, known=own)
    halves = Grouping("Halvor", "local_distrikt", (("Ena", ("A",)),))
    assert checked(halves, known=own).groups == (("Ena", ("a",)),)


def test_values_in_no_group_may_be_put_into_one() -> None:
    wider = extended(DISTRICTS, (("norr", ("Asp", "Ek")), ("Väster", ("Rönn",))), dictionary())
    assert wider.groups == (("Norr", ("Ek", "Al", "Asp")), ("Söder", ("Lind",)), ("Väster", ("Rönn",)))
    assert (wider.key, wider.rest) == (DISTRICTS.key, DISTRICTS.rest)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((("Söder", ("Ek",)),), "inte flyttas"),
        ((("Väster", ("Lind",)),), "inte flyttas"),
        ((("Söder", ("Asp", "Ek")),), "inte flyttas"),
        ((("Norr", ("Asp",)), ("Söder", ("Asp",))), "mer än en grupp"),
        ((("Norr", ("Ek",)),), "redan i sina grupper"),
        ((), "redan i sina grupper"),
        ((("Övriga", ("Asp",)),), "nästan likadant"),
        ((("Väster", ()),), "minst ett värde"),
    ],
)
def test_nothing_in_a_group_is_moved(more: tuple[tuple[str, tuple[str, ...]], ...], said: str) -> None:
    with pytest.raises(JamstalldError, match=said):
        extended(DISTRICTS, more, dictionary())
