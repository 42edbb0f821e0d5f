"""The sample municipality with several salts: what is planted must be seen whatever the noise is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jamstalld.intake import CheckedDelivery, LoadOptions, read_delivery
from jamstalld.loading import load_checked
from jamstalld.store import Database, open_database
from tests.conftest import ROOT, TODAY, write_salt

SALTS = ("66" * 32, "77" * 32, "88" * 32)


@cache
def workbooks() -> tuple[CheckedDelivery, ...]:
    """Read every workbook once for all salts."""
    files = sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx"))
    return tuple(read_delivery(file, file.name, LoadOptions(today=TODAY)) for file in files)


def municipality(folder: Path, salt: str) -> Iterator[Database]:
    """Load the municipality with a salt, and close its database in the end."""
    database = open_database(folder / "sample.duckdb", write_salt(folder / "salt", salt))
    for workbook in workbooks():
        assert load_checked(database, workbook, loaded_by="test").exit_code == 0
    yield database
    database.close()
