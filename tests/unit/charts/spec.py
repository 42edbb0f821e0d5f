"""Reading a Vega-Lite specification."""

import json
import re
from collections.abc import Iterator
from typing import Any

from jamstalld.charts.fitting import text_width
from jamstalld.charts.theme import BOLD

Spec = dict[str, Any]


def parts(spec: Spec) -> Iterator[Spec]:
    """Every part that draws one kind of mark, in the order they are drawn."""
    inherited = {"data": spec["data"]} if "data" in spec else {}
    for key in ("hconcat", "layer"):
        for part in spec.get(key, ()):
            yield from parts(inherited | part)
    if "mark" in spec:
        yield spec


def marks(spec: Spec, kind: str, **properties: Any) -> list[Spec]:
    """The parts drawn with a kind of mark that has these properties."""
    return [
        part
        for part in parts(spec)
        if part["mark"]["type"] == kind and all(part["mark"].get(name) == value for name, value in properties.items())
    ]


def records(spec: Spec, part: Spec) -> list[dict[str, Any]]:
    """The data a part is drawn from."""
    return list(spec["datasets"][part["data"]["name"]])


def written(spec: Spec) -> list[str]:
    """Every text in the picture, axes apart."""
    texts: list[str] = []
    for part in marks(spec, "text"):
        field = part["encoding"]["text"]["field"]
        texts += [record[field] for record in records(spec, part)]
    return texts


def colours(spec: Spec) -> set[str]:
    """Every colour named anywhere."""
    return set(re.findall(r"#[0-9a-fA-F]{6}\b", json.dumps(spec)))


def scale(part: Spec, channel: str) -> tuple[list[float], list[float]]:
    """The domain and the range of a part's position."""
    found = part["encoding"][channel]["scale"]
    return found["domain"], found["range"]


def spans(spec: Spec) -> list[tuple[str, float, float]]:
    """Every text with where it begins and ends, pixels from the left of its panel; its width is estimated."""
    found: list[tuple[str, float, float]] = []
    for part in marks(spec, "text"):
        mark, encoding = part["mark"], part["encoding"]
        size = mark.get("fontSize", 15)
        bold = BOLD if mark.get("fontWeight", 400) >= 600 else 1
        for record in records(spec, part):
            text = record[encoding["text"]["field"]]
            at = _place(encoding["x"], record)
            wide = size if mark.get("angle") else max(text_width(line, size) * bold for line in text.split("\n"))
            before = {"left": 0, "center": wide / 2, "right": wide}[mark.get("align", "center")]
            if mark.get("angle"):
                before = wide / 2
            found.append((text, at - before, at - before + wide))
    return found


def _place(channel: Spec, record: Spec) -> float:
    if "value" in channel:
        return channel["value"]
    (low, high), (start, end) = channel["scale"]["domain"], channel["scale"]["range"]
    return start + (record[channel["field"]] - low) / (high - low) * (end - start)
