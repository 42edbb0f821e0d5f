"""How a View is shown: the finding, the picture, its table, how to read it, how it was made."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import altair as alt
import streamlit as st

from jamstalld.charts.comparison import comparison_chart, comparison_table
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette
from jamstalld.charts.trend import TrendPoint, trend_chart
from jamstalld.dictionary import dictionary
from jamstalld.periods import Period, Quarter
from jamstalld.ui.tables import show_table
from jamstalld.views.model import Row, View
from jamstalld.views.saying import name, noun_of
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import number, period_text
from jamstalld.wording.reading import reading_help
from jamstalld.wording.sentences import base_text
from jamstalld.wording.words import sexes_of

WIDE, NARROW = 1000, 350
# More rows than this do not fit a laptop's screen; the picture then shows those that say most.
ROWS_IN_PICTURE = 8
_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}


def show_view(view: View) -> None:
    """Show a View from its finding to its method."""
    st.markdown(f"## {view.sentences[0]}")
    st.caption(_about(view))
    _picture(view)
    for sentence in view.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    titles = ["Tabell", "Så läser du bilden", "Av hundra", "Metod och skydd", "Ladda ner"]
    table, reading, hundred, method, download = st.tabs(titles)
    rows = comparison_table(view, dictionary().variables[view.by].title)
    with table:
        show_table(rows)
    with reading:
        st.markdown("\n\n".join(reading_help(view.kind, view.margin, sexes_of(*_values(view)))))
    with hundred:
        _hundred(view)
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
    show_table(comparison_table(view, dictionary().variables[view.by].title))


def _palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _picture(view: View) -> None:
    """Show the standing picture in a wide and a narrow drawing, of which the window shows one."""
    drawn = view
    if view.by != "quarter" and len(view.rows) > ROWS_IN_PICTURE:
        place = st.container()
        every = st.toggle(f"Visa alla {number(len(view.rows))} rader i bilden", key="alla_rader")
        if not every:
            clearest = sorted(view.rows, key=_clearness)[:ROWS_IN_PICTURE]
            drawn = replace(view, rows=tuple(row for row in view.rows if row in clearest), hidden=())
            st.caption(f"Bilden visar de {ROWS_IN_PICTURE} rader som säger mest. Alla finns i tabellen.")
    else:
        place = st.container()
    with place:
        for size, width in (("bred", WIDE), ("smal", NARROW)):
            with st.container(key=size):
                st.altair_chart(_drawing(drawn, width), theme=None, key=f"bild_{size}")


def _clearness(row: Row) -> tuple[int, float]:
    return (_SAYS_MOST.get(row.verdict, 4), -abs(row.difference.estimate) if row.difference else 0.0)


def _drawing(view: View, width: int) -> alt.HConcatChart | alt.LayerChart:
    if view.by == "quarter" and view.split is None:
        points = [TrendPoint(Quarter.parse(row.label), row.women, row.men) for row in view.rows]
        return trend_chart(points, _palette(), width=width, words=view.words, threshold=view.threshold)
    return comparison_chart(view, _palette(), width=width)


def _hundred(view: View) -> None:
    """Show one row as a hundred women and a hundred men."""
    rows = {name(row): row for row in view.rows}
    chosen = st.selectbox("Rad", list(rows), key="rad_av_hundra") if rows else None
    if chosen:
        with st.container(key="hundra"):
            st.altair_chart(hundred_chart(view, chosen, _palette()), theme=None, key="bild_hundra")


def _about(view: View) -> str:
    measure = dictionary().measures[view.measure]
    sexes = sexes_of(*_values(view))
    noun = noun_of(measure, view.count_unit)
    base = base_text(view.base.women.n, view.base.men.n, noun, view.threshold, sexes)
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
