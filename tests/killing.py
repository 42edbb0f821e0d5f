"""A process that works with a database as a busy day does, until it is killed; and what must be there afterwards.

``python -m tests.killing`` waits for tasks on its standard input. It has read its libraries once; each task is done
by a fork of it, which opens the database, works mixed while two threads read, and tells of each thing AFTER the store
has returned. At a moment of chance it is killed (SIGKILL), and what it has told is written out.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jamstalld.access import Right
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Cause, Snapshot
from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meetings import Contribution, Meeting, Point
from jamstalld.dialogue.texts import Text, text_identity
from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery, LoadOptions, read_delivery
from jamstalld.store import (
    Database,
    add_cause,
    attaching,
    close_meeting,
    contribute,
    data_info,
    deliveries,
    entries,
    entry,
    events,
    keep_backup,
    load,
    next_identity,
    open_database,
    open_meeting,
    plan_meeting,
    restore,
    save,
    save_text,
    show_point,
    verify_log,
    versions,
    withdraw,
)
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.conftest import ROOT, TODAY, write_rows

POINTS = 4
"""How many points each planned meeting has: all of them are there, or none."""
_FIELDS = ("seen", "why")
_FILES = 6
_ROWS = 80
_SUBJECT = {"kind": "view", "request": {"measure": "approval", "filters": {}}}
_SEEN = Snapshot("sett", "", title="Bifall", subject=_SUBJECT)
_BY = "barnet"


def write_files(folder: Path) -> None:
    """Write files of two quarters, of which the later ones replace the earlier."""
    for at in range(_FILES):
        pick = random.Random(at)
        rows = [
            {
                "person_id": f"P{at % 2}-{number}",
                "sex": pick.choice(["kvinna", "man"]),
                "quarter": f"2025K{1 + at % 2}",
                "unit": pick.choice(["Norr", "Söder"]),
                "intervention": "Hemtjänst",
                "decision": pick.choice(["bifall", "avslag"]),
            }
            for number in range(_ROWS)
        ]
        write_rows(folder / f"fil{at}.csv", rows)


class Worker:
    """One process's work: each step is one call of the store, told of when it has returned."""

    def __init__(self, database: Database, files: list[CheckedDelivery], seed: int, tell: Callable[..., None]) -> None:
        self._database, self._files, self._pick, self._tell = database, files, random.Random(seed), tell
        meetings = [kept.entry for kept in entries(database, Meeting) if kept.entry.state == "open"]
        self._open = meetings[0].identity if meetings else ""
        self._steps = (self._text, self._cause, self._action, self._contribution, self._meeting, self._delivery)

    def work(self) -> None:
        """Work until killed."""
        while True:
            self._pick.choices(self._steps, weights=(5, 3, 3, 3, 1, 2))[0]()

    def _text(self) -> None:
        subject, field = f"s{self._pick.randrange(3)}", self._pick.choice(_FIELDS)
        kept = [one for one in entries(self._database, Text, subject) if one.entry.field == field]
        text = "".join(self._pick.choices("abc åäö", k=self._pick.randrange(1, 3000)))
        # Without a name: what somebody without one goes on typing is a version of its own.
        saved = save_text(self._database, subject, field, text, by="", based_on=kept[0].version if kept else 0)
        self._tell("text", subject, field, saved.version, text)

    def _cause(self) -> None:
        identity = next_identity(_SUBJECT, ())
        if len(entries(self._database, Cause, identity)) < 90:
            made = add_cause(self._database, identity, _SEEN, f"orsak {new_identity()}", by=_BY)
            self._tell("cause", made.entry.identity)

    def _action(self) -> None:
        made = save(self._database, Action(new_identity(), "", what="Prova"), by=_BY, log=("action_added", ""))
        self._tell("action", made.entry.identity)

    def _contribution(self) -> None:
        meeting = entry(self._database, Meeting, self._open) if self._open else None
        if meeting and meeting.entry.state == "open" and meeting.entry.point:
            given = Contribution(new_identity(), meeting.entry.point, text="Förslag", participant=new_identity())
            contribute(self._database, self._open, given)
            self._tell("contribution", given.identity)

    def _meeting(self) -> None:
        if self._open:
            close_meeting(self._database, self._open, by=_BY)
            self._tell("closed", self._open)
        identity = new_identity()
        points = [Point(f"{identity}-{at}", identity, place=at, kind="conversation") for at in range(POINTS)]
        plan_meeting(self._database, Meeting(identity, "", title="Möte"), points, by=_BY)
        self._tell("meeting", identity)
        open_meeting(self._database, identity, by=_BY)
        self._tell("opened", identity)
        show_point(self._database, identity, points[0].identity, by=_BY)
        self._open = identity

    def _delivery(self) -> None:
        there = deliveries(self._database)
        away = [one for one in there if one.restorable]
        active = [one for one in there if one.state == "active"]
        what = self._pick.choice(["load", "load", "withdraw", "restore"])
        try:
            if what == "withdraw" and active:
                chosen = self._pick.choice(active).delivery
                withdraw(self._database, chosen, by=_BY, reason="prov")
                self._tell("withdrawn", chosen)
            elif what == "restore" and away:
                chosen = self._pick.choice(away).delivery
                restore(self._database, chosen, by=_BY)
                self._tell("restored", chosen)
            elif what == "load":
                if self._pick.random() < 0.3:
                    keep_backup(self._database, "leverans")
                made = load(self._database, self._pick.choice(self._files), loaded_by=_BY, replace=True)
                if not made.already_loaded:
                    self._tell("loaded", made.delivery)
        except JamstalldError:
            return  # refused, as a delivery that another has taken the place of is: nothing is done then


