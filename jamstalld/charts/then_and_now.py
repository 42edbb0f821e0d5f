"""Then and now as a table: the difference of every group, as it was seen and as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.charts.words import interval_text, signed_estimate
from jamstalld.views.then_and_now import Finding, ThenAndNow
from jamstalld.wording.sentences import VERDICT_WORDS
from jamstalld.wording.units import Unit

_NOTHING = "–"


def then_and_now_table(group_title: str, sides: Sequence[tuple[str, ThenAndNow]], unit: Unit) -> list[dict[str, str]]:
    """Lay the answers side by side, one row a group.

    Parameters
    ----------
    group_title
        What the groups are called.
    sides
        The answers now, each with its heading, compared with the same one then.
    unit
        The unit of the differences.
    """
    if not sides:
        return []
    labels = list(dict.fromkeys(one.label for _, side in sides for one in side.groups))
    by_label = [(heading, {one.label: one for one in side.groups}) for heading, side in sides]
    rows: list[dict[str, str]] = []
    for label in labels:
        then = next((side[label].then for _, side in by_label if label in side), None)
        row = {group_title: label or "Alla", "Då": _cell(then, unit)}
        for heading, side in by_label:
            row[heading] = _cell(side[label].now if label in side else None, unit)
        rows.append(row)
    return rows


def _cell(finding: Finding | None, unit: Unit) -> str:
    if finding is None:
        return _NOTHING
    if finding.gap is None:
        return VERDICT_WORDS["hidden"]
    shown = f"{signed_estimate(finding.gap, unit)} ({interval_text(finding.gap, unit)})"
    return f"{shown}. {VERDICT_WORDS[finding.verdict]}"
