"""`briefing help` and `briefing completion`; and docs/cli.md, made of the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from briefing.cli.command_tree import PROGRAM, all_commands, own_options
from briefing.cli.options import common_options

_HEAD = f"""# Every command

Made by `{PROGRAM} help --markdown`; a test keeps it true. Exit codes: 0 done; 1 done with some
failures, each named; 2 usage or config; 3 nothing to send or nothing due; 130 interrupted. Data
goes to standard output, all else to standard error."""


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND]...")
@click.option("--markdown", is_flag=True, help="Print the page of all commands.")
@click.option("--shapes", is_flag=True, help="Print the page of what --json prints.")
@click.option("--man", is_flag=True, help="Print the manual page, for man(1).")
@click.pass_context
def help_command(click_context: click.Context, /, words: tuple[str, ...], **pages: bool) -> None:
    """Show the help of a command: `briefing help edit move`."""
    root = click_context.find_root()
    chosen = [name for name, is_wanted in pages.items() if is_wanted]
    if chosen:
        click.echo(_page(chosen[0], root), nl=False)
        return
    context = _context_of(root, words)
    click.echo(context.get_help())


def _page(name: str, root: click.Context) -> str:
    """A page that is made of the commands."""
    if name == "shapes":
        from briefing.cli.json_page import page

        return page()
    if name == "man":
        from briefing.cli.man_page import man_page

        return man_page(root)
    return reference(root)


def _context_of(root: click.Context, words: tuple[str, ...]) -> click.Context:
    context = root
    for word in words:
        below = context.command.commands if isinstance(context.command, click.Group) else {}
        if word not in below:
            raise click.UsageError(f"No such command {' '.join(words)!r}.", context)
        context = click.Context(below[word], info_name=word, parent=context)
    return context


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(click_context: click.Context, shell: str) -> None:
    """Print the script that completes words in your shell.

    bash: `eval "$(briefing completion bash)"` in ~/.bashrc; zsh likewise in ~/.zshrc;
    fish: `briefing completion fish > ~/.config/fish/completions/briefing.fish`.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - the three are click's own
        raise click.UsageError(f"{shell} is not known to this version of click")
    root = click_context.find_root()
    variable = f"_{PROGRAM.upper()}_COMPLETE"
    click.echo(made(root.command, {}, PROGRAM, variable).source())


def reference(root: click.Context) -> str:
    """docs/cli.md: usage, words and options of every command, as Markdown."""
    parts = [_HEAD, _common()]
    parts += [part for context in all_commands(root) for part in _about(context)]
    return "\n\n".join(parts) + "\n"


def _common() -> str:
    rows = "\n".join(map(_row, common_options()))
    return f"## Options every command takes\n\n| option | does |\n|---|---|\n{rows}"


def _about(context: click.Context) -> Iterator[str]:
    command = context.command
    yield f"## {context.command_path}"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    {context.command_path} {usage}".rstrip()
    yield inspect.cleandoc(command.help or "").replace("\b\n", "")
    rows = [_row(one) for one in own_options(command)]
    if rows:
        yield "\n".join(("| option | does |", "|---|---|", *rows))


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    said = (option.help or "").replace("|", "&#124;")
    kind = option.make_metavar(click.Context(click.Command(PROGRAM))) if not option.is_flag else ""
    shown = f" `{kind}`".replace("|", "&#124;") if kind else ""
    return f"| {names}{shown} | {said} |"
