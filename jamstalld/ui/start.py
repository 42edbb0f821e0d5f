"""The script Streamlit runs for every page and every click: the frame, then the page itself.

It lies here and not beside ``pages/`` because Streamlit looks for a ``pages`` folder beside the script it
runs and, on a server that has just started, would open any address through that folder and pass the
navigation by.
"""

from pathlib import Path

import streamlit as st

from jamstalld.ui import who
from jamstalld.ui.filters import arrive
from jamstalld.ui.frame import show_no_right
from jamstalld.ui.navigation import entry_at, menu
from jamstalld.ui.signing_in import show_nobody_signs_in, show_person, show_sign_in

ICON = Path(__file__).with_name("static") / "jamstalld.svg"
ABOUT = (
    "**Jämställd** visar skillnader och likheter mellan kvinnor och män i socialtjänsten, "
    "så att ni kan prata om dem. Hur talen räknas och skyddas står på sidan *Om metoden*."
)


def main() -> None:
    """Show the page that is asked for, inside the frame they all share."""
    person = who.person()
    page = st.navigation(menu(person), position="sidebar" if person.rights else "hidden", expanded=True)
    st.set_page_config(
        page_title=f"{page.title} – Jämställd",
        page_icon=str(ICON),
        layout="wide",
        menu_items={"About": ABOUT},
    )
    st.logo(str(ICON), size="large")
    st.button("Rita om", key="rita_om")  # unseen; pressed by theme.js
    if not person.rights:
        show_sign_in(person)
        return
    show_person(person)
    entry = entry_at(page.url_path)
    if not person.may(entry.right):
        show_no_right(entry.title, entry.right)
        return
    arrive(page.url_path)
    page.run()
    if not entry.hidden:
        show_nobody_signs_in()


if __name__ == "__main__":
    main()
