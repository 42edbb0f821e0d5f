"""The parts of the page on data quality."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.periods import Period
from jamstalld.ui import state
from jamstalld.ui.tables import show_table
from jamstalld.views.model import Row
from jamstalld.views.quality import looked_at, missing_by_group, missing_by_variable
from jamstalld.views.within import Filters
from jamstalld.wording.numbers import count_or_few
from jamstalld.wording.quality import WHAT_TO_DO, remark
from jamstalld.wording.sentences import VERDICT_WORDS, share_text

GROUPS = {"unit": "Enhet", "quarter": "Kvartal", "area": "Verksamhetsområde"}


def show_coverage(period: Period, filters: Filters) -> None:
    """Show for every variable how often it is missing, by sex, what differs first."""
    rows = missing_by_variable(state.database(), period, filters)
    differing = [row for row in rows if row.verdict == "difference"]
    st.markdown("## Vad saknas, och för vem?")
    for row in differing:
        st.markdown(row.sentence)
    if not differing:
        st.markdown("Ingen uppgift saknas säkert oftare för det ena könet än för det andra.")
    show_table([_line("Uppgift", row, with_remark=True) for row in rows])
    st.markdown(f"**Vad ni kan göra.** {WHAT_TO_DO}")


def show_groups(period: Period, filters: Filters) -> None:
    """Let the reader choose a variable and show where it is missing."""
    st.markdown("## Var saknas det?")
    known = state.info()
    variables = {variable.title: variable for variable in looked_at(state.database())}
    groups = {title: key for key, title in GROUPS.items() if key == "quarter" or key in known.columns}
    with st.container(horizontal=True):
        variable = st.selectbox("Uppgift", list(variables), key="uppgift", bind="query-params", width=300)
        by = st.selectbox("Per", list(groups), key="per", bind="query-params", width=200)
    if variable and by:
        rows = missing_by_group(state.database(), variables[variable], groups[by], period, filters)
        show_table([_line(by, row, with_remark=False) for row in rows])


def _line(heading: str, row: Row, *, with_remark: bool) -> dict[str, str]:
    threshold = state.info().threshold
    shown: Sequence[tuple[str, int | None, float | None]] = (
        ("Kvinnor", row.women.n, row.women.share),
        ("Män", row.men.n, row.men.share),
    )
    line = {heading: row.label}
    for who, n, share in shown:
        line[f"{who}, rader"] = count_or_few(n, threshold)
        line[f"{who}, saknas"] = "–" if share is None else share_text(share, protected=threshold > 1)
    line["Bedömning"] = VERDICT_WORDS[row.verdict]
    if with_remark:
        line["Att tänka på"] = remark(row.women.share, row.men.share, row.verdict)
    return line
