"""Sentences for shares, rates and verdicts. Differences are in percentage points unless a unit is given.

What a sentence may say is fixed in docs/glossary.md: a difference is a *könsskillnad* until the group has judged
it, differences of shares are percentage *points*, and a similarity is a result too.
"""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.wording.numbers import count_or_few, number, percent
from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import ADULTS, Sexes, capitalised, enumerated, first_named

NOTHING = (
    "Det finns inget att visa för det här urvalet och den här perioden.",
    "Välj en annan period eller ett annat urval, och kontrollera hur värdet stavas.",
)
NO_CAUSE = "Det säger inte varför."
VERDICT_WORDS = {
    "difference": "Skillnad",
    "similar": "Likvärdigt",
    "uncertain": "Kan bero på slumpen",
    "too_small": "För litet underlag",
    "hidden": "Visas inte",
}
_NAMED_AT_MOST = 3
_IMPOSSIBLE = 95  # of a hundred: no difference can be much larger, so no size is worth naming


@dataclass(frozen=True)
class Gap:
    """A difference, women − men, with its interval."""

    estimate: float
    low: float
    high: float


def share_text(share: float | None, *, protected: bool) -> str:
    """Write a share; all or nothing of a protected group is said with reservation."""
    if share is None:
        return "uppgift saknas"
    if protected and share <= 0:
        return "nästan inga"
    if protected and share >= 1:
        return "nästan alla"
    return percent(share, 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0)


def rate_sentence(label: str | None, did: str, women: str, men: str, sexes: Sexes) -> str:
    """Say two rates: "Av kvinnorna fick 54 % bifall, av männen 63 %."

    Parameters
    ----------
    did
        The predicate, verb first, such as ``"fick bifall"``.
    women, men
        The shares as text.
    """
    verb, rest = did.split(" ", 1)
    text = f"av {sexes.the_women} {verb} {women} {rest}, av {sexes.the_men} {men}."
    return f"{label}: {text}" if label else capitalised(text)


def share_sentence(label: str, noun: str, women: str, men: str, sexes: Sexes, subject: str | None = None) -> str:
    """Say two shares of a whole: "Hemtjänst: 34 % av kvinnornas insatser och 33 % av männens."

    Parameters
    ----------
    noun
        What the whole is made of, plural; empty where it is the women and men themselves.
    subject
        What the shares are of, where the label is only the group within which they are taken.
    """
    told = f"{label}: {subject} är" if subject else f"{label}:"
    if noun:
        return f"{told} {women} av {sexes.womens} {noun} och {men} av {sexes.mens}."
    return f"{told} {women} av {sexes.the_women} och {men} av {sexes.the_men}."


def gap_text(gap: Gap, sexes: Sexes, unit: Unit = POINTS) -> str:
    """Write a difference with its uncertainty: "9 procentenheter (osäkerhet 2–16)"."""
    decimals = unit.of_interval(gap.low, gap.high)
    low, high = (number(abs(end), decimals or 0) for end in (gap.low, gap.high))
    if gap.low < 0 < gap.high:
        spread = f"från {low} {unit.side(gap.low)} till {high} {unit.side(gap.high)} för {sexes.women}"
    else:
        spread = f"{low}–{high}" if gap.low >= 0 else f"{high}–{low}"
    return f"{unit.size(gap.estimate, decimals)} (osäkerhet {spread})"


def verdict_sentence(
    verdict: str, gap: Gap | None, margin: float, smallest: float | None, sexes: Sexes, unit: Unit = POINTS
) -> str:
    """Say what a comparison shows and what it does not.

    Parameters
    ----------
    margin
        The practical margin, in the unit.
    smallest
        The smallest difference, in the unit, that these numbers show with 80 % power.
    """
    if gap is None:
        return "Visas inte: för få personer."
    said = f"Skillnaden är {gap_text(gap, sexes, unit)}."
    if verdict == "difference":
        size = f" Den är liten: mindre än {unit.limit(margin)}." if within(gap, margin) else ""
        return f"{said} Den är större än vad slumpen brukar ge.{size} {NO_CAUSE}"
    if verdict == "similar":
        return f"Likvärdigt: skillnaden är med god säkerhet mindre än {unit.limit(margin)}. Det är också ett resultat."
    needed = ""
    if smallest is not None and not (unit.of_hundred and smallest >= _IMPOSSIBLE):
        needed = f" Med så här många hade den behövt vara minst {unit.size(smallest)} för att synas."
    if verdict == "too_small":
        return f"{said} Underlaget är för litet för att säga något.{needed}"
    return f"{said} Den kan bero på slumpen.{needed}"


def within(gap: Gap, margin: float) -> bool:
    """Tell whether a difference is surely smaller than the margin."""
    return -margin < gap.low and gap.high < margin


def change_sentence(change: Gap, before: Gap, when: str, sexes: Sexes, unit: Unit = POINTS) -> str:
    """Say how a difference has moved since an earlier period, named in `when`."""
    was = f"Under {when} var skillnaden {unit.size(before.estimate)}"
    sided = abs(before.estimate) >= unit.no_side
    side = f" ({unit.side(before.estimate)} för {sexes.women})" if sided else ""
    if change.low <= 0 <= change.high:
        return f"{was}{side}. Förändringen kan bero på slumpen."
    return f"{was}{side}. Den har ändrats med {gap_text(change, sexes, unit)}, mer än vad slumpen brukar ge."


