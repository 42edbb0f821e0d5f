"""The follow-up rows: one for each person and intervention, as the municipality would have written them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from generator.applications import Application, Office
from generator.dealing import Dealer
from generator.municipality import MAN, OLDER, VIOLENCE, WOMAN
from generator.population import Person, Population
from generator.quarters import EFFORT, QUARTERS, Quarter

Cell = str | int | float | date | None
Row = dict[str, Cell]
"""Swedish column header → cell."""

SEED = 20250701
CASES = (238, 250)
"""Fewest and most cases a quarter."""

SEX_UNKNOWN = "Uppgift saknas"
YES, NO = "Ja", "Nej"
ADULT = 18

# e. The same for women and men.
PARTICIPATION: Mapping[str | None, float] = {YES: 0.922, NO: 0.038, None: 0.04}
# c. Sex → the share asked about violence before the effort, and from it on.
ASKED = {WOMAN: (0.62, 0.93), MAN: (0.18, 0.925), SEX_UNKNOWN: (0.4, 0.93)}
ASKED_IN_VIOLENCE = 0.98
ASKED_MISSING = 0.05
DISCLOSED = {WOMAN: 0.13, MAN: 0.06, SEX_UNKNOWN: 0.1}
DISCLOSED_IN_VIOLENCE = 0.97
# From SU-Kvinnofrid 2023: FREDA used in 48 %, honour in 11 %, answers from the user in 37 % of closed cases.
RISK_ASSESSED = 0.48
HONOUR = 0.11
ANSWERED: Mapping[str | None, float] = {YES: 0.37, None: 0.63}
SCORED_BEFORE = 0.8
SCORED_AFTER = 0.7
"""Of the closed rows; of those scored before."""

# The same for women and men.
GOAL = {
    "Helt uppnått": 0.4,
    "Delvis uppnått": 0.28,
    "Inte uppnått": 0.13,
    "Går ej att bedöma": 0.07,
    None: 0.12,
}
REACHED, DIED, OTHER = "Målet nått", "Avliden", "Annat"
END_REASON = {REACHED: 0.6, "Eget önskemål": 0.14, "Uteblivit": 0.08, "Överfört": 0.08, "Flyttat": 0.04}
EXPERIENCE: Mapping[str | None, float] = {
    "Mycket bättre": 0.24,
    "Bättre": 0.4,
    "Oförändrat": 0.24,
    "Sämre": 0.09,
    "Mycket sämre": 0.03,
}
# Question → the share of satisfied answers (4 and 5).
QUESTIONS = {
    "Nöjd med stödet": 0.66,
    "Lätt att få kontakt": 0.58,
    "Förstå informationen": 0.7,
    "Visar förståelse": 0.72,
    "Frågar om synpunkter": 0.55,
    "Kunnat påverka": 0.48,
    "Situationen förbättrats": 0.62,
}
UNANSWERED = 0.03
ORDER = ("Enhet", "Beslutsdatum", "Ärendenummer", "Löpnummer", "Insats")

# Every unit has its habits; all spellings are among the synonyms of the code lists.
_CARE = {"Bifall": "Beviljad", "Delvis bifall": "Delvis beviljad"}
HABITS = {
    "Äldreomsorg": _CARE,
    "Funktionsstöd": {
        **_CARE,
        "Helt uppnått": "Helt",
        "Delvis uppnått": "Delvis",
        "Inte uppnått": "Ej uppnått",
    },
    "Vuxenenheten": {REACHED: "Målet uppnått", "Medel": "Medelhög", "Oförändrat": "Ingen skillnad"},
}


def quarters_of_rows() -> Iterator[tuple[Quarter, list[Row]]]:
    """Make every quarter's rows, earliest first, the same each time."""
    rng = np.random.default_rng(SEED)
    dealer = Dealer(rng)
    population, office, interview = Population(rng, dealer), Office(rng, dealer), FollowUp(rng, dealer)
    for quarter in QUARTERS:
        cases = population.met(quarter, int(rng.integers(CASES[0], CASES[1] + 1)))
        yield quarter, interview.rows(quarter, office.decide(quarter, cases))