def _read(database: Database, tell: Callable[..., None]) -> None:
    """Read what pages read, again and again; whatever goes wrong is told of."""
    while True:
        try:
            entries(database, Text)
            versions(database, Text, text_identity("s0", "seen"))  # which is read of the file each time
            if not data_info(database).empty:
                build_view(database, ViewRequest("approval", by="unit"))
        except JamstalldError:
            continue  # nothing is loaded just now
        except BaseException as error:
            tell("error", f"{type(error).__name__}: {error}")
            return


def _child(task: dict[str, Any], files: list[CheckedDelivery], pipe: int) -> None:
    lock = threading.Lock()

    def tell(*what: object) -> None:
        with lock:
            os.write(pipe, json.dumps(what).encode() + b"\n")

    attaching._LARGE_LOG = 100_000  # so that some die while the log is taken into the file
    database = open_database(Path(task["database"]), Path(task["salt"]), key=task["key"])
    worker = Worker(database, files, task["seed"], tell)
    for _ in range(2):
        threading.Thread(target=_read, args=(database, tell), daemon=True).start()
    tell("ready")
    worker.work()


def _until_killed(pid: int, pipe: int, seconds: float) -> list[list[Any]]:
    """Take what a fork tells, kill it when its time has come, and give all it told."""
    told, deadline = b"", None
    while True:
        left = 60.0 if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([pipe], [], [], left)
        if not ready:
            os.kill(pid, signal.SIGKILL)
            deadline = time.monotonic() + 60
            while part := os.read(pipe, 1 << 16):
                told += part
            break
        part = os.read(pipe, 1 << 16)
        if not part:
            break
        told += part
        if deadline is None:
            deadline = time.monotonic() + seconds
    # A line that was cut off by the kill told of nothing.
    return [json.loads(line) for line in told.split(b"\n")[:-1]]


def main() -> None:
    """Do tasks until there are no more."""
    folder = Path(sys.argv[1])
    files = [read_delivery(file, file.name, LoadOptions(today=TODAY)) for file in sorted(folder.glob("fil*.csv"))]
    for line in sys.stdin:
        task = json.loads(line)
        heard, telling = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(heard)
            try:
                _child(task, files, telling)
            finally:
                os._exit(3)
        os.close(telling)
        told = _until_killed(pid, heard, task["seconds"])
        _, status = os.waitpid(pid, 0)
        os.close(heard)
        print(json.dumps([os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1, told]), flush=True)


class Killer:
    """Has processes work and kills them.

    Parameters
    ----------
    folder
        Where the files to load are written, and the databases.
    """

    def __init__(self, folder: Path) -> None:
        write_files(folder)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.killing", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def kill(self, database: Path, salt: Path, key: str | None, seed: int, seconds: float) -> list[list[Any]]:
        """Have a process work and be killed so many seconds after it has begun; give what it told."""
        assert self._process.stdin
        assert self._process.stdout
        task = {"database": str(database), "salt": str(salt), "key": key, "seed": seed, "seconds": seconds}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        ended, told = json.loads(self._process.stdout.readline())
        assert ended == signal.SIGKILL, f"it ended by itself ({ended}): {told[-1:]}"
        assert told[0] == ["ready"]
        return told[1:]


