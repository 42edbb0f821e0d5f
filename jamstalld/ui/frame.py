"""What every page has around its contents: the notices, the empty start, the narrow and the wide picture."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jamstalld.access import NoRightError, Right
from jamstalld.errors import RequestError
from jamstalld.ui import state
from jamstalld.ui.navigation import page
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED

# A picture is drawn twice, for a wide and for a narrow window, and the window shows the one that fits. Both are
# scaled to its width, so that a projector's picture is as large as the projector. The container of the one has a key
# that begins with "bred", that of the other one that begins with "smal". What people have typed may be one endless
# word: a table of it has a container whose key begins with "typed_".
_STYLE = """<style>
.stMainBlockContainer { padding: 3.75rem 1.75rem 3rem; }
@media (min-width: 701px) {
  header[data-testid="stHeader"] { height: 2.5rem; min-height: 2.5rem; }
  .stMainBlockContainer { padding-top: 2.25rem; }
}
.stMainBlockContainer h1 { padding-top: 0; }
section[data-testid="stSidebar"] { width: 200px !important; min-width: 200px !important; }
[data-testid="stSidebarNavLink"] { height: auto; min-height: 2rem; }
[data-testid="stSidebarNavLink"] * { white-space: normal !important; overflow: visible !important; line-height: 1.35; }
.st-key-hundra { max-width: 760px; }
[data-testid="stTable"] td:last-child { min-width: 9.5rem; }
[class*="st-key-typed_"] td:nth-child(2) { min-width: 8.5rem; }
[class*="st-key-typed_"] td * { overflow-wrap: anywhere !important; white-space: normal !important; }
[class*="st-key-bold_"] [data-testid="stText"] { font-weight: 600; }
[class*="st-key-bred"] svg.marks, [class*="st-key-smal"] svg.marks, .st-key-hundra svg.marks {
  width: 100%; height: auto;
}
[class*="st-key-bred"] .vega-embed, [class*="st-key-smal"] .vega-embed, .st-key-hundra .vega-embed { width: 100%; }
[class*="st-key-smal"] { display: none; }
@media (max-width: 700px) {
  [class*="st-key-bred"] { display: none; }
  [class*="st-key-smal"] { display: flex; }
}
@media print { section[data-testid="stSidebar"], header { display: none; } }
</style>"""
# Streamlit writes white on the accent, which in the dark theme is light.
_DARK_STYLE = """<style>
[data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primaryFormSubmit"],
[data-testid="stBaseLinkButton-primary"] { color: #12151c !important; }
[data-testid="stBaseButton-primary"] *, [data-testid="stBaseButton-primaryFormSubmit"] *,
[data-testid="stBaseLinkButton-primary"] * { color: inherit !important; }
[data-testid="stMultiSelectTagsContainer"] [data-tag] * { color: #12151c !important; }
</style>"""


def show_page(title: str, contents: Callable[[], None], *, needs_data: bool = True) -> None:
    """Show a page: the notices a reader of any number must see, then its contents.

    Parameters
    ----------
    title
        The heading where the contents cannot be shown. The contents have a heading of their own.
    needs_data
        Whether there is nothing to show before something has been loaded.
    """
    dress()
    known = state.info()
    if known.synthetic:
        st.caption(f"**Exempel.** {SYNTHETIC}")
    if known.threshold == 1:
        st.warning(UNPROTECTED)
    if needs_data and known.empty:
        _nothing_yet(title)
        return
    try:
        contents()
    except (RequestError, NoRightError) as error:
        st.title(title)
        st.info(error.message)


def dress() -> None:
    """Give a page the looks of the house."""
    st.html(_STYLE)
    if state.is_dark():
        st.html(_DARK_STYLE)


def show_no_right(title: str, right: Right) -> None:
    """Show a page to somebody who may not see it."""
    dress()
    st.title(title)
    st.info(NoRightError(right).message)


def _nothing_yet(title: str) -> None:
    st.title(title)
    if not state.may(Right.CHANGE_DATA):
        st.markdown("## Här är det tomt än\nEr utvecklingsledare läser in det första underlaget.")
        return
    st.markdown(
        "## Här är det tomt än\n"
        "När ett underlag är inläst visas könsuppdelade resultat här. Så börjar ni:\n\n"
        "1. Ta ut uppföljningen ur verksamhetssystemet, eller ta er egen uppföljningsfil.\n"
        "2. Se till att det finns en kolumn för kön och en för kvartal eller datum.\n"
        "3. Ladda upp filen. Den kontrolleras först, och uppgifterna skickas ingen annanstans."
    )
    st.page_link(page("ladda-upp"), label="Ladda upp underlag")
