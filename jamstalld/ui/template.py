"""The template as a download."""

from __future__ import annotations

from functools import partial

from jamstalld.export.template import template
from jamstalld.ui import state
from jamstalld.ui.downloads import offer_file


def offer_template() -> None:
    """Offer the workbook to fill in."""
    offer_file("Ladda ner en mall att fylla i", partial(template, state.known()), "mall.xlsx")
