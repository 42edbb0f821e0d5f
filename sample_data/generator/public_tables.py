"""Public statistics typed from their sources, as small files to load."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from generator.workbook import fill_notes, fill_sheet, save

LSS_TITLE = "Personer med insats enligt LSS den 1 oktober 2021"
LSS_SOURCE = "Källa: SCB, uppgifter från Socialstyrelsen."
LSS_HEADER = ("Insats", "Kvinnor", "Män")
LSS = (
    ("Rådgivning och stöd", 417, 352),
    ("Personlig assistans", 2202, 2746),
    ("Ledsagarservice", 2833, 3836),
    ("Kontaktperson", 7831, 9718),
    ("Avlösarservice", 1191, 2904),
    ("Korttidsvistelse", 3129, 5671),
    ("Korttidstillsyn", 1671, 2894),
    ("Boende för barn", 303, 569),
    ("Boende för vuxna", 12195, 17356),
    ("Daglig verksamhet", 16744, 23320),
    ("Totalt antal personer", 31150, 45562),
    ("Totalt antal insatser", 48516, 69366),
)
LSS_ABOUT = (
    LSS_SOURCE,
    "De tio insatserna summerar till Totalt antal insatser, inte till Totalt antal personer: en person kan "
    "ha flera insatser.",
    "De två raderna Totalt är summor och ska inte räknas som insatser.",
)

RATES_HEADER = ("Ålder", "Kvinnor per 10 000", "Män per 10 000", "Källa")
RATES_SOURCE = "SCB, LSS 1 oktober 2021, personkrets 1"
RATES = (
    ("0–6 år", "5,6", "14,0"),
    ("7–12 år", "37,5", "86,0"),
    ("13–22 år", "102,8", "153,7"),
    ("23–64 år", "68,0", "88,9"),
    ("65 år och äldre", "15,6", "21,7"),
    ("0–19 år", "47,0", "83,8"),
    ("20–44 år", "87,2", "117,6"),
    ("45–64 år", "47,9", "58,5"),
    ("65–79 år", "19,7", "25,7"),
    ("80 år och äldre", "5,9", "8,1"),
    ("Alla åldrar", "53,1", "77,3"),
)

ECONOMIC_TITLE = "Mottagare av ekonomiskt bistånd 2016, antal personer. Källa: SKL."
ECONOMIC_HEADER = ("Kön", "Åldersgrupp", "Antal")
ECONOMIC = (
    ("Kvinna", "Vuxna", 126313),
    ("Man", "Vuxna", 143004),
    ("Uppgift saknas", "Barn", 140315),
)
ECONOMIC_ABOUT = (
    "Källa: SKL (Sveriges Kommuner och Landsting), ekonomiskt bistånd 2016.",
    "Antalet är personer. Barnens kön framgår inte av källan.",
    "Källan anger 269317 vuxna, vilket är summan av kvinnor och män.",
    "Källan anger 409681 biståndsmottagare totalt. Raderna summerar till 409632: 49 färre. Källan säger inte "
    "varför, och siffrorna står här som de är publicerade.",
    "Källan anger också 220112 hushåll. Hushåll är en annan enhet än personer och ingår inte i tabellen.",
)


def write_public_tables(folder: Path) -> None:
    """Write every public table.

    Parameters
    ----------
    folder
        Where they go; files that are there are replaced.
    """
    _write_csv(folder / "lss_2021.csv", [LSS_HEADER, *LSS])
    _write_csv(folder / "lss_per_10000_2021.csv", [RATES_HEADER, *((*row, RATES_SOURCE) for row in RATES)])
    _write_workbook(folder / "lss_2021.xlsx", f"{LSS_TITLE}. {LSS_SOURCE}", LSS_HEADER, LSS, LSS_ABOUT)
    _write_workbook(folder / "ekonomiskt_bistand_2016.xlsx", ECONOMIC_TITLE, ECONOMIC_HEADER, ECONOMIC, ECONOMIC_ABOUT)


def _write_csv(path: Path, rows: list[tuple[str | int, ...]]) -> None:
    lines = [";".join(str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _write_workbook(
    path: Path,
    title: str,
    header: tuple[str, ...],
    rows: tuple[tuple[str | int, ...], ...],
    about: tuple[str, ...],
) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Tabell"
    fill_sheet(sheet, title, header, [list(row) for row in rows])
    fill_notes(workbook.create_sheet("Om tabellen"), about)
    save(workbook, path)
