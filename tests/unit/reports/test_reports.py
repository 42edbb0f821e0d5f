"""What a group has written, as minutes, a four-step report, slides and tables: all of it, once, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import openpyxl
import pptx
import pytest

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.words import visible_rows
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, analysis_identity
from jamstalld.dialogue.meetings import Meeting, Point
from jamstalld.dialogue.prompts import Prompt, prompts_with
from jamstalld.errors import JamstalldError
from jamstalld.export.documents.model import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    filled,
)
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.reports import material
from jamstalld.reports.four_steps import CHILDREN, EQUALITY, GENDER, METHOD, STEPS, WORKING, four_steps
from jamstalld.reports.minutes import CAME_TO, CONCLUSIONS, DECIDED, OPEN, SAID, minutes
from jamstalld.reports.saying import actions_table, said_text
from jamstalld.reports.slides import analysis_slides, meeting_slides
from jamstalld.reports.writing import Wanted, report
from jamstalld.store import (
    Database,
    alter,
    close_meeting,
    open_database,
    open_meeting,
    plan_meeting,
    save,
    save_text,
)
from jamstalld.views.model import View
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.wording.method import SYNTHETIC
from tests.conftest import ROOT, TODAY, write_salt
from tests.unit.reports import written
from tests.unit.reports.written import TEXTS, WHO, Written

DAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A year of the sample municipality, to write in."""
    folder = tmp_path_factory.mktemp("reports")
    opened = open_database(folder / "db.duckdb", write_salt(folder / "salt"))
    for file in sorted((ROOT / "sample_data" / "municipality").glob("*2025*.xlsx")):
        load_file(opened, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def wrote(database: Database) -> Written:
    return written.write(database)


def studied(database: Database, *identities: str) -> list[material.Studied]:
    return [material.studied(database, material.find_analysis(database, one)) for one in identities]


@pytest.fixture(scope="module")
def steps(database: Database, wrote: Written) -> Document:
    return four_steps(studied(database, wrote.analysis), material.prompts(database), DAY)


@pytest.fixture(scope="module")
def told(database: Database, wrote: Written) -> Document:
    held = material.held(database, material.find_meeting(database, wrote.meeting))
    return minutes(held, material.prompts(database), DAY)


def within(parts: Sequence[Block | Section], *titles: str) -> Section:
    """Find a section by the headings that lead to it."""
    found = next(part for part in filled(parts) if isinstance(part, Section) and part.title == titles[0])
    return within(found.parts, *titles[1:]) if titles[1:] else found


def headings(parts: Sequence[Block | Section], depth: int = 0) -> Iterator[tuple[int, str]]:
    for part in filled(parts):
        if isinstance(part, Section):
            yield depth, part.title
            yield from headings(part.parts, depth + 1)


def texts(parts: Sequence[Block | Section]) -> Iterator[str]:
    for part in filled(parts):
        match part:
            case Section(title=title, parts=inner):
                yield title
                yield from texts(inner)
            case Paragraph(text=text) | Quote(text=text):
                yield text
            case Bullets(items=items):
                yield from items
            case Table(caption=caption, header=header, rows=rows, source=source):
                yield from (caption, *header, *(cell for row in rows for cell in row), source)
            case Picture(alt=alt, source=source):
                yield from (alt, source)
            case _:
                pass


class TestFourSteps:
    def test_it_has_the_four_steps_in_order(self, steps: Document) -> None:
        assert [title for depth, title in headings(steps.parts) if depth == 0] == [*STEPS, METHOD]

    def test_the_three_headings_hold_the_groups_own_text(self, steps: Document) -> None:
        assert within(steps.parts, STEPS[2], EQUALITY).parts == (Quote(TEXTS["equality"]),)
        assert within(steps.parts, STEPS[2], CHILDREN).parts == (Quote(TEXTS["children"]),)
        gender = list(texts(within(steps.parts, STEPS[2], GENDER).parts))
        assert {TEXTS["meaning_women"], TEXTS["meaning_men"], TEXTS["goals"]} <= set(gender)
        assert "Har skillnaden sakliga skäl? Till en del." in gender

    def test_questions_are_about_women_and_men(self, steps: Document) -> None:
        titles = [title for _, title in headings(steps.parts)]
        assert "Vad betyder det för kvinnor?" in titles
        assert not [title for title in titles if "{" in title]

    def test_everything_that_was_written_is_there_once(self, steps: Document) -> None:
        said = list(texts(steps.parts))
        for text in (*TEXTS.values(), "Vi frågar olika", "Kvinnor söker tidigare", "Samma frågor till alla"):
            assert said.count(text) == 1, text
        # What is not known yet is a possible cause, and a question to be answered.
        assert said.count("Män tackar nej") == 2

    def test_numbers_are_those_that_the_group_saw(self, steps: Document, wrote: Written) -> None:
        assert isinstance(wrote.view, View)
        section = within(steps.parts, STEPS[1])
        (table,) = [part for part in section.parts if isinstance(part, Table)]
        rows = comparison_table(wrote.view, wrote.view.by_title)[: len(visible_rows(wrote.view))]
        assert [dict(zip(table.header, row, strict=True)) for row in table.rows] == rows
        assert section.parts[0] == Paragraph(wrote.view.sentences[0], strong=True)
        assert any(isinstance(part, Picture) for part in section.parts)

    def test_whom_it_concerns_is_told_by_sex_with_period_unit_and_protection(self, steps: Document) -> None:
        (table,) = [part for part in within(steps.parts, STEPS[0]).parts if isinstance(part, Table)]
        ((_, about),) = table.rows
        for words in ("2025", "för kvinnor", "för män", "räknat i insatser", "Antal under 5 visas inte."):
            assert words in about

    def test_an_analysis_over_time_is_not_said_to_be_told_by_sex(self, database: Database, wrote: Written) -> None:
        seen = over_time(database, OverTimeRequest("approval"))
        through = material.Studied(Analysis("1", "", title="Över tid"), seen, {}, (), ())
        for every, caption in (
            ([through], "Underlaget"),
            ([*studied(database, wrote.analysis), through], "Underlaget"),
            (studied(database, wrote.analysis, wrote.draft), "Underlaget, uppdelat på kön"),
        ):
            document = four_steps(every, material.prompts(database), DAY)
            tables = [part for part in within(document.parts, STEPS[0]).parts if isinstance(part, Table)]
            assert [table.caption for table in tables] == [caption]

    def test_actions_and_the_open_box_say_who_and_when(self, steps: Document) -> None:
        tables = [part for part in within(steps.parts, STEPS[3]).parts if isinstance(part, Table)]
        assert tables[0].rows == (
            (
                "Samma frågor till alla",
                "Bo Chef",
                "31 januari 2027",
                "Pågår",
                "Bifall · Ekonomiskt bistånd. Väntat: skillnaden ska bli mindre, att se kvartal 4 2026.",
            ),
        )
        assert tables[1].rows == (("Män tackar nej", "Hur många tackar nej?", "Bo", "15 december 2026"),)

    def test_who_finished_it_and_when_is_told(self, steps: Document) -> None:
        assert "Slutförd 20 november 2026 av Anna Analys." in list(texts(steps.parts))
        assert WORKING not in steps.subtitle

    def test_what_is_not_written_has_no_heading(self, database: Database, wrote: Written) -> None:
        draft = four_steps(studied(database, wrote.draft), material.prompts(database), DAY)
        assert [title for _, title in headings(draft.parts)] == [
            STEPS[0],
            STEPS[1],
            "Vad siffrorna inte kan säga",
            "Vad ser vi?",
            METHOD,
        ]
        assert draft.subtitle == ("Behov", WORKING)

    def test_several_analyses_each_have_their_heading(self, database: Database, wrote: Written) -> None:
        both = four_steps(studied(database, wrote.analysis, wrote.draft), material.prompts(database), DAY)
        second = [title for depth, title in headings(within(both.parts, STEPS[1]).parts) if depth == 0]
        assert second == ["Får kvinnor och män bifall lika ofta?", "Behov"]

    def test_invented_data_are_said_to_be_so(self, steps: Document) -> None:
        assert steps.notices == (SYNTHETIC,)

    def test_the_municipalitys_own_questions_are_told_in_their_step(self, database: Database, wrote: Written) -> None:
        own = Prompt("budget", "", "act", "Vad kostar det?", place=9)
        one = studied(database, wrote.analysis)[0]
        one.texts["budget"] = "Ingenting."
        document = four_steps([one], prompts_with((own,)), DAY)
        assert within(document.parts, STEPS[3], "Vad kostar det?").parts == (Quote("Ingenting."),)


class TestMinutes:
    def test_the_agenda_comes_first_then_what_it_led_to(self, told: Document) -> None:
        assert [title for depth, title in headings(told.parts) if depth == 0] == [
            "1. Bifall",
            "2. Orsaker",
            CONCLUSIONS,
            DECIDED,
            OPEN,
            METHOD,
        ]

    def test_it_says_when_and_who(self, told: Document) -> None:
        assert (told.title, told.subtitle) == (
            "Ledningsgruppens möte",
            ("20 november 2026", "Närvarande: Anna, Bo, Cia"),
        )

    def test_what_was_shown_is_there_as_the_group_saw_it(self, told: Document, wrote: Written) -> None:
        shown = within(told.parts, "1. Bifall")
        assert shown.parts[0] == Paragraph(wrote.view.sentences[0], strong=True)
        assert [type(part) for part in shown.parts if isinstance(part, Picture | Table)] == [Picture, Table]
        assert within(shown.parts, CAME_TO).parts == (Quote("Vi går vidare med bifall."),)

    def test_what_was_said_is_put_together_and_counted(self, told: Document) -> None:
        said = within(told.parts, "2. Orsaker", SAID)
        assert said.parts == (
            Bullets(
                (
                    "Vi frågar olika (3 prickar) Även: Olika frågor ställs",
                    "Vana (3 prickar)",
                    '=HYPERLINK("x") (1 prick)',
                )
            ),
        )

    def test_nobody_who_took_part_is_named_by_what_they_wrote(self, told: Document) -> None:
        assert not {"x", "y", "z"} & set(texts(told.parts))

    def test_decisions_and_the_open_box(self, told: Document) -> None:
        assert "Samma frågor till alla" in list(texts(within(told.parts, DECIDED).parts))
        assert "Hur många tackar nej?" in list(texts(within(told.parts, OPEN).parts))


class TestActionsOfAClosedMeeting:
    @pytest.fixture
    def led(self, make_database: Callable[..., Database]) -> Database:
        """A meeting that looks at the actions, of which there is one."""
        made = make_database()
        plan_meeting(made, Meeting("m", "", "Möte"), [Point("p", "m", 1, "actions", "Hur går det?")], by=WHO)
        open_meeting(made, "m", by=WHO)
        save(made, Action("a", "", "Samma frågor", "Bo", status="ongoing"), by=WHO)
        return made

    def told(self, database: Database) -> list[tuple[str, str]]:
        """Give what the minutes say of the actions: what, and how far it has come."""
        held = material.held(database, material.find_meeting(database, "m"))
        sections = minutes(held, material.prompts(database), DAY).parts
        tables = [part for part in within(sections, "1. Hur går det?").parts if isinstance(part, Table)]
        assert [table.rows for table in tables] == [actions_table("", held.still_open).rows]
        return [(row[0], row[3]) for table in tables for row in table.rows]

    def change(self, database: Database) -> None:
        """Finish the action, and decide another."""
        alter(database, Action, "a", lambda action: replace(action, status="done"), by=WHO)
        save(database, Action("b", "", "Nya frågor"), by=WHO)

    def test_they_stay_as_they_were_when_it_closed(self, led: Database) -> None:
        close_meeting(led, "m", by=WHO)
        self.change(led)
        alter(led, Meeting, "m", lambda meeting: replace(meeting, day="2026-11-21"), by=WHO)
        assert self.told(led) == [("Samma frågor", "Pågår")]

    def test_while_it_is_open_they_are_as_they_are(self, led: Database) -> None:
        self.change(led)
        assert self.told(led) == [("Nya frågor", "Planerad")]

    def test_a_meeting_that_is_opened_again_closes_anew(self, led: Database) -> None:
        close_meeting(led, "m", by=WHO)
        self.change(led)
        open_meeting(led, "m", by=WHO)
        assert self.told(led) == [("Nya frågor", "Planerad")]
        close_meeting(led, "m", by=WHO)
        assert self.told(led) == [("Nya frågor", "Planerad")]


class TestSlides:
    def test_a_point_about_actions_tells_what_was_said_and_what_it_led_to(
        self, database: Database, wrote: Written
    ) -> None:
        held = material.held(database, material.find_meeting(database, wrote.meeting))
        point = Point("p9", wrote.meeting, 9, "actions", "Hur går det?")
        said = held.points[1].said
        treated = material.Treated(point, None, said, "Vi väntar.\nVi ses igen.")
        for actions, first in ((held.still_open, ("Samma frågor till alla – Bo Chef – 31 januari 2027",)), ((), ())):
            deck = meeting_slides(replace(held, points=(treated,), still_open=actions, actions=()), DAY)
            assert [(slide.title, slide.bullets) for slide in deck.slides] == [
                ("Hur går det?", (*first, *map(said_text, said), "Vi väntar.", "Vi ses igen."))
            ]

    def test_a_point_about_actions_of_which_there_is_nothing_to_tell_is_left_out(
        self, database: Database, wrote: Written
    ) -> None:
        held = material.held(database, material.find_meeting(database, wrote.meeting))
        empty = material.Treated(Point("p9", wrote.meeting, 9, "actions", "Hur går det?"), None, (), "")
        assert meeting_slides(replace(held, points=(empty,), still_open=(), actions=()), DAY).slides == ()

    @pytest.mark.parametrize(
        ("texts", "bullets"),
        [({"seen": "Det är olika."}, ("Det är olika.",)), ({"follow_up": "Nästa år."}, ("Nästa år.",)), ({}, ())],
    )
    def test_an_analysis_without_numbers_or_conclusions_has_its_slide(
        self, database: Database, texts: dict[str, str], bullets: tuple[str, ...]
    ) -> None:
        one = material.Studied(Analysis("1", "", title="Utan siffror"), None, texts, (), ())
        deck = analysis_slides([one], material.prompts(database), DAY)
        working = "Arbetsmaterial: analysen är inte slutförd."
        assert [(slide.title, slide.bullets) for slide in deck.slides] == [("Utan siffror", (*bullets, working))]

    def test_conclusions_are_not_told_twice(self, database: Database) -> None:
        one = material.Studied(Analysis("1", "", title="Utan siffror"), None, {"goals": "Vi når det inte."}, (), ())
        deck = analysis_slides([one], material.prompts(database), DAY)
        assert [slide.bullets for slide in deck.slides] == [
            ("Arbetsmaterial: analysen är inte slutförd.",),
            ("Vi når det inte.",),
        ]


class TestFiles:
    def test_slides_of_a_meeting(self, database: Database, wrote: Written) -> None:
        file = pptx.Presentation(io.BytesIO(report(database, "pptx", Wanted(meeting=wrote.meeting), made=DAY)))
        titles = [slide.shapes.title.text_frame.text for slide in file.slides]
        assert titles == ["Ledningsgruppens möte", wrote.view.sentences[0], "Orsaker", DECIDED]
        assert "Vi går vidare med bifall." in file.slides[1].notes_slide.notes_text_frame.text

    def test_slides_of_analyses(self, database: Database, wrote: Written) -> None:
        file = pptx.Presentation(io.BytesIO(report(database, "pptx", Wanted(), made=DAY)))
        titles = [slide.shapes.title.text_frame.text for slide in file.slides]
        assert titles[1:] == [
            wrote.view.sentences[0],
            "Vad det betyder: Får kvinnor och män bifall lika ofta?",
            DECIDED,
        ]
        assert TEXTS["seen"].splitlines()[0] in file.slides[1].notes_slide.notes_text_frame.text

    def test_tables_of_analyses(self, database: Database, wrote: Written) -> None:
        wanted = Wanted(analyses=(wrote.analysis, wrote.draft))
        book = openpyxl.load_workbook(io.BytesIO(report(database, "xlsx", wanted, made=DAY)))
        assert book.sheetnames == [
            "Om tabellerna",
            "Bifall per verksamhetsområde",
            "Skillnadens delar",
            "Grupp för grupp",
            "Åtgärder",
        ]
        parts = {row[0].value: row[1].value for row in book["Skillnadens delar"].iter_rows(min_row=6)}
        assert isinstance(parts["Skillnaden"], int | float)

    def test_all_that_is_finished_is_reported_where_nothing_is_chosen(self, database: Database, wrote: Written) -> None:
        book = openpyxl.load_workbook(io.BytesIO(report(database, "xlsx", Wanted(), made=DAY)))
        assert book.sheetnames == ["Om tabellerna", "Bifall per verksamhetsområde", "Åtgärder"]


class TestRefusals:
    @pytest.fixture
    def empty(self, make_database: Callable[..., Database]) -> Database:
        return make_database()

    def test_without_a_finished_analysis_it_says_what_to_do(self, empty: Database) -> None:
        with pytest.raises(JamstalldError, match="Slutför en analys"):
            report(empty, "docx", Wanted())
        save(empty, Analysis("1", "", title="Arbetsmaterial"), by=WHO)
        with pytest.raises(JamstalldError, match="Slutför en analys"):
            report(empty, "docx", Wanted())

    def test_what_does_not_exist_is_told_with_what_does(self, empty: Database) -> None:
        with pytest.raises(JamstalldError, match="det finns ingenting sparat än"):
            report(empty, "docx", Wanted(meeting="x"))
        for identity in ("abcdefghij", "bcdefghijk"):
            save(empty, Meeting(identity, "", "Möte", "2026-11-20"), by=WHO)
        for asked in ("x", "", "abcdefghijk"):
            with pytest.raises(JamstalldError) as refused:
                material.find_meeting(empty, asked)
            assert {"abcdefgh Möte 2026-11-20", "bcdefghi Möte 2026-11-20"} <= set(
                refused.value.message.removesuffix(".").split(": ")[1].split("; ")
            )

    def test_each_of_two_analyses_of_one_view_can_be_named(self, empty: Database) -> None:
        subject = {"kind": "view", "request": {"measure": "approval"}}
        first, second, eleventh = (analysis_identity(subject, number) for number in (0, 1, 10))
        other = "0" * len(first)
        for identity in (first, second, eleventh, other):
            save(empty, Analysis(identity, "", title="Bifall"), by=WHO)
        with pytest.raises(JamstalldError) as refused:
            material.find_analysis(empty, first[:8])
        for named, identity in ((first, first), (second, second), (eleventh, eleventh), (other[:8], other)):
            assert f" {named} Bifall" in refused.value.message
            assert material.find_analysis(empty, named).identity == identity

    def test_a_meeting_without_an_agenda(self, empty: Database) -> None:
        save(empty, Meeting("1", "", "Möte"), by=WHO)
        with pytest.raises(JamstalldError, match="dagordning"):
            report(empty, "docx", Wanted(meeting="1"))

    def test_both_and_a_template_for_tables(self, empty: Database) -> None:
        with pytest.raises(JamstalldError, match="inte både och"):
            report(empty, "docx", Wanted("1", ("2",)))
        with pytest.raises(JamstalldError, match="Excelfilen utan mall"):
            report(empty, "xlsx", Wanted(), template=b"x")

    def test_an_analysis_without_numbers_can_be_reported_but_has_no_tables(self, empty: Database) -> None:
        save(empty, Analysis("1", "", title="Utan siffror", final=True, finalised_on="2026-11-20"), by=WHO)
        save_text(empty, "1", "children", "Barnens röst.", by=WHO, based_on=0)
        assert report(empty, "docx", Wanted())
        assert report(empty, "pptx", Wanted())
        with pytest.raises(JamstalldError, match="inga tabeller"):
            report(empty, "xlsx", Wanted())
