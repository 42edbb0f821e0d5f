"""What protection costs: ``python -m tests.attack.utility``, on the sample data, with several salts.

Every view of the measures by the usual rows, in single quarters, calendar years and four quarters in a row, is built
twice: protected, and from the true counts. A verdict is that women and men differ, that they are alike, or that neither
is settled: whether an unsettled row is called uncertain or too small turns on the width of its interval, which allows
for the noise. How often that word differs is told beside.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from jamstalld.errors import MissingVariableError, RequestError
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.store import Database, dictionary_of, open_database
from jamstalld.views.build import build_view
from jamstalld.views.model import Row
from jamstalld.views.request import ViewRequest
from tests.conftest import ROOT, TODAY, write_salt

SALTS = tuple(f"{number:02x}" * 32 for number in (0x11, 0x2F, 0x5A, 0x83, 0xC3))
ROWS = ("intervention", "area", "unit", "age_group")
PERIODS = ("2024", "2025", "2025K3..2026K2", "2025K1", "2025K4", "2026K3")
LARGE = 30  # per sex: from here on verdicts are compared


@dataclass
class Cost:
    """What was lost with one salt, or with several.

    Parameters
    ----------
    errors
        Released − true, of every count that is not 0 in truth.
    verdicts, others, words, turned
        How many rows with at least 30 of each sex are shown; how many of them have another verdict; how many have it
        in other words at least; how many are a difference in the one direction protected and in the other direction
        in truth.
    gone
        How many more there would be, that are not shown: counts of one sex or both are too small.
    """

    errors: list[int] = field(default_factory=list)
    verdicts: int = 0
    others: int = 0
    words: int = 0
    turned: int = 0
    gone: int = 0

    @property
    def error(self) -> float:
        """The mean absolute error of a count."""
        return sum(map(abs, self.errors)) / len(self.errors)

    @property
    def share(self) -> float:
        """The share of verdicts that differ, 0–1."""
        return self.others / self.verdicts

    def add(self, other: Cost) -> None:
        """Take another's figures in."""
        self.errors += other.errors
        for name in ("verdicts", "others", "words", "turned", "gone"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, name: str) -> str:
        """Write the figures down."""
        return (
            f"{name:<8}{len(self.errors):>8}{self.error:>8.2f}{self.verdicts:>10}{self.others:>8}"
            f"{100 * self.share:>7.1f} %{100 * self.words / self.verdicts:>7.1f} %{self.turned:>8}{self.gone:>6}"
        )


HEADING = (
    f"{'salt':<8}{'counts':>8}{'error':>8}{'verdicts':>10}{'others':>8}{'share':>9}{'words':>9}{'turned':>8}{'gone':>6}"
)
SETTLED = {"difference", "similar"}


def sample(folder: Path, salt: str, *, threshold: int) -> Database:
    """Load the sample municipality."""
    folder.mkdir()
    database = open_database(folder / "jamstalld.duckdb", write_salt(folder / "salt", salt), threshold=threshold)
    for file in sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx")):
        outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
        assert outcome.exit_code == 0, outcome.lines()
    return database


def requests(database: Database, periods: Iterable[str]) -> Iterator[ViewRequest]:
    """List the views that are compared."""
    for measure, by, period in product(dictionary_of(database).measures, ROWS, periods):
        yield ViewRequest(measure, by=by, period=Period.parse(period))


def cost(protected: Database, true: Database, periods: Sequence[str] = PERIODS) -> Cost:
    """Compare every view of a protected database with that of the true counts."""
    lost = Cost()
    for request in requests(true, periods):
        try:
            shown, truth = build_view(protected, request), build_view(true, request)
        except (MissingVariableError, RequestError):
            continue
        rows = {row.label: row for row in shown.rows}
        for row in (truth.total, *truth.rows):
            _compare(lost, shown.total if row is truth.total else rows.get(row.label), row)
    return lost


def _compare(lost: Cost, shown: Row | None, true: Row) -> None:
    """Compare a row. One that is hidden, or not there, has no counts and no verdict."""
    for sex in ("women", "men"):
        there, here = getattr(true, sex), getattr(shown, sex, None)
        for part in ("n", "count"):
            count = getattr(there, part) or 0
            if count and here:
                lost.errors.append((getattr(here, part) or 0) - count)
    if min(true.women.n or 0, true.men.n or 0) < LARGE:
        return
    if shown is None or shown.verdict == "hidden":
        lost.gone += 1
        return
    lost.verdicts += 1
    lost.words += shown.verdict != true.verdict
    lost.others += shown.verdict != true.verdict and bool({shown.verdict, true.verdict} & SETTLED)
    if shown.difference and true.difference and shown.verdict == true.verdict == "difference":
        lost.turned += shown.difference.estimate * true.difference.estimate < 0


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        true = sample(folder / "true", SALTS[0], threshold=1)
        together = Cost()
        print(HEADING)
        for salt in SALTS:
            protected = sample(folder / salt[:2], salt, threshold=5)
            lost = cost(protected, true)
            protected.close()
            print(lost.line(salt[:2]))
            together.add(lost)
        print(together.line("all"))
        true.close()
    print(f"\nerror: mean absolute error of a count. verdicts: rows with at least {LARGE} of each sex.")
    print("others, share: another verdict than the true counts give; words: at least in other words.")
    print("turned: a difference in the other direction. gone: further rows as large that are not shown.")


if __name__ == "__main__":
    main()
