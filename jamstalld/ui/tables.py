"""Tables: real ones, which print whole and are read aloud cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from jamstalld.ui.plain import plain


def show_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows of finished text as it is, with the first row's keys as headings."""
    shown = [{heading: plain(text) for heading, text in row.items()} for row in rows]
    st.table(shown, hide_index=True)  # pyright: ignore[reportUnknownMemberType] - pandas' types are partial
