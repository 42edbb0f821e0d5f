"""How the facilitator's page invites a room."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.participants.listener import Address
from jamstalld.ui import invitation


def page() -> None:
    from jamstalld.ui.invitation import show_invitation

    show_invitation("K7MQ2U", "m")


def test_the_room_sees_the_address_the_code_and_how_many_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitation, "listening", lambda: Address("192.168.1.20", 8600))
    at = AppTest.from_function(page).run()
    assert not at.exception
    assert at.header[0].value == "K7MQ2U"
    assert "**192.168.1.20:8600/delta**" in at.markdown[0].value
    assert at.text[0].value == "0 deltagare följer med just nu."
    assert not at.warning
    (code,) = [html.proto.body for html in at.get("html")]
    assert 'alt="QR-kod till mötet"' in code
    assert "data:image/svg+xml" in code


def test_where_phones_cannot_reach_it_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitation, "listening", lambda: None)
    at = AppTest.from_function(page).run()
    assert "jamstalld serve --participants 0.0.0.0:8600" in at.warning[0].value
