"""What a case applies for in a quarter: interventions, decisions, hours and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from generator.dealing import Dealer
from generator.municipality import NEED_LEVELS, WOMAN, Offer
from generator.population import Case
from generator.quarters import Quarter

APPROVED, PARTLY, NOT_CARRIED_OUT, REFUSED = "Bifall", "Delvis bifall", "Ej verkställt", "Avslag"
EXAMINED = {"examined": 0.94, "Återtagen": 0.04, "Avskriven": 0.02}
APPROVED_FORMS = {APPROVED: 0.86, PARTLY: 0.1, NOT_CARRIED_OUT: 0.04}
HOURS_IN_REFUSALS = 0.2


@dataclass
class Application:
    """One case's application for one intervention, with what came of it.

    Parameters
    ----------
    case, offer
        Who applies, and for what.
    decision
        The decision as in the code list.
    hours
        Hours per week, granted or (in some refusals) applied for.
    dates
        Swedish column header → date, for those that exist.
    """

    case: Case
    offer: Offer
    decision: str = ""
    hours: float | None = None
    dates: dict[str, date] = field(default_factory=dict[str, date])

    @property
    def carried_out(self) -> bool:
        """Whether the intervention was given."""
        return self.decision in (APPROVED, PARTLY)


class Office:
    """Receives applications and decides them.

    Parameters
    ----------
    rng
        The source of chance.
    dealer
        Deals the decisions.
    """

    def __init__(self, rng: np.random.Generator, dealer: Dealer) -> None:
        self._rng = rng
        self._dealer = dealer

    def decide(self, quarter: Quarter, cases: Iterable[Case]) -> list[Application]:
        """Make the decided applications of a quarter.

        Parameters
        ----------
        quarter
            The quarter of every decision.
        cases
            The cases met in it.
        """
        applications = [Application(case, offer) for case in cases for offer in self._applied_for(case, quarter)]
        self._decisions(applications)
        self._hours(applications)
        for application in applications:
            self._dates(application, quarter.workdays)
        return applications

    def _applied_for(self, case: Case, quarter: Quarter) -> list[Offer]:
        level = NEED_LEVELS.index(case.need)
        age = case.members[0].age(quarter)
        offers = case.area.offers
        weights = np.array(
            [
                offer.weight
                * offer.needs[level]
                * (offer.women if case.kind == WOMAN else 1)
                * (offer.ages[0] <= age <= offer.ages[1])
                for offer in offers
            ]
        )
        wanted = 2 if self._rng.random() < case.area.two else 1
        possible = min(wanted, np.count_nonzero(weights))
        chosen = self._rng.choice(len(offers), possible, replace=False, p=weights / weights.sum())
        return [offers[at] for at in chosen]

    def _decisions(self, applications: list[Application]) -> None:
        for application, decision in self._dealer.deal("examined", applications, _alike, lambda _: EXAMINED):
            application.decision = decision
        examined = [application for application in applications if application.decision == "examined"]
        for application, decision in self._dealer.deal("approval", examined, _alike, _approval):
            application.decision = decision
            if decision == APPROVED:
                forms = list(APPROVED_FORMS)
                application.decision = str(self._rng.choice(forms, p=list(APPROVED_FORMS.values())))

    def _hours(self, applications: list[Application]) -> None:
        """Spread the hours of each group evenly around the mean of its need level, 40 % up and down.

        The spread is the same for women and men at the same level, whatever their numbers.
        """
        groups: dict[tuple[str, str, str], list[Application]] = {}
        for application in applications:
            refused = not application.carried_out
            if application.offer.hours and (not refused or self._rng.random() < HOURS_IN_REFUSALS):
                key = (application.offer.name, application.case.kind, application.case.need)
                groups.setdefault(key, []).append(application)
        for (_, _, need), group in groups.items():
            steps = (self._rng.permutation(len(group)) + 0.5) / len(group)
            for application, step in zip(group, steps.tolist(), strict=True):
                mean = (application.offer.hours or (0, 0, 0))[NEED_LEVELS.index(need)]
                application.hours = round(2 * mean * (0.6 + 0.8 * step)) / 2

    def _dates(self, application: Application, workdays: list[date]) -> None:
        area = application.case.area
        closes = application.carried_out and self._rng.random() < area.closed
        # What also closes within the quarter is decided early enough in it.
        decided = int(self._rng.integers(len(workdays) // 2 if closes else len(workdays)))
        waited = int(self._rng.gamma(2, area.waiting / 2))
        dates = application.dates
        dates["Beslutsdatum"] = workdays[decided]
        dates["Ansökningsdatum"] = workdays[decided] - timedelta(days=waited)
        if application.carried_out:
            started = min(decided + int(self._rng.integers(8)), len(workdays) - 2)
            dates["Startdatum"] = workdays[max(started, decided)]
            if closes:
                dates["Slutdatum"] = workdays[int(self._rng.integers(started + 1, len(workdays)))]


def _alike(application: Application) -> tuple[str, str, str, bool]:
    """Name the group that shares its decisions fairly."""
    case = application.case
    return case.area.name, case.kind, case.need, application.offer.apart


def _approval(application: Application) -> dict[str, float]:
    case = application.case
    approved = case.area.approval[case.kind][NEED_LEVELS.index(case.need)]
    return {APPROVED: approved, REFUSED: 1 - approved}
