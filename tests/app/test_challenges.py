"""The page *Kända utmaningar*: what is offered, picked, judged, written and added, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.dialogue.analyses import Analysis
from jamstalld.dialogue.challenges import OwnChallenge, Trial, known_challenges
from jamstalld.dialogue.texts import Text
from jamstalld.periods import Period
from jamstalld.store import entries, entry, events, put, remove, save, save_text
from jamstalld.ui import state
from jamstalld.ui.author import AUTHOR
from jamstalld.ui.challenges import AREA, EVERY, IN_DATA
from jamstalld.ui.explaining import FACTORS
from jamstalld.ui.subject_links import subject_address
from jamstalld.views.challenges import subject_of
from jamstalld.wording.challenges import ALL_AREAS, NOTHING_LOADED
from tests.app.opening import open_page

CHALLENGES = {challenge.key: challenge for challenge in known_challenges()}
NASTY = "=cmd|' /C calc'!A0 <b>fet</b> **stark** [länk](x) $x$ ‮bakåt 👩‍⚖️ " + "lång" * 20
Open = Callable[..., AppTest]


@pytest.fixture
def opened(folder: Path, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of a database with an address: ``opened(path, "utfall", omrade="Äldre")``."""
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(sample))

    def open_it(path: Path, page: str = "utmaningar", **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
        at = open_page(page, **parameters)
        assert not at.exception
        return at

    yield open_it
    clean()
    state._opened.clear()


def clean() -> None:
    """Take away what a test has written: the tests share the sample."""
    for kind in (Trial, OwnChallenge, Text, Analysis):
        for kept in entries(state.database(), kind):
            remove(state.database(), kept.entry, by="test", based_on=kept.version)


def ran(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    assert not at.error
    return at


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.success, at.text)
    return "\n".join(element.value for kind in kinds for element in kind)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click()
    return ran(at)


def links(at: AppTest) -> list[tuple[str, bool]]:
    """Give what there is to try by, and whether it is off."""
    buttons = [(button.label, button.disabled) for button in at.button if (button.key or "").startswith("try_")]
    return [*((link.proto.label, link.proto.disabled) for link in at.get("page_link")), *buttons]


def test_all_are_offered_by_area_and_each_can_be_tried(opened: Open, sample: Path) -> None:
    at = opened(sample)
    assert [title.value for title in at.title] == ["Kända utmaningar"]
    assert at.selectbox(key=AREA).value == IN_DATA
    for challenge in known_challenges():
        assert f"**{challenge.title}**" in words(at)
        assert at.button(key=f"pick_{challenge.key}")
    assert links(at) == [("Pröva på egna data", False)] * len(CHALLENGES)
    assert "Ni har inte valt någon än." in words(at)


def test_an_empty_database_has_them_all_and_says_why_none_can_be_tried(opened: Open, folder: Path) -> None:
    at = opened(folder / "empty.duckdb")
    assert at.selectbox(key=AREA).value == EVERY
    assert links(at) == [("Pröva på egna data", True)] * len(CHALLENGES)
    assert words(at).count(NOTHING_LOADED) == len(CHALLENGES)
    press(at, "pick_alla_vantan")
    assert NOTHING_LOADED in [info.value for info in at.info]
    assert "När ett underlag är inläst kan ni lägga till egna" in words(at)


@pytest.mark.parametrize(
    ("area", "titles"),
    [
        ("Äldre", {one.title for one in known_challenges() if one.area == "Äldre"}),
        (ALL_AREAS, {one.title for one in known_challenges() if one.area is None}),
    ],
)
def test_one_area_may_be_chosen(opened: Open, sample: Path, area: str, titles: set[str]) -> None:
    at = opened(sample, visa=area)
    assert {title for one in known_challenges() if f"**{(title := one.title)}**" in words(at)} == titles


# One of each sort of link: the page, the rows and whether an area is chosen make the address.
SORTS = {(one.page, one.measure if one.page is None else "", one.by, one.area): one for one in known_challenges()}
ONE_OF_EACH = {(page, measure, by): one for (page, measure, by, _), one in SORTS.items()}


@pytest.mark.parametrize("challenge", ONE_OF_EACH.values(), ids=lambda challenge: challenge.key)
def test_every_sort_of_link_opens_its_view(opened: Open, sample: Path, challenge) -> None:
    path, parameters = subject_address(subject_of(challenge))
    at = opened(sample, path, **parameters)
    assert len(at.title) == 1
    chosen = {box.key: box.value for box in at.selectbox}
    assert chosen["omrade"] == (dict(challenge.filters).get("area") or "Alla")
    if challenge.page == "forklaras":
        assert chosen["forklara"] == challenge.measure
        assert at.multiselect(key=FACTORS).value == list(challenge.standardise)
    elif challenge.page == "samspel":
        assert (chosen["samspel_matt"], chosen["rad"], chosen["kolumn"]) == (
            challenge.measure,
            challenge.by,
            challenge.split,
        )
    elif challenge.page is None:
        assert chosen["rader"] == challenge.by
        assert path != "utfall" or chosen["matt"] == challenge.measure


def test_what_is_picked_is_tested_and_what_is_dropped_keeps_its_judgement(opened: Open, sample: Path) -> None:
    at = opened(sample)
    at.text_input(key=AUTHOR).set_value("Ada").run()
    press(at, "pick_alla_fraga_om_vald")
    assert "### Ställs frågan om våld till alla?" in words(at)
    assert "**Likvärdigt.** Av kvinnorna fick" in words(at)
    assert "pick_alla_fraga_om_vald" not in [button.key for button in at.button]
    at.radio(key="judged_alla_fraga_om_vald").set_value("fails")
    ran(at)
    kept = entry(state.database(), Trial, "alla_fraga_om_vald")
    assert kept is not None
    assert (kept.entry.picked, kept.entry.judgement, kept.author) == (True, "fails", "Ada")
    assert kept.entry.seen.startswith("Av kvinnorna fick")
    assert kept.entry.about == "kvartal 4 2025 till kvartal 3 2026"
    press(at, "drop_alla_fraga_om_vald")
    assert "Har prövats: Stämmer inte hos oss av Ada, " in words(at)
    at.text_input(key=AUTHOR).set_value("Bo").run()
    press(at, "pick_alla_fraga_om_vald")
    assert at.radio(key="judged_alla_fraga_om_vald").value == "fails"
    assert "Bedömt av Ada, " in words(at)  # not by whoever picked it last
    title = CHALLENGES["alla_fraga_om_vald"].title
    logged = [(event.action, event.text, event.done_by) for event in events(state.database()) if event.subject][:4]
    assert logged == [
        ("challenge_picked", title, "Bo"),
        ("challenge_dropped", title, "Ada"),
        ("challenge_judged", title, "Ada"),
        ("challenge_picked", title, "Ada"),
    ]


def test_what_the_data_said_then_is_shown_where_they_say_something_else_now(opened: Open, sample: Path) -> None:
    opened(sample)
    then = Trial("alla_vantan", "", picked=True, judgement="holds", seen="Kvinnor väntade längre.", about="2024")
    put(state.database(), then, by="Bo")
    assert "När ni bedömde, 2024: Kvinnor väntade längre." in words(opened(sample))


def why(at: AppTest, title: str):
    """Find the field in which the group writes why it judges a challenge as it does."""
    (found,) = [area for area in at.text_area if area.label == f"Varför bedömer vi så? ({title})"]
    return found


def test_the_reason_is_written_in_a_field_that_loses_nothing(opened: Open, sample: Path) -> None:
    title = CHALLENGES["alla_vantan"].title
    at = opened(sample)
    at.text_input(key=AUTHOR).set_value("Ada").run()
    press(at, "pick_alla_vantan")
    why(at, title).set_value(NASTY)
    ran(at)
    (text,) = entries(state.database(), Text, "alla_vantan")
    assert (text.entry.field, text.entry.text, text.author) == ("why", NASTY, "Ada")
    other = save_text(state.database(), "alla_vantan", "why", "Bos text", by="Bo", based_on=0)
    at = ran(at)
    assert "**Bo** skrev kl." in words(at)
    assert "Bos text" in [text.value for text in at.text]
    press(at, f"join_alla_vantan_why_{other.entry.line}_True")
    assert why(at, title).value == f"{NASTY}\n\nBos text"
    assert "**Bo** skrev kl." not in words(at)


def test_what_somebody_else_has_written_is_shown_below_and_taken_up_when_asked_for(opened: Open, sample: Path) -> None:
    title = CHALLENGES["alla_berattar"].title
    at = opened(sample)
    press(at, "pick_alla_berattar")
    save_text(state.database(), "alla_berattar", "why", "Bos text", by="Bo", based_on=0)
    at = ran(at)
    assert why(at, title).value == ""
    assert "Bos text" in [text.value for text in at.text]
    press(at, "take_alla_berattar_why")
    assert why(at, title).value == "Bos text"


def test_what_looks_like_a_person_is_warned_of(opened: Open, sample: Path) -> None:
    at = opened(sample)
    press(at, "pick_alla_vantan")
    why(at, CHALLENGES["alla_vantan"].title).set_value("Ring 070-123 45 67 om det.")
    assert "telefonnummer" in words(ran(at))


def test_a_text_that_is_longer_than_the_field_allows_is_not_cut(opened: Open, sample: Path) -> None:
    title, long = CHALLENGES["aldre_timmar"].title, "lång " * 400
    at = opened(sample)
    press(at, "pick_aldre_timmar")
    save_text(state.database(), "aldre_timmar", "why", long, by="Bo", based_on=0)
    at = opened(sample)
    assert why(at, title).value == long
    assert why(at, title).max_chars == len(long)
    assert [kept.entry.text for kept in entries(state.database(), Text, "aldre_timmar")] == [long]


@pytest.mark.parametrize(("key", "path"), [("barn_insats", "beslut"), ("aldre_timmar", "forklaras")])
def test_an_analysis_of_the_same_question_is_linked(opened: Open, sample: Path, key: str, path: str) -> None:
    at = opened(sample)
    press(at, f"pick_{key}")
    subject = subject_of(CHALLENGES[key], Period.parse("2025"))
    save(state.database(), Analysis(key, "", subject=subject.to_json()), by="Ada")
    at = ran(at)
    (link,) = [link.proto for link in at.get("page_link") if link.proto.label.startswith("Er analys, ")]
    assert link.page == path
    assert "period=2025" in link.query_string.split("&")


def test_an_own_challenge_is_added_tried_and_taken_away(opened: Open, sample: Path) -> None:
    at = opened(sample)
    at.text_input(key=AUTHOR).set_value("Ada").run()
    at.text_input(key="own_title").set_value(NASTY[:60])
    at.text_area(key="own_hypothesis").set_value(NASTY)
    at.text_input(key="own_source").set_value("Egen kartläggning <i>2026</i>")
    at.selectbox(key="own_area").set_value("Äldre")
    at.selectbox(key="own_measure").set_value("approval")
    ran(at)
    at.selectbox(key="own_by_approval").set_value("unit")
    next(button for button in at.button if button.label == "Lägg till utmaningen").click()
    ran(at)
    (own,) = entries(state.database(), OwnChallenge)
    assert own.entry.hypothesis == NASTY
    assert (own.entry.area, own.entry.by, own.entry.filters) == ("Äldre", "unit", (("area", "Äldre"),))
    assert at.text_input(key="own_title").value == ""
    assert "\\*\\*stark\\*\\*" in words(at)
    assert "\\<b\\>fet" in words(at)
    assert "Egen utmaning, Ada" in words(at)
    assert events(state.database())[0].text == "Egen utmaning", "the log holds nothing that a person wrote"
    press(at, f"pick_{own.entry.identity}")
    assert "Av kvinnorna fick" in words(at)
    press(at, f"drop_{own.entry.identity}")
    press(at, f"remove_{own.entry.identity}")
    assert entries(state.database(), OwnChallenge) == ()
    assert [event.action for event in events(state.database())][:2] == ["challenge_removed", "challenge_dropped"]


def test_an_own_challenge_of_a_share_asks_which_row(opened: Open, sample: Path) -> None:
    at = opened(sample)
    at.selectbox(key="own_measure").set_value("received")
    ran(at)
    at.selectbox(key="own_row_received").set_value("Hemtjänst")
    at.text_input(key="own_title").set_value("Hemtjänst")
    at.text_area(key="own_hypothesis").set_value("Kan det vara så?")
    next(button for button in at.button if button.label == "Lägg till utmaningen").click()
    ran(at)
    (own,) = entries(state.database(), OwnChallenge)
    assert (own.entry.by, own.entry.row, own.entry.filters) == ("intervention", "Hemtjänst", ())


def test_an_own_challenge_needs_a_name_and_a_question(opened: Open, sample: Path) -> None:
    at = opened(sample)
    next(button for button in at.button if button.label == "Lägg till utmaningen").click()
    at.run()
    assert [error.value for error in at.error] == ["Skriv ett kort namn och själva frågan. Resten får lämnas tomt."]
    assert entries(state.database(), OwnChallenge) == ()
