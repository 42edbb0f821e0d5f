"""Actions on the pages: beside an analysis, on a page of their own, and at a glance."""

from jamstalld.ui.actions.beside import actions_in
from jamstalld.ui.actions.board import show_board
from jamstalld.ui.actions.glance import show_news

__all__ = ["actions_in", "show_board", "show_news"]
