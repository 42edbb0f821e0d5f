"""Not the app: one page with the widgets the app uses, in the same shell, to see Streamlit's own words in Swedish.

Imported by uvicorn it makes the app; run by Streamlit it draws the page.
"""

import time

import altair as alt
import pandas as pd
import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime

from jamstalld.ui import failures, serve, shell

SECRET = "hemligt-värde-4711"


def draw() -> None:
    st.set_page_config(page_title="Galleri", page_icon=str(serve.START.with_name("static") / "jamstalld.svg"))
    st.title("Galleri")
    st.caption("Liten text")
    st.sidebar.write("Sidomeny")
    st.file_uploader("Kalkylblad", type=["xlsx", "ods"])
    st.selectbox("Område", ["Norr", "Söder"], index=None, help="Vilket område det gäller")
    st.multiselect("Enheter", ["Ett", "Två"], max_selections=1)
    st.text_input("Tal")
    st.text_area("Anteckning", max_chars=200)
    st.number_input("Antal", 0, 10)
    st.date_input("Dag")
    st.toggle("Dela upp")
    with st.expander("Så läser du bilden"):
        st.write("Text")
    for tab in st.tabs(["Bild", "Tabell"]):
        tab.write("Innehåll")
    frame = pd.DataFrame({"Kön": ["Kvinnor", "Män"], "Antal": [12, 14]})
    st.table(frame, hide_index=True)
    st.dataframe(frame, hide_index=True)
    st.altair_chart(alt.Chart(frame).mark_bar().encode(x="Antal", y="Kön"), alt="Antal kvinnor och män")
    st.download_button("Ladda ner", b"x", "x.txt")
    if st.button("Visa ruta"):
        box()
    if st.button("Ropa"):
        st.toast("Sparat")
    if st.button("Arbeta"):
        with st.spinner():
            time.sleep(3)
    if st.button("Gå sönder"):
        raise ValueError(SECRET)


@st.dialog("Ruta")
def box() -> None:
    st.write("I rutan")


if runtime.exists():
    draw()
else:
    serve.use_own_configuration()
    app = st.App(
        __file__,
        middleware=[Middleware(shell.Shell)],
        lifespan=serve.lifespan,
        on_script_error=failures.tell,
    )
