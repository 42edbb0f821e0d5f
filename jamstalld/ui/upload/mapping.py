"""What the columns of a file mean: proposed, shown with examples, and chosen in menus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from jamstalld.dictionary import Dictionary, fold, is_local
from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery
from jamstalld.intake.headers.groups import SEXES, SUM, TOTAL
from jamstalld.intake.mapping.guessing import Proposal
from jamstalld.intake.mapping.proposing import Survey, SurveyedColumn
from jamstalld.intake.sensitive import IDENTITY, KINDS
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.plain import plain, spoken
from jamstalld.ui.upload.said import Said, say, start, with_columns
from jamstalld.wording.numbers import number, percent

_UNUSED, _OWN = "", "own"
_NAMES = {
    _UNUSED: "Används inte",
    _OWN: "Ny egen uppgift …",
    "kvinna": "Antal kvinnor",
    "man": "Antal män",
    "person_id": "Person (löpnummer eller kod)",
    "case_id": "Ärende (nummer)",
    "identity_number": "Personnummer (görs om till kod)",
}
_OWN_KINDS = {"yes_no": "ja/nej", "category": "kategori", "ordered": "ordnad skala", "number": "tal"}
# Kinds of problem with the whole file that the menus can mend, here in words about menus.
_MENDED_HERE = {
    "no_sex": "Ingen kolumn säger kön. Välj den kolumn som gör det, eller de två som räknar kvinnor och män.",
    "no_quarter": (
        "Filen säger inte vilket kvartal den gäller. Välj den kolumn som gör det, eller Beslutsdatum. Gäller hela "
        "filen samma kvartal: skriv det överst på sidan."
    ),
    "duplicate_header": "Två kolumner betyder samma sak. Välj vilken som gäller, och Används inte för den andra.",
}
# The same, where what is wrong with the choice is told by the problem itself.
_CHOSEN_WRONGLY = frozenset({"column_missing", "sensitive_mapping", "free_text", "identity_numbers"})


@dataclass(frozen=True)
class _Field:
    """One menu: the column it is about, and the key of its choice in the session."""

    letter: str
    header: str
    where: str
    key: str


def show_columns(place: str, surveyed: Survey, checked: CheckedDelivery | None) -> bool:
    """Show what the columns are read as, open where somebody should decide something.

    Parameters
    ----------
    place
        The file's sha256.
    checked
        The file as it is read now; None where it cannot be yet.

    Returns
    -------
    bool
        Whether nothing can be loaded until columns have been chosen.
    """
    wanting = list(_wanting(surveyed, checked))
    undecided = [column for column in surveyed.columns if column.open]
    needed = bool(wanting) and not (checked and checked.rows_loaded)
    used = f"Kolumner: {number(surveyed.used)} av {number(len(surveyed.columns))} används"
    show_attempt(f"columns_{place}")
    with st.expander(used, expanded=bool(wanting or undecided)):
        for line in wanting:
            st.warning(line)
        if undecided:
            st.caption("Välj vad kolumnerna betyder. Förslagen gäller först när ni använder dem.")
        _form(place, surveyed, undecided, needed=needed)
    return needed


def _wanting(surveyed: Survey, checked: CheckedDelivery | None) -> Iterator[str]:
    """Say what the menus are needed for."""
    if checked is None:
        yield f"Ingen rubrik känns igen. Rad {surveyed.row} verkar vara rubrikraden. Välj vad kolumnerna betyder."
        return
    codes = {problem.code for problem in checked.problems}
    for code, line in _MENDED_HERE.items():
        if code in codes:
            yield line
    yield from dict.fromkeys(problem.message for problem in checked.problems if problem.code in _CHOSEN_WRONGLY)


def _form(place: str, surveyed: Survey, undecided: Sequence[SurveyedColumn], *, needed: bool) -> None:
    said = start(place, surveyed)
    menu = _menu(state.known())
    headers = tuple(fold(column.header) for column in surveyed.columns)
    with st.form(f"columns_{place}_{said.turn}", border=False):
        fields = [_line(f"column_{place}_{said.turn}", column, menu) for column in undecided]
        rest = [column for column in surveyed.columns if not column.open]
        if undecided and rest:
            st.markdown("**Övriga kolumner**")
        fields += [_line(f"column_{place}_{said.turn}", column, menu) for column in rest]
        shown = [field for field in fields if field]
        st.form_submit_button(
            "Använd kolumnerna",
            type="primary" if needed else "secondary",
            on_click=_use,
            args=(place, said, shown, headers),
        )


def _menu(known: Dictionary) -> tuple[str, ...]:
    """List what a column may mean: the municipality's own questions last."""
    variables = sorted((key for key, one in known.variables.items() if one.headers), key=is_local)
    return _UNUSED, _OWN, *variables, *SEXES


