"""Tables: real ones, which print whole and are read aloud cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from jamstalld.export.as_text import csv_file
from jamstalld.ui.plain import plain


def show_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows of finished text as it is, with the first row's keys as headings."""
    shown = [{heading: plain(text) for heading, text in row.items()} for row in rows]
    st.table(shown, hide_index=True)  # pyright: ignore[reportUnknownMemberType] - pandas' types are partial


def csv_table(rows: Sequence[Mapping[str, str]], lines: Sequence[str]) -> bytes:
    """Write rows of finished text, and lines below them, as a file that spreadsheet programs open."""
    return csv_file([*rows[:1], *(row.values() for row in rows), *([line] for line in lines)])
