"""Fitting texts into a width without a screen to measure them on."""

from __future__ import annotations

from collections.abc import Sequence

# Widths of characters in DejaVu Sans, the widest of the fonts a chart may be drawn with, in parts of the size.
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.3, "ijlI'"),
        (0.36, " \u00a0.,:;/\\|·f"),
        (0.46, 'rt()[]-!"'),
        (0.7, "ABCKRVXZÅÄ"),
        (0.84, "wDGHNOQUÖ−–+=&#<>^~"),
        (1.0, "mMW%…←→@"),
    )
    for letter in letters
}
_PLAIN = 0.65


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in pixels, rather too wide than too narrow."""
    return size * sum(_WIDTHS.get(letter, _PLAIN) for letter in text)


def wrapped(text: str, width: float, size: float, lines: int = 2) -> tuple[str, ...]:
    """Break a text into at most so many lines of at most so many pixels; what does not fit ends in "…"."""
    words, broken = text.split(" "), [""]
    for at, word in enumerate(words):
        longer = f"{broken[-1]} {word}".lstrip()
        if text_width(longer, size) <= width or not broken[-1]:
            broken[-1] = longer
        elif len(broken) < lines:
            broken.append(word)
        else:
            broken[-1] = f"{broken[-1]} {' '.join(words[at:])}"
            break
    return tuple(_shortened(line, width, size) for line in broken)


def _shortened(text: str, width: float, size: float) -> str:
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def widest(texts: Sequence[str], size: float) -> float:
    """Estimate the width in pixels of the widest of some texts; 0 of none."""
    return max((text_width(text, size) for text in texts), default=0.0)


def flowed(widths: Sequence[float], width: float, gap: float) -> list[tuple[float, int]]:
    """Place things one after the other, on a new line where the next would not fit.

    Returns
    -------
    list
        The left edge (pixels) and the line of each.
    """
    places: list[tuple[float, int]] = []
    left, line = 0.0, 0
    for each in widths:
        if left and left + each > width:
            left, line = 0.0, line + 1
        places.append((left, line))
        left += each + gap
    return places