def _line(prefix: str, column: SurveyedColumn, menu: Sequence[str]) -> _Field | None:
    """Show one column: what it is called and says, the menu, and how sure the proposal is."""
    about, choice, sure = st.columns([5, 5, 5], vertical_alignment="center", gap="small")
    about.markdown(f"**{plain(column.header)}**  \n:small[Kolumn {column.letter}{_says(column)}]")
    sure.caption(_how_sure(column))
    options = _offered(column, menu)
    if len(options) < 2:
        return None
    field = _Field(column.letter, column.header, column.where, f"{prefix}_{column.letter}")
    choice.selectbox(
        f"Kolumn {column.letter}, {spoken(column.header)}, betyder",
        options,
        index=options.index(_preselected(column)),
        format_func=_title,
        key=field.key,
        label_visibility="collapsed",
    )
    return field


def _offered(column: SurveyedColumn, menu: Sequence[str]) -> list[str]:
    """Give what a column may be chosen for. What may never be stored is not offered to be."""
    if column.fixed:
        return []
    if column.kind == IDENTITY:
        return [_UNUSED, *dict.fromkeys(("identity_number", *([column.now] if column.now else [])))]
    if column.kind and not column.now:
        return [_UNUSED]
    # What is proposed comes first: the menu is long.
    near = [column.proposal.key] if column.proposal and column.proposal.key in menu else []
    return list(dict.fromkeys((_UNUSED, *near, *menu)))


def _preselected(column: SurveyedColumn) -> str:
    if column.now or column.decided or not column.proposal:
        return column.now or _UNUSED
    return column.proposal.key if column.proposal.confidence == "likely" else _UNUSED


def _says(column: SurveyedColumn) -> str:
    if column.examples:
        return " · " + plain(", ".join(column.examples))
    if not column.filled:
        return " · tom"
    return "" if column.kind else " · datum" if _is_date(column) else " · koder"


def _is_date(column: SurveyedColumn) -> bool:
    variable = state.known().variables.get(column.now or (column.proposal.key if column.proposal else ""))
    return variable is not None and variable.type == "date"


def _how_sure(column: SurveyedColumn) -> str:
    """Say how sure it is what a column means, and why."""
    if column.now and column.fixed:
        total = column.now.startswith(TOTAL) or column.now.endswith(SUM)
        return "En summa. Jämförs, men sparas inte." if total else "Antal i en av tabellens grupper"
    if column.kind and column.kind != IDENTITY and not column.now:
        return f"Ser ut att innehålla {KINDS[column.kind]}. Läses aldrig in."
    if column.now and column.proposal:
        return _how_it_fits(column.proposal)
    if column.decided:
        return "Bestämt"
    if column.proposal:
        return _proposed(column.proposal)
    if column.own:
        return f"Okänd. Kan bli en egen uppgift ({_OWN_KINDS[column.own.kind]})."
    return "Okänd"


def _how_it_fits(proposal: Proposal) -> str:
    if proposal.confidence == "sure":
        return "Säker"
    return f"Osäker: bara {percent(proposal.share)} av värdena går att läsa så"


def _proposed(proposal: Proposal) -> str:
    why = "rubriken liknar" if proposal.reason == "similar_header" else "värdena passar"
    if proposal.confidence == "likely":
        return f"Förslag. Trolig: {why}"
    return f"Osäker: kanske {_title(proposal.key)}"


def _title(key: str) -> str:
    return _NAMES.get(key) or state.known().variable(key).title


def _use(place: str, said: Said, fields: Sequence[_Field], headers: tuple[str, ...]) -> None:
    """Read the file by what has been chosen in the menus."""
    chosen = [(field, str(st.session_state[field.key])) for field in fields]
    attempt(
        f"columns_{place}", lambda: say(place, _with_choice(said, chosen, headers)), "Filen läses så som ni har valt."
    )


def _with_choice(said: Said, chosen: Sequence[tuple[_Field, str]], headers: tuple[str, ...]) -> Said:
    """Give what has been said once the menus have been used.

    Raises
    ------
    JamstalldError
        If two columns are chosen to mean the same.
    """
    columns: dict[str, _Field] = {}
    for field, key in chosen:
        if key in (_UNUSED, _OWN):
            continue
        if key in columns:
            raise JamstalldError(
                f"Kolumn {columns[key].letter} och {field.letter} kan inte båda betyda ”{_title(key)}”. Ändra den ena."
            )
        columns[key] = field
    unused = tuple(field.header for field, key in chosen if key in (_UNUSED, _OWN))
    places = {key: field.where for key, field in columns.items()}
    asked = tuple(field.letter for field, key in chosen if key == _OWN)
    return replace(with_columns(said, places, unused, headers), asked=asked)
