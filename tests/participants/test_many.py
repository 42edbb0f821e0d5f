"""Forty at once: what the benchmark does for two minutes, for ten seconds."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.participants import check, hold
from tests.conftest import write_salt


def test_of_forty_who_write_and_vote_at_once_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    write_salt(tmp_path / "salt")
    outcome = hold(tmp_path, phones=40, seconds=10)
    check(outcome)
    assert len(outcome.told) == 40
    assert sum(told.sent for told in outcome.told) >= 40
    assert outcome.contributions
    assert outcome.ballots
