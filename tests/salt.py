"""The same salt wherever the product makes one, so that the noise is the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from jamstalld.protect import keys
from tests.conftest import SALT


@pytest.fixture(autouse=True, scope="package")
def same_salt() -> Iterator[None]:
    """Draw the salt of the tests instead of one by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "secrets", SimpleNamespace(token_hex=lambda _bytes: SALT))
        yield
