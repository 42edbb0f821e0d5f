"""The gap over time: quarter by quarter, and before and after an effort."""

from jamstalld.ui.frame import show_page
from jamstalld.ui.over_time import show_over_time

show_page("Över tid", show_over_time)
