"""The salt is made once, for its owner alone, and never quietly replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jamstalld.errors import SettingsError
from jamstalld.protect import read_salt

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def test_it_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "ny" / "mapp" / "salt"
    salt = read_salt(file)
    assert len(salt) == 32
    assert bytes.fromhex(file.read_text("ascii")) == salt
    assert read_salt(file) == salt


@posix
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        read_salt(tmp_path / "mapp" / "salt")
    finally:
        os.umask(before)
    assert (tmp_path / "mapp" / "salt").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "mapp").stat().st_mode & 0o777 == 0o700


def test_two_are_never_alike(tmp_path: Path) -> None:
    assert read_salt(tmp_path / "a") != read_salt(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"\n", b"inte hexadecimalt", b"abc", b"\xff\xfe\x00\x01", "åäö".encode()])
def test_what_is_no_salt_is_told_of_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "salt"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="säkerhetskopian") as told:
        read_salt(file)
    assert str(file) in told.value.message
    assert file.read_bytes() == content


@pytest.mark.parametrize(("length", "enough"), [(31, False), (32, True), (33, True)])
def test_a_salt_has_at_least_32_bytes(tmp_path: Path, length: int, enough: bool) -> None:
    file = tmp_path / "salt"
    file.write_text("ab" * length, "ascii")
    if enough:
        assert read_salt(file) == b"\xab" * length
    else:
        with pytest.raises(SettingsError, match="för kort"):
            read_salt(file)


def test_a_folder_is_no_salt(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="går inte att läsa"):
        read_salt(tmp_path)


def test_a_place_where_no_file_can_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(SettingsError, match="går inte att läsa"):
        read_salt(tmp_path / "fil" / "salt")


def test_no_message_holds_what_the_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "salt"
    file.write_text("hemligheten", "utf-8")
    with pytest.raises(SettingsError) as told:
        read_salt(file)
    assert "hemligheten" not in told.value.message
