"""What the numbers are, how they are compared and how they are protected."""

import streamlit as st

from jamstalld.ui import state
from jamstalld.ui.frame import show_page
from jamstalld.wording.explaining import METHOD, STORAGE, UNTOLD
from jamstalld.wording.method import protection_line


def contents() -> None:
    """Explain the method; the paragraph on protection is this database's own."""
    st.title("Om metoden")
    st.markdown(METHOD)
    st.markdown(protection_line(state.info().threshold))
    if state.info().threshold > 1:
        st.markdown(UNTOLD)
    st.markdown(STORAGE)


show_page("Om metoden", contents, needs_data=False)
