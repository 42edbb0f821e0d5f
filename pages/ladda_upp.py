"""Upload spreadsheets: checked first, then told what they change, then loaded, or refused with what to mend."""

import streamlit as st

from jamstalld.ui import state
from jamstalld.ui.frame import show_page
from jamstalld.ui.groupings import show_groupings
from jamstalld.ui.navigation import page
from jamstalld.ui.population import show_population
from jamstalld.ui.template import offer_template
from jamstalld.ui.upload.page import check_uploads
from jamstalld.ui.upload.profiles import show_own


def contents() -> None:
    """Take files; what has been loaded is listed on a page of its own."""
    st.title("Ladda upp underlag")
    st.markdown(
        "Ladda upp en fil per kvartal ur verksamhetssystemet eller er egen uppföljning. Filen kontrolleras först; "
        "inget läses in förrän du säger till, och uppgifterna skickas ingen annanstans."
    )
    check_uploads()
    offer_template()
    if not state.info().empty:
        st.page_link(page("leveranser"), label="Se vad som är inläst")
    show_own()
    show_groupings()
    show_population()


show_page("Ladda upp underlag", contents, needs_data=False)
