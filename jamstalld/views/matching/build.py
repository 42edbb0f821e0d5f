"""MatchingRequest → Matching: ask, compare, word."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.protect import MAX_FACTORS
from jamstalld.protect.lattice import factors
from jamstalld.store import Database, DataInfo, data_info, dictionary_of
from jamstalld.views.asking import plan
from jamstalld.views.elements import shown
from jamstalld.views.matching.comparing import (
    MARGIN,
    at_each_need,
    at_the_same_need,
    at_the_usual,
    left_out,
    sorted_cells,
)
from jamstalld.views.matching.counting import Table, counted
from jamstalld.views.matching.model import NEEDS, Matching, MatchingRequest
from jamstalld.views.matching.saying import described, match_method, match_sentences
from jamstalld.views.model import Base, BaseGroup
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.saying import noun_of
from jamstalld.views.within import within
from jamstalld.wording import matching as say
from jamstalld.wording.interplay import too_many
from jamstalld.wording.words import sexes_of

_MEASURE = "received"


def matching(database: Database, request: MatchingRequest) -> Matching:
    """Compare which interventions women and men get at the same need.

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
    need, asked = _checked(request, known, info)
    measure, asked = checked(asked, known, info.columns)
    period = request.period or info.latest_period()
    table = counted(database, plan(measure, asked, info, known), need, period, known)
    seen = described(_seen(table, need, replace(asked, period=period), measure, known, info))
    return replace(seen, method=match_method(seen, measure), sentences=match_sentences(seen))


def _seen(table: Table, need: str, asked: ViewRequest, measure: Measure, known: Dictionary, info: DataInfo) -> Matching:
    """Put together all but what is said."""
    same, (usual, usual_at) = at_the_same_need(table), at_the_usual(table)
    rows = tuple(one.cell.row for one in same)
    cells = sorted_cells(at_each_need(table, measure), rows)
    title = known.variable(need).title
    sexes, count_unit = sexes_of(*(value for _, value in asked.filters)), asked.count_unit or measure.units[0]
    return Matching(
        question=say.question(sexes),
        area=dict(asked.filters).get("area"),
        need=need,
        need_title=title,
        needs=table.needs,
        interventions=rows,
        period=str(asked.period),
        filters=asked.filters,
        count_unit=count_unit,
        noun="beslut" if count_unit == "insatser" else noun_of(measure, count_unit),
        data_version=info.version,
        threshold=info.threshold,
        synthetic=info.synthetic,
        words=(sexes.women, sexes.men),
        margin=MARGIN,
        family=sum(cell.p is not None for cell in cells),
        base=_base(table),
        cells=cells,
        same_need=tuple(same),
        left_out=left_out(table),
        usual=usual,
        usual_at=tuple(usual_at),
        missing_need_women=_missing(table, 0),
        missing_need_men=_missing(table, 1),
        method=(),
        sentences=(),
        cannot_say=say.cannot_say(title, sexes),
    )


def _checked(request: MatchingRequest, known: Dictionary, info: DataInfo) -> tuple[str, ViewRequest]:
    """Refuse what may not be asked, and say what can be asked instead.

    Returns
    -------
    tuple
        The variable that holds the need, and the view that asks for the same groups.
    """
    need = request.need or next((key for key in NEEDS if key in info.columns), None)
    if need is None:
        raise MissingVariableError(say.NO_NEED)
    if need not in NEEDS:
        titles = " eller ".join(f"”{known.variable(key).title}” ({key})" for key in NEEDS)
        raise RequestError(f"Behovet står i {titles}.")
    if request.area is None and "area" in info.columns:
        raise RequestError(say.NO_AREA)
    if any(key == "intervention" for key, _ in request.filters):
        raise RequestError(say.NOT_BY_INTERVENTION)
    filters = (*([("area", request.area)] if request.area else []), *request.filters)
    told_apart = dict.fromkeys((need, *(key for key, _ in filters)))
    counted_ = factors(told_apart, (known.measure(_MEASURE).column, *known.measure(_MEASURE).only))
    if len(counted_) > MAX_FACTORS:
        titles = {key: known.variable(key).title for key in told_apart if key in counted_}
        narrowing = [title for key, title in titles.items() if key not in (need, "area")]
        raise RequestError(too_many(list(titles.values()), narrowing, None, MAX_FACTORS))
    return need, ViewRequest(_MEASURE, by="intervention", split=need, filters=filters, count_unit=request.count_unit)


def _base(table: Table) -> Base:
    protected = table.noise.protects
    women, men = (
        BaseGroup(shown(int(table.all_n[sex]), protected), shown(int(table.missing[sex]), protected)) for sex in (0, 1)
    )
    return Base(women, men, shown(table.sex_missing, protected))


def _missing(table: Table, sex: int) -> float | None:
    """Give the share of a sex whose need is not known, None if it is too few to be told."""
    without, all_of_them = int(table.without_need[sex]), int(table.all_n[sex])
    if all_of_them == 0 or (without == 0 and table.noise.protects):
        return None
    return min(without / all_of_them, 1.0)
