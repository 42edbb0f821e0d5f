"""Actions measured again: the rule, swapped sexes, nothing changed, and real deliveries one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld import compare
from jamstalld.dialogue.actions import Action, Expected
from jamstalld.dialogue.analyses import Subject
from jamstalld.dictionary import dictionary
from jamstalld.periods import Period, Quarter
from jamstalld.protect import noise_for
from jamstalld.store import Database
from jamstalld.views.asjson import request_to_json
from jamstalld.views.build import build_view
from jamstalld.views.following import follow, followable, followed_to_json, quarters_ahead, smallest_change
from jamstalld.views.following.build import follow_up
from jamstalld.views.following.judging import Moved, judged
from jamstalld.views.following.measuring import moved_gap, moved_level
from jamstalld.views.model import Change, Estimate, Group, Row
from jamstalld.views.request import ViewRequest

Make = Callable[..., Database]
Load = Callable[..., object]
MARGIN = 5.0
EXPECTED: tuple[Expected, ...] = get_args(Expected)
YEAR = ("2025K1", "2025K2", "2025K3", "2025K4")


def moved(before: float, now: float, half: float = 4.0, smallest: float = 6.0) -> Moved:
    """What has changed, each gap ± half and the change ± 1.4 times that."""
    wide = 1.4 * half
    change = now - before
    return Moved(
        Estimate(before, before - half, before + half),
        Estimate(now, now - half, now + half),
        Estimate(change, change - wide, change + wide),
        smallest,
    )


@pytest.mark.parametrize(
    ("before", "now", "expected", "size", "verdict"),
    [
        (-12, -3, "smaller", None, ("as_expected", "")),
        (12, 3, "smaller", None, ("as_expected", "")),
        (12, 3, "smaller", 9, ("as_expected", "")),
        (12, 3, "smaller", 10, ("moved", "less")),
        (12, 20, "smaller", None, ("moved", "away")),
        (-12, -20, "smaller", None, ("moved", "away")),
        (12, 8, "smaller", None, ("not_moved", "")),
        # On the other side: perhaps by chance, surely, and farther out than before.
        (12, -2, "smaller", None, ("as_expected", "crossed")),
        (12, -6, "smaller", None, ("moved", "turned")),
        (-12, 6, "smaller", None, ("moved", "turned")),
        (6, -1.5, "smaller", None, ("as_expected", "crossed")),
        (3, -3.5, "smaller", None, ("moved", "turned")),
        (0.5, 0, "kept", None, ("as_expected", "")),
        (0, 12, "kept", None, ("moved", "away")),
        (20, 4, "kept", None, ("moved", "closer")),
        (2, 4, "kept", None, ("not_moved", "")),
        (54, 61, "women_more", None, ("as_expected", "")),
        (54, 61, "men_more", 8, ("moved", "less")),
        (54, 61, "women_fewer", None, ("moved", "away")),
        (61, 54, "men_fewer", 7, ("as_expected", "")),
        (54, 56, "women_more", None, ("not_moved", "")),
        (12, 3, "", None, ("moved", "")),
        (12, 10, "", None, ("not_moved", "")),
    ],
)
def test_the_rule(before: float, now: float, expected: Expected, size: float | None, verdict: tuple[str, str]) -> None:
    half = 3.0 if (before, now) in ((6, -1.5), (3, -3.5)) else 4.0
    assert judged(moved(before, now, half), expected, size, MARGIN) == verdict


def test_the_limits_themselves() -> None:
    """Three margins are still something to see; one at the margin is not within it; a limit at 0 is not beyond it."""
    unsure = replace(moved(12, 10), change=Estimate(-2, -8, 4))
    assert judged(replace(unsure, smallest=15.0), "smaller", None, MARGIN) == ("not_moved", "")
    assert judged(replace(unsure, smallest=15.1), "smaller", None, MARGIN) == ("too_few", "")
    assert judged(replace(unsure, now=Estimate(0, -4.9, 4.9)), "kept", None, MARGIN) == ("as_expected", "")
    assert judged(replace(unsure, now=Estimate(0, -4.9, 5.0)), "kept", None, MARGIN) == ("not_moved", "")
    assert judged(replace(unsure, change=Estimate(-5, -10, 0.0)), "smaller", None, MARGIN) == ("not_moved", "")
    assert judged(replace(unsure, change=Estimate(-5, -10, -0.1)), "smaller", None, MARGIN) == ("as_expected", "")


def test_what_surely_changed_is_told_however_few_they_are() -> None:
    assert judged(moved(40, 5, smallest=30), "smaller", None, MARGIN) == ("as_expected", "")


MIRROR: dict[Expected, Expected] = {
    "women_more": "men_more",
    "men_more": "women_more",
    "women_fewer": "men_fewer",
    "men_fewer": "women_fewer",
}
estimates = st.tuples(*[st.floats(-60, 60) for _ in range(3)]).map(sorted).map(lambda of: Estimate(of[1], of[0], of[2]))


def mirrored(one: Estimate) -> Estimate:
    return Estimate(-one.estimate, -one.high, -one.low)


@given(
    before=estimates,
    now=estimates,
    change=estimates,
    smallest=st.floats(0, 60),
    expected=st.sampled_from(("", "smaller", "kept")),
    size=st.none() | st.floats(0.1, 30),
)
def test_the_sexes_swapped_give_the_same_verdict_on_a_gap(
    before: Estimate, now: Estimate, change: Estimate, smallest: float, expected: Expected, size: float | None
) -> None:
    if before.estimate == 0:
        return
    one = Moved(before, now, change, smallest)
    other = Moved(mirrored(before), mirrored(now), mirrored(change), smallest)
    assert judged(one, expected, size, MARGIN) == judged(other, expected, size, MARGIN)


@given(gap=estimates, half=st.floats(0.1, 30), expected=st.sampled_from(EXPECTED), smallest=st.floats(0, 60))
def test_what_is_as_it_was_has_not_moved(gap: Estimate, half: float, expected: Expected, smallest: float) -> None:
    same = Moved(gap, gap, Estimate(0, -half, half), smallest)
    verdict, _ = judged(same, expected, None, MARGIN)
    kept = expected == "kept" and gap.low > -MARGIN and gap.high < MARGIN
    assert verdict == ("as_expected" if kept else "too_few" if smallest > 3 * MARGIN else "not_moved")


@pytest.mark.parametrize(
    ("after", "last", "period"),
    [
        ("2025K4", "2025K4", None),
        ("2025K4", "2025K2", None),
        ("2025K4", "2026K1", "2026K1"),
        ("2025K4", "2026K3", "2026K3"),
        ("2025K4", "2026K4", "2026"),
        ("2025K4", "2027K2", "2026K3..2027K2"),
    ],
)
def test_what_is_measured_is_after_the_start(after: str, last: str, period: str | None) -> None:
    found = follow_up(Quarter.parse(after), Quarter.parse(last))
    assert (str(found) if found else None) == period


# How often nothing at all is called a success.

TIMES = 4000


def counts(rng: np.random.Generator, n: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Released numbers of how many, of how many, many times over."""
    noise = noise_for(5)
    true = rng.binomial(n, share, TIMES)
    keys = rng.integers(0, 2**32, (2, TIMES), dtype=np.uint64)
    released_n = noise.release(np.full(TIMES, n), keys[0])
    return np.minimum(noise.release(true, keys[1]), released_n), released_n


