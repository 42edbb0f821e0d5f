"""Every analysis: what was written, what the group saw, and whether it still stands."""

from jamstalld.ui.analysis.listing import show_analyses
from jamstalld.ui.frame import show_page

show_page("Analyser", show_analyses, needs_data=False)
