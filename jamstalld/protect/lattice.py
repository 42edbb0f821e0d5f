"""The lattice: what may be asked at all.

Each released count is safe by itself; many overlapping ones could be averaged. So counts are released of a fixed
family of groups only: a period of a quarter, a calendar year or four consecutive quarters (`periods.Period`), every
filter one value, and few variables at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from jamstalld.errors import RequestError

MAX_FACTORS = 3
# Beside these: the quarter tells periods apart, and interventions are what the rest is about.
_BESIDE = frozenset({"sex", "quarter", "decision_quarter", "closing_quarter", "intervention"})


def factors(columns: Iterable[str], measured: Collection[str]) -> frozenset[str]:
    """Give the columns that count as factors among those a group is told apart or chosen by.

    Parameters
    ----------
    measured
        What is measured, which is no factor.
    """
    return frozenset(columns) - _BESIDE - frozenset(measured)


def refuse_outside(columns: Iterable[str], measured: Collection[str]) -> None:
    """Refuse a group that too many variables tell apart.

    Raises
    ------
    RequestError
        If there are more than three besides sex, quarter, intervention and what is measured.
    """
    if len(factors(columns, measured)) > MAX_FACTORS:
        raise RequestError(
            f"Högst {MAX_FACTORS} uppdelningar och urval åt gången, utöver kön, kvartal och insats. Ta bort något av "
            "dem, eller fråga en uppdelning i taget."
        )


def refuse_crossed(columns: Collection[str], groupings: Mapping[str, str]) -> None:
    """Refuse a variable together with a grouping of its values: it would tell nothing but what its values are.

    Parameters
    ----------
    groupings
        The key of each grouping → that of the variable it groups.

    Raises
    ------
    RequestError
        If both are among the columns.
    """
    if any(groupings.get(key) in columns for key in columns):
        raise RequestError("En uppgift och en indelning av den kan inte användas samtidigt. Välj en av dem.")
