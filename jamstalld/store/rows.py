"""The rows of a checked file as the fact table has them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jamstalld.intake import CheckedDelivery
from jamstalld.protect import keys_of

_IDENTIFIERS = ("person_id", "case_id")
_INTEGERS = ("source_row", "count", "quarter", "decision_quarter", "closing_quarter", "age", "waiting_days")
_NUMBERS = ("hours_per_week", "score_before", "score_after")


def stored_frame(delivery: CheckedDelivery, identity: str, salt: bytes) -> pd.DataFrame:
    """Lay the rows out as the fact table has them. What identified a person or a case stays behind here."""
    keys = keys_of(delivery.columns, salt, file=delivery.sha256 if anonymous(delivery) else "")
    stored: dict[str, Any] = {
        "delivery": [identity] * len(keys.record),
        "record_key": keys.record,
        "person": keys.person,
        "case_file": keys.case,
    }
    for name, values in delivery.columns.items():
        if name in _INTEGERS:
            stored[name] = pd.Series(values, dtype="Int32")
        elif name in _NUMBERS:
            stored[name] = pd.Series(values, dtype="Float64")
        elif name not in _IDENTIFIERS:
            stored[name] = pd.Series(values, dtype="str")
    return pd.DataFrame(stored)


def anonymous(delivery: CheckedDelivery) -> bool:
    """Tell whether rows of this file and of another one may be alike and yet be about different people."""
    return delivery.layout == "cases" and not {"person_id", "case_id"} & set(delivery.found)
