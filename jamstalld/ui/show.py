"""How a View is shown: the finding, the picture, its table, how to read it, how it was made."""

from __future__ import annotations

import csv
import io

import streamlit as st

from jamstalld.charts.comparison import comparison_chart, comparison_table
from jamstalld.charts.theme import DARK, LIGHT
from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.views.model import View
from jamstalld.views.saying import noun_of
from jamstalld.wording.numbers import period_text
from jamstalld.wording.reading import reading_help
from jamstalld.wording.sentences import base_text
from jamstalld.wording.words import sexes_of

WIDE, NARROW = 1080, 350


def show_view(view: View) -> None:
    """Show a View from its finding to its method."""
    st.markdown(f"### {view.sentences[0]}")
    st.caption(_about(view))
    picture(view)
    table, reading, method, download = st.tabs(["Tabell", "Så läser du bilden", "Metod och skydd", "Ladda ner"])
    rows = comparison_table(view, dictionary().variables[view.by].title)
    with table:
        st.table(rows, hide_index=True)
    with reading:
        st.markdown("\n\n".join(reading_help(view.kind, view.margin, sexes_of(*view.words))))
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
    for sentence in view.sentences[1:]:
        st.markdown(sentence)


def show_snapshot(view: View) -> None:
    """Show a View as it was kept: its finding and its table, without a picture."""
    st.markdown(view.sentences[0])
    st.caption(_about(view))
    st.table(comparison_table(view, dictionary().variables[view.by].title), hide_index=True)


def picture(view: View) -> None:
    """Show the comparison picture, in a wide and a narrow drawing of which the window shows one."""
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    for name, width in (("bred", WIDE), ("smal", NARROW)):
        with st.container(key=name):
            st.altair_chart(comparison_chart(view, palette, width=width), theme=None, alt=told, key=f"bild_{name}")


def _about(view: View) -> str:
    measure = dictionary().measures[view.measure]
    sexes = sexes_of(*(value for _, value in view.filters))
    chosen = [value for _, value in view.filters]
    base = base_text(view.base.women.n, view.base.men.n, noun_of(measure, view.count_unit), view.threshold, sexes)
    return " · ".join([*chosen, period_text(Period.parse(view.period)), base])


def _csv(rows: list[dict[str, str]], view: View) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    for line in (_about(view), *view.method):
        out.write(f'"{line}"\r\n')
    return out.getvalue().encode("utf-8-sig")
