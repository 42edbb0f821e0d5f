"""Access: who may do what, and how somebody who has signed in becomes a person with rights."""

from jamstalld.access.people import NOBODY, OPERATOR, PARTICIPANTS, Person
from jamstalld.access.reading import read_access
from jamstalld.access.rights import ROLES, NoRightError, Right, Role, role_named
from jamstalld.access.signing_in import LONGEST_NAME, Access, Claims, Named, Oidc, Proxy

__all__ = [
    "LONGEST_NAME",
    "NOBODY",
    "OPERATOR",
    "PARTICIPANTS",
    "ROLES",
    "Access",
    "Claims",
    "Named",
    "NoRightError",
    "Oidc",
    "Person",
    "Proxy",
    "Right",
    "Role",
    "read_access",
    "role_named",
]
