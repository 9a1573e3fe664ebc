"""The options every command takes, and the context they make."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click
from click.core import ParameterSource

from briefing.cli.output import Talk, json_was_shown, show_error
from briefing.logs import about_newsletter, configure

if TYPE_CHECKING:
    from briefing.newsletter import Newsletter
    from briefing.pipeline.pipeline import Pipeline

P = ParamSpec("P")
# Commands that read no config, but write one.
_MAKES_ITS_OWN = {"init"}


@dataclass(slots=True)
class Context:
    """What the common options say, and the pipeline they lead to."""

    config: Path
    now: datetime | None = None
    as_json: bool = False
    talk: Talk = field(default_factory=Talk)

    def clock(self) -> datetime:
        """`--now`, else the time of day, in UTC."""
        return self.now or datetime.now(UTC)

    def unattended(self) -> None:
        """Nobody reads along from here: faults go to the log, with their tracebacks."""
        configure(verbose=self.talk.verbose, environ=os.environ)

    def pipeline(self, source_texts: tuple[str, ...] = ()) -> Pipeline:
        """The newsletter the config file describes; use it in `with`.

        `given` are sources from the command line that replace the configured ones.
        """
        from briefing.pipeline.pipeline import Pipeline

        return Pipeline(self.newsletter(source_texts), progress=self.talk.progress)

    def newsletter(self, source_texts: tuple[str, ...] = ()) -> Newsletter:
        """The newsletter without what makes editions, for acts that only look or write down."""
        from briefing.config import load
        from briefing.newsletter import Newsletter
        from briefing.wiring.given_sources import with_given

        config = with_given(load(self.config), source_texts)
        about_newsletter(config.newsletter.id)
        newsletter = Newsletter.open(config, clock=self.clock)
        for note in newsletter.notes:
            self.talk.say(note)
        return newsletter


class _Moment(click.ParamType[datetime]):
    """An ISO 8601 moment that carries its offset."""

    name = "moment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment in UTC; a usage error where it cannot be read or has no offset."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment such as 2026-11-24T06:00+01:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} lacks its offset, such as +01:00 or Z", param, ctx)
        return moment.astimezone(UTC)


MOMENT = _Moment()
_CONFIG = click.option(
    "-c",
    "--config",
    "config_path",  # in a group's map of defaults `config` is the command of that name
    default="config.yaml",
    envvar="BRIEFING_CONFIG",
    type=click.Path(path_type=Path),
    help="The newsletter's config file.  [default: config.yaml]",
)
_NOW = click.option("--now", type=MOMENT, help="Take this as the present, e.g. 2026-11-24T06:00Z.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print data for machines on stdout.")
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say more, and show tracebacks.")


def common(command: Callable[Concatenate[Context, P], int | None]) -> Callable[..., int | None]:
    """Give a command the common options; it receives them as one Context."""

    @wraps(command)
    def with_context(*args: P.args, **options: P.kwargs) -> int | None:
        shared = {name: options.pop(name) for name in ("now", "as_json")}
        talk = Talk(quiet=bool(options.pop("quiet")), verbose=bool(options.pop("verbose")))
        shared["config"] = _config_meant(options.pop("config_path"), talk)
        context = Context(**shared, talk=talk)  # type: ignore[arg-type]
        _read_dotenv(context.config.parent / ".env")
        configure(verbose=talk.verbose, environ=os.environ, attended=True)
        try:
            code = command(context, *args, **options)
        finally:
            talk.rest()
        if code and context.as_json and not json_was_shown():
            message = "\n".join(talk.warnings) or "there was nothing to do"
            show_error({"kind": "unfinished", "message": message, "exit_code": code})
        return code

    decorated: Callable[..., int | None] = with_context
    for option in (_VERBOSE, _QUIET, _JSON, _NOW, _CONFIG):
        decorated = option(decorated)
    return decorated


def _config_meant(named: object, talk: Talk) -> Path:
    """The config named or here, else the one at home, and the person hears which."""
    from briefing.config.places import chosen_config

    current = click.get_current_context()
    is_default = current.get_parameter_source("config_path") is ParameterSource.DEFAULT
    is_default = is_default and current.info_name not in _MAKES_ITS_OWN
    path = Path(str(named))
    chosen = chosen_config(path, os.environ, is_default=is_default)
    if chosen != path:
        talk.say(f"no {path} here: {chosen} is read")
    return chosen


def _read_dotenv(file: Path) -> None:
    """Variables of a `.env` beside the config; what the environment has already, stays."""
    if file.is_file():
        from dotenv import load_dotenv

        load_dotenv(file, override=False, interpolate=False)


def common_options() -> list[click.Option]:
    """The common options as a group takes them."""

    @_CONFIG
    @_NOW
    @_JSON
    @_QUIET
    @_VERBOSE
    def bare() -> None: ...

    made = click.command()(bare)
    return [param for param in made.params if isinstance(param, click.Option)]


def account() -> str:
    """Who decides, where nobody says: the name of the account."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def hand_on(group: click.Context, context: Context) -> None:
    """Give a group's own common options to the command below it, where that says nothing else."""
    options = {
        "config_path": str(context.config),
        "now": context.now.isoformat() if context.now else None,
        "as_json": context.as_json,
        "quiet": context.talk.quiet,
        "verbose": context.talk.verbose,
    }
    known = {name: value for name, value in options.items() if value}
    group.default_map = {str(group.invoked_subcommand): known}
