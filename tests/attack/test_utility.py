"""The numbers stay useful: the limits, on the sample data. The whole table: ``python -m tests.attack.utility``."""

from __future__ import annotations

from pathlib import Path

from jamstalld.store import Database
from tests.attack.utility import PERIODS, SALTS, cost, sample


def test_counts_verdicts_and_directions_stay_near_the_truth(sample_database: Database, tmp_path: Path) -> None:
    true = sample(tmp_path / "true", SALTS[0], threshold=1)
    lost = cost(sample_database, true, PERIODS[:3])
    nothing = cost(true, true, ("2026K3",))
    true.close()
    assert len(lost.errors) > 5000
    assert lost.verdicts > 500
    assert lost.error <= 1.5
    assert lost.share <= 0.10
    assert lost.turned == 0
    assert (nothing.error, nothing.words, nothing.gone) == (0, 0, 0)
    assert lost.error > 0.5, "without noise there would be nothing to compare"
