"""Meetings: planned from a template, led while they are open, read afterwards."""

from jamstalld.ui.frame import show_page
from jamstalld.ui.meetings.page import TITLE, show_meetings

show_page(TITLE, show_meetings, needs_data=False)
