"""Documents of what the group has seen, said and decided: minutes, the four-step report, slides and tables."""

from jamstalld.ui.frame import show_page
from jamstalld.ui.reports import show_reports

show_page("Rapporter", show_reports, needs_data=False)
