"""Women's share of those who get something, against all cases, those who applied and the inhabitants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from jamstalld.charts.comparison import comparison_table
from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Condition, Database, Question, released_counts
from jamstalld.views.asjson import request_from_json, request_to_json, view_from_json, view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.model import BaseKind, Row, View
from jamstalld.views.request import BASES, ViewRequest
from tests.inhabitants import GROUPS, with_inhabitants

Make = Callable[..., Database]
Load = Callable[..., object]
YEAR = Period.parse("2025")
# Intervention, sex, age → decisions.
DECIDED = {
    ("Hemtjänst", "kvinna", 70): ["bifall"] * 6 + ["avslag"] * 4,
    ("Hemtjänst", "kvinna", 85): ["bifall"] * 14 + ["avslag"] * 5 + ["återtagen"],
    ("Hemtjänst", "man", 70): ["bifall"] * 4 + ["avslag"] * 6,
    ("Hemtjänst", "man", 85): ["delvis bifall"] * 6 + [None] + ["avslag"] * 3,
    ("LVM", "kvinna", 30): ["bifall"] * 5 + ["avslag"] * 5,
    ("LVM", "man", 30): ["bifall"] * 15 + ["avslag"] * 5,
    ("HVB", "kvinna", 15): ["bifall"] * 10,
    ("HVB", "man", 15): ["bifall"] * 10,
}
# Of the eleven men who got Hemtjänst one has no decision written down. Applied: 30 women and 20 men.
HOME = (20, 11)


def rows() -> list[dict[str, Any]]:
    found = [
        {"intervention": intervention, "sex": sex, "age": age, "decision": decision, "quarter": "2025K1"}
        for (intervention, sex, age), decisions in DECIDED.items()
        for decision in decisions
    ]
    areas = {"Hemtjänst": "Äldre", "LVM": "Skadligt bruk och beroende", "HVB": "Barn och unga"}
    return [{**row, "person_id": f"P{at}", "area": areas[str(row["intervention"])]} for at, row in enumerate(found)]


@pytest.fixture
def public(make_database: Make, load_rows: Load) -> Database:
    database = make_database(threshold=1)
    load_rows(database, rows())
    return with_inhabitants(database)


@pytest.fixture
def protected(make_database: Make, load_rows: Load) -> Database:
    database = make_database(threshold=5)
    load_rows(database, rows())
    return with_inhabitants(database)


def seen(database: Database, base: BaseKind, **asked: Any) -> View:
    return build_view(database, ViewRequest("received", period=YEAR, base=base, **asked))


def row(view: View, label: str) -> Row:
    return view.total if label == "Alla" else next(one for one in view.rows if one.label == label)


def plain(text: str) -> str:
    """Write a sentence with ordinary spaces."""
    return text.replace("\u00a0", " ")


def shares(view: View, label: str) -> tuple[float, float, float]:
    found = row(view, label).representation
    assert found
    return found.women_share, found.base_women_share, found.index


# --- the three bases, exactly ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "label", "of_base"),
    [
        # All rows: 50 women and 50 men.
        *(("cases", "Hemtjänst", 1 / 2), ("cases", "LVM", 1 / 2), ("cases", "Alla", 1 / 2)),
        # Those who applied for that very thing, refused and withdrawn ones among them.
        *(("need", "Hemtjänst", 30 / 50), ("need", "LVM", 10 / 30), ("need", "Alla", 50 / 100)),
        *(("population", "Hemtjänst", 0.52), ("population", "LVM", 0.52), ("population", "Alla", 0.52)),
    ],
)
def test_each_base_gives_its_own_share_and_index(public: Database, base: BaseKind, label: str, of_base: float) -> None:
    women, men = {"Hemtjänst": HOME, "LVM": (5, 15), "Alla": (35, 36)}[label]
    share = women / (women + men)
    assert shares(seen(public, base), label) == pytest.approx((share, of_base, share / of_base))


def test_the_interval_is_wilsons_and_the_same_beside_every_base(public: Database) -> None:
    expected = proportion_confint(HOME[0], sum(HOME), method="wilson")
    for base in BASES:
        found = row(seen(public, base), "Hemtjänst").representation
        assert found
        assert (found.low, found.high) == pytest.approx(expected)


@pytest.mark.parametrize("unit", ["insatser", "personer"])
def test_the_standing_comparison_is_the_same_beside_every_base(protected: Database, unit: str) -> None:
    def bare(view: View) -> list[Row]:
        return [replace(one, representation=None, sentence="") for one in (view.total, *view.rows)]

    views = [seen(protected, base, count_unit=unit) for base in BASES]
    assert bare(views[0]) == bare(views[1]) == bare(views[2])
    assert [view.base_kind for view in views] == list(BASES)
    assert views[0].sentences[0] == views[1].sentences[0] == views[2].sentences[0]


def test_the_inhabitants_follow_the_age_that_is_chosen(public: Database) -> None:
    old = seen(public, "population", filters=(("age_group", "80 år och äldre"),))
    assert shares(old, "Hemtjänst")[:2] == pytest.approx((14 / 21, 850 / 1250))
    by_age = seen(public, "population", by="age_group")
    for label, (women, men) in GROUPS.items():
        if any(one.label == label for one in by_age.rows):
            assert shares(by_age, label)[1] == pytest.approx(women / (women + men))
    assert {one.label for one in by_age.rows} == {"0–17 år", "25–44 år", "65–79 år", "80 år och äldre"}
    assert shares(by_age, "Alla")[1] == 0.52
    split = seen(public, "population", by="intervention", split="age_group")
    assert {(one.split, one.representation.base_women_share) for one in split.rows if one.representation} >= {
        ("80 år och äldre", 850 / 1250),
        ("65–79 år", 0.55),
    }


def test_within_other_rows_the_need_is_of_the_same_rows(public: Database) -> None:
    by_area = seen(public, "need", by="area")
    assert shares(by_area, "Äldre")[:2] == pytest.approx((20 / 31, 30 / 50))
    one = seen(public, "need", by="age_group", filters=(("intervention", "Hemtjänst"),))
    assert shares(one, "80 år och äldre")[:2] == pytest.approx((14 / 21, 20 / 30))
    assert shares(one, "Alla")[:2] == pytest.approx((20 / 31, 30 / 50))


def test_the_year_is_the_latest_up_to_the_periods_own(public: Database) -> None:
    for year, women in ((2023, 4), (2024, 1), (2026, 9)):
        with_inhabitants(public, year, dict.fromkeys(GROUPS, (women, 1)))
    view = seen(public, "population")
    assert shares(view, "Alla")[1] == 0.52
    assert any("Befolkning: 2025 (Provet)." in line for line in view.method)


def test_where_there_is_no_year_so_early_it_is_the_first(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, rows())
    for year, women in ((2027, 1), (2026, 3)):
        with_inhabitants(database, year, dict.fromkeys(GROUPS, (women, 1)))
    assert shares(seen(database, "population"), "Alla")[1] == 3 / 4


# --- protected ---------------------------------------------------------------------------------------------


def test_protected_only_released_counts_and_public_ones_are_used(protected: Database) -> None:
    said = Condition("intervention", (), null=True, negate=True)
    table = released_counts(
        protected, Question(YEAR, "decision_quarter", (("intervention",),), {"need": (said,)})
    ).tables[("intervention",)]
    applied = {str(label[0]): counts for label, counts in zip(table.labels, table.counts["need"], strict=True)}
    view = seen(protected, "need")
    for one in view.rows:
        women, men, _ = applied[one.label]
        assert one.representation
        assert one.representation.base_women_share == women / (women + men)
        hers, his = one.women.count or 0, one.men.count or 0
        assert one.representation.women_share == hers / (hers + his)
    assert shares(seen(protected, "population"), "Hemtjänst")[1] == 0.52


def test_protected_the_interval_allows_for_the_noise(protected: Database) -> None:
    """To each limit's distance the noise of two counts that are changed apart is added, in quadrature."""
    one = row(seen(protected, "population"), "Hemtjänst")
    women, men, found = one.women.count or 0, one.men.count or 0, one.representation
    assert found
    assert found.low is not None
    assert found.high is not None
    n, p = women + men, women / (women + men)
    low, high = proportion_confint(women, n, method="wilson")
    variance = float(protected.noise.variance(np.array([women, men])).max())
    noise = 1.959964**2 * variance * ((1 - p) ** 2 + p**2) / n**2
    assert found.low == pytest.approx(p - ((p - low) ** 2 + noise) ** 0.5, abs=1e-6)
    assert found.high == pytest.approx(p + ((high - p) ** 2 + noise) ** 0.5, abs=1e-6)


