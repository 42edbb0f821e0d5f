"""Profiles: what they hold, which file they recognise, and what goes before them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dictionary import LocalVariable, dictionary, fold, with_local
from jamstalld.intake import LoadOptions
from jamstalld.intake.mapping.profile import LEAST_AGREEMENT, Profile, applied, profile_from_json, recognise

HEADERS = ("Klientref", "Gender2", "Period", "Enhet", "Fri kolumn")


def profile(name: str = "Uttag", headers: tuple[str, ...] = HEADERS, **changes: object) -> Profile:
    fields: dict[str, object] = {
        "columns": {"person_id": "Klientref", "sex": "Gender2", "quarter": "Period"},
        "unused": ("Enhet", "Fri kolumn"),
        "values": {"sex": {"F": "kvinna", "?": ""}},
    }
    return Profile(name, tuple(map(fold, headers)), **(fields | changes))  # type: ignore[arg-type]


def test_a_profile_survives_being_written_and_read() -> None:
    written = json.loads(json.dumps(profile().to_json()))
    assert profile_from_json(written) == profile()


def test_the_same_headers_are_recognised_however_they_are_written() -> None:
    assert recognise([profile()], [header.upper() + " " for header in reversed(HEADERS)]) == profile()


def test_a_missing_column_that_is_read_is_never_recognised() -> None:
    wide = (*HEADERS, *(f"Övrigt {at}" for at in range(20)))
    known = profile(headers=wide)
    assert recognise([known], [header for header in wide if header != "Enhet"]) == known
    assert recognise([known], [header for header in wide if header != "Gender2"]) is None


@pytest.mark.parametrize(("new", "recognised"), [(1, True), (2, False)])
def test_headers_must_agree_to_four_fifths(new: int, recognised: bool) -> None:
    four = ("Klientref", "Gender2", "Period", "Enhet")
    known = profile(headers=four)
    found = recognise([known], [*four, *(f"Ny {at}" for at in range(new))])
    assert len(four) / (len(four) + 1) == LEAST_AGREEMENT
    assert (found == known) is recognised


def test_the_profile_that_agrees_best_is_taken() -> None:
    close, closer = profile("Nära", (*HEADERS, "Extra")), profile("Närmare")
    assert recognise([close, closer], HEADERS) == closer
    assert recognise([closer, close], (*HEADERS, "Extra")) == close


def test_a_tie_between_profiles_that_differ_is_nobodys() -> None:
    other = profile("Annat", columns={"case_id": "Klientref", "sex": "Gender2", "quarter": "Period"})
    assert recognise([profile(), other], HEADERS) is None
    assert recognise([profile(), profile("Samma")], HEADERS) == profile()


def test_letters_hold_only_while_no_column_has_moved() -> None:
    twice = ("Klientref", "Svar", "Svar", "Gender2", "Period")
    known = profile(headers=twice, columns={"sex": "Gender2", "goal": "C"})
    assert recognise([known], twice) == known
    assert recognise([known], ("Svar", "Klientref", "Svar", "Gender2", "Period")) is None
    assert recognise([known], (*twice, "Ny")) is None


def test_no_profile_and_no_headers_recognise_nothing() -> None:
    assert recognise([], HEADERS) is None
    assert recognise([profile()], ()) is None


def test_a_profile_says_how_a_file_is_read() -> None:
    options = applied(profile(), LoadOptions(unit="Norr"))
    assert options.columns == {"person_id": "Klientref", "sex": "Gender2", "quarter": "Period"}
    assert options.unused == ("Enhet", "Fri kolumn")
    assert options.values == {"sex": {"F": "kvinna", "?": ""}}
    assert options.unit == "Norr"


def test_what_the_user_says_goes_before_the_profile() -> None:
    said = LoadOptions(
        columns={"case_id": "KLIENTREF", "unit": "Enhet"},
        unused=("Period",),
        values={"sex": {"f": "man"}, "goal": {"A": "Ja"}},
    )
    options = applied(profile(), said)
    assert options.columns == {"sex": "Gender2", "case_id": "KLIENTREF", "unit": "Enhet"}
    assert options.unused == ("Fri kolumn", "Period")
    assert options.values == {"sex": {"?": "", "f": "man"}, "goal": {"A": "Ja"}}


def test_a_local_variable_that_is_gone_is_passed_over() -> None:
    own = LocalVariable("Barn i hemmet", "yes_no")
    known = profile(columns={"sex": "Gender2", own.key: "Fri kolumn"}, values={own.key: {"B": "ja"}})
    assert own.key not in applied(known, LoadOptions()).columns
    assert own.key not in applied(known, LoadOptions()).values
    with_own = applied(known, LoadOptions(known=with_local(dictionary(), [own])))
    assert with_own.columns[own.key] == "Fri kolumn"
    assert with_own.values[own.key] == {"B": "ja"}


def test_the_columns_of_a_table_of_women_and_men_are_kept() -> None:
    table = profile(columns={"kvinna": "Tjejer", "man": "Killar"})
    assert applied(table, LoadOptions()).columns == {"kvinna": "Tjejer", "man": "Killar"}


@given(st.lists(st.text(min_size=1), max_size=8, unique=True), st.lists(st.text(min_size=1), max_size=8, unique=True))
def test_whatever_is_recognised_agrees_and_has_every_column_that_is_read(own: list[str], there: list[str]) -> None:
    columns = dict(zip(("sex", "quarter"), own, strict=False))
    found = recognise([profile(headers=tuple(own), columns=columns)], there)
    folded_own, folded = {fold(header) for header in own}, {fold(header) for header in there}
    if found and folded_own != folded:
        assert len(folded_own & folded) >= LEAST_AGREEMENT * len(folded_own | folded)
        assert {fold(header) for header in columns.values()} <= folded
