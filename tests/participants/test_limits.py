"""What phones may ask: only these pages, only from these pages, and no more than a hand can write."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from jamstalld.participants.asking import MOST_BYTES
from jamstalld.participants.listener import Address, serving
from jamstalld.participants.web import application
from jamstalld.store import Database
from tests.participants.conftest import Room
from tests.phones import Phone

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/oversikt", "/_stcore/health", "/_stcore/stream", "/delta/", "/delta/K7MQ2U/", "/deltagare", "/x.ico"),
        *("/delta/filer/web.py", "/delta/filer/..%2fpages.py", "/delta/filer/", "/media/x", "/static/index.html"),
    ],
)
def test_there_is_nothing_but_the_participants_pages(room: Room, path: str) -> None:
    answer = room.phone().get(path)
    assert answer.status in (307, 404)
    assert room.code not in answer.words


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_there_are_no_other_methods(room: Room, method: str) -> None:
    assert room.phone().ask(method, f"/delta/{room.code}").status == 405


def test_every_answer_shuts_the_page_in(room: Room) -> None:
    phone = room.phone()
    etag = phone.get().headers["etag"]
    answers = [
        phone.get(),
        phone.get(**{"If-None-Match": etag}),
        phone.get("/delta"),
        phone.get("/delta/ABCDEF"),
        phone.get("/finns/inte"),
        phone.get("/delta/filer/deltagare.js"),
        phone.write(room.point, ""),
        phone.post("/delta", follow=False, kod=room.code),
        phone.post("/delta", origin="http://elak.example", kod=room.code),
    ]
    assert [answer.status for answer in answers] == [200, 304, 200, 404, 404, 200, 409, 303, 403]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["server"] is None
    assert [answer.headers["cache-control"] for answer in answers].count("no-store") == len(answers) - 1


def test_pages_have_no_script_or_style_of_their_own(room: Room) -> None:
    for page in (room.phone().get(), room.phone(joined=False).get(), Phone(room.address).get("/delta")):
        assert page.text.count("<script") == 1
        assert 'src="/delta/filer/deltagare.js?v=' in page.text
        assert "<style" not in page.text
        assert "style=" not in page.text
        assert "onclick" not in page.text
        assert '<html lang="sv">' in page.text


@pytest.mark.parametrize("origin", [None, "http://elak.example", "null", "http://127.0.0.1:1", "https://"])
def test_a_form_of_another_page_is_not_taken(room: Room, origin: str | None) -> None:
    phone = room.phone()
    sent = {"punkt": room.point, "nummer": "", "text": "Bus"}
    for path, fields in (("skriv", sent), ("andra", sent), ("tillbaka", sent), ("rosta", sent), ("med", {})):
        assert phone.post(f"/delta/{room.code}/{path}", origin=origin, **fields).status == 403
    assert phone.post("/delta", origin=origin, kod=room.code).status == 403
    assert room.texts() == []


def test_an_older_browser_says_where_the_form_stood(room: Room) -> None:
    body = urlencode({"kod": room.code})
    for page, status in ((f"http://{room.address}/delta", 303), ("http://elak.example/delta", 403)):
        assert Phone(room.address).ask("POST", "/delta", body, {**FORM, "Referer": page}).status == status


def test_what_stands_before_the_program_is_known_by_its_name(make_database: Callable[..., Database]) -> None:
    database = make_database()
    pages = application(lambda: database, lambda: "https://mote.kommunen.se")
    with serving(pages, Address("127.0.0.1", 0)) as address:
        phone = Phone(str(address))
        assert phone.post("/delta", origin="https://mote.kommunen.se", kod="ABCDEF").status == 404
        assert phone.post("/delta", origin="https://annan.kommunen.se", kod="ABCDEF").status == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=" + b"a" * MOST_BYTES, FORM, 413),
        (b"&".join(b"a=1" for _ in range(50)), FORM, 400),
        (b"text=%ff%fe", FORM, 400),
        (b"\xff\xfe", FORM, 400),
        (b'{"text": "a"}', {"Content-Type": "application/json"}, 415),
        (b"text=a", {"Content-Type": "text/plain"}, 415),
    ],
)
def test_what_is_no_form_of_ours_is_refused(room: Room, body: bytes, kind: dict[str, str], status: int) -> None:
    phone = room.phone()
    answer = phone.ask("POST", f"/delta/{room.code}/skriv", body, {**kind, "Origin": f"http://{room.address}"})
    assert answer.status == status
    assert f'href="/delta/{room.code}"' in answer.text
    assert phone.get().status == 200


def test_fields_that_are_missing_are_refused(room: Room) -> None:
    phone = room.phone()
    for path in ("skriv", "andra", "tillbaka", "rosta"):
        assert phone.post(f"/delta/{room.code}/{path}").status == 409


@pytest.mark.parametrize("number", ["", "1", "../../etc", "A" * 36, "x" * 5000])
def test_a_number_that_no_page_made_is_refused(room: Room, number: str) -> None:
    answer = room.phone().post(f"/delta/{room.code}/skriv", punkt=room.point, nummer=number, text="Vana")
    assert (answer.status, room.texts()) == (409, [])


def test_over_tls_the_cookie_is_sent_over_tls_only(room: Room) -> None:
    phone = Phone(room.address)
    headers = {**FORM, "Origin": f"https://{room.address}", "X-Forwarded-Proto": "https"}
    answer = phone.ask("POST", "/delta", urlencode({"kod": room.code}), headers)
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_the_log_holds_no_address_and_nothing_that_is_written(
    room: Room, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    phone = room.phone()
    phone.write(room.point, "Hemligt")
    phone.get("/delta/ABCDEF")
    out, err = capfd.readouterr()
    logged = f"{caplog.text}{out}{err}"
    assert "Hemligt" not in logged
    assert "ABCDEF" not in logged
    assert "/delta" not in logged


def test_a_fault_of_ours_is_told_of_without_saying_what(make_database: Callable[..., Database]) -> None:
    def broken() -> Database:
        raise ValueError("hemligt")

    with serving(application(broken), Address("127.0.0.1", 0)) as address:
        answer = Phone(str(address)).get("/delta/ABCDEF")
    assert answer.status == 500
    assert "Något gick fel" in answer.words
    assert "hemligt" not in answer.text
