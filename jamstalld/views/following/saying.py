"""What is said of a followed action, and when. How it is said is `wording`'s."""

from __future__ import annotations

from jamstalld.dialogue.actions import Action
from jamstalld.dictionary import Measure
from jamstalld.periods import Period, Quarter
from jamstalld.views.following.model import Followed
from jamstalld.views.model import Estimate, View
from jamstalld.views.saying import gap, noun_of, unit_for
from jamstalld.wording import following as say
from jamstalld.wording.numbers import period_text, quarter_text
from jamstalld.wording.over_time import Sides, Terms
from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import sexes_of

_UNSEEN = ("not_moved", "too_few")


def terms_for(measure: Measure, *values: str | None) -> Terms:
    """Give the words that an action's change is told in.

    Parameters
    ----------
    values
        The values of the row and the filters, which decide what the sexes are called.
    """
    return Terms(unit_for(measure), measure.margin, sexes_of(*values))


def sentence_of(found: Followed, action: Action, view: View, measure: Measure) -> str:
    """Say how what an action follows was and is, whether it has moved, and whether that was expected."""
    terms = terms_for(measure, action.label, action.split, *(value for _, value in view.filters))
    when = say.When(*(period_text(Period.parse(period)) for period in (found.baseline, found.period or "")))
    if found.before is None or found.now is None or found.change is None:
        told = say.hidden_sentence(f"{terms.sexes.women} eller {terms.sexes.men}", when)
    else:
        told = _told(found, action, view, measure, when, terms)
    parts = [
        told,
        say.outcome_sentence(found.verdict, found.how, action.expected, action.size, terms),
        say.visible_sentence(found.smallest, terms) if found.smallest and found.verdict in _UNSEEN else "",
        say.preliminary_sentence(by_quarter(action)) if found.preliminary else "",
    ]
    return " ".join(part for part in parts if part)


def by_quarter(action: Action) -> str:
    """Give in words the quarter in which an action is to be seen; empty where none is set."""
    return quarter_text(Quarter.parse(action.by_quarter)) if action.by_quarter else ""


def _told(found: Followed, action: Action, view: View, measure: Measure, when: say.When, terms: Terms) -> str:
    before, now, change = (gap(one) for one in (found.before, found.now, found.change))
    if before is None or now is None or change is None:
        return ""
    if found.told == "gap":
        return say.gap_sentence(Sides(before, now, change), when, terms)
    return say.level_sentence(_level(found, action, view, measure, terms), change, when, terms)


def _level(found: Followed, action: Action, view: View, measure: Measure, terms: Terms) -> say.Level:
    women, sexes = found.told == "women", terms.sexes
    who, whose = (sexes.women, sexes.womens) if women else (sexes.men, sexes.mens)
    if measure.kind == "mean":
        subject, noun = say.mean_subject(measure.amount, who), "genomsnittet"
    elif measure.kind == "rate":
        subject, noun = say.rate_subject(measure.did, who), "andelen"
    else:
        value = dict(view.filters).get(measure.column, action.label)
        subject, noun = say.share_subject(value, noun_of(measure, view.count_unit), who, whose), "andelen"
    before, now = (_text(one, measure, terms, protected=view.protected) for one in (found.before, found.now))
    return say.Level(subject, before, now, noun)


def _text(one: Estimate | None, measure: Measure, terms: Terms, *, protected: bool) -> str:
    if one is None:
        return ""
    return terms.unit.level(one.estimate) if measure.kind == "mean" else share_text(one.estimate, protected=protected)
