"""The JSON contract of design.md §6: every key with its type, shares 0–1, differences in percentage points."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.errors import RequestError
from jamstalld.periods import Period
from jamstalld.views.asjson import request_from_json, request_to_json, view_from_json, view_to_json
from jamstalld.views.request import ViewRequest

from .conftest import Answered

VERDICTS = {"difference", "similar", "uncertain", "too_small", "hidden"}
ROW_KEYS = {"label", "split", "women", "men", "verdict", "sentence"}
OPTIONAL_ROW_KEYS = {
    *("difference", "ratio", "adjusted", "p", "q"),  # of the contract
    *("representation", "previous", "smallest_visible", "bounds"),
    *("pairs", "effect"),  # of a scale and of a mean
}
SHARE_KEYS = {"n", "count", "share", "low", "high", "missing"}
GROUP_KEYS = {
    "share": SHARE_KEYS,
    "rate": SHARE_KEYS,
    "ordinal": {"n", "missing", "distribution"},
    "mean": {"n", "missing", "mean", "low", "high", "median", "quartiles", "distribution"},
}
# No difference of shares, and none of pairs, is larger than this. Hours, days and points have no such end.
LARGEST = {"share": 100, "rate": 100, "ordinal": 100, "mean": float("inf")}


def is_count(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def is_share(value: Any) -> bool:
    return value is None or (isinstance(value, float | int) and 0 <= value <= 1)


def check_group(group: dict[str, Any], kind: str) -> None:
    assert group.keys() == GROUP_KEYS[kind]
    assert is_count(group["n"])
    assert is_count(group["missing"])
    if kind in ("share", "rate"):
        check_share(group)
    else:
        assert all(is_count(count) for count in group["distribution"])
    if kind == "mean":
        check_mean(group)


def check_mean(group: dict[str, Any]) -> None:
    if group["mean"] is None:
        assert group["low"] is group["high"] is group["median"] is group["quartiles"] is None
    else:
        assert group["low"] <= group["mean"] <= group["high"]
        assert len(group["quartiles"]) == 2
        assert group["quartiles"][0] <= group["median"] <= group["quartiles"][1]


def check_share(group: dict[str, Any]) -> None:
    assert is_count(group["count"])
    assert is_share(group["share"])
    if group["share"] is None:
        assert group["count"] is None
        assert group["low"] is None
        assert group["high"] is None
    else:
        # Wilson's limits meet the share at 0 and 1, to rounding.
        assert -1e-12 <= group["low"] <= group["share"] + 1e-12
        assert group["share"] - 1e-12 <= group["high"] <= 1 + 1e-12


def check_estimate(estimate: dict[str, Any], largest: float, extra: frozenset[str] = frozenset()) -> None:
    assert estimate.keys() == {"estimate", "low", "high"} | extra
    assert all(type(estimate[key]) is float for key in ("estimate", "low", "high"))
    assert -largest - 1e-9 <= estimate["low"] <= estimate["estimate"] + 1e-9
    assert estimate["estimate"] - 1e-9 <= estimate["high"] <= largest + 1e-9


def check_row(row: dict[str, Any], kind: str, answers: int) -> None:
    assert row.keys() >= ROW_KEYS
    assert row.keys() <= ROW_KEYS | OPTIONAL_ROW_KEYS
    assert all(row[key] is not None for key in OPTIONAL_ROW_KEYS & row.keys()), "a kind without a value has no key"
    assert type(row["label"]) is str
    assert row["split"] is None or type(row["split"]) is str
    assert row["verdict"] in VERDICTS
    assert type(row["sentence"]) is str
    assert row["sentence"]
    check_group(row["women"], kind)
    check_group(row["men"], kind)
    assert all(len(row[sex].get("distribution", ())) == answers for sex in ("women", "men"))
    if row["verdict"] == "hidden":
        assert row.keys() == ROW_KEYS
        return
    check_estimate(row["difference"], LARGEST[kind])
    check_difference(row, kind)
    if "ratio" in row:
        assert 0 <= row["ratio"]["low"] <= row["ratio"]["estimate"] <= row["ratio"]["high"]
    if "adjusted" in row:
        check_estimate(row["adjusted"], LARGEST[kind], frozenset({"by"}))
        assert row["adjusted"]["by"] == ["need_level"]
    if "representation" in row:
        assert row["representation"].keys() == {"women_share", "base_women_share", "index", "low", "high"}
        assert all(is_share(row["representation"][key]) for key in ("women_share", "base_women_share", "low", "high"))
    if "previous" in row:
        assert row["previous"].keys() == {"women", "men", "difference", "change"}
        check_group(row["previous"]["women"], kind)
        check_group(row["previous"]["men"], kind)
        check_estimate(row["previous"]["difference"], LARGEST[kind])
        check_estimate(row["previous"]["change"], 2 * LARGEST[kind])
    if "bounds" in row:
        assert row["label"] == "Alla"
        assert -100 <= row["bounds"]["low"] < row["bounds"]["high"] <= 100
    assert 0 <= row["p"] <= row["q"] <= 1
    assert 0 < row["smallest_visible"] <= LARGEST[kind]


def check_difference(row: dict[str, Any], kind: str) -> None:
    """The difference is that of the numbers beside it, and only a kind's own numbers are there."""
    women, men = row["women"], row["men"]
    if kind == "mean":
        gap = women["mean"] - men["mean"]
    elif kind == "ordinal":
        assert row["pairs"].keys() == {"women_higher", "men_higher", "alike"}
        assert sum(row["pairs"].values()) == pytest.approx(1)
        gap = 100 * (row["pairs"]["women_higher"] - row["pairs"]["men_higher"])
    else:
        gap = 100 * (women["share"] - men["share"])
    assert row["difference"]["estimate"] == pytest.approx(gap)
    assert ("pairs" in row) == (kind == "ordinal")
    assert ("effect" in row) == (kind == "mean")
    assert "ratio" not in row or kind in ("share", "rate")
    assert "representation" not in row or kind in ("share", "rate")