def adjusted_sentence(adjusted: Gap, crude: Gap, by: str, margin: float, sexes: Sexes, unit: Unit = POINTS) -> str:
    """Say what a difference is once standardised, and whether that turns it round or leaves it as it was.

    Parameters
    ----------
    by
        What it is standardised by, as in running text.
    margin
        The practical margin, in the unit: a smaller change is not worth naming.
    """
    side = f", {unit.side(adjusted.estimate)} för {sexes.women}" if adjusted.low * adjusted.high > 0 else ""
    alike = abs(adjusted.estimate - crude.estimate) <= margin
    does = "är skillnaden ungefär densamma:" if alike else "är skillnaden"
    does = "vänder skillnaden: den är" if turns(adjusted, crude) else does
    return f"Justerat för {by} {does} {gap_text(adjusted, sexes, unit)}{side}."


def turns(adjusted: Gap, crude: Gap) -> bool:
    """Tell whether standardising turns a difference round (Simpson's paradox), more surely than chance would."""
    return adjusted.estimate * crude.estimate < 0 and adjusted.low * adjusted.high > 0


def turned_sentence(labels: list[str], by: str) -> str:
    """Name the rows whose difference standardising turns round."""
    return f"Justerat för {by} vänder skillnaden i {enumerated(labels)}."


def side_of(difference: float) -> str:
    """Say on which side the women are."""
    return "högre" if difference > 0 else "lägre"


def headline(
    differing: list[tuple[str, Gap]],
    similar: list[str],
    compared: int,
    margin: float,
    sexes: Sexes,
    unit: Unit = POINTS,
) -> str:
    """Say the finding of a whole view in one sentence.

    Parameters
    ----------
    differing
        Label and difference of each row with a clear difference, the largest first.
    similar
        The labels of the rows found alike.
    compared
        How many rows were compared.
    """
    if compared == 0:
        return "Underlaget räcker inte till någon jämförelse mellan könen."
    large = [(label, gap) for label, gap in differing if not within(gap, margin)]
    if differing:
        told = large or differing
        named = [f"{label} ({unit.sided(gap.estimate, sexes)})" for label, gap in told]
        what = "Tydlig könsskillnad" if large else f"Säker men liten könsskillnad, under {unit.limit(margin)},"
        return f"{what} i {len(told)} av {compared}: {first_named(named, _NAMED_AT_MOST)}."
    if similar:
        return f"Likvärdigt i {len(similar)} av {compared}: {first_named(similar, _NAMED_AT_MOST)}."
    where = "den enda jämförelsen" if compared == 1 else f"någon av {compared} jämförelser"
    return f"Ingen säker könsskillnad i {where}. Det kan finnas skillnader som är för små att se."


def similar_sentence(similar: list[str], margin: float, unit: Unit = POINTS, sexes: Sexes = ADULTS) -> str:
    """Name the rows found alike."""
    return (
        f"Likvärdigt för {sexes.women} och {sexes.men} (skillnad under {unit.limit(margin)}): {enumerated(similar)}. "
        "Det är också ett resultat."
    )


def missing_sentence(women: float | None, men: float | None, threshold: int, sexes: Sexes) -> str:
    """Say which share of each sex lacks an answer (0–1)."""
    if not women and not men:
        return "Ingen uppgift saknas." if threshold == 1 else f"Uppgift saknas för färre än {threshold} eller ingen."
    texts = [f"{percent(share)} av {who}" for share, who in ((women, sexes.the_women), (men, sexes.the_men)) if share]
    return f"Uppgift saknas för {enumerated(texts)}."


def hidden_sentence(labels: list[str], threshold: int, sexes: Sexes) -> str:
    """Name the rows that are not shown."""
    few = f"färre än {threshold} {sexes.women} eller" if threshold > 1 else f"inga {sexes.women} eller inga"
    return f"Visas inte, {few} {sexes.men}: {enumerated(labels)}."


def hidden_reason(women: int, men: int, threshold: int, sexes: Sexes) -> str:
    """Say why a row is not shown, of its released numbers of women and men."""
    few = [who for count, who in ((women, sexes.women), (men, sexes.men)) if count == 0]
    how_few = f"färre än {threshold}" if threshold > 1 else "inga"
    if not few:
        # There are some of both, and yet nothing to compare: most answers of one of them are protected.
        return f"{how_few} i de flesta svar" if threshold > 1 else "för få för att jämföra"
    return f"{how_few} {enumerated(few)}"


def base_text(women: int | None, men: int | None, noun: str, threshold: int, sexes: Sexes) -> str:
    """Say whom a view is about: "1 131 beslut om kvinnor, 1 394 om män (justerade antal)"."""
    adjusted = " (justerade antal)" if threshold > 1 else ""
    if not noun:
        return f"{count_or_few(women, threshold)} {sexes.women}, {count_or_few(men, threshold)} {sexes.men}{adjusted}"
    return (
        f"{count_or_few(women, threshold)} {noun} för {sexes.women}, "
        f"{count_or_few(men, threshold)} för {sexes.men}{adjusted}"
    )
