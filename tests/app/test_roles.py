"""Every page as every role and as nobody: by the menu, by its address, and by a press of what is not there for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.access import NOBODY, ROLES, Access, Oidc, Person
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Cause
from jamstalld.dialogue.challenges import Trial
from jamstalld.dialogue.meetings import Meeting
from jamstalld.dialogue.texts import Text
from jamstalld.store import Database, deliveries, entries, events
from jamstalld.ui import signing_in, state, who
from jamstalld.ui.navigation import PAGES, in_menu
from tests.app.opening import open_page

OIDC = Access(Oidc("https://a.se/.well-known/openid-configuration", "jamstalld", Path("secret")), "https://j.se")
PEOPLE = {"nobody": NOBODY, **{key: Person("Ada", role.rights, None, "ada@k.se", key) for key, role in ROLES.items()}}
SEEN = {key: {entry.path for entry in PAGES if entry.right in person.rights} for key, person in PEOPLE.items()}
As = Callable[[str], None]


@pytest.fixture
def signed_in_as(monkeypatch: pytest.MonkeyPatch, sample: Path, show: Callable[[Path], None]) -> As:
    """Let the session be somebody's: ``signed_in_as("lasare")``."""
    show(sample)

    def sign_in(key: str) -> None:
        monkeypatch.setattr(who, "person", lambda: PEOPLE[key])
        monkeypatch.setattr(signing_in, "read_settings", lambda: _With(OIDC))

    return sign_in


class _With:
    def __init__(self, access: Access) -> None:
        self.access = access


def texts(at: AppTest) -> str:
    return "\n".join(
        str(one.value) for kind in ("title", "info", "warning", "markdown", "caption") for one in at.get(kind)
    )


def test_what_each_role_sees() -> None:
    every = {entry.path for entry in PAGES}
    leading, data, keeping = {"presentera", "fragor"}, {"ladda-upp"}, {"drift"}
    assert {
        "nobody": set(),
        "lasare": every - leading - data - keeping,
        "ledningsgrupp": every - leading - data - keeping,
        "processledare": every - data - keeping,
        "utvecklingsledare": every - keeping,
        "administrator": every,
    } == SEEN


@pytest.mark.parametrize("key", PEOPLE)
def test_the_menu_has_what_one_may_see(key: str) -> None:
    shown = {entry.path for entry in PAGES if in_menu(entry, PEOPLE[key])}
    assert shown == SEEN[key] - {entry.path for entry in PAGES if entry.hidden}


@pytest.mark.parametrize(
    ("key", "path"), [(key, entry.path) for key in PEOPLE for entry in PAGES if entry.path not in SEEN[key]]
)
def test_an_address_does_not_open_what_one_may_not_see(key: str, path: str, signed_in_as: As) -> None:
    signed_in_as(key)
    at = open_page(path)
    assert not at.exception
    if key == "nobody":
        assert [button.label for button in at.button] == ["Rita om", "Logga in"]
        assert "Logga in för att fortsätta" in texts(at)
    else:
        assert "Du har inte behörighet" in texts(at)
        assert {button.label for button in at.button} == {"Rita om", "Logga ut"}
    assert not at.table
    assert not at.text_area
    assert not at.text_input


WRITING = ("text_area", "text_input", "file_uploader", "radio")
PRESSED = {"Rita om", "Logga ut"}


@pytest.mark.parametrize("path", sorted(SEEN["lasare"]))
def test_a_reader_reads_every_page_and_is_offered_nothing_to_write(path: str, signed_in_as: As) -> None:
    signed_in_as("lasare")
    at = open_page(path)
    assert not at.exception
    assert not at.error
    assert "behörighet" not in texts(at)
    assert [one.label for kind in WRITING for one in at.get(kind) if one.label not in SEARCHING] == []
    assert {button.label for button in at.button} - PRESSED <= READING


SEARCHING = {"Sök", "Från och med", "Till och med"}
READING = {"Ångra", "Dela på länk"}


def test_who_one_is_stands_in_the_menu_and_in_the_log(signed_in_as: As) -> None:
    signed_in_as("ledningsgrupp")
    before = len(events(state._program()))
    at = open_page("analyser")
    assert "Inloggad som **Ada**, ledningsgrupp." in "\n".join(caption.value for caption in at.sidebar.caption)
    at.run()
    (line,) = events(state._program())[:-before]  # once a session
    assert (line.action, line.done_by, line.text) == ("signed_in", "Ada", "ada@k.se, ledningsgrupp")


