"""The app by the keyboard alone, with other type and with less motion: what axe cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLong

from jamstalld.dialogue.meeting_templates import templates
from jamstalld.dialogue.meetings import Meeting
from jamstalld.store import open_database, plan_meeting
from tests.browser.harness import Server, cut_off, settle
from tests.shared import municipality

expect.set_options(timeout=30_000)  # the machine may be busy with other tests
MEETING = "mote-ett"
PURPOSE = "Vilket mål eller uppdrag gäller det?"
MOST = 150
"""More stops than any page has."""

WIDER = """
    main :not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                            word-spacing: 0.16em !important; }
    main p { margin-bottom: 2em !important; }
"""

# The look of what has the focus and of what is round it, as :focus-within and labels may show it.
_LOOK = """(elements) => elements.map((one) => {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle === 'none' ? '' : style.outline;
    return [outline, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor].join();
})"""
_FOCUSED = f"""async () => {{
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const look = {_LOOK};
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const round = [];
    for (let one = focused; one && one !== document.body && round.length < 4; one = one.parentElement) round.push(one);
    round.push(...(focused.closest('label')?.querySelectorAll('*') ?? []));
    window.stop = {{ round, seen: look(round) }};
    window.reached = (window.reached ?? new Set()).add(focused);
    const box = focused.getBoundingClientRect();
    const name = focused.getAttribute('aria-label') ?? focused.labels?.[0]?.textContent ?? focused.textContent;
    return {{ name: name.trim(), tag: focused.localName, role: focused.getAttribute('role'),
             inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth }};
}}"""
# Whether the last stop looks otherwise without the focus. It is asked until it does: a look may take a moment.
_LEFT = f"""() => {{
    const look = {_LOOK};
    return look(window.stop.round).some((now, at) => now !== window.stop.seen[at]);
}}"""
_NOT_REACHED = """() => [...document.querySelectorAll(
        'main :is(a[href], button, input, select, textarea, summary, [tabindex])')]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.getBoundingClientRect().width > 0 && !window.reached.has(one))
    // Of a group of radio buttons one is a stop, and the arrows lead to the others.
    .filter((one) => ![...window.reached].some((other) => one.closest('[role="radiogroup"]')?.contains(other)))
    .map((one) => one.outerHTML.slice(0, 200))"""


@dataclass
class Keyboard:
    """Somebody who has no mouse, and sees where the focus is."""

    page: Page
    at: dict[str, Any] | None = None
    unseen: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab(self) -> dict[str, Any] | None:
        """Go on to the next stop, and note if the one that was left did not show that it had the focus."""
        left = self.at
        self.press("Tab")
        if left and self.page.evaluate("window.stop?.round[0].isConnected ?? false"):
            try:
                self.page.wait_for_function(_LEFT, timeout=2000)
            except WaitedTooLong:
                self.unseen.append(f"no look of its own: {left}")
        self.at = self.page.evaluate(_FOCUSED)
        if self.at and not self.at["inside"]:
            self.unseen.append(f"outside the window: {self.at}")
        return self.at

    def to(self, name: str, role: str | None = None) -> None:
        """Go on until the stop with a name; `role` is the element's name or its role."""
        for _ in range(MOST):
            stop = self.tab()
            if stop and stop["name"] == name and role in (None, stop["tag"], stop["role"]):
                return
        raise AssertionError(f"{name} is not reached by Tab")

    def through(self) -> None:
        """Go through the whole page, past its last stop: nothing holds the focus, and nothing is passed by."""
        for _ in range(MOST):
            if self.tab() is None:
                break
        else:
            raise AssertionError("the focus does not leave the page")
        assert self.page.evaluate(_NOT_REACHED) == []


@pytest.fixture(scope="module")
def app(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The app with a year of sample data and a planned meeting."""
    path = municipality(tmp_path_factory, tmp_path_factory.mktemp("accessible") / "jamstalld.duckdb", quarters=4)
    database = open_database(path, path.with_name("salt"))
    points = [replace(point, title=f"Punkt {at}") for at, point in enumerate(templates()[0].points_for(MEETING), 1)]
    plan_meeting(database, Meeting(MEETING, "", title="Ledningsgruppen", minutes=20), points, by="Ada")
    database.close()
    return server(database=path, JAMSTALLD_SALT_FILE=str(path.with_name("salt")))


def opened(page: Page, app: Server, address: str) -> Keyboard:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{app.url}/{address}")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settle(page, timeout=90)
    return Keyboard(page)


def test_the_main_job_is_done_without_a_mouse(app: Server, page: Page) -> None:
    eva = opened(page, app, "oversikt")
    eva.to("Beslut", "a")
    eva.press("Enter")
    expect(page.locator("h1")).to_have_text("Får kvinnor och män bifall lika ofta?")
    settle(page)
    eva.to("Verksamhetsområde", "input")
    eva.type("Äldre")
    eva.press("Enter")
    expect(page.get_by_text("Äldre · kvartal").first).to_be_visible()
    settle(page)
    eva.to("Tabell, går att rulla i sidled", "group")
    eva.to("Ditt namn", "input")
    eva.type("Eva Påhittad")
    eva.to(PURPOSE, "textarea")
    eva.type("Lika stöd vid lika behov")
    expect(page.locator("[data-hanterat]").first).to_contain_text("Sparat kl.")
    assert eva.unseen == []


def test_a_meeting_is_begun_without_a_mouse(app: Server, page: Page) -> None:
    eva = opened(page, app, f"moten?mote={MEETING}")
    eva.to("Öppna mötet", "button")
    eva.press("Enter")
    expect(page.get_by_text("Kod till deltagarna")).to_be_visible()
    settle(page)
    eva.to("Nästa", "button")
    eva.press("Enter")
    expect(page.get_by_role("heading", name="Punkt 1")).to_be_visible()
    assert eva.unseen == []


@pytest.mark.parametrize("address", ["oversikt", "beslut", "atgarder", "ladda-upp", f"moten?mote={MEETING}"])
def test_the_keyboard_reaches_everything_and_is_held_by_nothing(app: Server, page: Page, address: str) -> None:
    eva = opened(page, app, address)
    eva.through()
    assert eva.unseen == []


@pytest.mark.parametrize("address", ["oversikt", "beslut", "samspel", f"moten?mote={MEETING}", "om-metoden"])
def test_text_set_wider_is_still_read_to_its_end(app: Server, page: Page, address: str) -> None:
    """With the distances of WCAG 1.4.12. Texts in pictures are left as they are: the table beside has them all."""
    opened(page, app, address)
    page.add_style_tag(content=WIDER)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        assert cut_off(page) == [], width
