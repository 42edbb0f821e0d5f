"""The parts of the overview page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.ui.links import view_link
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.views.laying_out import WHOLE
from jamstalld.views.overview import Few, Finding, Look, Overview, Size
from jamstalld.views.saying import gap, missing_share, unit_for
from jamstalld.wording import overview as say
from jamstalld.wording.numbers import count_or_few, number, percent, period_text
from jamstalld.wording.words import capitalised, sexes_of

_SHOWN = 5


def show_sizes(seen: Overview) -> None:
    """Show how many persons, cases and interventions there are, by sex."""
    before = {size.unit: size for size in seen.earlier}
    rows = [_size_row(size, before.get(size.unit), seen.threshold) for size in seen.sizes]
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
        _list([(one.look, one.sentence) for one in seen.differences], say.NO_DIFFERENCE)
    with similarities:
        st.markdown("## Likvärdigt")
        _list([(one.look, one.sentence) for one in seen.similarities], say.NO_SIMILARITY)
    st.caption(say.family_line(seen.family, len(seen.looks)))


def show_few(seen: Overview) -> None:
    """Show what is too small to say anything yet, with how much longer it would take, the nearest first."""
    st.markdown("## För få för att säga något än")
    near = [one for one in seen.few if one.quarters is not None]
    st.markdown(say.FEW_MEANS if seen.few else say.NONE_TOO_FEW)
    _list([(one.look, _waiting(one)) for one in near])
    if len(near) < len(seen.few):
        st.markdown(say.never_line(len(seen.few) - len(near)))


def _waiting(one: Few) -> str:
    measure = one.look.measure
    return say.few_sentence(one.row.label, one.quarters, measure.margin, unit_for(measure))


def _list(found: Sequence[tuple[Look, str]], nothing: str = "") -> None:
    """Show the first few sentences with links to their views and the others folded, or that there is nothing."""
    if nothing and not found:
        st.markdown(nothing)
    for look, sentence in found[:_SHOWN]:
        with st.container(border=True):
            st.markdown(_told(look, sentence))
            view_link(look.request, f"Öppna {look.measure.title.lower()}")
    if len(found) > _SHOWN:
        with st.expander(f"{number(len(found) - _SHOWN)} till"):
            for look, sentence in found[_SHOWN:]:
                st.markdown(_told(look, sentence))
                view_link(look.request, f"Öppna {look.measure.title.lower()}")


def _told(look: Look, sentence: str) -> str:
    return f"**{plain(look.measure.title)}.** {plain(capitalised(sentence))}"


def show_changes(seen: Overview) -> None:
    """Show which differences have moved since the period before, more than chance would."""
    if seen.earlier_period is None:
        return
    st.markdown(f"## Förändrat sedan {period_text(seen.earlier_period)}")
    _list([(one.look, _moved(one)) for one in seen.changes], say.NO_CHANGE)


def _moved(one: Finding) -> str:
    before, now = gap(one.row.previous and one.row.previous.difference), gap(one.row.difference)
    if before is None or now is None:
        return ""
    label = None if one.row.label == WHOLE else one.row.label
    return say.moved_sentence(label, before, now, unit_for(one.look.measure), sexes_of(one.row.label))


def show_missing(seen: Overview) -> None:
    """Show for which measures many answers are missing, by sex."""
    st.markdown("## Uppgift saknas")
    rows = [
        {
            "Mått": look.measure.title,
            "Kvinnor": _share(missing_share(look.women)),
            "Män": _share(missing_share(look.men)),
        }
        for look in seen.looks
        if look.first and look.measure.kind != "share"
    ]
    if rows:
        show_table(rows)


def _share(share: float | None) -> str:
    return "under gränsen" if share is None else percent(share)
