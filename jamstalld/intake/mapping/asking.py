"""A column that fits nothing known, proposed as a question of the municipality's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jamstalld.dictionary import LocalVariable, dictionary, fold
from jamstalld.errors import JamstalldError
from jamstalld.intake.values.dates import parse_date
from jamstalld.wording.numbers import parse_number

_MAX_TITLE = 60
_MAX_ANSWERS, _MAX_ANSWER = 12, 40
_LEAST_EACH = 2
_LEAST_NUMBERS = 0.9
_BANDS = 4
_SCALE = ("1", "2", "3", "4", "5")
_LEAST_OF_SCALE = 3
_UNIT = re.compile(r"\s*[(\[]\s*([^\W\d_][\w %/]{0,19}?)\s*[)\]]\s*$")


def own_question(header: str, texts: Mapping[str, int]) -> LocalVariable | None:
    """Propose how a column could be declared as a local variable.

    Parameters
    ----------
    texts
        Its filled cells in the sample → how many there are of each.

    Returns
    -------
    LocalVariable or None
        Yes or no, a scale from 1 to 5, a number, or a category. None where the cells look like none of them:
        dates, codes that are another on every row, long texts.
    """
    named = _UNIT.search(header)
    title = _title(header[: named.start()] if named else header)
    if not texts or not fold(title):
        return None
    yes_no = dictionary().code_lists["yes_no"]
    if all(yes_no.find(text) for text in texts):
        return LocalVariable(title, "yes_no")
    if set(texts) <= set(_SCALE) and len(texts) >= _LEAST_OF_SCALE:
        return LocalVariable(title, "ordered", values=_SCALE, positive=_SCALE[-2:])
    if all(parse_date(text) for text in texts) or _is_code(texts):
        return None
    numbers = _numbers(texts)
    if len(numbers) >= _LEAST_NUMBERS * sum(texts.values()):
        limits = _limits(numbers)
        return LocalVariable(title, "number", limits=limits, unit=named[1] if named else None) if limits else None
    answers = _answers(texts)
    if 1 < len(answers) <= len(texts) <= _MAX_ANSWERS and max(map(len, texts)) <= _MAX_ANSWER:
        return LocalVariable(title, "category", values=answers)
    return None


def _title(header: str) -> str:
    plain = " ".join(header.replace("_", " ").split())[:_MAX_TITLE].strip()
    return plain[:1].upper() + plain[1:]


def _is_code(texts: Mapping[str, int]) -> bool:
    """Tell whether there are so many different cells that they are no answers: numbers of cases, names."""
    whole = all(text.isdigit() and len(text) > len("1000") for text in texts)
    letters = not any(_number(text) is not None for text in texts)
    return (whole or letters) and sum(texts.values()) < _LEAST_EACH * len(texts)


def _answers(texts: Mapping[str, int]) -> tuple[str, ...]:
    """Give the answers, each once however it is spelled: the spelling that most rows have."""
    often = sorted(filter(fold, texts), key=lambda text: (-texts[text], text))
    return tuple(sorted({fold(text): text for text in reversed(often)}.values(), key=str.casefold))


def _numbers(texts: Mapping[str, int]) -> list[float]:
    read = ((_number(text), times) for text, times in texts.items())
    return sorted(value for value, times in read if value is not None for _ in range(times))


def _number(text: str) -> float | None:
    try:
        return parse_number(text)
    except JamstalldError:
        return None


def _limits(numbers: Sequence[float]) -> tuple[float, ...]:
    """Put the limits between four bands of about as many rows each, rounded to figures that people use."""
    size = numbers[-1] - numbers[0]
    step = next((step for step in (1, 5, 10, 50, 100, 500, 1000, 10_000) if size <= 40 * step), 100_000)
    cuts = (numbers[len(numbers) * part // _BANDS] for part in range(1, _BANDS))
    limits = sorted({float(round(cut / step) * step) for cut in cuts})
    return tuple(limit for limit in limits if numbers[0] < limit <= numbers[-1])
