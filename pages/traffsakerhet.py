"""Whether interventions match needs equally well for women and for men."""

from jamstalld.ui.frame import show_page
from jamstalld.ui.matching import show_matching

show_page("Träffsäkerhet", show_matching)
