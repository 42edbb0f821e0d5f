"""Reading what the settings file says of signing in, roles and limits to units."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from jamstalld.access.rights import ROLES
from jamstalld.access.signing_in import HOURS, Access, Named, Oidc, Proxy
from jamstalld.errors import SettingsError

MOST_HOURS = 168
_CLAIMS = {"person": "email", "name": "name", "groups": "groups", "roles": "roles"}
"""What is told of a person → the claim that an identity provider usually tells it in."""


def read_access(values: Mapping[str, object], where: Path) -> Access:
    """Read who may use the app.

    Parameters
    ----------
    values
        The tables ``sign_in``, ``roles`` and ``limits`` of the settings file, those that are there.
    where
        The settings file, for messages.

    Raises
    ------
    SettingsError
        If anything is missing, unknown or contradicts itself.
    """
    whole = _Table(values, "", where)
    if "sign_in" not in values:
        if values:
            raise whole.wrong("den har roller eller begränsningar men ingen inloggning. Lägg till [sign_in].")
        return Access()
    sign_in = whole.table("sign_in", {"url", "hours", "oidc", "proxy", "claims"})
    if ("oidc" in sign_in.values) == ("proxy" in sign_in.values):
        raise whole.wrong("välj [sign_in.oidc] eller [sign_in.proxy], inte båda.")
    by_oidc = "oidc" in sign_in.values
    if "claims" in sign_in.values and not by_oidc:
        raise whole.wrong("[sign_in.claims] hör till [sign_in.oidc].")
    roles = whole.table("roles", ROLES)
    return Access(
        way=_oidc(sign_in) if by_oidc else _proxy(sign_in),
        url=_url(sign_in),
        hours=_hours(sign_in),
        claims=_claims(sign_in) if by_oidc else {},
        roles={key: _named(roles.table(key, {"groups", "persons"})) for key in roles.values},
        limits=tuple((_named(one), frozenset(one.texts("units"))) for one in whole.tables("limits")),
    )


class _Table:
    """A table of the settings file, whose faults are told with their place."""

    def __init__(self, values: Mapping[str, object], name: str, where: Path) -> None:
        self.values = values
        self.name = name
        self._where = where

    def wrong(self, what: str) -> SettingsError:
        return SettingsError(f"Inställningsfilen {self._where}: {what}")

    def table(self, key: str, known: Iterable[str]) -> _Table:
        """Give a table in it, empty where it is not there."""
        return self._made(self.values.get(key, {}), self.called(key), known)

    def tables(self, key: str) -> list[_Table]:
        """Give the tables of a list in it, which name persons and units."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(f"{self.called(key)} skrivs [[{self.called(key)}]].")
        known = {"units", "groups", "persons"}
        return [self._made(one, self.called(key), known) for one in cast("list[object]", value)]

    def _made(self, value: object, name: str, known: Iterable[str]) -> _Table:
        if not isinstance(value, dict):
            raise self.wrong(f"{name} är en tabell och skrivs [{name}].")
        made = _Table(cast("dict[str, object]", value), name, self._where)
        unknown = sorted(set(made.values) - set(known))
        if unknown:
            raise self.wrong(f"okända namn i [{name}]: {', '.join(unknown)}.")
        return made

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{self.called(key)} saknas eller är ingen text.")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        listed = cast("list[object]", value) if isinstance(value, list) else []
        if not listed or not all(isinstance(one, str) and one.strip() for one in listed):
            raise self.wrong(f"{self.called(key)} är en lista med minst en text.")
        return tuple(str(one).strip() for one in listed)

    def called(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _oidc(sign_in: _Table) -> Oidc:
    table = sign_in.table("oidc", {"metadata_url", "client_id", "client_secret_file"})
    metadata = table.text("metadata_url")
    if not metadata.endswith("/.well-known/openid-configuration"):
        raise table.wrong("metadata_url ska sluta med /.well-known/openid-configuration.")
    return Oidc(metadata, table.text("client_id"), Path(table.text("client_secret_file")).expanduser())


def _proxy(sign_in: _Table) -> Proxy:
    table = sign_in.table("proxy", {"addresses", "person", "name", "groups", "roles"})
    addresses = table.texts("addresses")
    for address in addresses:
        try:
            ipaddress.ip_address(address)
        except ValueError as error:
            raise table.wrong(f"{table.called('addresses')} är IP-adresser, som 10.0.0.5.") from error
    headers = {table.text("person"): "person"}
    headers |= {table.text(claim): claim for claim in ("name", "groups", "roles") if claim in table.values}
    return Proxy(addresses, headers)


def _claims(sign_in: _Table) -> Mapping[str, str]:
    table = sign_in.table("claims", _CLAIMS)
    return {told: table.text(told) if told in table.values else usual for told, usual in _CLAIMS.items()}


def _hours(sign_in: _Table) -> int:
    hours = sign_in.values.get("hours", HOURS)
    if not isinstance(hours, int) or isinstance(hours, bool) or not 1 <= hours <= MOST_HOURS:
        raise sign_in.wrong(f"{sign_in.called('hours')} är ett helt antal timmar, 1–{MOST_HOURS}.")
    return hours


def _url(sign_in: _Table) -> str:
    """Read the address people type. In the clear only on this computer: whoever listens could take over a sign-in."""
    url = sign_in.text("url")
    if not re.fullmatch(r"https://[^\s/?#]+|http://(localhost|127\.0\.0\.1)(:\d+)?", url):
        raise sign_in.wrong(f"{sign_in.called('url')} skrivs som https://jamstalld.kommunen.se, inget mer.")
    return url


def _named(table: _Table) -> Named:
    if not {"groups", "persons"} & set(table.values):
        raise table.wrong(f"{table.name} behöver groups eller persons.")
    groups, persons = (table.texts(key) if key in table.values else () for key in ("groups", "persons"))
    return Named(frozenset(groups), frozenset(person.casefold() for person in persons))
