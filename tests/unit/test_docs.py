"""The documents say what is so: commands, options, keys, pages, packages, files and links are held against the code."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from jamstalld.cli import main
from jamstalld.dictionary import dictionary
from jamstalld.protect import DEFAULT_THRESHOLD
from jamstalld.protect.noise import VARIANCE, bound
from jamstalld.ui.navigation import PAGES
from jamstalld.views.model import Change, Group, Representation, Row, View

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "sample_data" / "README.md"])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ALLOWED_AT_THE_TOP = {
    *("app.py", "pages", "jamstalld", "queries", "sample_data", "tests", "docs"),
    *("pyproject.toml", "constraints.txt", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "SECURITY.md"),
}
REGISTRIES = re.compile(
    r"pypi\.|pythonhosted|npmjs|registry\.|anaconda\.|conda-forge|crates\.io|proxy\.golang|rubygems|repo1?\.maven"
    r"|deb\.debian|shields\.io",
    re.IGNORECASE,
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Give the fenced blocks of one language; "" for those that name none."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [body.strip() for named, body in fenced if named == language]


def requirements() -> dict[str, str]:
    """Give the name of each package the project asks for, and its range."""
    project = PROJECT["project"]
    listed = [*PROJECT["build-system"]["requires"], *project["dependencies"]]
    listed += [one for extra in project["optional-dependencies"].values() for one in extra]
    parts = (re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?(.*)", one) for one in listed)
    return {part[1]: part[2] for part in parts if part and part[1] != project["name"]}


def reasons() -> dict[str, str]:
    """Give the line of each package in the decision on dependencies."""
    lines = read("docs/decisions/0002-dependencies.md").splitlines()
    return {found[1]: line for line in lines if (found := re.match(r"\| ([\w-]+) \|", line)) and found[1] != "package"}


def slug(heading: str) -> str:
    """Give the anchor of a heading as Markdown viewers make it."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    return {slug(found) for found in re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)}


def links() -> list[tuple[Path, str]]:
    return [(document, target) for document in DOCUMENTS for target in LINK.findall(document.read_text("utf-8"))]


def options_of(command: click.Command) -> set[str]:
    written = {flag for option in command.params for flag in (*option.opts, *option.secondary_opts)}
    return {flag for flag in written if flag.startswith("--")} | {"--help"}


def test_the_readmes_two_commands_set_up_everything_and_start_or_test() -> None:
    setting_up = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e"
    started, tested = blocks(read("README.md"), "sh")[:2]
    assert started == f"{setting_up} . && .venv/bin/jamstalld demo"
    assert tested == f"{setting_up} '.[test]' && .venv/bin/pytest"


def test_continuous_integration_calls_the_readmes_test_command() -> None:
    assert blocks(read("README.md"), "sh")[1] in read(".ci/run").splitlines()


def test_continuous_integration_runs_the_checks_contributors_are_told_of() -> None:
    told = next(block for block in blocks(read("CONTRIBUTING.md"), "sh") if "ruff check" in block)
    for line in told.splitlines():
        assert line in read(".ci/run"), line


@pytest.mark.parametrize(("name", "given"), requirements().items(), ids=requirements())
def test_every_dependency_has_a_reason_and_the_range_there_is(name: str, given: str) -> None:
    assert f"`{given}`" in reasons().get(name, "")


def test_no_reason_is_left_of_a_dependency_that_is_gone() -> None:
    assert set(reasons()) == set(requirements())


@pytest.mark.parametrize(("document", "target"), links(), ids=lambda value: getattr(value, "name", str(value)))
def test_every_link_leads_somewhere(document: Path, target: str) -> None:
    assert not re.match(r"[a-z]+:", target), f"{document.name} links out of the project: {target}"
    path, _, anchor = target.partition("#")
    found = (document.parent / path).resolve() if path else document
    assert found.exists(), f"{document.name} links to {target}, which is not there"
    if anchor:
        assert anchor in anchors(found), f"{document.name} links to {target}, and there is no such heading"


