"""A database from before numbers were put into bands is brought forward: it holds what a new one would hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from jamstalld.access import Right
from jamstalld.dictionary import dictionary
from jamstalld.store import Database, data_info, deliveries, open_database, sql, withdraw
from jamstalld.store import load as load_delivery
from jamstalld.store.rows import stored_frame
from tests.conftest import SALT
from tests.sql.asking import counted
from tests.sql.earlier import earlier
from tests.sql.loaded import checked, table
from tests.sql.people import random_people

BEFORE = 3
MIDDLE = 500


def around(key: str, *steps: float) -> list[float]:
    """Give numbers on and beside each limit of a variable, and the smallest and largest there can be."""
    variable = dictionary().variables[key]
    ends = (variable.minimum or 0, variable.maximum or 0)
    near = {limit + step for limit in variable.limits for step in (0, *steps)}
    return sorted({number for number in near if ends[0] <= number <= ends[1]} | set(ends))


def numbers(seed: int) -> list[dict[str, Any]]:
    """Make rows with every number that tells whether the limits are right, and others that lack some."""
    changes = [change for change in around("score_change", -1, -0.51, -0.5, -0.49, 0.5) if abs(change) <= MIDDLE]
    columns = zip_longest(
        around("hours_per_week", -1, -0.01),
        around("waiting_days", -1),
        [MIDDLE] * len(changes),
        [MIDDLE + change for change in changes],
    )
    names = ("hours_per_week", "waiting_days", "score_before", "score_after")
    rows = [dict(zip(names, values, strict=True)) for values in columns]
    # 4.4 − 4.1 is no 0.3 to a computer.
    rows += [{"score_before": 4.1, "score_after": 4.4}, {"score_before": 3}, {"score_after": 3}]
    return [
        {"person_id": f"{seed}-{at}", "sex": "kvinna", "quarter": "2025K1", "unit": f"{seed}", **row}
        for at, row in enumerate(rows)
    ]


@pytest.fixture
def fresh(tmp_path: Path, salt_file: Path) -> Path:
    """A file of today with three deliveries: one that counts, one that was withdrawn, one without any number."""
    filled = open_database(tmp_path / "fylld.duckdb", salt_file)
    for number in (1, 2):
        load_delivery(filled, checked(tmp_path / f"{number}.csv", numbers(number)), loaded_by="förr")
    last = random_people(100, seed=3)
    last[0] |= {"score_before": 3}
    last[1] |= {"score_after": 4}
    load_delivery(filled, checked(tmp_path / "3.csv", last), loaded_by="förr")
    withdraw(filled, next(one.delivery for one in deliveries(filled) if one.file_name == "2.csv"), by="x", reason="y")
    filled.close()
    return filled.path


def test_what_is_brought_forward_is_what_would_be_read_today(
    fresh: Path, make_database: Callable[..., Database], tmp_path: Path
) -> None:
    assert sql.migrations()[BEFORE][1] == "0004_bands"
    old = make_database(path=earlier(fresh, tmp_path / "gammal.duckdb", migrations=BEFORE))
    new = make_database(path=fresh)
    for name in ("facts.follow_up", "facts.past_follow_up"):
        with old.read(Right.SEE_NUMBERS) as one, new.read(Right.SEE_NUMBERS) as other:
            query = f"SELECT * FROM {name} ORDER BY delivery, source_row"
            assert one.execute(query).fetchall() == other.execute(query).fetchall(), name
    assert table(old, "app.delivery") == table(new, "app.delivery")
    assert deliveries(old) == deliveries(new)
    assert data_info(old) == data_info(new)
    assert counted(old, "unit", period="2025") == counted(new, "unit", period="2025")


def test_every_band_is_held_against_the_migration(fresh: Path, make_database: Callable[..., Database]) -> None:
    """Else the limits could differ where no number of the test lies."""
    with make_database(path=fresh).read(Right.SEE_NUMBERS) as cursor:
        for key in ("hours_per_week", "waiting_days", "score_change"):
            found = cursor.execute(f"SELECT DISTINCT {key}_band FROM facts.follow_up").fetchall()
            assert {name for (name,) in found} == {None, *dictionary().variables[key].bands.names}


def test_columns_without_content_stay_unknown(
    fresh: Path, make_database: Callable[..., Database], tmp_path: Path
) -> None:
    old = make_database(path=earlier(fresh, tmp_path / "gammal.duckdb", migrations=BEFORE))
    columns = {one.file_name: one.columns for one in deliveries(old)}
    added = {"hours_per_week_band", "waiting_days_band", "score_change", "score_change_band"}
    assert added <= columns["1.csv"]
    assert added <= columns["2.csv"]
    assert not added & columns["3.csv"]


def test_a_row_has_the_key_it_had_before(tmp_path: Path) -> None:
    """Rows that name nobody have keys of all they say, and what is worked out of it says no more."""
    rows = [
        {"sex": "kvinna", "hours_per_week": 5, "waiting_days": 3, "score_before": 1, "score_after": 4},
        {"sex": "man", "hours_per_week": 40, "waiting_days": 0, "score_before": 4, "score_after": 1},
    ]
    read = checked(tmp_path / "uttag.csv", [{"quarter": "2025K1", **row} for row in rows])
    frame = stored_frame(read, "", bytes.fromhex(SALT))
    assert set(frame["score_change_band"]) == {"3–6", "−6 till −3"}
    # As the version before 0004_bands gave them.
    assert list(frame["record_key"]) == [1500354614, 1644307618]
