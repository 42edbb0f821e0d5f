"""What the command answers when it is not written as it should be: in Swedish, as everything else it says."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from jamstalld.helping import put_in_swedish

_MISWRITTEN = 2


class SwedishGroup(click.Group):
    """A group of commands whose help and complaints are Swedish, and JSON where JSON is asked for."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        put_in_swedish(self)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take up a command, and put its help in Swedish."""
        super().add_command(cmd, name)
        put_in_swedish(cmd)

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Run the command line, and end the process where it cannot be understood."""
        given = sys.argv[1:] if args is None else list(args)
        try:
            return super().main(given, *more, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
        except click.ClickException as error:
            _tell(f"{_wrong(error)} {_help(error)}", as_json="--json" in given)
        except click.Abort:
            _tell("Avbrutet.", as_json=False)
        sys.exit(_MISWRITTEN)


def _wrong(error: click.ClickException) -> str:
    match error:
        case click.exceptions.MissingParameter():
            return f"{_name(error)} saknas."
        case click.exceptions.BadParameter():
            return f"Värdet för {_name(error)} går inte att använda."
        case click.exceptions.NoSuchOption():
            return f"Det finns inget som heter {error.option_name}."
        case click.exceptions.BadOptionUsage():
            return f"Värdet för {error.option_name} saknas."
        case _:
            return "Det som står efter jamstalld går inte att tyda."


def _name(error: click.exceptions.BadParameter) -> str:
    """Name an option by its flag and an argument by what stands for it in the help."""
    if error.param is None:
        return "Något"
    flags = [text for text in error.param.opts if text.startswith("--")]
    return flags[0] if flags else error.param.make_metavar(error.ctx or click.Context(click.Command("")))


def _help(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"Visa hur det skrivs: {context.command_path if context else 'jamstalld'} --help"


def _tell(message: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": message}, ensure_ascii=False, indent=2))
    else:
        click.echo(message, err=True)
