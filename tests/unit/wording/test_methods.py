"""What *Om metoden* says of the methods: short, about all that views use, with the docstrings' sources, and true."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from jamstalld import compare
from jamstalld.compare.trend import LEAST_USEFUL
from jamstalld.compare.verdicts import SIGNIFICANT, TOO_SMALL
from jamstalld.dictionary import dictionary
from jamstalld.periods import Quarter
from jamstalld.protect import noise_for
from jamstalld.store import Database, data_info
from jamstalld.views.between import between as between_places
from jamstalld.views.build import build_view
from jamstalld.views.explaining import Explanation, explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.model import Row
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest
from jamstalld.wording.explaining import ABOUT, METHODS, about_protection
from jamstalld.wording.methods import GROUPS, MethodText, unbroken
from jamstalld.wording.numbers import NBSP, number, period_text, quarter_text
from jamstalld.wording.quality import MANY
from tests.conftest import ROOT
from tests.shared import opened_municipality

MOST_WORDS = 120
TEXTS = {method.key: method for group in GROUPS for method in group.methods}
SUBSTANCE_USE, ECONOMIC = "Skadligt bruk och beroende", "Ekonomiskt bistånd"
PSYCHIATRY, OLDER = "Socialpsykiatri", "Äldre"
EFFORT = Quarter.parse("2025K4")

each_method = pytest.mark.parametrize("method", TEXTS.values(), ids=TEXTS)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample municipality without protection: what the examples tell of."""
    yield from opened_municipality(tmp_path_factory, threshold=1)


# --- the examples ------------------------------------------------------------------------------------------

Facts = Callable[[Database], list[str]]
FACTS: dict[str, Facts] = {}


def tells(key: str) -> Callable[[Facts], Facts]:
    """Mark what computes the numbers of a method's example, in the order they are told."""

    def kept(facts: Facts) -> Facts:
        FACTS[key] = facts
        return facts

    return kept


def row(database: Database, measure: str, label: str | None = None, **asked: object) -> Row:
    """Give a row of a view of the latest four quarters, or its whole."""
    view = build_view(database, ViewRequest(measure, **asked))
    assert view.count_unit == "insatser"
    return view.total if label is None else next(row for row in view.rows if row.label == label)


def taken_apart(database: Database, measure: str, **chosen: str) -> Explanation:
    return explain(database, measure, ("need_level",), tuple(chosen.items()))


def approval(database: Database, area: str) -> Row:
    return row(database, "approval", area, by="area")


def of(count: int | None, n: int | None) -> str:
    return f"{count} av {n}"


def percent(share: float | None, decimals: int = 0) -> str:
    assert share is not None
    return f"{number(100 * share, decimals)} %"


def size(value: float, decimals: int = 0) -> str:
    return number(abs(value), decimals)


def between(low: float, high: float, decimals: int = 0) -> str:
    """Write an interval on one side of 0, the nearer limit first."""
    assert low * high > 0
    return "–".join(size(limit, decimals) for limit in sorted((low, high), key=abs))


def side(value: float, higher: str = "högre", lower: str = "lägre") -> str:
    return higher if value > 0 else lower


@tells("andel")
def share(database: Database) -> list[str]:
    women = approval(database, SUBSTANCE_USE).women
    interval = "–".join(number(100 * limit) for limit in (women.low, women.high))
    return [of(women.count, women.n), percent(women.share), f"osäkerhet {interval}"]


@tells("skillnad")
def difference(database: Database) -> list[str]:
    found = approval(database, SUBSTANCE_USE)
    gap = found.difference
    return [
        f"{percent(found.women.share)} av besluten om kvinnor",
        f"{percent(found.men.share)} av besluten om män",
        f"{size(gap.estimate)} procentenheter {side(gap.estimate)} för kvinnor",
        f"osäkerhet {between(gap.low, gap.high)}",
    ]


@tells("kvot")
def ratio(database: Database) -> list[str]:
    found = row(database, "received", "Hemtjänst")
    of_shares = found.ratio
    return [
        f"{percent(found.women.share)} av besluten om kvinnor",
        f"{percent(found.men.share)} av besluten om män",
        number(of_shares.estimate, 1),
        f"osäkerhet {between(of_shares.low, of_shares.high, 1)}",
    ]


