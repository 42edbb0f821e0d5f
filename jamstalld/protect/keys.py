"""Record keys, pseudonyms and the secret salt behind them.

A key is HMAC-SHA-256 of what identifies a row, keyed with the salt. Loading the same row again gives the same
key, in whatever order and from whatever file, so the same group keeps its released number. What identified the
row in the source is not kept.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jamstalld.errors import SettingsError

KEY_RANGE = 2**32
_SALT_BYTES = 32
_SEPARATOR = "\x1f"
# What does not belong to a row's identity: where it stood, and how many it stands for.
_NOT_IDENTITY = frozenset({"source_row", "count"})


def read_salt(path: Path) -> bytes:
    """Read the salt, or make it at the first start, readable by its owner only.

    Raises
    ------
    SettingsError
        If the file cannot be read or made, or holds something else.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(_SALT_BYTES) + "\n")
        salt = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"Saltfilen {path} går inte att läsa. Utan den kan skyddet inte ge samma tal som förut. "
            "Hämta den från säkerhetskopian eller kontrollera behörigheten."
        ) from error
    if len(salt) < _SALT_BYTES:
        raise SettingsError(f"Saltfilen {path} är för kort. Hämta den från säkerhetskopian.")
    return salt


def fingerprint(salt: bytes) -> str:
    """Give a mark of the salt that a database can keep, to notice when another salt is used."""
    return _digest(salt, "fingerprint").hex()[:16]


@dataclass(frozen=True)
class Keys:
    """The keys of the rows of one delivery, one per row.

    Parameters
    ----------
    record
        Uniform whole numbers below ``KEY_RANGE``.
    person, case
        Pseudonyms (64 bits). A row without such an identity has one of its own, whose remainder by ``KEY_RANGE``
        is the record key.
    """

    record: NDArray[np.uint32]
    person: NDArray[np.uint64]
    case: NDArray[np.uint64]


def keys_of(columns: Mapping[str, Sequence[object]], salt: bytes, *, file: str = "") -> Keys:
    """Make the keys of checked rows.

    Rows of the same identity (the same person, intervention and quarter) are told apart by their order after
    sorting by content, so that the order of the file does not matter.

    Parameters
    ----------
    columns
        The columns of a checked delivery, equally long, ``person_id`` and ``case_id`` among them.
    file
        What marks the file, where rows that name neither person nor case may be alike in several files: those of
        different files are then different persons and cases. Their record keys do not depend on it.
    """
    identities = _identities(columns)
    length = len(identities)
    record = np.empty(length, dtype=np.uint32)
    own = np.empty(length, dtype=np.uint64)
    mark = int.from_bytes(_digest(salt, "file", file)[:4], "big") if file else 0
    for at, identity in enumerate(_numbered(identities, columns)):
        digest = _digest(salt, "record", identity)
        record[at] = int.from_bytes(digest[:4], "big")
        own[at] = (int.from_bytes(digest[4:8], "big") ^ mark) << 32 | int(record[at])
    return Keys(
        record=record,
        person=_pseudonyms("person", columns["person_id"], columns["municipality"], salt, own),
        case=_pseudonyms("case", columns["case_id"], columns["municipality"], salt, own),
    )


def _identities(columns: Mapping[str, Sequence[object]]) -> list[str]:
    content = [key for key in sorted(columns) if key not in _NOT_IDENTITY]
    identities: list[str] = []
    for at, (person, case) in enumerate(zip(columns["person_id"], columns["case_id"], strict=True)):
        if person is None and case is None:
            # Filled cells by name: a variable that a later version adds changes no key of a row without it.
            filled = ((key, columns[key][at]) for key in content)
            named = ["content", *(f"{key}={value}" for key, value in filled if value is not None)]
        else:
            stable = (columns[key][at] for key in ("municipality", "intervention", "quarter"))
            named = ["person" if person is not None else "case", str(case if person is None else person)]
            named += [str(value) for value in stable]
        identities.append(_SEPARATOR.join(named))
    return identities


def _numbered(identities: list[str], columns: Mapping[str, Sequence[object]]) -> list[str]:
    """Append an occurrence number to identities that stand on several rows."""
    rows: dict[str, list[int]] = {}
    for at, identity in enumerate(identities):
        rows.setdefault(identity, []).append(at)
    content = [key for key in sorted(columns) if key != "source_row"]
    numbered = list(identities)
    for identity, places in rows.items():
        if len(places) > 1:
            places.sort(key=lambda at: [str(columns[key][at]) for key in content])
            for occurrence, at in enumerate(places[1:], start=2):
                numbered[at] = f"{identity}{_SEPARATOR}{occurrence}"
    return numbered


def _pseudonyms(
    kind: str,
    values: Sequence[object],
    municipalities: Sequence[object],
    salt: bytes,
    own: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    known: dict[tuple[object, object], int] = {}
    pseudonyms = own.copy()
    for at, (value, municipality) in enumerate(zip(values, municipalities, strict=True)):
        if value is not None:
            pair = (municipality, value)
            if pair not in known:
                known[pair] = int.from_bytes(_digest(salt, kind, str(municipality), str(value))[:8], "big")
            pseudonyms[at] = known[pair]
    return pseudonyms


def _digest(salt: bytes, *parts: str) -> bytes:
    return hmac.digest(salt, _SEPARATOR.join(parts).encode("utf-8"), "sha256")
