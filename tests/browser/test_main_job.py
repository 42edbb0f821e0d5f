"""The main job in a real browser: upload, look, choose, write, and find it again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import open_database
from jamstalld.ui.navigation import PAGES
from tests.browser.harness import Server, axe, choose, cut_off, english_left, moving, settle, turn
from tests.shared import municipality

expect.set_options(timeout=30_000)  # the machine may be busy with other tests
MUNICIPALITY = house() / "sample_data" / "municipality"
LAPTOP, PHONE = 1280, 390  # pixels wide
ENLARGED = LAPTOP // 2  # what is left of a laptop's width when all is shown twice as large
NARROWEST = LAPTOP // 4  # and four times as large: WCAG 1.4.10
HEADINGS = {
    "oversikt": "Översikt",
    "insatser": "Vilka får vilka insatser?",
    "beslut": "Får kvinnor och män bifall lika ofta?",
    "utfall": "Når kvinnor och män målen lika ofta?",
    "over-tid": "Bifall: hur har könsskillnaden ändrats?",
    "samspel": "Bifall: är könsskillnaden lika stor i alla grupper?",
    "traffsakerhet": "Får kvinnor och män samma insatser vid samma behov?",
    "forklaras": "Kan skillnaden förklaras?",
    "analyser": "Analyser",
    "atgarder": "Åtgärder",
    "moten": "Möten",
    "presentera": "Presentera",
    "utmaningar": "Kända utmaningar",
    "historik": "Historik",
    "rapporter": "Rapporter",
    "fragor": "Frågor",
    "ladda-upp": "Ladda upp underlag",
    "leveranser": "Leveranser",
    "datakvalitet": "Datakvalitet",
    "drift": "Drift",
    "skyddet": "Skydd av små tal",
    "om-metoden": "Om metoden",
}


@pytest.fixture(scope="module")
def app(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The app with eight quarters of sample data, loaded by the command before it starts."""
    path = municipality(tmp_path_factory, tmp_path_factory.mktemp("main_job") / "jamstalld.duckdb", quarters=8)
    return server(database=path, JAMSTALLD_SALT_FILE=str(path.with_name("salt")))


