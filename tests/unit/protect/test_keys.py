"""Keys are the row's own: the same in any file, in any order, whatever other rows there are."""

from __future__ import annotations

import hmac
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from jamstalld.protect import KEY_RANGE, Keys, fingerprint, keys_of

SALT = b"ett salt som bara testerna har.."
OTHER_SALT = b"ett annat salt, lika hemligt...."
COLUMNS = (
    *("source_row", "person_id", "case_id", "municipality", "intervention", "quarter", "count", "sex", "unit"),
    *("decision", "age"),
)
Row = dict[str, object]


def row(**values: object) -> Row:
    return {
        **dict.fromkeys(COLUMNS),
        "quarter": 8100,
        "intervention": "Hemtjänst",
        "count": 1,
        "sex": "kvinna",
        **values,
    }


def keys(rows: Sequence[Row], salt: bytes = SALT, file: str = "") -> Keys:
    return keys_of({name: [one[name] for one in rows] for name in COLUMNS}, salt, file=file)


def key(one: Row, salt: bytes = SALT) -> int:
    return int(keys([one], salt).record[0])


def people(number: int, seed: int = 1) -> list[Row]:
    """Make rows of which some are alike in all that identifies them, some in everything."""
    pick = random.Random(seed)
    return [
        row(
            source_row=at + 2,
            person_id=pick.choice([None, f"P{at}", f"P{at // 4}"]),
            case_id=pick.choice([None, f"A{at // 3}"]),
            intervention=pick.choice([None, "Hemtjänst", "LVU"]),
            quarter=pick.choice([8100, 8101]),
            decision=pick.choice([None, "bifall", "avslag"]),
            age=pick.choice([30, 40]),
        )
        for at in range(number)
    ]


def by_content(rows: Sequence[Row]) -> dict[tuple[object, ...], list[int]]:
    """Give the keys of every content, whatever row it stood on."""
    found: dict[tuple[object, ...], list[int]] = {}
    for one, record in zip(rows, keys(rows).record.tolist(), strict=True):
        content = tuple(value for name, value in one.items() if name != "source_row")
        found.setdefault(content, []).append(record)
    return {content: sorted(records) for content, records in found.items()}


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(shuffler: random.Random) -> None:
    rows = people(40)
    moved = [{**one, "source_row": at} for at, one in enumerate(shuffler.sample(rows, len(rows)))]
    assert by_content(moved) == by_content(rows)


def test_the_same_rows_again_have_the_same_keys() -> None:
    first, again = keys(people(100)), keys(people(100))
    for name in ("record", "person", "case"):
        assert np.array_equal(getattr(first, name), getattr(again, name))


@given(st.sets(st.integers(0, 59), min_size=1))
def test_other_rows_do_not_matter(kept: set[int]) -> None:
    rows = [row(person_id=f"P{at}") if at % 2 else row(age=at) for at in range(60)]
    of_all = keys(rows)
    of_kept = keys([rows[at] for at in sorted(kept)])
    for name in ("record", "person", "case"):
        assert np.array_equal(getattr(of_all, name)[sorted(kept)], getattr(of_kept, name))


IDENTITY = {"municipality": "Vännäs", "intervention": "LVU", "quarter": 8101}
REST = {"source_row": 9, "count": 4, "sex": "man", "unit": "Norr", "decision": "avslag", "age": 44}


@pytest.mark.parametrize("named", [{"person_id": "P1"}, {"case_id": "A1"}, {"person_id": "P1", "case_id": "A1"}])
def test_where_somebody_is_named_only_the_stable_identity_counts(named: Row) -> None:
    for name, value in IDENTITY.items():
        assert key(row(**named, **{name: value})) != key(row(**named))
    for name, value in REST.items():
        assert key(row(**named, **{name: value})) == key(row(**named))


def test_a_person_goes_before_a_case() -> None:
    assert key(row(person_id="P1", case_id="A1")) == key(row(person_id="P1", case_id="A2"))
    assert key(row(person_id="P1", case_id="A1")) != key(row(person_id="P2", case_id="A1"))
    assert key(row(person_id="1")) != key(row(case_id="1"))


def test_where_nobody_is_named_the_content_is_the_identity() -> None:
    for name, value in {**IDENTITY, **REST}.items():
        same = name in ("source_row", "count")
        assert (key(row(**{name: value})) == key(row())) == same, name


def test_a_counted_row_keeps_its_key_when_its_count_is_corrected() -> None:
    assert key(row(count=17)) == key(row(count=18))


@pytest.mark.parametrize("named", [{"person_id": "P1"}, {"case_id": "A1"}, {}])
def test_rows_of_one_identity_are_numbered_by_their_content(named: Row) -> None:
    rows = [row(**named, source_row=at, count=count) for at, count in enumerate([3, 1, 2, 2])]
    records = keys(rows).record.tolist()
    assert len(set(records)) == 4
    # One, two and three of them, the smallest content first: each further one leaves the keys before it alone.
    in_order = sorted(rows, key=lambda one: str(one["count"]))
    numbered = keys(in_order).record.tolist()
    for number in (1, 2, 3):
        assert keys(in_order[:number]).record.tolist() == numbered[:number]
    assert records[1] == numbered[0]
    assert records[0] == numbered[3]


