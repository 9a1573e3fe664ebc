"""The bounce mailbox: what was seen to is marked, what was not stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.delivery.bounce_mailbox import ImapMailbox, MaildirMailbox
from briefing.errors import DeliveryError


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.a").write_bytes(b"one")
    (tmp_path / "new" / "2.b").write_bytes(b"two")
    (tmp_path / "cur" / "3.c:2,").write_bytes(b"three")
    (tmp_path / "cur" / "4.d:2,RS").write_bytes(b"read by a person")
    return tmp_path


def test_a_maildir_gives_what_nobody_has_seen(maildir: Path) -> None:
    assert list(MaildirMailbox(maildir).unseen()) == [
        ("new/1.a", b"one"),
        ("new/2.b", b"two"),
        ("cur/3.c:2,", b"three"),
    ]


def test_what_was_seen_to_is_marked_and_kept(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    box.seen("new/1.a")
    box.seen("cur/3.c:2,")
    assert [name for name, _ in box.unseen()] == ["new/2.b"]
    assert (maildir / "cur" / "1.a:2,S").read_bytes() == b"one"
    assert (maildir / "cur" / "3.c:2,S").read_bytes() == b"three"


def test_what_is_no_maildir_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="is no Maildir"):
        MaildirMailbox(tmp_path)


def test_a_mail_that_another_reader_moved_is_no_fault(maildir: Path) -> None:
    MaildirMailbox(maildir).seen("new/none")
    assert not list((maildir / "cur").glob("none*"))


def test_a_mail_that_cannot_be_moved_is_said_so(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    (maildir / "cur").rename(maildir / "gone")
    with pytest.raises(DeliveryError, match="cannot be moved"):
        box.seen("new/1.a")


class Server:
    """As much of imaplib's server as the box asks for."""

    def __init__(self, mails: dict[int, bytes]) -> None:
        self.mails = mails
        self.flags: list[tuple[str, ...]] = []
        self.refuses = ""

    def uid(self, command: str, *arguments: str) -> tuple[str, list[object]]:
        if command == self.refuses:
            return "NO", [b"no"]
        if command == "SEARCH":
            return "OK", [" ".join(map(str, self.mails)).encode()]
        if command == "FETCH":
            uid, what = arguments
            assert what == "(BODY.PEEK[]<0.5000001>)"
            data = self.mails[int(uid)]
            return "OK", [(b"1 (UID %s BODY[]<0> {%d}" % (uid.encode(), len(data)), data), b")"]
        self.flags.append((command, *arguments))
        return "OK", [None]


def test_imap_gives_what_nobody_has_seen() -> None:
    box = ImapMailbox(Server({7: b"one", 9: b"two"}), "imap.example.org:993")  # type: ignore[arg-type]
    assert list(box.unseen()) == [("7", b"one"), ("9", b"two")]


def test_imap_marks_what_was_seen_to() -> None:
    server = Server({7: b"one"})
    ImapMailbox(server, "imap.example.org:993").seen("7")  # type: ignore[arg-type]
    assert server.flags == [("STORE", "7", "+FLAGS.SILENT", r"(\Seen)")]


def test_an_empty_imap_mailbox_gives_nothing() -> None:
    assert list(ImapMailbox(Server({}), "x").unseen()) == []  # type: ignore[arg-type]


def test_a_server_that_refuses_is_named() -> None:
    server = Server({7: b"one"})
    server.refuses = "FETCH"
    with pytest.raises(DeliveryError, match=r"imap.example.org:993: refused FETCH"):
        list(ImapMailbox(server, "imap.example.org:993").unseen())  # type: ignore[arg-type]
