"""Nothing a view holds tells that a group has 1, 2, 3 or 4 members, and nothing it says judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import mul
from pathlib import Path
from typing import Any

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import Database, open_database
from jamstalld.views.asjson import view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.model import Group, Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.reading import distribution_help, reading_help
from jamstalld.wording.words import ADULTS, CHILDREN
from tests.conftest import ROOT, TODAY, write_salt

from .conftest import Answered

SMALL = range(1, 5)
COUNTS = {"n", "count", "missing", "sex_missing"}
_SEXES = r"(kvinnor|män|flickor|pojkar)"
_SIDE = r"(lägre|högre|färre|fler|kortare|längre)"
# What sentences may say in figures: shares, means, pairs, differences, numbers of comparisons, the threshold, periods.
FIGURES = (
    r"[\d\u00a0]+(,\d)?\u00a0(timme|timmar|dag|dagar|poäng)\b",
    rf"\boch −?[\d\u00a0]+(,\d)? för {_SEXES}",
    r"[Aa]v 100 par med en (kvinna och en man|flicka och en pojke)",
    r"\bi \d+, (mannen|pojken) i \d+, och de var lika i \d+\.",
    rf"{_SEXES} högre i \d+ fler av 100 par",
    rf"\d+\u00a0av 100 par( {_SIDE} till \d+)?",
    rf"kunde skillnaden vara (allt )?från \d+(,\d)?(\u00a0procentenhet(er)? {_SIDE})? till \d+(,\d)?",
    r"[\d\u00a0]+(,\d)?\u00a0%",
    r"\d+(,\d)?\u00a0procentenhet(er)?",
    rf"\(osäkerhet (\d+(,\d)?–\d+(,\d)?|från \d+(,\d)? {_SIDE} till \d+(,\d)? {_SIDE} för \w+)\)",
    r"\bi \d+ av \d+:",
    r"\bnågon av \d+ jämförelser",
    r"\bsamt \d+ till\b",
    r"färre än 5\b",
    r"\b20\d\dK[1-4]\b",
    r"\bUnder 20\d\d\b",
    r"\d+–\d+ år|\d+ år och äldre",
)


def counts_in(data: Any) -> Iterator[tuple[str, int]]:
    """Every count in a view's JSON, wherever it stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in COUNTS:
                if value is not None:
                    yield key, value
            elif key == "distribution":
                yield from ((key, count) for count in value if count is not None)
            else:
                yield from counts_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from counts_in(value)


def rows_of(view: View) -> tuple[Row, ...]:
    return (*view.rows, view.total)


def groups_of(view: View) -> Iterator[Group]:
    for row in rows_of(view):
        yield from (row.women, row.men)
        if row.previous:
            yield from (row.previous.women, row.previous.men)


def texts_of(view: View) -> Iterator[str]:
    yield from view.sentences
    yield from (row.sentence for row in rows_of(view))
    yield from (hidden.reason for hidden in view.hidden)


def test_no_count_of_one_to_four_stands_anywhere(answered: list[Answered]) -> None:
    seen = 0
    for one in answered:
        for key, value in counts_in(view_to_json(one.view)):
            assert type(value) is int
            assert value >= 5, (key, one.request)
            seen += 1
    assert seen > 10_000


def test_no_count_can_be_worked_out_of_a_share(answered: list[Answered]) -> None:
    for one in answered:
        for group in groups_of(one.view):
            if group.n is not None and group.share is not None:
                count = group.share * group.n
                assert count == pytest.approx(group.count or 0, abs=1e-9)
                assert 0 <= round(count) <= group.n
                assert round(count) not in SMALL


def test_means_and_pairs_are_those_of_the_answers_that_are_released(answered: list[Answered]) -> None:
    """Whoever has the released answers can work out every mean and every pair: nothing else is in them."""
    means, pairs = 0, 0
    for one in answered:
        values = dictionary().measures[one.view.measure].values
        for row in rows_of(one.view):
            women, men = ([count or 0 for count in group.distribution] for group in (row.women, row.men))
            for group, counts in ((row.women, women), (row.men, men)):
                if group.mean is not None:
                    mean = sum(map(mul, counts, values)) / sum(counts)
                    assert group.mean == pytest.approx(mean, abs=1e-9)
                    means += 1
            if row.pairs:
                higher = sum(count * sum(men[:at]) for at, count in enumerate(women))
                assert row.pairs.women_higher == pytest.approx(higher / (sum(women) * sum(men)))
                pairs += 1
    assert means > 500
    assert pairs > 200


def test_no_answer_is_above_those_who_answered_and_nothing_is_told_where_they_are_hidden(
    answered: list[Answered],
) -> None:
    for one in answered:
        for group in groups_of(one.view):
            assert max((count or 0 for count in group.distribution), default=0) <= (group.n or 0)
            if group.n is None:
                assert group.mean is group.low is group.median is group.quartiles is None


def test_nobody_is_written_as_unknown_and_said_to_be_almost_none(answered: list[Answered]) -> None:
    none, everyone = 0, 0
    for one in (one for one in answered if one.view.kind in ("share", "rate")):
        for row in one.view.rows:
            groups = (row.women, row.men)
            none += any(group.count is None for group in groups)
            everyone += any(group.share == 1 for group in groups)
            assert all((group.count is None) == (group.share == 0) for group in groups)
            assert ("nästan inga" in row.sentence) == any(group.share == 0 for group in groups)
            assert ("nästan alla" in row.sentence) == any(group.share == 1 for group in groups)
    assert none > 100
    assert everyone > 100


