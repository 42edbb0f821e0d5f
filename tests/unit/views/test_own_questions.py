"""A municipality's own questions, of all four sorts, on every page of the analysis."""

from __future__ import annotations

from datetime import date

import pytest

from jamstalld.dictionary import LocalVariable
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import Database, declare_local, dictionary_of, open_database
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest

TODAY = date(2026, 1, 15)
OWN = (
    LocalVariable("Tolk", "yes_no"),
    LocalVariable("Väg in", "category", values=("Egen ansökan", "Orosanmälan")),
    LocalVariable("Trygghet", "ordered", values=("1", "2", "3"), positive=("3",)),
    LocalVariable("Restid", "number", limits=(10.0, 30.0), unit="minuter"),
)
# What women and men answer: women oftener yes, oftener themselves, higher and longer.
HERS, HIS = ("ja;Egen ansökan;3;25", "nej;Orosanmälan;1;5"), ("nej;Orosanmälan;1;5", "ja;Egen ansökan;3;25")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("own")
    made = open_database(folder / "jamstalld.duckdb", folder / "salt", threshold=1)
    for one in OWN:
        declare_local(made, one, by="test")
    lines = [
        f"{sex};2025K{quarter};{area};{need};{answers[number % 10 > 6]}"
        for sex, answers in (("K", HERS), ("M", HIS))
        for quarter in (1, 2, 3, 4)
        for area in ("Äldre", "Socialpsykiatri")
        for need in ("låg", "hög")
        for number in range(20)
    ]
    file = folder / "egna.csv"
    heading = "Kön;Kvartal;Verksamhetsområde;Behovsnivå;Tolk;Väg in;Trygghet;Restid"
    file.write_text("\n".join([heading, *lines]), "utf-8")
    assert load_file(made, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False).exit_code == 0
    return made


# Of twenty, fourteen answer as most of their sex do: 70 % against 30 %, and by the bands 15.5 minutes against 9.5.
@pytest.mark.parametrize(
    ("measure", "value", "gap"),
    [
        ("local_tolk", None, 40.0),
        ("local_vag_in", "Egen ansökan", 40.0),
        ("local_trygghet", None, 40.0),
        ("local_trygghet_scale", None, 40.0),
        ("local_restid", None, 6.0),
    ],
)
def test_every_page_shows_them(database: Database, measure: str, value: str | None, gap: float) -> None:
    known = dictionary_of(database).measure(measure)
    view = build_view(database, ViewRequest(measure, by=None if value else "area"))
    rows = [row for row in view.rows if row.label == value] if value else view.rows
    assert rows
    assert {round(row.difference.estimate, 6) for row in rows if row.difference} == {gap}
    followed = over_time(database, OverTimeRequest(measure, value))
    assert [round(point.difference.estimate, 6) for point in followed.quarters if point.difference] == [gap] * 4
    seen = interplay(database, InterplayRequest(measure, "area", "need_level", value=value))
    assert [round(cell.difference.estimate, 6) for cell in seen.cells if cell.difference] == [gap] * 4
    if known.kind != "ordinal":
        filters = ((known.column, value),) if value else ()
        apart = explain(database, measure, ("need_level",), filters)
        assert apart.crude is not None
        assert apart.crude.estimate == pytest.approx(gap)


@pytest.mark.parametrize("variable", ["local_tolk", "local_vag_in"])
def test_they_tell_groups_apart(database: Database, variable: str) -> None:
    view = build_view(database, ViewRequest("local_trygghet", by=variable))
    assert {row.label: row.women.n for row in view.rows} == (
        {"ja": 224, "nej": 96} if variable == "local_tolk" else {"Egen ansökan": 224, "Orosanmälan": 96}
    )
