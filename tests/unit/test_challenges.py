"""The known challenges: each is a question that can be asked, has its sources, and says nothing it may not say."""

from __future__ import annotations

import re
import tomllib

import pytest

from jamstalld.dialogue.challenges import Challenge, Source, known_challenges
from jamstalld.dictionary import dictionary
from jamstalld.intake.model import STORED_COLUMNS
from jamstalld.ui.filters import FILTERS
from jamstalld.ui.navigation import PAGES
from jamstalld.views.explaining import KINDS
from jamstalld.views.request import ViewRequest, checked
from tests.conftest import ROOT

CHALLENGES = known_challenges()
AREAS = dictionary().code_lists["area"].values
COLUMNS = frozenset({*STORED_COLUMNS, *dictionary().variables})
# Verdicts that are the group's to give, and the sentence that would give one for it.
FORBIDDEN = re.compile(r"diskriminer|ojämställ|osaklig|omotiverad|orättvis|bevis", re.IGNORECASE)
each = pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.key)


def request(challenge: Challenge) -> ViewRequest:
    return ViewRequest(
        challenge.measure,
        by=challenge.by,
        split=challenge.split,
        filters=challenge.filters,
        standardise_by=challenge.standardise,
    )


def texts(challenge: Challenge) -> tuple[str, ...]:
    return challenge.title, challenge.hypothesis, challenge.matters, challenge.cannot


def test_there_are_enough_to_choose_from_in_every_area() -> None:
    assert 30 <= len(CHALLENGES) <= 40
    for area in (*AREAS, None):
        assert sum(challenge.area == area for challenge in CHALLENGES) >= 3, area


def test_those_of_an_area_stand_together_in_the_order_of_the_areas() -> None:
    order = [challenge.area for challenge in CHALLENGES]
    assert list(dict.fromkeys(order)) == [*AREAS, None]
    places = [[*AREAS, None].index(area) for area in order]
    assert places == sorted(places)


def test_every_text_is_its_own() -> None:
    for at in range(4):
        listed = [texts(challenge)[at] for challenge in CHALLENGES]
        assert len(set(listed)) == len(listed)
    assert len({(request(challenge), challenge.row) for challenge in CHALLENGES}) == len(CHALLENGES)


@each
def test_what_a_challenge_asks_may_be_asked(challenge: Challenge) -> None:
    measure, asked = checked(request(challenge), dictionary(), COLUMNS)
    assert (asked.measure, asked.by, asked.filters) == (challenge.measure, challenge.by, challenge.filters)
    assert {measure.column, *measure.asked_when, *measure.only} <= COLUMNS


@each
def test_what_a_challenge_names_exists(challenge: Challenge) -> None:
    variables = dictionary().variables
    for key, value in challenge.filters:
        codes = variables[key].codes
        assert codes is not None
        assert value in codes.values
    if challenge.row:
        codes = variables[challenge.by].codes
        assert codes is not None
        assert challenge.row in codes.values
    assert challenge.area is None or challenge.area in AREAS


@each
def test_a_challenge_of_an_area_looks_at_that_area(challenge: Challenge) -> None:
    if challenge.by == "area":
        assert challenge.row in (challenge.area, None)
    else:
        assert dict(challenge.filters).get("area") == challenge.area


@each
def test_the_page_has_the_menus_that_the_view_needs(challenge: Challenge) -> None:
    assert {key for key, _ in challenge.filters} <= set(FILTERS.values())
    measure = dictionary().measure(challenge.measure)
    page = challenge.page or measure.page
    assert page in {entry.path for entry in PAGES}
    assert (page == "samspel") == (challenge.split is not None)
    assert (page in ("forklaras", "traffsakerhet")) == bool(challenge.standardise)
    if page == "forklaras":
        assert measure.kind in KINDS
        assert measure.kind != "share"  # the page would have to know which value
    if page == "traffsakerhet":
        assert (challenge.measure, challenge.by, challenge.standardise) == ("received", "intervention", ("need_level",))
        assert challenge.area
    if measure.kind == "share" and challenge.by == measure.column:
        assert challenge.row, "of all the shares of a whole, which one"


@each
def test_a_challenge_is_a_question_and_no_verdict(challenge: Challenge) -> None:
    assert challenge.hypothesis.startswith("Kan det vara så att ")
    assert challenge.hypothesis.endswith("?")
    assert challenge.hypothesis.count("?") == 1
    for text in texts(challenge):
        assert not FORBIDDEN.search(text), text
        assert not re.search(r"\d|%|procent", text), "a figure belongs in its source"
        assert re.fullmatch(r"[A-ZÅÄÖ][^\n]*[.?]", text) or text == challenge.title
        assert "  " not in text


@each
def test_texts_are_as_long_as_there_is_room_for(challenge: Challenge) -> None:
    for text, most in zip(texts(challenge), (45, 200, 160, 200), strict=True):
        assert 10 <= len(text) <= most, (len(text), text)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", challenge.key)


@each
def test_a_challenge_has_public_sources(challenge: Challenge) -> None:
    assert 1 <= len(challenge.sources) <= 3
    for source in challenge.sources:
        assert isinstance(source, Source)
        assert len(source.title) > 10
        assert len(source.publisher) > 5
        assert source.year is None or 2000 <= source.year <= 2026
        assert not source.address or re.fullmatch(r"https?://[a-z.-]+\.(se|nu)/\S+", source.address)
        assert source.year or source.address, "what has neither cannot be found again"


def test_every_source_is_used() -> None:
    file = ROOT / "jamstalld" / "dialogue" / "challenges.toml"
    declared = tomllib.loads(file.read_text("utf-8"))
    used = {name for entry in declared["challenge"].values() for name in entry["sources"]}
    assert used == set(declared["source"])
