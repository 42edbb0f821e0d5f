"""Views made by hand for the tests of the charts. All figures are invented."""

from dataclasses import replace

from jamstalld.dictionary import dictionary
from jamstalld.views.model import (
    Adjusted,
    Base,
    BaseGroup,
    Change,
    Estimate,
    Group,
    Hidden,
    Representation,
    Row,
    Verdict,
    View,
)
from jamstalld.views.saying import noun_of

PROTECTED, PUBLIC = 5, 1


def group(share: float | None, n: int | None = 150, width: float = 0.08) -> Group:
    """One sex of a row; a share of 0 has a hidden count, as the protection gives it."""
    if share is None or n is None:
        return Group(n, None, None, None, None)
    return Group(n, round(share * n) or None, share, max(share - width, 0), min(share + width, 1))


def row(
    label: str,
    women: float | None,
    men: float | None,
    verdict: Verdict = "uncertain",
    half: float = 8.0,
    split: str | None = None,
) -> Row:
    """A row with an interval of ± ``half`` percentage points."""
    difference = None
    if women is not None and men is not None:
        at = (women - men) * 100
        difference = Estimate(at, at - half, at + half)
    return Row(label, split, group(women), group(men, 180), difference, verdict=verdict)


# In the order of the gap, as a View gives them.
ROWS = (
    row("Frivillig institutionsvård", 0.31, 0.52, "difference", 9),
    row("Bistånd som avser boende", 0.44, 0.57, "difference", 10),
    row("Öppna insatser", 0.78, 0.72, "uncertain", 10),
    row("Familjehem", 0.71, 0.69, "uncertain", 6),
    row("Kontaktperson", 0.64, 0.63, "too_small", 38),
    row("Boendestöd", 0.824, 0.82, "similar", 4.2),
)

HIDDEN = (
    Hidden("LVM", None, "för få personer"),
    Hidden("Omedelbart omhändertagande", None, "för få personer"),
)


def view(
    rows: tuple[Row, ...] = ROWS,
    hidden: tuple[Hidden, ...] = HIDDEN,
    *,
    threshold: int = PROTECTED,
    words: tuple[str, str] = ("kvinnor", "män"),
    by: str = "intervention",
    measure: str = "approval",
    title: str = "Bifall",
) -> View:
    """A view of these rows."""
    base = Base(BaseGroup(1131, 40), BaseGroup(1394, 52), 12)
    about = dictionary().measure(measure)
    return View(
        measure=measure,
        kind=about.kind,
        title=title,
        question="Får kvinnor och män bifall lika ofta?",
        by=by,
        split=None,
        period="2025",
        compare_period=None,
        filters=(),
        count_unit="insatser",
        data_version="1",
        threshold=threshold,
        synthetic=True,
        words=words,
        margin=5.0,
        family=len(rows),
        base=base,
        rows=rows,
        total=row("Alla", 0.54, 0.63, "difference", 4),
        hidden=hidden,
        method=(),
        sentences=(),
        by_title=dictionary().variable(by).title,
        column=about.column,
        noun=noun_of(about, "insatser"),
        did=about.did,
    )


def many(count: int = 40) -> View:
    """A view of many rows with long names, a second breakdown, and shares from nothing to everything."""
    verdicts: tuple[Verdict, ...] = ("difference", "similar", "uncertain", "too_small")
    rows = [
        row(
            f"Korttidsvistelse utanför det egna hemmet {number + 1}",
            number / max(count - 1, 1),
            ((number * 7) % count) / max(count - 1, 1),
            verdicts[number % 4],
            half=3 + number % 4 * 9,
            split=("låg", "medel", "hög")[number % 3],
        )
        for number in range(count)
    ]
    return view(tuple(sorted(rows, key=lambda each: -abs(each.difference.estimate) if each.difference else 0.0)))


def full() -> View:
    """A view whose rows also have representation, a standardised difference and an earlier period."""
    before = Change(group(0.40), group(0.60), Estimate(-20, -30, -10), Estimate(7, -6, 20))
    return view(
        tuple(
            replace(
                each,
                representation=Representation(0.41, 0.45, 0.91),
                adjusted=Adjusted(-4.2, -12.0, 3.6, by=("need_level",)),
                previous=before,
            )
            for each in ROWS
        )
    )
