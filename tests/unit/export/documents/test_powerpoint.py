"""A PowerPoint file's structure: titles, pictures with words for them, notes, numbers, language."""

from __future__ import annotations

import io

import pptx
import pytest
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.presentation import Presentation

from jamstalld.export.documents.model import Deck, Slide
from jamstalld.export.documents.powerpoint import CONTINUED, powerpoint
from tests.unit.export.documents import made


def opened(deck: Deck) -> Presentation:
    return pptx.Presentation(io.BytesIO(powerpoint(deck)))


@pytest.fixture(scope="module")
def whole() -> Presentation:
    shown = Slide("Tydlig könsskillnad i 1 av 2.", made.picture(), source="2025 · 131 beslut", notes="Fråga.\nMer.")
    return opened(made.deck(shown, Slide("Vad gör vi?", bullets=("Frågar lika", "Följer upp"), notes="Säg detta.")))


def test_slides_are_as_wide_as_screens(whole: Presentation) -> None:
    assert whole.slide_width / whole.slide_height == pytest.approx(16 / 9, rel=1e-3)


def test_every_slide_has_the_sentence_for_a_title(whole: Presentation) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in whole.slides]
    assert titles == ["Bifall 2025", "Tydlig könsskillnad i 1 av 2.", "Vad gör vi?"]


def test_the_first_slide_says_when_and_what_must_be_said(whole: Presentation) -> None:
    below = whole.slides[0].placeholders[1].text_frame
    assert [line.text for line in below.paragraphs] == ["Ledningsgruppen", "29 november 2026", made.NOTICE]


def test_pictures_have_alternative_texts_and_stay_on_the_slide(whole: Presentation) -> None:
    (picture,) = [shape for shape in whole.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Diagram: en punkt."
    assert picture.left >= 0
    assert picture.left + picture.width <= whole.slide_width
    others = [shape for shape in whole.slides[1].shapes if shape.has_text_frame and shape.text_frame.text]
    assert any("2025 · 131 beslut" in shape.text_frame.text for shape in others)
    for shape in others:
        assert shape.top + shape.height <= picture.top or shape.top >= picture.top + picture.height


def test_the_speaker_has_notes(whole: Presentation) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in whole.slides if slide.has_notes_slide]
    assert notes == ["Fråga.\nMer.", "Säg detta."]


def test_no_place_is_left_empty(whole: Presentation) -> None:
    for slide in whole.slides:
        for shape in slide.placeholders:
            assert shape.text_frame.text, (shape.name, slide.slide_id)


def test_every_slide_but_the_first_has_its_number(whole: Presentation) -> None:
    for slide in list(whole.slides)[1:]:
        numbers = [one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER]
        assert len(numbers) == 1
        assert numbers[0]._element.xpath(".//a:fld[@type='slidenum']")


def test_what_must_be_said_is_said_on_every_slide(whole: Presentation) -> None:
    for slide in whole.slides:
        assert any(made.NOTICE in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_all_text_is_said_to_be_swedish(whole: Presentation) -> None:
    frames = [shape.text_frame for slide in whole.slides for shape in slide.shapes if shape.has_text_frame]
    frames += [slide.notes_slide.notes_text_frame for slide in whole.slides if slide.has_notes_slide]
    runs = [run for frame in frames for line in frame.paragraphs for run in line.runs]
    assert runs
    assert {run.font.language_id for run in runs} == {MSO_LANGUAGE_ID.SWEDISH}
    assert whole.core_properties.language == "sv-SE"


def test_more_lines_than_fit_go_on_on_another_slide() -> None:
    lines = tuple(f"Rad {at} som gruppen har skrivit och som är ungefär så här lång" for at in range(40))
    slides = list(opened(made.deck(Slide("Vad ser vi?", bullets=lines))).slides)[1:]
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "Vad ser vi?",
        *[f"Vad ser vi? {CONTINUED}"] * (len(slides) - 1),
    ]
    shown = [line.text for slide in slides for line in slide.placeholders[1].text_frame.paragraphs]
    assert shown == list(lines)
    assert 3 <= len(slides) <= 6


def test_a_long_title_is_written_smaller() -> None:
    sizes = []
    for title in ("Kort", "Ganska lång rubrik om skillnader mellan kvinnor och män " * 4):
        slide = opened(made.deck(Slide(title, bullets=("x",)))).slides[1]
        sizes.append(slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt)
    assert sizes[0] == 32
    assert 16 <= sizes[1] < 28


def test_a_title_that_cannot_fit_is_cut_and_told_by_the_speaker() -> None:
    title = "lång" * 300
    slide = opened(made.deck(Slide(title, bullets=("x",), notes="Mer."))).slides[1]
    shown = slide.shapes.title.text_frame.text
    assert shown.endswith("…")
    assert len(shown) < 600
    assert slide.notes_slide.notes_text_frame.text == f"{title}\nMer."


@pytest.mark.parametrize("name", made.HOSTILE)
def test_what_anybody_wrote_comes_out_as_text(name: str) -> None:
    written, expected = made.HOSTILE[name]
    written, expected = written[:200], expected[:200]
    file = opened(made.deck(Slide(f"x {written}", bullets=("först", f"x {written}"), notes=f"x {written}")))
    slide = file.slides[1]
    expected = f"x {expected}"
    assert slide.shapes.title.text_frame.text == expected
    assert " ".join(line.text for line in slide.placeholders[1].text_frame.paragraphs) == f"först {expected}"
    assert slide.notes_slide.notes_text_frame.text.replace("\n", " ") == expected
