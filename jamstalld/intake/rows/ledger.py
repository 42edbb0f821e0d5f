"""The account of a sheet's rows: which are refused, which are set aside, and every problem found."""

from __future__ import annotations

from jamstalld.dictionary import Dictionary, Variable
from jamstalld.intake.problems import Problem, message, problem, severity_of
from jamstalld.intake.rows.collecting import Collected
from jamstalld.intake.values.parsers import MAX_TEXT
from jamstalld.wording.numbers import number

SEX_TITLES = {"kvinna": "Kvinnor", "man": "Män", "total": "Totalt"}


class Ledger:
    """Keeps the account of one sheet.

    Parameters
    ----------
    sheet
        Its name; None for a text file.
    collected
        Its rows, known by their position.
    """

    def __init__(self, sheet: str | None, collected: Collected, known: Dictionary) -> None:
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        self.aside: set[int] = set()
        self._sheet = sheet
        self._collected = collected
        self._known = known
        self._messages: dict[tuple[object, ...], str] = {}

    def refuse(
        self, position: int, code: str, key: str | None = None, meant: str | None = None, **words: object
    ) -> None:
        """Refuse a row because of the cell in a variable's column. A row set aside is not refused.

        Parameters
        ----------
        meant
            The value of the variable's list that the cell may have been meant to hold.
        """
        if position not in self.aside:
            self.refused.add(position)
            self._note(position, code, key, meant=f"Menades ”{meant}”? " if meant else "", **words)

    def warn(self, position: int, code: str, key: str | None = None, **words: object) -> None:
        """Say something about a row that does not keep it from being loaded."""
        if position not in self.aside:
            self._note(position, code, key, **words)

    def set_aside(self, position: int, code: str | None, key: str | None = None) -> None:
        """Take a row out of account as no row of data; without a code where the reason has been told already."""
        if position in self.aside or position in self.refused:
            return
        if code:
            self._note(position, code, key)
        self.aside.add(position)

    def say(self, code: str, key: str | None = None, **words: object) -> None:
        """Say something about the whole sheet."""
        self.problems.append(problem(code, self._sheet, None, self._letter(key), **words))

    def is_open(self, position: int) -> bool:
        """Tell whether a row is still to be loaded."""
        return position not in self.refused and position not in self.aside

    def in_order(self) -> list[Problem]:
        """Give the problems by row, those of the whole sheet first."""
        # A line with several groups of counts may have been told the same once for each.
        return sorted(dict.fromkeys(self.problems), key=lambda one: one.row or 0)

    def _note(self, position: int, code: str, key: str | None, **words: object) -> None:
        # The same fault in the same column is told in the same words, perhaps a hundred thousand times.
        told = (code, key, *words.values())
        if told not in self._messages:
            self._messages[told] = message(code, **{**self._words(key), **words})
        row, text = self._collected.numbers[position], self._messages[told]
        self.problems.append(Problem(self._sheet, row, self._letter(key), severity_of(code), code, text))

    def _letter(self, key: str | None) -> str | None:
        return self._collected.letters.get(key) if key else None

    def _words(self, key: str | None) -> dict[str, object]:
        """Give the words that messages about a variable may need."""
        if key is None:
            return {}
        figure = key.partition(".")[0]
        if figure in SEX_TITLES:
            return {**_limits(self._known.variable("count")), "title": f"”{SEX_TITLES[figure]}”"}
        return _limits(self._known.variable(key))


def _limits(variable: Variable) -> dict[str, object]:
    return {
        "title": f"”{variable.title}”",
        "allowed": ", ".join(variable.codes.values) if variable.codes else "",
        "low": _limit(variable.minimum),
        "high": _limit(variable.maximum),
        "unit": f" {variable.unit}" if variable.unit else "",
        "whole": ", ett helt antal" if variable.type == "count" else "",
        "limit": MAX_TEXT,
    }


def _limit(value: float | None) -> str:
    # A year is written without a space between its thousands.
    return "" if value is None else number(value) if value >= 10_000 else f"{value:g}"
