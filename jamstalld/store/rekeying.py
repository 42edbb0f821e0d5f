"""Another key for a database file: encrypt one in the clear, change the key, or take the encryption away."""

from __future__ import annotations

from pathlib import Path

import duckdb

from jamstalld.errors import JamstalldError
from jamstalld.store.attaching import forget, shut_in


def change_key(path: Path, old: str | None, new: str | None) -> None:
    """Write a database anew with another key, in the place of the one there was. Nothing else may have it open.

    Parameters
    ----------
    old, new
        The key it has and the one it gets; None for a file in the clear.

    Raises
    ------
    DatabaseError
        If the file cannot be opened with the old key, or another program has it.
    JamstalldError
        If the keys are the same, or the new file cannot be written. The old one is untouched then.
    """
    if old == new:
        raise JamstalldError("Databasen har redan den nyckeln. Ange en annan ny nyckel.")
    if not path.is_file():
        raise JamstalldError(f"Databasen {path} finns inte.")
    part = path.with_name(f"{path.name}.part")
    try:
        forget(part)
        _write_anew(path, old, part, new)
        part.replace(path)
    except (OSError, duckdb.Error) as error:
        raise JamstalldError(
            "Databasen går inte att skriva om. Kontrollera behörigheten och att disken har plats. Inget har ändrats."
        ) from error
    finally:
        forget(part)


def _write_anew(path: Path, old: str | None, part: Path, new: str | None) -> None:
    root = shut_in(house=(path, old), other=(part, new))
    try:
        root.execute("CHECKPOINT house")  # a log with the old key would lie beside the file with the new one
        root.execute("COPY FROM DATABASE house TO other")
        root.execute("CHECKPOINT other")
    finally:
        root.close()
