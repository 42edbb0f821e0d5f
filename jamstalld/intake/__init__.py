"""From a spreadsheet file to checked rows.

One way through: `files` tells what sort of file it is and opens its sheets, `headers` finds the table and what its
columns mean, `rows` parses them column by column (`values`), judges its rows and keeps the account (`problems`),
`forbidden` tells of what may not be in the file (`sensitive`), and `delivery` puts it together. `mapping` looks over
files whose headers nobody knows yet.
"""

from jamstalld.intake.delivery import read_delivery, read_opened
from jamstalld.intake.files.opening import OpenedFile, open_file
from jamstalld.intake.model import STORED_COLUMNS, CheckedDelivery, DeclaredTotal, LoadOptions
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
