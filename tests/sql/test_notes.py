"""Nobody's text is lost: a note is saved over the version it was written from, or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from jamstalld.dialogue.notes import Note, edited, new_note
from jamstalld.store import Database, NoteChangedError, notes, save_note

Make = Callable[..., Database]
REQUEST = {"measure": "approval", "filters": [["unit", "Enhet Å"]]}
VIEW = {
    "question": "Får kvinnor och män bifall lika ofta?",
    "rows": [{"label": "LVU", "women": {"n": 12, "share": None}}],
}


def kept(database: Database, note: Note) -> Note:
    (found,) = [other for other in notes(database) if other.note == note.note]
    return found


def test_a_note_comes_back_as_it_was_saved(make_database: Make) -> None:
    database = make_database()
    assert notes(database) == ()
    texts = {"seen": "Rad ett\nrad två – ”citat” & 'annat'", "causes": "$seen; DROP TABLE dialogue.note", "actions": ""}
    saved = save_note(database, new_note("Ada", REQUEST, VIEW, **texts))
    assert saved.version == 1
    assert notes(database) == (saved,)
    assert {name: getattr(saved, name) for name in texts} == texts
    assert (saved.request, saved.view) == (REQUEST, VIEW)


def test_a_note_outlives_the_process(make_database: Make) -> None:
    database = make_database()
    saved = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Kvar"))
    database.close()
    assert notes(make_database(path=database.path)) == (saved,)


def test_an_edit_replaces_the_text_and_keeps_what_the_note_is_about(make_database: Make) -> None:
    database = make_database()
    first = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Först"))
    second = save_note(database, edited(first, "Bo", {"rows": []}, seen="Sedan", actions="Nu"))
    assert notes(database) == (second,)
    assert (second.version, second.author, second.seen, second.actions) == (2, "Bo", "Sedan", "Nu")
    assert (second.created_at, second.request, second.view) == (first.created_at, REQUEST, {"rows": []})
    assert second.saved_at >= first.saved_at


def test_the_last_saved_comes_first(make_database: Make) -> None:
    database = make_database()
    saved = [save_note(database, new_note("Ada", REQUEST, VIEW, seen=f"{at}")) for at in range(3)]
    save_note(database, edited(saved[0], "Ada", VIEW, seen="0 igen"))
    assert [note.seen for note in notes(database)] == ["0 igen", "2", "1"]


def test_what_somebody_else_has_saved_is_not_written_over(make_database: Make) -> None:
    database = make_database()
    read_by_both = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Först"))
    of_bo = save_note(database, edited(read_by_both, "Bo", VIEW, seen="Bos text"))
    with pytest.raises(NoteChangedError, match="Bo har ändrat anteckningen") as told:
        save_note(database, edited(read_by_both, "Ada", VIEW, seen="Adas text"))
    assert told.value.theirs == of_bo == kept(database, read_by_both)
    # Having seen it, Ada may save over it, and then both texts have been read by somebody.
    joined = save_note(database, edited(told.value.theirs, "Ada", VIEW, seen="Bos text. Adas text"))
    assert (joined.version, kept(database, joined)) == (3, joined)


def test_the_message_does_not_hold_the_text(make_database: Make) -> None:
    database = make_database()
    first = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Hemligt"))
    save_note(database, edited(first, "Bo", VIEW, seen="Hemligt två"))
    with pytest.raises(NoteChangedError) as told:
        save_note(database, edited(first, "Ada", VIEW, seen="Hemligt tre"))
    assert "Hemligt" not in told.value.message


def test_a_version_that_never_was_is_refused(make_database: Make) -> None:
    database = make_database()
    saved = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Ett"))
    for version in (0, 2, 99):
        with pytest.raises(NoteChangedError):
            save_note(database, Note(**{**vars(saved), "version": version, "seen": "Annat"}))
    assert kept(database, saved) == saved


def test_of_many_who_save_at_once_one_wins_and_the_others_are_told(make_database: Make) -> None:
    database = make_database()
    start = save_note(database, new_note("Ada", REQUEST, VIEW, seen="Start"))
    together = Barrier(20)

    def save(at: int) -> Note | NoteChangedError:
        together.wait()
        try:
            return save_note(database, edited(start, f"Person {at}", VIEW, seen=f"Text {at}"))
        except NoteChangedError as error:
            return error

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(save, range(20)))
    (won,) = [result for result in results if isinstance(result, Note)]
    told = [result for result in results if isinstance(result, NoteChangedError)]
    assert len(told) == 19
    assert kept(database, start) == won
    assert {error.theirs.seen for error in told} == {won.seen}


def test_of_many_who_write_their_own_nothing_is_lost(make_database: Make) -> None:
    database = make_database()

    def write(at: int) -> Note:
        note = save_note(database, new_note(f"Person {at}", REQUEST, VIEW, seen="1"))
        for number in range(2, 6):
            note = save_note(database, edited(note, note.author, VIEW, seen=str(number)))
        return note

    with ThreadPoolExecutor(20) as pool:
        written = list(pool.map(write, range(20)))
    assert {note.note: note for note in notes(database)} == {note.note: note for note in written}
    assert {note.version for note in written} == {5}


def test_notes_are_told_apart_by_identities_nobody_can_guess(make_database: Make) -> None:
    made = [new_note("Ada", REQUEST, VIEW) for _ in range(10)]
    assert len({uuid.UUID(note.note) for note in made}) == 10
    assert all(note.empty for note in made)
    assert not new_note("Ada", REQUEST, VIEW, causes=" x ").empty
