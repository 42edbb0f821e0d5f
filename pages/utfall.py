"""Outcomes: goals reached, own experience, and whatever else the data hold answers to."""

from jamstalld.errors import MissingVariableError
from jamstalld.ui import state
from jamstalld.ui.frame import show_page
from jamstalld.ui.measure_page import show_measures


def contents() -> None:
    """Show one outcome at a time, chosen among those the data can answer."""
    present = state.info().columns
    outcomes = [measure for measure in state.known().measures.values() if measure.page == "utfall"]
    answered = [measure for measure in outcomes if measure.column in present]
    if not answered:
        titles = ", ".join(measure.title.lower() for measure in outcomes)
        raise MissingVariableError(
            "Underlaget har inga uppgifter om utfall än. Vyerna här visas så snart en inläst fil har någon av "
            f"dem: {titles}."
        )
    show_measures(
        answered,
        rows=("area", "unit", "municipality", "intervention", "age_group", "need_level", "household", "quarter"),
    )


show_page("Utfall", contents)
