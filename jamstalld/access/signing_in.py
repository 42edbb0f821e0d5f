"""Signing in: what the settings say of it, and which person somebody is by what the sign-in says of them.

Two ways: OpenID Connect, where the sign-in is a signed cookie of what the identity provider said, and a reverse proxy
that has signed people in and says who they are in headers. Without either, the app is for whoever sits at the computer.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from jamstalld.access.people import NOBODY, OPERATOR, Person
from jamstalld.access.rights import ROLES, Right, Role
from jamstalld.errors import SettingsError

Claims = Mapping[str, Any]
"""What the sign-in says of somebody: the name of a claim → its value."""

LONGEST_NAME = 80
"""How many characters of a name are kept beside what somebody writes."""
HOURS = 12
"""For how long a sign-in is valid where the settings do not say."""
_NOT_WITHIN_UNITS = frozenset({Right.LEAD_MEETINGS, Right.CHANGE_DATA, Right.ADMINISTER})
"""What nobody may do who may see some units only: it concerns the whole."""


@dataclass(frozen=True)
class Oidc:
    """An identity provider that speaks OpenID Connect.

    Parameters
    ----------
    metadata_url
        Where its own description is, ending in ``/.well-known/openid-configuration``.
    client_id
        What the app is called there.
    secret_file
        The file with what the app proves itself by there.
    """

    metadata_url: str
    client_id: str
    secret_file: Path

    def secret(self) -> str:
        """Read what the app proves itself by.

        Raises
        ------
        SettingsError
            If the file cannot be read or is empty.
        """
        try:
            secret = self.secret_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"Filen {self.secret_file} med inloggningens hemlighet går inte att läsa.") from error
        if not secret:
            raise SettingsError(f"Filen {self.secret_file} med inloggningens hemlighet är tom.")
        return secret


@dataclass(frozen=True)
class Proxy:
    """A reverse proxy that signs people in and says who they are in headers.

    Parameters
    ----------
    addresses
        The addresses it calls from. What comes from any other is turned away.
    headers
        Header → the claim it holds.
    """

    addresses: tuple[str, ...]
    headers: Mapping[str, str]

    def trusts(self, address: str) -> bool:
        """Tell whether a caller is the proxy."""
        try:
            caller = ipaddress.ip_address(address)
        except ValueError:
            return False
        return caller in {ipaddress.ip_address(one) for one in self.addresses}


@dataclass(frozen=True)
class Named:
    """Those whom a rule is about: by groups of the sign-in, or by themselves."""

    groups: frozenset[str]
    persons: frozenset[str]

    def names(self, identity: str, groups: Iterable[str]) -> bool:
        """Tell whether somebody is among them."""
        return identity.casefold() in self.persons or not self.groups.isdisjoint(groups)


@dataclass(frozen=True)
class Access:
    """Who may use the app, and as what.

    Parameters
    ----------
    way
        How people sign in; None where only the person at the computer can reach the app.
    url
        The address people type: ``https://jamstalld.kommunen.se``.
    hours
        For how long a sign-in is valid.
    claims
        What the claims are called that hold a person's identity, name, groups and roles.
    roles
        Key of a role → those who have it, beside those whose claim of roles says so.
    limits
        Who may see some units only, and which.
    """

    way: Oidc | Proxy | None = None
    url: str = ""
    hours: int = HOURS
    claims: Mapping[str, str] = field(default_factory=dict[str, str])
    roles: Mapping[str, Named] = field(default_factory=dict[str, Named])
    limits: tuple[tuple[Named, frozenset[str]], ...] = ()

    @property
    def required(self) -> bool:
        """Whether people have to sign in."""
        return self.way is not None

    def signed_in(self, claims: Claims, now: float) -> bool:
        """Tell whether somebody has signed in, and not too long ago.

        Parameters
        ----------
        now
            Seconds since 1970.
        """
        if not self._said(claims, "person"):
            return False
        if isinstance(self.way, Proxy):
            return True
        since = claims.get("iat")
        fresh = isinstance(since, int | float) and now - since < self.hours * 3600
        return claims.get("is_logged_in") is True and claims.get("email_verified") is not False and fresh

    def person(self, claims: Claims, now: float) -> Person:
        """Give the person that somebody is, with the rights of their highest role; without a role they have none.

        Parameters
        ----------
        now
            Seconds since 1970.
        """
        if not self.required:
            return OPERATOR
        if not self.signed_in(claims, now):
            return NOBODY
        identity = self._said(claims, "person")
        groups = self._listed(claims, "groups")
        role = self._role(identity, groups, self._listed(claims, "roles"))
        limits = [units for named, units in self.limits if named.names(identity, groups)]
        rights = role.rights if role else frozenset[Right]()
        return Person(
            (self._said(claims, "name") or identity)[:LONGEST_NAME],
            rights - _NOT_WITHIN_UNITS if limits else rights,
            frozenset[str]().union(*limits) if limits else None,
            identity,
            role.key if role else "",
        )

    def _role(self, identity: str, groups: Iterable[str], said: Iterable[str]) -> Role | None:
        held = [
            role
            for key, role in ROLES.items()
            if key in said or (key in self.roles and self.roles[key].names(identity, groups))
        ]
        return held[-1] if held else None

    def _said(self, claims: Claims, what: str) -> str:
        value = claims.get(self.claims.get(what, what))
        return _as_utf8(value).strip() if isinstance(value, str) else ""

    def _listed(self, claims: Claims, what: str) -> tuple[str, ...]:
        """Give a claim of several values; in a header they stand after each other."""
        value = claims.get(self.claims.get(what, what))
        if isinstance(value, str):
            return tuple(one.strip() for one in re.split("[,;]", _as_utf8(value)) if one.strip())
        listed = cast("list[object]", value) if isinstance(value, list) else []
        return tuple(one for one in listed if isinstance(one, str))


def _as_utf8(value: str) -> str:
    """Read a header again where it was sent as UTF-8: the web reads headers as Latin-1, and Åsa as Ã…sa."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