def test_without_sign_in_the_page_says_so(sample: Path, show: Callable[[Path], None]) -> None:
    show(sample)
    at = open_page("analyser")
    assert "Utan inloggning" in at.caption[-1].value


def test_who_has_signed_in_writes_in_their_own_name(signed_in_as: As) -> None:
    signed_in_as("ledningsgrupp")
    at = open_page("beslut")
    assert "Ditt namn" not in [field.label for field in at.text_input]
    area = next(area for area in at.text_area if area.label.startswith("Vilket mål"))
    area.set_value("Vi ser en skillnad").run()
    (kept,) = (one for one in entries(state._program(), Text) if one.entry.text == "Vi ser en skillnad")
    assert kept.author == "Ada"


def everything(database: Database) -> tuple[Any, ...]:
    kinds = (Text, Cause, Action, Meeting, Trial)
    written = [entries(database, kind) for kind in kinds]
    log = [event for event in events(database) if event.action != "signed_in"]
    return written, deliveries(database), log, sorted(_elsewhere(database).glob("*"))


def _elsewhere(database: Database) -> Path:
    """Give the folder that copies are taken to."""
    folder = database.path.parent / "kopior"
    folder.mkdir(exist_ok=True)
    return folder


PRESSES: list[tuple[str, Callable[[AppTest], None]]] = [
    ("beslut", lambda at: _write(at, "Vilket mål")),
    ("atgarder", lambda at: _add_action(at)),
    ("utmaningar", lambda at: _press(at, "Vi prövar den")),
    ("moten", lambda at: _press(at, "Planera mötet")),
    ("leveranser", lambda at: _withdraw(at)),
    ("drift", lambda at: _copy(at)),
]


@pytest.mark.parametrize(("path", "press"), PRESSES)
@pytest.mark.parametrize("key", ["nobody", "lasare"])
def test_what_was_drawn_for_an_administrator_does_nothing_for_others(
    path: str, press: Callable[[AppTest], None], key: str, signed_in_as: As
) -> None:
    """A role is taken away, or a browser sends what it was never shown: there are widgets, and there is no right."""
    signed_in_as("administrator")
    at = open_page(path)
    assert not at.exception
    before = everything(state._program())
    _Switch.to = lambda: signed_in_as(key)
    press(at)
    assert everything(state._program()) == before


@pytest.mark.parametrize(("path", "press"), PRESSES)
def test_the_same_does_something_for_an_administrator(
    path: str, press: Callable[[AppTest], None], signed_in_as: As
) -> None:
    """Without this the test above would hold nothing."""
    signed_in_as("administrator")
    at = open_page(path)
    before = everything(state._program())
    _Switch.to = lambda: signed_in_as("administrator")
    press(at)
    assert not at.exception
    assert everything(state._program()) != before


class _Switch:
    to: Callable[[], None]


def _press(at: AppTest, label: str) -> None:
    button = next(button for button in at.button if button.label == label)
    _Switch.to()
    button.click().run()


def _write(at: AppTest, label: str) -> None:
    area = next(area for area in at.text_area if area.label.startswith(label))
    _Switch.to()
    area.set_value("Det här är inte mitt").run()


def _add_action(at: AppTest) -> None:
    next(button for button in at.button if button.label == "Lägg till en åtgärd").click().run()
    area = next(area for area in (*at.text_area, *at.text_input) if area.label.startswith("Vad ska göras"))
    area.set_value("Inte min åtgärd")
    _press(at, "Spara åtgärden")


def _withdraw(at: AppTest) -> None:
    next(button for button in at.button if button.label == "Dra tillbaka").click().run()
    next(field for field in at.text_input if field.label.startswith("Varför")).set_value("För att")
    _press(at, "Ja, dra tillbaka")


def _copy(at: AppTest) -> None:
    field = next(field for field in at.text_input if field.label == "Mapp att kopiera till")
    field.set_value(str(_elsewhere(state._program())))
    _press(at, "Kopiera nu")
