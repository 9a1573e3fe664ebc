"""What a mail says: its parts in order, its letters, digests, and the mails of an mbox."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.mail_source import MailSource
from briefing.sources.parse.mail import keyed_mails
from briefing.sources.parse.mail_body import unflowed
from briefing.sources.parse.mbox import mails_in

HEAD = "From: The Wire <news@wire.example>\nSubject: Bridge\nMessage-ID: <1@wire.example>\n"
FIRST = "A bridge fell on Monday, and nobody was hurt."
SECOND = "It will be built again within a year."
FOOTER = "You are on wire-list. To unsubscribe write to wire-leave@wire.example."


def part(kind: str, text: str, *, head: str = "") -> str:
    return f"Content-Type: {kind}; charset=utf-8\n{head}\n{text}\n"


def multipart(subtype: str, *parts: str, mark: str = "b") -> str:
    inner = "".join(f"--{mark}\n{one}" for one in parts)
    return f'Content-Type: multipart/{subtype}; boundary="{mark}"\n\n{inner}--{mark}--\n'


def read(rest: str | bytes, head: str = HEAD) -> tuple[Keyed, ...]:
    body = rest if isinstance(rest, bytes) else rest.encode()
    return keyed_mails(head.encode() + body, source="post")


def text_of(rest: str | bytes, head: str = HEAD) -> str:
    (keyed,) = read(rest, head)
    return keyed.story.text


PLAIN, HTML = part("text/plain", FIRST), part("text/html", f"<p>{FIRST}</p>")
ATTACHED = "Content-Disposition: attachment\n"
PICTURE = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"


@pytest.mark.parametrize(
    "rest",
    [
        multipart("alternative", PLAIN, HTML),
        multipart("alternative", HTML, PLAIN),
        multipart("alternative", PLAIN, part("text/html", "<img src='https://wire.example/a.png'>")),
        multipart("alternative", PLAIN, multipart("related", HTML, PICTURE, mark="c")),
        multipart("related", multipart("alternative", PLAIN, HTML, mark="c"), PICTURE),
        multipart("mixed", PLAIN, part("text/html", f"<p>{FOOTER}</p>")),
        multipart("mixed", multipart("alternative", PLAIN, mark="c"), part("text/html", FOOTER)),
        multipart("mixed", PLAIN, part("text/plain", "Scanned by a virus scanner. Clean.")),
        multipart("signed", PLAIN, "Content-Type: application/pgp-signature\n\nabc\n"),
        multipart("mixed", HTML, part("text/html", "<p>No.</p>", head=ATTACHED)),
    ],
    ids=range(10),
)  # fmt: skip
def test_the_body_is_the_body(rest: str) -> None:
    assert text_of(rest) == FIRST


@pytest.mark.parametrize(
    "parts",
    [
        (PLAIN, PICTURE, part("text/plain", SECOND)),
        (HTML, PICTURE, part("text/html", f"<p>{SECOND}</p>")),
        (PLAIN, part("text/html", f"<p>{SECOND}</p>"), part("text/plain", FOOTER)),
        (PLAIN, f"Content-Type: message/rfc822\n\n{HEAD}{part('text/plain', SECOND)}"),
    ],
)
def test_all_text_parts_count_in_their_order(parts: tuple[str, ...]) -> None:
    assert text_of(multipart("mixed", *parts)) == f"{FIRST}\n\n{SECOND}"


def test_a_long_last_part_that_speaks_of_viruses_is_text() -> None:
    long = "The virus spread through the town, the doctors said on Sunday. " * 12
    assert "doctors" in text_of(multipart("mixed", PLAIN, part("text/plain", long)))


def inner(number: int, text: str) -> str:
    return (
        f"\nFrom: Ann <a@b.example>\nSubject: Item {number}\nMessage-ID: <i{number}>\n"
        f"Date: Tue, 24 Nov 2026 0{number}:00:00 +0000\n\n{text}\n"
    )


def test_a_digest_is_as_many_stories_as_it_holds() -> None:
    mails = multipart("digest", inner(1, FIRST), inner(2, SECOND), mark="c")
    listed = multipart("mixed", part("text/plain", "Today's Topics: 2"), mails)
    for rest in (mails, listed):
        stories = read(rest)
        assert [one.story.title for one in stories] == ["Item 1", "Item 2"]
        assert [one.story.text for one in stories] == [FIRST, SECOND]
        assert [one.keys[0] for one in stories] == ["guid:post:mail:<i1>", "guid:post:mail:<i2>"]
        assert stories[1].story.published == datetime(2026, 11, 24, 2, tzinfo=UTC)
        assert {one.story.publisher for one in stories} == {"The Wire"}


def test_a_plain_digest_too() -> None:
    sections = ("-" * 30).join(f"\n{inner(n, text)}\n" for n, text in ((1, FIRST), (2, SECOND)))
    text = f"Write to wire@wire.example\n\n{'-' * 70}\n{sections}\n{'-' * 30}\n\nEnd of Digest\n"
    stories = read(part("text/plain", text), HEAD.replace("Bridge", "Wire Digest, Vol 3"))
    assert [(one.story.title, one.story.text) for one in stories] == [
        ("Item 1", FIRST),
        ("Item 2", SECOND),
    ]


def test_flowed_lines_are_joined() -> None:
    text = "A bridge fell on \nMonday.\n\n> Was anybody \n> hurt?\nNobody.\n-- \nThe Wire"
    joined = "A bridge fell on Monday.\n\n> Was anybody hurt?\nNobody.\n-- \nThe Wire"
    assert unflowed(text) == joined
    assert unflowed("A brid \nge.\n  in", delete_space=True) == "A bridge.\n in"
    assert text_of("Content-Type: text/plain; format=flowed; delsp=yes\n\nA brid \nge fell.") == (
        "A bridge fell."
    )


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", b"\x93No deal\x94 \x96 5\x80", "“No deal” – 5€"),
        ("us-ascii", "Fähre".encode("cp1252"), "Fähre"),
        ("", "Die Fähre".encode("cp1252"), "Die Fähre"),
        ("", "Die Fähre".encode(), "Die Fähre"),
        ("utf-8", "Die Fähre".encode("cp1252"), "Die Fähre"),
        ("gb2312", "朱镕基".encode("gbk"), "朱镕基"),
        ("ks_c_5601-1987", "똠방각하".encode("cp949"), "똠방각하"),
        ("shift_jis", "①株".encode("cp932"), "①株"),
        ("koi8-r", "Паром".encode("koi8-r"), "Паром"),
        ("klingon", b"A bridge fell.", "A bridge fell."),
        ("base64", b"A bridge fell.", "A bridge fell."),
        ("iso-2022-jp", "渡し船".encode("iso-2022-jp"), "渡し船"),
    ],
)
def test_letters_are_read_as_the_label_means_them(charset: str, data: bytes, text: str) -> None:
    label = f"; charset={charset}" if charset else ""
    head = f"Content-Type: text/plain{label}\nContent-Transfer-Encoding: 8bit\n\n"
    assert text_of(head.encode() + data) == text


@pytest.mark.parametrize(
    "subject",
    [
        b"=?iso-8859-1?Q?F=E4hre_=96_f=E4hrt?=",
        "Fähre – fährt".encode(),
        "Fähre – fährt".encode("cp1252"),
        b"=?utf-8?B?RsOkaHJlIOKAkyBmw6RocnQ=?=",
    ],
)
def test_the_letters_of_a_subject_are_read_whatever_it_forgot_to_encode(subject: bytes) -> None:
    (keyed,) = keyed_mails(b"Subject: " + subject + b"\n\n" + FIRST.encode(), source="post")
    assert keyed.story.title == "Fähre – fährt"


BOX = b"""From news@wire.example Tue Nov 24 06:00:00 2026
Subject: One

