"""What the browser tests share: starting the app, a watched page, waiting, and looking for what should not be."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from jamstalld.charts import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
LONGEST_MOTION = 0.01  # seconds
# Without these Chromium calls its maker's servers by itself.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
_SERVE = """
import pathlib, sys
from jamstalld.ui.serve import serve
serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]))
"""
_OWN_HOSTS = {"127.0.0.1", "localhost"}
# On a deep link Streamlit first asks under the page's own address, gets 404 and asks again at the root.
_EXPECTED_404 = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
# Common in interfaces, and never Swedish.
_ENGLISH = re.compile(
    r"\b(the|of|to|your?|this|with|file|files|drop|drag|here|choose|options?|results?|close|search|show|hide|view|"
    r"copy|copied|download|upload|uploading|browse|select|selected|add|remove|clear|running|rerun|stopping|settings|"
    r"about|help|print|deploy|page|pages|more|less|expand|collapse|main|next|previous|press|apply|submit|loading|"
    r"connecting|allowed|invalid|field|required|heading|toolbar|fullscreen|chart|table|sidebar|light|dark|theme|"
    r"available|navigate|home|open|increment|decrement|value|values|error|please|try again|notifications?)\b",
    re.IGNORECASE,
)
_READY = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') === null;
}"""
_TEXTS = """() => {
    const passed = 'script, style, noscript, [data-testid="stIconMaterial"]';
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (element.closest(passed)) continue;
        if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
        else for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription'])
            if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    return found;
}"""


_PALE = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = numbers(colour).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const button of document.querySelectorAll('[data-testid^="stBaseButton-primary"]:not(:disabled)')) {
        const words = button.querySelector('p') ?? button;
        const [one, other] = [getComputedStyle(words).color, getComputedStyle(button).backgroundColor].map(light);
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) found.push(`${button.textContent}: ${contrast.toFixed(1)}`);
    }
    return found;
}"""


# A text is read to its end if no box that does not scroll cuts it, and it lies within the window.
_CUT_OFF = """() => {
    const passed = 'svg, script, style, textarea, [data-testid="stIconMaterial"], [aria-hidden="true"]';
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const element = text.parentElement;
        if (!text.data.trim() || element.closest(passed)) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const seen = range.getBoundingClientRect();
        for (let box = element; ; box = box.parentElement) {
            if (box === null || box.tagName === 'MAIN') {
                if (seen.right > innerWidth + 1 || seen.left < -1) found.push(`outside: ${text.data}`);
                break;
            }
            const style = getComputedStyle(box);
            const edge = box.getBoundingClientRect();
            if (edge.width <= 1 || edge.height <= 1) break;
            if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
            if (/hidden|clip/.test(style.overflowX) && (seen.right > edge.right + 1 || seen.left < edge.left - 1)) {
                found.push(`cut across: ${text.data}`);
                break;
            }
            if (/hidden|clip/.test(style.overflowY) && (seen.bottom > edge.bottom + 2 || seen.top < edge.top - 2)) {
                found.push(`cut below: ${text.data}`);
                break;
            }
        }
    }
    return found;
}"""
_MOVING = """(longest) => {
    const second = (time) => parseFloat(time) * (time.includes('ms') ? 0.001 : 1);
    const seconds = (times) => Math.max(...times.split(',').map(second));
    const found = new Set();
    for (const element of document.querySelectorAll('*')) {
        for (const part of [null, '::before', '::after']) {
            const style = getComputedStyle(element, part);
            if (seconds(style.animationDuration) > longest || seconds(style.transitionDuration) > longest)
                found.add(`${element.localName}.${element.className}${part ?? ''}`);
        }
    }
    for (const running of document.getAnimations())
        if (running.effect.getComputedTiming().activeDuration > 1000 * longest) found.add(String(running));
    return [...found];
}"""

SCHEMES = {"light": LIGHT, "dark": DARK}


@dataclass
class Server:
    """The app, running in a process of its own.

    Parameters
    ----------
    url
        Where it answers, without a slash at the end.
    process
        The process.
    log
        The file that takes what it writes to stdout and stderr.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def stop(self) -> None:
        """End this process, and no other."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Watch:
    """What a page has done that it should not: calls to other hosts, errors in its console."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Tab:
    """One page in a browser of its own, which is used by one test after another.

    Parameters
    ----------
    page
        The page.
    seen
        What it has done that it should not, since it was last shown to a test.
    """

    page: Page
    seen: Watch

    def show(self, width: int, height: int, scheme: str) -> None:
        """Make it as large, in CSS pixels, and as light or dark as a test wants it."""
        self.seen.outside.clear()
        self.seen.errors.clear()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="no-preference")  # pyright: ignore[reportArgumentType]

    def forget(self) -> bool:
        """Leave the page with nothing kept of it; False if a test has closed it or broken it."""
        try:
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
            self.page.unroute_all(behavior="ignoreErrors")
            self.page.context.clear_cookies()
            self.page.context.set_offline(False)
            self.page.goto("about:blank")
        except PlaywrightError:
            self.close()
            return False
        return True

    def close(self) -> None:
        self.page.context.close()


