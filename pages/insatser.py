"""Who gets which interventions: share of women and of men, and women's part of each."""

from jamstalld.dictionary import dictionary
from jamstalld.ui.frame import show_page
from jamstalld.ui.measure_page import show_measures


def contents() -> None:
    """Show the interventions by sex; the base is chosen in the menu "Räkna i"."""
    show_measures([dictionary().measure("received")], rows=("area", "unit", "municipality", "age_group"))


show_page("Insatser", contents)
