"""Decisions: how often women and men are approved, by intervention, area and unit."""

from jamstalld.dictionary import dictionary
from jamstalld.ui.frame import show_page
from jamstalld.ui.measure_page import show_measures


def contents() -> None:
    """Show approval by sex."""
    show_measures(
        [dictionary().measure("approval")],
        rows=("intervention", "area", "unit", "municipality", "age_group", "need_level", "household", "quarter"),
    )


show_page("Beslut", contents)
