"""The first rows of a file as they will be stored."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Quarter
from jamstalld.ui.tables import show_table
from jamstalld.wording.numbers import number

_ROWS = 5
_CODED = frozenset({"person_id", "case_id"})
# Beside the variables: what is worked out of a row's dates.
_DERIVED = {"decision_quarter": "Kvartal för beslutet", "closing_quarter": "Kvartal för avslutet"}


def show_rows(checked: CheckedDelivery) -> None:
    """Show the first rows, a variable a line. Numbers of persons and cases are codes in the database, and here."""
    columns = checked.columns
    rows = {f"Rad {number}": at for at, number in enumerate(columns["source_row"][:_ROWS])}
    with st.expander("Så sparas de första raderna"):
        show_table(
            [
                {"Uppgift": title, **{row: _text(key, columns[key][at]) for row, at in rows.items()}}
                for key, title in _titles(checked).items()
                if _says_something(key, columns)
            ]
        )


def _titles(checked: CheckedDelivery) -> dict[str, str]:
    """Give the columns to show: the dictionary's order, what counts a row last."""
    known = {key: one.title for key, one in checked.known.variables.items() if key in checked.columns}
    return {**known, **_DERIVED}


def _says_something(key: str, columns: Mapping[str, list[object]]) -> bool:
    """Tell whether a column adds anything to the others in the first rows."""
    values = columns[key][:_ROWS]
    if key in _DERIVED:
        return values != columns["quarter"][:_ROWS] and any(value is not None for value in values)
    return any(value is not None for value in values) and not (key == "count" and set(values) == {1})


def _text(key: str, value: object) -> str:
    if value is None:
        return "–"
    if key in _CODED:
        return "kod"
    if isinstance(value, int) and key.endswith("quarter"):
        return str(Quarter(value))
    if isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 1)
    return str(value)
