"""Everything that has been written down, with a link back to the view it is about."""

import streamlit as st

from jamstalld.store import notes
from jamstalld.ui import state
from jamstalld.ui.frame import show_page
from jamstalld.ui.notes import show_listed


def contents() -> None:
    """List the notes, the last saved first."""
    st.title("Anteckningar")
    written = notes(state.database())
    if not written:
        st.markdown(
            "Här samlas det som gruppen skriver ned. Öppna en vy under *Analys* och skriv i fälten under bilden: "
            "*Vad ser vi?*, *Vad kan det bero på?* och *Vad gör vi?* Det sparas av sig själv."
        )
    for note in written:
        show_listed(note)


show_page("Anteckningar", contents, needs_data=False)
