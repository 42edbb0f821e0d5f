"""The documents in another program: LibreOffice opens them, and what they say is on its pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from jamstalld.export.documents.excel import excel
from jamstalld.export.documents.model import Book, Deck, Document, Section, Slide
from jamstalld.export.documents.numbers import view_sheet
from jamstalld.export.documents.powerpoint import powerpoint
from jamstalld.export.documents.showing import SLIDE_WIDTH, method_of, section_of, shown, slide_of
from jamstalld.export.documents.word import word
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from tests.unit.export.documents import made

PROGRAMS = ("soffice", "pdftotext")


def pdf_of(content: bytes, ending: str, folder: Path) -> list[str]:
    """Let LibreOffice make a PDF of a file, and give the text of each page on one line."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} must be there")
        pytest.skip(f"{missing} not found")
    file = folder / f"fil.{ending}"
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    text = subprocess.run(["pdftotext", str(folder / "fil.pdf"), "-"], check=True, capture_output=True, timeout=60)
    pages = text.stdout.decode().split("\f")[:-1]
    return [re.sub(r"\s+", " ", page) for page in pages]


@pytest.fixture(scope="module")
def views(sample_database: Database) -> list[View]:
    return [build_view(sample_database, ViewRequest("approval", by="area")) for _ in range(1)]


def test_word(views: list[View], tmp_path: Path) -> None:
    seen = [shown(view) for view in views]
    parts = (*map(section_of, seen), Section("Metod och skydd", method_of([(one.question, one) for one in seen])))
    pages = pdf_of(word(Document("Rapport", (), made.DAY, parts, (made.NOTICE,))), "docx", tmp_path)
    whole = " ".join(pages)
    for sentence in (sentence for view in views for sentence in (view.question, view.sentences[0])):
        assert sentence.replace("\u00a0", " ") in whole
    for at, page in enumerate(pages, start=1):
        assert f"Sida {at} av {len(pages)}" in page
        assert made.NOTICE in page


def test_powerpoint(views: list[View], tmp_path: Path) -> None:
    slides = [slide_of(shown(view, width=SLIDE_WIDTH)) for view in views]
    deck = Deck("Bilder", (), made.DAY, (*slides, Slide("Sist", bullets=("en rad",))), (made.NOTICE,))
    pages = pdf_of(powerpoint(deck), "pptx", tmp_path)
    assert len(pages) == len(slides) + 2
    assert views[0].sentences[0].replace("\u00a0", " ") in pages[1]
    assert "en rad" in pages[-1]
    assert all(made.NOTICE in page for page in pages)


def test_excel(views: list[View], tmp_path: Path) -> None:
    book = Book("Tabeller", made.DAY, views[0].method, tuple(map(view_sheet, views)), (made.NOTICE,))
    pages = pdf_of(excel(book), "xlsx", tmp_path)
    assert len(pages) == 1 + len(views)
    row = views[0].rows[0]
    assert row.label in pages[1]
    assert f"{row.women.n}" in pages[1]
    assert "Metod och skydd" in pages[0]
