"""The bounce mailbox: what was seen to is marked, what was not stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.delivery.bounce_mailbox import (
    MAILS_AT_ONCE,
    ImapMailbox,
    MailboxCounts,
    MaildirMailbox,
)
from briefing.errors import DeliveryError


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.a").write_bytes(b"one")
    (tmp_path / "new" / "20.b").write_bytes(b"two")
    (tmp_path / "cur" / "3.c:2,").write_bytes(b"three")
    (tmp_path / "cur" / "4.d:2,RS").write_bytes(b"read by a person")
    (tmp_path / "cur" / "5.e:2,F").write_bytes(b"not understood")
    return tmp_path


def test_a_maildir_gives_what_nobody_has_seen_newest_first(maildir: Path) -> None:
    assert list(MaildirMailbox(maildir).fresh()) == [
        ("new/20.b", b"two"),
        ("cur/3.c:2,", b"three"),
        ("new/1.a", b"one"),
    ]


def test_what_was_not_understood_is_looked_at_again_only_if_asked(maildir: Path) -> None:
    assert "cur/5.e:2,F" in dict(MaildirMailbox(maildir).fresh(again=True))


def test_what_was_seen_to_is_marked_and_kept(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    box.seen("new/1.a")
    box.seen("cur/3.c:2,")
    box.seen("cur/5.e:2,F")
    assert [name for name, _ in box.fresh(again=True)] == ["new/20.b"]
    assert (maildir / "cur" / "1.a:2,S").read_bytes() == b"one"
    assert (maildir / "cur" / "3.c:2,S").read_bytes() == b"three"
    assert (maildir / "cur" / "5.e:2,S").read_bytes() == b"not understood"


def test_what_was_not_understood_is_flagged_and_counted(maildir: Path) -> None:
    box = MaildirMailbox(maildir)
    box.flag("new/1.a")
    assert (maildir / "cur" / "1.a:2,F").read_bytes() == b"one"
    assert box.counts() == MailboxCounts(waiting=2, flagged=2)


def test_a_heap_of_others_does_not_shut_the_box(maildir: Path) -> None:
    for number in range(MAILS_AT_ONCE):
        (maildir / "new" / f"{1000 + number}.junk").write_bytes(b"junk")
    box = MaildirMailbox(maildir)
    first = [name for name, _ in box.fresh()]
    assert len(first) == MAILS_AT_ONCE
    for name in first:
        box.flag(name)
    assert [name for name, _ in box.fresh()] == ["new/20.b", "cur/3.c:2,", "new/1.a"]


@pytest.mark.parametrize("name", ["odd", "١٢.a", "-5.a"])
def test_a_name_that_says_no_time_is_the_oldest(maildir: Path, name: str) -> None:
    (maildir / "new" / name).write_bytes(b"odd")
    assert [each for each, _ in MaildirMailbox(maildir).fresh()][-1] == f"new/{name}"


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

    def __init__(self, mails: dict[int, bytes], flags: dict[int, set[str]] | None = None) -> None:
        self.mails = mails
        self.flags = {uid: (flags or {}).get(uid, set()) for uid in mails}
        self.refuses = ""

    def uid(self, command: str, *arguments: str) -> tuple[str, list[object]]:
        if command == self.refuses:
            return "NO", [b"no"]
        if command == "SEARCH":
            return "OK", [" ".join(map(str, self._found(arguments))).encode()]
        if command == "FETCH":
            uid, what = arguments
            assert what == "(BODY.PEEK[]<0.5000001>)"
            data = self.mails[int(uid)]
            return "OK", [(b"1 (UID %s BODY[]<0> {%d}" % (uid.encode(), len(data)), data), b")"]
        assert command == "STORE"
        uid, change, flag = arguments
        flags = self.flags[int(uid)]
        (flags.add if change[0] == "+" else flags.discard)(flag.strip("()"))
        return "OK", [None]

    def _found(self, criteria: tuple[str, ...]) -> list[int]:
        """Those without the flags that are excluded, with those that are asked for."""
        without = {f"\\{each[2:].title()}" for each in criteria if each.startswith("UN")}
        wanted = {f"\\{each.title()}" for each in criteria if not each.startswith("UN")}
        return [uid for uid, flags in self.flags.items() if not flags & without and wanted <= flags]


def test_imap_gives_what_nobody_has_seen_newest_first() -> None:
    box = ImapMailbox(Server({7: b"one", 19: b"two"}), "imap.example.org:993")  # type: ignore[arg-type]
    assert list(box.fresh()) == [("19", b"two"), ("7", b"one")]


def test_imap_marks_what_was_seen_to_and_what_was_not_understood() -> None:
    server = Server({7: b"one", 8: b"two", 9: b"three"}, {9: {"\\Flagged"}})
    box = ImapMailbox(server, "imap.example.org:993")  # type: ignore[arg-type]
    assert [name for name, _ in box.fresh()] == ["8", "7"]
    box.seen("7")
    box.flag("8")
    assert list(box.fresh()) == []
    assert [name for name, _ in box.fresh(again=True)] == ["9", "8"]
    assert box.counts() == MailboxCounts(waiting=0, flagged=2)
    box.seen("9")
    assert server.flags[9] == {"\\Seen"}


def test_an_empty_imap_mailbox_gives_nothing() -> None:
    box = ImapMailbox(Server({}), "x")  # type: ignore[arg-type]
    assert list(box.fresh()) == []
    assert box.counts() == MailboxCounts(waiting=0, flagged=0)


def test_a_server_that_refuses_is_named() -> None:
    server = Server({7: b"one"})
    server.refuses = "FETCH"
    with pytest.raises(DeliveryError, match=r"imap.example.org:993: refused FETCH"):
        list(ImapMailbox(server, "imap.example.org:993").fresh())  # type: ignore[arg-type]
