"""What the pages show as YAML is read as it stands there, and their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from briefing.cli.help import reference
from briefing.cli.main import cli
from briefing.config import load

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs" / "gallery"  # holds what letters read, no pages
PAGES = sorted(
    [ROOT / "README.md", *(p for p in (ROOT / "docs").rglob("*.md") if GALLERY not in p.parents)]
)
HEAD = {
    "newsletter": {"id": "daily", "title": "The Daily"},
    "sources": [{"kind": "folder", "path": "seeds"}],
}


def blocks() -> list[tuple[str, str]]:
    """Each block of YAML of a page, by page and place."""
    return [
        (f"{page.stem}-{place}", match[1])
        for page in PAGES
        for place, match in enumerate(
            re.finditer(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        )
    ]


BLOCKS = dict(blocks())


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
def test_a_block_of_yaml_is_a_config(tmp_path: Path, block: str) -> None:
    shown = yaml.load(block, Loader=yaml.BaseLoader)
    if not isinstance(shown, dict) or set(shown) & {"jobs", "services"}:
        return  # of another program
    rest = {key: value for key, value in HEAD.items() if key not in shown}
    missing = {"id": "daily", "title": "The Daily"}
    text = block
    if "newsletter" in shown and not set(missing) <= set(shown["newsletter"]):
        lines = "".join(f"  {key}: {value}\n" for key, value in missing.items())
        text = block.replace("newsletter:\n", f"newsletter:\n{lines}", 1)
    file = tmp_path / "config.yaml"
    file.write_text(f"{yaml.safe_dump(rest) if rest else ''}{text}", encoding="utf-8")
    assert load(file)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_file_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


PYTHON = {page.stem: page for page in PAGES if "```python" in page.read_text(encoding="utf-8")}


@pytest.mark.parametrize("page", PYTHON.values(), ids=list(PYTHON))
def test_python_of_a_page_runs_as_it_stands(tmp_path: Path, page: Path) -> None:
    """All blocks of a page in their order, in a folder of their own."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    folder = ROOT if page.name == "README.md" else tmp_path
    command = [sys.executable, "-c", "\n".join(blocks)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def command_of(line: str) -> tuple[click.Command, list[str]]:
    """The command a line names, and what stands behind it."""
    command, words = cli, line.split()
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    return command, words


def named_commands() -> list[tuple[str, str]]:
    pattern = re.compile(r"(?:^\$ |`|&& )briefing ([a-z][^`\n]*)", re.MULTILINE)
    return [
        (page.stem, line)
        for page in PAGES
        for line in pattern.findall(page.read_text(encoding="utf-8"))
    ]


def test_every_command_and_option_a_page_names_exists() -> None:
    unknown = []
    for page, line in named_commands():
        command, words = command_of(line)
        known = {"--help"}
        known |= {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        flags = re.findall(r"(?<=\s)--[a-z-]+", f" {' '.join(words)}")
        if command is cli or not set(flags) <= known:
            unknown.append((page, line))
    assert unknown == []


def test_the_page_of_commands_is_up_to_date() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(click.Context(cli, info_name="briefing")), (
        "run briefing help --markdown > docs/cli.md"
    )


def test_every_page_stands_in_the_sites_contents() -> None:
    site = (ROOT / ".mkdocs.yml").read_text(encoding="utf-8")
    pages = [str(page.relative_to(ROOT / "docs")) for page in PAGES[1:]]
    assert [page for page in pages if page not in site] == []
