"""The template as a download."""

from __future__ import annotations

from functools import partial

import streamlit as st

from jamstalld.export.template import template
from jamstalld.ui import state


def offer_template() -> None:
    """Offer the workbook to fill in."""
    st.download_button(
        "Ladda ner en mall att fylla i",
        data=partial(template, state.known()),
        file_name="mall.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
    )
