"""One edition for one subscriber: the right fields and no others, whatever the texts are."""

from __future__ import annotations

import quopri
import re
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, compat32, default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.delivery import Letterhead, eml, message_template
from briefing.delivery.message.headers import FOLD_CHARS, field, plain_text, text_field
from briefing.delivery.message.message import OPTIONAL, REQUIRED, Message, message_for
from briefing.delivery.message.mime import quoted_printable
from briefing.errors import DeliveryError, InputError
from briefing.models import Delivery, Rendering
from tests.delivery.naughty import INJECTIONS, public
from tests.make import NOW, make_edition

PAGES = Letterhead(
    sender="The Daily <d@example.org>",
    reply_to="Desk <desk@example.org>",
    unsubscribe="https://news.example.org/unsubscribe",
    preferences="https://news.example.org/preferences",
    archive="https://news.example.org/",
    bounces="bounces@example.org",
)
ALONE = Letterhead(sender="The Daily <d@example.org>")
TOKENS = {"unsubscribe": "u-1.Ab_c-9", "preferences": "p-1.Xy"}
TEXT = "Out: https://news.example.org/unsubscribe\nChange: https://news.example.org/preferences\n"
HTML = '<a href="https://news.example.org/unsubscribe">x</a> https://news.example.org/other\n'


def views(subject: str = "News", text: str = TEXT, html: str = HTML) -> Rendering:
    return Rendering(subject=subject, preheader="", html=html, text=text, markdown="")


def delivery(name: str = "Ada", email: str = "ada@example.com") -> Delivery:
    return Delivery(
        edition_id="n-1",
        subscriber_id="u-1",
        email=email,
        name=name,
        state="leased",
        message_id="<0123456789abcdef0123456789abcdef@example.org>",
    )


def built(
    rendering: Rendering | None = None, head: Letterhead = PAGES, name: str = "Ada", **edition: str
) -> Message:
    sheet = message_template(make_edition(**edition), rendering or views(), head)
    return message_for(sheet, delivery(name), now=NOW, tokens=TOKENS)


