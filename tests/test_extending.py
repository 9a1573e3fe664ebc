"""docs/extending.md, done: its modules beside a config, built and sent; and what can be wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

# The interpreter of another environment, to try an installed wheel.
PYTHON = os.environ.get("BRIEFING_PYTHON")
ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(python|yaml)\n(.*?)```", PAGE, re.DOTALL)
NOW = ("--now", "2026-11-24T06:00Z")
ROWS = (
    "title,text,url\n"
    '"Pier of Lund reopens","The pier of Lund reopened on Sunday. It was shut.",https://e.org/1\n'
    '"Dam of Orsk holds","The dam above Orsk held on Monday. Boats waited.",https://e.org/2\n'
)


def briefing(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    config = ("--config", str(home / "config.yaml"))
    command = [PYTHON or sys.executable, "-P", "-m", "briefing", *words, *config]
    env = {} if PYTHON else {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=home, capture_output=True, text=True, env=env)


def a_home(home: Path, **over: object) -> Path:
    """The modules of the page beside a config that holds its YAML."""
    config: dict[str, object] = {
        "newsletter": {"id": "n", "title": "T", "sender": "T <t@example.org>"}
    }
    for language, code in BLOCKS:
        if language == "yaml":
            config |= yaml.safe_load(code)
        else:
            name = code.splitlines()[0].removeprefix("# ")
            (home / name).write_text(code, encoding="utf-8")
    (home / "stories.csv").write_text(ROWS, encoding="utf-8")
    (home / "config.yaml").write_text(yaml.safe_dump(config | over), encoding="utf-8")
    return home


def test_the_three_examples_make_and_send_an_edition(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    for words in (
        ("subscribers", "add", "ada@example.org"),
        ("build", *NOW),
        ("verify", "out/2026-11-24/edition.json"),
        ("approve", *NOW),
        ("send", *NOW),
    ):
        done = briefing(home, *words)
        assert done.returncode == 0, done.stderr
    edition = json.loads((home / "out/2026-11-24/edition.json").read_text(encoding="utf-8"))
    shown = [s["text"] for block in edition["blocks"] for s in block.get("sentences", ())]
    assert "It was shut." in shown or "Boats waited." in shown
    assert b"To: ada@example.org" in (home / "sent.mbox").read_bytes()
    briefing(home, "ingest", "--now", "2026-11-25T06:00Z")
    assert len(json.loads(briefing(home, "stories", "list", "--json").stdout)) == 2


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"edition": {"method": "no_such:thing"}}, "no module 'no_such'"),
        ({"edition": {"method": "my_summaries:longest"}}, "has no 'longest'"),
        ({"edition": {"method": "my_summaries:Sequence"}}, "edition: method:"),
        ({"edition": {"method": "nonsense"}}, "package.module:function is expected"),
        ({"sources": [{"kind": "my_transports:OneFile", "options": {"path": "x"}}]}, "lacks read"),
        ({"sources": [{"kind": "my_sources:Table"}]}, "cannot be made"),
        ({"sources": [{"kind": "nonsense", "path": "x"}]}, "package.module:Class"),
        ({"delivery": {"transport": "nonsense"}}, "package.module:Class"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, over: dict[str, object], words: str) -> None:
    done = briefing(a_home(tmp_path, **over), "build", *NOW)
    assert done.returncode == 2, done.stderr
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_sentence_nobody_wrote_ends_the_build(tmp_path: Path) -> None:
    home = a_home(tmp_path, edition={"method": "liar:lie"})
    (home / "liar.py").write_text(
        "from briefing.models import Sentence, Summary\n"
        "def lie(stories, budget):\n"
        "    said = Sentence(text='All is well.', story_id=stories[0].id, start=0, end=12)\n"
        "    return Summary(sentences=(said,), method='lie')\n",
        encoding="utf-8",
    )
    done = briefing(home, "build", *NOW)
    assert done.returncode == 2
    assert "no story holds there: 'All is well.'" in " ".join(done.stderr.split())
