"""A mailbox over IMAP: what is new, nothing marked, and servers with bad habits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from briefing.models import SourceReport, SourceState
from briefing.sources import imap
from briefing.sources.imap import ImapAccount, ImapSource
from briefing.sources.sandbox.pool import Reader
from tests.sources.imap_server import Mailbox, holding
from tests.sources.test_mail import mail


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.fixture
def box() -> Iterator[Mailbox]:
    mails = {uid: mail(Message_ID=f"<{uid}@wire.example>", html="") for uid in (3, 5)}
    with holding(Mailbox(mails=mails)) as mailbox:
        yield mailbox


def read(
    box: Mailbox, reader: Reader, *, state: str = "", password: str = "secret", **over: str
) -> SourceReport:
    account = ImapAccount(
        host="127.0.0.1",
        port=box.port,
        security="none",
        username="ada",
        password=password,
        mailbox=over.get("mailbox", "INBOX"),
    )
    source = ImapSource("post", account, reader=reader, state=SourceState(etag=state))
    return source.read(datetime(2026, 11, 22, tzinfo=UTC))


def test_every_mail_is_a_story_and_nothing_is_marked(box: Mailbox, reader: Reader) -> None:
    report = read(box, reader)
    assert [one.story.text for one in report.stories] == ["A bridge fell on Monday."] * 2
    assert (report.documents, report.state.etag, report.error) == (2, "7:5", "")
    assert any(line.startswith("EXAMINE") for line in box.asked)
    assert "UID SEARCH UID 1:* SINCE 22-Nov-2026" in box.asked
    assert not [line for line in box.asked if "STORE" in line or "BODY[]" in line]


def test_the_next_read_begins_behind_the_last_mail(box: Mailbox, reader: Reader) -> None:
    assert [one.keys[0] for one in read(box, reader, state="7:3").stories] == [
        "guid:post:mail:<5@wire.example>"
    ]
    report = read(box, reader, state="7:5")
    assert (report.stories, report.documents, report.state.etag) == ((), 0, "7:5")


def test_another_mailbox_of_that_name_is_read_from_its_start(box: Mailbox, reader: Reader) -> None:
    assert len(read(box, reader, state="6:5").stories) == 2


def test_a_wrong_password_is_said_but_not_shown(box: Mailbox, reader: Reader) -> None:
    report = read(box, reader, password="wrong", state="7:3")
    assert "who are you" in report.error
    assert "wrong" not in report.error
    assert report.state.etag == "7:3"


@pytest.mark.parametrize(
    ("manner", "why"),
    [("large", "is larger than"), ("gone", "is gone")],
)
def test_a_mail_that_cannot_be_had_is_a_fault(
    box: Mailbox, reader: Reader, manner: str, why: str
) -> None:
    box.manner = manner
    report = read(box, reader)
    assert [why in fault.why for fault in report.faults] == [True, True]
    assert report.state.etag == "7:5"


@pytest.mark.parametrize(
    ("manner", "why"),
    [("liar", "99,999,999,999 bytes"), ("garbage", "nonsense"), ("silent", "no answer")],
)
def test_a_server_with_bad_habits_is_an_error_in_words(
    box: Mailbox, reader: Reader, manner: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "ANSWER_SECONDS", 0.3)
    box.manner = manner
    report = read(box, reader)
    assert why in report.error
    assert report.stories == ()


def test_a_closed_port_is_an_error(reader: Reader) -> None:
    assert "cannot be read" in read(Mailbox(port=1), reader).error


def test_no_name_begins_a_command_of_its_own(box: Mailbox, reader: Reader) -> None:
    report = read(box, reader, password='x"\r\nA1 DELETE INBOX')
    assert "control character" in report.error
    assert not [line for line in box.asked if "DELETE" in line]


@pytest.mark.parametrize(
    ("mailbox", "asked"),
    [
        ('My "News"', '"My \\"News\\""'),
        ("Entwürfe", '"Entw&APw-rfe"'),
        ("A & B", '"A &- B"'),
    ],
)
def test_a_mailbox_name_is_quoted(box: Mailbox, reader: Reader, mailbox: str, asked: str) -> None:
    read(box, reader, mailbox=mailbox)
    assert f"EXAMINE {asked}" in box.asked


def test_a_digest_in_a_mailbox_is_as_many_stories_as_it_holds(reader: Reader) -> None:
    inner = "".join(
        f"--d\n\nSubject: Item {n}\nMessage-ID: <i{n}@wire.example>\n\nBridge {n} fell on Monday.\n"
        for n in (1, 2)
    )
    digest = f"Subject: Digest\nContent-Type: multipart/digest; boundary=d\n\n{inner}--d--\n"
    with holding(Mailbox(mails={4: digest.encode()})) as mailbox:
        report = read(mailbox, reader)
    assert [keyed.story.title for keyed in report.stories] == ["Item 1", "Item 2"]
    assert (report.documents, report.faults) == (1, ())
