"""Action → Followed: choose the periods, ask the view again, judge and word."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from jamstalld.dialogue.actions import Action
from jamstalld.dictionary import Measure
from jamstalld.errors import JamstalldError
from jamstalld.periods import Period, Quarter
from jamstalld.protect import Noise
from jamstalld.store import Database, data_info, dictionary_of
from jamstalld.views.asjson import request_from_json
from jamstalld.views.build import build_view
from jamstalld.views.following.judging import Moved, judged
from jamstalld.views.following.measuring import level, moved_gap, moved_level
from jamstalld.views.following.model import Followed, Told
from jamstalld.views.following.saying import by_quarter, sentence_of
from jamstalld.views.laying_out import WHOLE
from jamstalld.views.model import Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.following import too_early_sentence, unanswerable_sentence
from jamstalld.wording.numbers import quarter_text

_FOUR = 4


def follow(database: Database, action: Action, *, until: Quarter | None = None) -> Followed | None:
    """Measure an action with the data as they are now; None where it follows nothing.

    Parameters
    ----------
    until
        The last quarter that may be used; the last there is, if None.
    """
    request = followed_request(action)
    if request is None or request.period is None:
        return None
    told, last = told_by(action), _last(data_info(database).last, until)
    after = max(request.period.last, Quarter.parse(action.begun) if action.begun else request.period.last)
    period = follow_up(after, last) if last else None
    found = Followed("too_early", told, str(request.period), str(period) if period else None)
    if last is None or period is None:
        return replace(
            found, preliminary=True, sentence=too_early_sentence(quarter_text(after + 1), by_quarter(action))
        )
    found = replace(found, preliminary=bool(action.by_quarter) and last < Quarter.parse(action.by_quarter))
    try:
        view = build_view(database, replace(request, period=period, compare_with=request.period))
        measure = dictionary_of(database).measure(request.measure)
    except JamstalldError as error:
        return replace(found, verdict="unanswerable", sentence=unanswerable_sentence(error.message))
    return _measured(found, view, measure, action, database.noise)


def _last(loaded: Quarter | None, until: Quarter | None) -> Quarter | None:
    return min(loaded, until) if loaded and until else loaded


def followed_request(action: Action) -> ViewRequest | None:
    """Give the question that an action follows, without what only the page adds to it; None where it follows none."""
    if action.subject.get("kind") != "view":
        return None
    asked = request_from_json(action.subject["request"])
    return replace(asked, standardise_by=(), compare_with=None, base="cases")


def follow_up(after: Quarter, last: Quarter) -> Period | None:
    """Give the period to measure in: the latest four quarters of those after one, or the latest; None of none."""
    quarters = last.index - after.index
    if quarters <= 0:
        return None
    return Period.ending(last) if quarters >= _FOUR else Period(last, last)


def told_by(action: Action) -> Told:
    """Say what an action is to change: the gap, or the level of one sex."""
    sex = action.expected.partition("_")[0]
    return cast(Told, sex) if sex in ("women", "men") else "gap"


def row_of(view: View, label: str, split: str) -> Row | None:
    """Find the row that is followed; the total where no label is given. None where it is not shown."""
    if label in ("", WHOLE):
        return view.total if view.total.verdict != "hidden" else None
    return next((row for row in view.rows if (row.label, row.split or "") == (label, split)), None)


def _measured(found: Followed, view: View, measure: Measure, action: Action, noise: Noise) -> Followed:
    row = row_of(view, action.label, action.split)
    moved = row and _moved(row, measure, found.told, noise)
    found = replace(found, verdict="too_few")
    if moved:
        verdict, how = judged(moved, action.expected, action.size, measure.margin)
        before, now = (moved.before, moved.now) if found.told == "gap" else level(moved, measure)
        found = replace(
            found, verdict=verdict, how=how, before=before, now=now, change=moved.change, smallest=moved.smallest
        )
    return replace(found, sentence=sentence_of(found, action, view, measure))


def _moved(row: Row, measure: Measure, told: Told, noise: Noise) -> Moved | None:
    if row.previous is None:
        return None
    if told == "gap":
        return moved_gap(row)
    if measure.kind == "ordinal":
        return None
    now, before = (row.women, row.previous.women) if told == "women" else (row.men, row.previous.men)
    return moved_level(now, before, measure, noise)
