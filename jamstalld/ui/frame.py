"""What every page has around its contents: the notices, the empty start, the narrow and the wide picture."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jamstalld.errors import JamstalldError
from jamstalld.ui import state
from jamstalld.ui.navigation import page
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED

# A picture is drawn twice, for a wide and for a narrow window, and the window shows the one that fits. Both are
# scaled to its width, so that a projector's picture is as large as the projector.
_STYLE = """<style>
.st-key-bred svg.marks, .st-key-smal svg.marks { width: 100%; height: auto; }
.st-key-bred .vega-embed, .st-key-smal .vega-embed { width: 100%; }
.st-key-smal { display: none; }
@media (max-width: 700px) {
  .st-key-bred { display: none; }
  .st-key-smal { display: flex; }
}
@media print { section[data-testid="stSidebar"], header { display: none; } }
</style>"""


def notices() -> None:
    """Say what a reader of any number must know: that it is invented, or not protected."""
    st.html(_STYLE)
    known = state.info()
    if known.synthetic:
        st.caption(f"**Exempel.** {SYNTHETIC}")
    if known.threshold == 1:
        st.warning(UNPROTECTED)


def start_page(title: str, show: Callable[[], None]) -> None:
    """Show a page's heading, and its contents once there is something to show."""
    st.title(title)
    if state.info().empty:
        st.markdown(
            "#### Här är det tomt än\n"
            "När ett underlag är inläst visas könsuppdelade resultat här. Så börjar ni:\n\n"
            "1. Ta ut uppföljningen ur verksamhetssystemet, eller ta er egen uppföljningsfil.\n"
            "2. Se till att det finns en kolumn för kön och en för kvartal eller datum.\n"
            "3. Ladda upp filen. Den kontrolleras först, och inget lämnar den här datorn."
        )
        st.page_link(page("ladda-upp"), label="Ladda upp underlag")
        return
    try:
        show()
    except JamstalldError as error:
        st.info(error.message)
