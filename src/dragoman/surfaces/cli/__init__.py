"""The command line. Results go to standard output; progress, notes and problems to standard error.

Exit status: 0 the run completed (also where single reports were refused), 1 `check` found problems, 2 misuse or nothing
could be done.
"""

from __future__ import annotations

import gc
import logging
import os
import sys

import click

from dragoman import __version__
from dragoman.errors import DragomanError

#: Command -> the module that holds it. Modules are imported only when their command is called or listed.
COMMANDS = {
    "add": "record", "reread": "record", "remove": "record", "backup": "record", "check": "record", "problems": "record",
    "note": "judge", "accept": "judge", "reject": "judge", "correct": "judge", "same": "judge", "different": "judge",
    "undo": "judge", "judgements": "judge", "assert": "judge",
    "timeline": "views", "meetings": "views", "delegations": "views", "papers": "views", "proposals": "views",
    "positions": "views", "people": "views", "sources": "views", "brief": "views", "changes": "views",
    "show": "views", "search": "views", "plans": "views", "claims": "views",
    "disagreements": "views", "deadlock": "views", "agreement": "views", "outlets": "views",
    "tellings": "views",
    "read": "read", "steps": "read", "serve": "serve", "review": "review", "export": "export", "demo": "demo",
}  # fmt: skip


class Lazy(click.Group):
    """A group that imports a command's module when the command is asked for: `--version` and views start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"dragoman.surfaces.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            raise click.UsageError(f"there is no command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="dragoman")
@click.option("-v", "--verbose", count=True, help="Say more on standard error; twice shows tracebacks.")
@click.pass_context
def cli(ctx: click.Context, verbose: int) -> None:
    """Keep a sourced record of a negotiation from dated news reports.

    \b
    dragoman add --dossier talks.db reports/     read reports into a dossier
    dragoman brief --dossier talks.db            where things stand, each sentence with its source
    dragoman positions --dossier talks.db        who wants what, issue by party
    dragoman show --dossier talks.db ID          the passage a line rests on

    Set DRAGOMAN_DOSSIER to leave --dossier out.
    """
    ctx.obj = verbose
    logging.basicConfig(
        level=(logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)],
        format="%(levelname)s %(name)s: %(message)s",
    )


def main() -> None:
    """The entry point: maps exceptions to plain messages and exit statuses."""
    # what commands make is nearly free of cycles; walking it at every 700 new values took a tenth of a view's time
    gc.set_threshold(200_000)
    verbose = sum(arg.count("v") for arg in sys.argv[1:] if arg.startswith("-v") and set(arg[1:]) == {"v"})
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Stopped. What was committed stays.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DragomanError as error:
        if verbose >= 2:
            raise
        click.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: no fault of the run. Keep the interpreter from complaining too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if verbose >= 2:
            raise
        click.echo(
            f"dragoman: something unforeseen went wrong: {type(error).__name__}: {error}\n"
            "Nothing that was committed is lost. Run again with -vv to see where.",
            err=True,
        )
        sys.exit(2)
