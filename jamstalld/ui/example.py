"""The page about protection: an invented table before and after."""

from __future__ import annotations

import streamlit as st

from jamstalld.protect import DEFAULT_THRESHOLD, PUBLIC, noise_for
from jamstalld.ui import state
from jamstalld.ui.tables import show_table
from jamstalld.views.example import ExampleRow, example_table, example_units
from jamstalld.wording.explaining import EXAMPLE, EXAMPLE_SUM, NOT_PROTECTED, WHY_PROTECTION
from jamstalld.wording.numbers import number

_EVERY = "Hela kommunen"


def show_example() -> None:
    """Explain the protection by what it does to invented numbers, with this database's threshold."""
    threshold = state.info().threshold
    if threshold == PUBLIC:
        threshold = DEFAULT_THRESHOLD
    largest = int(noise_for(threshold).offsets[-1])
    st.markdown(WHY_PROTECTION.format(below=threshold - 1, threshold=threshold, largest=largest))
    st.markdown(EXAMPLE)
    unit = st.selectbox("Enhet i den påhittade kommunen", [_EVERY, *example_units()], index=1, key="exempel", width=320)
    rows = example_table(None if unit == _EVERY else unit, threshold)
    show_table([_line(row, threshold) for row in rows])
    *parts, whole = rows
    shown = number(sum(row.women_released for row in parts))
    total = _shown(whole.women_released, threshold)
    st.markdown(EXAMPLE_SUM.format(rows=shown, total=total, true=number(whole.women)))
    st.markdown(NOT_PROTECTED)


def _line(row: ExampleRow, threshold: int) -> dict[str, str]:
    return {
        "Insats": row.label,
        "Kvinnor och flickor, som det är": number(row.women),
        "Kvinnor och flickor, som det visas": _shown(row.women_released, threshold),
        "Män och pojkar, som det är": number(row.men),
        "Män och pojkar, som det visas": _shown(row.men_released, threshold),
    }


def _shown(released: int, threshold: int) -> str:
    return number(released) if released else f"färre än {threshold}"
