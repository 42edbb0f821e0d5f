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
    Change,
    Estimate,
    Group,
    Hidden,
    Representation,
    Row,
    View,
)
from jamstalld.views.request import ViewRequest

_OPTIONAL = ("difference", "ratio", "representation", "adjusted", "previous", "p", "q", "smallest_visible")


def view_to_json(view: View) -> dict[str, Any]:
    """Turn a View into JSON-ready data, in the form the command's contract gives."""
    data = asdict(view)
    data["filters"] = dict(view.filters)
    data["rows"] = [_row_to_json(row) for row in view.rows]
    data["total"] = _row_to_json(view.total)
    return data


def _row_to_json(row: Row) -> dict[str, Any]:
    return {key: value for key, value in asdict(row).items() if value is not None or key not in _OPTIONAL}


def view_from_json(data: dict[str, Any]) -> View:
    """Read a View back. It is shown as it was, whatever the data are now."""
    base = data["base"]
    fields: dict[str, Any] = {
        **data,
        "filters": tuple(data["filters"].items()),
        "words": tuple(data["words"]),
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
    made["women"], made["men"] = Group(**data["women"]), Group(**data["men"])
    for key in ("difference", "ratio"):
        if key in data:
            made[key] = Estimate(**data[key])
    if "representation" in data:
        made["representation"] = Representation(**data["representation"])
    if "adjusted" in data:
        adjusted = data["adjusted"]
        made["adjusted"] = Adjusted(adjusted["estimate"], adjusted["low"], adjusted["high"], tuple(adjusted["by"]))
    if "previous" in data:
        before = data["previous"]
        made["previous"] = Change(
            Group(**before["women"]),
            Group(**before["men"]),
            Estimate(**before["difference"]),
            Estimate(**before["change"]),
        )
    return Row(**made)


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
    )
