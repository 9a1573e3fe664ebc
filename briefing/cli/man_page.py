"""briefing(1): the manual page, made of the commands themselves (man(7) macros)."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator

import click

from briefing.cli.command_tree import PROGRAM, all_commands, own_options
from briefing.cli.options import common_options
from briefing.version import __version__

# When the words of this file were last changed: the page is the same bytes on every day.
REVISED = "2026-11-30"
# mandoc warns from 80 on; escapes come on top.
LINE_CHARS = 72
_EXITS = (
    ("0", "done"),
    ("1", "done with some failures, each named"),
    ("2", "usage or config"),
    ("3", "nothing to send, or nothing due"),
    ("130", "interrupted"),
)
_VARIABLES = (
    ("BRIEFING_CONFIG", "The config file, as with --config."),
    ("BRIEFING_SECTION__KEY", "Any key of the config, such as BRIEFING_DELIVERY__SMTP__HOST."),
    ("BRIEFING_SMTP_PASSWORD", "The relay's password; see password_env in the config."),
    ("BRIEFING_SECRET", "What links in mails are signed with; else the store has its own."),
    ("NAME_FILE", "A file that holds what the variable NAME would, for each that is a secret."),
    ("BRIEFING_LOG", "json: the log as lines of JSON."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME", "Where the newsletter without a folder lies."),
    ("XDG_CACHE_HOME", "Where compiled templates and the language model are kept to start sooner."),
    ("NO_COLOR", "No colours."),
)
_FILES = (
    ("config.yaml", "The newsletter, in the folder one stands in. Its paths begin there."),
    (".env", "Variables, beside the config."),
    ("briefing.db", "The store: stories, editions, subscribers. Only its owner reads it."),
    ("out/DATE/", "The editions, as files."),
    ("~/.config/briefing/config.yaml", "Taken where no config.yaml is here and none is named."),
    ("~/.local/share/briefing/", "What is written for that one."),
)
_EXAMPLE = (
    "briefing init my-letter",
    "cd my-letter",
    "briefing build && briefing preview",
    "briefing approve && briefing send",
)


def man_page(root: click.Context) -> str:
    """The page as roff; `man` and `mandoc` read it."""
    lines = [
        rf".\" Made by `{PROGRAM} help --man`; a test keeps it true.",
        f'.TH {PROGRAM.upper()} 1 "{REVISED}" "{PROGRAM} {__version__}" "User Commands"',
        ".SH NAME",
        rf"{PROGRAM} \- many news sources in, one edited, verifiable email out",
        ".SH SYNOPSIS",
        rf".B {PROGRAM}",
        "[options] command [arguments]",
        ".SH DESCRIPTION",
        *_paragraphs(root.command.help or ""),
        ".SH OPTIONS",
        "Every command takes these.",
        *_options(common_options()),
        ".SH COMMANDS",
        *(line for context in all_commands(root) for line in _command(context)),
        *_pairs("ENVIRONMENT", _VARIABLES),
        *_pairs("FILES", _FILES),
        *_pairs("EXIT STATUS", _EXITS),
        ".SH EXAMPLES",
        ".EX",
        *map(_escaped, _EXAMPLE),
        ".EE",
        ".SH SEE ALSO",
        _escaped("docs/ of the program: tutorial, config.md, json.md, schedule.md"),
    ]
    return "\n".join(lines) + "\n"


def _command(context: click.Context) -> Iterator[str]:
    usage = " ".join(context.command.collect_usage_pieces(context))
    name = context.command_path.removeprefix(f"{PROGRAM} ")
    yield f".SS {_escaped(f'{name} {usage}'.strip())}"
    yield from _paragraphs(context.command.help or "")
    yield from _options(own_options(context.command))


def _options(options: list[click.Option]) -> Iterator[str]:
    for option in options:
        names = ", ".join((*option.opts, *option.secondary_opts))
        metavar = option.make_metavar(click.Context(click.Command(PROGRAM)))
        yield ".TP"
        yield f".B {_escaped(names if option.is_flag else f'{names} {metavar}')}"
        yield from _lines(option.help or "")


def _pairs(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {title}"
    for name, said in rows:
        yield from (".TP", f".B {_escaped(name)}", *_lines(said))


def _paragraphs(text: str) -> Iterator[str]:
    """Prose as paragraphs; click's mark for text that keeps its lines goes."""
    blocks = re.split(r"\n{2,}", inspect.cleandoc(text).replace("\b", ""))
    for place, block in enumerate(blocks):
        yield from (".PP",) if place else ()
        yield from _lines(block)


def _lines(text: str) -> Iterator[str]:
    """Prose in lines of the length that man(7) asks for."""
    wrapped = textwrap.wrap(" ".join(text.split()), LINE_CHARS, break_on_hyphens=False)
    yield from map(_escaped, wrapped)


def _escaped(text: str) -> str:
    """Text that roff shows as it stands: backslashes, hyphens, and signs that begin a request."""
    clean = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{clean}" if clean.startswith((".", "'")) else clean
