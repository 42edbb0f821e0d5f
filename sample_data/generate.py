"""Write all sample data anew: ``python sample_data/generate.py [FOLDER]``.

Without a folder the files beside this script are replaced. The same cells come out every time.
"""

import sys
from pathlib import Path

from generator.followup import quarters_of_rows
from generator.inhabitants import write_inhabitants
from generator.public_tables import write_public_tables
from generator.workbook import write_quarter


def main(folder: Path) -> None:
    """Write the invented municipality and the public tables.

    Parameters
    ----------
    folder
        Where the folders ``municipality`` and ``public`` go; they are made if they are missing.
    """
    municipality = folder / "municipality"
    municipality.mkdir(parents=True, exist_ok=True)
    for quarter, rows in quarters_of_rows():
        write_quarter(municipality / f"{quarter}.xlsx", quarter, rows)
    write_inhabitants(municipality)
    public = folder / "public"
    public.mkdir(parents=True, exist_ok=True)
    write_public_tables(public)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