@pytest.mark.parametrize("expected", ["smaller", "women_more", "men_fewer"])
@pytest.mark.parametrize(("n", "women", "men"), [(30, 0.5, 0.5), (60, 0.45, 0.6), (150, 0.7, 0.72), (600, 0.2, 0.35)])
def test_where_nothing_changed_a_success_is_rare(expected: Expected, n: int, women: float, men: float) -> None:
    """At most 5 of 100, with released counts; what is drawn is the same in every run."""
    rng = np.random.default_rng(20260)
    noise = noise_for(5)
    before, now = ([counts(rng, n, share) for share in (women, men)] for _ in range(2))
    gaps = [
        compare.newcombe(*of[0], *of[1], noise_variance=np.maximum(*(noise.variance(c) for c, _ in of)))
        for of in (before, now)
    ]
    change = compare.change_of_differences(gaps[1], gaps[0])

    def group(of: tuple[np.ndarray, np.ndarray], at: int) -> Group:
        count, size = int(of[0][at]), int(of[1][at])
        return Group(size, count or None, count / size, 0.0, 1.0)

    def estimate(of: compare.Estimate, at: int) -> Estimate:
        return Estimate(*(float(100 * part[at]) for part in (of.estimate, of.low, of.high)))

    successes = 0
    for at in range(TIMES):
        if expected == "smaller":
            changed = Change(group(before[0], at), group(before[1], at), estimate(gaps[0], at), estimate(change, at))
            row = Row("x", None, group(now[0], at), group(now[1], at), estimate(gaps[1], at), previous=changed)
            found = moved_gap(row)
        else:
            sex = 0 if expected.startswith("women") else 1
            found = moved_level(group(now[sex], at), group(before[sex], at), dictionary().measure("approval"), noise)
        successes += found is not None and judged(found, expected, None, MARGIN)[0] == "as_expected"
    assert successes / TIMES <= 0.05


