"""Which value of a code list a misspelt or abbreviated cell may have meant: a proposal, never taken for granted."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from jamstalld.dictionary import CodeList, fold

LEAST_RATIO = 0.85
# How much nearer the nearest must be than the next one, to be the one that was meant.
_CLEARLY = 0.05
_LEAST_LETTERS = 3
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
# One word more or less, and the meaning is turned round: "ej beviljad" is no way to spell "beviljad".
_TURNING = ("ej", "inte", "icke", "utan")


def similar(text: str, codes: CodeList) -> str | None:
    """Give the value that a text the list does not know may have meant, if one is clearly nearest.

    It is the one whose words the text abbreviates, else the one that is spelt nearly alike.

    Parameters
    ----------
    text
        What a cell says.

    Returns
    -------
    str or None
        The value as the list writes it.
    """
    if len(_NOT_A_LETTER.sub("", text)) < _LEAST_LETTERS:
        return None
    abbreviated = {value for value in codes.values if _abbreviates(text, value)}
    if abbreviated:
        return abbreviated.pop() if len(abbreviated) == 1 else None
    return _nearest(fold(text), codes)


def _abbreviates(text: str, value: str) -> bool:
    """Tell whether each word of a text is the beginning of the word of a value it stands for."""
    words, whole = _words(text), _words(value)
    # A short word may be a word of its own: "stöd" is not short for "stödsamtal", as "stöd." would be.
    enough = len(words) > 1 or text.rstrip().endswith(".") or len(text) * 2 >= len(value)
    return enough and len(words) == len(whole) and all(map(str.startswith, whole, words))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _nearest(folded: str, codes: CodeList) -> str | None:
    ratios: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    for spelling, value in codes.recognised.items():
        # Hardly anyone misspells the first letter, and "obeviljad" is the opposite of "beviljad".
        if spelling[:1] != folded[:1] or _turns(spelling) != _turns(folded):
            continue
        matcher.set_seq1(spelling)
        if matcher.real_quick_ratio() >= LEAST_RATIO and matcher.quick_ratio() >= LEAST_RATIO:
            ratios[value] = max(ratios.get(value, 0), matcher.ratio())
    best = max(ratios, key=lambda value: ratios[value], default=None)
    if best is None or ratios[best] < LEAST_RATIO:
        return None
    others = (ratio for value, ratio in ratios.items() if value != best)
    return best if ratios[best] - max(others, default=0) >= _CLEARLY else None


def _turns(folded: str) -> tuple[object, ...]:
    """Give what must be the same in two spellings of one value: its negations and its digits."""
    return (*(folded.count(word) for word in _TURNING), re.findall(r"\d", folded))