@tells("andel-kvinnor")
def representation(database: Database) -> list[str]:
    found = row(database, "received", "Öppna insatser")
    women = found.representation
    return [
        f"{found.women.count} beslut om kvinnor och {found.men.count} om män",
        f"{percent(women.women_share)}, mot {percent(women.base_women_share)}",
        number(women.index, 2),
    ]


@tells("slump")
def chance(database: Database) -> list[str]:
    economic, psychiatry = approval(database, ECONOMIC), approval(database, PSYCHIATRY)
    return [
        of(economic.women.count, economic.women.n),
        of(economic.men.count, economic.men.n),
        f"{number(10_000 * economic.p)} fall av 10 000",
        of(psychiatry.women.count, psychiatry.women.n),
        of(psychiatry.men.count, psychiatry.men.n),
        f"{number(100 * psychiatry.p)} fall av 100",
    ]


@tells("manga-jamforelser")
def several_comparisons(database: Database) -> list[str]:
    view = build_view(database, ViewRequest("approval", by="intervention"))
    (found,) = [row for row in view.rows if row.label == "Försörjningsstöd"]
    assert found.p < SIGNIFICANT < found.q
    return [
        f"{view.family} jämförelser",
        number(found.p, 3),
        number(found.q, 2),
        f"{size(found.difference.estimate)} procentenheter",
    ]


@tells("bedomning")
def verdict(database: Database) -> list[str]:
    found = row(database, "participation")
    gap = found.difference
    assert found.verdict == "similar"
    assert percent(found.women.share) == percent(found.men.share)
    assert gap.low < 0 < gap.high
    return [
        of(found.women.count, found.women.n),
        of(found.men.count, found.men.n),
        percent(found.women.share),
        f"{size(gap.low, 1)} procentenheter lägre och {size(gap.high, 1)} högre",
    ]


@tells("synlig-skillnad")
def smallest_visible(database: Database) -> list[str]:
    psychiatry, older = approval(database, PSYCHIATRY), approval(database, OLDER)
    assert psychiatry.verdict == "too_small"
    margin = dictionary().measure("approval").margin
    return [
        f"{psychiatry.women.n} beslut om kvinnor och {psychiatry.men.n} om män",
        f"{size(psychiatry.smallest_visible)} procentenheter",
        f"{number(margin)} behövs {quarters(psychiatry, margin)} kvartal",
        f"{older.women.n} och {older.men.n} beslut",
        quarters(older, margin),
    ]


def quarters(found: Row, margin: float) -> str:
    """Tell how many quarters like the latest four it takes to see a gap of the margin."""
    women, men = found.women, found.men
    pooled = (women.count + men.count) / (women.n + men.n)
    return number(float(compare.quarters_needed(women.n, men.n, pooled, 4, margin / 100)))


@tells("skalor")
def scale(database: Database) -> list[str]:
    found = row(database, "goal")
    gap, pairs = found.difference, found.pairs
    assert found.verdict == "similar"
    assert gap.low < 0 < gap.high
    return [
        "100 par",
        f"kvinnan högre i {number(100 * pairs.women_higher)} och mannen i {number(100 * pairs.men_higher)}",
        number(100 * pairs.alike),
        f"{size(gap.low)} av 100 par lägre till {size(gap.high)} högre",
        number(dictionary().measure("goal").margin),
    ]


@tells("medelvarden")
def means(database: Database) -> list[str]:
    found = row(database, "hours", "Hemtjänst")
    gap = found.difference
    return [
        f"{number(found.women.mean, 1)} timmar i veckan för kvinnor och {number(found.men.mean, 1)} för män",
        f"{size(gap.estimate, 1)} timmar {side(gap.estimate, 'fler', 'färre')} för kvinnor",
        between(gap.low, gap.high, 1),
        f"{size(found.effect, 1)} standardavvikelser",
        f"{number(found.women.median, 1)} och {number(found.men.median, 1)} timmar",
    ]


