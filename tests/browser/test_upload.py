"""Loading a messy workbook in a real browser, by somebody who knows nothing but what the pages say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Server, axe, choose, english_left, pale_buttons, settle

expect.set_options(timeout=30_000)  # the machine may be busy with other tests
CASES = 60
MOST_FIRST, MOST_NEXT = 12, 3  # clicks and choices
HEADERS = ("Kod", "Gndr", "Vad det gäller", "Fattat den", "Utfallskod", "Nöjdhet 1-5", "Handläggarens ord")
FIRST_CASE = 6  # the row in Excel


def messy(path: Path, month: int, *, number: int) -> Path:
    """Write a workbook as they come: titles, merged headers over strange ones, free text, a sum and a note.

    Parameters
    ----------
    month
        The first month of its quarter.
    number
        The number of its first case.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Uppföljning vuxna, Exempelköping"])
    sheet.append(["Utdrag gjort av verksamhetsutvecklaren"])
    sheet.append([])
    sheet.append(["Den sökande", None, "Ärendet", None, None, "Uppföljning", None])
    sheet.append(HEADERS)
    for merged in ("A1:G1", "A4:B4", "C4:E4", "F4:G4"):
        sheet.merge_cells(merged)
    for at in range(CASES):
        sheet.append(
            [
                f"{number + at}-x",
                ("man", "kvinna")[at % 2],
                ("Hemtjänst", "Boendestöd", "Kontaktperson")[at % 3],
                date(2026, month + at % 3, 1 + at % 25),
                ("Bifall", "Avslag", "Bifall")[at % 7 % 3],
                at % 5 + 1,
                f"Hen berättade om sin vecka, och om sådant som hände den {at} i månaden.",
            ]
        )
    sheet.append(["Summa", None, None, None, None, None, None])
    sheet.append(["Källa: verksamhetssystemet, inkomna beslut."])
    workbook.save(path)
    return path


def with_faults(path: Path) -> Path:
    """Put a decision that is in no list in one cell and a day that does not exist in another."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    sheet["E9"], sheet["D12"] = "Vilande", "31 februari 2026"
    workbook.save(path)
    return path


@dataclass
class Stranger:
    """Somebody at the page, who finds things by their role and visible name, and how much they have had to do."""

    page: Page
    done: int = 0

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def sees(self, text: str) -> None:
        expect(self.main.get_by_text(text).first).to_be_visible()

    def press(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.done += 1
        settle(self.page)

    def takes_file(self, button: str, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.main.get_by_role("button", name=button).click()
        chooser.value.set_files(file)
        self.done += 1
        expect(self.main.get_by_text(file.name, exact=True).first).to_be_visible()
        settle(self.page)

    def chooses(self, menu: str, value: str) -> None:
        choose(self.page, menu, value)
        self.done += 1

    def downloads(self, button: str, folder: Path) -> Path:
        with self.page.expect_download() as download:
            self.main.get_by_role("button", name=button).click()
        self.done += 1
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path


@pytest.fixture(scope="module")
def app(server: Callable[..., Server]) -> Server:
    """The app with an empty database, which stays empty."""
    return server()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes seconds to read and to write."""
    lines = ["Löpnummer;Kön;Beslutsdatum;Enhet;Insats;Beslut"]
    for at in range(150_000):
        day, unit = f"2026-0{at % 3 + 1}-1{at % 9}", ("Norr", "Söder")[at % 5 % 2]
        intervention, decision = ("Hemtjänst", "Boendestöd")[at % 7 % 2], ("Bifall", "Avslag")[at % 4 == 0]
        lines.append(f"L{at};{'KM'[at % 2]};{day};{unit};{intervention};{decision}")
    path = tmp_path_factory.mktemp("large") / "stor.csv"
    path.write_text("\n".join(lines), "utf-8")
    assert path.stat().st_size > 1_000_000
    return path


def opened(page: Page, app: Server) -> Stranger:
    page.goto(f"{app.url}/ladda-upp")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ladda upp underlag", timeout=60_000)
    settle(page, timeout=90)
    return Stranger(page)


def mend(path: Path) -> None:
    """Mend a marked workbook as its comments say, having seen to it that the two faults are what is marked."""
    workbook = load_workbook(path)
    assert workbook.sheetnames == ["Att rätta", "Sheet"]
    sheet = workbook["Sheet"]
    said = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    faults = {place: text for place, text in said.items() if not text.startswith("Observera")}
    assert faults.keys() == {"E9", "D12"}
    assert len({sheet[place].fill.fgColor.rgb for place in faults}) == 1
    assert sheet["E9"].fill.fgColor.rgb != sheet["E8"].fill.fgColor.rgb
    assert not any("Vilande" in text or "31 februari" in text for text in said.values())
    allowed = re.search(r"Skriv ett av: (\w+)", faults["E9"])
    assert allowed
    assert "Skriv datum som 2025-03-01" in faults["D12"]
    sheet["E9"], sheet["D12"] = allowed[1], "2026-02-28"
    workbook.save(path)


