"""What is said of actions: who, by when, how many."""

from __future__ import annotations

import pytest

from jamstalld.wording import actions as say


@pytest.mark.parametrize(
    ("due", "is_open", "late", "sentence"),
    [
        ("", True, False, "Inget slutdatum."),
        ("2026-12-31", True, False, "Klart senast 31 december 2026."),
        ("2026-12-31", True, True, "Försenad: skulle ha varit klar 31 december 2026."),
        ("2026-12-31", False, False, "Skulle vara klar 31 december 2026."),
    ],
)
def test_by_when(due: str, is_open: bool, late: bool, sentence: str) -> None:
    assert say.due_sentence(due, is_open=is_open, late=late) == sentence


@pytest.mark.parametrize(
    ("statuses", "late", "sentence"),
    [
        ({"planned": 1, "ongoing": 0, "done": 0, "dropped": 0}, 0, "1 åtgärd: 1 planerad."),
        (
            {"planned": 2, "ongoing": 4, "done": 1, "dropped": 3},
            1,
            "10 åtgärder: 2 planerade, 4 pågår, 1 genomförd och 3 avbrutna. 1 är försenad.",
        ),
        (
            {"planned": 2, "ongoing": 1, "done": 0, "dropped": 0},
            2,
            "3 åtgärder: 2 planerade och 1 pågår. 2 är försenade.",
        ),
    ],
)
def test_how_many(statuses: dict[str, int], late: int, sentence: str) -> None:
    assert say.counted_sentence(statuses, late) == sentence


def test_an_action_on_one_line() -> None:
    assert say.line("Pågår", "Fråga\nalla", "", "Inget slutdatum.", None) == (
        "Pågår · Fråga alla · Ingen ansvarig · Inget slutdatum"
    )
    assert say.line("Pågår", "Fråga alla", "Ada", "Klart senast 1 maj 2026.", ("not_moved", "smaller")) == (
        "Pågår · Fråga alla · Ada · Klart senast 1 maj 2026 · Ingen säker förändring"
    )
