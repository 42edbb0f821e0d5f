"""A challenge that a group tests: what its own data say now, what it judges, and what it has written of the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.analyses import Analysis, Subject
from jamstalld.dialogue.challenges import JUDGEMENTS, WHY, Challenge, Judgement, Source, Trial, known_challenges
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import Text
from jamstalld.errors import RequestError
from jamstalld.store import alter, entries, entry, put
from jamstalld.store.records import Action
from jamstalld.ui import state
from jamstalld.ui.author import author
from jamstalld.ui.plain import plain
from jamstalld.ui.subject_links import subject_link
from jamstalld.ui.writing import field_of, text_field
from jamstalld.views.challenges import Finding, finding_in, request_of, same_question, subject_of
from jamstalld.views.interplay import InterplayRequest
from jamstalld.wording import challenges as say
from jamstalld.wording.numbers import date_text, period_text
from jamstalld.wording.sentences import VERDICT_WORDS

TRY = "Pröva på egna data"
_LONGEST_WHY = 1000


def show_trial(challenge: Challenge, trial: Kept[Trial], obstacle: str) -> None:
    """Show one challenge under test, from the hypothesis to the group's own judgement."""
    st.markdown(f"### {plain(challenge.title)}")
    st.markdown(plain(challenge.hypothesis))
    found = None if obstacle else _finding(challenge)
    if obstacle:
        st.info(plain(obstacle))
    elif found:
        _show_finding(found, trial.entry)
    with st.container(horizontal=True, vertical_alignment="center"):
        try_link(challenge, possible=not obstacle)
        _link_analyses(challenge)
    show_background(challenge)
    _show_judgement(challenge, trial, found)


def _finding(challenge: Challenge) -> Finding:
    """Ask the data as the page does that the challenge is tried on."""
    period = state.info().latest_period()
    try:
        view = state.view(request_of(challenge, period))
        found = finding_in(view, challenge.row)
        if challenge.page == "forklaras":
            told = state.explanation(challenge.measure, challenge.standardise, challenge.filters, period, None)
            return Finding(found.verdict, told.sentences[:1], found.about)
        if challenge.page == "samspel":
            both = InterplayRequest(
                challenge.measure, challenge.by, challenge.split or "", filters=challenge.filters, period=period
            )
            return Finding(None, state.interplay(both).sentences[:1], found.about)
    except RequestError as error:
        return Finding(None, (error.message,), period_text(period))
    return found


def _show_finding(found: Finding, trial: Trial) -> None:
    """Show what the data say now and, where it has changed, what they said when the group judged."""
    verdict = f"**{VERDICT_WORDS[found.verdict]}.** " if found.verdict else ""
    st.markdown(f"*Det säger era data nu,* {plain(found.about)}:")
    st.markdown(f"{verdict}{plain(found.sentences[0])}")
    for sentence in found.sentences[1:]:
        st.markdown(plain(sentence))
    if trial.judgement and trial.seen and trial.seen != found.sentences[0]:
        st.caption(plain(f"När ni bedömde, {trial.about}: {trial.seen}"))


def show_background(challenge: Challenge) -> None:
    """Show why it matters, what one's own data cannot tell, and where it comes from."""
    with st.expander("Varför det spelar roll, och vad egna data inte säger"):
        if challenge.matters:
            st.markdown(plain(challenge.matters))
        if challenge.cannot:
            st.markdown(f"*Det här säger era data inte:* {plain(challenge.cannot)}")
        st.markdown("\n".join(f"- {_source(one)}" for one in challenge.sources) or say.NO_SOURCE)


def _source(source: Source) -> str:
    """Write a source: its title leads to the publisher's page, if there is one."""
    title = f"[{plain(source.title)}]({source.address})" if source.address else plain(source.title)
    by = say.published(source.publisher, source.year)
    return f"{title} ({plain(by)})" if by else title


def _show_judgement(challenge: Challenge, trial: Kept[Trial], found: Finding | None) -> None:
    if not state.may(Right.WRITE_DIALOGUE):
        _show_judged(trial.entry)
        return
    key = f"judged_{challenge.key}"
    options: Sequence[Judgement] = tuple(JUDGEMENTS)
    # What somebody else has judged since is let in; a press of one's own has been saved before this is drawn.
    st.session_state[key] = trial.entry.judgement or None
    st.radio(
        "Vår egen bedömning",
        options,
        format_func=JUDGEMENTS.__getitem__,
        index=None,
        horizontal=True,
        key=key,
        on_change=_judge,
        args=(challenge, found),
    )
    if trial.entry.judgement:
        st.caption(f"Bedömt{judged_by(trial.entry)}.")
    title = f"Varför bedömer vi så? ({challenge.title})"
    text_field(field_of(challenge.key, WHY), title, max_chars=_LONGEST_WHY)


def _show_judged(trial: Trial) -> None:
    """Show the judgement, and why, to somebody who does not write."""
    if trial.judgement:
        st.markdown(f"*Vår egen bedömning:* {JUDGEMENTS[trial.judgement]}{judged_by(trial)}")
    for kept in entries(state.database(), Text, trial.identity):
        if kept.entry.field == WHY and kept.entry.text.strip():
            st.text(kept.entry.text)


def judged_by(trial: Trial) -> str:
    """Say who entered the group's judgement and when: ``" av Ada, 21 november 2026"``; empty where it is not known."""
    if not trial.judged_by:
        return ""
    return f" av {plain(trial.judged_by)}, {date_text(datetime.fromisoformat(trial.judged_on))}"


def _judge(challenge: Challenge, found: Finding | None) -> None:
    judgement: Judgement = st.session_state.get(f"judged_{challenge.key}") or ""
    seen, about = (found.sentences[0], found.about) if found else ("", "")
    judged = {"judgement": judgement, "judged_by": author(), "judged_on": date.today().isoformat()}
    change_trial(challenge, "challenge_judged", **judged, seen=seen, about=about)


def change_trial(challenge: Challenge, action: Action, **changed: object) -> None:
    """Change what the group makes of a challenge, on top of whoever changed it last, and log it."""
    shipped = any(one.key == challenge.key for one in known_challenges())
    log = (action, challenge.title if shipped else say.OWN)
    database = state.database()
    if entry(database, Trial, challenge.key):
        alter(database, Trial, challenge.key, lambda trial: replace(trial, **changed), by=author(), log=log)
    else:
        put(database, replace(Trial(challenge.key, ""), **changed), by=author(), log=log)


def _link_analyses(challenge: Challenge) -> None:
    """Link to what the group has written about the same question, in whatever period."""
    for kept in entries(state.database(), Analysis):
        if same_question(challenge, kept.entry.subject):
            subject_link(Subject.of(kept.entry.subject), f"Er analys, {date_text(kept.saved_at)}")


def try_link(challenge: Challenge, *, possible: bool) -> None:
    """Show the link that opens the view of a challenge; where the data cannot answer it, a button that is off.

    A link that is off would be too pale to read, and a reader would not be told that it is.
    """
    if possible:
        subject_link(subject_of(challenge), TRY)
    else:
        st.button(TRY, key=f"try_{challenge.key}", disabled=True)
