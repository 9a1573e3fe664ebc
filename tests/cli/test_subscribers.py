"""`briefing subscribers` from add to erase, and CSV in and out."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from briefing.cli.main import run

CONFIG = """
newsletter: {id: n, title: The Daily, sender: Daily <d@example.org>}
sources: [{kind: folder, path: in}]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def subscribers(*words: str) -> int:
    return run(["subscribers", *words])


def out(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out


def listed(capfd: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capfd.readouterr()
    assert subscribers("list", *words, "--json") == 0
    return [one["email"] for one in json.loads(out(capfd))]


def test_a_subscriber_from_first_to_last(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert subscribers("add", "ada@example.org", "--name", "Ada", "--tag", "europe") == 0
    assert subscribers("add", "grace@example.org") == 0
    assert listed(capfd) == ["ada@example.org", "grace@example.org"]
    assert listed(capfd, "ADA") == listed(capfd, "--tag", "europe") == ["ada@example.org"]
    assert subscribers("change", "ada@example.org", "--tag", "uk", "--untag", "europe") == 0
    assert listed(capfd, "--tag", "uk") == ["ada@example.org"]
    assert subscribers("remove", "ada@example.org", "--cause", "asked by phone") == 0
    assert listed(capfd) == ["grace@example.org"]
    assert listed(capfd, "--status", "any") == ["ada@example.org", "grace@example.org"]
    assert subscribers("history", "ada@example.org", "--json") == 0
    history = json.loads(out(capfd))
    assert [(line["status"], line["cause"]) for line in history] == [
        ("active", "added by hand"),
        ("unsubscribed", "asked by phone"),
    ]


def test_blocked_and_erased(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    subscribers("add", "ada@example.org")
    assert subscribers("block", "ada@example.org") == 0
    assert subscribers("add", "ada@example.org") == 2
    assert subscribers("unblock", "ada@example.org") == 0
    assert subscribers("unblock", "ada@example.org") == 3
    assert subscribers("add", "ada@example.org") == 0
    assert subscribers("erase", "ada@example.org") == 0
    assert listed(capfd, "--status", "any") == []
    assert subscribers("history", "ada@example.org") == 2
    assert subscribers("add", "ada@example.org") == 2


@pytest.mark.parametrize(
    "words",
    [
        ("add", "no address"),
        ("add", "ä@example.org"),
        ("add", "ada@example.org", "--tag", "Not A Tag"),
        ("add", "ada@example.org", "--language", "de; drop"),
        ("list", "--status", "happy"),
        ("remove", "nobody@example.org"),
        ("change", "nobody@example.org", "--name", "x"),
        ("import", "missing.csv"),
    ],
)
def test_what_cannot_be_is_said(home: Path, words: tuple[str, ...]) -> None:
    assert subscribers(*words) == 2


def test_csv_goes_out_and_in(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    subscribers("add", "ada@example.org", "--name", "=1+1", "--tag", "uk")
    subscribers("add", "grace@example.org")
    subscribers("remove", "grace@example.org")
    capfd.readouterr()
    assert subscribers("export") == 0
    text = out(capfd)
    assert '"\'=1+1"' in text
    (home / "all.csv").write_text(text, newline="")
    (home / "briefing.db").unlink()
    assert subscribers("import", "all.csv") == 0
    capfd.readouterr()
    subscribers("export")
    assert out(capfd) == text


def test_lines_that_cannot_be_used_are_named(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    subscribers("add", "left@example.org")
    subscribers("remove", "left@example.org")
    (home / "some.csv").write_text(
        "name;email\nAda;ada@example.org\nX;nonsense\nL;left@example.org\n"
    )
    capfd.readouterr()
    assert subscribers("import", "some.csv", "--json", "--consent", "at the fair") == 1
    report = json.loads(out(capfd))
    assert report["taken"] == 1
    assert [fault["where"] for fault in report["faults"]] == ["line 3", "left@example.org"]
    assert listed(capfd) == ["ada@example.org"]


@pytest.mark.parametrize("content", [b"", b"name\nAda\n", b"email\n\xff\xfe@x\n", b"\x00" * 100])
def test_a_file_that_is_no_list_is_said(home: Path, content: bytes) -> None:
    (home / "x.csv").write_bytes(content)
    assert subscribers("import", "x.csv") == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xef\xbb\xbfemail\na@example.org\n", 0), (b"email,name\nm@example.org,M\xfcller\n", 2)],
)
def test_standard_input_is_utf_8_whatever_the_locale_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, code: int
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(content), encoding="ascii", errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert subscribers("import", "-") == code


def test_who_is_asked_gets_a_mail_and_is_pending(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "config.yaml").write_text(f"{CONFIG}web: {{url: https://news.example.org}}\n")
    ask = ("add", "ada@example.org", "--name", "Ada", "--tag", "uk", "--ask")
    assert subscribers(*ask) == 0
    (mail,) = (home / "out/mail").iterdir()
    assert b"https://news.example.org/confirm/" in mail.read_bytes()
    assert listed(capfd) == []
    assert listed(capfd, "--status", "pending", "--tag", "uk") == ["ada@example.org"]
    assert subscribers(*ask) == 3  # one mail a day
    subscribers("add", "grace@example.org")
    assert subscribers("add", "grace@example.org", "--ask") == 0  # she need not be asked
    assert len(list((home / "out/mail").iterdir())) == 1


def test_adding_again_adds_audiences_and_says_what_keeps_mail_away(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    subscribers("add", "ada@example.org", "--tag", "uk")
    capfd.readouterr()
    assert subscribers("add", "ada@example.org", "--tag", "europe", "--json") == 0
    assert json.loads(out(capfd))["tags"] == ["europe", "uk"]
    subscribers("import", _csv(home, "email,address_status\nold@example.org,bounced\n"))
    bounced = ("--address", "bounced", "--status", "any")
    assert listed(capfd, *bounced) == ["old@example.org"]
    assert subscribers("add", "old@example.org") == 0
    assert "gets nothing: the address is bounced" in capfd.readouterr().err
    assert subscribers("unblock", "old@example.org") == 0
    assert listed(capfd, *bounced) == []


def _csv(home: Path, text: str) -> str:
    (home / "given.csv").write_text(text)
    return "given.csv"