def hold(database: Database, told: list[list[Any]]) -> None:
    """Hold a reopened database against everything that was told since it was made.

    Raises
    ------
    AssertionError
        If something told of is missing, the log is not whole, or anything is half done.
    """
    assert not [one for one in told if one[0] == "error"]
    assert verify_log(database).whole
    log = [(event.action, event.subject, event.delivery) for event in reversed(events(database))]
    for kind, *rest in told:
        _HELD[kind](database, log, *rest)
    _hold_dialogue(database, log)
    _hold_deliveries(database, log, told)


def _hold_text(database: Database, _log: object, subject: str, field: str, version: int, text: str) -> None:
    kept = {one.version: one.entry.text for one in versions(database, Text, text_identity(subject, field))}
    assert kept.get(version) == text


def _hold_entry(kind: type[Cause] | type[Action] | type[Contribution] | type[Meeting]) -> Callable[..., None]:
    def held(database: Database, _log: object, identity: str) -> None:
        assert entry(database, kind, identity), f"{kind.KIND} {identity}"

    return held


def _hold_line(action: str) -> Callable[..., None]:
    def held(_database: object, log: list[tuple[str, str | None, str | None]], identity: str) -> None:
        assert any(done == action and identity in (subject, delivery) for done, subject, delivery in log), action

    return held


_HELD: dict[str, Callable[..., None]] = {
    "text": _hold_text,
    "cause": _hold_entry(Cause),
    "action": _hold_entry(Action),
    "contribution": _hold_entry(Contribution),
    "meeting": _hold_entry(Meeting),
    "opened": _hold_line("meeting_opened"),
    "closed": _hold_line("meeting_closed"),
    "loaded": _hold_line("loaded"),
    "withdrawn": _hold_line("withdrawn"),
    "restored": _hold_line("restored"),
}


def _hold_dialogue(database: Database, log: list[tuple[str, str | None, str | None]]) -> None:
    """Hold that nothing of the dialogue is half done."""
    lines = Counter((action, subject) for action, subject, _ in log)
    for kind, action in ((Action, "action_added"), (Meeting, "meeting_planned")):
        there = {kept.entry.identity for kept in entries(database, kind)}
        assert there == {subject for done, subject in lines if done == action}
        assert all(lines[action, identity] == 1 for identity in there)
    points = Counter(kept.entry.parent for kept in entries(database, Point))
    assert points == Counter({kept.entry.identity: POINTS for kept in entries(database, Meeting)})
    for kept in entries(database, Meeting):
        written = versions(database, Meeting, kept.entry.identity)
        assert [one.version for one in written] == list(range(1, len(written) + 1))


def _hold_deliveries(database: Database, log: list[tuple[str, str | None, str | None]], told: list[list[Any]]) -> None:
    """Hold the deliveries' accounts against their rows, and what was done to them against the log."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        counted: Counter[str] = Counter()
        for name in ("follow_up", "past_follow_up"):
            rows = cursor.execute(f"SELECT delivery::VARCHAR, count(*) FROM facts.{name} GROUP BY delivery").fetchall()
            counted.update(dict(rows))
        cells = cursor.execute(
            "SELECT count(*) FROM facts.follow_up AS line WHERE NOT EXISTS (SELECT 1 FROM app.cell AS cell WHERE "
            "cell.delivery = line.delivery AND cell.quarter = line.quarter AND cell.state = 'active' "
            "AND cell.unit IS NOT DISTINCT FROM line.unit)"
        ).fetchall()
        for schema, table in cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'house'"
        ).fetchall():
            cursor.execute(f'SELECT * FROM "{schema}"."{table}"').fetchall()
    records = deliveries(database)
    assert counted == Counter({record.delivery: record.rows_loaded for record in records})
    assert cells == [(0,)], "rows that count and are in no active cell"
    done = [(action, delivery) for action, _, delivery in log if action in ("loaded", "withdrawn", "restored")]
    said = [(kind, rest[0]) for kind, *rest in told if kind in ("loaded", "withdrawn", "restored")]
    # In that order, with at most one for each death that was done and not told of any more.
    rest = iter(done)
    assert all(one in rest for one in said)
    assert {record.delivery for record in records} == {delivery for action, delivery in done if action == "loaded"}


if __name__ == "__main__":
    main()