def parsed(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_the_fields_of_a_message() -> None:
    mail = parsed(built().data)
    assert {name: str(value) for name, value in mail.items()} == {
        "From": "The Daily <d@example.org>",
        "Subject": "News",
        "List-Id": "The Daily <n.example.org>",
        "Auto-Submitted": "auto-generated",
        "Feedback-ID": "n-1:n:edition:example.org",
        "Reply-To": "Desk <desk@example.org>",
        "List-Archive": "<https://news.example.org/>",
        "MIME-Version": "1.0",
        "Content-Type": mail["Content-Type"],
        "To": "Ada <ada@example.com>",
        "Message-ID": "<0123456789abcdef0123456789abcdef@example.org>",
        "Date": "Tue, 24 Nov 2026 06:00:00 +0000",
        "List-Unsubscribe": "<https://news.example.org/unsubscribe/u-1.Ab_c-9>,"
        " <mailto:bounces@example.org?subject=unsubscribe%20n%20u-1.Ab_c-9>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_without_pages_unsubscribing_is_by_mail() -> None:
    mail = parsed(built(head=ALONE).data)
    assert mail["List-Unsubscribe"].startswith("<mailto:d@example.org?subject=unsubscribe%20n%20")
    assert "List-Unsubscribe-Post" not in mail


def test_bounces_come_back_to_a_marked_address() -> None:
    assert built().sender == "bounces+0123456789abcdef0123456789abcdef@example.org"
    assert built(head=ALONE).sender == "d@example.org"


def test_links_of_ones_own_carry_the_token_and_others_do_not() -> None:
    mail = parsed(built().data)
    text, html = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
    assert text == (
        "Out: https://news.example.org/unsubscribe/u-1.Ab_c-9\n"
        "Change: https://news.example.org/preferences/p-1.Xy\n"
    )
    assert html == (
        '<a href="https://news.example.org/unsubscribe/u-1.Ab_c-9">x</a>'
        " https://news.example.org/other\n"
    )


@given(
    before=st.text(alphabet=st.characters(exclude_characters="\r"), max_size=120),
    after=st.text(alphabet=st.characters(exclude_characters="\r"), max_size=120),
    token=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._~-]{0,74}\Z"),
)
@settings(max_examples=150, deadline=None)
def test_a_token_is_spliced_in_wherever_the_link_stands(
    before: str, after: str, token: str
) -> None:
    link = "https://news.example.org/unsubscribe"
    rendering = views(
        text=f"{before} {link}\n{after}\n", html=f'{before}<a href="{link}">{after}\n'
    )
    sheet = message_template(make_edition(), rendering, PAGES)
    tokens = {"unsubscribe": token, "preferences": "p"}
    data = message_for(sheet, delivery(), now=NOW, tokens=tokens).data
    text, html = (part.get_content() for part in parsed(data).iter_parts())
    expected = before.encode("utf-8", "replace").decode()
    rest = after.encode("utf-8", "replace").decode()
    assert text.replace("\r\n", "\n") == f"{expected} {link}/{token}\n{rest}\n"
    assert html.replace("\r\n", "\n") == f'{expected}<a href="{link}/{token}">{rest}\n'


def test_every_line_is_short_and_needs_no_stuffing() -> None:
    data = built(views(text=TEXT + ".dot\n..dots\n" + "x" * 500, html=HTML + "ü" * 500)).data
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert not any(line.startswith(b".") for line in lines)
    assert max(len(line) for line in lines if b"List-Unsubscribe" not in line) <= FOLD_CHARS
    assert data.isascii()


def intended(data: bytes, head: Letterhead) -> None:
    """The head of finished bytes, as three readers see it, is the intended one."""
    names = REQUIRED | (OPTIONAL - {b"DKIM-Signature"} if head is PAGES else frozenset())
    wanted = sorted(name.decode() for name in names)
    for policy in (default, SMTP, compat32):
        mail = message_from_bytes(data, policy=policy)
        assert sorted(mail.keys()) == wanted
        assert mail.get_content_type() == "multipart/alternative"
        assert not mail.defects
    raw = data.partition(b"\r\n\r\n")[0]
    assert sorted(re.findall(rb"^([^\s:]+):", raw, re.MULTILINE)) == sorted(names)


@pytest.mark.parametrize("head", [PAGES, ALONE], ids=["pages", "alone"])
def test_no_naughty_string_makes_a_header(head: Letterhead) -> None:
    for text in INJECTIONS:
        intended(built(views(subject=text), head, name=text, title=text).data, head)


def test_none_of_the_public_list_makes_a_header() -> None:
    """In titles, names of readers, names of senders; alone and inside an encoded word."""
    listed = public()
    assert len(listed) >= 515
    for text in listed:
        for shape in (text, f"=?utf-8?q?x=0ABcc:_{text}?=", f"=?utf-8?q?x?=\r\n{text}: y"):
            data = built(views(subject=shape), PAGES, name=shape, title=shape).data
            intended(data, PAGES)
            sent_by(shape)


def sent_by(name: str) -> None:
    """A sender of that name is refused, or makes no header."""
    head = Letterhead(sender=f"{name} <d@example.org>")
    try:
        data = built(head=head).data
    except InputError:
        return
    intended(data, head)


@given(text=st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_a_header(text: str) -> None:
    intended(built(views(subject=text), name=text, title=text).data, PAGES)


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_reader_decodes_a_line_end_out_of_a_field(text: str) -> None:
    mail = message_from_bytes(built(views(subject=text), name=text, title=text).data)
    for name in ("Subject", "To", "From", "List-Id"):
        twice = str(make_header(decode_header(str(make_header(decode_header(mail[name]))))))
        assert "\n" not in twice.replace("\r\n ", " ").replace("\n ", " ")


@pytest.mark.parametrize("sender", [*INJECTIONS, "x", "a@b@c", "a b@example.org", "@example.org"])
def test_a_strange_sender_is_refused_or_harmless(sender: str) -> None:
    sent_by(sender)
    with suppress(InputError):
        head = Letterhead(sender=sender)
        intended(built(head=head).data, head)


@pytest.mark.parametrize(
    "message_id", ["", "x", "<x>", "<a b@example.org>", "<a@example.org>\r\nBcc: x", "<.a@x>"]
)
def test_a_strange_message_id_is_refused(message_id: str) -> None:
    sheet = message_template(make_edition(), views(), ALONE)
    one = Delivery(
        edition_id="n-1", subscriber_id="u", email="a@b.c", state="leased", message_id=message_id
    )
    with pytest.raises(DeliveryError):
        message_for(sheet, one, now=NOW)


@pytest.mark.parametrize("token", ["", " ", "a b", "a\r\nb", ".a", "ä", "x" * 76, "a/b"])
def test_a_strange_token_is_refused(token: str) -> None:
    sheet = message_template(make_edition(), views(), PAGES)
    with pytest.raises(InputError):
        message_for(sheet, delivery(), now=NOW, tokens={"unsubscribe": token, "preferences": "p"})


def test_a_missing_token_is_named() -> None:
    sheet = message_template(make_edition(), views(), PAGES)
    with pytest.raises(InputError, match="the preferences page"):
        message_for(sheet, delivery(), now=NOW, tokens={"unsubscribe": "u"})


@pytest.mark.parametrize("page", ["unsubscribe", "preferences", "archive"])
@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://a b", "javascript:x", "https://<x>"]
)
def test_a_page_that_cannot_stand_in_a_message_is_refused(page: str, url: str) -> None:
    with pytest.raises(InputError):
        message_template(make_edition(), views(), Letterhead(sender="d@example.org", **{page: url}))


def test_a_long_address_stays_whole() -> None:
    page = "https://news.example.org/" + "unsubscribe-" * 20
    head = Letterhead(sender="d@example.org", unsubscribe=page)
    data = message_for(
        message_template(make_edition(), views(), head), delivery(), now=NOW, tokens=TOKENS
    ).data
    assert f"<{page}/u-1.Ab_c-9>,".encode() in data
    assert parsed(data)["List-Unsubscribe"].startswith(f"<{page}/u-1.Ab_c-9>, <mailto:")


def test_texts_come_back_as_they_were() -> None:
    subject = "Brücke “gesprengt” – 橋が爆破された " + "sehr lang " * 20
    mail = parsed(built(views(subject=subject), name="Dr. Ödön, “der” Große").data)
    assert mail["Subject"] == plain_text(subject)
    assert mail["To"].addresses[0].display_name == "Dr. Ödön, “der” Große"


def test_an_eml_is_the_same_bytes_each_time() -> None:
    edition = make_edition()
    first = eml(edition, views(), sender="The Daily <d@example.org>")
    assert first == eml(edition, views(), sender="The Daily <d@example.org>")
    intended(first, ALONE)
    assert parsed(first)["To"] == "undisclosed-recipients:;"


@pytest.mark.parametrize("token", ["", "a\nb", "a b\x00", "ä"])
def test_a_field_takes_only_what_a_header_can_carry(token: str) -> None:
    with pytest.raises(DeliveryError):
        field("X-Test", (token,))


@pytest.mark.parametrize("unit", ["x", "é", "=", " x", "."])
def test_no_line_is_longer_than_76_wherever_a_token_stands(unit: str) -> None:
    """RFC 2045, 6.7, and with a token of 75 characters in the place of the word."""
    for count in range(1, 160):
        text = unit * count + "TOKEN" + unit * 3
        coded = quoted_printable(text, whole=("TOKEN",)).replace(b"TOKEN", b"t" * 75)
        assert max(map(len, coded.split(b"\r\n"))) <= 76
        assert quopri.decodestring(coded).decode() == text.replace("TOKEN", "t" * 75)


@pytest.mark.parametrize("unit", ["x", "é", "="])
@pytest.mark.parametrize("blank", [" ", "\t", "  ", " \t"])
def test_a_blank_before_a_line_end_makes_no_line_too_long(unit: str, blank: str) -> None:
    """Such as those of flowed text (RFC 3676, 4.1), whose paragraphs go on after a blank."""
    for count in range(60, 160):
        text = f"{unit * count}{blank}\r\n.{unit}\r\n"
        coded = quoted_printable(text)
        assert max(map(len, coded.split(b"\r\n"))) <= 76
        assert quopri.decodestring(coded).decode() == text


def test_folding_keeps_tokens_whole() -> None:
    data = field("X-Test", ["word"] * 40)
    assert all(len(line) <= FOLD_CHARS for line in data.split(b"\r\n"))
    assert b" ".join(data.split()[1:]) == b" ".join([b"word"] * 40)
    with pytest.raises(DeliveryError, match="more than 998 bytes"):
        field("X-Test", ("x" * 1200,))


def test_long_text_is_cut_with_a_sign() -> None:
    assert plain_text("x" * 600) == "x" * 499 + "…"
    assert text_field("Subject", "short") == b"Subject: short\r\n"
