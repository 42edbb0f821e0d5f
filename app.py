"""The app: ``streamlit run app.py``, ``python app.py`` or ``uvicorn app:app``."""

import streamlit as st
from starlette.middleware import Middleware

from jamstalld.ui import crowd, failures, gate, serve, shell

serve.use_own_configuration()
app = st.App(
    serve.START,
    routes=serve.routes(),
    middleware=[Middleware(gate.Gate, access=serve.access), Middleware(crowd.Crowd), Middleware(shell.Shell)],
    lifespan=serve.lifespan,
    on_script_error=failures.tell,
    secrets=serve.secrets(),
)

if __name__ == "__main__":
    serve.run_directly(app)
