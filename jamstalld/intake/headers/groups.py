"""Counts of women and men for several groups side by side: which columns belong together, and what a group means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jamstalld.dictionary import Dictionary, Variable, fold
from jamstalld.intake.headers.heading import Heading, Words, is_share, is_total
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.values.cells import is_mark, is_missing
from jamstalld.intake.values.parsers import is_age_band, parser

SEXES = ("kvinna", "man")
TOTAL = "total"
# How the groups' own columns are told apart; those of the group that adds the others up end in this.
SUM = "sum"

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Group:
    """Columns of counts that belong together, by their places.

    Parameters
    ----------
    label
        The group's own header, "" if it has none.
    figures
        "kvinna" and "man" → the column of their counts.
    total
        The column that adds the two up.
    value
        What the label means: a value of the variable by which the table is grouped.
    """

    label: str
    figures: Mapping[str, int]
    total: int | None = None
    value: object = None


@dataclass(frozen=True)
class Grouping:
    """How the counts of a table are grouped.

    Parameters
    ----------
    groups
        The groups that are read.
    variable
        What their labels are values of; None where there is one group that means nothing by itself.
    whole
        The group that adds the others up.
    shares
        Places of columns that hold shares.
    faults
        Kinds of problem, with the places they are about.
    """

    groups: tuple[Group, ...] = ()
    variable: str | None = None
    whole: Group | None = None
    shares: tuple[int, ...] = ()
    faults: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def places(self) -> set[int]:
        """Every column that belongs to it."""
        whole = [self.whole] if self.whole else []
        taken = {place for group in (*self.groups, *whole) for place in group.figures.values()}
        totals = {group.total for group in (*self.groups, *whole) if group.total is not None}
        return taken | totals | set(self.shares) | {place for _, places in self.faults for place in places}


@dataclass
class _Block:
    """Columns under one label, while they are gathered."""

    label: str
    sexes: dict[str, list[int]] = field(default_factory=lambda: {sex: list[int]() for sex in SEXES})
    totals: list[int] = field(default_factory=list[int])

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(sorted((*self.sexes["kvinna"], *self.sexes["man"])))

    def group(self) -> Group:
        return Group(self.label, {sex: places[0] for sex, places in self.sexes.items()}, next(iter(self.totals), None))


def figure_key(what: str, at: int | str) -> str:
    """Name a column of counts among the collected columns: "kvinna", "man" or "total", and of which group."""
    return what if at == 0 else f"{what}.{at}"


def is_only_checked(key: str) -> bool:
    """Tell whether a column of counts adds up others: nothing in it is stored, so nothing can spoil a row."""
    return key.startswith(TOTAL) or key.endswith(f".{SUM}")


def group_columns(heading: Heading, words: Words, taken: Iterable[str], options: LoadOptions) -> Grouping | None:
    """Find the groups of a table whose headers stand in two rows; None if there are none.

    Parameters
    ----------
    taken
        The variables that have a column of their own, which therefore cannot be what the groups are about.
    """
    blocks = _gathered(heading, words)
    if not blocks or not any(all(block.sexes.values()) for block in blocks):
        return None
    shares = [block for block in blocks if is_share(block.label)]
    whole = [block for block in blocks if is_total(block.label)]
    rest = [block for block in blocks if block not in shares and block not in whole]
    if not rest and whole:
        rest, whole = whole, []
    left = tuple(place for block in shares for place in (*block.places, *block.totals))
    if not rest:
        return Grouping(shares=left, faults=(("only_shares", left),))
    fault = _fault(rest)
    if fault:
        return Grouping(shares=left, faults=(fault,))
    groups = [block.group() for block in rest]
    if any(group.total is None for group in groups):
        # A total that only the last group has may be that of all the groups.
        groups = [Group(group.label, group.figures) for group in groups]
    sums = whole[0].group() if len(whole) == 1 and all(whole[0].sexes.values()) else None
    return _with_meaning(groups, sums, left, words, set(taken), options)


def _with_meaning(
    groups: Sequence[Group],
    sums: Group | None,
    shares: tuple[int, ...],
    words: Words,
    taken: set[str],
    options: LoadOptions,
) -> Grouping | None:
    labels = [group.label for group in groups]
    if len(groups) == 1 and (is_total(labels[0]) or words.is_count(labels[0])):
        return Grouping(tuple(groups), shares=shares)
    meaning = _meaning(labels, words, taken, options)
    places = tuple(sorted(place for group in groups for place in group.figures.values()))
    if meaning is None:
        # One label over all the counts is a title; of several, each must be known.
        if len(groups) == 1:
            return Grouping(tuple(groups), shares=shares) if shares or sums else None
        return Grouping(shares=shares, faults=(("groups_unclear", places),))
    variable, values = meaning
    if len(set(values)) < len(values):
        return Grouping(shares=shares, faults=(("groups_repeated", places),))
    valued = tuple(
        Group(group.label, group.figures, group.total, value) for group, value in zip(groups, values, strict=True)
    )
    return Grouping(valued, variable, sums, shares)


def _gathered(heading: Heading, words: Words) -> list[_Block]:
    """Gather the columns under each label; the sexes stand under the groups, or the groups under the sexes."""
    if any(map(words.sex, heading.under)):
        return _by_label_above(heading, words)
    spans = [words.sex(label) for label in heading.over]
    if all(spans.count(sex) > 1 for sex in SEXES):
        return _by_label_below(heading, words)
    return []


def _by_label_above(heading: Heading, words: Words) -> list[_Block]:
    blocks: dict[int, _Block] = {}
    for place, (label, low) in enumerate(zip(heading.over, heading.under, strict=True)):
        sex = words.sex(low)
        start = heading.starts[place]
        # A title over the whole table begins over a column that is no count.
        if not (sex or is_total(low)) or (start >= 0 and not _is_figure(heading.under[start], words)):
            continue
        block = blocks.setdefault(start, _Block(label))
        (block.sexes[sex] if sex else block.totals).append(place)
    return [block for block in blocks.values() if any(block.sexes.values())]


def _is_figure(low: str, words: Words) -> bool:
    return words.sex(low) is not None or is_total(low)


def _by_label_below(heading: Heading, words: Words) -> list[_Block]:
    blocks: dict[str, _Block] = {}
    for place, (above, low) in enumerate(zip(heading.over, heading.under, strict=True)):
        sex = words.sex(above)
        if low and (sex or is_total(above)):
            block = blocks.setdefault(low if low == "%" else fold(low) or low, _Block(low))
            (block.sexes[sex] if sex else block.totals).append(place)
    return [block for block in blocks.values() if any(block.sexes.values())]


def _fault(blocks: Sequence[_Block]) -> tuple[str, tuple[int, ...]] | None:
    for block in blocks:
        if not all(block.sexes.values()):
            return "group_incomplete", block.places
        if any(len(places) > 1 for places in block.sexes.values()):
            return "groups_repeated", block.places
    return None


def _meaning(
    labels: Sequence[str], words: Words, taken: set[str], options: LoadOptions
) -> tuple[str, list[object]] | None:
    """Find the one variable that every label is a value of, and the values; None if there is none, or several."""
    if not all(labels):
        return None
    named = _named(labels, words)
    if named:
        key, labels = named
        candidates = [options.known.variable(key)] if key not in taken else []
    else:
        candidates = [one for one in _free(options.known, taken) if _knows(one, labels, options)]
        quarter = [one for one in candidates if one.key == "quarter"]
        candidates = quarter or candidates
    if len(candidates) != 1:
        return None
    parse = parser(candidates[0], options.age_bands, options.values.get(candidates[0].key))
    values = [parse(label) for label in labels]
    if any(is_mark(value) for value in values) or all(value is None for value in values):
        return None
    return candidates[0].key, values


def _named(labels: Sequence[str], words: Words) -> tuple[str, list[str]] | None:
    """Read labels that name their variable: "Enhet: Norr"."""
    parts = [label.partition(":") for label in labels]
    keys = {words.variables.get(fold(name)) for name, _, _ in parts}
    key = keys.pop()
    if keys or key is None or not all(colon and said.strip() for _, colon, said in parts):
        return None
    return key, [said.strip() for _, _, said in parts]


def _free(known: Dictionary, taken: set[str]) -> list[Variable]:
    """Give the variables that groups may be about."""
    return [
        one
        for one in known.variables.values()
        if one.headers and one.key not in taken and (one.type in ("category", "quarter") or one.key == "year")
    ]


def _knows(variable: Variable, labels: Sequence[str], options: LoadOptions) -> bool:
    said = {fold(label) for label in options.values.get(variable.key, {})}
    known = [fold(label) in said or _is_value(variable, label) for label in labels]
    # A group of those nothing is known about may stand beside the others.
    return any(known) and all(one or is_missing(label) for one, label in zip(known, labels, strict=True))


def _is_value(variable: Variable, label: str) -> bool:
    if variable.type == "quarter":
        return isinstance(parser(variable, (0,))(label), int)
    if variable.key == "year":
        return _YEAR.fullmatch(label) is not None
    if variable.key == "age_group":
        return is_age_band(label)
    return variable.codes is not None and variable.codes.find(label) is not None
