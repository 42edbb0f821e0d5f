"""A file looked over before it is read: its columns, what each is and could be, and how values are spelled.

Nothing here takes effect by itself. The survey works where a file cannot be read yet, for want of any known header,
and then takes the line that looks most like a header row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from jamstalld.dictionary import LocalVariable, fold
from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.container import NO_TABLE
from jamstalld.intake.files.opening import OpenedFile
from jamstalld.intake.files.reading import Cells, Sheet
from jamstalld.intake.headers.groups import SEXES, TOTAL
from jamstalld.intake.headers.header import HEADER_LINES, Header, find_header
from jamstalld.intake.headers.heading import Column, column_letter
from jamstalld.intake.limits import hold_columns
from jamstalld.intake.mapping.asking import own_question
from jamstalld.intake.mapping.guessing import Proposal, judged, proposed
from jamstalld.intake.mapping.profile import Profile, applied, recognise
from jamstalld.intake.mapping.sampling import Evidence, sampled
from jamstalld.intake.mapping.spelling import Spelling, spellings
from jamstalld.intake.model import Layout, LoadOptions
from jamstalld.intake.values.cells import is_missing, text_of
from jamstalld.intake.values.identity import masked

_SECRET = frozenset({"person_id", "case_id", "identity_number"})


@dataclass(frozen=True)
class SurveyedColumn:
    """One column of the file, from the first thousand rows.

    Parameters
    ----------
    letter, header
        Its letters in Excel, and its header as written.
    where
        What tells it from the others in :attr:`LoadOptions.columns`: its header, or its letters where another column
        has the same one.
    examples
        Its most common values, three at most. None where they could tell who somebody is.
    filled, distinct
        How many cells say something, and how many different things.
    kind
        The sensitive content it seems to have (a key of :data:`sensitive.KINDS`); then it has no examples.
    now
        What it is read as: a variable, or a figure of a table (:attr:`Header.figures`); None if it is not read.
    fixed
        Whether that is what no menu can say: a sum, or the counts of one group of several.
    decided
        Whether somebody has said what it is, or that it is not to be read.
    proposal
        What it probably is, and how sure that is, also where it is read already.
    own
        How it could be declared as a local variable, where it fits nothing known.
    """

    letter: str
    header: str
    where: str
    examples: tuple[str, ...] = field(repr=False)
    filled: int
    distinct: int
    kind: str | None
    now: str | None
    fixed: bool
    decided: bool
    proposal: Proposal | None
    own: LocalVariable | None = field(repr=False)

    @property
    def open(self) -> bool:
        """Whether somebody should look at it: it is not read and could be, or it is read and does not fit."""
        if self.decided:
            return False
        if self.now:
            return self.proposal is not None and self.proposal.confidence == "unsure"
        return self.proposal is not None or self.own is not None


@dataclass(frozen=True)
class Survey:
    """A file looked over.

    Parameters
    ----------
    sheet
        The sheet's name, None in a text file.
    row
        The number of the header row in Excel.
    guessed
        Whether no header is known, so that the row is only the most likely one.
    layout
        None if nothing says who is a woman and who a man.
    profile
        The profile that recognised it.
    spellings
        Values that their variable's list does not know, and those that have been given a meaning.
    """

    sheet: str | None
    row: int
    guessed: bool
    layout: Layout | None
    columns: tuple[SurveyedColumn, ...]
    profile: Profile | None
    spellings: tuple[Spelling, ...] = field(repr=False)

    @property
    def used(self) -> int:
        """How many columns are read."""
        return sum(column.now is not None for column in self.columns)


@dataclass(frozen=True)
class _Table:
    """A sheet with its header row, known or guessed."""

    sheet: Sheet
    row: int
    columns: tuple[Column, ...]
    header: Header | None
    profile: Profile | None
    options: LoadOptions

    @property
    def worth(self) -> tuple[bool, bool, bool, bool, int]:
        """What makes it the one to look at, much as for a file that is read."""
        header = self.header
        known = header.recognised if header else len(self.columns)
        layout = header is not None and header.layout is not None
        return not self.sheet.hidden, self.profile is not None, header is not None, layout, known

    def now(self) -> Mapping[int, str]:
        """Give what columns are read as, by their place."""
        if self.header is None:
            return {}
        named = (*self.header.figures.items(), *self.header.variables.items())
        return {column.index: key for key, column in named}


def survey(opened: OpenedFile, options: LoadOptions, profiles: Iterable[Profile] = ()) -> Survey:
    """Look a file over.

    Parameters
    ----------
    options
        What has been said about the file. It goes before a profile.
    profiles
        Those that may recognise it.

    Raises
    ------
    UnreadableFileError
        If no sheet has two columns with text above rows of data, or the table has too many columns.
    """
    known = tuple(profiles)
    tables = [table for sheet in opened.sheets if (table := _table(sheet, options, known))]
    if not tables:
        raise UnreadableFileError(NO_TABLE)
    table = max(tables, key=lambda table: table.worth)
    hold_columns(column.header for column in table.columns)
    return Survey(
        sheet=masked(table.sheet.name) if table.sheet.name else None,
        row=table.row,
        guessed=table.header is None,
        layout=table.header.layout if table.header else None,
        columns=_columns(table),
        profile=table.profile,
        spellings=spellings(table.sheet, table.header, table.options) if table.header else (),
    )


def recognised(opened: OpenedFile, options: LoadOptions, profiles: Iterable[Profile]) -> Profile | None:
    """Find the profile of the source that a file comes from, if any of them is."""
    known = tuple(profiles)
    if not known:
        return None
    tables = [table for sheet in opened.sheets if (table := _table(sheet, options, known))]
    return max(tables, key=lambda table: table.worth).profile if tables else None


def _table(sheet: Sheet, options: LoadOptions, profiles: Sequence[Profile]) -> _Table | None:
    head = list(islice(sheet.rows(), HEADER_LINES))
    header = find_header(head, sheet.first_column, options, sheet.merged)
    profile = _recognised(head, _of_header(header, sheet.first_column) if header else (), profiles)
    if profile:
        options = applied(profile, options)
        header = find_header(head, sheet.first_column, options, sheet.merged)
    if header:
        return _Table(sheet, header.row, _of_header(header, sheet.first_column), header, profile, options)
    row, columns = _guessed(head, sheet.first_column)
    return _Table(sheet, row, columns, None, None, options) if columns else None


def _recognised(
    head: Sequence[tuple[int, Cells]], columns: Sequence[Column], profiles: Sequence[Profile]
) -> Profile | None:
    """Find the profile by the headers that are known, or, where they are not the dictionary's, by any first line."""
    if not profiles:
        return None
    lines = [[text_of(cell) for cell in cells if isinstance(cell, str) and cell.strip()] for _, cells in head]
    lines.insert(0, [column.header for column in columns])
    found = (recognise(profiles, line) for line in lines)
    return next((profile for profile in found if profile), None)