def test_a_gap_at_the_margin_is_seldom_called_kept() -> None:
    rng = np.random.default_rng(20261)
    noise = noise_for(5)
    women, men = counts(rng, 3000, 0.55), counts(rng, 3000, 0.5)
    variance = np.maximum(noise.variance(women[0]), noise.variance(men[0]))
    gap = compare.newcombe(*women, *men, noise_variance=variance)
    now = [Estimate(*(float(100 * part[at]) for part in (gap.estimate, gap.low, gap.high))) for at in range(TIMES)]
    kept = [judged(Moved(one, one, Estimate(0, -4, 4), 6.0), "kept", None, MARGIN)[0] == "as_expected" for one in now]
    assert sum(kept) / TIMES <= 0.05


def test_a_chance_difference_that_was_chosen_for_its_size_shrinks_by_itself() -> None:
    """What the page and the user guide warn of, and no method of two periods can mend: about one of three."""
    rng = np.random.default_rng(20262)
    noise = noise_for(5)
    gaps, tests = [], []
    for _ in range(2):
        women, men = counts(rng, 150, 0.6), counts(rng, 150, 0.6)
        variance = np.maximum(noise.variance(women[0]), noise.variance(men[0]))
        gaps.append(compare.newcombe(*women, *men, noise_variance=variance))
        tests.append(compare.difference_p(*women, *men, noise_variance=variance))
    before, now = gaps
    change = compare.change_of_differences(now, before)
    towards_0 = np.where(before.estimate > 0, change.high < 0, change.low > 0)
    shrunk = towards_0 & (np.abs(now.estimate) < np.abs(before.estimate))
    assert 0.25 < shrunk[tests[0] <= 0.05].mean() < 0.45
    assert shrunk.mean() < 0.035


# Real deliveries.


def decisions(quarters: Sequence[str], women: float, men: float, of: int = 100) -> list[dict[str, object]]:
    """Rows in which this share of so many women and men a quarter are granted."""
    return [
        {
            "person_id": f"{quarter}{sex}{at}",
            "sex": sex,
            "quarter": quarter,
            "unit": "Norr",
            "intervention": "Hemtjänst",
            "decision": "bifall" if at < round(share * of) else "avslag",
        }
        for quarter in quarters
        for sex, share in (("K", women), ("M", men))
        for at in range(of)
    ]


def hours(quarters: Sequence[str], women: float, men: float) -> list[dict[str, object]]:
    return [
        {**row, "decision": "bifall", "hours_per_week": (women if row["sex"] == "K" else men) + at % 5}
        for at, row in enumerate(decisions(quarters, 1, 1))
    ]


def about(measure: str = "approval", period: str = "2025", **changed: object) -> Action:
    request = ViewRequest(measure, by="intervention", period=Period.parse(period), count_unit="insatser")
    action = Action("x", "", what="Samma frågor till alla", subject=Subject("view", request_to_json(request)).to_json())
    return replace(action, label="Hemtjänst", **changed)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("women", "men", "verdict", "how", "sentence"),
    [
        (
            0.72,
            0.76,
            "as_expected",
            "",
            "Skillnaden var 20 procentenheter (lägre för kvinnor) under 2025 och är 4 (lägre för kvinnor) under 2026. "
            "Den har minskat med 16 procentenheter (osäkerhet 7–25), mer än vad slumpen brukar ge. Den har rört sig "
            "som väntat; det säger inte att åtgärden är orsaken.",
        ),
        (
            0.56,
            0.76,
            "not_moved",
            "",
            "Skillnaden var 20 procentenheter (lägre för kvinnor) under 2025 och är 20 (lägre för kvinnor) under 2026. "
            "Förändringen kan bero på slumpen. Med så här många hade förändringen behövt vara minst 13 procentenheter "
            "för att synas.",
        ),
        (
            0.4,
            0.8,
            "moved",
            "away",
            "Skillnaden var 20 procentenheter (lägre för kvinnor) under 2025 och är 40 (lägre för kvinnor) under 2026. "
            "Den har ökat med 20 procentenheter (osäkerhet 11–29), mer än vad slumpen brukar ge. Ni väntade er att den "
            "skulle minska; det säger inte att åtgärden är orsaken.",
        ),
        (
            0.85,
            0.7,
            "moved",
            "turned",
            "Skillnaden var 20 procentenheter (lägre för kvinnor) under 2025 och är 15 (högre för kvinnor) under 2026. "
            "Den har bytt sida och sammanlagt ändrats med 35 procentenheter (osäkerhet 26–43), mer än vad slumpen "
            "brukar ge. Ni väntade er att den skulle bli mindre, och nu är den åt andra hållet; det säger inte att "
            "åtgärden är orsaken.",
        ),
    ],
    ids=["closes", "stays", "grows", "turns"],
)
def test_a_later_delivery_says_whether_the_gap_moved(
    make_database: Make, load_rows: Load, women: float, men: float, verdict: str, how: str, sentence: str
) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions(YEAR, 0.56, 0.76))
    action = about(expected="smaller", begun="2025K4")
    early = follow(database, action)
    assert early
    assert early.verdict == "too_early"
    load_rows(database, decisions(("2026K1", "2026K2", "2026K3", "2026K4"), women, men))
    found = follow(database, action)
    assert found
    assert (found.verdict, found.how, found.baseline, found.period) == (verdict, how, "2025", "2026")
    assert plain(found.sentence) == sentence
    assert follow(database, action, until=Quarter.parse("2025K4")) == early
    partly = follow(database, action, until=Quarter.parse("2026K2"))
    assert partly
    assert partly.period == "2026K2"


