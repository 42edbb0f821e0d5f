"""What is said of whether interventions match needs equally well for women and for men."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.wording.numbers import number, percent
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import POINTS
from jamstalld.wording.words import Sexes, enumerated

ANY = "Någon insats"
SAME_NEED = "Vid samma behov"
USUAL = "Den vanligaste insatsen"
_NAMED_AT_MOST = 3

NO_NEED = (
    "Underlaget säger inget om behov. Lägg till behovsnivå eller behovsområde i nästa fil som läses in, så visas den "
    "här vyn."
)
NO_AREA = "Välj ett verksamhetsområde (--area). Behov på samma nivå betyder olika saker i olika områden."
NOT_COMPARABLE = "Visas inte: för få av båda könen har samma behov."
NOT_BY_INTERVENTION = "Insatserna är det som jämförs, så det går inte att välja ut en av dem."


def question(sexes: Sexes) -> str:
    """Ask what the page answers."""
    return f"Får {sexes.women} och {sexes.men} samma insatser vid samma behov?"


def headline(
    differing: Sequence[tuple[str, Gap]], any_at_all: Gap | None, alike: int, compared: int, margin: float, sexes: Sexes
) -> str:
    """Say in one sentence or two whether women and men with the same need get the same.

    Parameters
    ----------
    differing
        Each intervention with a clear difference at the same need, the largest first, and the difference.
    any_at_all
        The difference in getting any intervention at all, if it is clear.
    alike
        How many rows, of interventions or any at all, are surely alike.
    compared
        How many rows were compared.
    margin
        The practical margin, percentage points.
    """
    who = f"{sexes.women} och {sexes.men}"
    if compared == 0:
        return f"Underlaget räcker inte till att jämföra {who} vid samma behov."
    told = f"ndelen som får någon insats alls är {POINTS.sided(any_at_all.estimate, sexes)}." if any_at_all else ""
    if differing:
        named = [f"{label} ({POINTS.sided(gap.estimate, sexes)})" for label, gap in differing[:_NAMED_AT_MOST]]
        more = f" samt {number(len(differing) - len(named))} till" if len(differing) > len(named) else ""
        first = f"Vid samma behov får {who} inte samma insatser lika ofta: {enumerated(named)}{more}."
        return f"{first} A{told}" if told else first
    if told:
        return f"Vid samma behov får {who} inte insats lika ofta: a{told}"
    if alike == compared:
        return (
            f"Vid samma behov får {who} i stort sett samma insatser: "
            f"alla skillnader är med god säkerhet mindre än {POINTS.limit(margin)}."
        )
    return (
        f"Det finns ingen säker skillnad i vilka insatser {who} får vid samma behov. "
        "Underlaget räcker inte till att säga att de får samma."
    )


def shares_sentence(label: str, women: str, men: str, noun: str, sexes: Sexes) -> str:
    """Say which shares there would be of an intervention if both sexes had the same needs.

    Parameters
    ----------
    noun
        What is counted, plural; empty for the women and men themselves.
    """
    first, second = _of(noun, sexes)
    return f"{label}: vid samma behov {women} av {first} och {men} av {second}."


def _of(noun: str, sexes: Sexes) -> tuple[str, str]:
    """Name what the shares are of: "kvinnorna" and "männen", or "kvinnornas beslut" and "männens"."""
    return (f"{sexes.womens} {noun}", sexes.mens) if noun else (sexes.the_women, sexes.the_men)


def crude_sentence(crude: Gap, adjusted: Gap, sexes: Sexes) -> str:
    """Say what the difference is before needs are taken into account, where they turn it round."""
    return (
        f"Utan hänsyn till behov är skillnaden den omvända: {POINTS.sided(crude.estimate, sexes)}, "
        f"och vid samma behov {POINTS.sided(adjusted.estimate, sexes)}."
    )


def turned_sentence(labels: Sequence[str]) -> str:
    """Name the interventions where needs turn the difference round."""
    return f"När lika behov jämförs vänder skillnaden för {enumerated([_running(label) for label in labels])}."


def usual_sentence(women: str, men: str, needs: Sequence[tuple[str, str]], noun: str, sexes: Sexes) -> str:
    """Say how often one gets what is most common at one's need.

    Parameters
    ----------
    needs
        Each need and the intervention that is most common at it.
    noun
        What is counted, plural; empty for the women and men themselves.
    """
    at: dict[str, list[str]] = {}
    for need, intervention in needs:
        at.setdefault(intervention, []).append(need)
    named = enumerated([f"{_running(intervention)} ({enumerated(own)})" for intervention, own in at.items()])
    first, second = _of(noun, sexes)
    told = "gäller" if noun else "får"
    return f"Vid samma behov {told} {women} av {first} och {men} av {second} den insats som är vanligast: {named}."


def few_got_it(threshold: int) -> str:
    """Say that too few got an intervention for it to be compared."""
    return f"färre än {threshold} har fått den" if threshold > 1 else "ingen har fått den"


def hidden_cells_sentence(hidden: int, cells: int) -> str:
    """Say how many cells are not shown; the table says why of each."""
    return (
        f"{number(hidden)} av {number(cells)} rutor visas inte: för få har behovet, eller för få har fått insatsen. "
        "Tabellen säger vilka."
    )


def missing_need_sentence(women: float | None, men: float | None, need: str, threshold: int, sexes: Sexes) -> str:
    """Say whose need is not known, and who are therefore not compared.

    Parameters
    ----------
    women, men
        The shares of each sex, 0–1; None where they are too few to be told.
    need
        The title of the variable.
    """
    pairs = ((women, sexes.the_women), (men, sexes.the_men))
    told = [f"{percent(share)} av {who}" for share, who in pairs if share]
    if told:
        return f"{need} saknas för {enumerated(told)}. De är inte med i jämförelsen."
    return (
        f"{need} saknas inte för någon." if threshold == 1 else f"{need} saknas för färre än {threshold} eller ingen."
    )


def left_out_sentence(share: float) -> str:
    """Say how many have a need that only one of the sexes is shown to have.

    Parameters
    ----------
    share
        Of all with a known need, 0–1.
    """
    return f"{percent(share)} har ett behov som för få av det ena könet har. De är inte med där samma behov jämförs."


def cannot_say(need: str, sexes: Sexes) -> tuple[str, ...]:
    """Say what the data cannot tell.

    Parameters
    ----------
    need
        The title of the variable that holds the need.
    """
    return (
        f"**Om behoven är rätt bedömda.** {need} är någons bedömning. Bedöms {sexes.womens} och {sexes.mens} behov "
        "olika, syns det inte här.",
        f"**Om behoven är desamma.** Två med samma {need.lower()} kan behöva olika saker.",
        "**Vad som erbjöds.** Här syns vad som beviljades, inte vad någon bad om, tackade nej till eller aldrig fick "
        "veta att det fanns.",
        "**Om insatsen hjälpte.** Att få samma insats är inte att ha samma nytta av den. Jämför med utfallen.",
    )


def method_lines(need: str, margin: float) -> tuple[str, ...]:
    """Say how the match was computed, beside what holds for every view.

    Parameters
    ----------
    need
        The title of the variable that holds the need.
    margin
        The practical margin, percentage points.
    """
    return (
        f"Andelen är de som beviljats insatsen av alla av samma kön med samma {need.lower()}. "
        f"Som likvärdigt räknas en skillnad under {POINTS.limit(margin)}.",
        f"Vid samma behov: direkt standardisering till båda könens gemensamma fördelning över {need.lower()}, räknad "
        "på skyddade delar. Test: Cochran–Mantel–Haenszel, justerat enligt Benjamini–Hochberg över insatserna.",
        "Den vanligaste insatsen vid ett behov är den som flest av båda könen tillsammans beviljats.",
    )


def reading_help(need: str, sexes: Sexes) -> tuple[str, ...]:
    """Explain the heat map of the match."""
    return (
        f"**Varje rad** är en insats och varje kolumn {need.lower()}. Talet är skillnaden i procentenheter mellan "
        f"andelen av {sexes.the_women} och andelen av {sexes.the_men} med det behovet som fått insatsen.",
        f"**Kolumnen längst till höger** väger ihop behoven, som om {sexes.women} och {sexes.men} hade samma behov. "
        "Insatserna står i ordning efter den, störst skillnad överst.",
        "**Lita på tecknen, inte på färgen.** Små grupper får lätt starka färger av en slump. Bara rutor som är "
        "märkta som skillnad skiljer sig mer än slumpen brukar ge.",
        "**Bilden säger inte varför.** Den visar var det är värt att fråga vidare.",
    )


def _running(label: str) -> str:
    """Write a name as within a sentence; an abbreviation stays as it is."""
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"
