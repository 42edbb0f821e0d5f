"""What one's own data say of a known challenge, and why they may say nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jamstalld import snapshots
from jamstalld.dialogue.challenges import Challenge, known_challenges
from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.store import Database, DataInfo, data_info
from jamstalld.views.build import build_view
from jamstalld.views.challenges import Finding, finding_in, obstacle, request_of, same_question, subject_of
from jamstalld.views.choices import filter_choices
from jamstalld.wording.challenges import NO_MEASURE, NOTHING_LOADED

CHALLENGES = {challenge.key: challenge for challenge in known_challenges()}
ALL = frozenset(dictionary().variables)
AREAS = dictionary().code_lists["area"].values
PERIOD = Period.parse("2025K4..2026K3")


def info(columns: frozenset[str], *, empty: bool = False) -> DataInfo:
    last = None if empty else PERIOD.last
    return DataInfo("v", 5, None if empty else PERIOD.first, last, columns, frozenset(), synthetic=False)


def found(database: Database, challenge: Challenge) -> Finding:
    return finding_in(build_view(database, request_of(challenge, PERIOD)), challenge.row)


def test_nothing_is_told_before_anything_is_loaded() -> None:
    assert obstacle(CHALLENGES["aldre_timmar"], dictionary(), info(ALL, empty=True), AREAS) == NOTHING_LOADED


def test_all_that_is_missing_is_named_and_nothing_else() -> None:
    challenge = CHALLENGES["aldre_timmar"]
    assert obstacle(challenge, dictionary(), info(ALL), AREAS) == ""
    without = ALL - {"hours_per_week", "hours_per_week_band", "need_level"}
    assert obstacle(challenge, dictionary(), info(without), AREAS) == (
        "Underlaget saknar uppgifterna Timmar per vecka och Behovsnivå. "
        "Lägg till dem i nästa fil, så går det att pröva."
    )


def test_an_answer_that_only_some_are_asked_for_needs_the_question_too() -> None:
    missing = obstacle(CHALLENGES["alla_berattar"], dictionary(), info(ALL - {"violence_asked"}), AREAS)
    assert missing.startswith("Underlaget saknar uppgiften Fråga om våld ställd.")


def test_an_area_that_the_data_do_not_have_is_said() -> None:
    challenge = CHALLENGES["psykiatri_mal"]
    assert "inget om Socialpsykiatri" in obstacle(challenge, dictionary(), info(ALL), ("Äldre",))
    assert obstacle(CHALLENGES["alla_vantan"], dictionary(), info(ALL), ()) == ""


def test_a_measure_that_is_gone_is_said() -> None:
    gone = replace(CHALLENGES["alla_vantan"], measure="local_resvag")
    assert obstacle(gone, dictionary(), info(ALL), AREAS) == NO_MEASURE


def test_every_challenge_has_an_answer_in_the_sample_data_or_a_reason(sample_database: Database) -> None:
    """Without a reason not to, the data are asked and something is said."""
    areas = filter_choices(sample_database, PERIOD)["area"]
    said = {}
    for challenge in known_challenges():
        if obstacle(challenge, dictionary(), data_info(sample_database), areas):
            continue
        finding = found(sample_database, challenge)
        assert finding.about == "kvartal 4 2025 till kvartal 3 2026"
        assert all(finding.sentences), challenge.key
        said[challenge.key] = finding.verdict
    assert len(said) == len(CHALLENGES)
    assert {"difference", "similar", "uncertain", "too_small", "hidden", None} == set(said.values())


def test_of_one_row_that_row_is_told(sample_database: Database) -> None:
    finding = found(sample_database, CHALLENGES["beroende_traffsakerhet"])
    (sentence,) = finding.sentences
    assert finding.verdict == "difference"
    assert sentence.startswith("Öppna insatser: ")
    assert "Justerat för behovsnivå" in sentence


def test_of_a_whole_it_is_told_before_its_rows(sample_database: Database) -> None:
    finding = found(sample_database, CHALLENGES["alla_fraga_om_vald"])
    whole, rows = finding.sentences
    assert finding.verdict == "similar"
    assert whole.startswith("Av kvinnorna fick ")
    assert rows.startswith("Ingen säker könsskillnad i någon av ")


def test_a_verdict_is_never_that_of_another_sentence(sample_database: Database) -> None:
    """Of the parts of a whole there is no verdict for all of them together."""
    finding = found(sample_database, CHALLENGES["lss_barn"])
    assert finding.verdict is None
    assert len(finding.sentences) == 1


def test_a_row_that_is_too_small_or_not_there_is_not_told_apart(sample_database: Database) -> None:
    """That a group is empty is not to be told from that it is small."""
    challenge = CHALLENGES["barn_placering"]
    findings = {found(sample_database, replace(challenge, row=row)) for row in ("HVB", "Finns inte")}
    assert {(finding.verdict, finding.sentences[0].split(": ")[1]) for finding in findings} == {
        ("hidden", "för få, eller ingen, den här perioden.")
    }


@pytest.mark.parametrize("page", ["view", "explanation", "interplay", "matching"])
def test_a_challenge_is_asked_as_its_page_asks(sample_database: Database, page: str) -> None:
    """The question comes back from the answer as it was put, but for what the page fills in by itself."""
    challenge = next(one for one in known_challenges() if subject_of(one).kind == page)
    subject = subject_of(challenge, PERIOD)
    answered = snapshots.subject_of(snapshots.ask(sample_database, subject))
    assert same_question(challenge, answered.to_json())
    assert answered.request["period"] == str(PERIOD)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"period": "2024"}, True),
        ({"count_unit": "personer"}, True),
        ({"by": "unit"}, False),
        ({"filters": {}}, False),
        ({"measure": "improved"}, False),
        ({"split": "unit"}, False),
        ({"base": "population"}, False),
    ],
)
def test_an_analysis_of_the_same_view_is_known_in_whatever_period(change: dict[str, object], same: bool) -> None:
    challenge = CHALLENGES["barn_insats"]
    request = {**subject_of(challenge, PERIOD).request, **change}
    assert same_question(challenge, {"kind": "view", "request": request}) == same
    assert not same_question(challenge, {"kind": "over_time", "request": request})
