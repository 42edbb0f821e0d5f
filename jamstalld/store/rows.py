"""The rows of a checked file as the fact table has them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jamstalld.intake import CheckedDelivery
from jamstalld.protect import keys_of

_IDENTIFIERS = ("person_id", "case_id")
_INTEGERS = ("source_row", "count", "quarter", "decision_quarter", "closing_quarter", "age", "waiting_days")


def stored_frame(delivery: CheckedDelivery, identity: str, salt: bytes) -> pd.DataFrame:
    """Lay the rows out as the fact table has them. What identified a person or a case stays behind here."""
    # A row is the same row whatever a later version works out of it.
    read = {name: values for name, values in delivery.columns.items() if not delivery.known.is_derived(name)}
    keys = keys_of(read, salt, file=delivery.sha256 if anonymous(delivery) else "")
    stored: dict[str, Any] = {
        "delivery": [identity] * len(keys.record),
        "record_key": keys.record,
        "person": keys.person,
        "case_file": keys.case,
    }
    for name, values in delivery.columns.items():
        if name in _INTEGERS:
            stored[name] = pd.Series(values, dtype="Int32")
        elif delivery.known.is_number(name):
            stored[name] = pd.Series(values, dtype="Float64")
        elif name not in _IDENTIFIERS:
            # Left as they are: DuckDB reads Python's own texts faster than it does pandas's.
            stored[name] = pd.Series(values, dtype="object")
    return pd.DataFrame(stored, copy=False)


def anonymous(delivery: CheckedDelivery) -> bool:
    """Tell whether rows of this file and of another one may be alike and yet be about different people."""
    return delivery.layout == "cases" and not {"person_id", "case_id"} & set(delivery.found)
