"""Write every file of the corpus into a folder, to be opened by hand: ``python -m tests.corpus.build FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus import CASES


def build(folder: Path) -> list[Path]:
    """Write the files, each in a folder of its case's name, since the file's own name may be what matters."""
    made: list[Path] = []
    for case in CASES:
        made.append(folder / case.name / case.file)
        made[-1].parent.mkdir(parents=True, exist_ok=True)
        made[-1].write_bytes(case.make())
    return made


if __name__ == "__main__":
    print(f"{len(build(Path(sys.argv[1])))} filer")