# --- said and shown ----------------------------------------------------------------------------------------


def test_the_view_says_the_whole_and_the_rows_that_stand_out(public: Database) -> None:
    persons = seen(public, "population", count_unit="personer", filters=(("age_group", "80 år och äldre"),))
    assert plain(persons.sentences[1]) == (
        "Av dem som fick en insats är 67 % kvinnor (osäkerhet 45–83 %); av befolkningen 80 år och äldre är 68 %."
    )
    need = seen(public, "need", count_unit="personer")
    assert (
        plain(need.sentences[1])
        == "Av dem som fick en insats är 49 % kvinnor (osäkerhet 38–61 %); av dem som sökt är 50 %."
    )
    assert plain(row(need, "Hemtjänst").sentence).endswith(
        "Av dem som fick hemtjänst är 65 % kvinnor (osäkerhet 47–79 %); av dem som sökt är 60 %."
    )
    everybody = seen(public, "population", count_unit="personer")
    assert plain(everybody.sentences[2]) == (
        "Av dem som fick LVM är 25 % kvinnor (osäkerhet 11–47 %); av befolkningen är 52 %."
    )
    assert not [one for one in everybody.sentences if "hemtjänst" in one], "its uncertainty reaches 52 %"


@pytest.mark.parametrize(
    ("unit", "base", "said"),
    [
        (
            "insatser",
            "need",
            "Av insatserna i form av LVM går 25 % till kvinnor (osäkerhet 11–47 %); av dem som söktes gällde 33 % "
            "kvinnor.",
        ),
        (
            "insatser",
            "population",
            "Av insatserna i form av LVM går 25 % till kvinnor (osäkerhet 11–47 %); av befolkningen är 52 % kvinnor.",
        ),
        ("personer", "need", "Av dem som fick LVM är 25 % kvinnor (osäkerhet 11–47 %); av dem som sökt är 33 %."),
    ],
)
def test_each_unit_of_count_is_spoken_of_in_its_own_way(public: Database, unit: str, base: BaseKind, said: str) -> None:
    assert plain(row(seen(public, base, count_unit=unit), "LVM").sentence).endswith(said)