def open_tab(browser: Browser) -> Tab:
    """Open a tab that is watched from now on."""
    page = browser.new_context(locale="en-GB").new_page()
    return Tab(page, watch(page))


def find_chromium() -> str | None:
    """Find Chromium: ``$CHROMIUM``, or one of its usual names on the path."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_command(database: Path, port: int) -> list[str]:
    """Write the command that starts the app the way ``jamstalld serve`` does."""
    return [sys.executable, "-c", _SERVE, str(database), str(port)]


def start_server(
    command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str] | None = None
) -> Server:
    """Start a process and wait until the app in it answers.

    Parameters
    ----------
    command
        What to run.
    port
        Where the app will answer on 127.0.0.1.
    folder
        Working directory and place of the log.
    environment
        Variables beside the ones of this process.
    """
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **(environment or {})}
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=output, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", process, log)
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"The app did not start:\n{server.output()}")


def watch(page: Page) -> Watch:
    """Write down, from now on, what a page asks of other hosts and what goes wrong in it."""
    seen = Watch()

    def note_address(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in _OWN_HOSTS:
            seen.outside.append(url)

    page.on("request", lambda request: note_address(request.url))
    page.on("websocket", lambda web_socket: note_address(web_socket.url))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            seen.errors.append(f"{message.text} ({message.location.get('url', '')})")
            if message.type == "error" and not _EXPECTED_404.search(message.location.get("url", ""))
            else None
        ),
    )
    return seen


def settle(page: Page, timeout: float = 30) -> None:
    """Wait until Streamlit has run the script to its end and the page shows what it gave.

    ``data-test-script-state`` on the app's outermost element says ``running`` while a script runs. Between a click
    and the start of the run it still says ``notRunning``: so the page must stay finished for a moment.

    Parameters
    ----------
    timeout
        Seconds.
    """
    deadline = time.monotonic() + timeout
    in_a_row = 0
    while in_a_row < 4:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{page.url} did not come to rest in {timeout} seconds")
        in_a_row = in_a_row + 1 if page.evaluate(_READY) else 0
        page.wait_for_timeout(80)


def turn(page: Page, scheme: str) -> None:
    """Let the reader's computer turn light or dark while the page is open: its pictures are drawn anew."""
    page.emulate_media(color_scheme=scheme)  # pyright: ignore[reportArgumentType]
    page.wait_for_timeout(800)  # theme.js looks now and then
    settle(page)
    pictures = page.locator("svg.marks")
    if pictures.count():
        drawn = " ".join(pictures.nth(at).inner_html() for at in range(pictures.count()))
        assert SCHEMES[scheme].ink in drawn


def choose(page: Page, menu: str, value: str) -> None:
    """Choose a value in a menu by its label; ``value`` is the option's whole text."""
    box = page.get_by_role("combobox", name=menu).first
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a menu closes while the page scrolls
    box.click()
    box.press_sequentially(value)  # a long menu draws only the options in sight
    page.get_by_role("option", name=value, exact=True).click()
    settle(page)


def axe(page: Page, *, colours_only: bool = False) -> list[str]:
    """List what axe finds wrong, one line a rule with the places; none is right.

    A page that shows nothing has no faults either: assert its heading first.

    Parameters
    ----------
    colours_only
        The page has just been looked over, and since then nothing but its colours has changed.
    """
    options = {"resultTypes": ["violations"]}
    if colours_only:
        options |= {"runOnly": {"type": "tag", "values": ["cat.color"]}}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{found['id']}: {found['help']} – {', '.join(str(node['target']) for node in found['nodes'])}"
        for found in violations
    ]


def cut_off(page: Page) -> list[str]:
    """List texts that are cut off, and whether the page scrolls sideways; a table may, in a box of its own."""
    wide = page.evaluate("""() => [document.documentElement, ...document.querySelectorAll('main')]
        .some((one) => one.scrollWidth > one.clientWidth)""")
    return [*page.evaluate(_CUT_OFF), *(["the page scrolls sideways"] if wide else [])]


def moving(page: Page) -> list[str]:
    """List what moves though the reader has asked the computer for less motion; the page is left asking for it."""
    page.emulate_media(reduced_motion="reduce")
    return page.evaluate(_MOVING, LONGEST_MOTION)


def pale_buttons(page: Page) -> list[str]:
    """List the filled buttons whose words stand out less than 4.5:1 from the fill: axe does not judge them all."""
    return page.evaluate(_PALE)


def english_left(page: Page) -> list[str]:
    """List texts on the page, spoken names and hints included, that hold an English word."""
    texts = {str(text).strip() for text in page.evaluate(_TEXTS)}
    return sorted(text for text in texts if _ENGLISH.search(text))
