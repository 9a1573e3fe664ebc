"""What comes back: bounces, complaints, vacation replies, unsubscriptions, and riddles."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.delivery.bounce_reports import MAX_MAIL_BYTES, read_bounce

DIGITS = "0123456789abcdef" * 2
OURS = f"<{DIGITS}@example.org>"


def report(
    status: str = "5.1.1",
    action: str = "failed",
    *,
    to: str = "balance@example.org",
    diagnostic: str = "smtp; 550 refused",
    quoted: str = f"Message-ID: {OURS}\r\nSubject: news\r\n",
    returned: str = "text/rfc822-headers",
) -> bytes:
    """A delivery report as RFC 3464 has it."""
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@relay.example.net>\r\n"
        f"To: {to}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI am sorry to have to tell you\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; relay.example.net\r\n\r\n"
        "Final-Recipient: rfc822; reader@example.com\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {diagnostic}\r\n\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\n{quoted}\r\n--b--\r\n"
    ).encode()


def complaint(kind: str = "abuse") -> bytes:
    """A feedback report as RFC 5965 has it."""
    return (
        "From: fbl@isp.example.net\r\nTo: balance@example.org\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is spam\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        f"Feedback-Type: {kind}\r\nUser-Agent: Feedback/1.0\r\nVersion: 1\r\n"
        f"Original-Mail-From: <bounces+{DIGITS}@example.org>\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {OURS}\r\n\r\nhello\r\n--b--\r\n"
    ).encode()


def mail(text: str = "hello", **headers: str) -> bytes:
    """A mail from a person or a machine."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("status", "action", "kind"),
    [
        ("5.1.1", "failed", "hard"),
        ("5.1.2", "failed", "hard"),
        ("5.1.10", "failed", "hard"),
        ("5.4.4", "failed", "hard"),
        ("5.2.1", "failed", "soft"),
        ("5.0.0", "failed", "soft"),
        ("5.2.2", "failed", "soft"),
        ("5.1.8", "failed", "policy"),
        ("5.7.1", "failed", "policy"),
        ("5.3.4", "failed", "policy"),
        ("4.4.7", "failed", "soft"),
        ("5.4.1", "failed", "soft"),
        ("4.2.2", "delayed", "nothing"),
        ("2.0.0", "relayed", "nothing"),
        ("2.1.5", "Delivered", "nothing"),
    ],
)
def test_a_report_says_how_hard_it_is(status: str, action: str, kind: str) -> None:
    found = read_bounce(report(status, action))
    assert found is not None
    assert found.kind == kind
    assert found.message_ids[0] == OURS


def test_a_report_without_a_status_is_read_from_the_servers_words() -> None:
    found = read_bounce(report("", diagnostic="smtp; 552 5.2.2 mailbox full"))
    assert found is not None
    assert (found.kind, found.reason) == ("soft", "552 5.2.2 mailbox full")
    found = read_bounce(report("", diagnostic="smtp; 550 unknown user"))
    assert found is not None
    assert found.kind == "hard"


def test_the_address_it_came_to_tells_most() -> None:
    found = read_bounce(report(to=f"bounces+{DIGITS[::-1]}@example.org"))
    assert found is not None
    assert found.message_ids == (DIGITS[::-1], OURS)


def test_a_whole_message_may_be_returned() -> None:
    quoted = f"Message-ID: {OURS}\r\nSubject: news\r\n\r\nthe text\r\n"
    found = read_bounce(report(quoted=quoted, returned="message/rfc822"))
    assert found is not None
    assert found.message_ids == (OURS,)


@pytest.mark.parametrize("kind", ["abuse", "fraud", "opt-out"])
def test_a_complaint_is_one(kind: str) -> None:
    found = read_bounce(complaint(kind))
    assert found is not None
    assert (found.kind, found.reason) == ("complaint", f"complaint: {kind}")
    assert found.message_ids == (DIGITS, OURS)


def test_not_spam_is_no_complaint() -> None:
    found = read_bounce(complaint("not-spam"))
    assert found is not None
    assert found.kind == "nothing"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied", "Subject": "Out of office"},
        {"Auto_Submitted": "auto-replied (vacation)", "In_Reply_To": OURS},
        {"X_Autoreply": "yes", "Subject": "Abwesend"},
        {"Precedence": "auto_reply", "Subject": "Re: news"},
    ],
)
def test_a_vacation_reply_is_no_bounce(headers: dict[str, str]) -> None:
    found = read_bounce(mail(**headers))
    assert found is not None
    assert found.kind == "nothing"


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@relay.example.net", "Post Office <postmaster@example.com>"]
)
def test_what_a_mail_system_says_in_unclear_words_is_held_against_nobody_at_once(
    sender: str,
) -> None:
    """It is a bounce, though it says of itself that it is an automatic reply."""
    headers = {"From": sender, "Auto_Submitted": "auto-replied", "Subject": "Mail not delivered"}
    found = read_bounce(mail("The address you wrote to is not here.", **headers))
    assert found is not None
    assert found.kind == "soft"


@pytest.mark.parametrize(
    ("subject", "newsletter", "token"),
    [
        ("unsubscribe the-balance u-01.Ab_c-9", "the-balance", "u-01.Ab_c-9"),
        ("unsubscribe n", "n", ""),
        ("unsubscribe  n\r\n x", "n", "x"),
    ],
)
def test_a_wish_to_leave_is_understood(subject: str, newsletter: str, token: str) -> None:
    data = f"From: a@example.com\r\nSubject: {subject}\r\n\r\n\r\n".encode()
    found = read_bounce(data)
    assert found is not None
    assert (found.kind, found.newsletter, found.token) == ("unsubscribe", newsletter, token)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"just text",
        mail(Subject="Re: news", From="a@example.com"),
        mail(Subject="please unsubscribe me from the-balance"),
        mail(Subject="Undeliverable: news", From="a@example.com"),
        mail(Subject="Hello", From="MAILER-DAEMON@example.com"),
        complaint("").replace(b"Feedback-Type: ", b"X: "),
        report() + b"x" * MAX_MAIL_BYTES,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 200,
    ],
)
def test_what_is_not_clear_is_left_alone(data: bytes) -> None:
    assert read_bounce(data) is None


def test_a_report_is_known_by_its_bytes() -> None:
    found = read_bounce(report())
    assert found is not None
    assert found.report == hashlib.sha256(report()).hexdigest()


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_mail_makes_it_stumble(data: st.DataObject) -> None:
    pieces = st.sampled_from([report(), complaint(), mail(Subject="x"), b"\r\n", b"--b\r\n"])
    whole = data.draw(st.lists(pieces, min_size=1, max_size=4).map(b"".join))
    start = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=40))
    read_bounce(whole[:start] + noise + whole[start:])
    read_bounce(whole[: len(whole) - start] + noise)


def test_deep_nesting_is_left_alone_quickly() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3000)
    )
    assert read_bounce(deep) is None
