"""The page *Frågor*: the municipality's own wording of what is asked, with every earlier version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.prompts import Prompt, Step, prompts_with, shipped_prompts, steps
from jamstalld.errors import JamstalldError
from jamstalld.store import entries, save, versions
from jamstalld.store.dialogue import Logged
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author, name_field
from jamstalld.ui.changing import fill, saved_over
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.wording.numbers import moment_text

Own = Mapping[str, Kept[Prompt]]


def show_prompts() -> None:
    """Show the questions step by step, each to be worded anew, moved or left out."""
    st.markdown(
        "Frågorna i *Analysstöd* är Jämställds egna, skrivna efter öppna handböcker. Här kan ni ändra dem, lägga till "
        "egna, låta bli att ställa en fråga och ändra ordningen. Det som redan är skrivet finns kvar. Där området "
        "gäller barn står det flickor i stället för {kvinnor} och pojkar i stället för {män}."
    )
    name_field()
    show_attempt("prompts")
    own = {kept.entry.identity: kept for kept in entries(state.database(), Prompt)}
    asked = prompts_with(tuple(kept.entry for kept in own.values()))
    for step in steps():
        st.markdown(f"## {step.title}")
        st.caption(step.aim)
        of_step = [prompt for prompt in asked if prompt.step == step.key]
        for at, prompt in enumerate(of_step):
            _show_prompt(prompt, own, of_step, at)
        _show_new(step, len(of_step))


def _show_prompt(prompt: Prompt, own: Own, of_step: Sequence[Prompt], at: int) -> None:
    key, fields = prompt.identity, _fields(prompt)
    values = dict(zip(fields, (prompt.title, prompt.help, prompt.asked), strict=True))
    fill(key, own[key].version if key in own else 0, values)
    with st.expander(plain(prompt.title) + ("" if prompt.asked else " (ställs inte)"), key=f"prompt_{key}"):
        with st.form(f"prompt_form_{key}", border=False):
            st.text_input("Fråga", key=fields[0], max_chars=longest(Prompt, "title"))
            st.text_input("Hjälp till frågan", key=fields[1], max_chars=longest(Prompt, "help"))
            st.toggle("Frågan ställs", key=fields[2])
            st.form_submit_button("Spara frågan", on_click=_reword, args=(prompt,))
        with st.container(horizontal=True):
            for label, step in (("Flytta upp", -1), ("Flytta ned", 1)):
                there = 0 <= at + step < len(of_step)
                st.button(
                    label, key=f"move_{key}_{step}", disabled=not there, on_click=_move, args=(own, of_step, at, step)
                )
            shipped = next((one for one in shipped_prompts() if one.identity == key), None)
            if shipped and shipped != replace(prompt, place=shipped.place):
                restored = replace(shipped, place=prompt.place)
                st.button("Återställ den ursprungliga", key=f"restore_{key}", on_click=_restore, args=(restored, own))
        if key in own:
            _show_versions(own[key])


def _show_versions(kept: Kept[Prompt]) -> None:
    st.caption("Versioner, den senaste sist")
    kept_versions = versions(state.database(), Prompt, kept.entry.identity)
    show_table(
        [
            {
                "Sparad": moment_text(one.saved_at),
                "Av": one.author,
                "Fråga": one.entry.title,
                "Hjälp": one.entry.help or "–",
                "Ställs": "Ja" if one.entry.asked else "Nej",
            }
            for one in kept_versions
        ]
    )


def _show_new(step: Step, place: int) -> None:
    with st.form(f"prompt_new_{step.key}", clear_on_submit=True, border=False):
        st.text_input(f"Egen fråga i steget {step.title}", key=f"new_{step.key}", max_chars=longest(Prompt, "title"))
        st.form_submit_button("Lägg till frågan", on_click=_add, args=(step, place))


def _add(step: Step, place: int) -> None:
    title = str(st.session_state[f"new_{step.key}"]).strip()
    _save(Prompt(new_identity(), "", step.key, title, place=place), {})


def _fields(prompt: Prompt) -> list[str]:
    """Name the fields of a question."""
    return [f"{name}_{prompt.identity}" for name in ("title", "help", "asked")]


def _reword(prompt: Prompt) -> None:
    title, help_text, asked = (st.session_state[key] for key in _fields(prompt))
    reworded = replace(prompt, title=str(title).strip(), help=str(help_text).strip(), asked=bool(asked))
    _attempt(lambda: saved_over(prompt.identity, prompt, partial(_keep, reworded), _told))


def _told(prompt: Prompt) -> str:
    return " · ".join(part for part in (prompt.title, prompt.help) if part)


def _move(own: Own, of_step: Sequence[Prompt], at: int, step: int) -> None:
    order = list(of_step)
    order.insert(at + step, order.pop(at))
    for place, prompt in enumerate(order):
        if prompt.place != place and not _save(replace(prompt, place=place), own):
            return


def _restore(shipped: Prompt, own: Own) -> None:
    _save(shipped, own)


def _save(prompt: Prompt, own: Own) -> bool:
    """Save a question over the version that the reader sees; False if that could not be done."""
    return _attempt(lambda: _keep(prompt, own[prompt.identity].version if prompt.identity in own else 0))


def _attempt(save: Callable[[], object]) -> bool:
    return attempt("prompts", save, "Frågorna är sparade.")


def _keep(prompt: Prompt, version: int) -> None:
    if not prompt.title:
        raise JamstalldError("Skriv frågan först.")
    log: Logged = ("prompt_changed", next(step.title for step in steps() if step.key == prompt.step))
    save(state.database(), prompt, by=author(), based_on=version, log=log)
