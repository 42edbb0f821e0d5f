"""What a room sees of what has been written: how much while it is being written, and all of it when it is opened."""

from __future__ import annotations

import html

import streamlit as st

from jamstalld.charts.theme import DARK, LIGHT
from jamstalld.dialogue.actions import STATUSES
from jamstalld.dialogue.gathering import Gathered, by_dots, gathered, tally, voters, writers
from jamstalld.dialogue.meetings import Point
from jamstalld.ui import state
from jamstalld.ui.meetings.current import written_at
from jamstalld.ui.meetings.open_actions import NO_ACTIONS, open_actions
from jamstalld.wording.meetings import NO_DAY, more_line, written_line
from jamstalld.wording.numbers import day_text
from jamstalld.wording.words import enumerated

ROWS = 5
"""How many there is room for on the smallest screen."""
_WIDEST = 60
"""The longest bar, per cent of its cell."""


def show_answers(point: Point) -> None:
    """Show what has been written at a conversation: how much, and the texts with their dots when that is opened."""
    written = written_at(point.identity)
    contributions = [kept.entry for kept in written.contributions]
    ballots = [kept.entry for kept in written.ballots]
    if point.results and contributions:
        _show_table(by_dots(gathered(contributions, ballots)))
        return
    can = [words for words, on in (("skriva", point.writing), ("rösta", point.voting)) if on]
    if can:
        st.markdown(f"Du kan {enumerated(can)} i telefonen nu.")
    st.markdown(written_line(len(contributions), writers(contributions), voters(ballots)))


def show_actions() -> None:
    """Show what is to be done and when; who does it stands on the page of the one who leads."""
    there = open_actions()
    if not there:
        st.markdown(NO_ACTIONS)
        return
    rows = "".join(
        f'<tr><td><span class="ord" dir="auto">{html.escape(one.what)}</span></td>'
        f"<td>{day_text(one.due, NO_DAY)}</td><td>{STATUSES[one.status]}</td></tr>"
        for one in there[:ROWS]
    )
    heads = '<th style="width:60%">Åtgärd</th><th>Till när</th><th>Läge</th>'
    st.html(f'<table class="storlista"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    _show_more(len(there) - ROWS)


def counted(*, voted: bool) -> str:
    """Name the counts of :func:`jamstalld.dialogue.gathering.tally`."""
    return "Prickar" if voted else "Skrivet av"


def _show_table(groups: tuple[Gathered, ...]) -> None:
    """Show the texts and, as a bar and a number, how many dots each has or how many have written it."""
    palette = DARK if state.is_dark() else LIGHT
    voted, counts = tally(groups)
    most = max(counts)
    rows = "".join(
        f'<tr><td><span class="ord" dir="auto">{html.escape(group.head.text)}</span></td><td>'
        f'<span class="stapel" style="width:{count / most * _WIDEST:.0f}%;background:{palette.similar}"></span>{count}'
        "</td></tr>"
        for group, count in zip(groups[:ROWS], counts, strict=False)
    )
    heads = f'<th style="width:65%">Svar</th><th>{counted(voted=voted)}</th>'
    st.html(f'<table class="storlista"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    _show_more(len(groups) - ROWS)


def _show_more(more: int) -> None:
    if more > 0:
        st.markdown(more_line(more))