@tells("lika-med-lika")
def standardised(database: Database) -> list[str]:
    hours = taken_apart(database, "hours", intervention="Hemtjänst")
    crude, alike = hours.crude.estimate, hours.standardised
    assert alike.low < 0 < alike.high
    approved = taken_apart(database, "approval", area=SUBSTANCE_USE)
    assert size(approved.crude.estimate) == size(approved.standardised.estimate)
    return [
        f"{size(crude, 1)} timmar {side(crude, 'fler', 'färre')} i veckan för kvinnor",
        f"{size(alike.estimate, 1)} {side(alike.estimate, 'fler', 'färre')} med samma behovsnivåer",
        f"{size(alike.low, 1)} färre till {size(alike.high, 1)} fler",
        f"{size(approved.crude.estimate)} procentenheter {side(approved.standardised.estimate)} för kvinnor",
    ]


@tells("nar-skillnaden-vander")
def turned(database: Database) -> list[str]:
    found = taken_apart(database, "approval", area=ECONOMIC)
    assert found.turned
    levels = {stratum.label: stratum for stratum in found.strata}
    assert all(stratum.difference.estimate > 0 for stratum in found.strata)
    low = levels["låg"]
    return [
        f"{percent(found.women.share)} av besluten om kvinnor",
        f"{percent(found.men.share)} om män",
        *(
            f"{level} ({number(100 * levels[key].women.share)} mot {percent(levels[key].men.share)})"
            for key, level in (("låg", "behovsnivå"), ("medel", "medel"), ("hög", "hög"))
        ),
        f"{percent(low.women.n / found.women.n)} av besluten om kvinnor",
        f"{percent(low.men.n / found.men.n)} om män",
    ]


@tells("delar")
def parts(database: Database) -> list[str]:
    approved = taken_apart(database, "approval", area=ECONOMIC)
    hours = taken_apart(database, "hours", intervention="Hemtjänst")
    (need, remains), (need_hours, remains_hours) = (
        [part.estimate for part in found.parts if part.kind != "unsplit"] for found in (approved, hours)
    )
    crude, crude_hours = approved.crude.estimate, hours.crude.estimate
    return [
        f"{size(crude)} procentenheter {side(crude)} för kvinnor",
        f"{size(need)} {side(need)} hänger samman med olika behovsnivå",
        f"{size(remains)} {side(remains)} återstår",
        f"{size(crude_hours, 1)} timmar {side(crude_hours, 'fler', 'färre')}",
        f"{size(need_hours, 1)} {side(need_hours, 'fler', 'färre')} samman med behovsnivå",
        f"{size(remains_hours, 1)} {side(remains_hours, 'fler', 'färre')} återstår",
    ]


@tells("olika-skillnader")
def gaps_alike(database: Database) -> list[str]:
    seen = interplay(database, InterplayRequest("approval", "area", "need_level"))
    by_area, by_need = (next(test for test in seen.alike if test.by == (key,)) for key in ("area", "need_level"))
    assert by_area.p < 0.001
    view = build_view(database, ViewRequest("approval", by="area"))
    gaps = [row.difference.estimate for row in view.rows]
    return [
        f"{by_area.df + 1} verksamhetsområdena (Q = {number(by_area.statistic, 1)}, p-värde under 0,001)",
        f"{size(min(gaps))} procentenheter {side(min(gaps))} för kvinnor till {size(max(gaps), 1)} {side(max(gaps))}",
        f"{by_need.df + 1} behovsnivåerna",
        f"(Q = {number(by_need.statistic, 1)}, p-värde {number(by_need.p, 2)})",
    ]


@tells("mellan-enheter")
def places(database: Database) -> list[str]:
    view = build_view(database, ViewRequest("approval", by="unit"))
    women, _ = between_places(view)
    inside, outside = (
        next(place for place in women.places if place.label == label)
        for label in ("Vuxenenheten", "Mottagning och försörjning")
    )
    (_, low, high, _), (_, lower, higher, _) = (women.limits.at(place.n) for place in (inside, outside))
    assert low <= inside.share <= high
    assert outside.share < lower
    return [
        f"{percent(women.centre)} av besluten om kvinnor",
        f"{percent(inside.share)} av {inside.n}",
        f"{number(100 * low)}–{percent(high)}",
        f"{percent(outside.share)} av {outside.n}",
        f"{number(100 * lower)}–{percent(higher)}",
    ]


