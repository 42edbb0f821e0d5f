"""What is wrong with an uploaded file: lists that can be read on a telephone and aloud, and the file back, marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import streamlit as st

from jamstalld.export.marked import marked_name, marked_workbook
from jamstalld.intake import CheckedDelivery, grouped
from jamstalld.intake.problems import Problem, ProblemGroup, Severity
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.plain import plain, without_options
from jamstalld.wording.numbers import number

_TITLES: dict[Severity, str] = {"error": "Fel att rätta", "warning": "Värt att kontrollera"}


def show_problems(problems: Iterable[Problem]) -> None:
    """List problems, each kind once: where it is, what it is and how to mend it."""
    groups = grouped(problems)
    several = len({group.sheet for group in groups if group.rows}) > 1
    for severity, title in _TITLES.items():
        lines = [
            f"- **{plain(_where(group, several=several))}:** {plain(without_options(group.message))}"
            for group in groups
            if group.severity == severity
        ]
        if lines:
            st.markdown("\n".join((f"**{title}**", "", *lines)))


def offer_marked(checked: CheckedDelivery, name: str, content: bytes) -> None:
    """Offer the file back with its faulty cells marked. It is made when it is asked for."""
    if not any(problem.row for problem in checked.problems):
        return
    offer_file(
        "Ladda ner filen med cellerna markerade",
        lambda: marked_workbook(content, name, checked.problems).content,
        marked_name(name),
        key=f"marked_{checked.sha256}",
    )
    st.caption(
        "Cellerna är färgade, och en kommentar i var och en säger vad som ska stå där. Rätta, spara, ta bort filen "
        "här ovanför och ladda upp den rättade."
    )


def _where(group: ProblemGroup, *, several: bool) -> str:
    """Say where a problem is: "Kolumn E, 12 rader (5, 9, 11, 13, 20 …)"."""
    sheet = [f"bladet {group.sheet}"] if several and group.sheet and group.rows else []
    column = [f"kolumn {group.column}"] if group.column else []
    where = ", ".join((*sheet, *column, *_rows(group))) or "hela filen"
    return where[0].upper() + where[1:]


def _rows(group: ProblemGroup) -> Collection[str]:
    if not group.rows:
        return ()
    if group.number == 1:
        return (f"rad {group.rows[0]}",)
    more = " …" if group.number > len(group.rows) else ""
    return (f"{number(group.number)} rader ({', '.join(map(str, group.rows))}{more})",)