def test_hidden_rows_have_a_sex_with_nobody_released_and_keep_their_numbers_to_themselves(
    answered: list[Answered],
) -> None:
    assert sum(len(one.view.hidden) for one in answered) > 50
    for one in answered:
        shown = {(row.label, row.split) for row in one.view.rows}
        assert not shown & {(hidden.label, hidden.split) for hidden in one.view.hidden}
        for hidden in one.view.hidden:
            assert re.fullmatch(rf"färre än 5 ({_SEXES}( och (män|pojkar))?|i de flesta svar)", hidden.reason)


def test_sentences_hold_no_count(answered: list[Answered]) -> None:
    for one in answered:
        rows = (*one.view.rows, *one.view.hidden)
        named = {text for row in rows for text in (row.label, row.split) if text}
        labels = [text for text in named if re.search(r"\d", text)]
        for text in texts_of(one.view):
            left = re.sub(r"kvartal [1-4] 20\d\d", "", text)
            for figure in FIGURES:
                left = re.sub(figure, "", left)
            for label in sorted(labels, key=len, reverse=True):
                left = left.replace(label, "")
            assert not re.search(r"\d", left), (text, left)


def test_no_sentence_judges_and_none_says_per_cent_more(answered: list[Answered]) -> None:
    told = {text for one in answered for text in (*texts_of(one.view), *one.view.method)}
    for kind in ("share", "rate", "ordinal", "mean"):
        told |= {*reading_help(kind, 5.0, ADULTS), *reading_help(kind, 2.0, CHILDREN)}
        told |= {*distribution_help(kind, ADULTS), *distribution_help(kind, CHILDREN)}
    assert len(told) > 1000
    judging = re.compile(r"diskriminer|ojämställ|osaklig|omotiverad|orättvis|missgynna|gynna", re.IGNORECASE)
    more = re.compile(r"(%|procent)\s+(fler|färre|mer|mindre|högre|lägre|vanligare|oftare)\b", re.IGNORECASE)
    for text in told:
        assert not judging.search(text), text
        assert not more.search(text), text


def test_every_view_of_invented_data_says_so(answered: list[Answered]) -> None:
    for one in answered:
        assert one.view.sentences[-1] == "Uppgifterna är påhittade. Kommunen finns inte."


def _nothing_to_show(view: View) -> bool:
    return not any(group.n or group.missing for group in (view.base.women, view.base.men))


def test_missing_answers_are_said_in_every_view(answered: list[Answered]) -> None:
    for one in answered:
        said = any(line.startswith("Uppgift saknas för ") for line in one.view.sentences)
        assert said != _nothing_to_show(one.view)


def test_the_finding_comes_first_and_is_one_sentence(answered: list[Answered]) -> None:
    starts = ("Tydlig könsskillnad", "Säker men liten könsskillnad", "Likvärdigt i", "Ingen säker könsskillnad")
    for one in answered:
        finding = one.view.sentences[0]
        if _nothing_to_show(one.view):
            assert finding == "Det finns inget att visa för det här urvalet och den här perioden."
        elif not one.view.rows:
            assert finding == "Underlaget räcker inte till någon jämförelse mellan könen."
        else:
            assert finding.startswith(starts)


def test_girls_and_boys_are_named_where_it_is_about_children(answered: list[Answered]) -> None:
    seen = 0
    for one in answered:
        about_children = ("area", "Barn och unga") in one.request.filters
        for row in one.view.rows:
            children = about_children or "Barn och unga" in (row.label, row.split)
            seen += children
            assert ("flick" in row.sentence, "pojk" in row.sentence) == (children, children)
            assert ("kvinn" in row.sentence) != children
    assert seen > 20


def test_the_same_request_has_the_same_answer(sample_database: Database, answered: list[Answered]) -> None:
    for one in answered[::50]:
        assert build_view(sample_database, one.request) == one.view


def test_the_order_in_which_files_were_loaded_makes_no_difference(
    tmp_path: Path, sample_database: Database, answered: list[Answered]
) -> None:
    other = open_database(tmp_path / "other.duckdb", write_salt(tmp_path / "salt"))
    for file in sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx"), reverse=True):
        load_file(other, file, LoadOptions(today=TODAY), loaded_by="someone else")
    for one in answered[::50]:
        assert build_view(other, one.request) == one.view
    other.close()


def test_the_order_of_filters_makes_no_difference(sample_database: Database) -> None:
    filters = (("unit", "Vuxenenheten"), ("need_level", "hög"))
    first, second = (
        build_view(sample_database, ViewRequest("approval", by="area", filters=each))
        for each in (filters, filters[::-1])
    )
    assert first == second


def test_every_measure_has_been_looked_at(answered: list[Answered]) -> None:
    assert {one.request.measure for one in answered} == set(dictionary().measures)
    assert all(any(one.view.rows for one in answered if one.request.measure == key) for key in dictionary().measures)


def test_the_finding_names_the_largest_difference_first_whatever_the_order_of_the_rows(
    answered: list[Answered],
) -> None:
    out_of_order = 0
    for one in answered:
        sizes = {row.label: abs(row.difference.estimate) for row in one.view.rows if row.difference and not row.split}
        clear = [row.label for row in one.view.rows if row.verdict == "difference" and not row.split]
        if one.view.sentences[0].startswith("Tydlig") and clear:
            largest = max(clear, key=sizes.__getitem__)
            assert f": {largest} (" in one.view.sentences[0]
            out_of_order += clear[0] != largest
    assert out_of_order > 0
