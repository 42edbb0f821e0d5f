from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from jamstalld import errors
from jamstalld.errors import JamstalldError, SettingsError
from jamstalld.settings import DEFAULT_AGE_BANDS, age_group, house, read_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def read(file: Path, text: str, **environment: str):
    file.write_text(text, "utf-8")
    return read_settings({"JAMSTALLD_SETTINGS": str(file), **environment})


def test_the_environment_goes_before_the_file(file: Path) -> None:
    text = 'database = "/i/filen.duckdb"\nsalt_file = "/i/salt"\nage_bands = [0, 65]\n'
    settings = read(file, text)
    assert (settings.database, settings.salt_file) == (Path("/i/filen.duckdb"), Path("/i/salt"))
    assert settings.age_bands == (0, 65)
    settings = read(file, text, JAMSTALLD_DATABASE="/annan.duckdb", JAMSTALLD_SALT_FILE="")
    assert (settings.database, settings.salt_file) == (Path("/annan.duckdb"), Path("/i/salt"))


def test_the_participants_address_is_one_of_the_web(file: Path) -> None:
    assert read(file, "").participants_url == ""
    assert read(file, 'participants_url = "https://mote.kommunen.se/"').participants_url == "https://mote.kommunen.se"
    named = {"JAMSTALLD_PARTICIPANTS_URL": "http://10.0.0.7:8600"}
    assert (
        read(file, 'participants_url = "https://mote.kommunen.se"', **named).participants_url == "http://10.0.0.7:8600"
    )


@pytest.mark.parametrize(
    "url", ["mote.kommunen.se", "ftp://mote", "https://", "https://mote/delta", "javascript:1", "7"]
)
def test_another_participants_address_is_refused(file: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="participants_url"):
        read(file, f'participants_url = "{url}"')


def test_how_many_may_be_in_is_a_whole_number_within_reason(file: Path) -> None:
    assert read(file, "").max_sessions == 200
    assert [read(file, f"max_sessions = {number}").max_sessions for number in (1, 1000)] == [1, 1000]
    for wrong in ("0", "1001", "true", '"50"', "2.5"):
        with pytest.raises(SettingsError, match="1 till 1000"):
            read(file, f"max_sessions = {wrong}")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has one folder for both")
def test_nothing_need_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    settings = read_settings({})
    assert settings.age_bands == DEFAULT_AGE_BANDS
    assert settings.database.parent != settings.salt_file.parent, "the salt must not lie beside the database"
    assert settings.demo_database.parent == settings.database.parent
    assert settings.demo_database != settings.database


def test_settings_are_frozen(file: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read(file, "").database = Path("annan")  # type: ignore[misc]


@pytest.mark.parametrize(
    "bands", ["[]", "[18, 65]", "[0, 65, 18]", "[0, 18, 18]", '[0, "18"]', "[0, 18.5]", "18", '"0, 18"', "[[0]]"]
)
def test_age_bands_rise_from_0(file: Path, bands: str) -> None:
    with pytest.raises(SettingsError, match="stigande"):
        read(file, f"age_bands = {bands}")


@pytest.mark.parametrize("text", ["database =", "\x00", "[", 'database = "a"\ndatabase = "b"'])
def test_a_broken_file_is_told_of(file: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="går inte att läsa"):
        read(file, text)


def test_a_file_that_is_no_text_is_told_of(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="går inte att läsa"):
        read_settings({"JAMSTALLD_SETTINGS": str(file)})


def test_a_named_file_that_is_missing_is_told_of(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings({"JAMSTALLD_SETTINGS": str(file)})


def test_a_misspelt_name_is_told_of(file: Path) -> None:
    with pytest.raises(SettingsError, match="okända namn: databas, trsökel"):
        read(file, "'trsökel' = 5\ndatabas = 'x'")


def test_the_threshold_is_no_setting(file: Path) -> None:
    """It belongs to a database, and is decided once, when that is made."""
    with pytest.raises(SettingsError, match="threshold"):
        read(file, "threshold = 1")


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (0, "0–17 år"), (17, "0–17 år"), (18, "18–24 år"), (24, "18–24 år"), (25, "25–44 år"), (64, "45–64 år"),
        (65, "65–79 år"), (79, "65–79 år"), (80, "80 år och äldre"), (120, "80 år och äldre"),
    ],
)  # fmt: skip
def test_age_groups_change_on_the_birthday(age: int, group: str) -> None:
    assert age_group(age, DEFAULT_AGE_BANDS) == group


def test_one_band_holds_everybody() -> None:
    assert age_group(0, (0,)) == age_group(99, (0,)) == "0 år och äldre"


def test_the_house_holds_what_the_product_reads() -> None:
    for name in ("app.py", "pages", "queries", "sample_data"):
        assert (house() / name).exists()


def test_every_error_is_one_that_a_person_can_act_on() -> None:
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(classes) > 1
    for kind in classes:
        assert issubclass(kind, JamstalldError)
        assert kind("Ett fel.").message == str(kind("Ett fel.")) == "Ett fel."


def test_more_particular_errors_may_be_caught_as_the_general_one() -> None:
    assert issubclass(errors.MissingVariableError, errors.RequestError)
    assert issubclass(errors.EmptyDatabaseError, errors.RequestError)
    assert not issubclass(errors.DatabaseError, errors.RequestError)


def test_what_is_written_to_a_file_is_read_the_next_time(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings are kept from one run of a page to the next, for as long as nothing has changed."""
    key = tmp_path / "nyckel"
    monkeypatch.setenv("JAMSTALLD_SETTINGS", str(file))
    monkeypatch.setenv("JAMSTALLD_KEY_FILE", str(key))
    file.write_text("max_sessions = 7", "utf-8")
    key.write_text("a" * 40, "utf-8")
    assert (read_settings().max_sessions, read_settings().key) == (7, "a" * 40)
    assert read_settings() is read_settings()
    file.write_text("max_sessions = 71", "utf-8")
    key.write_text("b" * 41, "utf-8")
    assert (read_settings().max_sessions, read_settings().key) == (71, "b" * 41)
    monkeypatch.setenv("JAMSTALLD_DATABASE", "/annan.duckdb")
    assert read_settings().database == Path("/annan.duckdb")
    file.write_text("max_sessions = 0", "utf-8")
    for _ in range(2):
        with pytest.raises(SettingsError):
            read_settings()
    key.unlink()
    file.unlink()
    with pytest.raises(SettingsError):
        read_settings()
