"""What a page shows of an analysis, as parts of documents: the same sentences, pictures and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.distribution import distribution_chart, distribution_table
from jamstalld.charts.standing import ALL_IN_TABLE, CLEAREST_ONLY, clearest, standing_chart
from jamstalld.charts.theme import LIGHT
from jamstalld.charts.words import visible_rows
from jamstalld.export.documents.model import Block, Bullets, Paragraph, Picture, Section, Slide, Table, table_of
from jamstalld.views.model import View
from jamstalld.wording.about import about_text
from jamstalld.wording.bases import running
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED, protection_note
from jamstalld.wording.words import capitalised

PAGE_WIDTH, SLIDE_WIDTH = 860, 900
"""How wide a picture is drawn, pixels: on a page its letters are then as large as the text, on a slide larger."""

_SPREAD = ("ordinal", "mean")


@dataclass(frozen=True)
class Shown:
    """An analysis as a reader of a page sees it.

    Parameters
    ----------
    question
        What it answers.
    about
        Whom and when it is about, in which unit it is counted, and how it is protected.
    sentences
        What it says, the finding first.
    tables
        Finished texts, each with what it shows.
    remark
        What must be said of the picture.
    method
        How it was computed; a line each.
    """

    question: str
    about: str
    sentences: tuple[str, ...]
    method: tuple[str, ...]
    threshold: int
    synthetic: bool
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    remark: str = ""

    @property
    def finding(self) -> str:
        """The most important sentence."""
        return self.sentences[0]

    @property
    def more(self) -> tuple[str, ...]:
        """The other sentences; that data are invented is said on every page of a document instead."""
        return tuple(sentence for sentence in self.sentences[1:] if sentence != SYNTHETIC)


def shown_view(view: View, *, width: int = PAGE_WIDTH) -> Shown:
    """Give what is shown of a View.

    Parameters
    ----------
    width
        How wide its pictures are drawn, pixels.
    """
    drawn = clearest(view)
    about = f"{capitalised(about_text(view))} · räknat i {view.count_unit}. {protection_note(view.threshold)}"
    pictures = [_picture(standing_chart(drawn, LIGHT, width), about)]
    tables = [table_of(f"{view.title} efter {running(view.by_title)}", _visible_table(view), about)]
    if view.kind in _SPREAD:
        pictures.append(_picture(distribution_chart(view, None, LIGHT, width=width), about))
        tables.append(table_of(f"{view.title}: så är svaren fördelade", distribution_table(view), about))
    return Shown(
        question=view.question,
        about=about,
        sentences=view.sentences,
        method=view.method,
        threshold=view.threshold,
        synthetic=view.synthetic,
        pictures=tuple(pictures),
        tables=tuple(table for table in tables if table),
        remark=CLEAREST_ONLY if drawn is not view else "",
    )


def _visible_table(view: View) -> list[dict[str, str]]:
    """Give the table without the rows that are not shown: a sentence names them."""
    return comparison_table(view, view.by_title)[: len(visible_rows(view))]


def shown_rows(
    question: str,
    about: str,
    sentences: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    method: Sequence[str],
    *,
    threshold: int,
    synthetic: bool,
) -> Shown:
    """Give what is shown of an answer of which only the sentences and the table are left."""
    told = f"{about}. {protection_note(threshold)}"
    table = table_of(question, rows, told)
    return Shown(
        question, told, tuple(sentences), tuple(method), threshold, synthetic, tables=(table,) if table else ()
    )


def _picture(chart: alt.TopLevelMixin, source: str) -> Picture:
    spec = chart.to_dict()
    return Picture(spec, spec["description"], source)


def section_of(shown: Shown, title: str = "") -> Section:
    """Give the part of a report that an analysis is: finding, picture, what else it says, table.

    Parameters
    ----------
    title
        Another heading than its question.
    """
    first, *further = shown.pictures or (None,)
    parts: list[Block | None] = [
        Paragraph(shown.finding, strong=True),
        first,
        Paragraph(f"{shown.remark} {ALL_IN_TABLE}" if shown.remark else "", small=True),
        *map(Paragraph, shown.more),
        *further,
        *shown.tables,
    ]
    return Section(title or shown.question, tuple(part for part in parts if part is not None))


def slide_of(shown: Shown, said: Sequence[str] = ()) -> Slide:
    """Give the slide of an analysis: its finding, its first picture, and for the speaker what else there is to say.

    Parameters
    ----------
    said
        What the group has said of it.
    """
    notes = [shown.question, *shown.more, *said, shown.about]
    picture = next(iter(shown.pictures), None)
    source = f"{shown.about} {shown.remark}".strip()
    return Slide(shown.finding, picture, () if picture else shown.more, source, "\n".join(notes))


def method_of(all_shown: Sequence[Shown]) -> tuple[str, ...]:
    """Give how some analyses were computed and protected, each line once."""
    return tuple(dict.fromkeys(line for shown in all_shown for line in shown.method))


def method_parts(all_shown: Sequence[Shown]) -> tuple[Block, ...]:
    """Give how some analyses were computed and protected: what all have in common once, the rest for each."""
    common = [line for line in method_of(all_shown) if all(line in shown.method for shown in all_shown)]
    own = [(shown.question, " ".join(line for line in shown.method if line not in common)) for shown in all_shown]
    rows = tuple(dict.fromkeys(row for row in own if row[1]))
    return Bullets(tuple(common)), Table("Så är varje analys räknad", ("Analys", "Metod"), rows)


def notices_of(all_shown: Sequence[Shown]) -> tuple[str, ...]:
    """Give what every page with these numbers must say."""
    synthetic = any(shown.synthetic for shown in all_shown)
    unprotected = any(shown.threshold == 1 for shown in all_shown)
    return (*([SYNTHETIC] if synthetic else []), *([UNPROTECTED] if unprotected else []))
