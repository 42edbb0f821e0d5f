"""The words of an explanation: what is said when. How it is said is `wording`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jamstalld.dictionary import Measure, Variable
from jamstalld.views.explaining.model import Explanation
from jamstalld.views.model import BaseGroup, Estimate
from jamstalld.views.request import ViewRequest
from jamstalld.views.saying import gap, missing_share, unit_for
from jamstalld.wording import explanation as say
from jamstalld.wording import explanation_notes as notes
from jamstalld.wording.explanation import About, Split
from jamstalld.wording.method import SYNTHETIC, method_lines
from jamstalld.wording.sentences import NOTHING, missing_sentence
from jamstalld.wording.units import Unit
from jamstalld.wording.words import sexes_of

NEEDS = frozenset({"need_level", "need_area"})
DIFFER = 0.05


def about_of(measure: Measure, asked: ViewRequest, factors: Sequence[Variable], crude: Estimate | None) -> About:
    """Say what the difference is a difference in, in the words that its sentences need."""
    what = {"rate": measure.did, "share": dict(asked.filters).get(measure.column, ""), "mean": measure.title}
    unit = unit_for(measure)
    return About(
        kind=measure.kind,
        what=what[measure.kind],
        unit=unit,
        margin=measure.margin,
        factors=tuple(variable.title for variable in factors),
        sexes=sexes_of(*(value for _, value in asked.filters)),
        decimals=decimals_of(unit, crude),
    )


def decimals_of(unit: Unit, crude: Estimate | None) -> int:
    """Tell with how many decimals a difference and its parts are written, in words, pictures and tables alike."""
    told = gap(crude)
    return say.decimals_for(unit, told) if told else 0


def said(
    made: Explanation, about: About, split: Split | None, measure: Measure, missing: Sequence[notes.Missing]
) -> Explanation:
    """Put an explanation into words.

    Parameters
    ----------
    missing
        The factors that some lack.
    """
    lacking = [
        missing_share(BaseGroup(group.n, group.missing), of_all=measure.base == "all")
        for group in (made.women, made.men)
    ]
    return replace(
        made,
        sentences=_sentences(made, about, split, lacking),
        cannot_say=notes.cannot_say(
            about,
            needs=any(factor.key in NEEDS for factor in made.factors),
            missing=missing,
            left_out=made.left_out,
            unanswered=max(share or 0.0 for share in lacking),
        ),
        method=_method(made, measure),
    )


def _sentences(
    made: Explanation, about: About, split: Split | None, lacking: Sequence[float | None]
) -> tuple[str, ...]:
    crude = gap(made.crude)
    if crude is None:
        told = [*NOTHING] if made.women.n is made.men.n is None else [notes.HIDDEN]
    else:
        differ = made.gaps_alike is not None and made.gaps_alike <= DIFFER
        told = [
            say.finding(about, crude, split),
            *say.details(about, crude, split, moved=made.moved, differ=differ),
            missing_sentence(lacking[0], lacking[1], made.threshold, about.sexes),
        ]
        if made.hidden:
            told.append(
                notes.hidden_text(
                    [hidden.label for hidden in made.hidden], len(made.strata), made.threshold, about.sexes
                )
            )
    return (*told, *([SYNTHETIC] if made.synthetic else []))


def _method(made: Explanation, measure: Measure) -> tuple[str, ...]:
    counted, *_, protection = method_lines(
        count_unit=made.count_unit,
        quarter=measure.quarter,
        family=len(made.strata),
        threshold=made.threshold,
        standardised_by=(),
        compared=False,
    )
    return (counted, *notes.method(made.kind, len(made.factors)), protection)
