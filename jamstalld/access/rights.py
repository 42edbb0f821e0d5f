"""What there is a right to do, and the five roles, each of which may do all that the one before it may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from jamstalld.errors import JamstalldError


class Right(Enum):
    """Something that one may or may not do. Its value says it in Swedish, after "behörighet att"."""

    SEE_NUMBERS = "se tal"
    READ_DIALOGUE = "läsa det gruppen har skrivit"
    WRITE_DIALOGUE = "skriva i analyser och åtgärder"
    LEAD_MEETINGS = "planera och leda möten"
    CHANGE_DATA = "läsa in och ändra underlag"
    ADMINISTER = "sköta installationen"
    TAKE_PART = "delta i ett möte från en telefon"


@dataclass(frozen=True)
class Role:
    """One of the five roles.

    Parameters
    ----------
    key
        What settings and commands call it.
    title
        What it is called to people.
    rights
        All that it may do.
    """

    key: str
    title: str
    rights: frozenset[Right]


def _roles() -> dict[str, Role]:
    steps = (
        ("lasare", "läsare", (Right.SEE_NUMBERS, Right.READ_DIALOGUE)),
        ("ledningsgrupp", "ledningsgrupp", (Right.WRITE_DIALOGUE,)),
        ("processledare", "processledare", (Right.LEAD_MEETINGS,)),
        ("utvecklingsledare", "utvecklingsledare", (Right.CHANGE_DATA,)),
        ("administrator", "administratör", (Right.ADMINISTER,)),
    )
    roles: dict[str, Role] = {}
    rights: frozenset[Right] = frozenset()
    for key, title, more in steps:
        rights |= frozenset(more)
        roles[key] = Role(key, title, rights)
    return roles


ROLES = _roles()
"""What a role is called in settings → the role, the one with fewest rights first."""


class NoRightError(JamstalldError):
    """Somebody has asked for what they may not do. Nothing has been read or written.

    Parameters
    ----------
    right
        What it takes.
    """

    def __init__(self, right: Right) -> None:
        self.right = right
        holders = [role.title for role in ROLES.values() if right in role.rights]
        who = f" Det har {_listed(holders)}." if holders else ""
        super().__init__(f"Du har inte behörighet att {right.value}.{who}")


def role_named(key: str) -> Role:
    """Give the role that settings call by a name.

    Raises
    ------
    JamstalldError
        If there is none.
    """
    if key not in ROLES:
        raise JamstalldError(f"Rollen ”{key}” finns inte. Välj {_listed(list(ROLES), 'eller')}.")
    return ROLES[key]


def _listed(names: list[str], word: str = "och") -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if names[1:] else names[0]
