"""The app: ``streamlit run app.py``, ``python app.py`` or ``uvicorn app:app``."""

import streamlit as st
from starlette.middleware import Middleware

from jamstalld.ui import crowd, failures, serve, shell

serve.use_own_configuration()
app = st.App(
    serve.START,
    routes=serve.routes(),
    middleware=[Middleware(crowd.Crowd), Middleware(shell.Shell)],
    lifespan=serve.lifespan,
    on_script_error=failures.tell,
)

if __name__ == "__main__":
    serve.run_directly(app)
