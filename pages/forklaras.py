"""Can the difference be explained: what of it goes with needs, age and the like, and what remains."""

from jamstalld.ui.explaining import show_explaining
from jamstalld.ui.frame import show_page
from jamstalld.wording.explanation_notes import TITLE

show_page(TITLE, show_explaining)