def test_it_is_too_early_until_a_quarter_after_the_start(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions((*YEAR, "2026K1"), 0.56, 0.76))
    started = follow(database, about(expected="smaller", begun="2026K1", by_quarter="2026K4"))
    assert started
    assert (started.verdict, started.period, started.preliminary) == ("too_early", None, True)
    assert plain(started.sentence) == (
        "Det finns inget kvartal efter starten än. Det första som kan visa något är kvartal 2 2026. Ni räknar med att "
        "se det kvartal 4 2026."
    )
    unstarted = follow(database, about(expected="smaller", by_quarter="2026K4"))
    assert unstarted
    assert (unstarted.period, unstarted.preliminary) == ("2026K1", True)
    assert unstarted.sentence.endswith("Beskedet är preliminärt: ni räknar med att se det kvartal 4 2026.")
    reached = follow(database, about(expected="smaller", by_quarter="2026K1"))
    assert reached
    assert not reached.preliminary


def test_the_share_of_one_sex_is_followed_whatever_the_other_does(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions(YEAR, 0.56, 0.76) + decisions(("2026K1",), 0.8, 0.95))
    risen = follow(database, about(expected="women_more", size=10.0))
    assert risen
    assert (risen.verdict, risen.told, risen.how) == ("as_expected", "women", "")
    assert risen.before
    assert risen.now
    assert (risen.before.estimate, risen.now.estimate) == (0.56, 0.8)
    assert plain(risen.sentence) == (
        "Andelen kvinnor som fick bifall var 56 % under 2025 och är 80 % under kvartal 1 2026. Andelen har ökat med "
        "24 procentenheter (osäkerhet 14–32), mer än vad slumpen brukar ge. Den har rört sig som väntat; det säger "
        "inte att åtgärden är orsaken."
    )
    less = follow(database, about(expected="men_more", size=30.0))
    assert less
    assert (less.verdict, less.told, less.how) == ("moved", "men", "less")
    assert "men mindre än 30 procentenheter; det säger inte" in plain(less.sentence)


def test_a_mean_is_followed_in_its_own_unit(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, hours(YEAR, 4, 10) + hours(("2026K1",), 10, 10))
    gap = follow(database, about("hours", expected="smaller"))
    level = follow(database, about("hours", expected="women_more", size=2.0))
    assert gap
    assert level
    assert gap.verdict == "as_expected"
    assert level.verdict == "as_expected"
    assert level.before
    assert level.change
    assert 4 < level.before.estimate < 9
    assert level.change.low > 2
    assert plain(level.sentence).startswith("Den beviljade tiden för kvinnor var i genomsnitt ")
    assert "Genomsnittet har ökat med " in level.sentence


