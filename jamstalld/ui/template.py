"""The template as a download."""

from __future__ import annotations

import streamlit as st

from jamstalld.dictionary import dictionary
from jamstalld.export.template import template


def offer_template() -> None:
    """Offer the workbook to fill in."""
    st.download_button(
        "Ladda ner en mall att fylla i",
        data=_template,
        file_name="mall.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
    )


def _template() -> bytes:
    return template(dictionary())