def test_the_user_guides_contents_name_its_chapters_in_order() -> None:
    guide = read("docs/handbok.md")
    listed = re.findall(r"^- \[(.+)\]\(#.+\)$", guide.partition("\n## ")[0], re.MULTILINE)
    assert listed == re.findall(r"^## (.+)$", guide, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_headings_and_tables_stand_apart(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for part in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in part.strip().splitlines()]
        assert not any(line.startswith("#") for line in lines[1:]), lines
        # A table has a line under its headings, or it is the rest of another that a blank line has split.
        assert not lines or not lines[0].startswith("|") or re.fullmatch(r"[|\s:-]+", lines[1]), lines


def test_the_glossary_explains_each_class_once() -> None:
    cells = re.findall(r"^\| [^|]+ \| ([^|]+) \|", read("docs/glossary.md"), re.MULTILINE)
    classes = [name for cell in cells for name in re.findall(r"`([A-Z]\w+)`", cell)]
    assert "Ballot" in classes
    assert not {name for name in classes if classes.count(name) > 1}


@pytest.mark.parametrize("key", dictionary().measures)
def test_every_measure_is_in_the_user_guide_and_the_glossary(key: str) -> None:
    for name in ("docs/handbok.md", "docs/glossary.md"):
        line = next((line for line in read(name).splitlines() if f"| `{key}` |" in line), "")
        assert line.startswith(f"| {dictionary().measure(key).title} |"), f"{name} lacks {key} or calls it otherwise"


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "docs/handbok.md"])
def test_every_command_is_told_of(name: str) -> None:
    for command in main.commands:
        assert re.search(rf"`(jamstalld )?{command}\b", read(name)), f"{name} does not tell of {command}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_commands_and_options_that_are_told_of_exist(document: Path) -> None:
    for line in document.read_text("utf-8").splitlines():
        for written in [line.strip(), *re.findall(r"`([^`]+)`", line)]:
            called = re.match(r"(?:\S*/)?jamstalld ([a-z]+(?:-[a-z]+)*)\b(?![./])(.*)", written)
            if called:
                assert called[1] in main.commands, written
                assert set(re.findall(r"--[a-z-]+", called[2])) <= options_of(main.commands[called[1]]), written


def test_the_readmes_table_gives_every_option_of_every_command() -> None:
    rows = re.findall(r"^\| `jamstalld ([\w-]+)[^|]*\|(.*)$", read("README.md"), re.MULTILINE)
    told = {command: set(re.findall(r"--[a-z-]+", text)) for command, text in rows}
    assert set(told) == set(main.commands)
    for command, flags in told.items():
        if command != "demo":  # the others take --database; the table's own text says so once
            hidden = {"--help", "--database", "--browser"}
            assert flags | hidden >= options_of(main.commands[command]), command


@pytest.mark.parametrize("part", [View, Row, Group, Change, Representation], ids=lambda part: part.__name__)
def test_the_design_names_every_key_of_a_view(part: type) -> None:
    design = read("docs/design.md").split("## The View as JSON", 1)[1].split("## The door", 1)[0]
    named = set(re.findall(r"`([a-z_]+)`", design))
    assert {field.name for field in dataclasses.fields(part)} <= named


def test_the_design_and_the_user_guide_name_every_page() -> None:
    for entry in PAGES:
        assert f"| *{entry.title}* | `/{entry.path}` |" in read("docs/design.md")
        assert entry.title in read("docs/handbok.md")


def test_the_readmes_tree_names_every_room_and_nothing_else() -> None:
    (tree,) = blocks(read("README.md"), "")
    named = set(re.findall(r"^(?:  )?(\w+)/", tree, re.MULTILINE))
    rooms = {path.parent.name for path in ROOT.glob("jamstalld/*/__init__.py")}
    tops = {name for name in ALLOWED_AT_THE_TOP if (ROOT / name).is_dir()}
    assert named == rooms | tops


def test_the_protection_document_gives_the_parameters_there_are() -> None:
    text = read("docs/protection.md")
    assert f"| threshold k | {DEFAULT_THRESHOLD};" in text
    assert f"| variance | {VARIANCE}," in text
    assert "| largest noise | max(8, k) |" in text
    assert [bound(threshold) for threshold in range(3, 11)] == [max(8, threshold) for threshold in range(3, 11)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_document_names_a_package_registry(document: Path) -> None:
    assert REGISTRIES.findall(document.read_text("utf-8")) == []


def test_every_decision_says_its_context_decision_and_consequences() -> None:
    decisions = sorted(ROOT.glob("docs/decisions/*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, f"{path.name} lacks {part}"


def test_the_licence_is_the_whole_one_that_the_project_names() -> None:
    assert PROJECT["project"]["license"] == "EUPL-1.2"
    lines = read("LICENSE").splitlines()
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in lines
    articles = [int(found[1]) for line in lines if (found := re.match(r"(\d+)\.[A-Z]", line))]
    assert articles == list(range(1, 16))
    assert lines[-1].endswith("require the production of a new EUPL version.")


def test_the_changelog_has_the_version_there_is() -> None:
    assert f"## {PROJECT['project']['version']}\n" in read("CHANGELOG.md")
    assert read("CHANGELOG.md").index("## Unreleased") < read("CHANGELOG.md").index("## 0.1.0")


def test_nothing_lies_at_the_top_that_does_not_belong_there() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: what lies here may be anybody's")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    tops = {path.split("/", 1)[0] for path in listed.split("\0") if path and (ROOT / path).exists()}
    assert {top for top in tops if not top.startswith(".")} <= ALLOWED_AT_THE_TOP
