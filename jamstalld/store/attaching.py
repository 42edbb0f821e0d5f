"""From a file to a connection: with its key or in the clear, and shut in.

The file is attached to a connection in memory, so that an encrypted file is opened in the same way as one in the
clear. After that no statement can reach any other file.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

import duckdb

from jamstalld.errors import DatabaseError


def connect(path: Path, key: str | None) -> duckdb.DuckDBPyConnection:
    """Connect to a file, shut in: no statement can read or write any other, and nobody can allow it again.

    A process that opens a file twice shares what the first has opened.

    Raises
    ------
    DatabaseError
        If another process has the file, it is no database, or its key is another one.
    """
    # DuckDB makes its log beside the file by itself: that, too, is for nobody else to read.
    os.umask(0o077)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _explained(error, path) from error
    place = str(path.resolve())
    root = duckdb.connect(f":memory:{hashlib.sha256(place.encode()).hexdigest()}")
    try:
        ((shut_in,),) = root.execute("SELECT current_setting('lock_configuration')").fetchall()
        if not shut_in:
            attach(root, path, key)
            path.chmod(0o600)
            root.execute("SET temp_directory = $folder", {"folder": f"{place}.tmp"})
            root.execute(f"SET temp_file_encryption = {'true' if key else 'false'}")
            root.execute("SET enable_external_access = false")
            root.execute("SET lock_configuration = true")
    except BaseException:
        root.close()
        raise
    return root


def attach(root: duckdb.DuckDBPyConnection, path: Path, key: str | None, name: str = "house") -> None:
    """Attach a file to a connection.

    Raises
    ------
    DatabaseError
        If another process has the file, it is no database, or its key is another one.
    """
    options = "TYPE duckdb"
    if key is not None:
        _load_cipher(root)
        options += f", ENCRYPTION_KEY '{_hashed(key)}'"
    try:
        root.execute(f"ATTACH '{_quoted(path)}' AS {name} ({options})")
    except (OSError, duckdb.Error) as error:
        raise _explained(error, path) from error


def is_encrypted(path: Path) -> bool:
    """Tell whether a database file is encrypted, without its key.

    Raises
    ------
    DatabaseError
        If it is no database.
    """
    root = duckdb.connect(":memory:")
    try:
        root.execute(f"ATTACH '{_quoted(path)}' AS house (TYPE duckdb, READ_ONLY)")
    except (OSError, duckdb.Error) as error:
        if "without a key" in str(error).lower():
            return True
        raise _explained(error, path) from error
    finally:
        root.close()
    return False


def _hashed(key: str) -> str:
    """Give the key in a form that can stand in a statement, whatever characters it has."""
    return hashlib.sha256(key.encode()).hexdigest()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _load_cipher(root: duckdb.DuckDBPyConnection) -> None:
    """Load the library that encrypts: DuckDB alone reads encrypted files and does not write them."""
    found = find_spec("duckdb_extension_httpfs")
    folder = Path(found.origin).parent / "extensions" if found and found.origin else None
    library = next(folder.rglob(f"v{duckdb.__version__}/httpfs.duckdb_extension"), None) if folder else None
    if library is None:
        raise DatabaseError(
            "Krypteringen saknas i installationen. Installera paketet duckdb-extension-httpfs "
            f"{duckdb.__version__} och starta om."
        )
    root.execute(f"LOAD '{_quoted(library)}'")


def _explained(error: Exception, path: Path) -> DatabaseError:
    """Say in words a person can act on why a file cannot be opened."""
    told = str(error).lower()
    if "could not set lock" in told:
        return DatabaseError(
            f"Databasen {path} används redan av ett annat program. Stäng det, eller vänta tills det är klart."
        )
    if "wrong encryption key" in told:
        return DatabaseError(
            f"Nyckeln passar inte databasen {path}. Kontrollera JAMSTALLD_KEY_FILE eller JAMSTALLD_KEY. "
            "Utan den rätta nyckeln kan ingen läsa filen."
        )
    if "without a key" in told:
        return DatabaseError(
            f"Databasen {path} är krypterad. Ange nyckeln i JAMSTALLD_KEY_FILE (en fil) eller JAMSTALLD_KEY."
        )
    if "is not encrypted" in told:
        return DatabaseError(
            f"Databasen {path} är inte krypterad, men en nyckel är angiven. Kryptera den med jamstalld key, eller ta "
            "bort JAMSTALLD_KEY_FILE och JAMSTALLD_KEY."
        )
    if "not a valid duckdb" in told or "serialization" in told:
        return DatabaseError(f"Filen {path} är ingen databas för Jämställd. Välj en annan sökväg.")
    return DatabaseError(
        f"Filen {path} går inte att öppna som databas. Kontrollera sökvägen, behörigheten och att inget annat "
        "program använder den."
    )
