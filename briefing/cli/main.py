"""The `briefing` command: its verbs, and how it ends.

Exit codes: 0 done; 1 done with some failures, each named; 2 usage or config;
3 nothing to send; 130 interrupted.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence

import click

from briefing.cli.build import build, ingest
from briefing.cli.check import check
from briefing.cli.config import config
from briefing.cli.corrections import correct, corrections
from briefing.cli.db import db
from briefing.cli.deliveries import deliveries
from briefing.cli.doctor import doctor
from briefing.cli.edit import edit
from briefing.cli.editions import approve, editions, export, verify
from briefing.cli.explain import explain
from briefing.cli.groups import CommonGroup
from briefing.cli.help import completion, help_command
from briefing.cli.imports import ask_waiting, import_all, imports
from briefing.cli.init import init
from briefing.cli.output import show_error
from briefing.cli.preview import preview
from briefing.cli.replay import replay
from briefing.cli.schedule import run_once, schedule
from briefing.cli.search import search
from briefing.cli.send import send
from briefing.cli.serve import serve
from briefing.cli.slots import slots
from briefing.cli.sources import sources
from briefing.cli.stories import stories, topics
from briefing.cli.subscribers import subscribers
from briefing.cli.users import users
from briefing.errors import BriefingError
from briefing.version import __version__

logger = logging.getLogger(__name__)


@click.group(
    cls=CommonGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Turn many news sources into one edited, verifiable email.

    Start with `briefing init my-letter`, then `cd my-letter` and `briefing build`.
    """


for _command in (
    init,
    ingest,
    build,
    preview,
    verify,
    check,
    explain,
    edit,
    replay,
    export,
    approve,
    send,
    run_once,
    schedule,
    slots,
    stories,
    topics,
    search,
    editions,
    sources,
    subscribers,
    deliveries,
    correct,
    corrections,
    config,
    db,
    doctor,
    serve,
    users,
    completion,
    help_command,
):
    cli.add_command(_command)


for _command in (import_all, imports, ask_waiting):
    subscribers.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no traceback reaches a user."""
    try:
        result = cli.main(list(arguments), prog_name="briefing", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return _failed(arguments, "interrupted", "interrupted", 130)
    except click.ClickException as error:
        error.show()
        return _failed(arguments, "usage", error.format_message(), error.exit_code)
    except BriefingError as error:
        click.secho(str(error), err=True, fg="red")
        kind = type(error).__name__.removesuffix("Error").lower()
        return _failed(arguments, kind, str(error), error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 - the last line of defence speaks plainly
        return _unforeseen(error, arguments)
    return result if isinstance(result, int) else 0


def _unforeseen(error: Exception, arguments: Sequence[str]) -> int:
    logger.error("unforeseen", exc_info=error)
    if "-v" in arguments or "--verbose" in arguments:
        traceback.print_exception(error)
    else:
        line = f"unforeseen: {type(error).__name__}: {error}"
        click.secho(f"{line} (run again with --verbose and report it)", err=True, fg="red")
    return _failed(arguments, "unforeseen", f"{type(error).__name__}: {error}", 1)


def _failed(arguments: Sequence[str], kind: str, message: str, exit_code: int) -> int:
    """The exit code; with --json the fault also as an object, where the answer would be."""
    if "--json" in arguments:
        show_error({"kind": kind, "message": message, "exit_code": exit_code})
    return exit_code
