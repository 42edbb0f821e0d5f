"""The page of deliveries: all that has been loaded, what can be done about it, and the log."""

from __future__ import annotations

from functools import partial

import streamlit as st

from jamstalld.access import Right
from jamstalld.export.safe import MEASURE, safe_workbook
from jamstalld.loading import state_text
from jamstalld.store import DeliveryRecord, deliveries, events, restore, withdraw
from jamstalld.store.limits import LONGEST_REASON
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.tables import show_table
from jamstalld.wording.log import ACTIONS
from jamstalld.wording.numbers import moment_text

_PLACE = "deliveries"
_ASKED = "withdraw_asked"
_REASON = "withdraw_reason"


def show_deliveries() -> None:
    """List what has been loaded. How many rows there were is for the one who uploaded them, and told then."""
    records = deliveries(state.database())
    show_attempt(_PLACE)
    if records:
        _show_list(records)
        _offer_safe()
        if state.may(Right.CHANGE_DATA):
            _change(records)
    else:
        st.markdown("Inget är inläst än.")
    _show_log()


def _show_list(records: tuple[DeliveryRecord, ...]) -> None:
    show_table(
        [
            {
                "Fil": record.file_name,
                "Kvartal": _span(record),
                "Inläst": moment_text(record.loaded_at),
                "Av": record.loaded_by,
                "Läge": state_text(record),
            }
            for record in records
        ]
    )


def _offer_safe() -> None:
    """Offer what the pages show as a file, where there is anything to show. It is made when it is asked for."""
    if state.known().measure(MEASURE).column not in state.info().columns:
        return
    st.markdown("## Skyddade antal att lämna till andra")
    st.markdown("Antal kvinnor och män per kvartal och insats, lika skyddade som på sidorna: inga rader ur era filer.")
    offer_file("Ladda ner skyddade antal", partial(safe_workbook, state.database()), "skyddade antal.xlsx")


def _span(record: DeliveryRecord) -> str:
    return " – ".join(dict.fromkeys((str(record.quarters[0]), str(record.quarters[-1]))))


def _change(records: tuple[DeliveryRecord, ...]) -> None:
    """Choose a delivery, and withdraw or restore it."""
    st.markdown("## Dra tillbaka eller återställ")
    named = {record.delivery: record for record in records}
    chosen = st.selectbox("Leverans", list(named), format_func=lambda identity: _name(named[identity]), key="delivery")
    record = named[chosen]
    if record.state == "active":
        _offer_withdrawing(record)
    if record.restorable:
        _offer_restoring(record)


def _name(record: DeliveryRecord) -> str:
    return f"{record.file_name} · {moment_text(record.loaded_at)} · {state_text(record)}"


def _offer_withdrawing(record: DeliveryRecord) -> None:
    """Ask for a reason and, once more, whether it is meant."""
    if st.session_state.get(_ASKED) != record.delivery:
        st.button("Dra tillbaka", key="withdraw", on_click=_ask, args=(record.delivery,))
        return
    with st.container(border=True):
        st.warning("Uppgifterna i filen räknas inte längre på någon sida. De finns kvar och kan återställas.")
        st.text_input("Varför dras leveransen tillbaka?", key=_REASON, max_chars=LONGEST_REASON)
        st.button("Ja, dra tillbaka", type="primary", key="withdraw_yes", on_click=_withdraw, args=(record.delivery,))
        st.button("Avbryt", key="withdraw_no", on_click=_ask, args=(None,))


def _offer_restoring(record: DeliveryRecord) -> None:
    if record.state == "active":
        st.markdown("En del av leveransen är ersatt. Den kan återställas när det som ersatte den är tillbakadraget.")
    st.button("Återställ", key="restore", on_click=_restore, args=(record.delivery,))


def _ask(delivery: str | None) -> None:
    st.session_state[_ASKED] = delivery


def _withdraw(delivery: str) -> None:
    reason = str(st.session_state.get(_REASON) or "")
    if attempt(
        _PLACE,
        lambda: withdraw(state.database(), delivery, by=doer(), reason=reason),
        "Leveransen är tillbakadragen och räknas inte längre.",
    ):
        _ask(None)


def _restore(delivery: str) -> None:
    attempt(
        _PLACE,
        lambda: restore(state.database(), delivery, by=doer()),
        "Leveransen är återställd och räknas igen.",
    )


def _show_log() -> None:
    """Show what has been done: also to how files are read, before the first of them."""
    lines = [event for event in events(state.database()) if event.subject is None]
    if not lines:
        return
    st.markdown("## Logg")
    show_table(
        [
            {
                "När": moment_text(event.happened_at),
                "Vem": event.done_by,
                "Vad": ACTIONS[event.action],
                "Fil": event.file_name or "–",
                "Vad mer": event.text or "–",
            }
            for event in lines
        ]
    )
