"""How a View is shown: the finding, the picture, its table, how to read it, how it was made."""

from __future__ import annotations

import csv
import io

import streamlit as st

from jamstalld.charts.comparison import comparison_table
from jamstalld.periods import Period
from jamstalld.ui.pictures import hundred_picture, standing_picture
from jamstalld.ui.tables import show_table
from jamstalld.views.model import View
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import period_text
from jamstalld.wording.reading import reading_help
from jamstalld.wording.sentences import base_text
from jamstalld.wording.words import sexes_of


def show_view(view: View) -> None:
    """Show a View from its finding to its method."""
    st.markdown(f"## {view.sentences[0]}")
    st.caption(_about(view))
    standing_picture(view)
    for sentence in view.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    titles = ["Tabell", "Så läser du bilden", "Av hundra", "Metod och skydd", "Ladda ner"]
    table, reading, hundred, method, download = st.tabs(titles)
    rows = comparison_table(view, view.by_title)
    with table:
        show_table(rows)
    with reading:
        st.markdown("\n\n".join(reading_help(view.kind, view.margin, sexes_of(*_values(view)))))
    with hundred:
        hundred_picture(view)
    with method:
        st.markdown("\n".join(f"- {line}" for line in view.method))
    with download:
        st.caption("Samma skyddade tal som i tabellen, för kalkylprogram.")
        st.download_button(
            "Ladda ner tabellen (CSV)",
            data=_csv(rows, view),
            file_name=f"{view.measure}_{view.period.replace('..', '-')}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def show_snapshot(view: View) -> None:
    """Show a View as it was kept: its finding and its table, without a picture."""
    st.markdown(view.sentences[0])
    st.caption(_about(view))
    show_table(comparison_table(view, view.by_title))


def _about(view: View) -> str:
    sexes = sexes_of(*_values(view))
    base = base_text(view.base.women.n, view.base.men.n, view.noun, view.threshold, sexes)
    return " · ".join([*_values(view), period_text(Period.parse(view.period)), base])


def _values(view: View) -> list[str]:
    return [value for _, value in view.filters]


def _csv(rows: list[dict[str, str]], view: View) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    plain = csv.writer(out, delimiter=";", lineterminator="\r\n")
    plain.writerows([line] for line in (_about(view), *view.method))
    return out.getvalue().encode("utf-8-sig")
