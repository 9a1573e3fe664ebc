"""What the pages show as YAML is read as it stands there, and their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from briefing.config import load

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
HEAD = {
    "newsletter": {"id": "daily", "title": "The Daily"},
    "sources": [{"kind": "folder", "path": "seeds"}],
}


def blocks() -> list[tuple[str, str]]:
    """Each block of YAML of a page, by page and place."""
    return [
        (f"{page.name}-{place}", match[1])
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
