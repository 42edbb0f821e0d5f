"""Units held against all of them: the view's own numbers, limits that chance seldom leaves, words and table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jamstalld.charts import funnel_finding, funnel_table, funnels_of
from jamstalld.compare import funnel_limits
from jamstalld.protect import noise_for
from jamstalld.store import Database
from jamstalld.views.between import between, has_places
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.between import MUNICIPALITIES, UNITS, finding, title
from jamstalld.wording.numbers import number, percent


@pytest.fixture(scope="module")
def view(sample_database: Database) -> View:
    return build_view(sample_database, ViewRequest("approval", by="unit"))


def test_the_numbers_are_those_of_the_view(view: View) -> None:
    assert has_places(view)
    for one, groups, whole in zip(
        between(view),
        ([row.women for row in view.rows], [row.men for row in view.rows]),
        (view.total.women, view.total.men),
        strict=True,
    ):
        assert [(place.share, place.n) for place in one.places] == [(group.share, group.n) for group in groups]
        assert [place.label for place in one.places] == [row.label for row in view.rows]
        assert one.centre == whole.share
    assert [one.sex for one in between(view)] == ["kvinnor", "män"]


def test_the_limits_are_spiegelhalters_with_the_noise_of_protection(view: View) -> None:
    women, _ = between(view)
    for place in women.places:
        variance = noise_for(5).variance(np.rint(women.centre * place.n).astype(int))
        inner, outer = (funnel_limits(place.n, women.centre, level, noise_variance=variance) for level in (0.95, 0.998))
        wanted = [float(end) for end in (outer.low, inner.low, inner.high, outer.high)]
        assert women.limits.at(place.n) == pytest.approx(wanted)
        bare = funnel_limits(place.n, women.centre)
        assert wanted[1] < bare.low
        assert wanted[2] > bare.high


def test_picture_table_and_finding_say_the_same(view: View) -> None:
    for picture, groups in zip(
        funnels_of(view), ([row.women for row in view.rows], [row.men for row in view.rows]), strict=True
    ):
        table = funnel_table(picture)
        assert [(line["Enhet"], line["Antal beslut"], line["Andel"]) for line in table] == [
            (row.label, number(group.n or 0), percent(group.share or 0))
            for row, group in zip(view.rows, groups, strict=True)
        ]
        outside = {line["Enhet"] for line in table if line["Bedömning"] != "Inom det väntade"}
        said = funnel_finding(picture)
        assert f"i {len(outside)} av {len(table)} enheter" in said
        assert all((line["Enhet"] in said) == (line["Enhet"] in outside) for line in table)


def test_only_places_of_a_rate_are_held_against_each_other(view: View) -> None:
    assert has_places(replace(view, by="municipality"))
    assert not has_places(replace(view, by="area"))
    assert not has_places(replace(view, kind="mean"))
    assert not has_places(replace(view, split="area"))
    assert not has_places(replace(view, rows=view.rows[:2]))


@pytest.mark.parametrize(
    ("what", "outside", "places", "words", "said"),
    [
        (
            "kvinnor som fick bifall",
            [],
            6,
            UNITS,
            "Andelen kvinnor som fick bifall varierar inte mer mellan enheterna än vad slumpen brukar ge.",
        ),
        (
            "män som fick bifall",
            [("Norr", "36 %")],
            6,
            UNITS,
            "Andelen män som fick bifall i 1 av 6 enheter ligger längre från alla tillsammans än vad slumpen brukar "
            "ge: Norr (36 %). Det säger inte varför.",
        ),
        (
            "flickor som nådde målet",
            [("Aby", "36 %"), ("Beby", "nästan alla")],
            12,
            MUNICIPALITIES,
            "Andelen flickor som nådde målet i 2 av 12 kommuner ligger längre från alla tillsammans än vad slumpen "
            "brukar ge: Aby (36 %) och Beby (nästan alla). Det säger inte varför.",
        ),
    ],
)
def test_the_finding(what: str, outside: list[tuple[str, str]], places: int, words, said: str) -> None:
    assert finding(what, outside, places, words) == said


def test_the_part_is_named_after_the_places() -> None:
    assert (title(UNITS), title(MUNICIPALITIES)) == ("Mellan enheter", "Mellan kommuner")
