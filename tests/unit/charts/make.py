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
    Pairs,
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


FIVE = ("mycket sämre", "sämre", "oförändrat", "bättre", "mycket bättre")
BANDS = ("under 2", "2 till under 6", "6 till under 11", "11 eller mer")

# Of each row: its name, the answers of the women and of the men, the verdict. None is fewer than the threshold.
ANSWERS: tuple[tuple[str, tuple[int | None, ...], tuple[int | None, ...], Verdict], ...] = (
    ("Hemtjänst", (10, 20, 30, 30, 10), (5, 10, 20, 40, 25), "difference"),
    ("Boendestöd", (None, 10, 40, 40, 10), (10, 10, 30, 40, 10), "uncertain"),
)
HOURS: tuple[tuple[str, tuple[int | None, ...], tuple[int | None, ...], Verdict], ...] = (
    ("Hemtjänst", (20, 40, 30, 10), (10, 20, 40, 30), "difference"),
    ("Ledsagning", (50, 30, 15, 5), (50, 30, 20, None), "similar"),
)


def answered(counts: tuple[int | None, ...], mean: float | None = None) -> Group:
    """One sex of a row of a scale, or of a mean with its bands."""
    n = sum(count or 0 for count in counts)
    if mean is None:
        return Group(n, None, None, None, None, distribution=counts)
    return Group(
        n, None, None, mean - 0.6, mean + 0.6, None, mean, mean - 0.4, (mean - 2.1, mean + 2.3), distribution=counts
    )


def scale() -> View:
    """A view of an ordered scale."""

    def line(label: str, women: tuple[int | None, ...], men: tuple[int | None, ...], verdict: Verdict) -> Row:
        both = (answered(women), answered(men))
        return Row(label, None, *both, Estimate(-21, -32, -9), pairs=Pairs(0.25, 0.46, 0.29), verdict=verdict)

    rows = tuple(line(*each) for each in ANSWERS)
    total = line("Alla", (15, 30, 70, 70, 20), (15, 20, 50, 80, 35), "difference")
    about = {"kind": "ordinal", "unit": "av 100 par", "unit_one": "av 100 par", "margin": 10.0, "answers": FIVE}
    return replace(view(rows, measure="experience", title="Egen upplevelse"), total=total, **about)


def hours() -> View:
    """A view of a mean."""

    def line(label: str, women: tuple[int | None, ...], men: tuple[int | None, ...], verdict: Verdict) -> Row:
        both = (answered(women, 5.24), answered(men, 7.8))
        return Row(label, None, *both, Estimate(-2.56, -4.1, -1.0), effect=-0.4, verdict=verdict)

    rows = tuple(line(*each) for each in HOURS)
    total = line("Alla", (70, 70, 45, 15), (60, 50, 60, 30), "difference")
    about = {
        "kind": "mean",
        "unit": "timmar per vecka",
        "unit_one": "timme per vecka",
        "margin": 1.0,
        "answers": BANDS,
    }
    return replace(view(rows, measure="hours", title="Beviljade timmar"), total=total, **about)
