import re
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jamstalld.ui.navigation import PAGES
from tests.browser.gallery import SECRET
from tests.browser.harness import ROOT, Server, axe, english_left, settle

APP = str(ROOT / "app.py")


def _python(port: int, folder: Path) -> list[str]:
    # Read because it lies in the working directory; app.py's own settings name no port.
    settings = folder / ".streamlit" / "config.toml"
    settings.parent.mkdir()
    settings.write_text(f"[server]\nport = {port}\n")
    return [sys.executable, APP]


def _streamlit_run(port: int, _: Path) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", APP, f"--server.port={port}"]


def _uvicorn(port: int, _: Path) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT), f"--port={port}"]


def _gallery(port: int, _: Path) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "tests.browser.gallery:app", f"--port={port}"]


@pytest.fixture(scope="module")
def app(server: Callable[..., Server]) -> Server:
    return server()


@pytest.fixture(scope="module")
def gallery(server: Callable[..., Server]) -> Server:
    return server(command=_gallery)


def test_the_first_html_is_swedish(app: Server) -> None:
    request = urllib.request.Request(
        f"{app.url}/insatser",
        headers={
            "Accept-Encoding": "gzip",
            "If-None-Match": "*",
            "If-Modified-Since": "Sat, 21 Nov 2037 00:00:00 GMT",
        },
    )
    with urllib.request.urlopen(request) as answer:
        page = answer.read()
    text = page.decode("utf-8")
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(page)
    assert answer.headers["etag"] is None
    assert '<html lang="sv">' in text
    assert "<title>Jämställd</title>" in text
    assert "enable JavaScript" not in text


def test_only_scripts_of_the_page_itself_may_run(app: Server) -> None:
    with urllib.request.urlopen(app.url) as answer:
        policy = answer.headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)
    assert scripts
    assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')+", scripts[1])
    assert "connect-src 'self';" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_serving_says_where_and_nothing_else(server: Callable[..., Server], page: Page) -> None:
    fresh = server()
    page.goto(fresh.url)
    settle(page)
    page.close()
    fresh.stop()
    assert fresh.output() == f"Jämställd körs på {fresh.url} – avsluta med Ctrl+C\n"


@pytest.mark.parametrize("command", [None, _streamlit_run, _python, _uvicorn])
def test_a_cold_deep_link_goes_through_the_router(
    command: Callable[[int, Path], list[str]] | None, server: Callable[..., Server], page: Page
) -> None:
    fresh = server(command=command)
    page.goto(f"{fresh.url}/insatser")
    settle(page)
    expect(page).to_have_title("Insatser – Jämställd")
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(
        sum(not entry.hidden for entry in PAGES)
    )
    expect(page.locator("h1")).to_have_count(1)
    assert page.get_by_role("dialog").count() == 0
    fresh.stop()


