"""What the app proves itself by to the identity provider lies in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from jamstalld.access import Oidc
from jamstalld.errors import SettingsError

METADATA = "https://a.se/.well-known/openid-configuration"


def test_it_is_read_without_the_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemligt\n", "utf-8")
    assert Oidc(METADATA, "id", tmp_path / "secret").secret() == "hemligt"


@pytest.mark.parametrize(
    ("content", "said"), [(None, "går inte att läsa"), (b"\xff", "går inte att läsa"), (b" \n", "är tom")]
)
def test_a_file_without_one_says_so(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    with pytest.raises(SettingsError, match=said):
        Oidc(METADATA, "id", tmp_path / "secret").secret()
