"""``jamstalld actions``: what the page shows, as JSON and as text."""

from __future__ import annotations

from jamstalld.actions import add_action
from jamstalld.dialogue.actions import Action
from jamstalld.store import open_database
from tests.conftest import write_rows

from .conftest import Home

ROWS = [
    {
        "person_id": f"{quarter}{sex}{at}",
        "sex": sex,
        "quarter": quarter,
        "intervention": "Hemtjänst",
        "decision": "bifall" if at < granted else "avslag",
    }
    for quarter, women in (("2025K4", 60), ("2026K1", 118))
    for sex, granted in (("K", women), ("M", 120))
    for at in range(160)
]


def test_actions_are_listed_with_what_the_data_say(home: Home) -> None:
    file = write_rows(home.path("rader.csv"), ROWS)
    assert home.run("load", file, "--threshold", "1").code == 0
    assert home.run("actions").out == "Inga åtgärder är beslutade än.\n"
    assert home.run("actions", "--json").json == []
    request = {"measure": "approval", "by": "intervention", "period": "2025K4"}
    database = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    subject = {"kind": "view", "request": request}
    action = Action(
        "x", "", "Samma\nfrågor", "Ada", "2020-01-01", subject=subject, label="Hemtjänst", expected="smaller"
    )
    add_action(database, action, by="Ada")
    database.close()
    ran = home.run("actions", "--json")
    assert (ran.code, ran.err) == (0, "")
    (told,) = ran.json
    assert (told["what"], told["status"], told["overdue"], told["about"]) == (
        "Samma\nfrågor",
        "planned",
        True,
        "Bifall · Hemtjänst",
    )
    followed = told["followed"]
    assert (followed["verdict"], followed["baseline"], followed["period"]) == ("as_expected", "2025K4", "2026K1")
    lines = home.run("actions").out.splitlines()
    assert lines == [
        "Planerad · Samma frågor · Ada · Försenad: skulle ha varit klar 1 januari 2020 · Har rört sig som väntat",
        f"  {followed['sentence']}",
    ]


def test_without_a_database_it_says_what_to_do(home: Home) -> None:
    ran = home.run("actions")
    assert ran.code == 2
    assert "Läs in ett underlag först" in ran.err
