"""Everything that has been written down, with a link back to the view it is about."""

import streamlit as st

from jamstalld.store import notes
from jamstalld.ui import state
from jamstalld.ui.links import view_link
from jamstalld.ui.notes import show_texts
from jamstalld.ui.show import show_snapshot
from jamstalld.views.asjson import request_from_json, view_from_json
from jamstalld.wording.numbers import date_text, time_text

st.title("Anteckningar")
written = notes(state.database())
if not written:
    st.markdown(
        "Här samlas det som gruppen skriver ned. Öppna en vy under *Analys* och skriv i fälten under bilden: "
        "*Vad ser vi?*, *Vad kan det bero på?* och *Vad gör vi?* Det sparas av sig själv."
    )
for note in written:
    view = view_from_json(note.view)
    with st.container(border=True):
        st.markdown(f"#### {view.question}")
        st.caption(f"{note.author} · {date_text(note.saved_at)} kl. {time_text(note.saved_at)}")
        show_texts(note)
        view_link(request_from_json(note.request), "Öppna vyn")
        with st.expander("Vyn som den såg ut då"):
            show_snapshot(view)