def test_the_first_page_can_be_named(app: Server, page: Page) -> None:
    page.goto(f"{app.url}/{PAGES[0].path}?kvar=ja")
    settle(page)
    expect(page).to_have_title(f"{PAGES[0].title} – Jämställd")
    assert page.url == f"{app.url}/?kvar=ja"
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_gets_the_menu_behind_a_button(
    scheme: str, app: Server, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page(390, 844, scheme)
    page.goto(f"{app.url}/insatser")
    settle(page)
    expect(page.locator("h1")).to_be_in_viewport()
    page.screenshot(path=tmp_path / f"insatser-{scheme}-390.png")
    page.get_by_role("button", name="Visa sidomenyn").click()
    expect(page.get_by_role("link", name="Beslut")).to_be_in_viewport()
    page.wait_for_timeout(500)
    page.screenshot(path=tmp_path / f"menu-{scheme}-390.png")
    assert english_left(page) == []
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_offers_light_and_dark(app: Server, page: Page, tmp_path: Path) -> None:
    page.goto(app.url)
    settle(page)
    page.get_by_role("button", name="Meny").click()
    expect(page.get_by_text("Om Jämställd")).to_be_visible()
    page.screenshot(path=tmp_path / "menu.png")
    assert english_left(page) == []
    page.get_by_text("Om Jämställd").click()
    expect(page.get_by_role("dialog")).to_contain_text("kvinnor och män")
    page.screenshot(path=tmp_path / "about.png")
    assert english_left(page) == []


def test_keys_of_the_developer_do_nothing(app: Server, page: Page) -> None:
    sent: list[str | bytes] = []
    page.on("websocket", lambda web_socket: web_socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{app.url}/ladda-upp")
    settle(page)
    assert sent
    sent.clear()
    for key in ("c", "r", "Shift+R"):
        page.locator("body").press(key)
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 0
    assert sent == [], "the page has been run again"
    page.get_by_text("Om filen inte själv säger kvartal eller enhet").click()
    page.get_by_label("Enhet").press_sequentially("Rc rc")
    expect(page.get_by_label("Enhet")).to_have_value("Rc rc")


def test_an_unknown_address_is_answered_in_swedish(app: Server, new_page: Callable[..., Page]) -> None:
    page = new_page(errors=True)
    page.goto(f"{app.url}/finns-inte")
    settle(page)
    expect(page.get_by_role("dialog")).to_contain_text("Adressen leder inte till någon sida")
    assert english_left(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_widgets_speak_swedish(scheme: str, gallery: Server, new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page(scheme=scheme)
    page.goto(gallery.url)
    settle(page)
    expect(page.locator("h1")).to_have_text("Galleri")
    expect(page.get_by_text("Högst 200 MB per fil")).to_be_visible()
    page.screenshot(path=tmp_path / f"gallery-{scheme}.png", full_page=True)
    assert english_left(page) == []
    assert axe(page) == []


def test_widgets_speak_swedish_when_used(gallery: Server, page: Page, tmp_path: Path) -> None:
    page.goto(gallery.url)
    settle(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "fel.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    expect(page.get_by_text("Den sortens fil kan inte läsas.").first).to_be_attached()
    assert english_left(page) == []
    page.get_by_role("combobox", name="Område").fill("zzz")
    expect(page.get_by_text("Inga träffar")).to_be_visible()
    assert english_left(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Enheter").fill("zzz")
    expect(page.get_by_text("Inga träffar")).to_be_visible()
    assert english_left(page) == []
    page.get_by_role("combobox", name="Enheter").fill("")
    expect(page.get_by_role("option", name="Välj alla")).to_be_visible()
    assert english_left(page) == []
    page.get_by_role("option", name="Ett").click()
    settle(page)
    assert english_left(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Tal").fill("12")
    expect(page.get_by_text("Tryck Enter")).to_be_visible()
    assert english_left(page) == []
    page.get_by_role("textbox", name="Anteckning").fill("Ett ord")
    assert english_left(page) == []
    page.get_by_test_id("stDataFrame").hover()
    page.wait_for_timeout(300)
    assert english_left(page) == []
    page.get_by_test_id("stVegaLiteChart").hover()
    page.wait_for_timeout(300)
    page.screenshot(path=tmp_path / "used.png", full_page=True)
    assert english_left(page) == []


def test_boxes_toasts_and_waiting_speak_swedish(gallery: Server, page: Page) -> None:
    page.goto(gallery.url)
    settle(page)
    page.get_by_role("button", name="Visa ruta").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Stäng")).to_be_visible()
    assert english_left(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Ropa").click()
    expect(page.get_by_test_id("stToast")).to_be_visible()
    assert english_left(page) == []
    settle(page)
    page.get_by_role("button", name="Arbeta").click()
    expect(page.get_by_text("Arbetar …").first).to_be_visible()
    assert english_left(page) == []
    settle(page)


def test_own_words_are_left_alone(gallery: Server, page: Page) -> None:
    page.goto(gallery.url)
    settle(page)
    page.evaluate(
        """() => {
            const own = document.createElement('div');
            own.dataset.testid = 'stTable';
            own.id = 'own';
            own.textContent = 'Stop';
            document.body.append(own);
            const choice = document.createElement('div');
            choice.setAttribute('role', 'option');
            choice.dataset.key = '0';
            choice.id = 'choice';
            choice.textContent = 'Sum';
            document.body.append(choice);
            const built = document.createElement('div');
            built.id = 'built';
            built.textContent = ' Stop ';
            document.body.append(built);
        }"""
    )
    expect(page.locator("#built")).to_have_text("Avbryt")
    expect(page.locator("#own")).to_have_text("Stop")
    expect(page.locator("#choice")).to_have_text("Sum")


def test_a_failing_page_says_so_and_keeps_the_value(gallery: Server, page: Page) -> None:
    page.goto(gallery.url)
    settle(page)
    page.get_by_role("button", name="Gå sönder").click()
    expect(page.get_by_role("alert").filter(has_text="Något gick fel")).to_be_visible()
    settle(page)
    assert english_left(page) == []
    assert SECRET not in page.content()
    log = gallery.output()
    assert SECRET not in log
    assert "Traceback" not in log
    assert re.search(r"Uncaught app execution: ValueError \(browser/gallery\.py:\d+\)", log)


def test_a_lost_server_is_reported_in_swedish(server: Callable[..., Server], new_page: Callable[..., Page]) -> None:
    page = new_page(errors=True)
    fresh = server()
    page.goto(fresh.url)
    settle(page)
    fresh.stop()
    expect(page.get_by_text("Jämställd svarar inte").first).to_be_visible(timeout=30_000)
    assert english_left(page) == []
