"""The page *Kända utmaningar*: hypotheses from elsewhere, which of them a group tests, and what it finds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.challenges import JUDGEMENTS, Challenge, OwnChallenge, Trial, known_challenges
from jamstalld.dialogue.entries import Kept
from jamstalld.store import entries, remove
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author, name_field
from jamstalld.ui.own_challenge import PLACE, offer_own
from jamstalld.ui.plain import plain
from jamstalld.ui.trials import change_trial, judged_by, show_background, show_trial, try_link
from jamstalld.views.challenges import obstacle
from jamstalld.wording import challenges as say
from jamstalld.wording.numbers import date_text

AREA = "visa"
IN_DATA, EVERY = "Områden i underlaget", "Alla områden"
Trials = Mapping[str, Kept[Trial]]


def show_challenges() -> None:
    """Show what is tested, what there is to choose among, and the form for one's own."""
    st.markdown(say.INTRODUCTION)
    st.caption("Det ni skriver får inte beskriva någon enskild person.")
    name_field()
    show_attempt(PLACE)
    own = entries(state.database(), OwnChallenge)
    challenges = (*known_challenges(), *(kept.entry.challenge() for kept in own))
    trials = {kept.entry.identity: kept for kept in entries(state.database(), Trial)}
    areas = _areas_in_data()
    obstacles = {one.key: obstacle(one, state.known(), state.info(), areas) for one in challenges}
    _show_picked([one for one in challenges if _picked(one, trials)], trials, obstacles)
    st.markdown("## Att välja bland")
    shown = _in_chosen_areas([one for one in challenges if not _picked(one, trials)], areas)
    _show_list(shown, trials, obstacles, {kept.entry.identity: kept for kept in own})
    if state.may(Right.WRITE_DIALOGUE):
        offer_own(areas)


def _areas_in_data() -> tuple[str, ...]:
    info = state.info()
    return () if info.empty else state.choices(info.latest_period()).get("area", ())


def _picked(challenge: Challenge, trials: Trials) -> bool:
    return challenge.key in trials and trials[challenge.key].entry.picked


def _show_picked(picked: Sequence[Challenge], trials: Trials, obstacles: Mapping[str, str]) -> None:
    st.markdown("## Det här prövar ni")
    if not picked:
        st.markdown("Ni har inte valt någon än. Välj några få, hellre än många: de ni tror kan vara så hos er.")
    for challenge in picked:
        with st.container(border=True):
            show_trial(challenge, trials[challenge.key], obstacles[challenge.key])
            if not state.may(Right.WRITE_DIALOGUE):
                continue
            st.button("Vi prövar den inte längre", key=f"drop_{challenge.key}", on_click=_pick, args=(challenge, False))


def _in_chosen_areas(challenges: Sequence[Challenge], areas: Collection[str]) -> list[Challenge]:
    """Let the reader choose areas; those of the data are shown until somebody chooses others."""
    every = dict.fromkeys(one.area for one in known_challenges() if one.area)
    options = [*([IN_DATA] if areas else []), EVERY, *every, say.ALL_AREAS]
    chosen = st.selectbox("Område", options, key=AREA, bind="query-params", width=280)
    if chosen == EVERY:
        return list(challenges)
    if chosen == say.ALL_AREAS:
        return [one for one in challenges if one.area is None]
    if chosen in every:
        return [one for one in challenges if one.area == chosen]
    return [one for one in challenges if one.area is None or one.area in areas]


def _show_list(
    challenges: Sequence[Challenge],
    trials: Trials,
    obstacles: Mapping[str, str],
    own: Mapping[str, Kept[OwnChallenge]],
) -> None:
    """Show challenges under the heading of their area."""
    for area in dict.fromkeys(one.area for one in (*known_challenges(), *challenges)):
        of_area = [one for one in challenges if one.area == area]
        if of_area:
            st.markdown(f"### {plain(area) if area else say.ALL_AREAS}")
        for challenge in of_area:
            with st.container(border=True):
                _show_one(challenge, trials.get(challenge.key), obstacles[challenge.key], own.get(challenge.key))


def _show_one(challenge: Challenge, trial: Kept[Trial] | None, obstacle: str, own: Kept[OwnChallenge] | None) -> None:
    added = f" · {say.OWN}, {plain(own.made_by)} {date_text(own.made_at)}" if own else ""
    st.markdown(f"**{plain(challenge.title)}**{added}")
    st.markdown(plain(challenge.hypothesis))
    if trial and trial.entry.judgement:
        judged = JUDGEMENTS[trial.entry.judgement]
        st.caption(f"Har prövats: {judged}{judged_by(trial.entry)}.")
    with st.container(horizontal=True, vertical_alignment="center"):
        writes = state.may(Right.WRITE_DIALOGUE)
        if writes:
            st.button("Vi prövar den", key=f"pick_{challenge.key}", on_click=_pick, args=(challenge, True))
        try_link(challenge, possible=not obstacle)
        if own and writes:
            st.button("Ta bort", key=f"remove_{challenge.key}", on_click=_remove, args=(own,))
    if obstacle:
        st.caption(plain(obstacle))
    show_background(challenge)


def _pick(challenge: Challenge, picked: bool) -> None:
    """Choose a challenge to test, or no longer; what has been judged stays."""
    change_trial(challenge, "challenge_picked" if picked else "challenge_dropped", picked=picked)


def _remove(own: Kept[OwnChallenge]) -> None:
    log = ("challenge_removed", say.OWN)
    attempt(
        PLACE,
        lambda: remove(state.database(), own.entry, by=author(), based_on=own.version, log=log),
        "Utmaningen är borttagen.",
    )