def test_too_few_say_nothing(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions(YEAR, 0.5, 0.5, of=8) + decisions(("2026K1",), 0.5, 0.5, of=8))
    small = follow(database, about(expected="smaller"))
    assert small
    assert small.verdict == "too_few"
    assert small.smallest is not None
    load_rows(database, [row for row in decisions(("2026K2",), 0.5, 0.5) if row["sex"] == "K"])
    hidden = follow(database, about(expected="smaller"))
    assert hidden
    assert (hidden.verdict, hidden.before, hidden.change) == ("too_few", None, None)
    assert (
        plain(hidden.sentence)
        == "Det är för få kvinnor eller män, eller inga alls, under 2025 eller under kvartal 2 2026."
    )
    gone = follow(database, replace(about(expected="smaller"), label="Nedlagd enhet"))
    assert gone
    assert (gone.verdict, gone.sentence) == ("too_few", hidden.sentence)


def test_the_sexes_swapped_in_the_data_mirror_what_is_found(make_database: Make, load_rows: Load) -> None:
    one, other = make_database(threshold=1), make_database(threshold=1)
    load_rows(one, decisions(YEAR, 0.56, 0.76) + decisions(("2026K1",), 0.8, 0.7))
    load_rows(other, decisions(YEAR, 0.76, 0.56) + decisions(("2026K1",), 0.7, 0.8))
    for expected in EXPECTED:
        here, there = (
            follow(one, about(expected=expected)),
            follow(other, about(expected=MIRROR.get(expected, expected))),
        )
        assert here
        assert there
        assert (here.verdict, here.how) == (there.verdict, there.how)
        assert here.change
        assert there.change
        sign = -1 if here.told == "gap" else 1
        assert here.change.estimate == pytest.approx(sign * there.change.estimate)


def test_what_can_no_longer_be_asked_says_why(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions((*YEAR, "2026K1"), 0.56, 0.76))
    found = follow(database, about("goal_attained", expected="smaller"))
    assert found
    assert found.verdict == "unanswerable"
    assert found.sentence.startswith("Det går inte att mäta med underlaget som det är nu. Underlaget saknar uppgiften")
    gone = follow(database, about("local_finns_inte", expected="smaller"))
    assert gone
    assert gone.verdict == "unanswerable"


def test_what_follows_nothing_is_not_measured(make_database: Make) -> None:
    database = make_database()
    assert follow(database, Action("x", "", what="Prata mer")) is None
    over_time = Subject("over_time", {"measure": "approval"}).to_json()
    assert follow(database, Action("x", "", what="Prata mer", subject=over_time)) is None
    empty = follow(database, about(expected="smaller"))
    assert empty
    assert empty.verdict == "too_early"


def test_a_followed_action_is_json_ready(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions((*YEAR, "2026K1"), 0.56, 0.76, of=300))
    found = follow(database, about(expected="smaller"))
    assert found
    told = followed_to_json(found)
    assert (told["verdict"], told["told"], told["baseline"], told["period"]) == ("not_moved", "gap", "2025", "2026K1")
    assert told["before"]["estimate"] == pytest.approx(-20)


# Before an action.


def test_quarters_and_parts_of_a_whole_cannot_be_followed(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, decisions(YEAR, 0.56, 0.76))

    def names(request: ViewRequest) -> list[str]:
        return [row.label for row in followable(build_view(database, request))]

    assert names(ViewRequest("approval", by="intervention")) == ["Alla", "Hemtjänst"]
    assert names(ViewRequest("approval", by="quarter")) == ["Alla"]
    assert names(ViewRequest("received", by="intervention")) == ["Hemtjänst"]
    assert names(ViewRequest("received", by="unit", filters=(("intervention", "Hemtjänst"),))) == ["Alla", "Norr"]


def test_a_change_must_be_larger_to_show_than_a_difference(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, decisions(YEAR, 0.56, 0.76))
    measure, noise = dictionary().measure("approval"), database.noise
    row = followable(build_view(database, ViewRequest("approval", by="intervention")))[1]
    assert row.smallest_visible
    gap = smallest_change(row, "smaller", measure, noise)
    assert gap == pytest.approx(row.smallest_visible * 2**0.5)
    level = smallest_change(row, "women_more", measure, noise)
    assert level == pytest.approx(float(100 * compare.smallest_visible(400, 400, 0.56)))
    assert smallest_change(replace(row, smallest_visible=None), "kept", measure, noise) is None
    assert (
        smallest_change(replace(row, women=Group(None, None, None, None, None)), "women_more", measure, noise) is None
    )


def test_realistic_quarters_begin_after_the_start_and_end_two_years_on() -> None:
    ahead = [str(quarter) for quarter in quarters_ahead(Quarter.parse("2025K4"))]
    assert (ahead[0], ahead[-1], len(ahead)) == ("2026K1", "2027K4", 8)
