"""The user interface: the only room, with ``pages/`` and ``app.py``, that knows Streamlit."""
