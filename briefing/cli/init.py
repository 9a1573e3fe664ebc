"""`briefing init`: a new newsletter's folder, five questions, and its first edition."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from briefing.cli.build import build as build_command
from briefing.cli.options import Context, common
from briefing.cli.output import show_json


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--title", help="What readers call it.  [default: from the folder's name]")
@click.option("--language", help="The language of the letter, such as en or de.")
@click.option("--feed", help="A site or feed to read; without one it reads sample documents.")
@click.option("--sender", help="Who the mail is from: NAME <ADDRESS>.")
@click.option("--at", help="When it goes out, such as 07:00.")
@click.option("--no-input", is_flag=True, help="Ask nothing, take what is given.")
@click.option("--user", is_flag=True, help="In your home (XDG folders) in place of a FOLDER.")
@click.option("--build/--no-build", default=True, help="Make the first edition.  [default: build]")
@common
@click.pass_context
def init(
    click_context: click.Context,
    context: Context,
    /,
    folder: Path | None,
    *,
    user: bool,
    no_input: bool,
    build: bool,
    **given: str | None,
) -> int:
    """Make a newsletter in FOLDER, with a first edition.

    It writes config.yaml, something to read, and builds the edition.

    At a terminal it asks for what is not given. Nothing that exists is overwritten.
    With --user the config goes to ~/.config/briefing, and what is written to
    ~/.local/share/briefing; commands find it where no config.yaml is.
    """
    from briefing.desk.new_newsletter import Wishes, default_title, make_folder

    folder = _place(folder, user=user)
    attended = sys.stdin.isatty() and not no_input and not context.as_json
    answers = _asked(given, default_title(folder)) if attended else given
    feed = answers.pop("feed", None)
    title = answers.pop("title", None) or default_title(folder)
    make_folder(folder, Wishes(title=title, **{k: v for k, v in answers.items() if v}))
    context.config = folder / "config.yaml"
    code = _add_feed(context, feed) if feed else 0
    if build:
        code = _first_edition(click_context, context) or code
    elif context.as_json:
        show_json({"folder": str(folder), "config": str(context.config)})
    there = "" if user else f"cd {folder} && "
    context.talk.say(f"{folder} is ready. Next: {there}briefing preview")
    return code


def _place(folder: Path | None, *, user: bool) -> Path:
    """The folder named, or that at home; a usage error where none or both are meant."""
    from briefing.config.places import home_config

    if user is (folder is not None):
        raise click.UsageError("name a FOLDER, or --user for your home")
    return folder or home_config(os.environ).parent


def _asked(given: dict[str, str | None], title: str) -> dict[str, str | None]:
    """The five questions; Enter takes what stands in brackets."""
    questions = {
        "title": ("Title", title),
        "language": ("Language", "en"),
        "feed": ("A site or feed to read (Enter: sample documents)", ""),
        "sender": ("From, as NAME <ADDRESS> (Enter: later)", ""),
        "at": ("Goes out at", "07:00"),
    }
    return {
        name: given.get(name)
        or click.prompt(text, default=default, show_default=bool(default), err=True)
        for name, (text, default) in questions.items()
    }


def _add_feed(context: Context, url: str) -> int:
    """The first feed found there in place of the samples; where there is none the samples stay."""
    from briefing.cli.sources import feed_fields
    from briefing.config.set_key import set_key
    from briefing.desk.source_reading import find_feeds
    from briefing.desk.sources import add, remove
    from briefing.errors import SourceError

    with context.newsletter() as newsletter:
        try:
            found, why = find_feeds(newsletter, url), "no feed is to be found there"
        except SourceError as error:
            found, why = (), str(error)
        if not found:
            context.talk.warn(f"{url}: {why}; the sample documents are read instead")
            context.talk.say("Later: briefing sources add ADDRESS")
            return 1
        add(newsletter, context.config, [feed_fields(found[0])])
        remove(newsletter, context.config, newsletter.config.sources[0].name)
    set_key(context.config, "edition.window", "since-last")
    context.talk.say(f"{found[0].link.url} is read")
    return 0


def _first_edition(click_context: click.Context, context: Context) -> int:
    """`briefing build` in the new folder."""
    code = click_context.invoke(
        build_command,
        config_path=context.config,
        now=context.now,
        as_json=context.as_json,
        quiet=context.talk.quiet,
        verbose=context.talk.verbose,
        no_ingest=False,
        source_texts=(),
    )
    return int(code or 0)