def test_a_stranger_loads_a_messy_workbook_mends_two_cells_and_loads_it_again(
    server: Callable[..., Server], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    first = with_faults(messy(tmp_path / "Vuxna 2026 K1.xlsx", 1, number=1))
    app = server()
    eva = opened(new_page(), app)
    eva.takes_file("Välj fil", first)
    # The page has found the headers in row 5 and proposes what they mean; of one it is not sure, and says what it
    # thinks; of one it knows only that there are codes in it.
    eva.sees("Rad 5 verkar vara rubrikraden. Välj vad kolumnerna betyder.")
    eva.sees("Osäker: kanske Beslutsdatum")
    eva.sees("Ser ut att innehålla fritext. Läses aldrig in.")
    eva.chooses("Kolumn D, Fattat den", "Beslutsdatum")
    eva.chooses("Kolumn A, Kod", "Person (löpnummer eller kod)")
    eva.press("Använd kolumnerna")
    eva.sees("62 rader lästa: 58 kan läsas in, 2 har fel, 2 läggs åt sidan. Kvartal: 2026K1.")
    faults = eva.main.get_by_role("list").first.get_by_role("listitem")
    expect(faults).to_have_count(2)
    expect(faults.filter(has_text="Kolumn E, rad 9:")).to_contain_text("Skriv ett av: bifall")
    expect(faults.filter(has_text="Kolumn D, rad 12:")).to_contain_text("Skriv datum som")
    eva.press("Spara som profil")
    eva.sees("Profilen ”Vuxna” är sparad.")
    mended = eva.downloads("Ladda ner filen med cellerna markerade", tmp_path)
    mend(mended)
    eva.press(f"Ta bort {first.name}")
    eva.takes_file("Välj fil", mended)
    eva.sees("Läses enligt profilen Vuxna.")
    eva.sees("62 rader lästa: 60 kan läsas in, 0 har fel, 2 läggs åt sidan.")
    expect(eva.main.get_by_text("Fel att rätta")).to_have_count(0)
    eva.press("Läs in 60 rader")
    eva.sees("60 av 62 rader lästes in")
    assert eva.done <= MOST_FIRST
    eva.press("Se resultatet på Översikt", "link")
    expect(eva.page.get_by_role("heading", level=1)).to_have_text("Översikt")
    eva.press("Insatser", "link")
    expect(eva.page.get_by_role("heading", level=1)).to_have_text("Vilka får vilka insatser?")
    expect(eva.main.get_by_role("table").first).to_contain_text("Hemtjänst")
    # Next quarter's file, by somebody else.
    bo = opened(new_page(), app)
    bo.takes_file("Välj fil", messy(tmp_path / "Vuxna 2026 K2.xlsx", 4, number=1001))
    bo.sees("Läses enligt profilen Vuxna.")
    bo.press("Läs in 60 rader")
    bo.sees("60 av 62 rader lästes in")
    assert bo.done <= MOST_NEXT


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_every_state_of_the_page_is_accessible_swedish_and_fits(
    app: Server, new_page: Callable[..., Page], tmp_path: Path, width: int, scheme: str
) -> None:
    eva = opened(new_page(width=width, scheme=scheme), app)

    def well() -> None:
        assert axe(eva.page) == []
        assert pale_buttons(eva.page) == []
        assert english_left(eva.page) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert eva.page.evaluate(wide) <= 0, "the page is wider than the window"

    eva.takes_file("Välj fil", with_faults(messy(tmp_path / "Vuxna 2026 K1.xlsx", 1, number=1)))
    well()  # columns to choose
    eva.chooses("Kolumn D, Fattat den", "Beslutsdatum")
    eva.chooses("Kolumn A, Kod", "Ny egen uppgift …")
    eva.press("Använd kolumnerna")
    eva.sees("Ny egen uppgift för kolumn A, Kod")
    eva.sees("Stavningar: 1 att ta ställning till")
    eva.sees("Fel att rätta")
    for closed in ("Kolumner: 5 av 7 används", "Vad som ändras", "Så sparas de första raderna"):
        eva.main.get_by_text(closed).click()
    expect(eva.main.get_by_role("table")).to_have_count(2)
    well()  # all there is to decide and to see before a file is loaded
    broken = tmp_path / "trasig.xlsx"
    broken.write_bytes(b"PK\x03\x04 inte ett kalkylblad")
    eva.takes_file("Lägg till filer", broken)
    eva.sees("Filen är skadad")
    well()


def nothing_is_loaded(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/leveranser")
    expect(page.get_by_role("main").get_by_text("Inget är inläst än.")).to_be_visible()


def test_reading_can_be_stopped_and_begun_again(app: Server, page: Page, large: Path) -> None:
    eva = opened(page, app)
    page.locator("input[type=file]").set_input_files(large)
    expect(eva.main.get_by_text(re.compile("Öppnar filen …|Läser raderna …"))).to_be_visible()
    eva.main.get_by_role("button", name="Avbryt").click()
    eva.sees("Avbrutet. Inget ur filen har lästs in.")
    settle(page)
    expect(eva.main.get_by_role("button", name="Läs in")).to_have_count(0)
    assert axe(page) == []
    assert english_left(page) == []
    eva.press("Börja om")
    expect(eva.main.get_by_role("button", name=re.compile("Läs in 150.000 rader"))).to_be_visible()
    nothing_is_loaded(page, app)


def test_loading_can_be_stopped_and_leaves_nothing_behind(app: Server, page: Page, large: Path) -> None:
    eva = opened(page, app)
    page.locator("input[type=file]").set_input_files(large)
    eva.main.get_by_role("button", name="Läs in 150").click()
    expect(eva.main.get_by_text("Skriver i databasen …")).to_be_visible()
    eva.main.get_by_role("button", name="Avbryt").click()
    eva.sees("Avbrutet. Inget ur filen har lästs in.")
    settle(page)
    eva.press("Börja om")
    expect(eva.main.get_by_role("button", name="Läs in 150")).to_be_visible()
    nothing_is_loaded(page, app)
