"""Whether anything is lost where the app is killed: ``python -m tests.benchmarks.killed [--times 100]``.

A process works mixed with a database, in the clear or encrypted by turns: it writes texts, causes, actions and
contributions, plans, opens and closes meetings, loads, replaces, withdraws and restores deliveries and makes copies,
while two threads read views. It is killed (SIGKILL) at a moment of chance, and what it had told of by then is held
against the reopened database (:func:`tests.killing.hold`). Ten deaths in a row meet the same database, then a new one.
The rows and texts are invented.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from jamstalld.store import open_database
from tests.conftest import write_salt
from tests.killing import Killer, hold

KEY = "en nyckel som ingen kan gissa, ens med tid"
_IN_A_ROW = 10


def main(times: int, seed: int) -> None:
    """Kill, hold, and print what was held."""
    pick, begun = random.Random(seed), time.monotonic()
    held: Counter[str] = Counter()
    told: list[list[Any]] = []
    opened = 0.0
    with tempfile.TemporaryDirectory() as name, Killer(Path(name)) as killer:
        folder = Path(name)
        salt = write_salt(folder / "salt")
        for at in range(times):
            if at % _IN_A_ROW == 0:
                told = []
            key = KEY if at // _IN_A_ROW % 2 else None
            path = folder / f"{at // _IN_A_ROW}.duckdb"
            new = killer.kill(path, salt, key, seed=seed * 1000 + at, seconds=pick.uniform(0.05, 1.5))
            told += new
            held.update(kind for kind, *_ in new)
            before = time.perf_counter()
            database = open_database(path, salt, key=key)
            opened = max(opened, time.perf_counter() - before)
            hold(database, told)
            database.close()
    print(f"{times} deaths (seed {seed}), {time.monotonic() - begun:.0f} s")
    print(
        f"told of and there afterwards: {held.total()}, {', '.join(f'{kind} {n}' for kind, n in sorted(held.items()))}"
    )
    print(f"lost: 0; half done: 0; the log whole each time; reopened in at most {opened:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    main(given.times, given.seed)
