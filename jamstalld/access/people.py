"""Persons: a name, what they may do, and which units they may see."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.access.rights import NoRightError, Right


@dataclass(frozen=True)
class Person:
    """Somebody who uses the program.

    Parameters
    ----------
    name
        What they are called; empty for whoever sits at the computer, who types a name.
    rights
        All that they may do.
    units
        The units whose numbers they may see; None for all.
    identity
        What the sign-in knows them by, such as an address; empty where nobody has signed in.
    role
        The key of the role; empty where it is none of the five.
    """

    name: str
    rights: frozenset[Right]
    units: frozenset[str] | None = None
    identity: str = ""
    role: str = ""

    def may(self, right: Right) -> bool:
        """Tell whether they may do something."""
        return right in self.rights

    def require(self, right: Right) -> None:
        """Go on only if they may do something.

        Raises
        ------
        NoRightError
            If they may not.
        """
        if right not in self.rights:
            raise NoRightError(right)


OPERATOR = Person("", frozenset(Right))
"""Whoever has the files themselves: at the computer without sign-in, and in the command."""
PARTICIPANTS = Person("", frozenset({Right.READ_DIALOGUE, Right.TAKE_PART}))
"""All who take part in an open meeting from their phones: they see no numbers but those in what is discussed."""
NOBODY = Person("", frozenset())
"""Whoever has not signed in, or has signed in and has no role."""
