"""An explanation as what is drawn of it, and as tables."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.charts.decomposition import Part, PartsPicture
from jamstalld.charts.words import NO_VALUE, count_text, interval_text, signed_estimate
from jamstalld.views.explaining import Explanation
from jamstalld.views.explaining.saying import decimals_of
from jamstalld.views.model import Estimate, Group
from jamstalld.wording.numbers import count_or_few
from jamstalld.wording.sentences import share_text
from jamstalld.wording.units import Unit, unit_of
from jamstalld.wording.words import capitalised


def picture_of(explanation: Explanation) -> PartsPicture | None:
    """Give what is drawn, None where there are no parts. The numbers are rounded as they are written."""
    crude, remains = explanation.crude, explanation.remains
    if crude is None or remains is None or remains.low is None or remains.high is None:
        return None
    return PartsPicture(
        crude=Estimate(sum(part.shown for part in explanation.parts), crude.low, crude.high),
        parts=tuple(
            Part(part.title, part.shown, part.low, part.high)
            for part in explanation.parts
            if part.kind == "factor" or (part.kind == "unsplit" and part.shown)
        ),
        remains=Estimate(remains.shown, remains.low, remains.high),
        unit=_unit(explanation),
        decimals=decimals_of(_unit(explanation), crude),
    )


def _unit(explanation: Explanation) -> Unit:
    return unit_of(explanation.unit, explanation.unit_one, explanation.margin)


def strata_table(explanation: Explanation) -> list[dict[str, str]]:
    """Give the groups as a table, every cell a Swedish text; those that are not shown come last."""
    title = " · ".join(factor.title for factor in explanation.factors)
    women, men = map(capitalised, explanation.words)
    heading, unit = f"Skillnad ({explanation.unit})", _unit(explanation)
    rows = [
        {
            title: stratum.label,
            **_group(women, stratum.women, explanation),
            **_group(men, stratum.men, explanation),
            heading: signed_estimate(stratum.difference, unit),
            "Osäkerhet": interval_text(stratum.difference, unit),
        }
        for stratum in explanation.strata
    ]
    nobody = Group(None, None, None, None, None)
    headings = [title, *_group(women, nobody, explanation), *_group(men, nobody, explanation), heading, "Osäkerhet"]
    empty = dict.fromkeys(headings, NO_VALUE)
    hidden = [empty | {title: group.label, "Osäkerhet": f"visas inte: {group.reason}"} for group in explanation.hidden]
    return rows + hidden


def _group(who: str, group: Group, explanation: Explanation) -> dict[str, str]:
    """Write how many there are of one sex, and their share or mean."""
    if explanation.kind == "mean":
        told = NO_VALUE if group.mean is None else _unit(explanation).bare_level(group.mean)
        return {f"{who}, antal": count_or_few(group.n, explanation.threshold), f"{who}, medel": told}
    return {
        f"{who}, antal": count_text(group, explanation.threshold),
        f"{who}, andel": share_text(group.share, protected=explanation.threshold > 1),
    }


def ways_table(explanation: Explanation) -> list[dict[str, str]]:
    """Give the difference as each method has it, beside each other."""
    remains = explanation.remains
    left: Estimate | None = None
    if remains and remains.low is not None and remains.high is not None:
        left = Estimate(remains.estimate, remains.low, remains.high)
    ways: Sequence[tuple[str, Estimate | None]] = (
        ("Som den är", explanation.crude),
        ("Med samma fördelning (standardiserad)", explanation.standardised),
        ("Grupperna sammanvägda (Mantel–Haenszel)", explanation.mantel_haenszel),
        ("Det som återstår (uppdelningen)", left),
    )
    return [
        {
            "Sätt att räkna": name,
            f"Skillnad ({explanation.unit})": signed_estimate(found, _unit(explanation)),
            "Osäkerhet": interval_text(found, _unit(explanation)),
        }
        for name, found in ways
        if found
    ]
