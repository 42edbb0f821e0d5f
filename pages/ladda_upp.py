"""Upload spreadsheets: checked first, then loaded, or refused with what to mend."""

import streamlit as st

from jamstalld.ui.frame import show_page
from jamstalld.ui.upload import check_uploads, show_deliveries


def contents() -> None:
    """Take files, and list what has been loaded."""
    st.title("Ladda upp underlag")
    st.markdown(
        "Ladda upp en fil per kvartal ur verksamhetssystemet eller er egen uppföljning. Filen kontrolleras först; "
        "inget läses in förrän du säger till, och inget lämnar den här datorn."
    )
    check_uploads()
    show_deliveries()


show_page("Ladda upp underlag", contents, needs_data=False)
