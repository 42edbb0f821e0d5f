"""The participants' pages on the web: `/delta` to type the code, `/delta/KOD` to take part. There is nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from jamstalld import __version__
from jamstalld.access import PARTICIPANTS
from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meetings import LONGEST_CONTRIBUTION
from jamstalld.dialogue.persons import persons_in
from jamstalld.participants.asking import TurnedAwayError, check_origin, read_form
from jamstalld.participants.door import new_phone
from jamstalld.participants.pages import HEADERS, file, page
from jamstalld.participants.presence import PRESENCE, Presence
from jamstalld.participants.reading import Now, Reading
from jamstalld.participants.showing import Seen, mark, seen_by
from jamstalld.participants.visits import COOKIE, Visit, Visits, phone_of
from jamstalld.participants.writing import checked, contribution
from jamstalld.store import Database, RefusedError, contribute, place_dots, rewrite, take_back
from jamstalld.wording.analyses import person_warning

ROOT = "/delta"

_SAID = {
    "skriv": "Ditt bidrag är skickat.",
    "andra": "Ändringen är sparad.",
    "tillbaka": "Bidraget är tillbakataget.",
}
"""Of dots the page says how many are left, and no more: a line above would move what is under the thumb."""

_TOO_FAST = "Det går för fort. Vänta några sekunder och försök igen. Det här är inte skickat."
_NO_PAGE = "Sidan finns inte. Skriv mötets kod."
_FAILED = "Något gick fel. Ladda om sidan. Kommer felet tillbaka: säg till processledaren."

Fields = Mapping[str, str]
Take = Callable[[Visit, Fields], None]


@dataclass(frozen=True)
class Told:
    """What the page says of what was sent.

    Parameters
    ----------
    said, problem
        That it went well, or what is wrong.
    kept
        Field → what had been written in it and is not saved.
    number
        What the next text is called.
    asked_in, warning
        The field in which something looks like a person, and what the participant is asked about it.
    """

    said: str = ""
    problem: str = ""
    kept: Mapping[str, str] = field(default_factory=dict[str, str])
    number: str = field(default_factory=new_identity)
    asked_in: str = ""
    warning: str = ""


class _AsksError(Exception):
    """Something in a text looks like a person: the participant is asked first."""


class Pages:
    """Answers the requests of phones.

    Parameters
    ----------
    database
        Gives the open database; asked at the first request.
    named
        Gives the address the administrator has named for participants; empty for none.
    presence
        Who is in which meeting.
    """

    def __init__(
        self, database: Callable[[], Database], named: Callable[[], str] = str, presence: Presence = PRESENCE
    ) -> None:
        self._database = database
        self._named = named
        self._presence = presence
        self._visits = Visits(lambda: self._reading, presence)
        self._opening = Lock()
        self._opened: tuple[Reading, Database] | None = None

    @property
    def _reading(self) -> Reading:
        return self._rooms()[0]

    @property
    def _store(self) -> Database:
        return self._rooms()[1]

    def _rooms(self) -> tuple[Reading, Database]:
        with self._opening:
            if self._opened is None:
                database = self._database().on_behalf_of(PARTICIPANTS)
                self._opened = Reading(database), database
            return self._opened

    def routes(self) -> list[Route]:
        """List the addresses there are."""
        taken: Mapping[str, Take] = {
            "skriv": self._write,
            "andra": self._change,
            "tillbaka": self._take_back,
            "rosta": self._place,
        }
        return [
            Route(ROOT, self._ask, methods=["GET"]),
            Route(ROOT, self._type, methods=["POST"]),
            Route(f"{ROOT}/filer/{{name}}", self._file, methods=["GET"]),
            Route(f"{ROOT}/{{code}}", self._look, methods=["GET"]),
            Route(f"{ROOT}/{{code}}/med", self._join, methods=["POST"]),
            *(
                Route(f"{ROOT}/{{code}}/{name}", self._taking(name, take), methods=["POST"])
                for name, take in taken.items()
            ),
        ]

    async def _ask(self, _: Request) -> Response:
        return code_page()

    async def _type(self, request: Request) -> Response:
        check_origin(request, self._named())
        fields = await read_form(request)
        return await self._let_in(request, fields.get("kod", ""))

    async def _join(self, request: Request) -> Response:
        check_origin(request, self._named())
        return await self._let_in(request, request.path_params["code"])

    async def _let_in(self, request: Request, code: str) -> Response:
        phone = phone_of(request) or new_phone()
        visit = await self._visits.find(code, phone)
        if visit.meeting.state != "open":
            return page("slut", meeting=visit.meeting.title)
        answer = RedirectResponse(f"{ROOT}/{visit.meeting.code}", 303, headers=dict(HEADERS))
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, phone, path=ROOT, httponly=True, samesite="lax", secure=secure)
        return answer

    async def _file(self, request: Request) -> Response:
        found = file(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return found

    async def _look(self, request: Request) -> Response:
        visit = await self._visits.find(request.path_params["code"], phone_of(request))
        if not visit.participant:
            return page("med", meeting=visit.meeting.title, code=visit.meeting.code)
        if visit.meeting.state != "open":
            return page("slut", meeting=visit.meeting.title)
        return await run_in_threadpool(self._show, visit, request)

    def _show(self, visit: Visit, request: Request) -> Response:
        """Show the meeting, or say that nothing has changed since the phone last asked."""
        seen = self._seen(visit)
        said = _SAID.get(request.query_params.get("sagt", ""), "")
        etag = f'"{mark((seen, said, __version__))}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={**HEADERS, "etag": etag})
        answer = self._page(visit, Told(said=said))
        answer.headers["etag"] = etag
        return answer

    def _page(self, visit: Visit, told: Told, status: int = 200) -> Response:
        values = {"code": visit.meeting.code, "longest": LONGEST_CONTRIBUTION}
        return page("mote", seen=self._seen(visit), told=told, **values, status=status)

    def _seen(self, visit: Visit) -> Seen:
        return seen_by(visit.participant, self._reading.now(visit.meeting.identity) or Now(visit.meeting))

    def _taking(self, name: str, take: Take) -> Callable[[Request], Awaitable[Response]]:
        """Answer forms of one kind: take what was sent, and show the meeting; what was refused stays in its field."""

        async def taking(request: Request) -> Response:
            check_origin(request, self._named())
            fields = await read_form(request)
            visit = await self._visits.find(request.path_params["code"], phone_of(request))
            if not visit.participant:
                return page("med", meeting=visit.meeting.title, code=visit.meeting.code, status=403)
            if visit.meeting.state != "open":
                return page("slut", meeting=visit.meeting.title, status=409)
            return await run_in_threadpool(self._taken, name, take, visit, fields)

        return taking

    def _taken(self, name: str, take: Take, visit: Visit, fields: Fields) -> Response:
        kept = {_field(fields): fields["text"]} if "text" in fields else {}
        number = fields.get("nummer") or new_identity()
        if not self._presence.may_change(visit.participant):
            return self._page(visit, Told(problem=_TOO_FAST, kept=kept, number=number), 429)
        try:
            take(visit, fields)
        except RefusedError as error:
            return self._page(visit, Told(problem=error.message, kept=kept, number=number), 409)
        except _AsksError:
            return self._page(
                visit, Told(kept=kept, number=number, asked_in=_field(fields), warning=_warning(fields)), 422
            )
        said = f"?sagt={name}" if name in _SAID else ""
        return RedirectResponse(f"{ROOT}/{visit.meeting.code}{said}", 303, headers=dict(HEADERS))

    def _write(self, visit: Visit, fields: Fields) -> None:
        text, number = _asked_about(fields), fields.get("nummer", "")
        given = contribution(number, fields.get("punkt", ""), visit.participant, text)
        contribute(self._store, visit.meeting.identity, given)

    def _change(self, visit: Visit, fields: Fields) -> None:
        text = checked(_asked_about(fields))
        rewrite(self._store, visit.meeting.identity, visit.participant, fields.get("nummer", ""), text)

    def _take_back(self, visit: Visit, fields: Fields) -> None:
        take_back(self._store, visit.meeting.identity, visit.participant, fields.get("nummer", ""))

    def _place(self, visit: Visit, fields: Fields) -> None:
        dots = fields.get("antal", "")
        if not (dots.isascii() and dots.isdigit() and len(dots) < 4):
            raise RefusedError("Prickarna är inte sparade. Ladda om sidan och försök igen.")
        point, chosen = fields.get("punkt", ""), fields.get("bidrag", "")
        place_dots(self._store, visit.meeting.identity, point, visit.participant, chosen, int(dots))


def application(
    database: Callable[[], Database], named: Callable[[], str] = str, presence: Presence = PRESENCE
) -> Starlette:
    """Make the participants' pages, to be served alone or within the app.

    Parameters
    ----------
    database, named, presence
        As :class:`Pages` takes them.
    """
    handlers = {TurnedAwayError: _turned_away, HTTPException: _no_page, Exception: _failed}
    return Starlette(routes=Pages(database, named, presence).routes(), exception_handlers=handlers)


def code_page(problem: str = "", *, status: int = 200, asks: bool = True, back: str = ROOT) -> Response:
    """Show the page on which the code is typed, or a problem that another code would not mend."""
    return page("kod", problem=problem, asks=asks, back=back, status=status)


async def _turned_away(request: Request, error: Exception) -> Response:
    assert isinstance(error, TurnedAwayError)
    return code_page(error.message, status=error.status, asks=error.asks, back=request.url.path.rsplit("/", 1)[0])


async def _no_page(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return code_page(_NO_PAGE, status=error.status_code)


async def _failed(_: Request, __: Exception) -> Response:
    return code_page(_FAILED, status=500)


def _field(fields: Fields) -> str:
    """Name the field of the page that a text was written in."""
    return f"ny-{fields['punkt']}" if "punkt" in fields else f"andra-{fields.get('nummer', '')}"


def _asked_about(fields: Fields) -> str:
    """Give the text, unless something in it looks like a person and the participant has not been asked about it."""
    if fields.get("anda") != "ja" and _warning(fields):
        raise _AsksError
    return fields.get("text", "")


def _warning(fields: Fields) -> str:
    # No longer than a contribution can be: a longer text is refused anyway.
    text = fields.get("text", "")[:LONGEST_CONTRIBUTION]
    return person_warning([(trace.kind, trace.words) for trace in persons_in(text)])
