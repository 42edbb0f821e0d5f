"""A report as a file: what it is made of, and in which format, for the command and the page alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jamstalld.errors import JamstalldError
from jamstalld.export.documents.excel import excel
from jamstalld.export.documents.model import Book, Sheet
from jamstalld.export.documents.numbers import answer_sheets
from jamstalld.export.documents.powerpoint import powerpoint
from jamstalld.export.documents.showing import notices_of
from jamstalld.export.documents.word import word
from jamstalld.reports import material
from jamstalld.reports.four_steps import TITLE, four_steps
from jamstalld.reports.material import Held, Studied
from jamstalld.reports.minutes import UNNAMED, minutes
from jamstalld.reports.saying import ACTIONS, actions_table
from jamstalld.reports.slides import analysis_slides, meeting_slides
from jamstalld.snapshots import Answer
from jamstalld.store import Database

FORMATS = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}
"""The endings of the files that can be written, and whose they are."""


@dataclass(frozen=True)
class Wanted:
    """What a report is to be about.

    Parameters
    ----------
    meeting
        The identity of a meeting, or its beginning; None for analyses.
    analyses
        The identities of analyses, or their beginnings; empty for all that are finished.
    """

    meeting: str | None = None
    analyses: tuple[str, ...] = ()


def report(
    database: Database, ending: str, wanted: Wanted, *, template: bytes | None = None, made: date | None = None
) -> bytes:
    """Write a report: minutes or slides of a meeting, or the four-step report or slides of analyses, or their tables.

    Parameters
    ----------
    ending
        One of `FORMATS`.
    template
        The municipality's own template, for Word and PowerPoint.
    made
        The day that it is dated; today where it is left out.

    Raises
    ------
    JamstalldError
        If there is nothing to report on, what is asked for does not exist, or the template cannot be used.
    """
    if template is not None and ending == "xlsx":
        raise JamstalldError("Mallar finns för Word och PowerPoint. Gör Excelfilen utan mall.")
    today = made or date.today()
    if wanted.meeting and wanted.analyses:
        raise JamstalldError("Välj ett möte eller analyser, inte både och.")
    if wanted.meeting:
        return _of_meeting(database, ending, material.find_meeting(database, wanted.meeting), template, today)
    chosen = [material.find_analysis(database, one) for one in wanted.analyses]
    chosen = chosen or [one for one in material.analyses(database) if one.final]
    if not chosen:
        raise JamstalldError(
            "Det finns ingen slutförd analys att rapportera. Slutför en analys under en vy, eller välj ett möte eller "
            "en analys."
        )
    return _of_analyses(database, ending, [material.studied(database, one) for one in chosen], template, today)


def _of_meeting(
    database: Database, ending: str, meeting: material.Meeting, template: bytes | None, today: date
) -> bytes:
    held = material.held(database, meeting)
    if not held.points:
        raise JamstalldError("Mötet har inget på sin dagordning. Lägg till en punkt först.")
    if ending == "docx":
        return word(minutes(held, material.prompts(database), today), template)
    if ending == "pptx":
        return powerpoint(meeting_slides(held, today), template)
    return excel(_book(meeting.title or UNNAMED, _answers(held), held.actions, today))


def _of_analyses(
    database: Database, ending: str, every: Sequence[Studied], template: bytes | None, today: date
) -> bytes:
    if ending == "docx":
        return word(four_steps(every, material.prompts(database), today), template)
    if ending == "pptx":
        return powerpoint(analysis_slides(every, material.prompts(database), today), template)
    actions = [action for one in every for action in one.actions]
    return excel(_book(TITLE, [one.answer for one in every if one.answer], actions, today))


def _answers(held: Held) -> list[Answer]:
    return [treated.answer for treated in held.points if treated.answer]


def _book(title: str, answers: Sequence[Answer], actions: Sequence[material.Decided], made: date) -> Book:
    """Put the tables of some answers together, and the actions on a sheet of their own."""
    sheets = [sheet for answer in answers for sheet in answer_sheets(answer)]
    if actions:
        sheets.append(Sheet("Åtgärder", "Åtgärder", (), ACTIONS, actions_table("", actions).rows))
    if not sheets:
        raise JamstalldError("Det finns inga tabeller att skriva. Välj Word i stället.")
    notices = dict.fromkeys(notice for answer in answers for notice in notices_of(answer))
    method = dict.fromkeys(line for answer in answers for line in answer.method)
    return Book(title, made, tuple(method), tuple(sheets), tuple(notices))
