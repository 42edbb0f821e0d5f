"""What loading a file would change, shown before it is loaded, and the choice to replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from jamstalld.store import Cell, DeliveryRecord, Preview, PreviewLine, restore
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import doer
from jamstalld.ui.tables import show_table
from jamstalld.wording.numbers import number

_SEXES: dict[str | None, str] = {"kvinna": "kvinnor", "man": "män", None: "utan kön"}


@dataclass(frozen=True)
class Choice:
    """What has been chosen for a file.

    Parameters
    ----------
    replace
        Put away what is there in the file's quarters and units.
    possible
        Whether the file can be loaded so.
    """

    replace: bool
    possible: bool


def show_known(known: DeliveryRecord) -> bool:
    """Tell that the very same file has been loaded before, and offer to restore it.

    Returns
    -------
    bool
        Whether it can be loaded anew, since nothing of its earlier delivery counts.
    """
    if known.state == "active":
        st.success("Filen är inläst.")
        return False
    what = "dragits tillbaka" if known.state == "withdrawn" else "ersatts"
    st.info(f"Den här filen har varit inläst och har {what}. Återställ den, eller ersätt det som finns med den.")
    st.button("Återställ den tidigare leveransen", key=f"known_{known.delivery}", on_click=_restore, args=(known,))
    show_attempt(known.delivery)
    return True


def _restore(known: DeliveryRecord) -> None:
    attempt(known.delivery, lambda: restore(state.database(), known.delivery, by=doer()), "Filen är återställd.")


def ask_before(before: Preview, place: str) -> Choice:
    """Show what loading would change, and ask whether to replace where there is something to replace."""
    with st.expander("Vad som ändras, per kvartal och enhet", expanded=bool(before.occupied)):
        show_table([_line(before, cell) for cell in before.cells])
    needed = bool(before.there or before.known)
    if not needed and not before.occupied:
        return Choice(replace=False, possible=True)
    if before.elsewhere:
        st.warning(
            f"{number(before.elsewhere)} av filens uppgifter finns redan, i ett kvartal eller en enhet som filen inte "
            "ersätter, och skulle räknas två gånger. Ta bort dem ur filen, eller dra tillbaka den tidigare leveransen."
        )
        return Choice(replace=False, possible=False)
    if before.there:
        st.warning(
            f"{number(before.there)} av filens uppgifter finns redan i en tidigare leverans. Är filen en ny version: "
            "välj att ersätta. Annars: ta bort dem ur filen."
        )
    elif before.occupied:
        st.warning("Det finns redan uppgifter för samma kvartal och enhet. Väljer du inget läggs filens rader till.")
    replace = st.checkbox("Ersätt det som finns", key=f"replace_{place}")
    return Choice(replace=replace, possible=replace or not needed)


def _line(before: Preview, cell: Cell) -> dict[str, str]:
    lines = [line for line in before.lines if line.cell == cell]
    named = {"Kommun": cell.municipality or "–"} if any(one.municipality for one in before.cells) else {}
    return {
        "Kvartal": str(cell.quarter),
        **named,
        "Enhet": cell.unit or "–",
        "Finns redan": "ja" if cell in before.occupied else "nej",
        "Nya": _by_sex(lines, "new"),
        "Ändrade": _by_sex(lines, "replacing"),
        "Oförändrade": _by_sex(lines, "unchanged"),
    }


def _by_sex(lines: Sequence[PreviewLine], kind: str) -> str:
    """Say how many there are of each sex: "12 kvinnor, 3 män"."""
    counts = {line.sex: int(getattr(line, kind)) for line in lines}
    told = [f"{number(counts[sex])} {name}" for sex, name in _SEXES.items() if counts.get(sex)]
    return ", ".join(told) or "–"
