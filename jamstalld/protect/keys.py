"""Record keys, pseudonyms and the secret salt behind them.

A key is HMAC-SHA-256 of what identifies a row, keyed with the salt. Loading the same row again gives the same
key, in whatever order and from whatever file, so the same group keeps its released number. What identified the
row in the source is not kept.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jamstalld.errors import SettingsError

KEY_RANGE = 2**32
_SALT_BYTES = 32
_HASH_BLOCK = 64  # bytes, SHA-256's
_HALF = np.uint64(32)
_SEPARATOR = "\x1f"
# What does not belong to a row's identity: where it stood, how many it stands for, and the answers to a municipality's
# own questions: a question declared later shall not make the same row another.
_NOT_IDENTITY = frozenset({"source_row", "count"})
_LOCAL = "local_"


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
    return hmac.digest(salt, b"fingerprint", "sha256").hex()[:16]


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
    filled = (key for key, values in columns.items() if values.count(None) < len(values))
    content = sorted(filled, key=lambda key: (key.startswith(_LOCAL), key))
    identities = _numbered(_identities(columns, content), columns, content)
    drawn = _digests((f"record{_SEPARATOR}{identity}" for identity in identities), salt)
    record, rest = drawn >> _HALF, drawn % np.uint64(KEY_RANGE)
    mark = _digests([f"file{_SEPARATOR}{file}"], salt) >> _HALF if file else np.uint64(0)
    own = (rest ^ mark) << _HALF | record
    return Keys(
        record=record.astype(np.uint32),
        person=_pseudonyms("person", columns["person_id"], columns["municipality"], salt, own),
        case=_pseudonyms("case", columns["case_id"], columns["municipality"], salt, own),
    )


def _identities(columns: Mapping[str, Sequence[object]], content: Sequence[str]) -> list[str]:
    """Write down what identifies each row: the person, else the case, else all that the row says."""
    told = [(key, columns[key]) for key in content if key not in _NOT_IDENTITY and not key.startswith(_LOCAL)]
    stable = ("person_id", "case_id", "municipality", "intervention", "quarter")
    identities: list[str] = []
    for at, (person, case, *rest) in enumerate(zip(*(columns[key] for key in stable), strict=True)):
        if person is not None:
            named = ["person", person, *rest]
        elif case is not None:
            named = ["case", case, *rest]
        else:
            # Filled cells by name: a variable that a later version adds changes no key of a row without it.
            named = ["content", *(f"{key}={values[at]}" for key, values in told if values[at] is not None)]
        identities.append(_SEPARATOR.join(map(str, named)))
    return identities


def _numbered(identities: list[str], columns: Mapping[str, Sequence[object]], content: Sequence[str]) -> list[str]:
    """Append an occurrence number to identities that stand on several rows."""
    rows: dict[str, list[int]] = {identity: [] for identity, times in Counter(identities).items() if times > 1}
    for at, identity in enumerate(identities):
        if identity in rows:
            rows[identity].append(at)
    compared = [columns[key] for key in content if key != "source_row"]
    numbered = list(identities)
    for identity, places in rows.items():
        places.sort(key=lambda at: [str(values[at]) for values in compared])
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
    named = [at for at, value in enumerate(values) if value is not None]
    texts = (f"{kind}{_SEPARATOR}{municipalities[at]}{_SEPARATOR}{values[at]}" for at in named)
    pseudonyms = own.copy()
    pseudonyms[named] = _digests(texts, salt)
    return pseudonyms


def _digests(texts: Iterable[str], salt: bytes) -> NDArray[np.uint64]:
    """Give the first 64 bits of each text's HMAC-SHA-256.

    The two hashes it is made of (RFC 2104) are begun once for all texts: ``hmac.digest`` begins them anew for each,
    in twice the time. A text that comes again is not worked out again.
    """
    key = (sha256(salt).digest() if len(salt) > _HASH_BLOCK else salt).ljust(_HASH_BLOCK, b"\0")
    inner, outer = (sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))

    @cache
    def digest(text: str) -> bytes:
        within, whole = inner.copy(), outer.copy()
        within.update(text.encode("utf-8"))
        whole.update(within.digest())
        return whole.digest()[:8]

    return np.frombuffer(b"".join(map(digest, texts)), dtype=">u8").astype(np.uint64)
