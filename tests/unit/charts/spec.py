"""Reading a Vega-Lite specification."""

import json
import re
from collections.abc import Iterator
from typing import Any

import altair as alt

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
    return spec["datasets"][part["data"]["name"]]


def written(spec: Spec) -> list[str]:
    """Every text in the picture, axes apart."""
    texts: list[str] = []
    for part in marks(spec, "text"):
        field = part["encoding"]["text"]["field"]
        texts += [record[field] for record in records(spec, part)]
    return texts


def colours(chart: alt.TopLevelMixin) -> set[str]:
    """Every colour named anywhere."""
    return set(re.findall(r"#[0-9a-fA-F]{6}\b", json.dumps(chart.to_dict())))


def scale(part: Spec, channel: str) -> tuple[list[float], list[float]]:
    """The domain and the range of a part's position."""
    found = part["encoding"][channel]["scale"]
    return found["domain"], found["range"]
