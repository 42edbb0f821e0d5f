"""The time of the point on the screen. The browser counts it on by itself: ``timer.js``."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from jamstalld.dialogue.meetings import Meeting, Point
from jamstalld.wording.meetings import timer_text


def show_timer(meeting: Meeting, point: Point) -> None:
    """Show how much of a point's time is left."""
    if not meeting.point_since:
        return
    began = datetime.fromisoformat(meeting.point_since)
    elapsed = max(0, int((datetime.now() - began).total_seconds()))
    words = timer_text(elapsed, point.minutes)
    st.html(f'<p class="timer" role="timer" data-elapsed="{elapsed}" data-minutes="{point.minutes}">{words}</p>')