def test_children_are_girls_and_all_inhabitants_are_not(public: Database) -> None:
    view = seen(public, "population", count_unit="personer", filters=(("area", "Barn och unga"),))
    assert plain(view.sentences[1]).endswith(
        "är 50 % flickor (osäkerhet 30–70 %); av befolkningen är 52 % flickor och kvinnor."
    )
    young = seen(public, "population", by="age_group", filters=(("area", "Barn och unga"),))
    assert "av befolkningen 0–17 år är 49 % flickor." in plain(row(young, "0–17 år").sentence)


def test_the_table_has_the_base_and_the_index_beside_womens_share(public: Database) -> None:
    def cells(base: BaseKind) -> dict[str, str]:
        (line,) = [one for one in comparison_table(seen(public, base), "Insats") if one["Insats"] == "Hemtjänst"]
        return {heading: plain(text) for heading, text in line.items()}

    assert cells("cases")["Andel kvinnor"] == "65 %"
    need, population = cells("need"), cells("population")
    assert need["Andel kvinnor"] == population["Andel kvinnor"] == "65 % (47 till 79)"
    assert (need["Andel kvinnor av dem som sökt"], need["Kvot (1 är lika)"]) == ("60 %", "1,08")
    assert (population["Andel kvinnor i befolkningen"], population["Kvot (1 är lika)"]) == ("52 %", "1,24")
    assert need.keys() - cells("cases").keys() == {"Andel kvinnor av dem som sökt", "Kvot (1 är lika)"}


def test_the_method_says_what_the_base_is(public: Database) -> None:
    assert any(line.startswith("De som sökt är alla rader om samma insats") for line in seen(public, "need").method)
    assert any(line.startswith("Befolkning: 2025 (Provet).") for line in seen(public, "population").method)
    assert len(seen(public, "need").method) == len(seen(public, "cases").method) + 1


def test_invented_inhabitants_are_told_of(public: Database) -> None:
    assert seen(public, "population").synthetic


# --- kept and asked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", BASES)
def test_view_and_request_go_through_json(public: Database, base: BaseKind) -> None:
    view = seen(public, base)
    assert view_from_json(view_to_json(view)) == view
    request = ViewRequest("received", period=YEAR, base=base)
    assert request_from_json(request_to_json(request)) == request
    assert ("base" in request_to_json(request)) == (base != "cases")


def test_a_view_kept_before_there_were_bases_is_read(public: Database) -> None:
    data = view_to_json(seen(public, "cases"))
    del data["base_kind"]
    for one in (data["total"], *data["rows"]):
        del one["representation"]["low"], one["representation"]["high"]
    assert view_from_json(data).base_kind == "cases"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (ViewRequest("approval", base="need"), "”Bifall” kan bara jämföras med alla ärenden."),
        (ViewRequest("end_reason", base="population"), "”Avslutsorsak” kan bara jämföras med alla ärenden."),
        (ViewRequest("received", base="allt"), "Det går att jämföra med alla ärenden, de som sökt eller"),  # pyright: ignore
        (ViewRequest("received", by="municipality", base="population"), "Befolkningen gäller en kommun i sin helhet"),
        (ViewRequest("received", filters=(("municipality", "X"),), base="population"), "Befolkningen gäller en kommun"),
    ],
)
def test_what_cannot_be_compared_with_is_refused(public: Database, request_: ViewRequest, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        build_view(public, request_)


def test_without_inhabitants_or_decisions_it_is_said_how_to_get_them(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, [{**one, "decision": None} for one in rows()])
    with pytest.raises(MissingVariableError, match="Ingen befolkning är inläst"):
        seen(database, "population")
    with pytest.raises(MissingVariableError, match="Underlaget saknar uppgiften ”Beslut”"):
        seen(database, "need")


def test_an_age_group_that_the_inhabitants_are_not_told_apart_by_is_refused(
    make_database: Make, load_rows: Load
) -> None:
    database = with_inhabitants(make_database(threshold=1))
    group = "60–69 år"
    load_rows(database, [{**one, "age": None, "age_group": group} for one in rows()])
    with pytest.raises(RequestError, match="inte uppdelad vid samma åldrar"):
        seen(database, "population", filters=(("age_group", group),))
    by_age = seen(database, "population", by="age_group")
    assert row(by_age, group).representation is None
    assert shares(by_age, "Alla")[1] == 0.52
