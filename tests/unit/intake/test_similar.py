"""What a misspelt cell may have meant: proposed where one value is clearly nearest, and otherwise not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dictionary import CodeList, dictionary, fold
from jamstalld.intake.values.similar import similar

LISTS = dictionary().code_lists


@pytest.mark.parametrize(
    ("text", "codes", "value"),
    [
        ("Ek bistånd", "area", "Ekonomiskt bistånd"),
        ("Ek. bist.", "area", "Ekonomiskt bistånd"),
        ("Hemtjänts", "intervention", "Hemtjänst"),
        ("hemtjanst", "intervention", "Hemtjänst"),
        ("Ledsagarserv.", "intervention", "Ledsagarservice"),
        ("Hemtj.", "intervention", "Hemtjänst"),
        ("Boende för barn", "intervention", "Boende barn"),
        ("Bifal", "decision", "bifall"),
        ("bevilijad", "decision", "bifall"),
        ("Kvinnna", "sex", "kvinna"),
        ("Ensamst. m. barn", "household", "Ensamstående med barn"),
        ("Ensamst. u. barn", "household", "Ensamstående utan barn"),
    ],
)
def test_one_is_nearest(text, codes, value):
    assert similar(text, LISTS[codes]) == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kontakt", "intervention"),  # kontaktperson or kontaktfamilj
        ("Korttids", "intervention"),
        ("Stöd", "intervention"),
        ("Bi", "decision"),
        ("hen", "sex"),
        ("ej beviljad", "decision"),
        ("obeviljad", "decision"),
        ("går att bedöma", "goal"),
        ("Mål ej uppnått", "end_reason"),
        ("Boxning", "intervention"),
        ("1234", "intervention"),
        ("", "intervention"),
    ],
)
def test_none_is(text, codes):
    assert similar(text, LISTS[codes]) is None


def _codes(*values: str) -> CodeList:
    return CodeList("x", values, closed=True, ordered=False, recognised={fold(value): value for value in values})


def test_the_ratio_is_exact():
    # Ratio 2·M / T: 17 of 20 letters shared is 0.85, 16 of 19 is 0.84.
    assert similar("abcdefghijklmnopqxyz", _codes("abcdefghijklmnopquvw")) == "abcdefghijklmnopquvw"
    assert similar("abcdefghijklmnopxyz", _codes("abcdefghijklmnopuvw")) is None


def test_two_that_are_equally_near_are_none():
    assert similar("hemtjänstX", _codes("hemtjänstA")) == "hemtjänstA"
    assert similar("hemtjänstX", _codes("hemtjänstA", "hemtjänstB")) is None


def test_another_number_is_another_value():
    assert similar("Avdelning norr 2", _codes("Avdelning norr 1")) is None


@given(st.text(max_size=30), st.sampled_from(sorted(LISTS)))
def test_it_is_a_value_of_the_list_or_nothing(text, key):
    proposal = similar(text, LISTS[key])
    assert proposal is None or proposal in LISTS[key].values
