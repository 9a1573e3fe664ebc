"""Newsletters as mails: text, link, keys, and mails that are broken."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.sources.mail_source import MailSource
from briefing.sources.parse.mail import keyed_mails
from briefing.sources.parse.tracker_links import unwrap

HTML = """<html><body><p><a href="https://track.example/c?url=https%3A%2F%2Fwire.example%2Fn%2F7">
View this email in your browser</a></p><p>A bridge fell on Monday. Nobody was hurt.</p>
<p>Subscribe to our newsletter.</p></body></html>"""


def mail(*, html: str = HTML, plain: str = "A bridge fell on Monday.", **headers: str) -> bytes:
    message = EmailMessage()
    given = {
        "From": "The Wire <news@wire.example>",
        "Subject": "Brücke: bridge falls",
        "Date": "Tue, 24 Nov 2026 06:00:00 +0100",
        "Message-ID": "<7@wire.example>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        message[name] = value
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_mail_is_a_story() -> None:
    story = keyed_mails(mail(), source="post")[0].story
    assert (story.title, story.publisher) == ("Brücke: bridge falls", "The Wire")
    assert story.published == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert story.url == "https://wire.example/n/7"
    assert "A bridge fell on Monday. Nobody was hurt." in story.text
    assert "Subscribe" not in story.text
    assert "browser" not in story.text


def test_keys_are_the_web_page_and_the_message_id() -> None:
    assert keyed_mails(mail(), source="post")[0].keys == (
        "https://wire.example/n/7",
        "guid:post:mail:<7@wire.example>",
    )


def test_a_plain_mail_has_no_link() -> None:
    story = keyed_mails(mail(html=""), source="post")[0].story
    assert (story.text, story.url) == ("A bridge fell on Monday.", None)


def test_the_name_of_the_list_is_the_publisher() -> None:
    data = mail(List_Id='"Morning Wire" <morning.wire.example>')
    assert keyed_mails(data, source="post")[0].story.publisher == "Morning Wire"


def test_an_attachment_is_no_text() -> None:
    message = EmailMessage()
    message["Subject"] = "S"
    message.set_content("The text.")
    message.add_attachment("<p>Not this.</p>", subtype="html", filename="../../x.html")
    assert keyed_mails(message.as_bytes(), source="post")[0].story.text == "The text."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"Subject: only a head\n\n",
        b"Content-Type: multipart/mixed; boundary=x\nSubject: s\n\n" + b"--x\n" * 50_000,
        b"x" * 11_000_000,
    ],
    ids=range(5),
)
def test_what_is_no_mail_is_said(data: bytes) -> None:
    with pytest.raises(SourceError):
        keyed_mails(data, source="post")


def test_deep_nesting_does_no_harm() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(SourceError):
        keyed_mails(b"Subject: s\n" + nested, source="post")


def test_an_unknown_charset_is_read_as_it_can_be() -> None:
    data = b"Subject: s\nContent-Type: text/plain; charset=klingon\n\nA bridge fell."
    assert keyed_mails(data, source="post")[0].story.text == "A bridge fell."


def test_a_header_smuggled_into_a_subject_stays_text() -> None:
    data = mail().replace(b"bridge falls", b"x =?UTF-8?Q?y=0ABcc:_a@b.example?=")
    assert "\n" not in keyed_mails(data, source="post")[0].story.title


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_crash_the_reader(junk: bytes, at: int) -> None:
    data = mail()
    try:
        assert keyed_mails(data[:at] + junk + data[at:], source="post")[0].story.title
    except SourceError as error:
        assert error.what


def test_an_eml_folder_a_maildir_and_an_mbox_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "eml").mkdir()
    (tmp_path / "eml" / "a.eml").write_bytes(mail())
    mailbox.Maildir(tmp_path / "maildir").add(mail())
    box = mailbox.mbox(tmp_path / "box")
    box.add(mail())
    box.close()
    paths = ("eml", "maildir", "box", "eml/a.eml")
    reports = [MailSource("post", tmp_path / path).read(None) for path in paths]
    assert [[one.keys for one in report.stories] for report in reports] == [
        [keyed_mails(mail(), source="post")[0].keys]
    ] * 4


def test_one_broken_mail_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.eml").write_bytes(mail())
    (tmp_path / "note.txt").write_text("not a mail")
    report = MailSource("post", tmp_path).read(None)
    assert (len(report.stories), report.documents) == (1, 2)
    assert [fault.where for fault in report.faults] == ["a.eml"]


def test_old_mails_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail())
    assert MailSource("post", tmp_path).read(datetime(2026, 11, 25, tzinfo=UTC)).stories == ()


def test_a_mailbox_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert "cannot be read" in MailSource("post", tmp_path / "none").read(None).error


TARGET = "https://wire.example/n/7"
CODED = "https%3A%2F%2Fwire.example%2Fn%2F7"
TWICE = "https%3A%2F%2Fb.example%2F%3Furl%3Dhttps%253A%252F%252Fwire.example%252Fn%252F7"


@pytest.mark.parametrize(
    "url",
    [
        f"https://track.example/c?u={CODED}&id=4",
        f"https://a.example/?url={TWICE}",
        f"https://eur01.safelinks.protection.outlook.com/?url={CODED}",
        "https://www.google.com/url?q=https://wire.example/n/7&sa=D",
        "https://urldefense.com/v3/__https://wire.example/n/7__;!!x$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__wire.example_n_7&d=x",
    ],
)
def test_a_link_is_unwrapped_where_its_target_is_visible(url: str) -> None:
    assert unwrap(url) == TARGET


@pytest.mark.parametrize(
    "url",
    [
        "https://wire.example/n/7?q=https://x.example/",
        "https://track.example/c/aGVsbG8",
        "https://a.example/?url=javascript:alert(1)",
        "https://a.example/?page=https://b.example/",
        "https://a.example/?" + "u=https://b.example/&" * 60,
        "http://[::1",
        "",
    ],
)
def test_any_other_link_stays(url: str) -> None:
    assert unwrap(url) == url