def check_view(data: dict[str, Any]) -> None:
    for key in ("measure", "by", "period", "count_unit", "data_version"):
        assert type(data[key]) is str
        assert data[key]
    assert data["split"] is None or type(data["split"]) is str
    assert type(data["filters"]) is dict
    assert type(data["margin"]) is float
    assert type(data["family"]) is int
    assert data["family"] == len(data["rows"])
    assert data["base"].keys() == {"women", "men", "sex_missing"}
    assert is_count(data["base"]["sex_missing"])
    for sex in ("women", "men"):
        assert data["base"][sex].keys() == {"n", "missing"}
        assert all(is_count(value) for value in data["base"][sex].values())
    for row in data["rows"]:
        check_row(row, data["kind"], len(data["answers"]))
        assert row["verdict"] != "hidden"
        assert "bounds" not in row
    check_row(data["total"], data["kind"], len(data["answers"]))
    for hidden in data["hidden"]:
        assert hidden.keys() == {"label", "split", "reason"}
        assert type(hidden["label"]) is str
        assert hidden["reason"].startswith("färre än 5 ")
    check_unit(data)
    for lines in (data["method"], data["sentences"]):
        assert type(lines) is list
        assert lines
        assert all(type(line) is str and line for line in lines)


def check_unit(data: dict[str, Any]) -> None:
    measure = dictionary().measures[data["measure"]]
    units = {"ordinal": ("av 100 par", "av 100 par"), "mean": (measure.unit, measure.unit_one)}
    assert (data["unit"], data["unit_one"]) == units.get(data["kind"], ("procentenheter", "procentenhet"))
    assert data["answers"] == (list(measure.answers) if data["kind"] in units else [])
    assert data["amount"] == measure.amount
    assert bool(data["amount"]) == (data["kind"] == "mean")


def test_every_view_is_in_the_form_of_the_contract(answered: list[Answered]) -> None:
    for one in answered:
        check_view(json.loads(json.dumps(view_to_json(one.view), allow_nan=False)))


