"""The help of every command is Swedish, also what click writes around our own texts."""

from __future__ import annotations

import re
from collections.abc import Generator

import click
import pytest

from jamstalld.cli import main
from jamstalld.helping import put_in_swedish

from .conftest import Home

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|args|show|this|the|message|exit|default|required|"
    r"range|integer|float|path|file|directory|filename|boolean|choice|env var|deprecated|dynamic|measure|files)\b"
    r"|<=?x|x<=?",
    re.IGNORECASE,
)
# What is typed as it stands: flags, values to choose from, and what a group or command is called.
TYPED = re.compile(r"--?[a-z][a-z-]*|\[[a-z|]+\]|^  [a-z][a-z-]+(?=  )", re.MULTILINE)


def walk(command: click.Command, *before: str) -> Generator[tuple[str, ...]]:
    """Give how each command and subcommand is typed, the one above them all first."""
    yield before
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from walk(below, *before, name)


def english(text: str) -> list[str]:
    return [found[0] for found in ENGLISH.finditer(TYPED.sub("", text.replace("jamstalld ", "", 1)))]


COMMANDS = [*walk(main)]


@pytest.mark.parametrize("typed", COMMANDS, ids=lambda typed: " ".join(typed) or "jamstalld")
def test_no_word_of_clicks_own_is_left(home: Home, typed: tuple[str, ...]) -> None:
    ran = home.run(*typed, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Så skrivs det: jamstalld {' '.join((*typed, '[VAL]'))}")
    assert "\nVal:\n" in ran.out
    assert not english(ran.out.replace(" ".join(typed), "", 1))


def test_subcommands_are_walked_too() -> None:
    assert {(), ("load",), ("log",), ("log", "verify")} <= set(COMMANDS)


def test_the_look_for_english_finds_what_click_writes() -> None:
    """Without this the walk above would say nothing, however little it found."""

    @click.command()
    @click.argument("source", type=click.Path())
    @click.option("--port", type=click.IntRange(1, 9), default=3, show_default=True, required=True)
    def plain(source: str, port: int) -> None:
        """Gör något."""

    with click.Context(plain, info_name="plain") as context:
        found = {word.casefold() for word in english(plain.get_help(context))}
    assert {"usage", "options", "integer", "range", "default", "required", "show", "this", "exit", "<=x"} <= found


def test_defaults_ranges_and_what_is_required_are_swedish() -> None:
    @click.command()
    @click.option("--port", type=click.IntRange(1, 9), default=3, show_default=True, required=True, help="Porten.")
    def command(port: int) -> None:
        """Gör något."""

    put_in_swedish(command)
    with command.context_class(command, info_name="gör") as context:
        told = " ".join(command.get_help(context).split())
    assert "--port TAL Porten. [annars 3; 1–9; krävs]" in told


def test_help_without_arguments_is_swedish_too(home: Home) -> None:
    ran = home.run()
    assert ran.err.startswith("Så skrivs det: jamstalld [VAL] KOMMANDO [VAL]...")
    assert not english(ran.err)
