"""A text goes on from another where it is that one with something put in; then nothing is lost by saving over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dialogue.texts import continues, joined


@pytest.mark.parametrize(
    ("text", "longer", "goes_on"),
    [
        ("", "", True),
        ("", "Något", True),
        ("Fler kvinnor", "Fler kvinnor än män", True),
        ("Fler män", "Fler kvinnor än män", True),
        ("aa", "aaa", True),
        ("Fler kvinnor.", "Fler kvinnor", False),
        ("Bos text", "Adas text är längre", False),
        ("Bo", "Boken och båten", True),
        ("ab", "a x b y", False),
    ],
)
def test_it_is_told(text: str, longer: str, goes_on: bool) -> None:
    assert continues(text, longer) is goes_on


@given(st.text(), st.text(), st.text())
def test_whatever_is_put_in_at_one_place_goes_on(before: str, put_in: str, after: str) -> None:
    assert continues(before + after, before + put_in + after)


@pytest.mark.parametrize(
    ("text", "other", "together"),
    [
        ("Jag ser det.", "Ja", "Jag ser det.\n\nJa"),
        ("Ja", "Jag ser det.", "Ja\n\nJag ser det."),
        ("Ett\nTvå\nTre", "Två\nTre", "Ett\nTvå\nTre"),
        ("Ett\nTvå\nTre", "Ett\nTre", "Ett\nTvå\nTre\n\nEtt\nTre"),
        ("Ett\n\nTvå", " Två\n", "Ett\n\nTvå"),
        ("Ett", " ", "Ett"),
        ("", " Ett ", "Ett"),
    ],
)
def test_what_is_joined_stands_once(text: str, other: str, together: str) -> None:
    assert joined(text, other) == together