@tells("kvartal-for-kvartal")
def run_chart(database: Database) -> list[str]:
    seen = over_time(database, OverTimeRequest("violence_asked"))
    assert not seen.run.shift
    assert seen.run.useful == len(seen.quarters) >= LEAST_USEFUL
    # Women are asked more often: a falling line is a shrinking difference.
    assert seen.slope.high < 0 < seen.run.centre
    return [
        f"{len(seen.quarters)} kvartal",
        f"högst {seen.run.longest_run} i rad",
        f"({seen.run.longest_allowed} är tillåtet)",
        f"{seen.run.crossings} gånger (minst {seen.run.crossings_least} krävs)",
        f"{size(seen.slope.estimate, 1)} procentenheter mindre skillnad per kvartal",
        f"osäkerhet {between(seen.slope.low, seen.slope.high, 1)}",
    ]


@tells("fore-och-efter")
def before_after(database: Database) -> list[str]:
    effort = over_time(database, OverTimeRequest("violence_asked", effort=EFFORT)).effort
    before, after, change = effort.before, effort.after.difference, effort.change
    assert change.high < 0 < after.estimate < before.difference.estimate
    return [
        f"före {quarter_text(EFFORT)}",
        f"{percent(before.women.share, 1)} av kvinnorna och {percent(before.men.share, 1)} av männen",
        f"{size(before.difference.estimate, 1)} procentenheter",
        f"Därefter är den {size(after.estimate, 1)}",
        f"minskat med {size(change.estimate, 1)} procentenheter",
        f"osäkerhet {between(change.low, change.high, 1)}",
    ]


@tells("uppgift-saknas")
def missing(database: Database) -> list[str]:
    found = row(database, "improved")
    lacking = [percent(sex.missing / (sex.n + sex.missing)) for sex in (found.women, found.men)]
    assert found.bounds.low < 0 < found.bounds.high
    return [
        f"{lacking[0]} av kvinnorna och {lacking[1]} av männen",
        f"{size(found.difference.estimate)} procentenhet.",
        f"{size(found.bounds.low)} procentenheter lägre till {size(found.bounds.high)} högre för kvinnor",
    ]


@tells("skyddets-osakerhet")
def protection(database: Database) -> list[str]:
    large, small = approval(database, SUBSTANCE_USE), approval(database, PSYCHIATRY)
    (plain, protected), (wide, wider) = both(large), both(small)
    assert wider[0] < wide[0] < 0 < wide[1] < wider[1]
    return [
        f"{large.women.n} och {large.men.n} beslut",
        f"{between(*plain)} procentenheter utan skydd och {between(*protected)} med",
        f"{small.women.n} och {small.men.n} beslut",
        f"från {size(wide[0])} lägre till {size(wide[1])} högre för kvinnor",
        f"från {size(wider[0])} till {size(wider[1])}",
    ]


def both(found: Row) -> list[tuple[float, float]]:
    """Give the interval of a difference without protection, and with the noise of the usual threshold."""
    counts = (found.women.count, found.women.n, found.men.count, found.men.n)
    variance = float(noise_for(5).variance(np.array(counts)).max())
    intervals = [compare.newcombe(*counts, noise_variance=noise) for noise in (0.0, variance)]
    return [(100 * float(one.low), 100 * float(one.high)) for one in intervals]


@each_method
def test_every_number_of_an_example_is_computed(method: MethodText, sample: Database) -> None:
    left = " ".join(method.example.split())
    between_facts = ""
    for fact in FACTS[method.key](sample):
        before, found, left = left.partition(fact.replace(NBSP, " "))
        assert found, f"{fact!r} is not in {before!r}"
        between_facts += before
    assert not re.search(r"\d", between_facts + left)


def test_the_examples_are_of_the_period_that_is_named(sample: Database) -> None:
    assert period_text(data_info(sample).latest_period()) in " ".join(METHODS.split())


# --- the texts ---------------------------------------------------------------------------------------------


