"""The page *Om metoden*: what is compared, every method in words and in formulas, and how the data are kept."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from jamstalld.wording.explaining import ABOUT, METHODS, NOTATION, Section, about_protection
from jamstalld.wording.methods import GROUPS, MethodText, unbroken

FOR_STATISTICIANS = "För statistikern"

# In a narrow window a formula is broken at its signs, as running text is: what scrolls sideways is easily missed.
_BROKEN = """<style>
@media (max-width: 700px) {
  .katex-display > .katex { white-space: normal; font-size: 1em; }
  .katex-display > .katex > .katex-html > .base { margin: 0.2em 0; }
}
</style>"""


def show_methods(threshold: int) -> None:
    """Show the contents of the page, then all of it.

    Parameters
    ----------
    threshold
        That of the open database, which says how it is protected.
    """
    st.html(_BROKEN)
    after = about_protection(threshold)
    st.markdown("\n".join([*_listed(ABOUT), *_listed_methods(), *_listed(after)]))
    _show_sections(ABOUT)
    st.header("Metoderna", anchor="metoderna")
    st.markdown(METHODS)
    with st.expander("Beteckningar i formlerna"):
        st.markdown(NOTATION)
    for group in GROUPS:
        st.header(group.title, anchor=group.key)
        for method in group.methods:
            _show_method(method)
    _show_sections(after)


def _listed(sections: Iterable[Section]) -> list[str]:
    return [f"- {_link(section.title, section.key)}" for section in sections]


def _listed_methods() -> list[str]:
    """List the methods on one line a group: a reader looks for the question first."""
    return [
        f"- **{group.title}** {' · '.join(_link(method.title, method.key) for method in group.methods)}"
        for group in GROUPS
    ]


def _link(title: str, key: str) -> str:
    return f"[{title}](#{key})"


def _show_sections(sections: Iterable[Section]) -> None:
    for section in sections:
        st.header(section.title, anchor=section.key)
        st.markdown(section.text)


def _show_method(method: MethodText) -> None:
    st.subheader(method.title, anchor=method.key)
    st.markdown(unbroken(f"{method.plain}\n**Exempel.** {method.example}"))
    with st.expander(FOR_STATISTICIANS):
        st.markdown(method.formula)
        if method.references:
            st.markdown("\n".join(["**Källor**\n", *(f"- {reference}" for reference in method.references)]))
