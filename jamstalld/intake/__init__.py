"""From a spreadsheet file to checked rows.

One way through: `container` tells what sort of file it is, `reading` and `text` open it, `header` finds the table,
`collecting` parses its cells (`cells`, `values`, `dates`, `identity`) column by column, `checking` and `deriving`
judge its rows and keep the account (`ledger`, `problems`), `sensitive` tells of what may not be in the file, and
`delivery` puts it together.
"""

from jamstalld.intake.delivery import read_delivery, read_opened
from jamstalld.intake.model import STORED_COLUMNS, CheckedDelivery, DeclaredTotal, LoadOptions
from jamstalld.intake.opening import OpenedFile, open_file
from jamstalld.intake.problems import Problem, ProblemGroup, grouped

__all__ = [
    "STORED_COLUMNS",
    "CheckedDelivery",
    "DeclaredTotal",
    "LoadOptions",
    "OpenedFile",
    "Problem",
    "ProblemGroup",
    "grouped",
    "open_file",
    "read_delivery",
    "read_opened",
]