@pytest.fixture(scope="module")
def without_outcomes(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The app of a municipality that has decisions to show, and has not begun to follow results up."""
    folder = tmp_path_factory.mktemp("without")
    path, salt = folder / "jamstalld.duckdb", folder / "salt"
    lines = ["Kvartal;Kön;Insats;Beslut"]
    for at in range(120):
        sex, decision = ("Kvinna", "Man")[at % 2], ("Bifall", "Avslag", "Bifall")[at % 3]
        lines.append(f"2026K{at % 3 + 1};{sex};{('Hemtjänst', 'Boendestöd')[at % 5 % 2]};{decision}")
    file = folder / "beslut.csv"
    file.write_text("\n".join(lines), "utf-8")
    database = open_database(path, salt)
    assert load_file(database, file, LoadOptions(), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    return server(database=path, JAMSTALLD_SALT_FILE=str(salt))


@pytest.fixture(scope="module")
def empty(server: Callable[..., Server]) -> Server:
    return server()


def opened(page: Page, app: Server, address: str) -> None:
    page.goto(f"{app.url}/{address}")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settle(page, timeout=90)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_every_page_is_accessible_and_swedish(app: Server, page: Page, entry) -> None:
    opened(page, app, entry.path)
    expect(page.locator("h1")).to_have_text(HEADINGS[entry.path])
    expect(page.get_by_text("Uppgifterna är påhittade. Kommunen finns inte.").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "sv"
    looked_over(page)
    headings = visible_headings(page)
    turn(page, "dark")
    looked_over(page, colours_only=True)
    for width in (ENLARGED, NARROWEST, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        assert cut_off(page) == []
        assert visible_headings(page) == headings
    looked_over(page)
    assert moving(page) == []


def visible_headings(page: Page) -> list[str]:
    return page.evaluate("""() => [...document.querySelectorAll('main :is(h1, h2, h3)')]
        .filter((one) => one.checkVisibility() && one.offsetWidth > 1).map((one) => one.innerText)""")


def looked_over(page: Page, *, colours_only: bool = False) -> None:
    """Nothing on the page is against the rules, in English, or outside the window."""
    assert axe(page, colours_only=colours_only) == []
    assert english_left(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(
    ("entry", "kind", "scheme"),
    [
        *(pytest.param(entry, "empty", "dark", id=f"{entry.path}-empty") for entry in PAGES),
        # What the others show does not depend on which columns the data have.
        *(
            pytest.param(entry, "without_outcomes", "light", id=f"{entry.path}-without")
            for entry in PAGES
            if entry.group == "Analys"
        ),
    ],
)
def test_every_page_opens_where_there_is_little_to_show(
    request: pytest.FixtureRequest, new_page: Callable[..., Page], entry, kind: str, scheme: str
) -> None:
    app: Server = request.getfixturevalue(kind)
    page = new_page(scheme=scheme)
    opened(page, app, entry.path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("Något gick fel")).to_have_count(0)
    looked_over(page)


def test_the_picture_fits_a_laptop_screen_and_says_what_it_shows(app: Server, page: Page) -> None:
    opened(page, app, "beslut?rader=Verksamhetsområde")
    picture = page.locator(".st-key-bred svg.marks")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 800
    name = page.locator(".st-key-bred [aria-label^='Diagram']").first.get_attribute("aria-label")
    assert name
    assert "Skadligt bruk och beroende" in name
    expect(page.locator(".st-key-smal")).to_be_hidden()
    expect(page.get_by_role("table").first).to_contain_text("Skadligt bruk och beroende")


def test_a_phone_gets_a_picture_of_its_own(app: Server, new_page: Callable[..., Page]) -> None:
    page = new_page(width=390)
    opened(page, app, "beslut?rader=Verksamhetsområde")
    expect(page.locator(".st-key-smal svg.marks")).to_be_visible()
    expect(page.locator(".st-key-bred")).to_be_hidden()


def test_an_address_opens_the_view_it_names(app: Server, page: Page) -> None:
    opened(page, app, "beslut?period=kv+1+2026&omrade=Äldre&rader=Enhet&bas=Personer")
    expect(page.get_by_text("Äldre · kvartal 1 2026 ·")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Enhet", exact=True)).to_be_visible()


def test_what_is_chosen_is_in_the_address_and_can_be_sent(app: Server, new_page: Callable[..., Page]) -> None:
    first, second = new_page(), new_page()
    opened(first, app, "beslut")
    choose(first, "Verksamhetsområde", "Skadligt bruk och beroende")
    choose(first, "Visa per", "Behovsnivå")
    expect(first.get_by_text("Skadligt bruk och beroende · kvartal")).to_be_visible()
    finding = first.locator("h2").first.inner_text()
    # Somebody else, who has never been here, opens the address.
    second.goto(first.url)
    settle(second, timeout=90)
    expect(second.get_by_text("Skadligt bruk och beroende · kvartal")).to_be_visible()
    assert second.locator("h2").first.inner_text() == finding
    # And the choice follows to the next page.
    second.get_by_role("link", name="Utfall").click()
    expect(second.locator("h1")).to_have_text(HEADINGS["utfall"])
    settle(second)
    expect(second.get_by_text("Skadligt bruk och beroende · kvartal")).to_be_visible()


def test_two_people_have_filters_of_their_own_and_see_what_the_other_writes(
    app: Server, new_page: Callable[..., Page]
) -> None:
    eva, bo = new_page(), new_page()
    opened(eva, app, "insatser")
    opened(bo, app, "insatser")
    choose(eva, "Enhet", "Äldreomsorg")
    expect(eva.get_by_text("Äldreomsorg · kvartal")).to_be_visible()
    expect(bo.get_by_text("Äldreomsorg · kvartal")).to_have_count(0)
    bo.get_by_label("Ditt namn").fill("Bo Påhittad")
    write(bo, "Fler kvinnor än män har hemtjänst.")
    choose(eva, "Enhet", "Alla enheter")
    step(eva, "Samla")
    expect(seen_field(eva)).to_have_value("Fler kvinnor än män har hemtjänst.")
    # The list leads to the analysis, and from there back to the very view. Old addresses lead there too.
    opened(eva, app, "anteckningar")
    eva.get_by_role("link", name="Läs analysen: Vilka får vilka insatser?").first.click()
    expect(eva.locator("h2", has_text="Då och nu")).to_be_visible()
    settle(eva)
    expect(eva.get_by_text("påbörjad av Bo Påhittad")).to_be_visible()
    assert axe(eva) == []
    assert english_left(eva) == []
    eva.get_by_role("link", name="Öppna sidan").click()
    expect(eva.locator("h1")).to_have_text(HEADINGS["insatser"])
    settle(eva)
    step(eva, "Samla")
    expect(seen_field(eva)).to_have_value("Fler kvinnor än män har hemtjänst.")


def step(page: Page, title: str) -> None:
    page.get_by_role("radiogroup", name="Steg").get_by_text(title, exact=True).click()
    settle(page)


def seen_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Vad ser vi?")


def write(page: Page, text: str) -> None:
    step(page, "Samla")
    seen_field(page).fill(text)
    expect(page.locator("[data-hanterat]").first).to_contain_text("Sparat kl.")


def test_from_an_empty_database_to_a_first_view_and_still_there_after_a_restart(
    server: Callable[..., Server], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    path, salt = tmp_path / "jamstalld.duckdb", tmp_path / "salt"
    first = server(database=path, JAMSTALLD_SALT_FILE=str(salt))
    page = new_page(errors=True)  # it outlives its server
    opened(page, first, "")
    expect(page.get_by_text("Här är det tomt än")).to_be_visible()
    assert axe(page) == []
    assert english_left(page) == []
    page.get_by_role("link", name="Ladda upp underlag").click()
    expect(page.locator("h1")).to_have_text("Ladda upp underlag")
    broken = tmp_path / "trasig.xlsx"
    broken.write_bytes(b"PK\x03\x04 inte ett kalkylblad")
    page.locator("input[type=file]").set_input_files(
        [MUNICIPALITY / "2026K3.xlsx", broken, MUNICIPALITY / "2026K2.xlsx"]
    )
    settle(page)
    expect(page.get_by_role("alert")).to_have_count(1)
    for _ in range(2):
        page.get_by_role("button", name="Läs in").first.click()
        settle(page)
    expect(page.get_by_text("rader lästes in").first).to_be_visible()
    assert english_left(page) == []
    page.get_by_role("link", name="Insatser", exact=True).click()
    expect(page.locator("h1")).to_have_text(HEADINGS["insatser"])
    write(page, "Vi går igenom tio beslut.")
    first.stop()
    again = server(database=path, JAMSTALLD_SALT_FILE=str(salt))
    other = new_page()
    opened(other, again, "insatser")
    step(other, "Samla")
    expect(seen_field(other)).to_have_value("Vi går igenom tio beslut.")


def test_a_file_is_replaced_withdrawn_and_restored(
    server: Callable[..., Server], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    def written(name: str, rows: int, decision: str) -> Path:
        lines = [f"L{at};{'KM'[at % 2]};2026K1;Norr;{decision}" for at in range(rows)]
        file = tmp_path / name
        file.write_text("\n".join(["Löpnummer;Kön;Kvartal;Enhet;Beslut", *lines]), "utf-8")
        return file

    app = server(database=tmp_path / "jamstalld.duckdb", JAMSTALLD_SALT_FILE=str(tmp_path / "salt"))
    page = new_page()
    for name, rows, decision, button in (
        ("gammal.csv", 60, "Avslag", "Läs in 60 rader"),
        ("ny.csv", 50, "Bifall", "Ersätt och läs in 50 rader"),
    ):
        opened(page, app, "ladda-upp")
        page.locator("input[type=file]").set_input_files(written(name, rows, decision))
        settle(page)
        if name == "ny.csv":
            expect(page.get_by_role("button", name="Läs in 50 rader")).to_be_disabled()
            expect(page.get_by_text("25 kvinnor, 25 män")).to_be_visible()
            page.get_by_text("Ersätt det som finns", exact=True).click()
            settle(page)
        assert axe(page) == []
        assert english_left(page) == []
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text("rader lästes in").first).to_be_visible()
        settle(page)
    opened(page, app, "leveranser")
    expect(page.get_by_role("cell", name="Ersatt", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Dra tillbaka", exact=True).click()
    page.get_by_label("Varför dras leveransen tillbaka?").fill("Fel urval")
    settle(page)
    assert axe(page) == []
    assert english_left(page) == []
    page.get_by_role("button", name="Ja, dra tillbaka").click()
    expect(page.get_by_text("räknas inte längre.").first).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Återställ").click()
    expect(page.get_by_text("Leveransen är återställd")).to_be_visible()
    expect(page.get_by_role("cell", name="Fel urval")).to_be_visible()
    settle(page)
    assert axe(page) == []
