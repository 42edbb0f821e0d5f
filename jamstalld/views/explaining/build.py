"""Can the difference be explained? A difference between women and men, taken apart by what else tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jamstalld.dictionary import Dictionary, Measure, Variable
from jamstalld.errors import EmptyDatabaseError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database, DataInfo, Question, Released, data_info, dictionary_of, released_counts
from jamstalld.views.asking import Plan, plan
from jamstalld.views.explaining.apart import Apart, taken_apart
from jamstalld.views.explaining.cells import Cells, cells_of, compared
from jamstalld.views.explaining.model import Explanation, Factor, Part, Stratum
from jamstalld.views.explaining.saying import about_of, said
from jamstalld.views.model import Estimate, Hidden, Row
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.saying import gap, noun_of
from jamstalld.views.within import within
from jamstalld.wording import explanation_notes as notes
from jamstalld.wording.explanation import About, Split, shown_parts
from jamstalld.wording.sentences import hidden_reason, turns
from jamstalld.wording.words import addressed

MOST_FACTORS = 3
KINDS = ("rate", "share", "mean")


@dataclass(frozen=True)
class _Asked:
    """A question that may be asked, and what the data know of it."""

    measure: Measure
    factors: tuple[Variable, ...]
    request: ViewRequest
    period: Period
    how: Plan
    info: DataInfo

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(variable.key for variable in self.factors)


def explain(
    database: Database,
    measure: str,
    factors: Sequence[str],
    filters: Sequence[tuple[str, str]] = (),
    period: Period | None = None,
    count_unit: str | None = None,
) -> Explanation:
    """Take a measure's difference between women and men apart by one to three variables.

    Parameters
    ----------
    measure
        The key of a measure of a rate, of a share with the value as one of the filters, or of a mean.
    factors
        The variables to take it apart by. With the filters they must lie within the lattice of protected cells.
    filters
        Pairs of variable and value.
    period
        None means the latest four quarters.
    count_unit
        insatser, ärenden or personer; the measure's own if None.

    Raises
    ------
    RequestError
        If it asks for what does not exist or may not be asked.
    EmptyDatabaseError, MissingVariableError
        If the loaded data cannot answer it.
    """
    info = data_info(database)
    if info.empty:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    request = ViewRequest(measure, filters=within(database, filters), period=period, count_unit=count_unit)
    asked = _asked(dictionary_of(database), info, request, tuple(dict.fromkeys(factors)))
    released = _released(database, asked)
    whole = cells_of(asked.measure, (), released)
    cells = cells_of(asked.measure, asked.factors, released)
    alone = (_lacking(factor, cells_of(asked.measure, (factor,), released), whole) for factor in asked.factors)
    lacking = [found for found in alone if found]
    return _answer(asked, cells, *compared(cells, whole), lacking)


def _asked(known: Dictionary, info: DataInfo, request: ViewRequest, factors: tuple[str, ...]) -> _Asked:
    """Refuse what may not be asked, and say what can be asked instead."""
    measure = known.measure(request.measure)
    chosen = dict(request.filters)
    if measure.kind not in KINDS:
        raise RequestError(notes.NOT_POSSIBLE)
    if not 1 <= len(factors) <= MOST_FACTORS:
        raise RequestError(notes.HOW_MANY)
    if measure.kind == "share" and measure.column not in chosen:
        raise RequestError(notes.no_value(known.variable(measure.column).title))
    if measure.column in factors:
        raise RequestError(notes.MEASURED)
    for key in factors:
        if key == "quarter" or key in chosen:
            raise RequestError(notes.not_a_factor(known.variable(key).title))
    # A view by the same variables asks for the same groups.
    measure, same = checked(replace(request, by=factors[0], standardise_by=factors[1:]), known, info.columns)
    period = request.period or info.latest_period()
    variables = tuple(known.variable(key) for key in factors)
    return _Asked(measure, variables, same, period, plan(measure, same, info, known), info)


def _released(database: Database, asked: _Asked) -> Released:
    """Ask for everything at once: all cells, each factor alone, and the whole."""
    alone = ((column,) for column in asked.columns)
    return released_counts(
        database,
        Question(
            period=asked.period,
            quarter_column=asked.how.quarter_column,
            breakdowns=tuple(dict.fromkeys((asked.columns, *alone, ()))),
            parts=asked.how.parts,
            filters=asked.how.filters,
            conditions=asked.how.conditions,
            count_unit=asked.request.count_unit or "insatser",
        ),
    )


def _lacking(factor: Variable, alone: Cells, whole: Cells) -> notes.Missing | None:
    """Tell for which part of each sex a factor is missing, if it is for some."""
    if None not in alone.values[0] or not whole.n.all():
        return None
    women, men = np.minimum(alone.n[alone.values[0].index(None)] / whole.n, 1.0)
    return notes.Missing(factor.title, float(women), float(men)) if women or men else None


def _answer(
    asked: _Asked, cells: Cells, rows: Sequence[Row], whole: Row, lacking: Sequence[notes.Missing]
) -> Explanation:
    measure, info, request = asked.measure, asked.info, asked.request
    about = about_of(measure, request, asked.factors, whole.difference)
    apart = taken_apart(cells) if whole.difference else None
    split = _split(about, whole.difference, apart)
    made = Explanation(
        measure=measure.key,
        kind=measure.kind,
        title=measure.title,
        question=addressed(measure.question, about.sexes),
        unit=about.unit.many,
        unit_one=about.unit.one,
        margin=measure.margin,
        period=str(asked.period),
        filters=request.filters,
        count_unit=request.count_unit or measure.units[0],
        noun=noun_of(measure, request.count_unit or measure.units[0]),
        threshold=info.threshold,
        synthetic=info.synthetic,
        words=(about.sexes.women, about.sexes.men),
        factors=tuple(Factor(variable.key, variable.title) for variable in asked.factors),
        women=whole.women,
        men=whole.men,
        crude=whole.difference,
        standardised=apart.standardised if apart else None,
        mantel_haenszel=apart.mantel_haenszel if apart else None,
        parts=_parts(about, asked.factors, apart, split),
        left_out=cells.left_out,
        strata=tuple(Stratum(row.label, row.women, row.men, row.difference) for row in rows if row.difference),
        hidden=tuple(_hidden(row, info.threshold, about) for row in rows if row.difference is None),
        gaps_alike=apart.gaps_alike if apart else None,
        turned=split is not None and split.turned,
        moved=split is not None and abs(split.standardised.estimate - split.crude.estimate) > measure.margin,
        data_version=info.version,
    )
    return said(made, about, split, measure, lacking)


def _split(about: About, difference: Estimate | None, apart: Apart | None) -> Split | None:
    crude = gap(difference)
    standardised, remains = (gap(apart.standardised), gap(apart.remains)) if apart else (None, None)
    if apart is None or crude is None or standardised is None or remains is None:
        return None
    return Split(
        crude=crude,
        standardised=standardised,
        factors=apart.factors,
        remains=remains,
        unsplit=crude.estimate - sum(apart.factors) - remains.estimate,
        turned=turns(standardised, crude) and not about.nothing(crude.estimate),
    )


def _parts(about: About, factors: Sequence[Variable], apart: Apart | None, split: Split | None) -> tuple[Part, ...]:
    if apart is None or split is None:
        return ()
    shown = shown_parts(about, split)
    low, high = (apart.composition.low, apart.composition.high) if len(factors) == 1 else (None, None)
    return (
        *(
            Part("factor", variable.key, variable.title, effect, low, high, written)
            for variable, effect, written in zip(factors, apart.factors, shown.factors, strict=True)
        ),
        _remains(apart.remains, shown.remains),
        Part("unsplit", "unsplit", notes.UNSPLIT, split.unsplit, None, None, shown.unsplit),
    )


def _remains(found: Estimate, shown: float) -> Part:
    return Part("remains", "remains", notes.REMAINS, found.estimate, found.low, found.high, shown)


def _hidden(row: Row, threshold: int, about: About) -> Hidden:
    return Hidden(row.label, None, hidden_reason(row.women.n or 0, row.men.n or 0, threshold, about.sexes))
