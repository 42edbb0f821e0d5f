"""InterplayRequest → Interplay: ask, lay out, compare, word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jamstalld import compare
from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import EmptyDatabaseError, RequestError
from jamstalld.protect import MAX_FACTORS
from jamstalld.protect.lattice import factors
from jamstalld.store import Database, DataInfo, data_info, dictionary_of
from jamstalld.views.asking import plan
from jamstalld.views.cells import Cell, cell_of, compared_groups, gaps_alike_in
from jamstalld.views.elements import shown
from jamstalld.views.interplay.grid import Grid, grid
from jamstalld.views.interplay.model import Alike, Interplay, InterplayRequest
from jamstalld.views.interplay.saying import described_cell, interplay_method, interplay_sentences
from jamstalld.views.laying_out import WHOLE
from jamstalld.views.model import Base, BaseGroup, Row
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.saying import described, noun_of, unit_for
from jamstalld.views.within import within
from jamstalld.wording import interplay as say
from jamstalld.wording.words import sexes_of


def interplay(database: Database, request: InterplayRequest) -> Interplay:
    """Compare the sexes in every group that two or three variables tell apart.

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
    known = dictionary_of(database)
    request = replace(request, filters=within(database, request.filters))
    measure, asked = _checked(request, known, info)
    asked = replace(asked, period=request.period or info.latest_period())
    laid = grid(database, plan(measure, asked, info, known), request, asked.period or info.latest_period(), known)
    rows = compared_groups(laid.cells, [label[:2] for label in laid.labels], measure, measure.margin)
    (whole,) = compared_groups(laid.whole, [(WHOLE, None)], measure, measure.margin)
    cells = tuple(cell_of(row, panel) for row, (_, _, panel) in zip(rows, laid.labels, strict=True))
    seen = _seen(request, asked, measure, known, info, laid, whole, cells)
    seen = replace(seen, alike=_alike(request, laid, measure, rows))
    seen = replace(seen, cells=tuple(described_cell(cell, seen, measure, asked) for cell in cells))
    return replace(seen, method=interplay_method(seen, measure), sentences=interplay_sentences(seen, measure))


def _checked(request: InterplayRequest, known: Dictionary, info: DataInfo) -> tuple[Measure, ViewRequest]:
    """Refuse what may not be asked, and say what can be asked instead.

    Returns
    -------
    tuple
        The measure, and the view that asks for the same groups: by rows and columns, in the strata of the panels.
    """
    measure = known.measure(request.measure)
    if measure.kind == "share" and not request.value:
        raise RequestError(say.no_value(known.variable(measure.column).title))
    if measure.kind != "share" and request.value:
        raise RequestError(f"Måttet ”{measure.title}” har inga värden att välja mellan.")
    if len(set(request.variables)) < len(request.variables):
        raise RequestError(say.SAME_TWICE)
    if measure.column in request.variables:
        raise RequestError(say.MEASURED)
    _refuse_too_many(request, measure, known)
    value = ((measure.column, request.value),) if request.value else ()
    same = ViewRequest(
        request.measure,
        by=request.rows,
        split=request.columns,
        filters=(*request.filters, *value),
        standardise_by=(request.panels,) if request.panels else (),
        count_unit=request.count_unit,
    )
    return checked(same, known, info.columns)


def _refuse_too_many(request: InterplayRequest, measure: Measure, known: Dictionary) -> None:
    told_apart = dict.fromkeys((*request.variables, *(key for key, _ in request.filters)))
    counted = factors(told_apart, (measure.column, *measure.only))
    if len(counted) > MAX_FACTORS:
        titles = {key: known.variable(key).title for key in told_apart if key in counted}
        narrowing = [title for key, title in titles.items() if key not in request.variables]
        third = titles.get(request.panels) if request.panels else None
        raise RequestError(say.too_many(list(titles.values()), narrowing, third, MAX_FACTORS))


def _seen(
    request: InterplayRequest,
    asked: ViewRequest,
    measure: Measure,
    known: Dictionary,
    info: DataInfo,
    laid: Grid,
    whole: Row,
    cells: tuple[Cell, ...],
) -> Interplay:
    """Put together all but what is tested over several cells and what is said of them."""
    value = dict(asked.filters).get(measure.column) if request.value else None
    filters = tuple(pair for pair in asked.filters if not (request.value and pair[0] == measure.column))
    sexes = sexes_of(*(chosen for _, chosen in filters))
    count_unit, unit = asked.count_unit or measure.units[0], unit_for(measure)
    total = described(whole, measure, asked, info.threshold)
    return Interplay(
        measure=measure.key,
        kind=measure.kind,
        title=measure.title,
        question=say.question(measure.title, value),
        value=value,
        rows=request.rows,
        columns=request.columns,
        panels=request.panels,
        titles=tuple(known.variable(key).title for key in request.variables),
        row_values=laid.rows,
        column_values=laid.columns,
        panel_values=tuple(panel for panel in laid.panels if panel is not None),
        merged=laid.merged,
        period=str(asked.period),
        filters=filters,
        count_unit=count_unit,
        noun=noun_of(measure, count_unit),
        data_version=info.version,
        threshold=info.threshold,
        synthetic=info.synthetic,
        words=(sexes.women, sexes.men),
        unit=unit.many,
        unit_one=unit.one,
        margin=measure.margin,
        family=sum(cell.p is not None for cell in cells),
        base=_base(whole, laid),
        cells=cells,
        total=replace(cell_of(total, None), sentence=total.sentence),
        alike=(),
        method=(),
        sentences=(),
    )


def _base(whole: Row, laid: Grid) -> Base:
    women, men = (BaseGroup(group.n, group.missing) for group in (whole.women, whole.men))
    return Base(women, men, shown(laid.sex_missing, laid.whole.noise.protects))


def _alike(request: InterplayRequest, laid: Grid, measure: Measure, rows: list[Row]) -> tuple[Alike, ...]:
    """Test whether the gap is the same in all cells, and in all groups of each variable alone."""
    made = [(request.variables, gaps_alike_in(laid.cells, rows))]
    for key in request.variables:
        groups = laid.by_variable[key]
        labels = [(str(at), None) for at in range(len(groups.merged))]
        made.append(((key,), gaps_alike_in(groups, compared_groups(groups, labels, measure, measure.margin))))
    made = [(by, test) for by, test in made if np.isfinite(test.p)]
    adjusted = compare.benjamini_hochberg([float(test.p) for _, test in made])
    return tuple(
        Alike(by, float(test.statistic), int(test.df), float(test.p), float(q))
        for (by, test), q in zip(made, adjusted, strict=True)
    )
