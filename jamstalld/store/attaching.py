"""From a file to a connection: with its key or in the clear, and shut in.

The file is attached to a connection in memory, so that an encrypted file is opened in the same way as one in the
clear. After that no statement can reach any other file.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from weakref import WeakSet, WeakValueDictionary

import duckdb

from jamstalld.errors import DatabaseError

_WRONG_KEY = (
    "Nyckeln passar inte databasen {path}. Kontrollera JAMSTALLD_KEY_FILE eller JAMSTALLD_KEY. Utan den rätta nyckeln "
    "kan ingen läsa filen."
)


class LockedError(DatabaseError):
    """A file that may well be whole, but that another program has open or that needs another key."""


class OpenFile:
    """A file that this process has open, once, however many databases it is opened as.

    Use :func:`open_file` and :meth:`close`. It is closed, too, when nobody holds it any more.
    """

    def __init__(self, path: Path, key: str | None) -> None:
        self.path = path
        self.key = key
        self.users: WeakSet[object] = WeakSet()
        self._root = shut_in(house=(path, key))
        self._readers = 0
        self._free = threading.Condition()

    @contextmanager
    def cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor in a transaction of its own: whatever it reads is of one and the same moment."""
        with self._free:
            cursor = self._root.cursor()
            self._readers += 1
        try:
            cursor.execute("USE house")  # a cursor begins in the memory that the file is attached to
            cursor.begin()
            yield cursor
        finally:
            cursor.close()
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    def exchange(self, change: Callable[[], object]) -> None:
        """Close the file as soon as nobody uses it, let something happen to it, and open what is there then.

        Its log is taken into it first, so that the file alone is all there is.

        Raises
        ------
        DatabaseError
            If somebody goes on using it. Nothing has happened then.
        """
        with self._free:
            if not self._free.wait_for(lambda: not self._readers, timeout=SECONDS_TO_FINISH):
                raise DatabaseError("Databasen används just nu. Försök igen om en liten stund.")
            self._root.execute("CHECKPOINT house")
            self._root.close()
            try:
                change()
            finally:
                self._root = shut_in(house=(self.path, self.key))

    def close(self, user: object) -> None:
        """Close it for one of those who use it; the last one lets other processes have the file."""
        with _REGISTRY:
            self.users.discard(user)
            if not self.users:
                _OPEN.pop(self.path.resolve(), None)
                self._root.close()


SECONDS_TO_FINISH = 10
_OPEN: WeakValueDictionary[Path, OpenFile] = WeakValueDictionary()
_REGISTRY = threading.Lock()


def open_file(path: Path, key: str | None, user: object) -> OpenFile:
    """Open a file, shut in: no statement can read or write any other, and nobody can allow it again.

    Parameters
    ----------
    user
        Who opens it, and closes it with :meth:`OpenFile.close`.

    Raises
    ------
    DatabaseError
        If another process has the file, it is no database, or its key is another one.
    """
    with _REGISTRY:
        place = path.resolve()
        file = _OPEN.get(place)
        if file and file.key != key:
            raise LockedError(_WRONG_KEY.format(path=path))
        if file is None:
            file = _OPEN[place] = OpenFile(path, key)
        file.users.add(user)
    return file


def shut_in(**files: tuple[Path, str | None]) -> duckdb.DuckDBPyConnection:
    """Connect to files: no statement can read or write any other, and nobody can allow it again.

    Parameters
    ----------
    files
        What each is called in statements → the file and its key. What does not fit in memory goes beside the first,
        encrypted where any of them is.

    Raises
    ------
    DatabaseError
        If another process has a file, it is no database, or its key is another one.
    """
    # DuckDB makes its log beside the file by itself: that, too, is for nobody else to read.
    os.umask(0o077)
    root = duckdb.connect(":memory:")
    first = next(path for path, _ in files.values())
    encrypted = any(key is not None for _, key in files.values())
    try:
        for name, (path, key) in files.items():
            _attach(root, path, key, name)
        root.execute("SET temp_directory = $folder", {"folder": f"{first.resolve()}.tmp"})
        root.execute(f"SET temp_file_encryption = {'true' if encrypted else 'false'}")
        root.execute("SET enable_external_access = false")
        root.execute("SET lock_configuration = true")
    except BaseException:
        root.close()
        raise
    return root


def _attach(root: duckdb.DuckDBPyConnection, path: Path, key: str | None, name: str) -> None:
    options = "TYPE duckdb"
    if key is not None:
        _load_cipher(root)
        options += f", ENCRYPTION_KEY '{_hashed(key)}'"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        root.execute(f"ATTACH '{_quoted(path)}' AS {name} ({options})")
        path.chmod(0o600)
    except (OSError, duckdb.Error) as error:
        raise _explained(error, path) from error


def log_of(path: Path) -> Path:
    """Give the file of what DuckDB has written and not yet put into the database file."""
    return path.with_name(f"{path.name}.wal")


def forget(path: Path) -> None:
    """Take away a file and its log, if they are there."""
    for left in (path, log_of(path)):
        left.unlink(missing_ok=True)


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
        return LockedError(
            f"Databasen {path} används redan av ett annat program. Stäng det, eller vänta tills det är klart."
        )
    if "wrong encryption key" in told:
        return LockedError(_WRONG_KEY.format(path=path))
    if "without a key" in told:
        return LockedError(
            f"Databasen {path} är krypterad. Ange nyckeln i JAMSTALLD_KEY_FILE (en fil) eller JAMSTALLD_KEY."
        )
    if "is not encrypted" in told:
        return LockedError(
            f"Databasen {path} är inte krypterad, men en nyckel är angiven. Kryptera den med jamstalld key, eller ta "
            "bort JAMSTALLD_KEY_FILE och JAMSTALLD_KEY."
        )
    if "not a valid duckdb" in told or "serialization" in told:
        return DatabaseError(f"Filen {path} är ingen databas för Jämställd. Välj en annan sökväg.")
    return DatabaseError(
        f"Filen {path} går inte att öppna som databas. Kontrollera sökvägen, behörigheten och att inget annat "
        "program använder den."
    )
