"""From a file to a connection: with its key or in the clear, and shut in.

The file is attached to a connection in memory, so that an encrypted file is opened in the same way as one in the
clear. After that no statement can reach any other file.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from weakref import WeakSet, WeakValueDictionary

import duckdb

from jamstalld.errors import DatabaseError
from jamstalld.store.trouble import BUSY, WRONG_KEY, LockedError, explained, while_used

_GIVEN_UP = "has been invalidated"
_LARGE_LOG = 16 * 1024 * 1024
"""From how many bytes on the log is taken into the file; DuckDB's own measure."""


class OpenFile:
    """A file that this process has open, once, however many databases it is opened as.

    Use :func:`open_file` and :meth:`close`. It is closed, too, when nobody holds it any more.
    """

    def __init__(self, path: Path, key: str | None) -> None:
        self.path = path
        self.key = key
        self.users: WeakSet[object] = WeakSet()
        self._root: duckdb.DuckDBPyConnection | None = shut_in(house=(path, key))
        self._readers = 0
        self._free = threading.Condition()

    @contextmanager
    def cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor in a transaction of its own: whatever it reads is of one and the same moment.

        Raises
        ------
        DatabaseError
            If the disk cannot be read or written to. It is tried anew the next time.
        """
        with self._free:
            cursor = self._begun()
            self._readers += 1
        try:
            yield cursor
        except duckdb.IOException as error:
            raise while_used(error, self.path) from error
        finally:
            cursor.close()
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    def take_in_log(self) -> None:
        """Take the log into the file once it has grown large.

        DuckDB would do so while it commits. Where the file cannot be written then, it says that nothing was committed
        though all is in the log, and lets nobody in any more. Here what has been committed stays so, and whoever comes
        next finds the file opened anew.
        """
        log = log_of(self.path)
        large = log.exists() and log.stat().st_size >= _LARGE_LOG
        if not large or not os.access(self.path, os.W_OK):
            return
        with suppress(duckdb.Error), self._free:
            if self._root:
                self._root.execute("CHECKPOINT house")

    def _begun(self) -> duckdb.DuckDBPyConnection:
        """Give a cursor that has begun; the file is opened anew where DuckDB has given it up."""
        if self._root:
            try:
                return _begun(self._root)
            except duckdb.Error as error:
                if _GIVEN_UP not in str(error):
                    raise
        if not self._free.wait_for(lambda: not self._readers, timeout=SECONDS_TO_FINISH):
            raise DatabaseError(BUSY)
        if self._root:
            self._root.close()
            self._root = None
        self._root = shut_in(house=(self.path, self.key))
        return _begun(self._root)

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
                raise DatabaseError(BUSY)
            self._begun().close()  # whatever has happened to it before
            root, self._root = self._root, None
            assert root
            root.execute("CHECKPOINT house")
            root.close()
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
                if self._root:
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
            raise LockedError(WRONG_KEY.format(path=path))
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
        root.execute("SET checkpoint_threshold = '1TB'")  # see OpenFile.take_in_log
        root.execute("SET temp_directory = $folder", {"folder": f"{first.resolve()}.tmp"})
        root.execute(f"SET temp_file_encryption = {'true' if encrypted else 'false'}")
        root.execute("SET enable_external_access = false")
        root.execute("SET lock_configuration = true")
    except BaseException:
        root.close()
        raise
    return root


def _begun(root: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    cursor = root.cursor()
    try:
        cursor.execute("USE house")  # a cursor begins in the memory that the file is attached to
        return cursor.begin()
    except BaseException:
        cursor.close()
        raise


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
        raise explained(error, path) from error


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