def test_a_view_says_what_it_was_asked(answered: list[Answered]) -> None:
    for one in answered:
        data, request = view_to_json(one.view), one.request
        measure = dictionary().measures[request.measure]
        assert data["measure"] == request.measure
        assert data["kind"] == measure.kind
        assert data["margin"] == measure.margin
        assert data["by"] == (request.by or measure.by)
        assert data["split"] == request.split
        assert data["filters"] == dict(request.filters)
        assert data["count_unit"] == (request.count_unit or measure.units[0])
        assert data["period"] == str(request.period or Period.parse("2025K4..2026K3"))
        assert data["compare_period"] == (str(request.compare_with) if request.compare_with else None)
        assert data["synthetic"] is True
        assert data["threshold"] == 5


def test_what_only_some_views_have_is_there_in_them(answered: list[Answered]) -> None:
    plain = view_to_json(next(one.view for one in answered if one.request.measure == "approval"))
    assert all("adjusted" not in row and "previous" not in row for row in plain["rows"])
    asked = next(one for one in answered if one.request.measure == "approval" and one.request.compare_with)
    assert any({"adjusted", "previous"} <= row.keys() for row in view_to_json(asked.view)["rows"])
    assert "previous" in view_to_json(asked.view)["total"]


def test_a_view_kept_before_there_were_scales_and_means_is_still_read(answered: list[Answered]) -> None:
    one = next(one for one in answered if one.view.kind == "rate" and one.view.rows)
    data = view_to_json(one.view)
    for key in ("unit", "unit_one", "amount", "answers"):
        del data[key]
    assert view_from_json(json.loads(json.dumps(data))) == one.view


def test_a_view_read_back_is_the_same_view(answered: list[Answered]) -> None:
    for one in answered:
        assert view_from_json(json.loads(json.dumps(view_to_json(one.view)))) == one.view


def test_the_views_are_of_every_sort(answered: list[Answered]) -> None:
    """Else the tests above would say nothing about the sort that is not there."""
    rows = [row for one in answered for row in (*one.view.rows, one.view.total)]
    assert {row.verdict for row in rows} == VERDICTS
    assert any(row.adjusted for row in rows)
    assert any(row.previous for row in rows)
    assert any(row.ratio is None for row in rows if row.verdict != "hidden")
    assert any(row.representation is None for row in rows if row.verdict != "hidden")
    assert any(one.view.hidden for one in answered)
    assert any(row.split for row in rows)
    for kind in GROUP_KEYS:
        of_kind = [row for one in answered if one.view.kind == kind for row in one.view.rows]
        assert any(row.adjusted for row in of_kind), kind
        assert any(row.previous for row in of_kind), kind
        assert {row.verdict for row in of_kind} >= {"uncertain", "too_small"}, kind
    assert {one.view.kind for one in answered if one.view.total.bounds} == {"rate", "ordinal"}
    assert any(one.view.total.bounds is None for one in answered if one.view.kind == "rate")
    assert len(answered) > 800


REQUESTS = (
    ViewRequest("received"),
    ViewRequest("approval", by="area", split="need_level", period=Period.parse("2025")),
    ViewRequest(
        "approval",
        filters=(("area", "Äldre"), ("unit", "Vuxenenheten")),
        period=Period.parse("2025K1"),
        count_unit="personer",
    ),
    ViewRequest(
        "violence_asked",
        period=Period.parse("2024K3..2025K2"),
        standardise_by=("age_group", "need_level"),
        compare_with=Period.parse("2023"),
    ),
)


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_read_back_is_the_same_request(request_: ViewRequest) -> None:
    assert request_from_json(json.loads(json.dumps(request_to_json(request_)))) == request_


def test_a_request_keeps_only_what_was_asked() -> None:
    assert request_to_json(REQUESTS[0]) == {"measure": "received"}
    assert request_to_json(REQUESTS[2]) == {
        "measure": "approval",
        "filters": {"area": "Äldre", "unit": "Vuxenenheten"},
        "period": "2025K1",
        "count_unit": "personer",
    }


@pytest.mark.parametrize("data", [{}, {"measure": None}, {"measure": 3}, {"by": "area"}])
def test_what_is_no_request_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="Länken säger inte vilken vy den gäller"):
        request_from_json(data)


def test_a_request_with_a_period_of_another_form_is_refused() -> None:
    with pytest.raises(RequestError, match="Ett kvartal skrivs med"):
        request_from_json({"measure": "approval", "period": "våren 2025"})
