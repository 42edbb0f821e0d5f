"""Who somebody is by what the sign-in says, and what they may do then."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jamstalld.access import NOBODY, OPERATOR, ROLES, Access, NoRightError, Right, read_access, role_named
from jamstalld.errors import JamstalldError, SettingsError

NOW = 1_800_000_000.0
OIDC = """
[sign_in]
url = "https://jamstalld.kommunen.se"
[sign_in.oidc]
metadata_url = "https://inloggning.kommunen.se/.well-known/openid-configuration"
client_id = "jamstalld"
client_secret_file = "/etc/jamstalld/hemlighet"
"""
PROXY = """
[sign_in]
url = "https://jamstalld.kommunen.se"
[sign_in.proxy]
addresses = ["10.0.0.5", "::1"]
person = "X-Person"
name = "X-Name"
groups = "X-Groups"
roles = "X-Roles"
"""
ROLES_AND_LIMITS = """
[roles.lasare]
groups = ["alla"]
[roles.utvecklingsledare]
persons = ["Eva@Kommunen.se"]
[[limits]]
groups = ["norr"]
units = ["Enhet Norr"]
[[limits]]
persons = ["bo@kommunen.se"]
units = ["Enhet Söder", "Enhet Väster"]
"""


def access(text: str) -> Access:
    return read_access(tomllib.loads(text), Path("settings.toml"))


def oidc(more: str = ROLES_AND_LIMITS) -> Access:
    return access(OIDC + more)


def claims(**more: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "iat": NOW - 60, "email": "ada@kommunen.se", "name": "Ada Å", **more}


def test_without_sign_in_whoever_is_at_the_computer_may_everything() -> None:
    assert access("").person({}, NOW) is OPERATOR
    assert not access("").required


def test_nobody_is_whoever_has_not_signed_in_or_too_long_ago() -> None:
    known = oidc()
    assert known.person(claims(groups=["alla"]), NOW).role == "lasare"
    at_the_limit = claims(groups=["alla"], iat=NOW - 12 * 3600 + 1)
    assert known.person(at_the_limit, NOW).role == "lasare"
    for wrong in (
        {},
        claims(groups=["alla"], is_logged_in=False),
        claims(groups=["alla"], is_logged_in="true"),
        claims(groups=["alla"], iat=NOW - 12 * 3600),
        claims(groups=["alla"], iat=None),
        claims(groups=["alla"], iat="1800000000"),
        claims(groups=["alla"], email=""),
        claims(groups=["alla"], email=None),
        claims(groups=["alla"], email_verified=False),
    ):
        assert known.person(wrong, NOW) is NOBODY, wrong


def test_a_role_comes_by_group_by_list_and_by_claim_and_the_highest_counts() -> None:
    known = oidc()
    assert known.person(claims(), NOW).rights == frozenset()
    assert known.person(claims(groups=["andra"]), NOW).role == ""
    assert known.person(claims(groups="alla"), NOW).role == "lasare"
    assert known.person(claims(email="eva@kommunen.SE"), NOW).role == "utvecklingsledare"
    assert known.person(claims(roles=["processledare", "okänd"], groups=["alla"]), NOW).role == "processledare"
    assert known.person(claims(roles=["administrator"]), NOW).rights == ROLES["administrator"].rights


def test_a_group_that_is_called_as_a_person_is_no_person() -> None:
    assert oidc().person(claims(groups=["eva@kommunen.se"]), NOW).role == ""
    assert oidc().person(claims(email="alla"), NOW).role == ""


def test_limits_add_up_and_take_away_what_concerns_the_whole() -> None:
    known = oidc()
    assert known.person(claims(groups=["alla"]), NOW).units is None
    limited = known.person(claims(email="Bo@kommunen.se", groups=["norr"], roles=["administrator"]), NOW)
    assert limited.units == {"Enhet Norr", "Enhet Söder", "Enhet Väster"}
    assert Right.CHANGE_DATA not in limited.rights
    assert Right.ADMINISTER not in limited.rights
    assert limited.rights == ROLES["ledningsgrupp"].rights


def test_other_claims_can_be_named() -> None:
    known = oidc('[sign_in.claims]\nperson = "oid"\nroles = "extension_roles"\n')
    person = known.person(claims(oid="4711", extension_roles=["ledningsgrupp"]), NOW)
    assert (person.identity, person.name, person.role) == ("4711", "Ada Å", "ledningsgrupp")


def test_a_proxy_says_it_in_headers() -> None:
    known = access(PROXY + ROLES_AND_LIMITS)
    told = {"person": "ada", "name": "Åsa".encode().decode("latin-1"), "groups": "andra, alla;norr", "roles": None}
    person = known.person(told, NOW)
    assert (person.name, person.role, person.units) == ("Åsa", "lasare", {"Enhet Norr"})
    assert known.person({"person": None, "groups": "alla"}, NOW) is NOBODY
    assert known.way is not None
    assert known.way.trusts("10.0.0.5")  # pyright: ignore[reportAttributeAccessIssue]
    assert not known.way.trusts("10.0.0.6")  # pyright: ignore[reportAttributeAccessIssue]
    assert not known.way.trusts("")  # pyright: ignore[reportAttributeAccessIssue]


def test_whoever_may_not_is_told_who_may() -> None:
    with pytest.raises(NoRightError) as refused:
        NOBODY.require(Right.LEAD_MEETINGS)
    assert refused.value.message == (
        "Du har inte behörighet att planera och leda möten. Det har processledare, utvecklingsledare och administratör."
    )
    with pytest.raises(JamstalldError, match=r"”chef” finns inte\. Välj lasare, ledningsgrupp"):
        role_named("chef")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[roles.lasare]\ngroups = ["a"]', "ingen inloggning"),
        ('sign_in = "oidc"', r"skrivs \[sign_in\]"),
        ('[sign_in]\nurl = "https://a.se"', "inte båda"),
        (OIDC + PROXY[PROXY.index("[sign_in.proxy]") :], "inte båda"),
        (OIDC.replace("https://jamstalld.kommunen.se", "http://jamstalld.kommunen.se"), "skrivs som https://"),
        (OIDC.replace("https://jamstalld.kommunen.se", "https://jamstalld.kommunen.se/app"), "skrivs som https://"),
        (OIDC.replace("/.well-known/openid-configuration", ""), "ska sluta med /.well-known"),
        (OIDC.replace('client_id = "jamstalld"', ""), "sign_in.oidc.client_id saknas"),
        (OIDC.replace("client_id", "client"), r"okända namn i \[sign_in.oidc\]: client"),
        (OIDC.replace("[sign_in.oidc]", "hours = 0\n[sign_in.oidc]"), "1–168"),
        (OIDC.replace("[sign_in.oidc]", "hours = 169\n[sign_in.oidc]"), "1–168"),
        (OIDC.replace("[sign_in.oidc]", "hours = true\n[sign_in.oidc]"), "1–168"),
        (PROXY.replace('"10.0.0.5"', '"proxy.kommunen.se"'), "är IP-adresser"),
        (PROXY.replace('["10.0.0.5", "::1"]', "[]"), "minst en text"),
        (PROXY.replace('person = "X-Person"', ""), "sign_in.proxy.person saknas"),
        (PROXY + '[sign_in.claims]\nname = "x"', "hör till"),
        (OIDC + '[roles.chef]\ngroups = ["a"]', "okända namn.*chef"),
        (OIDC + "[roles.lasare]", "behöver groups eller persons"),
        (OIDC + "[roles.lasare]\ngroups = [1]", "minst en text"),
        (OIDC + '[limits]\nunits = ["Norr"]', r"skrivs \[\[limits\]\]"),
        (OIDC + '[[limits]]\ngroups = ["a"]', "limits.units är en lista"),
        (OIDC + '[[limits]]\nunits = ["Norr"]', "behöver groups eller persons"),
    ],
)
def test_settings_that_are_wrong_say_so(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as wrong:
        access(text)
    assert wrong.value.message.startswith("Inställningsfilen settings.toml: ")


@pytest.mark.parametrize("hours", [1, 168])
def test_the_longest_and_the_shortest_sign_in(hours: int) -> None:
    assert access(OIDC.replace("[sign_in.oidc]", f"hours = {hours}\n[sign_in.oidc]")).hours == hours