class FollowUp:
    """Writes the rows and what is asked of each person.

    Parameters
    ----------
    rng
        The source of chance.
    dealer
        Deals the answers that carry a planted pattern.
    """

    def __init__(self, rng: np.random.Generator, dealer: Dealer) -> None:
        self._rng = rng
        self._dealer = dealer

    def rows(self, quarter: Quarter, applications: list[Application]) -> list[Row]:
        """Write a quarter's rows, ordered by unit, date and case.

        Parameters
        ----------
        quarter
            The quarter.
        applications
            What was decided in it.
        """
        rows = [
            self._row(quarter, application, person)
            for application in applications
            for person in application.case.members
        ]
        self._violence(quarter, rows)
        self._participation(rows)
        self._results(rows)
        for row in rows:
            habits = HABITS.get(str(row["Enhet"]), {})
            for header, value in row.items():
                row[header] = habits.get(value, value) if isinstance(value, str) else value
        return sorted(rows, key=lambda row: [str(row[name]) for name in ("Enhet", "Beslutsdatum", "Ärendenummer")])

    def _row(self, quarter: Quarter, application: Application, person: Person) -> Row:
        case = application.case
        return {
            "Kvartal": str(quarter),
            "Verksamhetsområde": case.area.name,
            "Enhet": case.area.unit,
            "Löpnummer": person.number,
            "Ärendenummer": case.number,
            "Kön": _written_sex(person, quarter),
            "Ålder": person.age(quarter),
            "Hushållstyp": case.household,
            "Försörjning": case.livelihood,
            "Behovsnivå": case.need,
            "Insats": application.offer.name,
            "Beslut": application.decision,
            "Timmar per vecka": application.hours,
            **application.dates,
        }

    def _violence(self, quarter: Quarter, rows: list[Row]) -> None:
        """Ask each adult once a quarter, and let the answer stand on all the person's rows."""
        now = quarter >= EFFORT

        def asked(row: Row) -> Mapping[str | None, float]:
            yes = ASKED_IN_VIOLENCE if _in_violence(row) else ASKED[_sex(row)][now]
            answered = 1 - ASKED_MISSING
            return {YES: answered * yes, NO: answered * (1 - yes), None: ASKED_MISSING}

        visits = {str(row["Löpnummer"]): row for row in rows if _age(row) >= ADULT}
        answers: dict[str, Row] = {}
        for row, value in self._dealer.deal(
            "asked", visits.values(), lambda row: (_sex(row), _in_violence(row)), asked
        ):
            answers[str(row["Löpnummer"])] = {"Fråga om våld": value, **self._disclosed(row, value)}
        for row in rows:
            row.update(answers.get(str(row["Löpnummer"]), {}))

    def _disclosed(self, row: Row, asked: str | None) -> Row:
        if asked != YES:
            return {}
        share = DISCLOSED_IN_VIOLENCE if _in_violence(row) else DISCLOSED[_sex(row)]
        if not self._happens(share):
            return {"Berättat om våld": NO}
        return {
            "Berättat om våld": YES,
            "Riskbedömning": YES if self._happens(RISK_ASSESSED) else NO,
            "Hedersrelaterat": YES if self._happens(HONOUR) else NO,
        }

    def _participation(self, rows: list[Row]) -> None:
        planned = [row for row in rows if row["Beslut"] not in ("Återtagen", "Avskriven")]
        # Dealt to closed and open rows apart, so that the likeness holds for either.
        for row, value in self._dealer.deal(
            "participation", planned, lambda row: (_sex(row), _closed(row)), lambda _: PARTICIPATION
        ):
            row["Delaktig i planeringen"] = value

    def _results(self, rows: list[Row]) -> None:
        closed = [row for row in rows if _closed(row)]
        self._deal("Måluppfyllelse", closed, GOAL)
        for row in closed:
            row["Avslutsorsak"] = self._draw(_end_reasons(row))
            self._scores(row)
        alive = [row for row in closed if row["Avslutsorsak"] != DIED]
        self._deal("answered", alive, ANSWERED)
        answered = [row for row in alive if row.pop("answered")]
        self._deal("Egen upplevelse", answered, EXPERIENCE)
        for question, satisfied in QUESTIONS.items():
            self._deal(question, answered, _scale(satisfied))
            for row in answered:
                row[question] = row[question] and int(str(row[question]))

    def _scores(self, row: Row) -> None:
        if not self._happens(SCORED_BEFORE):
            return
        before = self._rng.normal(42, 14)
        row["Skattning före"] = round(float(np.clip(before, 0, 100)))
        if self._happens(SCORED_AFTER):
            row["Skattning efter"] = round(float(np.clip(before + self._rng.normal(10, 12), 0, 100)))

    def _deal(self, header: str, rows: list[Row], shares: Mapping[str | None, float]) -> None:
        """Fill a column in the same shares for each sex."""
        for row, value in self._dealer.deal(header, rows, _sex, lambda _: shares):
            row[header] = value

    def _happens(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def _draw(self, shares: Mapping[str, float]) -> str:
        return str(self._rng.choice(list(shares), p=list(shares.values())))


def _end_reasons(row: Row) -> dict[str, float]:
    shares = {**END_REASON, DIED if row["Verksamhetsområde"] == OLDER.name else OTHER: 0.06}
    if row["Måluppfyllelse"] in ("Inte uppnått", "Går ej att bedöma"):
        del shares[REACHED]
    return {reason: share / sum(shares.values()) for reason, share in shares.items()}


def _scale(satisfied: float) -> dict[str | None, float]:
    other = 1 - UNANSWERED - satisfied
    return {
        "5": 0.4 * satisfied,
        "4": 0.6 * satisfied,
        "3": 0.55 * other,
        "2": 0.3 * other,
        "1": 0.15 * other,
        None: UNANSWERED,
    }


def _written_sex(person: Person, quarter: Quarter) -> str:
    if not person.sex_known:
        return SEX_UNKNOWN
    if person.age(quarter) < ADULT:
        return "Flicka" if person.sex == WOMAN else "Pojke"
    return "Kvinna" if person.sex == WOMAN else "Man"


def _sex(row: Row) -> str:
    return {"Kvinna": WOMAN, "Flicka": WOMAN, "Man": MAN, "Pojke": MAN}.get(str(row["Kön"]), SEX_UNKNOWN)


def _age(row: Row) -> int:
    return int(str(row["Ålder"]))


def _in_violence(row: Row) -> bool:
    return row["Verksamhetsområde"] == VIOLENCE.name


def _closed(row: Row) -> bool:
    return "Slutdatum" in row
