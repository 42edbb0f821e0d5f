"""Why a database file cannot be opened or used, in words that a person can act on."""

from __future__ import annotations

import os
from pathlib import Path

from jamstalld.errors import DatabaseError

WRONG_KEY = (
    "Nyckeln passar inte databasen {path}. Kontrollera JAMSTALLD_KEY_FILE eller JAMSTALLD_KEY. Utan den rätta nyckeln "
    "kan ingen läsa filen."
)


_NO_DISK = (
    "Databasen går inte att läsa eller skriva just nu: disken svarar inte, är full eller är skrivskyddad. Det som är "
    "sparat finns kvar. Rätta disken och försök igen."
)
_DAMAGED = (
    "Databasen {path} är skadad och går inte att läsa. Återställ en säkerhetskopia med jamstalld restore FIL. Den "
    "skadade filen sparas bland kopiorna."
)
_SHUT = (
    "Databasen {path} går inte att skriva till: disken eller mappen är skrivskyddad, eller så saknas behörighet. "
    "Jämställd behöver kunna skriva där, också för att visa det som finns. Inget har ändrats."
)
BUSY = "Databasen används just nu. Försök igen om en liten stund."


class LockedError(DatabaseError):
    """A file that may well be whole, but that another program has open or that needs another key."""


class DamagedError(DatabaseError):
    """A file that is not what it was when it was written."""


def explained(error: Exception, path: Path) -> DatabaseError:
    """Say in words a person can act on why a file cannot be opened."""
    told = str(error).lower()
    if "could not set lock" in told:
        return LockedError(
            f"Databasen {path} används redan av ett annat program. Stäng det, eller vänta tills det är klart."
        )
    if "wrong encryption key" in told:
        return LockedError(WRONG_KEY.format(path=path))
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
    if _is_damage(error):
        return DamagedError(_DAMAGED.format(path=path))
    if _is_shut(path):
        return DatabaseError(_SHUT.format(path=path))
    return DatabaseError(
        f"Filen {path} går inte att öppna som databas. Kontrollera sökvägen, behörigheten och att inget annat "
        "program använder den."
    )


def while_used(error: Exception, path: Path) -> DatabaseError:
    """Say why a file that is open cannot be read or written to any more."""
    return DamagedError(_DAMAGED.format(path=path)) if _is_damage(error) else DatabaseError(_NO_DISK)


def _is_damage(error: Exception) -> bool:
    told = str(error).lower()
    return "corrupt database file" in told or "could not read enough bytes" in told


def _is_shut(path: Path) -> bool:
    """Tell whether a file, or the folder that it would be made in, cannot be written to."""
    there = next((place for place in (path, *path.parents) if place.exists()), path)
    return (there == path or there.is_dir()) and not os.access(there, os.W_OK)
