"""How a View is shown: the finding, the picture, its table, how to read it, how it was made."""

from __future__ import annotations

from functools import partial

import altair as alt
import streamlit as st

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.distribution import distribution_chart, distribution_table
from jamstalld.charts.theme import Palette
from jamstalld.charts.words import unit_in
from jamstalld.periods import Period
from jamstalld.ui.pictures import distribution_picture, hundred_picture, standing_chart, standing_picture
from jamstalld.ui.saving import offer_picture
from jamstalld.ui.tables import csv_table, show_table
from jamstalld.views.model import View
from jamstalld.wording.method import SYNTHETIC, protection_line
from jamstalld.wording.numbers import period_text
from jamstalld.wording.reading import distribution_help, reading_help
from jamstalld.wording.sentences import base_text
from jamstalld.wording.words import sexes_of

SPREAD = ("ordinal", "mean")
"""The kinds of measure whose answers are spread over a scale or bands; the others are shares, shown of a hundred."""


def show_view(view: View) -> None:
    """Show a View from its finding to its method."""
    st.markdown(f"## {view.sentences[0]}")
    st.caption(_about(view))
    drawn = standing_picture(view)
    for sentence in view.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(sentence)
    second = "Fördelning" if view.kind in SPREAD else "Av hundra"
    titles = ["Tabell", "Så läser du bilden", second, "Metod och skydd", "Ladda ner"]
    table, reading, spread, method, download = st.tabs(titles)
    with table:
        show_table(comparison_table(view, view.by_title))
    with reading:
        sexes = sexes_of(*_values(view))
        st.markdown("\n\n".join(reading_help(view.kind, view.margin, sexes, unit_in(view))))
    with spread:
        _show_spread(view)
    with method:
        st.markdown("\n".join(f"- {line}" for line in view.method))
    with download:
        _offer(view, drawn)


def _show_spread(view: View) -> None:
    """Show what is behind the comparison: how the answers are spread, or the shares as a hundred of each sex."""
    if view.kind not in SPREAD:
        hundred_picture(view)
        return
    distribution_picture(view)
    show_table(distribution_table(view))
    st.markdown("\n\n".join(distribution_help(view.kind, sexes_of(*_values(view)))))


def _offer(view: View, drawn: View) -> None:
    """Offer the table and the pictures as files.

    Parameters
    ----------
    drawn
        The rows of the view that are in its picture.
    """
    name = f"{view.measure}_{view.period.replace('..', '-')}"
    st.caption(
        "Samma skyddade tal som på sidan. Tabellen är för kalkylprogram, bilderna för dokument och presentationer."
    )
    st.download_button(
        "Ladda ner tabellen (CSV)",
        data=csv_table(comparison_table(view, view.by_title), (_about(view), *view.method)),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    source = (
        f"{view.title} · {_about(view)}",
        protection_line(view.threshold),
        *([SYNTHETIC] if view.synthetic else []),
    )
    offer_picture(partial(standing_chart, drawn), title=view.sentences[0], source=source, name=name)
    if view.kind in SPREAD:
        offer_picture(
            partial(_distribution, view),
            title=f"{view.title}: så är svaren fördelade",
            source=source,
            name=f"{name}_fordelning",
            label="fördelningen",
        )


def _distribution(view: View, palette: Palette, width: int) -> alt.TopLevelMixin:
    return distribution_chart(view, None, palette, width=width)


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