def test_another_salt_gives_other_keys() -> None:
    rows = people(200)
    first, second = keys(rows), keys(rows, OTHER_SALT)
    for name in ("record", "person", "case"):
        assert not np.any(getattr(first, name) == getattr(second, name))
    assert fingerprint(SALT) != fingerprint(OTHER_SALT)


def test_the_recipe_is_hmac_sha_256_and_must_not_change() -> None:
    """Another recipe would give every group of every municipality another number."""
    found = keys([row(person_id="P1", municipality="Vännäs")])
    digest = hmac.new(SALT, "record\x1fperson\x1fP1\x1fVännäs\x1fHemtjänst\x1f8100".encode(), "sha256").digest()
    assert found.record[0] == int.from_bytes(digest[:4], "big")
    digest = hmac.new(SALT, "person\x1fVännäs\x1fP1".encode(), "sha256").digest()
    assert found.person[0] == int.from_bytes(digest[:8], "big")


def first_bytes(text: str, number: int, salt: bytes = SALT) -> int:
    return int.from_bytes(hmac.digest(salt, text.encode(), "sha256")[:number], "big")


@pytest.mark.parametrize("length", [1, 32, 63, 64, 65, 200])
def test_the_recipe_holds_for_salts_of_any_length(length: int) -> None:
    salt = bytes(range(length))
    found = keys([row(case_id="Ä1")], salt)
    assert found.record[0] == first_bytes("record\x1fcase\x1fÄ1\x1fNone\x1fHemtjänst\x1f8100", 4, salt)
    assert found.case[0] == first_bytes("case\x1fNone\x1fÄ1", 8, salt)


def test_the_recipe_of_rows_that_name_nobody() -> None:
    """The content by name, an occurrence number from the second on; the file only in the upper half of a pseudonym."""
    found = keys([row(age=30, source_row=2), row(age=30, source_row=3)], file="sha")
    content = "content\x1fage=30\x1fintervention=Hemtjänst\x1fquarter=8100\x1fsex=kvinna"
    whole = [first_bytes(f"record\x1f{content}{number}", 8) for number in ("", "\x1f2")]
    assert found.record.tolist() == [one >> 32 for one in whole]
    mark = first_bytes("file\x1fsha", 4)
    own = [((one % KEY_RANGE) ^ mark) << 32 | one >> 32 for one in whole]
    assert found.person.tolist() == found.case.tolist() == own


def test_the_fingerprint_does_not_hold_the_salt() -> None:
    assert len(fingerprint(SALT)) == 16
    assert fingerprint(SALT) not in SALT.hex()


def test_a_person_is_the_same_in_every_quarter_case_and_order() -> None:
    rows = [row(person_id="P1", quarter=quarter, case_id=case) for quarter in (8100, 8101) for case in ("A1", "A2")]
    found = keys(rows)
    assert len(set(found.person.tolist())) == 1
    assert len(set(found.case.tolist())) == 2
    assert len(set(found.record.tolist())) == 4, "two rows of one quarter are told apart"


def test_the_same_number_in_two_municipalities_is_two_persons() -> None:
    found = keys([row(person_id="1", municipality=name) for name in ("Umeå", "Vännäs", None)])
    assert len(set(found.person.tolist())) == 3


def test_who_is_not_named_is_a_person_alone() -> None:
    found = keys([row() for _ in range(50)])
    assert len(set(found.person.tolist())) == 50
    assert (found.person % KEY_RANGE).tolist() == found.record.tolist()
    assert np.array_equal(found.person, found.case)


def test_rows_alike_in_two_files_are_two_persons_with_one_key() -> None:
    """Thirty rows "kvinna, bifall" from each of two units are sixty persons; the noise is by what they say."""
    first, second = (keys([row(), row(person_id="P1")], file=mark) for mark in ("a", "b"))
    assert np.array_equal(first.record, second.record)
    assert first.person[0] != second.person[0]
    assert first.case[0] != second.case[0]
    assert first.person[1] == second.person[1]
    assert first.person[0] % KEY_RANGE == second.person[0] % KEY_RANGE == first.record[0]


@pytest.mark.parametrize("named", ["person_id", "case_id", "age"])
def test_keys_are_uniform(named: str) -> None:
    found = keys([row(**{named: at}) for at in range(20_000)])
    for drawn in (found.record, found.person % KEY_RANGE, found.person >> np.uint64(32), found.case % KEY_RANGE):
        assert kstest(drawn.astype(float) / KEY_RANGE, "uniform").pvalue > 0.001
    # 20,000 draws of 2³² give 0.05 pairs alike.
    assert len(set(found.record.tolist())) >= 19_998


def test_sums_of_keys_are_uniform() -> None:
    """Also over groups that overlap nearly wholly, as groups in the lattice do."""
    record = keys([row(person_id=at) for at in range(20_000)]).record.astype(np.uint64)
    sums = np.lib.stride_tricks.sliding_window_view(record, 12).sum(axis=1) % KEY_RANGE
    assert kstest(sums / KEY_RANGE, "uniform").pvalue > 0.001