def _of_header(header: Header, first_column: int) -> tuple[Column, ...]:
    """Give every column that has a header, also of two that mean the same the one that is not read."""
    names = enumerate(header.heading.names)
    return tuple(Column(index, column_letter(first_column + index), name) for index, name in names if name)


def _guessed(head: Sequence[tuple[int, Cells]], first_column: int) -> tuple[int, tuple[Column, ...]]:
    """Take the first line with most different words that has a line of data under it."""
    best: tuple[int, tuple[Column, ...]] = 0, ()
    for position, (row, cells) in enumerate(head[:-1]):
        words = {index: text_of(cell) for index, cell in enumerate(cells) if isinstance(cell, str)}
        words = {index: word for index, word in words.items() if any(map(str.isalpha, word))}
        below = sum(not is_missing(text_of(cell)) for cell in head[position + 1][1])
        if len(set(words.values())) > max(1, len({column.header for column in best[1]})) and below > 1:
            columns = (Column(index, column_letter(first_column + index), word) for index, word in words.items())
            best = row, tuple(columns)
    return best


def _columns(table: _Table) -> tuple[SurveyedColumn, ...]:
    now = table.now()
    names = table.header is None or table.header.layout in (None, "cases")
    evidence = sampled(table.sheet, table.row, table.columns, names=names)
    unused = {fold(header) for header in table.options.unused}
    left = {column.index for column in table.columns if fold(column.header) in unused} - now.keys()
    decided = left | {at for at, key in now.items() if key in table.options.columns}
    proposals = _proposals({at: one for at, one in evidence.items() if at not in left}, now, table.options)
    grouped = any("." in key for key in now.values())
    fixed = {at for at, key in now.items() if key.startswith(TOTAL) or (grouped and key.startswith(SEXES))}
    headers = Counter(fold(column.header) for column in table.columns)
    return tuple(
        SurveyedColumn(
            letter=column.letter,
            header=column.header,
            where=column.header if headers[fold(column.header)] == 1 else column.letter,
            examples=() if now.get(column.index) in _SECRET else evidence[column.index].examples,
            filled=evidence[column.index].filled,
            distinct=len(evidence[column.index].texts),
            kind=evidence[column.index].kind,
            now=now.get(column.index),
            fixed=column.index in fixed,
            decided=column.index in decided,
            proposal=proposals.get(column.index),
            own=None if column.index in now else _own(evidence[column.index]),
        )
        for column in table.columns
    )


def _proposals(
    evidence: Mapping[int, Evidence], now: Mapping[int, str], options: LoadOptions
) -> Mapping[int, Proposal]:
    """Judge what columns are, and propose something for the others: each variable for the column it suits best."""
    taken = set(now.values())
    persons = not taken.isdisjoint(("sex", "identity_number"))
    free = {*options.known.variables, *(() if persons else SEXES)} - taken
    proposals = {at: judged(evidence[at], key, options) for at, key in now.items() if not key.startswith(TOTAL)}
    found = {at: proposed(one, free, options) for at, one in evidence.items() if at not in now}
    # The surest is taken last, and stays.
    suited = sorted(((one.rank, at, one) for at, one in found.items() if one), key=lambda each: each[0])
    best = {one.key: (at, one) for _, at, one in suited}
    return {**proposals, **dict(best.values())}


def _own(evidence: Evidence) -> LocalVariable | None:
    return None if evidence.kind else own_question(evidence.header, evidence.texts)
