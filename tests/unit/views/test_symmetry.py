"""What must hold of every view whatever the counts: nothing prefers a sex, and nobody changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jamstalld.protect import noise_for
from jamstalld.views.comparing import compared_rows
from jamstalld.views.laying_out import Answers, Counts
from jamstalld.views.model import Estimate, Group, Row

KINDS = ("share", "ordinal", "mean")
VALUES, EDGES = (2.0, 6.0, 12.0, 30.0), (0.0, 4.0, 8.0, 16.0, 44.0)
MARGINS = {"share": 5.0, "ordinal": 10.0, "mean": 1.0}
ROWS, STRATA = 3, 2

thresholds = st.sampled_from([1, 5])


def released(shape: tuple[int, ...], threshold: int) -> st.SearchStrategy[np.ndarray]:
    """Draw released counts: 0, or at least the threshold."""
    return arrays(np.int64, shape, elements=st.just(0) | st.integers(max(threshold, 1), 60))


@st.composite
def counted(draw: st.DrawFn, kind: str) -> Counts:
    """Draw the counts of a view of three rows and two strata."""
    threshold = draw(thresholds)
    whole = draw(released((ROWS + 1, 2), threshold)) * 4
    strata_n = draw(released((ROWS, STRATA, 2), threshold)) * 2
    spread = None
    if kind != "share":
        own = np.minimum(draw(released((ROWS + 1, 4, 2), threshold)), whole[:, np.newaxis])
        within = np.minimum(draw(released((ROWS, STRATA, 4, 2), threshold)), strata_n[:, :, np.newaxis])
        spread = Answers(own[:-1], own[-1], within, *((VALUES, EDGES) if kind == "mean" else ()))
    count = np.minimum(draw(released((ROWS + 1, 2), threshold)), whole)
    missing = draw(released((ROWS + 1, 2), threshold))
    return Counts(
        labels=tuple((f"Rad {number}", None) for number in range(ROWS)),
        n=whole[:-1],
        count=count[:-1],
        missing=missing[:-1],
        total_n=whole[-1],
        total_count=count[-1],
        total_missing=missing[-1],
        strata_n=strata_n,
        strata_count=np.minimum(draw(released((ROWS, STRATA, 2), threshold)), strata_n),
        sex_missing=0,
        noise=noise_for(threshold),
        answers=spread,
    )


def swapped(counts: Counts) -> Counts:
    """Give women's counts to men and men's to women."""
    arrays_ = {name: value[..., ::-1] for name, value in vars(counts).items() if isinstance(value, np.ndarray)}
    answers = counts.answers and replace(
        counts.answers,
        rows=counts.answers.rows[..., ::-1],
        total=counts.answers.total[..., ::-1],
        strata=counts.answers.strata[..., ::-1],
    )
    return replace(counts, **arrays_, answers=answers)


def close(found: float | None, wanted: float | None) -> bool:
    return found == wanted if found is None or wanted is None else found == pytest.approx(wanted, abs=1e-8)


def mirrored(found: Estimate | None, wanted: Estimate | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return (found.estimate, found.low, found.high) == pytest.approx(
        (-wanted.estimate, -wanted.high, -wanted.low), abs=1e-8
    )


def same(found: Group, wanted: Group) -> bool:
    return (found.n, found.count, found.missing, found.distribution) == (
        wanted.n,
        wanted.count,
        wanted.missing,
        wanted.distribution,
    ) and all(close(getattr(found, name), getattr(wanted, name)) for name in ("share", "low", "high", "mean", "median"))


def check_mirrored(row: Row, other: Row) -> None:
    assert same(row.women, other.men)
    assert same(row.men, other.women)
    assert mirrored(row.difference, other.difference)
    assert mirrored(row.adjusted, other.adjusted)
    assert row.verdict == other.verdict
    assert all(close(getattr(row, name), getattr(other, name)) for name in ("p", "q", "smallest_visible"))
    assert close(row.effect, None if other.effect is None else -other.effect)
    if row.pairs and other.pairs:
        assert close(row.pairs.women_higher, other.pairs.men_higher)
        assert close(row.pairs.alike, other.pairs.alike)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_swapping_the_sexes_turns_every_sign_and_nothing_else(kind: str, data: st.DataObject) -> None:
    counts = data.draw(counted(kind))
    rows, whole = compared_rows(counts, MARGINS[kind], ("need_level",))
    other_rows, other_whole = compared_rows(swapped(counts), MARGINS[kind], ("need_level",))
    for row, other in zip((*rows, whole), (*other_rows, other_whole), strict=True):
        check_mirrored(row, other)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_row_and_a_stratum_without_persons_change_nothing(kind: str, data: st.DataObject) -> None:
    counts = data.draw(counted(kind))
    more = with_nobody(counts)
    rows, whole = compared_rows(counts, MARGINS[kind], ("need_level",))
    (*others, empty), other_whole = compared_rows(more, MARGINS[kind], ("need_level",))
    assert others == rows
    assert other_whole == whole
    assert empty.verdict == "hidden"


def with_nobody(counts: Counts) -> Counts:
    """Add a row and a stratum that nobody is in."""

    def padded(values: np.ndarray, *axes: int) -> np.ndarray:
        return np.pad(values, [(0, int(axis in axes)) for axis in range(values.ndim)])

    answers = counts.answers and replace(
        counts.answers, rows=padded(counts.answers.rows, 0), strata=padded(counts.answers.strata, 0, 1)
    )
    return replace(
        counts,
        labels=(*counts.labels, ("Tom", None)),
        n=padded(counts.n, 0),
        count=padded(counts.count, 0),
        missing=padded(counts.missing, 0),
        strata_n=padded(counts.strata_n, 0, 1),
        strata_count=padded(counts.strata_count, 0, 1),
        answers=answers,
    )


@given(data=st.data(), place=st.integers(0, 4))
def test_an_answer_that_nobody_gives_changes_nothing(data: st.DataObject, place: int) -> None:
    counts = data.draw(counted("ordinal"))
    assert counts.answers
    told = counts.answers
    more = replace(
        told,
        rows=np.insert(told.rows, place, 0, axis=-2),
        total=np.insert(told.total, place, 0, axis=-2),
        strata=np.insert(told.strata, place, 0, axis=-2),
    )
    rows, whole = compared_rows(counts, 10.0, ("need_level",))
    others, other_whole = compared_rows(replace(counts, answers=more), 10.0, ("need_level",))
    for row, other in zip((*rows, whole), (*others, other_whole), strict=True):
        assert row.verdict == other.verdict
        assert all(close(getattr(row, name), getattr(other, name)) for name in ("p", "q", "smallest_visible"))
        for found, wanted in ((row.difference, other.difference), (row.adjusted, other.adjusted)):
            assert (found is None) == (wanted is None)
            if found and wanted:
                assert all(close(getattr(found, name), getattr(wanted, name)) for name in ("estimate", "low", "high"))


def test_released_answers_that_are_all_hidden_hide_the_row() -> None:
    """Of seven released women every answer may still be fewer than the threshold."""
    n = np.full((1, 2), 7)
    answers = np.array([[[0, 7], [0, 0]]])
    zeros = np.zeros((1, 0, 2), dtype=np.int64)
    counts = Counts(
        labels=(("Rad", None),),
        n=n,
        count=0 * n,
        missing=0 * n,
        total_n=n[0],
        total_count=0 * n[0],
        total_missing=0 * n[0],
        strata_n=zeros,
        strata_count=zeros,
        sex_missing=0,
        noise=noise_for(5),
        answers=Answers(answers, answers[0], np.zeros((1, 0, 2, 2), dtype=np.int64)),
    )
    (row,), whole = compared_rows(counts, 10.0, ())
    assert row.verdict == whole.verdict == "hidden"
    assert (row.women.n, row.women.distribution) == (7, (None, None))
    assert (row.men.n, row.men.distribution) == (7, (7, None))
    assert row.difference is row.pairs is row.p is None
