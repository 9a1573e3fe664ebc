"""The recipes of CONTRIBUTING, done: a copy of the tree with the code put where it says.

The first line of each piece of code names its file, and `new`, or above, below
or instead of which text it goes; that text stands exactly once in the file.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PARTS = ("briefing", "templates", "seeds", "config.yaml")
PIECE = re.compile(r"```(?:python|jinja)\n# ([^\n]*)\n(.*?)```", re.DOTALL)
PLACE = re.compile(
    r"(?P<file>[\w/.]+), (?:(?P<new>new)|(?P<where>above|below|instead of) `(?P<text>.*)`)"
)
# Sentences of our own: the third of each story is the longest.
STORIES = {
    "Pier of Lund reopens": (
        "The pier of Lund reopened on Sunday. It was shut for repairs. Four thousand people walked"
        " to its end and back before the evening, and the harbour sold all its ice."
    ),
    "Dam of Orsk holds": (
        "The dam above Orsk held on Monday. Boats waited in the port. Engineers opened two of its"
        " nine gates at noon, and the water below the town rose by less than a metre."
    ),
}


def recipe(title: str) -> str:
    """A section of the page."""
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def apply(text: str, tree: Path) -> set[str]:
    """Put every piece of a recipe into the tree; the files it touched."""
    touched = set()
    for heading, code in PIECE.findall(text):
        place = PLACE.fullmatch(heading)
        assert place, heading
        file = tree / place["file"]
        touched.add(place["file"])
        if place["new"]:
            assert not file.exists()
            file.write_text(code, encoding="utf-8")
            continue
        anchor, source = place["text"].replace("\\n", "\n"), file.read_text(encoding="utf-8")
        assert source.count(anchor) == 1, f"{heading}: stands {source.count(anchor)} times"
        whole = {"above": code + anchor, "below": anchor + code, "instead of": code}
        file.write_text(source.replace(anchor, whole[place["where"]]), encoding="utf-8")
    return touched


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what ships."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, tmp_path / part)
    return tmp_path


def build(tree: Path, *, source: dict[str, Any], **edition: object) -> dict[str, str]:
    """The files of an edition that the code of the tree makes of `stories.txt`."""
    home = tree / "home"
    (home / "in").mkdir(parents=True)
    for title, text in STORIES.items():
        (home / "in" / f"{title}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    lines = "".join(f"{title} | {text}\n" for title, text in STORIES.items())
    (home / "stories.txt").write_text(f"{lines}no story\n", encoding="utf-8")
    config = {
        "newsletter": {"id": "n", "title": "T", "sender": "T <t@example.org>"},
        "sources": [source],
        "edition": {"window": "all", **edition},
    }
    (home / "config.yaml").write_text(json.dumps(config), encoding="utf-8")
    run(tree, "build", code=1 if source["kind"] == "lines" else 0)  # one line is no story
    run(tree, "verify", "out/2026-11-24/edition.json", code=0)
    out = home / "out" / "2026-11-24"
    return {path.name: path.read_text(encoding="utf-8") for path in out.glob("edition.*")}


def run(tree: Path, *words: str, code: int) -> None:
    home = tree / "home"
    where = ("--config", str(home / "config.yaml"), "--now", "2026-11-24T06:00Z")
    command = [sys.executable, "-P", "-m", "briefing", *words, *where]
    env = {"PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True)
    assert done.returncode == code, done.stderr


FOLDER = {"kind": "folder", "path": "in"}


def test_a_new_source_is_read_and_its_stories_are_told(tree: Path) -> None:
    apply(recipe("A new kind of source"), tree)
    files = build(tree, source={"kind": "lines", "path": "stories.txt", "name": "Lines"})
    for title in STORIES:
        assert title in files["edition.html"]
    assert "Lines" in files["edition.txt"]


def test_a_new_block_stands_in_every_form(tree: Path) -> None:
    touched = apply(recipe("A new block of the edition"), tree)
    files = build(tree, source=FOLDER, sponsor="Made possible by the library of Lund.")
    for name in ("edition.html", "edition.txt", "edition.md"):
        assert "Made possible by the library of Lund." in files[name], name
    edition = json.loads(files["edition.json"])
    kinds = [block["kind"] for block in edition["blocks"]]
    assert kinds.index("sponsor") == kinds.index("colophon") - 1
    assert len(touched) == 11


def test_a_new_summarizer_chooses(tree: Path) -> None:
    apply(recipe("A new summarizer"), tree)
    files = build(tree, source=FOLDER, method="longest", lead_words=30, topic_words=30)
    assert "Four thousand people walked" in files["edition.txt"]
    assert json.loads(files["edition.json"])["blocks"][-1]["method"] == "longest"


def test_every_piece_of_code_is_applied() -> None:
    assert PAGE.count("```python") + PAGE.count("```jinja") == len(PIECE.findall(PAGE))
