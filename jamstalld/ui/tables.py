"""Tables: real ones, which print whole and are read aloud cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def show_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows of finished text, with the first row's keys as headings."""
    st.table(list(rows), hide_index=True)  # pyright: ignore[reportUnknownMemberType] - pandas' types are partial
