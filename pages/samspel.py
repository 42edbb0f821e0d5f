"""Interplay: always sex, never sex alone."""

from jamstalld.ui.frame import show_page
from jamstalld.ui.interplay import show_interplay

show_page("Samspel", show_interplay)
