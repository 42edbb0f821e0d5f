"""What a page shows of an answer, as parts of documents: the same sentences, pictures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.charts.standing import ALL_IN_TABLE, CLEAREST_ONLY, ROWS_IN_PICTURE, in_picture
from jamstalld.charts.theme import spec_of
from jamstalld.export.documents.model import Block, Bullets, Paragraph, Picture, Section, Slide, Table, table_of
from jamstalld.export.documents.pictures import charts_of, tables_of
from jamstalld.snapshots import Answer, about
from jamstalld.views.explaining import Explanation
from jamstalld.views.matching import Matching
from jamstalld.views.model import View
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED, protection_note
from jamstalld.wording.numbers import number
from jamstalld.wording.words import capitalised

PAGE_WIDTH, SLIDE_WIDTH = 860, 900
"""How wide a picture is drawn for a page and for a slide, pixels."""

CANNOT_SAY = "Vad siffrorna inte kan säga"


@dataclass(frozen=True)
class Shown:
    """An answer as a reader of its page sees it.

    Parameters
    ----------
    question
        What it answers.
    about
        Whom and when it is about, in which unit it is counted, and how it is protected.
    sentences
        What it says, the finding first.
    method
        How it was computed; a line each.
    notices
        What every page with its numbers must say.
    remark
        What must be said of the picture.
    cannot_say
        What the numbers cannot say.
    """

    question: str
    about: str
    sentences: tuple[str, ...]
    method: tuple[str, ...]
    notices: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    remark: str = ""
    cannot_say: tuple[str, ...] = ()

    @property
    def finding(self) -> str:
        """The most important sentence."""
        return self.sentences[0]

    @property
    def more(self) -> tuple[str, ...]:
        """The other sentences; that data are invented is said on every page of a document instead."""
        return tuple(sentence for sentence in self.sentences[1:] if sentence != SYNTHETIC)


def shown(answer: Answer, *, width: int = PAGE_WIDTH) -> Shown:
    """Give what is shown of an answer.

    Parameters
    ----------
    width
        How wide its pictures are drawn, pixels.
    """
    source = source_of(answer)
    specs = [spec_of(chart) for chart in charts_of(answer, width)]
    tables = (table_of(caption, rows, source) for caption, rows in tables_of(answer))
    some_only = isinstance(answer, View) and in_picture(answer) is not answer
    return Shown(
        question=answer.question,
        about=source,
        sentences=answer.sentences,
        method=answer.method,
        notices=notices_of(answer),
        pictures=tuple(Picture(spec, spec["description"], source) for spec in specs),
        tables=tuple(table for table in tables if table),
        remark=CLEAREST_ONLY.format(number(ROWS_IN_PICTURE)) if some_only else "",
        cannot_say=answer.cannot_say if isinstance(answer, Explanation | Matching) else (),
    )


def source_of(answer: Answer) -> str:
    """Say where numbers come from: whom and when they are about, how counted, how protected."""
    told, counted = about(answer), f"räknat i {answer.count_unit}"
    whole = told if counted in told else f"{told} · {counted}"
    return f"{capitalised(whole)}. {protection_note(answer.threshold)}"


def notices_of(answer: Answer) -> tuple[str, ...]:
    """Give what every page with an answer's numbers must say."""
    return (*([SYNTHETIC] if answer.synthetic else []), *([UNPROTECTED] if answer.threshold == 1 else []))


def section_of(seen: Shown) -> Section:
    """Give the part of a report that an answer is: finding, picture, what else it says, table."""
    first, *further = seen.pictures or (None,)
    parts: list[Block | Section | None] = [
        Paragraph(seen.finding, strong=True),
        first,
        Paragraph(f"{seen.remark} {ALL_IN_TABLE}" if seen.remark else "", small=True),
        *map(Paragraph, seen.more),
        *further,
        *seen.tables,
        Section(CANNOT_SAY, (Bullets(seen.cannot_say),)),
    ]
    return Section(seen.question, tuple(part for part in parts if part is not None))


def slide_of(seen: Shown, said: Sequence[str] = ()) -> Slide:
    """Give the slide of an answer: its finding, its first picture, and for the speaker what else there is to say.

    Parameters
    ----------
    said
        What the group has said of it.
    """
    notes = "\n".join([seen.question, *seen.more, *said, seen.about])
    picture = next(iter(seen.pictures), None)
    return Slide(seen.finding, picture, () if picture else seen.more, f"{seen.about} {seen.remark}".strip(), notes)


def method_of(every: Sequence[tuple[str, Shown]]) -> tuple[Block, ...]:
    """Give how some answers were computed and protected: what all have in common once, the rest for each.

    Parameters
    ----------
    every
        The answers, each with what it is called here.
    """
    lines = dict.fromkeys(line for _, seen in every for line in seen.method)
    common = [line for line in lines if all(line in seen.method for _, seen in every)]
    own = [(name, " ".join(line for line in seen.method if line not in common)) for name, seen in every]
    rows = tuple(dict.fromkeys(row for row in own if row[1]))
    return Bullets(tuple(common)), Table("Så är varje analys räknad", ("Analys", "Metod"), rows)
