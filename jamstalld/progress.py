"""How far a piece of long work has come: told by whoever does it, shown by whoever waits.

Whoever is told may raise an exception to stop the work: it has then left nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable

# Told what is being done, in Swedish, and how much of it is done, 0–1.
Progress = Callable[[str, float], None]


def silent(doing: str, done: float) -> None:
    """Tell nobody."""
