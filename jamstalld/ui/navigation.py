"""The pages of the app: where each lies, what it is called and under which heading it is found."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from jamstalld.access import OPERATOR, Person, Right
from jamstalld.settings import house


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Parameters
    ----------
    file
        File name in ``pages/``.
    path
        The address after the host name.
    title
        What the menu calls it.
    group
        The heading it stands under in the menu.
    hidden
        Whether the menu leaves it out: links lead to it.
    right
        What it takes to see it. What it takes to do something there is checked where it is done.
    """

    file: str
    path: str
    title: str
    group: str
    hidden: bool = False
    right: Right = Right.SEE_NUMBERS


# The first page is the one that opens when no page is named.
PAGES = (
    PageEntry("oversikt.py", "oversikt", "Översikt", "Analys"),
    PageEntry("insatser.py", "insatser", "Insatser", "Analys"),
    PageEntry("beslut.py", "beslut", "Beslut", "Analys"),
    PageEntry("utfall.py", "utfall", "Utfall", "Analys"),
    PageEntry("over_tid.py", "over-tid", "Över tid", "Analys"),
    PageEntry("samspel.py", "samspel", "Samspel", "Analys"),
    PageEntry("traffsakerhet.py", "traffsakerhet", "Träffsäkerhet", "Analys"),
    PageEntry("forklaras.py", "forklaras", "Kan skillnaden förklaras?", "Analys"),
    PageEntry("analyser.py", "analyser", "Analyser", "Dialog"),
    PageEntry("atgarder.py", "atgarder", "Åtgärder", "Dialog"),
    PageEntry("moten.py", "moten", "Möten", "Dialog"),
    PageEntry("presentera.py", "presentera", "Presentera", "Dialog", hidden=True, right=Right.LEAD_MEETINGS),
    PageEntry("utmaningar.py", "utmaningar", "Kända utmaningar", "Dialog"),
    PageEntry("historik.py", "historik", "Historik", "Dialog"),
    PageEntry("rapporter.py", "rapporter", "Rapporter", "Dialog"),
    PageEntry("fragor.py", "fragor", "Frågor", "Dialog", right=Right.LEAD_MEETINGS),
    PageEntry("ladda_upp.py", "ladda-upp", "Ladda upp", "Underlag", right=Right.CHANGE_DATA),
    PageEntry("leveranser.py", "leveranser", "Leveranser", "Underlag"),
    PageEntry("datakvalitet.py", "datakvalitet", "Datakvalitet", "Underlag"),
    PageEntry("drift.py", "drift", "Drift", "Underlag", right=Right.ADMINISTER),
    PageEntry("skyddet.py", "skyddet", "Skydd av små tal", "Om"),
    PageEntry("om_metoden.py", "om-metoden", "Om metoden", "Om"),
)

# Where an address of earlier versions leads.
MOVED = {"anteckningar": "analyser"}


def page(path: str) -> st.Page:
    """Give the page at an address.

    Raises
    ------
    StopIteration
        If there is none: a programming error.
    """
    return _built(next(entry for entry in PAGES if entry.path == path), OPERATOR)


def menu(person: Person) -> dict[str, list[st.Page]]:
    """Build the menu for ``st.navigation``: the pages under their headings, in order.

    Those that a person may not see are there, unseen: an address that is opened all the same says so.
    """
    groups: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        groups.setdefault(entry.group, []).append(_built(entry, person))
    return groups


def in_menu(entry: PageEntry, person: Person) -> bool:
    """Tell whether a page stands in somebody's menu."""
    return not entry.hidden and person.may(entry.right)


def entry_at(path: str) -> PageEntry:
    """Give the page at an address, the first one at none."""
    return next((entry for entry in PAGES if entry.path == path), PAGES[0])


def _built(entry: PageEntry, person: Person) -> st.Page:
    return st.Page(
        house() / "pages" / entry.file,
        title=entry.title,
        url_path=entry.path,
        default=entry is PAGES[0],
        visibility="visible" if in_menu(entry, person) else "hidden",
    )
