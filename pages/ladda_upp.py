"""Upload spreadsheets: checked first, then loaded, or refused with what to mend."""

import streamlit as st

from jamstalld.ui.upload import check_uploads, show_deliveries

st.title("Ladda upp underlag")
st.markdown(
    "Ladda upp en fil per kvartal ur verksamhetssystemet eller er egen uppföljning. Filen kontrolleras först; "
    "inget läses in förrän du säger till, och inget lämnar den här datorn."
)
check_uploads()
show_deliveries()
