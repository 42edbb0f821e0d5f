"""The page *Rapporter*: choose what the document is about and its format, and take it away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import streamlit as st

from jamstalld.dialogue.analyses import Analysis
from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import JamstalldError
from jamstalld.export.documents.template import LARGEST
from jamstalld.reports.material import analyses, meetings
from jamstalld.reports.minutes import UNNAMED
from jamstalld.reports.writing import FORMATS, Wanted, report
from jamstalld.ui import state
from jamstalld.ui.downloads import offer_file
from jamstalld.ui.plain import plain
from jamstalld.wording.numbers import day_text

MAKE, TAKE = "Gör dokumentet", "Ladda ner dokumentet"
MAKE_KEY, MADE_KEY = "rapport_gor", "rapport_gjord"

_ABOUT = {"analyses": "Analyser", "meeting": "Ett möte"}
_WHAT = {
    ("analyses", "docx"): "Rapport i fyra steg, med rubriker för jämställdhet, jämlikhet och barnets rättigheter.",
    ("analyses", "pptx"): "En bild för varje fynd, vad det betyder och vad ni gör, med anteckningar för den som visar.",
    ("meeting", "docx"): "Minnesanteckningar: vad som visades, vad som sades, beslut och åtgärder.",
    ("meeting", "pptx"): "En bild för varje punkt, med anteckningar för den som visar.",
}
_TABLES = "Tabellerna som tal, en på varje blad, med ett blad om metod och skydd."


def show_reports() -> None:
    """Show the choices, and the document once it is made."""
    st.title("Rapporter")
    st.markdown(
        "Samla det gruppen sett, sagt och beslutat i ett dokument. Det visar talen som gruppen såg dem, lika skyddade."
    )
    studied, held = analyses(state.database()), meetings(state.database())
    if not studied and not held:
        st.info("Här finns inget att rapportera än. Skriv en analys under en vy, eller håll ett möte.")
        return
    wanted = _wanted(studied, held)
    ending = st.radio("Format", list(FORMATS), format_func=FORMATS.__getitem__, horizontal=True, key="rapport_format")
    st.caption(_WHAT.get(("meeting" if wanted.meeting else "analyses", ending), _TABLES))
    template = _template(ending) if ending != "xlsx" else None
    _make(wanted, ending, template)


def _wanted(studied: Sequence[Analysis], held: Sequence[Meeting]) -> Wanted:
    kinds = [kind for kind, some in (("analyses", studied), ("meeting", held)) if some]
    kind = st.radio("Om", kinds, format_func=_ABOUT.__getitem__, horizontal=True, key="rapport_om")
    if kind == "meeting":
        named = {one.identity: _called(one) for one in held}
        return Wanted(meeting=st.selectbox("Möte", list(named), format_func=named.__getitem__, key="rapport_mote"))
    titles = {one.identity: one.title if one.final else f"{one.title} (arbetsmaterial)" for one in studied}
    finished = [one.identity for one in studied if one.final]
    chosen = st.multiselect(
        "Analyser",
        list(titles),
        default=finished,
        format_func=titles.__getitem__,
        key="rapport_analyser",
        placeholder="Välj en eller flera",
        help="Från början är de valda som är slutförda.",
    )
    return Wanted(analyses=tuple(chosen))


def _called(meeting: Meeting) -> str:
    title = meeting.title or UNNAMED
    return f"{title}, {day_text(meeting.day)}" if meeting.day else title


def _template(ending: str) -> bytes | None:
    kinds = {"docx": ["docx", "dotx"], "pptx": ["pptx", "potx"]}[ending]
    file = st.file_uploader(
        "Kommunens egen mall, om ni har en",
        type=kinds,
        key=f"rapport_mall_{ending}",
        max_upload_size=LARGEST // 1_000_000,
        help="Mallens sidhuvud, sidfot, marginaler och formatmallar används, inte dess text. Den sparas inte.",
    )
    return file.getvalue() if file else None


def _make(wanted: Wanted, ending: str, template: bytes | None) -> None:
    """Make the document when asked, and offer it for as long as nothing else is chosen."""
    about = repr((wanted, ending, hashlib.sha256(template or b"").hexdigest(), state.database().path))
    if st.button(MAKE, type="primary", key=MAKE_KEY, disabled=not (wanted.meeting or wanted.analyses)):
        try:
            with st.spinner("Dokumentet görs …"):
                content = report(state.database(), ending, wanted, template=template)
        except JamstalldError as error:
            st.error(plain(error.message))
            return
        st.session_state[MADE_KEY] = (about, content)
    made: tuple[str, bytes] | None = st.session_state.get(MADE_KEY)
    if made and made[0] == about:
        name = "motesanteckningar" if wanted.meeting else "rapport"
        offer_file(f"{TAKE} ({FORMATS[ending]})", lambda: made[1], f"{name}_{date.today().isoformat()}.{ending}")
