"""What is said of actions themselves: who, by when, how far it has come."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.wording.following import verdict_word
from jamstalld.wording.numbers import day_text, number
from jamstalld.wording.words import enumerated

NONE_YET = (
    "Här samlas det som ni beslutar att göra: vad, vem, till när, och vilken siffra som ska visa om det hjälpte. När "
    "nästa kvartal är inläst mäts varje åtgärd om. Lägg till den första här nedanför, eller under en vy i *Analys*."
)


def due_sentence(due: str, *, is_open: bool, late: bool) -> str:
    """Say by when an action is to be done, and whether that day has passed.

    Parameters
    ----------
    due
        The day, ISO; empty where none is set.
    is_open
        Whether it is still to be done.
    """
    if not due:
        return "Inget slutdatum."
    if late:
        return f"Försenad: skulle ha varit klar {day_text(due)}."
    return f"Klart senast {day_text(due)}." if is_open else f"Skulle vara klar {day_text(due)}."


def who_text(who: str) -> str:
    """Name who sees to an action."""
    return who or "Ingen ansvarig"


def counted_sentence(statuses: Mapping[str, int], late: int) -> str:
    """Say how many actions there are: "7 åtgärder: 2 planerade, 4 pågår och 1 genomförd. 1 är försenad."

    Parameters
    ----------
    statuses
        Status → how many.
    late
        How many are late.
    """
    words = {
        "planned": ("planerad", "planerade"),
        "ongoing": ("pågår", "pågår"),
        "done": ("genomförd", "genomförda"),
        "dropped": ("avbruten", "avbrutna"),
    }
    total = sum(statuses.values())
    parts = [f"{number(count)} {words[status][count > 1]}" for status, count in statuses.items() if count]
    told = f"{number(total)} {'åtgärd' if total == 1 else 'åtgärder'}: {enumerated(parts)}."
    return f"{told} {number(late)} är {'försenad' if late == 1 else 'försenade'}." if late else told


def line(status: str, what: str, who: str, due: str, told: tuple[str, str] | None) -> str:
    """Write an action on one line.

    Parameters
    ----------
    status, due
        In words, as the card has them.
    told
        The verdict of the data and what was expected; None where nothing is followed.
    """
    parts = [status, " ".join(what.split()), who_text(who), due.removesuffix(".")]
    return " · ".join([*parts, *([verdict_word(*told)] if told else [])])