@each_method
def test_a_manager_reads_at_most_a_hundred_and_twenty_words(method: MethodText) -> None:
    assert len(f"{method.plain} {method.example}".split()) <= MOST_WORDS


def test_every_anchor_is_one_of_its_own() -> None:
    sections = (*ABOUT, *about_protection(5))
    anchors = [one.key for one in (*sections, *GROUPS)] + [m.key for group in GROUPS for m in group.methods]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", anchor) for anchor in anchors)


@each_method
def test_a_formula_is_whole(method: MethodText) -> None:
    assert method.formula.count("$$") % 2 == 0
    assert method.formula.replace("$$", "").count("$") % 2 == 0
    assert method.formula.count("{") == method.formula.count("}")


def test_the_rules_are_told_as_they_are() -> None:
    measures = dictionary().measures
    assert "oftast 5 procentenheter, för enskilda insatser 2." in " ".join(TEXTS["bedomning"].plain.split())
    assert (measures["approval"].margin, measures["received"].margin) == (5, 2)
    assert "mer än tre gånger gränsen" in " ".join(TEXTS["synlig-skillnad"].plain.split())
    assert TOO_SMALL == 3
    assert "minst tio kvartal" in TEXTS["kvartal-for-kvartal"].plain
    assert LEAST_USEFUL == 10
    assert "mer än en femtedel" in " ".join(TEXTS["uppgift-saknas"].plain.split())
    assert MANY == 1 / 5
    large, *few = (number(float(noise_for(5).variance(np.array(count))), 1) for count in (100, 0, 5))
    told = TEXTS["skyddets-osakerhet"].formula
    assert (
        f"$V$ är {large} för större antal. För en visad nolla är den {few[0]} och för en visad femma {few[1]}" in told
    )
    assert f"högst {number(SIGNIFICANT, 2)}" in ABOUT[1].text


def test_a_number_stays_with_its_sign() -> None:
    assert unbroken("i 8 fall av 10 000 är 44 % av 2025 100") == (
        f"i 8 fall av 10{NBSP}000 är 44{NBSP}% av 2025{NBSP}100"
    )


# --- what they are about, and where it comes from ----------------------------------------------------------


def functions() -> dict[str, Callable[..., object]]:
    """Give every public function of the room that compares."""
    modules = [
        importlib.import_module(found.name) for found in pkgutil.iter_modules(compare.__path__, "jamstalld.compare.")
    ]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


FUNCTIONS = functions()
BY_NAME = re.compile(r"(\w+(?: [A-Z]{1,3})?) \((\d{4})\)")


def sources(name: str) -> str:
    """Give what a function's docstring says of its sources, on one line."""
    _, _, told = (inspect.getdoc(FUNCTIONS[name]) or "").partition("References\n----------\n")
    return " ".join(told.split())


def used_in_views() -> set[str]:
    """Give the names of the functions that views take from the room that compares."""
    used: set[str] = set()
    for path in (ROOT / "jamstalld" / "views").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("jamstalld.compare"):
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "compare":
                used.add(node.attr)
    return used & FUNCTIONS.keys()


def test_every_method_that_a_view_uses_is_told_of() -> None:
    told = {name for method in TEXTS.values() for name in method.functions}
    assert told <= FUNCTIONS.keys()
    assert {name for name in used_in_views() if sources(name)} <= told


@each_method
def test_the_sources_are_those_of_the_docstrings(method: MethodText) -> None:
    if not method.functions:
        return
    documented = " ".join(sources(name) for name in method.functions)
    assert set(BY_NAME.findall(" ".join(method.references))) == set(BY_NAME.findall(documented))
    for reference in method.references:
        in_a_journal = re.search(r"\d:\w", reference)
        told = reference if in_a_journal else reference[: reference.index(")") + 1]
        assert told in documented


def test_the_sources_on_protection_are_those_of_its_document() -> None:
    document = (ROOT / "docs" / "protection.md").read_text("utf-8")
    for reference in TEXTS["skyddets-osakerhet"].references:
        authors, year = reference.split(")")[0].split(" (")
        assert f"({year})" in document
        assert all(author.split()[0] in document for author in authors.split(", "))
