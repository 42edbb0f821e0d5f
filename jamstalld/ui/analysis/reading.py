"""An analysis to be read: everything that is written, judged and kept with it."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from jamstalld.dialogue.analyses import CAUSE_STATES, JUSTIFIED, Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.prompts import Prompt, prompts_with, steps, worded
from jamstalld.dialogue.texts import Text
from jamstalld.store import entries
from jamstalld.ui import state
from jamstalld.ui.actions.beside import show_actions
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import date_text, moment_text
from jamstalld.wording.words import Sexes


def title_line(kept: Kept[Analysis]) -> str:
    """Say in a line how far an analysis has come: who finished it and when, or who last wrote in it."""
    analysis = kept.entry
    if analysis.final:
        day = date_text(datetime.combine(date.fromisoformat(analysis.finalised_on), datetime.min.time()))
        return f"Slutförd av {plain(analysis.finalised_by)} den {day}"
    return f"Arbetsmaterial, påbörjad av {plain(kept.made_by)} {moment_text(kept.made_at)}"


def show_analysis(kept: Kept[Analysis], sexes: Sexes) -> None:
    """Show all of an analysis, to be read only, with what the group saw."""
    st.markdown(f"**{title_line(kept)}**")
    database, identity = state.database(), kept.entry.identity
    texts = sorted(entries(database, Text, identity), key=lambda one: one.entry.line != "")
    causes = entries(database, Cause, identity)
    asked = prompts_with(tuple(one.entry for one in entries(database, Prompt)))
    for step in steps():
        for prompt in (one for one in asked if one.step == step.key):
            answers = [one for one in texts if one.entry.field == prompt.identity and one.entry.text.strip()]
            verdict = JUSTIFIED.get(kept.entry.justified, "") if prompt.identity == "justified" else ""
            if answers or verdict:
                st.markdown(f"*{plain(worded(prompt.title, sexes.women, sexes.men))}*")
            if verdict:
                st.markdown(f"**{verdict}**")
            for answer in answers:
                st.text(answer.entry.text)
        if step.key == "causes" and causes:
            _show_causes(causes)
        if step.key == "act":
            show_actions(identity, "*Åtgärder*")


def show_seen(seen: Snapshot) -> None:
    """Show what a group saw: the finding, the tables and how they were made."""
    st.caption(plain(seen.about))
    for sentence in seen.sentences:
        if sentence != SYNTHETIC:  # every page says so already
            st.markdown(plain(sentence))
    for table in seen.tables:
        show_table(table)
    st.markdown("\n".join(f"- {plain(line)}" for line in seen.method))


def _show_causes(causes: tuple[Kept[Cause], ...]) -> None:
    st.markdown("*Tänkbara orsaker*")
    for kept in causes:
        cause = kept.entry
        st.text(f"{CAUSE_STATES[cause.state]}: {cause.text}")
        if cause.state == "open" and (cause.find_out or cause.who or cause.due):
            parts = [cause.find_out, cause.who, f"senast {cause.due}" if cause.due else ""]
            st.text("   Ta reda på: " + ", ".join(part for part in parts if part))
