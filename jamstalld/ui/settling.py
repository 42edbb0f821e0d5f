"""What is done once before the app answers, so that every run after it is shorter."""

from __future__ import annotations

import gc
from importlib import import_module

_LIBRARIES = ("altair", "scipy.stats", "scipy.special", "docx", "pptx", "openpyxl")
"""What pages read when they are first shown: the largest, and none of our own."""


def settle() -> None:
    """Read the libraries, and let nobody look for garbage among them.

    Streamlit has Python look for garbage after each run of a page. Among all that the libraries hold that takes as long
    as the page itself, while every other session waits; and there is none.
    """
    for library in _LIBRARIES:
        import_module(library)
    gc.collect()
    gc.freeze()
