"""Read one file in a process that may take two gigabytes: ``python -m tests.corpus.confined FILE``.

It says what became of the file, in one line. A process that ends in any other way has been brought down by it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import LoadOptions, read_delivery

MEMORY = 2 << 30


def main(file: Path) -> str:
    """Read a file, and say how many rows it has or why it was refused."""
    try:
        delivery = read_delivery(file, file.name, LoadOptions())
    except UnreadableFileError as error:
        return f"refused: {error.message}"
    accounted = delivery.rows_loaded + delivery.rows_refused + delivery.rows_set_aside
    return f"read: {delivery.rows_read} rows, {accounted} accounted for"


if __name__ == "__main__":
    try:
        import resource
    except ImportError:  # Windows has no such limit
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(main(Path(sys.argv[1])))
