"""One sentence on whether what a group once saw still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jamstalld.wording.words import enumerated, first_named

UNCHANGED = "Underlaget är detsamma som då, och fyndet står som det stod."
OVERLAPPING = "Perioderna delar kvartal, så det går inte att säga hur mycket könsskillnaderna har ändrats."
NO_FINDING = "Då syntes ingen säker könsskillnad, och det gör det inte nu heller."
NO_ANSWER = "Frågan går inte att ställa till underlaget som det är nu."
BY_QUARTER = "Kvartal jämförs bara för samma period."
# In the order they are said. What stands in the place of {} is "i" and the groups, or nothing.
_SAID = {
    "stands": "står sig{}",
    "larger": "har ökat{}",
    "smaller": "har minskat men finns kvar{}",
    "turned": "har vänt{}",
    "gone": "är borta{} (nu likvärdigt)",
    "unsure": "går inte längre att skilja från slumpen{}",
    "few": "går inte längre att bedöma{} (för litet underlag)",
    "absent": "går inte att jämföra{} (finns inte med nu)",
    "new": "är ny{}",
    "clear": "går nu att skilja från slumpen{}",
    "shown": "går nu att bedöma{} (gick inte då)",
    "appeared": "syns nu{} (fanns inte med då)",
}
_NAMED_AT_MOST = 4


def standing_sentence(
    standings: Iterable[tuple[str, str]],
    *,
    unchanged: bool = False,
    overlapping: bool = False,
    by_quarter: bool = False,
) -> str:
    """Say whether a finding still stands.

    Parameters
    ----------
    standings
        Label and standing of each group; the label is empty where the answer is about one only.
    unchanged
        Whether the answer is of the very same data.
    overlapping
        Whether the periods differ and yet share a quarter.
    by_quarter
        Whether the groups are quarters, of periods that differ.

    >>> standing_sentence([("Hemtjänst", "stands"), ("LVU", "gone"), ("HVB", "none")])
    'Könsskillnaden står sig i Hemtjänst och är borta i LVU (nu likvärdigt).'
    """
    if unchanged:
        return UNCHANGED
    if by_quarter:
        return BY_QUARTER
    groups: dict[str, list[str]] = {}
    for label, standing in standings:
        groups.setdefault(standing, []).append(label)
    said = [_said(standing, groups) for standing in _SAID if standing in groups]
    text = f"Könsskillnaden {enumerated(said)}." if said else NO_FINDING
    return f"{text} {OVERLAPPING}" if overlapping else text


def _said(standing: str, groups: Mapping[str, Sequence[str]]) -> str:
    labels = [label for label in groups[standing] if label]
    if not labels:
        return _SAID[standing].format("")
    return _SAID[standing].format(f" i {first_named(labels, _NAMED_AT_MOST)}")
