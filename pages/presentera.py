"""Presenting: the point of a meeting that is on the screen, and nothing else."""

from jamstalld.ui.meetings.presenting import show_presenting
from jamstalld.ui.meetings.screen import show_screen

show_screen(show_presenting)
