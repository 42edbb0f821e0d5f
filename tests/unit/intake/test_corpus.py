"""The corpus: files with one trap each, and exactly what is to become of their rows."""

from __future__ import annotations

import pytest

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import CheckedDelivery
from jamstalld.intake.problems import ERRORS, WARNINGS
from jamstalld.periods import Quarter
from tests.corpus import CASES
from tests.corpus.build import build
from tests.corpus.messages import MESSAGES, NOT_OF_A_FILE
from tests.corpus.model import Case, Expected

from .files import account, load

_READ = [case for case in CASES if not case.refusal]
_REFUSED = [case for case in CASES if case.refusal]
_QUARTERS = ("quarter", "decision_quarter", "closing_quarter")


def read(case: Case) -> CheckedDelivery:
    return load(case.make(), case.file, **case.options)


def stored(delivery: CheckedDelivery, key: str) -> list[object]:
    values = delivery.columns[key]
    return [str(Quarter(value)) if key in _QUARTERS and isinstance(value, int) else value for value in values]


@pytest.mark.parametrize("case", _READ, ids=lambda case: case.name)
def test_what_becomes_of_a_file(case: Case) -> None:
    delivery = read(case)
    told = [Expected(one.sheet, one.row, one.column, one.severity, one.code) for one in delivery.problems]
    assert told == list(case.problems)
    assert account(delivery) == case.account
    assert {key: stored(delivery, key) for key in case.stored} == {key: list(case.stored[key]) for key in case.stored}
    assert [str(quarter) for quarter in delivery.quarters] == list(case.quarters)
    assert delivery.layout == case.layout
    assert delivery.ignored == tuple(case.ignored)
    totals = [(total.count_unit, str(Quarter(total.quarter)), total.sex, total.count) for total in delivery.totals]
    assert totals == list(case.totals)


@pytest.mark.parametrize("case", _REFUSED, ids=lambda case: case.name)
def test_a_file_that_cannot_be_read(case: Case) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(case)
    assert caught.value.message == case.refusal


@pytest.mark.parametrize("code", MESSAGES)
def test_the_whole_message(code: str) -> None:
    name, message = MESSAGES[code]
    case = next(case for case in CASES if case.name == name)
    assert message in [problem.message for problem in read(case).problems if problem.code == code]


def test_every_kind_of_problem_has_a_file_or_a_reason() -> None:
    of_files = {problem.code for case in CASES for problem in case.problems}
    assert set(MESSAGES) == of_files
    assert of_files | set(NOT_OF_A_FILE) == set(ERRORS) | set(WARNINGS)
    assert not of_files & set(NOT_OF_A_FILE)
    assert all(NOT_OF_A_FILE.values())


def test_a_file_that_says_its_data_are_invented() -> None:
    assert [case.name for case in _READ if read(case).synthetic] == ["invented_data_that_say_so"]


def test_there_are_enough_and_each_is_told_apart(tmp_path) -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len({case.trap for case in CASES}) == len(CASES)
    assert all(path.exists() for path in build(tmp_path))
