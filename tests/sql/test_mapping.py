"""What a development lead has said about the files is kept: own questions as columns, profiles in versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jamstalld.access import Right
from jamstalld.dictionary import LocalVariable
from jamstalld.errors import JamstalldError
from jamstalld.intake import LoadOptions
from jamstalld.intake.mapping.profile import Profile
from jamstalld.loading import Outcome, load_file
from jamstalld.store import (
    Database,
    data_info,
    declare_local,
    deliveries,
    dictionary_of,
    events,
    find_profile,
    forget_profile,
    profiles,
    remove_local,
    restore,
    save_profile,
    withdraw,
)
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.conftest import TODAY
from tests.sql.loaded import table

OFFERED = LocalVariable("Erbjuden tolk", "yes_no")
TALKS = LocalVariable("Antal samtal", "number", limits=(5,), unit="samtal")
PROFILE = Profile("Viva", ("kon", "insats"), {"sex": "Kön", "intervention": "Insats"}, (), {"sex": {"Q": "kvinna"}})


def write(file: Path, lines: list[str]) -> Path:
    file.write_text("\n".join(["Löpnummer;Kön;Kvartal;Erbjuden tolk;Antal samtal", *lines]), "utf-8")
    return file


def loaded(database: Database, file: Path) -> Outcome:
    outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="test")
    assert outcome.exit_code == 0, outcome.lines()
    return outcome


def test_a_question_is_a_column_and_a_measure_at_once(make_database: Callable[..., Database], tmp_path: Path) -> None:
    database = make_database(threshold=1)
    declare_local(database, OFFERED, by="Ada")
    declare_local(database, TALKS, by="Ada")
    women = [f"P{at};K;2025K1;{'ja' if at < 30 else 'nej'};{at % 7},5" for at in range(40)]
    men = [f"M{at};M;2025K1;{'ja' if at < 10 else 'nej'};{at % 4}" for at in range(40)]
    loaded(database, write(tmp_path / "egna.csv", [*women, *men]))
    assert {OFFERED.key, TALKS.key, "local_antal_samtal_band"} <= data_info(database).columns
    view = build_view(database, ViewRequest(OFFERED.key, by="quarter"))
    assert (view.total.women.share, view.total.men.share) == (0.75, 0.25)
    spread = build_view(database, ViewRequest(TALKS.key))
    assert [(row.label, row.women.count) for row in spread.rows] == [("under 5", 30), ("5 eller mer", 10)]
    by_own = build_view(database, ViewRequest(TALKS.key, by=OFFERED.key))
    assert by_own.by_title == "Erbjuden tolk"


def test_rows_loaded_before_a_question_was_declared_have_no_answer(
    make_database: Callable[..., Database], tmp_path: Path
) -> None:
    database = make_database()
    loaded(database, write(tmp_path / "före.csv", ["P1;K;2025K1;ja;3"]))
    keys = [line[:4] for line in table(database, "facts.follow_up")]
    declare_local(database, OFFERED, by="Ada")
    with database.read(Right.SEE_NUMBERS) as cursor:
        assert cursor.execute(f"SELECT {OFFERED.key} FROM facts.follow_up").fetchall() == [(None,)]
    # The same row, read with the question, is the same row: it has the same key and so the same noise.
    outcome = load_file(
        database, write(tmp_path / "efter.csv", ["P1;K;2025K1;ja;3", ""]), LoadOptions(today=TODAY), loaded_by="t",
        replace=True,
    )  # fmt: skip
    assert outcome.exit_code == 0, outcome.lines()
    assert [line[2] for line in table(database, "facts.follow_up")] == [line[2] for line in keys]


def test_a_row_without_identity_keeps_its_key_when_a_question_is_declared(
    make_database: Callable[..., Database], tmp_path: Path
) -> None:
    database = make_database()
    file = tmp_path / "utan.csv"
    file.write_text("Kön;Kvartal;Erbjuden tolk\nK;2025K1;ja\nM;2025K1;nej\n", "utf-8")
    loaded(database, file)
    before = {line[2] for line in table(database, "facts.follow_up")}
    withdraw(database, deliveries(database)[0].delivery, by="t", reason="läses om")
    declare_local(database, OFFERED, by="Ada")
    load_file(database, file, LoadOptions(today=TODAY), loaded_by="t", replace=True)
    assert {line[2] for line in table(database, "facts.follow_up")} == before


def test_answers_follow_when_a_delivery_is_withdrawn_and_restored(
    make_database: Callable[..., Database], tmp_path: Path
) -> None:
    database = make_database()
    declare_local(database, OFFERED, by="Ada")
    loaded(database, write(tmp_path / "egna.csv", ["P1;K;2025K1;ja;3", "P2;M;2025K1;nej;4"]))
    before = table(database, "facts.follow_up")
    (record,) = deliveries(database)
    withdraw(database, record.delivery, by="t", reason="prov")
    assert table(database, "facts.follow_up") == []
    restore(database, record.delivery, by="t")
    assert table(database, "facts.follow_up") == before


def test_only_a_question_without_answers_can_be_removed(make_database: Callable[..., Database], tmp_path: Path) -> None:
    database = make_database()
    declare_local(database, OFFERED, by="Ada")
    declare_local(database, TALKS, by="Ada")
    loaded(database, write(tmp_path / "egna.csv", ["P1;K;2025K1;ja;", "P2;M;2025K1;nej;"]))
    with pytest.raises(JamstalldError, match="har svar"):
        remove_local(database, OFFERED.key, by="Ada")
    remove_local(database, TALKS.key, by="Ada")
    assert dictionary_of(database).local == (OFFERED,)
    with pytest.raises(JamstalldError, match="ingen egen uppgift"):
        remove_local(database, TALKS.key, by="Ada")
    withdraw(database, deliveries(database)[0].delivery, by="t", reason="prov")
    with pytest.raises(JamstalldError, match="har svar"):
        remove_local(database, OFFERED.key, by="Ada")
    declare_local(database, TALKS, by="Ada")
    assert dictionary_of(database).local == (OFFERED, TALKS)


def test_a_question_that_is_refused_leaves_nothing(make_database: Callable[..., Database]) -> None:
    database = make_database()
    declare_local(database, OFFERED, by="Ada")
    before = table(database, "app.local_variable"), events(database)
    with pytest.raises(JamstalldError, match="redan en uppgift"):
        declare_local(database, replace(OFFERED, title="Erbjuden  TOLK"), by="Ada")
    assert (table(database, "app.local_variable"), events(database)) == before


def test_what_is_declared_is_there_when_the_database_is_opened_again(
    make_database: Callable[..., Database], tmp_path: Path
) -> None:
    database = make_database(path=tmp_path / "egen.duckdb")
    declare_local(database, TALKS, by="Ada")
    save_profile(database, PROFILE, by="Ada")
    database.close()
    again = make_database(path=tmp_path / "egen.duckdb")
    assert dictionary_of(again).local == (TALKS,)
    assert profiles(again) == (PROFILE,)


def test_a_profile_is_saved_in_versions_and_forgotten(make_database: Callable[..., Database]) -> None:
    database = make_database()
    save_profile(database, PROFILE, by="Ada")
    newer = replace(PROFILE, unused=("Handläggare",))
    save_profile(database, newer, by="Bo")
    save_profile(database, replace(PROFILE, name="Combine"), by="Bo")
    assert profiles(database) == (replace(PROFILE, name="Combine"), newer)
    assert find_profile(database, " viva ") == newer
    forget_profile(database, "Viva", by="Bo")
    assert [profile.name for profile in profiles(database)] == ["Combine"]
    assert len(table(database, "app.profile")) == 4
    with pytest.raises(JamstalldError, match="”Combine”"):
        find_profile(database, "Viva")
    with pytest.raises(JamstalldError, match="namn"):
        save_profile(database, replace(PROFILE, name="  "), by="Bo")


def test_the_log_tells_of_it(make_database: Callable[..., Database]) -> None:
    database = make_database()
    declare_local(database, OFFERED, by="Ada")
    save_profile(database, PROFILE, by="Bo")
    forget_profile(database, "Viva", by="Bo")
    remove_local(database, OFFERED.key, by="Ada")
    assert [(event.action, event.done_by, event.text, event.delivery) for event in reversed(events(database))] == [
        ("declared", "Ada", "Erbjuden tolk (ja/nej)", None),
        ("profiled", "Bo", "Viva", None),
        ("forgotten", "Bo", "Viva", None),
        ("removed", "Ada", "Erbjuden tolk", None),
    ]
