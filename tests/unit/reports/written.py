"""What a group has written about the sample municipality, saved the way the pages do. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point, ballot_identity
from jamstalld.periods import Period
from jamstalld.snapshots import Answer, snapshot, subject_of
from jamstalld.store import Database, put, save, save_text
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.request import ViewRequest

WHO = "Anna Analys"
PERIOD = Period.parse("2025")
TEXTS = {
    "purpose": "Nämndens mål om likvärdiga insatser.",
    "seen": "Männen får oftare avslag.\nI äldreomsorgen är det lika.",
    "meaning_women": "Kvinnor väntar längre på stöd.",
    "meaning_men": "Män får mindre stöd i vardagen.",
    "goals": "Vi når inte målet om likvärdig handläggning.",
    "equality": "Skillnaden är störst för dem med låg behovsnivå.",
    "children": "Barn i familjerna påverkas av föräldrarnas stöd.",
    "follow_up": "Vi tittar på bifall i nästa kvartal.",
}


@dataclass(frozen=True)
class Written:
    """The identities of what was saved, and the answers that the group saw."""

    analysis: str
    draft: str
    meeting: str
    view: Answer
    explanation: Answer


def write(database: Database) -> Written:
    """Save a finished analysis, a draft, and a meeting about both."""
    view = build_view(database, ViewRequest("approval", by="area", period=PERIOD))
    explanation = explain(database, "approval", ("need_level",), (), PERIOD, None)
    for answer in (view, explanation):
        put(database, snapshot(answer), by=WHO)
    finished = Analysis(
        *("11111111-a", "", subject_of(view).to_json(), snapshot(view).identity),
        *("Får kvinnor och män bifall lika ofta?", "partly", True, WHO, "2026-11-20"),
    )
    draft = Analysis("22222222-b", "", subject_of(explanation).to_json(), snapshot(explanation).identity, "Behov")
    for analysis in (finished, draft):
        save(database, analysis, by=WHO)
    for field, text in TEXTS.items():
        save_text(database, finished.identity, field, text, by=WHO, based_on=0)
    save_text(database, draft.identity, "seen", "Behoven skiljer sig.", by=WHO, based_on=0)
    causes = (
        Cause("c1", finished.identity, "Vi frågar olika", "confirmed"),
        Cause("c2", finished.identity, "Kvinnor söker tidigare", "rejected"),
        Cause("c3", finished.identity, "Män tackar nej", "open", "Hur många tackar nej?", "Bo", "2026-12-15"),
    )
    action = Action(
        *("a1", finished.identity, "Samma frågor till alla", "Bo Chef", "2027-01-31", "ongoing"),
        meeting="33333333-c",
        subject=subject_of(view).to_json(),
        snapshot=snapshot(view).identity,
        expected="smaller",
        by_quarter="2026K4",
        label="Ekonomiskt bistånd",
    )
    for entry in (*causes, action):
        save(database, entry, by=WHO)
    _meet(database, finished, view)
    return Written(finished.identity, draft.identity, "33333333-c", view, explanation)


def _meet(database: Database, analysis: Analysis, view: Answer) -> None:
    meeting = Meeting("33333333-c", "", "Ledningsgruppens möte", "2026-11-20", "closed")
    shown = Point(
        *("p1", meeting.identity, 1, "view", "Bifall"),
        subject=subject_of(view).to_json(),
        snapshot=snapshot(view).identity,
        analysis=analysis.identity,
    )
    talked = Point("p2", meeting.identity, 2, "conversation", "Orsaker", "Vad kan det bero på?", dots=3)
    empty = Point("p3", meeting.identity, 3, "conversation", "Övrigt")
    said = (
        Contribution("s1", "p2", "Vi frågar olika", "x"),
        Contribution("s2", "p2", "Olika frågor ställs", "y", group="s1"),
        Contribution("s3", "p2", '=HYPERLINK("x")', "z"),
        Contribution("s4", "p2", "Vana", "z"),
    )
    for entry in (meeting, empty, talked, shown, *said):
        save(database, entry, by=WHO)
    for participant, dots in (("x", {"s1": 1, "s4": 2}), ("y", {"s2": 2, "s4": 1}), ("z", {"s3": 1})):
        put(database, Ballot(ballot_identity("p2", participant), "p2", dots), by=WHO)
    save_text(database, meeting.identity, "present", "Anna, Bo\nCia", by=WHO, based_on=0)
    save_text(database, "p1", "outcome", "Vi går vidare med bifall.", by=WHO, based_on=0)
    save_text(database, "p2", "outcome", "Vi prövar samma frågor.", by=WHO, based_on=0)
