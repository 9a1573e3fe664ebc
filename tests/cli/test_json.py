"""`--json` on every command: of the shape that docs/json.md states, and an error on failure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from briefing.cli.json_page import fields_of, page, shapes, words_for
from briefing.cli.json_registry import ERROR, LINE_BY_LINE, NO_JSON, SHAPES
from briefing.cli.main import cli, run
from tests.cli.desk import ID, WEIR
from tests.cli.shapes import misfits
from tests.pipeline.letters import CONFIG, DAM, PIER, a_letter
from tests.sources.server import Server, serving

ROOT = Path(__file__).resolve().parent.parent.parent
MORE = """\
fetch: {allow_hosts: ["127.0.0.1"], timeout_seconds: 2}
schedule: {at: ["07:00"]}
delivery: {bounces: {address: back@example.org, maildir: box}}
web: {url: "https://letters.example.org"}
"""
NOW = "2026-11-24T06:30Z"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Walk:
    """Runs commands on one newsletter and keeps what each printed."""

    def __init__(self, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.home, self._capfd = home, capfd
        self.config = a_letter(home, config=CONFIG + MORE, dam=DAM, pier=PIER, weir=WEIR)
        for folder in ("box/cur", "box/new", "box/tmp"):
            (home / folder).mkdir(parents=True)
        self.printed: list[tuple[str, Any]] = []

    def run(self, line: str, *more: str, codes: tuple[int, ...] = (0,), now: str = NOW) -> Any:
        words = [*line.split(), *more, "--json", "--quiet"]
        if words[:2] != ["config", "schema"]:
            words += ["--now", now, *(() if words[0] == "init" else ("--config", str(self.config)))]
        else:
            words = words[:2]
        code = run(words)
        out, err = self._capfd.readouterr()
        assert code in codes, (line, code, err)
        answer = json.loads(out)
        self.printed.append((name_of(words), answer))
        return answer


def name_of(words: list[str]) -> str:
    """The command that words lead to."""
    command: click.Command = cli
    path = []
    for word in words:
        if not isinstance(command, click.Group) or word not in command.commands:
            break
        command = command.commands[word]
        path.append(word)
    return " ".join(path)


def commands(command: click.Command = cli, path: str = "") -> Iterator[str]:
    """Every command that does something."""
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, f"{path} {name}".strip())
    else:
        yield path


def edits(walk: Walk) -> None:
    for line in (
        "edit add Weir",
        "edit pin Weir",
        "edit drop Pier --reason double",
        "edit hold Pier --until 2026-11-25T06:00Z",
        "edit move Weir 1",
        "edit together Weir Pier",
        "edit apart Weir Pier",
        "edit note Hello",
        "edit subject Hello",
        "edit welcome Hello",
        "edit preheader Hello",
        "edit intro Hello",
        "edit sign-off Hello",
        "edit image Weir none",
    ):
        walk.run(line)
    walk.run("edit retitle Weir", "A dam breaks")
    walk.run("edit swap Weir", "The keeper is")
    walk.run("edit history")
    for decision in walk.run("edit list"):
        walk.run(f"edit undo {decision['number']}")


def readers(walk: Walk) -> None:
    file = walk.home / "readers.csv"
    file.write_text("email,name\nben@example.org,Ben\n\nno address,Cy\n", encoding="utf-8")
    walk.run(f"subscribers import {file} --dry-run", codes=(0, 1))
    done = walk.run(f"subscribers import {file}", codes=(0, 1))
    walk.run("subscribers imports")
    walk.run("subscribers ask", codes=(0, 3))
    walk.run(f"subscribers import --undo {done['import']}")
    walk.run("subscribers add ada@example.org --tag press")
    walk.run("subscribers change ada@example.org --name Ada")
    walk.run("subscribers list")
    walk.run("subscribers export")
    walk.run("subscribers history ada@example.org")
    walk.run("subscribers add cy@example.org")
    walk.run("subscribers remove cy@example.org")
    walk.run("subscribers block cy@example.org")
    walk.run("subscribers unblock cy@example.org")
    walk.run("subscribers erase cy@example.org")


def sources(walk: Walk, url: str) -> None:
    opml = walk.home / "in.opml"
    opml.write_text(
        f"<opml version='2.0'><body><outline title='W' xmlUrl='{url}/feed?2'/></body></opml>"
    )
    walk.run(f"sources add {url}/feed --name Wire")
    walk.run(f"sources test {url}/feed")
    walk.run("sources pause Wire")
    walk.run("sources list")
    walk.run("sources resume Wire")
    walk.run(f"sources import {opml}")
    walk.run("sources export")
    walk.run("sources remove W")
    walk.run("sources remove Wire")
    walk.run(f"stories add {url}/page")
    walk.run("stories list")
    for verb in ("hold", "free", "drop", "free"):
        walk.run(f"stories {verb} Pier")


def an_edition(walk: Walk) -> None:
    walk.run("ingest")
    walk.run("build")
    edits(walk)
    walk.run("build --no-ingest")
    walk.run("topics")
    walk.run("search dam --state unused")
    walk.run("explain Pier")
    walk.run("check", codes=(0, 1))
    walk.run("check --editorial")
    walk.run("verify")
    for kind in ("md", "html", "txt", "json", "eml"):
        walk.run(f"export --format {kind}")
    walk.run(f"export --per-topic {walk.home / 'topics'}")
    walk.run("editions list")
    walk.run("editions show")
    walk.run("replay --from 2026-11-24 --to 2026-11-24")
    walk.run(f"replay --from 2026-11-24 --to 2026-11-24 --against {walk.config}")


def a_sending(walk: Walk) -> None:
    walk.run("send --dry-run")
    walk.run("send --to me@example.org")
    walk.run("build --no-ingest")
    walk.run("approve")
    walk.run("editions withdraw")
    walk.run("approve")
    walk.run("send")
    walk.run("deliveries list")
    walk.run(f"deliveries resolve {ID} --as sent", codes=(3,))
    assert walk.run(f"deliveries retry {ID}", codes=(3,))["error"]["exit_code"] == 3
    walk.run("deliveries bounces", codes=(0, 3))
    walk.run("correct --text", "The dam was built in 1907.")
    walk.run("corrections")


def upkeep(walk: Walk) -> None:
    backup = walk.run("db backup")
    walk.run("db migrate")
    walk.run(f"db restore {backup['file']}")
    walk.run("doctor --no-network", codes=(0, 1))
    walk.run("config show")
    walk.run("config schema")
    walk.run("config explain delivery")
    walk.run("config set edition.max_topics 5")
    walk.run("slots list")
    walk.run("slots pause --until 2026-12-24")
    walk.run("slots resume")
    walk.run("run", codes=(0, 1, 3))
    missed = "2026-11-26T12:00Z"
    walk.run("run", codes=(0, 1, 3), now=missed)
    skipped = [one["slot"] for one in walk.run("slots list") if one["state"] == "skipped"]
    walk.run(f"slots redo {skipped[0]}", now=missed)
    walk.run("init", str(walk.home / "new"), "--no-build")


def desk_users(walk: Walk) -> None:
    """Accounts of the desk."""
    for line in ("add Ada --role admin", "add Bob", "list", "link Bob", "role Bob viewer"):
        walk.run(f"users {line}")
    for line in ("reset-factor Bob", "log-out Bob", "remove Bob"):
        walk.run(f"users {line}")


def test_every_command_prints_its_shape(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], server: Server
) -> None:
    walk = Walk(tmp_path, capfd)
    an_edition(walk)
    readers(walk)
    sources(walk, server.url)
    a_sending(walk)
    upkeep(walk)
    desk_users(walk)
    wrong = [
        (name, misfit)
        for name, answer in walk.printed
        for misfit in misfits(answer, ERROR if list(answer) == ["error"] else SHAPES[name])
    ]
    assert wrong == []
    assert {name for name, _ in walk.printed} == set(commands()) - NO_JSON - LINE_BY_LINE


def test_every_command_has_a_shape_or_a_reason() -> None:
    assert set(SHAPES) | NO_JSON == set(commands())
    assert set(SHAPES) >= LINE_BY_LINE


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        (["build", "--config", "nowhere.yaml"], 2, "config"),
        (["build", "--nonsense"], 2, "usage"),
        (["verify", "nowhere.json"], 1, "verify"),
        (["approve", "nowhere"], 2, "input"),
        (["sources", "add", "http://127.0.0.1:1/"], 1, "source"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_failure_is_an_error_on_stdout_and_words_on_stderr(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    kind: str,
) -> None:
    a_letter(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run([*words, "--json"]) == code
    out, err = capfd.readouterr()
    failed = json.loads(out)
    assert list(misfits(failed, ERROR)) == []
    assert (failed["error"]["kind"], failed["error"]["exit_code"]) == (kind, code)
    assert failed["error"]["message"] in err
    assert run(words) == code
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("verb", ["preview", "serve", "schedule"])
def test_what_goes_on_prints_a_line_at_a_time(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], verb: str
) -> None:
    slot = f"schedule: {{at: ['{datetime.now(UTC):%H:%M}'], review: none}}\n"
    plain = CONFIG.replace("Europe/Berlin", "UTC")
    config = a_letter(tmp_path, config=plain + (slot if verb == "schedule" else ""))
    assert run(["build", "--config", str(config)]) == 0
    capfd.readouterr()
    port = () if verb == "schedule" else ("--port", "0")
    command = [sys.executable, "-m", "briefing", verb, *port, "--json", "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = json.loads(process.stdout.readline())
        process.terminate()
        process.communicate(timeout=30)
    assert list(misfits(line, SHAPES[verb])) == []


def test_every_field_is_explained() -> None:
    assert [words_for(shape, name) for shape in shapes() for name in fields_of(shape)]


def test_the_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert written == page(), "run briefing help --shapes > docs/json.md"
