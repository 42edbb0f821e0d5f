"""What is kept of one run for the next, and for other sessions: known by what it holds, and as it is sent.

Streamlit walks through an argument in Python to tell whether it has seen it before: of a View that takes as long as the
rest of a run. Its pickled form is made in C, and is another whenever anything in it is.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import pyarrow
from streamlit.dataframe_util import convert_anything_to_arrow_bytes


def by_content(*kinds: type) -> dict[str | type, Callable[[object], bytes]]:
    """Say how arguments of some types are told apart, for ``st.cache_data(hash_funcs=…)``."""
    return dict.fromkeys(kinds, _digest)


def _digest(value: object) -> bytes:
    return hashlib.blake2b(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)).digest()


def packed(spec: dict[str, Any]) -> dict[str, Any]:
    """Give a picture with its data as they are sent to the browser: Streamlit packs what is not at every run."""
    datasets = {name: convert_anything_to_arrow_bytes(_table(rows)) for name, rows in spec.get("datasets", {}).items()}
    return {**spec, "datasets": datasets} if datasets else spec


def _table(records: Sequence[Mapping[str, Any]]) -> object:
    """Make a table of records, in a tenth of the time that Streamlit takes, which does it by pandas.

    Records that hold nothing, of marks that are placed by numbers alone, are left to Streamlit: a table without
    columns has no rows.
    """
    names = dict.fromkeys(name for record in records for name in record)
    columns = {name: [record.get(name) for record in records] for name in names}
    return cast("object", pyarrow.table(columns)) if columns else records  # pyright: ignore[reportUnknownMemberType]
