"""Views and requests as JSON, and back: what the command prints and a note keeps.

Keys without a value in a kind of measure are left out; a hidden value is null.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from jamstalld.errors import RequestError
from jamstalld.periods import Period
from jamstalld.views.model import (
    Adjusted,
    Base,
    BaseGroup,
    Bounds,
    Change,
    Estimate,
    Group,
    Hidden,
    Pairs,
    Representation,
    Row,
    View,
)
from jamstalld.views.request import ViewRequest

_OPTIONAL = (
    *("difference", "ratio", "representation", "pairs", "effect", "adjusted", "previous"),
    *("p", "q", "smallest_visible", "bounds"),
)
_SHARE = ("n", "count", "share", "low", "high", "missing")
# What a kind of measure says of the women or the men of a row.
GROUP_KEYS = {
    "share": _SHARE,
    "rate": _SHARE,
    "ordinal": ("n", "missing", "distribution"),
    "mean": ("n", "mean", "low", "high", "median", "quartiles", "missing", "distribution"),
}


def view_to_json(view: View) -> dict[str, Any]:
    """Turn a View into JSON-ready data, in the form the command's contract gives."""
    data = asdict(view)
    data["filters"] = dict(view.filters)
    data["rows"] = [_row_to_json(row, view.kind) for row in view.rows]
    data["total"] = _row_to_json(view.total, view.kind)
    return data


def _row_to_json(row: Row, kind: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        key: value for key, value in asdict(row).items() if value is not None or key not in _OPTIONAL
    }
    for groups in [data, *([data["previous"]] if "previous" in data else [])]:
        for sex in ("women", "men"):
            groups[sex] = {key: groups[sex][key] for key in GROUP_KEYS[kind]}
    return data


def view_from_json(data: dict[str, Any]) -> View:
    """Read a View back. It is shown as it was, whatever the data are now."""
    base = data["base"]
    fields: dict[str, Any] = {
        **data,
        "filters": tuple(data["filters"].items()),
        "words": tuple(data["words"]),
        "answers": tuple(data.get("answers", ())),
        "base": Base(BaseGroup(**base["women"]), BaseGroup(**base["men"]), base["sex_missing"]),
        "rows": tuple(_row_from_json(row) for row in data["rows"]),
        "total": _row_from_json(data["total"]),
        "hidden": tuple(Hidden(**hidden) for hidden in data["hidden"]),
        "method": tuple(data["method"]),
        "sentences": tuple(data["sentences"]),
    }
    return View(**fields)


def _row_from_json(data: dict[str, Any]) -> Row:
    made = dict(data)
    made["women"], made["men"] = _group_from_json(data["women"]), _group_from_json(data["men"])
    for key in ("difference", "ratio"):
        if key in data:
            made[key] = Estimate(**data[key])
    for key, kind in (("representation", Representation), ("pairs", Pairs), ("bounds", Bounds)):
        if key in data:
            made[key] = kind(**data[key])
    if "adjusted" in data:
        adjusted = data["adjusted"]
        made["adjusted"] = Adjusted(adjusted["estimate"], adjusted["low"], adjusted["high"], tuple(adjusted["by"]))
    if "previous" in data:
        before = data["previous"]
        made["previous"] = Change(
            _group_from_json(before["women"]),
            _group_from_json(before["men"]),
            Estimate(**before["difference"]),
            Estimate(**before["change"]),
        )
    return Row(**made)


def _group_from_json(data: dict[str, Any]) -> Group:
    return Group(
        **{key: data.get(key) for key in (*_SHARE, "mean", "median")},
        quartiles=tuple(data["quartiles"]) if data.get("quartiles") else None,
        distribution=tuple(data.get("distribution", ())),
    )


def request_of(view: View) -> ViewRequest:
    """Give the request that a View answers, with its period written out so that it stays the same view."""
    return ViewRequest(
        measure=view.measure,
        by=view.by,
        split=view.split,
        filters=view.filters,
        period=Period.parse(view.period),
        standardise_by=next((row.adjusted.by for row in view.rows if row.adjusted), ()),
        compare_with=Period.parse(view.compare_period) if view.compare_period else None,
        count_unit=view.count_unit,
        base=view.base_kind,
    )


def request_to_json(request: ViewRequest) -> dict[str, Any]:
    """Turn a request into JSON-ready data; what is left to its default is left out."""
    data: dict[str, Any] = {"measure": request.measure}
    for key in ("by", "split", "count_unit"):
        if getattr(request, key):
            data[key] = getattr(request, key)
    if request.filters:
        data["filters"] = dict(request.filters)
    if request.standardise_by:
        data["standardise_by"] = list(request.standardise_by)
    for key in ("period", "compare_with"):
        if getattr(request, key):
            data[key] = str(getattr(request, key))
    if request.base != "cases":
        data["base"] = request.base
    return data


def request_from_json(data: dict[str, Any]) -> ViewRequest:
    """Read a request back.

    Raises
    ------
    RequestError
        If it is no request.
    """
    if not isinstance(data.get("measure"), str):
        raise RequestError("Länken säger inte vilken vy den gäller.")
    period, earlier = data.get("period"), data.get("compare_with")
    return ViewRequest(
        measure=data["measure"],
        by=data.get("by"),
        split=data.get("split"),
        filters=tuple(sorted(data.get("filters", {}).items())),
        period=Period.parse(period) if period else None,
        standardise_by=tuple(data.get("standardise_by", ())),
        compare_with=Period.parse(earlier) if earlier else None,
        count_unit=data.get("count_unit"),
        base=data.get("base", "cases"),
    )
