"""The parts of the overview page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.ui.links import request_of, view_link
from jamstalld.ui.tables import show_table
from jamstalld.views.overview import Finding, Overview, Size
from jamstalld.views.saying import missing_share
from jamstalld.wording.numbers import count_or_few, number, percent, percentage_points, period_text
from jamstalld.wording.sentences import side_of
from jamstalld.wording.words import capitalised

_SHOWN = 5


def show_sizes(seen: Overview) -> None:
    """Show how many persons, cases and interventions there are, by sex."""
    threshold = seen.views[0].threshold if seen.views else 5
    before = {size.unit: size for size in seen.earlier}
    rows = [_size_row(size, before.get(size.unit), threshold) for size in seen.sizes]
    st.markdown(f"## Hur många, {period_text(seen.period)}")
    show_table(rows)


def _size_row(size: Size, before: Size | None, threshold: int) -> dict[str, str]:
    counted = {
        "Räknat i": size.unit.capitalize(),
        "Kvinnor": count_or_few(size.women, threshold),
        "Män": count_or_few(size.men, threshold),
        "Andel kvinnor": percent(size.women / (size.women + size.men)) if size.women and size.men else "visas inte",
        "Kön saknas": count_or_few(size.sex_missing, threshold),
    }
    if before:
        counted["Kvinnor, perioden före"] = count_or_few(before.women, threshold)
        counted["Män, perioden före"] = count_or_few(before.men, threshold)
    return counted


def show_findings(seen: Overview) -> None:
    """Show the clearest differences beside the likenesses, each with a link to its view."""
    differences, similarities = st.columns(2)
    with differences:
        st.markdown("## Tydligaste skillnaderna")
        _list(seen.differences, "Ingen säker könsskillnad syns den här perioden.")
    with similarities:
        st.markdown("## Likvärdigt")
        _list(seen.similarities, "Ingen jämförelse är än så säker att den kan kallas likvärdig.")
    compared = sum(view.family for view in seen.views)
    st.caption(
        f"{number(compared)} jämförelser i {number(len(seen.views))} vyer är genomgångna. "
        "Siffror säger inte varför. En likhet är också ett resultat."
    )


def _list(findings: Sequence[Finding], nothing: str) -> None:
    if not findings:
        st.markdown(nothing)
    for finding in findings[:_SHOWN]:
        with st.container(border=True):
            st.markdown(_told(finding))
            view_link(request_of(finding.view), f"Öppna {finding.view.title.lower()}")
    if len(findings) > _SHOWN:
        with st.expander(f"{number(len(findings) - _SHOWN)} till"):
            for finding in findings[_SHOWN:]:
                st.markdown(_told(finding))


def _told(finding: Finding) -> str:
    return f"**{finding.view.title}.** {capitalised(finding.sentence)}"


def show_changes(seen: Overview) -> None:
    """Show which differences have moved since the period before, more than chance would."""
    if seen.earlier_period is None:
        return
    st.markdown(f"## Förändrat sedan {period_text(seen.earlier_period)}")
    moved = [
        (view, row)
        for view in seen.views
        for row in view.rows
        if row.previous and row.previous.change.low * row.previous.change.high > 0
    ]
    if not moved:
        st.markdown("Ingen skillnad har ändrats mer än vad slumpen brukar ge.")
    for view, row in moved[:_SHOWN]:
        if row.previous and row.difference:
            st.markdown(
                f"- **{view.title}, {row.label}:** från {_side(row.previous.difference.estimate)} till "
                f"{_side(row.difference.estimate)} för {view.words[0]} än för {view.words[1]}."
            )


def _side(difference: float) -> str:
    return f"{percentage_points(difference)} {side_of(difference)}"


def show_missing(seen: Overview) -> None:
    """Show for which measures many answers are missing, by sex."""
    st.markdown("## Uppgift saknas")
    rows = [
        {
            "Mått": view.title,
            "Kvinnor": _share(missing_share(view.base.women)),
            "Män": _share(missing_share(view.base.men)),
        }
        for view in seen.views
        if view.kind == "rate"
    ]
    if rows:
        show_table(rows)


def _share(share: float | None) -> str:
    return "under gränsen" if share is None else percent(share)
