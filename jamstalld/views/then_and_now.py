"""Whether what a group once saw still stands: the same question's answers, then and now, finding by finding.

An answer is taken as it is kept, JSON-ready: then and now are read in the same way, and what an earlier version of the
program kept is read too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jamstalld import compare
from jamstalld.periods import Period, Quarter
from jamstalld.views.elements import estimate_at, estimates
from jamstalld.views.model import Estimate, Verdict
from jamstalld.wording.numbers import quarter_text

Standing = Literal[
    "stands",
    "smaller",
    "larger",
    "turned",
    "gone",
    "unsure",
    "few",
    "absent",
    "new",
    "clear",
    "shown",
    "appeared",
    "none",
]
_NOT_SEEN_THEN: dict[Verdict, Standing] = {
    "similar": "new",
    "uncertain": "clear",
    "too_small": "shown",
    "hidden": "shown",
}


@dataclass(frozen=True)
class Finding:
    """What an answer says of one group.

    Parameters
    ----------
    label
        The group; empty where the answer is about one only.
    verdict
        As in a View. Where an answer passes none, it is passed by the interval alone.
    gap
        The difference, women − men, in the unit of the answer; None where it is hidden.
    """

    label: str
    verdict: Verdict
    gap: Estimate | None


@dataclass(frozen=True)
class Compared:
    """One group then and now.

    Parameters
    ----------
    then, now
        What is said of it; None where the answer does not have the group.
    standing
        What has become of the difference.
    """

    label: str
    then: Finding | None
    now: Finding | None
    standing: Standing


@dataclass(frozen=True)
class ThenAndNow:
    """Two answers to one question.

    Parameters
    ----------
    groups
        In the order of the answer then, and after them those that are new.
    unchanged
        Whether the answer is of the very same data.
    overlapping
        Whether the periods differ and yet share a quarter: how much a difference has moved then cannot be told.
    by_quarter
        Whether the groups are quarters and the periods differ: none of them then has another to be compared with.
    """

    groups: tuple[Compared, ...]
    unchanged: bool
    overlapping: bool
    by_quarter: bool


def then_and_now(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> ThenAndNow:
    """Set two answers to the same question side by side.

    Parameters
    ----------
    kind
        Which sort of question, see :data:`jamstalld.dialogue.analyses.SubjectKind`.
    then, now
        The answers, JSON-ready.
    """
    same_period = then.get("period") == now.get("period")
    if not same_period and _is_by_quarter(then):
        return ThenAndNow((), unchanged=False, overlapping=False, by_quarter=True)
    before, after = ({one.label: one for one in findings(kind, answer)} for answer in (then, now))
    apart = not same_period and not Period.parse(then["period"]).overlaps(Period.parse(now["period"]))
    labels = list(dict.fromkeys([*before, *after]))
    pairs = [(before.get(label), after.get(label)) for label in labels]
    moved = _moved(pairs) if apart else [None] * len(pairs)
    return ThenAndNow(
        groups=tuple(
            Compared(label, one, other, _standing(one, other, change))
            for label, (one, other), change in zip(labels, pairs, moved, strict=True)
        ),
        unchanged=same_period and all(then.get(key) == now.get(key) for key in ("data_version", "threshold")),
        overlapping=not same_period and not apart,
        by_quarter=False,
    )


def _is_by_quarter(answer: Mapping[str, Any]) -> bool:
    return any(answer.get(key) == "quarter" for key in ("by", "split", "rows", "columns", "panels"))


def findings(kind: str, answer: Mapping[str, Any]) -> list[Finding]:
    """List what an answer says, group by group; what is about everybody only where there are no groups."""
    if kind == "view":
        rows = [_finding(", ".join(filter(None, (row["label"], row["split"]))), row) for row in answer["rows"]]
        return rows or [_finding("", answer["total"])]
    if kind == "interplay":
        return [_finding(_cell_name(cell), cell) for cell in answer["cells"]]
    if kind == "matching":
        return [_finding(one["cell"]["row"], one["cell"]) for one in answer["same_need"]]
    if kind == "over_time":
        quarters = ((quarter_text(Quarter.parse(one["quarter"])), one["difference"]) for one in answer["quarters"])
        return [_unjudged(quarter, gap, answer["margin"]) for quarter, gap in quarters]
    return [_unjudged("", answer["crude"], answer["margin"])]


def _cell_name(cell: Mapping[str, Any]) -> str:
    return ", ".join(cell[key] for key in ("row", "column", "panel") if cell.get(key))


def _finding(label: str, row: Mapping[str, Any]) -> Finding:
    gap = row.get("difference")
    return Finding(label, row["verdict"], Estimate(**gap) if gap else None)


def _unjudged(label: str, gap: Mapping[str, float] | None, margin: float) -> Finding:
    """Judge a difference that is one of no family by its interval."""
    if gap is None:
        return Finding(label, "hidden", None)
    found = Estimate(**gap)
    if found.low > 0 or found.high < 0:
        return Finding(label, "difference", found)
    alike = -margin < found.low and found.high < margin
    return Finding(label, "similar" if alike else "uncertain", found)


def _moved(pairs: Sequence[tuple[Finding | None, Finding | None]]) -> list[Estimate | None]:
    """Tell how each difference has moved between two periods that share no quarter (MOVER, Zou & Donner 2008)."""
    then, now = ([one and one.gap for one in side] for side in zip(*pairs, strict=True)) if pairs else ([], [])
    moved = compare.change_of_differences(estimates(now), estimates(then))
    return [estimate_at(moved, at) for at in range(len(pairs))]


def _standing(then: Finding | None, now: Finding | None, change: Estimate | None) -> Standing:
    if then is None or then.verdict != "difference" or then.gap is None:
        if now is None or now.verdict != "difference":
            return "none"
        return _NOT_SEEN_THEN.get(then.verdict, "shown") if then else "appeared"
    if now is None:
        return "absent"
    if now.gap is None or now.verdict in ("hidden", "too_small"):
        return "few"
    if now.verdict == "similar":
        return "gone"
    if now.verdict == "uncertain":
        return "unsure"
    sign = 1 if then.gap.estimate > 0 else -1
    if now.gap.estimate * sign < 0:
        return "turned"
    if change is None or change.low <= 0 <= change.high:
        return "stands"
    return "larger" if change.estimate * sign > 0 else "smaller"
