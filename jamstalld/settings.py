"""Settings: where things lie and how the app runs.

Read once, from the environment and one optional TOML file, into one frozen value. What belongs to a database
(its protection threshold, its deliveries) is kept in that database and not here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import platformdirs

from jamstalld.access import OPERATOR, Access, Person, read_access, role_named
from jamstalld.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent

DEFAULT_AGE_BANDS = (0, 18, 25, 45, 65, 80)
MAX_UPLOAD_MB = 200
MOST_FILES = 40
"""How many files may be taken at once: ten years of quarters."""
DEFAULT_MAX_SESSIONS = 200
"""How many pages may be open at once where nothing else is set."""
MOST_SESSIONS = 1_000
"""How many can be allowed."""
_VARIABLES = (
    *("JAMSTALLD_SETTINGS", "JAMSTALLD_DATABASE", "JAMSTALLD_SALT_FILE", "JAMSTALLD_PARTICIPANTS_URL"),
    *("JAMSTALLD_KEY_FILE", "JAMSTALLD_KEY", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "JAMSTALLD_ROLE"),
)
"""The environment variables that settings depend on, those of the user's folders among them."""
LEAST_KEY = 32
"""How many characters the key of an encrypted database has at least."""


def house() -> Path:
    """Find the folder that holds ``app.py``, ``pages/``, ``queries/`` and ``sample_data/``.

    In a checkout that is the folder above the package; in an installed wheel they lie inside the package.
    """
    beside = PACKAGE.parent
    return beside if (beside / "queries").is_dir() else PACKAGE / "_house"


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations.

    Parameters
    ----------
    database
        The DuckDB file.
    salt_file
        The secret salt behind the protection's keys. Lies outside the database, readable by its owner only.
    age_bands
        The lowest age of each age group, rising, the first 0.
    key
        What the database file is encrypted with; None for a file in the clear. Never written anywhere.
    participants_url
        The address that participants of a meeting type, such as "https://mote.kommunen.se", where something stands
        before the program; empty for the one it finds itself.
    max_sessions
        How many pages of the app may be open at once.
    access
        Who may use the app, and as what.
    operator
        Whoever gives commands: with every right, or with those of one role.
    """

    database: Path
    salt_file: Path
    age_bands: tuple[int, ...] = DEFAULT_AGE_BANDS
    key: str | None = field(default=None, repr=False)
    participants_url: str = ""
    max_sessions: int = DEFAULT_MAX_SESSIONS
    access: Access = field(default_factory=Access)
    operator: Person = OPERATOR

    @property
    def demo_database(self) -> Path:
        """The database of the synthetic municipality, beside the ordinary one."""
        return self.database.with_name("demo.duckdb")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment and the TOML file it may name.

    ``JAMSTALLD_SETTINGS`` names the file (default ``settings.toml`` in the user's configuration folder, if it
    exists). ``JAMSTALLD_DATABASE``, ``JAMSTALLD_SALT_FILE`` and ``JAMSTALLD_PARTICIPANTS_URL`` go before the file. The
    key of an encrypted database is taken from the file that ``JAMSTALLD_KEY_FILE`` names, or from ``JAMSTALLD_KEY``,
    and from nowhere else. ``JAMSTALLD_ROLE`` lets commands do no more than that role may: for jobs that only read.

    Raises
    ------
    SettingsError
        If the file cannot be read or holds a value that is not allowed.
    """
    if environment is not None:
        return _read(environment)
    # Every run of a page asks for them some sixty times: they are read again only where something has changed.
    said = tuple(map(os.environ.get, _VARIABLES))
    return _kept(said, tuple(map(_mark, _files(said))))


@lru_cache(maxsize=4)
def _kept(said: tuple[str | None, ...], _marks: tuple[object, ...]) -> Settings:
    return _read({name: value for name, value in zip(_VARIABLES, said, strict=True) if value is not None})


@lru_cache(maxsize=4)
def _files(said: tuple[str | None, ...]) -> tuple[Path, ...]:
    """Give the files that the settings stand in, by what the environment says."""
    there = dict(zip(_VARIABLES, said, strict=True))
    named = (there["JAMSTALLD_SETTINGS"] or _default_file(), there["JAMSTALLD_KEY_FILE"])
    return tuple(Path(file).expanduser() for file in named if file)


