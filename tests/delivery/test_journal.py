"""What a killed sender leaves behind, and who may read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from briefing.delivery import journal as module
from briefing.delivery.journal import Journal, crashed_senders, running_senders
from briefing.delivery.transport import Reply
from briefing.errors import DeliveryError

SENT = Reply(outcome="sent", text="250 ok")


def left_behind(folder: Path, script: str) -> None:
    """Run a sender's notes in a process of its own, which is then killed."""
    program = f"""
        import os, signal
        from pathlib import Path
        from briefing.delivery.journal import Journal
        from briefing.delivery.transport import Reply
        journal = Journal(Path({str(folder)!r}), "w1", connections=3)
        {script}
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False)
    assert done.returncode == -9


def test_a_sender_that_said_goodbye_leaves_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path, "w1", connections=1) as journal:
        journal.note_dot(0, "u-1")
        journal.note_reply(0, SENT)
    assert list(tmp_path.iterdir()) == []
    assert list(crashed_senders(tmp_path)) == []


def test_a_living_sender_is_not_taken_for_dead(tmp_path: Path) -> None:
    with Journal(tmp_path, "w1", connections=1):
        assert list(crashed_senders(tmp_path)) == []


def test_the_living_are_told_from_the_dead(tmp_path: Path) -> None:
    left_behind(tmp_path, "journal.note_dot(0, 'u-1')")
    with Journal(tmp_path, "w2", connections=1):
        assert running_senders(tmp_path) == ("w2",)
    assert running_senders(tmp_path) == ()
    assert [one.worker for one in crashed_senders(tmp_path)] == ["w1"]


def test_notes_that_cannot_be_read_keep_nobody_alive(tmp_path: Path) -> None:
    """As those of a sender that ran as somebody else: a folder cannot be opened to write."""
    (tmp_path / "w1.flight").mkdir()
    assert running_senders(tmp_path) == ()
    assert list(crashed_senders(tmp_path)) == []


def test_an_id_that_does_not_fit_is_refused_before_the_dot(tmp_path: Path) -> None:
    with Journal(tmp_path, "w1", connections=1) as journal:
        journal.note_dot(0, "u" * 123)
        with pytest.raises(DeliveryError, match="too long an id"):
            journal.note_dot(0, "u" * 124)


def test_a_dot_without_a_reply_is_in_doubt_and_nothing_else_is(tmp_path: Path) -> None:
    script = """
        journal.note_dot(0, "u-1")
        journal.note_dot(1, "u-2")
        journal.note_reply(1, Reply(outcome="sent", text="250 kept as Ü1"))
    """.strip().replace("\n", "\n")
    left_behind(tmp_path, "; ".join(line.strip() for line in script.splitlines()))
    (one,) = crashed_senders(tmp_path)
    assert one.worker == "w1"
    assert one.replies == {
        "u-1": Reply(
            outcome="in_doubt", text="the sender was stopped before it read the server's last reply"
        ),
        "u-2": Reply(outcome="sent", text="250 kept as Ü1"),
    }
    assert list(crashed_senders(tmp_path)) == []


@pytest.mark.parametrize("outcome", ["sent", "deferred", "failed"])
def test_every_reply_comes_back(tmp_path: Path, outcome: str) -> None:
    long = "4xx " + "x" * 2000
    left_behind(
        tmp_path,
        "journal.note_dot(2, 'u-9'); "
        f"journal.note_reply(2, Reply(outcome={outcome!r}, text={long!r}))",
    )
    (one,) = crashed_senders(tmp_path)
    assert one.replies is not None
    assert one.replies["u-9"].outcome == outcome
    assert long.startswith(one.replies["u-9"].text)


def test_the_next_dot_takes_the_place_of_the_last(tmp_path: Path) -> None:
    left_behind(
        tmp_path,
        "journal.note_dot(0, 'u-longer-name'); "
        "journal.note_reply(0, Reply(outcome='sent', text='x')); journal.note_dot(0, 'u-2')",
    )
    (one,) = crashed_senders(tmp_path)
    assert one.replies is not None
    assert {name: reply.outcome for name, reply in one.replies.items()} == {"u-2": "in_doubt"}


def test_notes_from_before_the_machine_started_prove_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(tmp_path, "journal.note_dot(0, 'u-1')")
    monkeypatch.setattr(module, "boot", lambda: "another run of the machine")
    (one,) = crashed_senders(tmp_path)
    assert one.replies is None


def test_a_machine_that_does_not_tell_its_runs_apart_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(tmp_path, "journal.note_dot(0, 'u-1')")
    path = tmp_path / "w1.flight"
    data = path.read_bytes()
    head = json.loads(data[:1024].rstrip(b"\0")) | {"boot": ""}
    path.write_bytes(json.dumps(head).encode().ljust(1024, b"\0") + data[1024:])
    monkeypatch.setattr(module, "boot", lambda: "")
    (one,) = crashed_senders(tmp_path)
    assert one.replies is None


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 5000, b"{}", b"[1]" + b"\0" * 2000, os.urandom(3000)]
)
def test_a_broken_file_proves_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "w1.flight").write_bytes(data)
    (one,) = crashed_senders(tmp_path)
    assert (one.worker, one.replies) == ("w1", None)


def test_a_file_stays_where_seeing_to_it_fails(tmp_path: Path) -> None:
    left_behind(tmp_path, "journal.note_dot(0, 'u-1')")
    with pytest.raises(RuntimeError, match="the store is away"):
        for _ in crashed_senders(tmp_path):
            raise RuntimeError("the store is away")
    assert len(list(crashed_senders(tmp_path))) == 1
