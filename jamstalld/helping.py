"""The frame of ``--help`` in Swedish: what click itself writes around our own texts.

Click takes its words from gettext, which chooses by the reader's environment. Here everything is Swedish whatever the
environment, so the words are set where click lets them be set: on commands, on parameters, and in the formatter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

OPTIONS, COMMAND = "[VAL]", "KOMMANDO [VAL]..."
"""What stands in the usage line for the options, and for a command and what follows it."""
_HEADINGS = {"Options": "Val", "Commands": "Kommandon", "Positional arguments": "Det som anges"}
_SENTENCES = {
    "Show this message and exit.": "Visa den här texten.",
    "Show the version and exit.": "Visa versionen.",
}
_METAVARS = {
    "text": "TEXT",
    "path": "SÖKVÄG",
    "file": "FIL",
    "integer": "TAL",
    "integer range": "TAL",
    "choice": None,  # lists its own values
    "boolean": None,  # a flag has no value
}
_EXTRA = re.compile(r"  \[(?P<items>[^\[\]]+)\]$")
_RANGE = re.compile(r"(?P<low>-?\d+)<=x<=(?P<high>-?\d+)")


class SwedishFormatter(click.HelpFormatter):
    """A formatter that writes click's own words in Swedish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or "Så skrivs det: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(_HEADINGS[heading])

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands."""
        super().write_dl([(name, _swedish(text)) for name, text in rows], col_max, col_spacing)


class SwedishContext(click.Context):
    """A context whose help is written in Swedish."""

    formatter_class = SwedishFormatter


def put_in_swedish(command: click.Command) -> None:
    """Give a command, and every command under it, Swedish words for what click would write itself."""
    command.context_class = SwedishContext
    command.options_metavar = OPTIONS
    if isinstance(command, click.Group):
        command.subcommand_metavar = COMMAND
    for parameter in command.params:
        if parameter.metavar is None:
            parameter.metavar = _METAVARS[parameter.type.name]
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        put_in_swedish(below)


def _swedish(text: str) -> str:
    known = _SENTENCES.get(text, text)
    return _EXTRA.sub(lambda found: f"  [{'; '.join(map(_item, found['items'].split('; ')))}]", known)


def _item(item: str) -> str:
    """Put one thing that click adds of an option in Swedish: its default, that it is required, its range."""
    if item == "required":
        return "krävs"
    if item.startswith("default: "):
        return f"annars {item.removeprefix('default: ')}"
    return _RANGE.sub(r"\g<low>–\g<high>", item)
