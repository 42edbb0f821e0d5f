"""What is asked of needs and interventions, and the answer as plain frozen data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from jamstalld.periods import Period
from jamstalld.views.cells import Cell, cell_to_json
from jamstalld.views.model import Base, Estimate

NEEDS = ("need_level", "need_area")
"""The variables that may hold the need, the usual one first."""

_KIND = "share"


@dataclass(frozen=True)
class MatchingRequest:
    """One question about needs and interventions.

    Parameters
    ----------
    area
        Within which area of social services: needs of one are not those of another.
    need
        The variable that holds the need. If None the first of `NEEDS` that the data have.
    filters, period, count_unit
        As in a ViewRequest. The usual unit is the decision: a need is assessed anew at each.
    """

    area: str | None
    need: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    count_unit: str | None = None


@dataclass(frozen=True)
class SameNeed:
    """One intervention, women and men compared as if they had the same needs.

    Parameters
    ----------
    cell
        Its shares are standardised to both sexes' needs, and so is the difference; p and q are those of the
        Cochran–Mantel–Haenszel test. Its counts are as they were counted.
    crude
        The difference before needs are taken into account.
    """

    cell: Cell
    crude: Estimate | None


@dataclass(frozen=True)
class Matching:
    """The answer to one MatchingRequest. What is not explained here is as in a View.

    Parameters
    ----------
    need_title
        What the variable that holds the need is called.
    needs
        Its values, in order.
    interventions
        Whether one got any at all, and then each, the largest difference at the same need first.
    family
        How many cells were compared at once.
    cells
        Every intervention at every need, hidden ones too.
    same_need
        The interventions, needs taken into account: a family by itself.
    left_out
        The part (0–1) of all with a known need at whose need one of the sexes has nobody: they are not compared.
    usual
        How many get the intervention that is most common at their need; hidden where no need has any.
    usual_at
        Each need and the intervention that is most common at it.
    missing_need_women, missing_need_men
        The share (0–1) of each sex whose need is not known; None where too few to be told.
    cannot_say
        What the data cannot tell.
    """

    question: str
    area: str | None
    need: str
    need_title: str
    needs: tuple[str, ...]
    interventions: tuple[str, ...]
    period: str
    filters: tuple[tuple[str, str], ...]
    count_unit: str
    noun: str
    data_version: str
    threshold: int
    synthetic: bool
    words: tuple[str, str]
    margin: float
    family: int
    base: Base
    cells: tuple[Cell, ...]
    same_need: tuple[SameNeed, ...]
    left_out: float
    usual: Cell
    usual_at: tuple[tuple[str, str], ...]
    missing_need_women: float | None
    missing_need_men: float | None
    method: tuple[str, ...]
    sentences: tuple[str, ...]
    cannot_say: tuple[str, ...]


def matching_to_json(seen: Matching) -> dict[str, Any]:
    """Turn the match into JSON-ready data, in the manner of a View's."""
    return asdict(seen) | {
        "filters": dict(seen.filters),
        "cells": [cell_to_json(cell, _KIND) for cell in seen.cells],
        "same_need": [
            {"cell": cell_to_json(one.cell, _KIND), "crude": one.crude and asdict(one.crude)} for one in seen.same_need
        ],
        "usual": cell_to_json(seen.usual, _KIND),
        "usual_at": [{"need": need, "intervention": intervention} for need, intervention in seen.usual_at],
    }
