"""Actions: what has been decided, how far it has come, and whether what it was to change has moved."""

from jamstalld.ui.actions import show_board
from jamstalld.ui.frame import show_page

show_page("Åtgärder", show_board, needs_data=False)