The bridge fell.
>From the river we hear more.
>>From is how it began.

From here on the road is closed.

From: that is a header, but no mail.

From news@wire.example Tue Nov 24 07:00:00 2026
Subject: Two

It will be built again.
"""


def test_the_mails_of_an_mbox_begin_with_a_postmark_and_a_header(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(BOX)
    report = MailSource("post", tmp_path / "box").read(None)
    assert [one.story.title for one in report.stories] == ["One", "Two"]
    assert report.stories[0].story.text == (
        "The bridge fell.\nFrom the river we hear more.\n>From is how it began.\n\n"
        "From here on the road is closed.\n\nFrom: that is a header, but no mail."
    )


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_an_mbox_gives_its_mails_back_as_they_were(ends: bytes) -> None:
    mails = [b"Subject: %d\n\nText %d.\n" % (number, number) for number in range(5)]
    box = b"".join(b"From a@b.example Tue Nov 24 06:00:00 2026\n" + mail + b"\n" for mail in mails)
    lines = box.replace(b"\n", ends).splitlines(keepends=True)
    assert list(mails_in(lines)) == mails


def test_a_bounce_is_no_story() -> None:
    status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n"
    with pytest.raises(SourceError, match="report about a mail"):
        read(multipart("report", PLAIN, status))


def test_a_mail_without_words_is_said() -> None:
    with pytest.raises(SourceError, match="no mail with a text"):
        read(multipart("mixed", PICTURE))
