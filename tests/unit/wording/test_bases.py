"""Women's share of those who got something and of those it is held against, word for word."""

from __future__ import annotations

import pytest

from jamstalld.wording.bases import base_heading, base_method, interval_cell, running, womens_share_sentence
from jamstalld.wording.words import ADULTS, CHILDREN, Sexes

SHARES = (0.7, 0.664, 0.738, 0.54)


def said(
    intervention: str | None = "Hemtjänst",
    unit: str = "personer",
    ages: str | None = "",
    *,
    group: str | None = None,
    shares: tuple[float, float, float, float] = SHARES,
    sexes: Sexes = ADULTS,
    protected: bool = True,
) -> str:
    text = womens_share_sentence(group, intervention, unit, shares, ages, sexes, protected=protected)
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("intervention", "unit", "ages", "sentence"),
    [
        *(
            (
                "Hemtjänst",
                "personer",
                ages,
                f"Av dem som fick hemtjänst är 70 % kvinnor (osäkerhet 66–74 %); av {base}.",
            )
            for ages, base in (
                ("65 år och äldre", "befolkningen 65 år och äldre är 54 %"),
                ("", "befolkningen är 54 %"),
                (None, "dem som sökt är 54 %"),
            )
        ),
        (
            *(None, "personer", None),
            "Av dem som fick en insats är 70 % kvinnor (osäkerhet 66–74 %); av dem som sökt är 54 %.",
        ),
        (
            *("LVU", "insatser", ""),
            "Av insatserna i form av LVU går 70 % till kvinnor (osäkerhet 66–74 %); av befolkningen är 54 % kvinnor.",
        ),
        (
            *(None, "insatser", None),
            "Av insatserna går 70 % till kvinnor (osäkerhet 66–74 %); av dem som söktes gällde 54 % kvinnor.",
        ),
        (
            *("Råd och stöd", "ärenden", None),
            "Av ärendena där råd och stöd beviljades gäller 70 % kvinnor (osäkerhet 66–74 %); av ärendena där det "
            "söktes gäller 54 % kvinnor.",
        ),
        (
            *(None, "ärenden", "80 år och äldre"),
            "Av ärendena där någon insats beviljades gäller 70 % kvinnor (osäkerhet 66–74 %); av befolkningen 80 år "
            "och äldre är 54 % kvinnor.",
        ),
    ],
)
def test_each_unit_and_base(intervention: str | None, unit: str, ages: str | None, sentence: str) -> None:
    assert said(intervention, unit, ages) == sentence


def test_a_group_is_named_first_and_the_rest_begins_small() -> None:
    assert said(group="Äldre").startswith("Äldre: av dem som fick hemtjänst är")


def test_girls_are_a_part_of_the_inhabitants_of_all_ages_and_the_whole_of_the_young() -> None:
    assert said(sexes=CHILDREN).endswith(
        "70 % flickor (osäkerhet 66–74 %); av befolkningen är 54 % flickor och kvinnor."
    )
    assert said(ages="0–17 år", sexes=CHILDREN).endswith("av befolkningen 0–17 år är 54 % flickor.")
    assert said(ages=None, sexes=CHILDREN).endswith("av dem som sökt är 54 %.")


def test_all_and_nothing_of_a_protected_group_is_said_with_reservation_and_of_a_public_one_is_not() -> None:
    ends = (1.0, 0.5, 1.0, 0.0)
    assert said(ages=None, shares=ends) == (
        "Av dem som fick hemtjänst är nästan alla kvinnor (osäkerhet 50–100 %); av dem som sökt är nästan inga."
    )
    assert said(shares=ends).endswith("av befolkningen är 0 %.")
    assert said(ages=None, shares=ends, protected=False).startswith("Av dem som fick hemtjänst är 100 % kvinnor")


@pytest.mark.parametrize(("name", "written"), [("Hemtjänst", "hemtjänst"), ("LVU", "LVU"), ("HVB", "HVB"), ("", "")])
def test_a_name_within_a_sentence(name: str, written: str) -> None:
    assert running(name) == written


def test_the_table() -> None:
    assert interval_cell(0.664, 0.738) == "(66\u00a0till\u00a074)"
    assert interval_cell(None, None) == ""
    assert base_heading("need", "flickor") == "Andel flickor av dem som sökt"
    assert base_heading("population", "kvinnor") == "Andel kvinnor i befolkningen"


def test_the_method() -> None:
    assert base_method("2025 (SCB)").startswith("Befolkning: 2025 (SCB). Den är offentlig, skyddas inte")
    assert base_method(None).startswith("De som sökt är alla rader om samma insats, vad beslutet än blev")
