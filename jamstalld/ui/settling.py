"""What is done once before the app answers, so that every run after it is shorter."""

from __future__ import annotations

import gc
from importlib import import_module

_LIBRARIES = ("altair", "scipy.stats", "scipy.special", "docx", "pptx", "openpyxl")
"""What pages read when they are first shown: the largest, and none of our own."""


def settle() -> None:
    """Read the libraries, and let nobody look for garbage among them.

    There is none, and looking through all that they hold takes longer than a page, while every session waits. For the
    same reason Streamlit is told not to have it looked for after each run (``runner.postScriptGC``).
    """
    for library in _LIBRARIES:
        import_module(library)
    gc.collect()
    gc.freeze()
