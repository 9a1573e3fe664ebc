"""`briefing send` at a terminal: who gets it and who not, what went out, what the archive has."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing.cli.main import run
from tests.cli.desk import ID, TODAY, Call, a_desk
from tests.delivery.scripted import Script, ScriptedServer
from tests.delivery.serving import serving

TAGS = "delivery: {tags: [uk]}\n"


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    return a_desk(tmp_path, capfd)


def test_a_dry_run_says_who_would_get_it_and_who_not(tmp_path: Path, call: Call) -> None:
    with (tmp_path / "config.yaml").open("a") as config:
        config.write(TAGS)
    for name in ("ada", "ben", "cem", "dan"):
        call("subscribers", "add", f"{name}@example.org", "--name", name, "--tag", "uk")
    call("subscribers", "add", "eve@example.org", "--tag", "europe")
    call("subscribers", "remove", "ben@example.org")
    call("subscribers", "block", "cem@example.org")
    call("build")
    plan = call("send", "--dry-run")
    assert [one["email"] for one in plan["recipients"]] == ["ada@example.org", "dan@example.org"]
    assert plan["left_out"] == {
        "not in the audience it is sent to: uk": 1,
        "the address is blocked": 1,
        "the subscription is unsubscribed": 1,
    }
    assert plan["state"] == "draft"
    assert not (tmp_path / "out" / "mail").exists()


def test_an_edition_may_go_to_one_audience_only(tmp_path: Path, call: Call) -> None:
    call("subscribers", "add", "ada@example.org", "--tag", "markets")
    call("subscribers", "add", "ben@example.org")
    call("build")
    assert "would go to nobody" in call("send", "--tag", "misspelt", code=3)
    call("approve")
    call("send", "--tag", "misspelt", code=3)
    assert call("editions")[0]["state"] == "approved"
    plan = call("send", "--tag", "markets", "--dry-run")
    assert [one["email"] for one in plan["recipients"]] == ["ada@example.org"]
    assert call("send", "--tag", "markets")["counts"] == {"sent": 1}
    assert "has its readers already" in call("send", "--tag", "uk", code=2)
    call("send", code=3)


def test_a_test_goes_to_one_address_and_leaves_no_trace(tmp_path: Path, call: Call) -> None:
    call("build")
    assert call("send", "--to", "me@example.org")["outcome"] == "sent"
    (mail,) = (tmp_path / "out" / "mail").iterdir()
    assert b"\r\nSubject: [Test] " in mail.read_bytes()
    assert call("deliveries") == []
    call("subscribers", "add", "ada@example.org", "--name", "Ada", "--language", "de")
    call("send", "--to", "ada@example.org")
    (hers,) = (path for path in (tmp_path / "out" / "mail").iterdir() if path != mail)
    assert b"\r\nTo: Ada <ada@example.org>\r\n" in hers.read_bytes()
    assert b"24. November 2026" in hers.read_bytes()
    assert "is no mail address" in call("send", "--to", "nobody", code=2)


def test_sent_once_and_then_there_is_nothing_to_send(tmp_path: Path, call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("build")
    assert "briefing approve" in call("send", code=1)
    call("approve")
    assert call("send")["counts"] == {"sent": 1}
    call("send", code=3)
    assert call("send", "--dry-run", code=3)["recipients"] == []
    assert len(list((tmp_path / "out" / "mail").iterdir())) == 1


def test_the_archive_is_proved_by_the_editions_id(tmp_path: Path, call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("build")
    assert "nothing of it is in the archive" in call("verify", ID, code=1)
    call("approve")
    call("send")
    proof = call("verify", ID)
    assert proof["faults"] == []
    assert proof["sentences"] > 3
    with closing(sqlite3.connect(tmp_path / "briefing.db")) as connection:
        change = (
            "UPDATE edition_files SET data = CAST(data || ' ' AS BLOB) WHERE name = 'edition.txt'"
        )
        connection.execute(change)
        connection.commit()
    assert "edition.txt: is damaged in the archive" in call("verify", ID, code=1)


def test_what_is_not_there_is_said(tmp_path: Path, call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("build")
    assert call("deliveries", "list", ID) == []
    assert call("deliveries", "resolve", ID, "--as", "sent", code=3) == []
    assert "there is no such edition" in call("deliveries", "list", "nosuch", code=2)
    assert "there is no such edition" in call("deliveries", "resolve", "no", "--as", "sent", code=2)
    assert "'gone'" in call("deliveries", "list", "--state", "gone", code=2)
    (tmp_path / "letter.txt").write_text("Dear store,")
    fault = call("db", "restore", str(tmp_path / "letter.txt"), code=1)
    assert "letter.txt: is no sound backup of a store" in fault
    assert "there is no such file" in call("db", "restore", "nosuch.db", code=1)


def test_a_second_send_says_that_nothing_was_left(tmp_path: Path, call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("build")
    call("approve")
    assert call("send")["counts"] == {"sent": 1}
    assert call("send", code=3)["counts"] == {"sent": 1}
    call("deliveries", "retry", ID, code=3)


def test_building_what_was_sent_says_so(
    tmp_path: Path, call: Call, capfd: pytest.CaptureFixture[str]
) -> None:
    call("subscribers", "add", "ada@example.org")
    call("build")
    call("approve")
    call("send")
    capfd.readouterr()
    assert run(["build", "-c", str(tmp_path / "config.yaml"), "--now", TODAY]) == 0
    assert f"{ID} is sent already" in capfd.readouterr().err


def test_a_build_that_tells_nothing_says_why(
    tmp_path: Path, call: Call, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("dam", "weir"):
        (tmp_path / "desk" / f"{name}.md").unlink()
    call("build")
    call("edit", "drop", "Pier of Lund", "--reason", "too old")
    assert run(["build", "-c", str(tmp_path / "config.yaml"), "--now", TODAY]) == 0
    said = capfd.readouterr().err
    assert "holds no story (of 1 considered; of most it says: " in said
    assert "too old" in said
    assert "neither approved nor sent" in said


def test_an_edition_without_a_story_is_neither_approved_nor_sent(
    tmp_path: Path, call: Call
) -> None:
    for file in (tmp_path / "desk").iterdir():
        file.unlink()
    call("subscribers", "add", "ada@example.org")
    call("build")
    assert "holds no story" in call("approve", code=3)
    assert call("editions")[0]["state"] == "draft"


def test_a_delivery_that_was_refused_is_listed_with_its_first_attempt(
    tmp_path: Path, call: Call
) -> None:
    script = Script(replies={"RCPT ada@example.org": "550 not here"})
    with serving(lambda: ScriptedServer(script)) as port:
        with (tmp_path / "config.yaml").open("a") as config:
            smtp = f"smtp: {{host: 127.0.0.1, port: {port}, security: none}}"
            config.write(f"delivery: {{transport: smtp, {smtp}}}\n")
        for name in ("ada", "ben"):
            call("subscribers", "add", f"{name}@example.org")
        call("build")
        call("approve")
        assert call("send", code=1)["counts"] == {"failed": 1, "sent": 1}
        states = {one["email"]: one["state"] for one in call("deliveries", "list", ID)}
        assert states == {"ada@example.org": "failed", "ben@example.org": "sent"}
        assert call("deliveries", "list", ID, "--state", "failed")[0]["first_tried"]
        call("deliveries", "retry", ID, "--reply", "quota", code=3)
        script.replies.clear()
        assert call("deliveries", "retry", ID, "--reply", "NOT*here")["counts"] == {"sent": 2}
    assert script.recipients == ["ada@example.org", "ben@example.org"]
