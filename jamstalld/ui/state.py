"""What the pages share: the open database, and views kept for as long as the data are the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.analyses import Subject
from jamstalld.dictionary import Dictionary
from jamstalld.periods import Period
from jamstalld.settings import read_settings
from jamstalld.snapshots import Answer, ask
from jamstalld.store import Database, DataInfo, Noted, data_info, dictionary_of, open_database
from jamstalld.store import note as write_note
from jamstalld.ui import who
from jamstalld.views.asjson import request_from_json, request_to_json
from jamstalld.views.build import build_view
from jamstalld.views.choices import filter_choices
from jamstalld.views.explaining import Explanation, explain
from jamstalld.views.interplay import Interplay, InterplayRequest
from jamstalld.views.interplay import interplay as see_together
from jamstalld.views.matching import Matching, MatchingRequest
from jamstalld.views.matching import matching as match
from jamstalld.views.model import View
from jamstalld.views.over_time import over_time as follow
from jamstalld.views.over_time_model import OverTime, OverTimeRequest
from jamstalld.views.overview import Overview, overview
from jamstalld.views.request import ViewRequest
from jamstalld.views.within import Filters

_KEPT = 1500
_opened: dict[tuple[Path, Path, str | None], Database] = {}
"""File, salt and key → the open database. A run asks some thirty times: Streamlit's own cache is slow for that."""
_OPENING = Lock()


def database() -> Database:
    """Give the process's one open database, on behalf of the person of this session.

    It is the file the settings name when the page is shown. Whoever may not do something is refused there.
    """
    return _program().on_behalf_of(who.person())


def may(right: Right) -> bool:
    """Tell whether the person of this session may do something: what they may not is not offered."""
    return who.person().may(right)


def note(done: Noted, *, by: str, text: str) -> None:
    """Write in the log what somebody did that changed nothing."""
    write_note(_program(), done, by=by, text=text)


def _program() -> Database:
    """Give the open database as the program itself has it, with every right."""
    settings = read_settings()
    wanted = (settings.database, settings.salt_file, settings.key)
    if wanted not in _opened:
        with _OPENING:
            if wanted not in _opened:
                _opened[wanted] = open_database(*wanted[:2], key=settings.key)
    return _opened[wanted]


def info() -> DataInfo:
    """Tell what has been loaded, right now."""
    return data_info(database())


def known() -> Dictionary:
    """Give the variables and measures there are, the municipality's own among them."""
    return dictionary_of(database())


def version() -> str:
    """Name what there is to see: the data, their protection, and which units the person of this session may see.

    Another threshold gives other numbers of the same rows. Whoever may see none is refused here, also what is kept.
    """
    known = info()
    return f"{known.version}/{known.threshold}/{sorted(database().person.units or ())}"


def view(request: ViewRequest) -> View:
    """Answer a request; the same request to the same data is answered once."""
    return _view(str(database().path), version(), json.dumps(request_to_json(request), sort_keys=True))


# The path and the version are not read below: they are what makes an answer of other data another answer.


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _view(path: str, version: str, request: str) -> View:
    return build_view(database(), request_from_json(json.loads(request)))


def over_time(request: OverTimeRequest) -> OverTime:
    """Follow a gap over time; the same request to the same data is answered once."""
    return _over_time(str(database().path), version(), request)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _over_time(path: str, version: str, request: OverTimeRequest) -> OverTime:
    return follow(database(), request)


def interplay(request: InterplayRequest) -> Interplay:
    """See several variables together; the same request to the same data is answered once."""
    return _interplay(str(database().path), version(), request)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _interplay(path: str, version: str, request: InterplayRequest) -> Interplay:
    return see_together(database(), request)


def explanation(
    measure: str,
    factors: tuple[str, ...],
    filters: tuple[tuple[str, str], ...],
    period: Period,
    count_unit: str | None,
) -> Explanation:
    """Take a difference apart; the same question to the same data is answered once."""
    return _explanation(str(database().path), version(), measure, factors, filters, str(period), count_unit)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _explanation(
    path: str,
    version: str,
    measure: str,
    factors: tuple[str, ...],
    filters: tuple[tuple[str, str], ...],
    period: str,
    count_unit: str | None,
) -> Explanation:
    return explain(database(), measure, factors, filters, Period.parse(period), count_unit)


def matching(request: MatchingRequest) -> Matching:
    """Match needs and interventions; the same request to the same data is answered once."""
    return _matching(str(database().path), version(), request)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _matching(path: str, version: str, request: MatchingRequest) -> Matching:
    return match(database(), request)


def answer(subject: Subject) -> Answer:
    """Ask a question of the data as they are now; the same question to the same data is answered once.

    Raises
    ------
    RequestError
        If the data cannot answer it.
    """
    if subject.kind == "view":
        return view(request_from_json(subject.request))
    return _answer(str(database().path), version(), json.dumps(subject.to_json(), sort_keys=True))


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _answer(path: str, version: str, subject: str) -> Answer:
    return ask(database(), Subject.of(json.loads(subject)))


def glance(period: Period, filters: Filters = ()) -> Overview:
    """Give the overview of a period."""
    return _glance(str(database().path), version(), str(period), filters)


@st.cache_data(show_spinner="Går igenom alla mått …", max_entries=_KEPT)
def _glance(path: str, version: str, period: str, filters: Filters) -> Overview:
    return overview(database(), Period.parse(period), filters)


def choices(period: Period) -> Mapping[str, tuple[str, ...]]:
    """List what the filter menus offer in a period."""
    return _choices(str(database().path), version(), str(period))


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _choices(path: str, version: str, period: str) -> Mapping[str, tuple[str, ...]]:
    return filter_choices(database(), Period.parse(period))


def is_dark() -> bool:
    """Tell whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"