def _mark(file: Path) -> object:
    """Give what is another when a file has been written; None where there is none."""
    try:
        told = os.stat(file)
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _default_file() -> Path:
    return platformdirs.user_config_path("jamstalld", appauthor=False) / "settings.toml"


def _read(env: Mapping[str, str]) -> Settings:
    config = platformdirs.user_config_path("jamstalld", appauthor=False)
    data = platformdirs.user_data_path("jamstalld", appauthor=False)
    named = env.get("JAMSTALLD_SETTINGS")
    path = Path(named) if named else config / "settings.toml"
    values: dict[str, object] = {}
    if named or path.exists():
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"Inställningsfilen {path} går inte att läsa. Rätta den eller ta bort den.") from error
    of_access = {"sign_in", "roles", "limits"}
    unknown = set(values) - {"database", "salt_file", "age_bands", "participants_url", "max_sessions", *of_access}
    if unknown:
        raise SettingsError(f"Inställningsfilen {path} har okända namn: {', '.join(sorted(unknown))}.")
    return Settings(
        database=_path(env.get("JAMSTALLD_DATABASE") or values.get("database") or data / "jamstalld.duckdb"),
        salt_file=_path(env.get("JAMSTALLD_SALT_FILE") or values.get("salt_file") or config / "salt"),
        age_bands=_age_bands(values.get("age_bands", list(DEFAULT_AGE_BANDS))),
        key=_key(env),
        participants_url=_url(env.get("JAMSTALLD_PARTICIPANTS_URL") or values.get("participants_url") or ""),
        max_sessions=_sessions(values.get("max_sessions", DEFAULT_MAX_SESSIONS)),
        operator=_operator(env.get("JAMSTALLD_ROLE", "").strip()),
        access=read_access({name: values[name] for name in of_access & set(values)}, path),
    )


def read_key(path: Path) -> str:
    """Read the key of an encrypted database from a file.

    Raises
    ------
    SettingsError
        If it cannot be read or is too short.
    """
    try:
        key = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Nyckelfilen {path} går inte att läsa. Kontrollera sökvägen och behörigheten.") from error
    return _long_enough(key)


def _key(env: Mapping[str, str]) -> str | None:
    if named := env.get("JAMSTALLD_KEY_FILE"):
        return read_key(Path(named).expanduser())
    key = env.get("JAMSTALLD_KEY", "").strip()
    return _long_enough(key) if key else None


def _long_enough(key: str) -> str:
    if len(key) < LEAST_KEY:
        raise SettingsError(f"Nyckeln är för kort. Den behöver minst {LEAST_KEY} tecken som ingen kan gissa.")
    return key


def _operator(role: str) -> Person:
    return Person("", role_named(role).rights, role=role) if role else OPERATOR


def _path(value: object) -> Path:
    return Path(str(value)).expanduser()


def _url(value: object) -> str:
    if value and not re.fullmatch(r"https?://[^\s/?#]+/?", str(value)):
        raise SettingsError("Deltagarnas adress (participants_url) skrivs som https://mote.kommunen.se och inget mer.")
    return str(value).removesuffix("/")


def _sessions(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_SESSIONS:
        raise SettingsError(f"Antalet öppna sidor (max_sessions) ska vara ett helt tal från 1 till {MOST_SESSIONS}.")
    return value


def _age_bands(value: object) -> tuple[int, ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    bands = [item for item in listed if isinstance(item, int)]
    rising = all(low < high for low, high in pairwise(bands))
    if not bands or len(bands) < len(listed) or bands[0] != 0 or not rising:
        raise SettingsError("Åldersgrupperna (age_bands) ska vara stigande hela tal som börjar med 0.")
    return tuple(bands)


def age_group(age: int, bands: tuple[int, ...]) -> str:
    """Name the age group of an age, such as ``"25–44 år"``.

    Parameters
    ----------
    age
        Whole years.
    bands
        The lowest age of each group, rising.
    """
    at = max(index for index, low in enumerate(bands) if age >= low)
    if at == len(bands) - 1:
        return f"{bands[at]} år och äldre"
    return f"{bands[at]}–{bands[at + 1] - 1} år"
