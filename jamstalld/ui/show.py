"""How a View is shown: the finding, the picture, its table, how to read it, how it was made."""

from __future__ import annotations

from functools import partial

import altair as alt
import streamlit as st

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.distribution import distribution_chart, distribution_table
from jamstalld.charts.funnel import FunnelPicture, funnel_chart, funnel_finding
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.standing import ROWS_IN_PICTURE, standing_chart
from jamstalld.charts.theme import Palette
from jamstalld.charts.words import unit_in
from jamstalld.snapshots import about
from jamstalld.ui.between import show_between
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.pictures import distribution_picture, hundred_picture, standing_picture
from jamstalld.ui.plain import plain
from jamstalld.ui.saving import FILES, offer_picture, source_of
from jamstalld.ui.tables import csv_table, show_table
from jamstalld.views.between import PLACES, has_places
from jamstalld.views.model import View
from jamstalld.wording.between import title
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.reading import distribution_help, reading_help
from jamstalld.wording.words import sexes_of

SPREAD = ("ordinal", "mean")
"""The kinds of measure whose answers are spread over a scale or bands; the others are shares, shown of a hundred."""


def show_view(view: View, most: int = ROWS_IN_PICTURE) -> None:
    """Show a View from its finding to its method.

    Parameters
    ----------
    most
        So many rows of the picture fit the screen below the menus.
    """
    st.markdown(f"## {plain(view.sentences[0])}")
    st.caption(about(view))
    drawn = standing_picture(view, most)
    for sentence in view.sentences[1:]:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(plain(sentence))
    second = "Fördelning" if view.kind in SPREAD else "Av hundra"
    places = [title(PLACES[view.by])] if has_places(view) else []
    titles = ["Tabell", "Så läser du bilden", second, *places, "Metod och skydd", "Ladda ner"]
    table, reading, spread, *funnel, method, download = st.tabs(titles)
    with table:
        show_table(comparison_table(view, view.by_title))
    with reading:
        sexes = sexes_of(*_values(view))
        st.markdown("\n\n".join(reading_help(view.kind, view.margin, sexes, unit_in(view))))
    with spread:
        row = _show_spread(view)
    between: FunnelPicture | None = None
    for tab in funnel:
        with tab:
            between = show_between(view)
    with method:
        st.markdown("\n".join(f"- {line}" for line in view.method))
    with download:
        _offer(view, drawn, row, between)


def _show_spread(view: View) -> str | None:
    """Show what is behind the comparison: how the answers are spread, or the shares as a hundred of each sex.

    Returns
    -------
    str or None
        The row that is shown; None where it is all of them, or where there is none.
    """
    if view.kind not in SPREAD:
        return hundred_picture(view)
    row = distribution_picture(view)
    show_table(distribution_table(view))
    st.markdown("\n\n".join(distribution_help(view.kind, sexes_of(*_values(view)))))
    return row


def _offer(view: View, drawn: View, row: str | None, between: FunnelPicture | None = None) -> None:
    """Offer the table and the pictures as files.

    Parameters
    ----------
    drawn
        The rows of the view that are in its picture.
    row
        The row that is in the other picture; None for all.
    between
        The funnel, where there is one.
    """
    name = f"{view.measure}_{view.period.replace('..', '-')}"
    st.caption(FILES)
    offer_file(
        "Ladda ner tabellen (CSV)",
        partial(csv_table, comparison_table(view, view.by_title), (about(view), *view.method)),
        f"{name}.csv",
    )
    source = source_of(f"{view.title} · {about(view)}", threshold=view.threshold, synthetic=view.synthetic)
    offer_picture(partial(standing_chart, drawn), title=view.sentences[0], source=source, name=name)
    if between:
        offer_picture(
            partial(_between, between),
            title=funnel_finding(between),
            source=source,
            name=f"{name}_{between.words.many}",
            label="tratten",
        )
    if view.kind in SPREAD:
        heading = f"{view.title}: så är svaren fördelade"
        draw, ending, label = partial(_distribution, view, row), "fordelning", "fördelningen"
    elif row:
        heading = f"{view.title} av hundra"
        draw, ending, label = partial(_hundred, view, row), "av_hundra", "av hundra"
    else:
        return
    offer_picture(draw, title=heading, source=source, name=f"{name}_{ending}", label=label)


def _between(picture: FunnelPicture, palette: Palette, width: int) -> alt.TopLevelMixin:
    return funnel_chart(picture, palette, width=width)


def _distribution(view: View, row: str | None, palette: Palette, width: int) -> alt.TopLevelMixin:
    return distribution_chart(view, row, palette, width=width)


def _hundred(view: View, row: str, palette: Palette, width: int) -> alt.TopLevelMixin:
    return hundred_chart(view, row, palette, width=width)


def _values(view: View) -> list[str]:
    return [value for _, value in view.filters]
