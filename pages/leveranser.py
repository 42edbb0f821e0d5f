"""Every delivery: what has been loaded, whether it counts, and what has been done to it."""

import streamlit as st

from jamstalld.ui.deliveries import show_deliveries
from jamstalld.ui.frame import show_page


def contents() -> None:
    """List the deliveries, offer to withdraw or restore one, and show the log."""
    st.title("Leveranser")
    st.markdown(
        "Varje inläst fil är en leverans. Dras den tillbaka eller ersätts räknas den inte längre, men den finns "
        "kvar och kan återställas."
    )
    show_deliveries()


show_page("Leveranser", contents, needs_data=False)
