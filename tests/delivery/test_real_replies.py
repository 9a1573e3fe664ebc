"""What we make of replies of large providers, as public pages and collections quote them."""

from __future__ import annotations

import pytest

from briefing.delivery.refusals import Stage, refusal_of

GOOGLE = "https://support.google.com/a/answer/3726730"
YAHOO = "https://senders.yahooinc.com/smtp-error-codes/"
MICROSOFT = "https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/ndr"
SISIMAI = "https://github.com/sisimai/rb-sisimai, lib/sisimai/rhost/"
KUMO = "https://github.com/KumoCorp/kumomta, assets/community/bounces.toml"
GMX = "https://postmaster.gmx.com/en/error-messages"
IONOS = "https://smtp.codes/unitedinternet/"
AWS = "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html"
SENDGRID = "https://sendgrid.com/docs/for-developers/sending-email/smtp-errors-and-troubleshooting/"
YANDEX = "https://yandex.com/support/mail/bounces/yandex/message-rejected-under-suspicion-of-spam"
MAILRU = "https://mailout.ru/2015/09"
MIMECAST = "https://mimecastsupport.zendesk.com/hc/en-us/articles/34000709564691"
BYTECAMP = "https://www.bytecamp.net/de/faq/email/zustellen.html"
ONESYSTEMS = "https://support.onesystems.ch/722126"
COMCAST = "http://security.comcast.net/get-help/Mail-Delivery-Error-Messages.aspx"
EMAILIT = "https://emailit.com/docs/smtp/troubleshooting/"
SEVEN = "https://sevencreative.co.uk/how-to-remove-yourself-from-the-hotmail-block-list/"
DIRECTADMIN = "https://forum.directadmin.com/threads/82240"

# where it is quoted, stage, reply, who is to blame, whether for good
REPLIES: tuple[tuple[str, Stage, str, str, bool], ...] = (
    (GOOGLE, "rcpt", "421 4.4.5 Server busy, try again later.", "us", False),
    (
        GOOGLE,
        "connect",
        (
            "421 4.7.0 Our system has detected an unusual rate of unsolicited mail originating from"
            " your IP address. To protect our users from spam, mail sent from your IP address has"
            " been temporarily blocked."
        ),
        "us",
        False,
    ),
    (
        GOOGLE,
        "rcpt",
        (
            "450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please"
            " resend your message at a later time. If the user is able to receive mail at that"
            " time, your message will be delivered."
        ),
        "mailbox",
        False,
    ),
    (GOOGLE, "dot", "451 4.3.0 Mail server temporarily rejected message.", "us", False),
    (
        GOOGLE,
        "rcpt",
        (
            "452 4.2.2 The email account that you tried to reach is over quota. Please direct the"
            " recipient to this article."
        ),
        "mailbox",
        False,
    ),
    (
        GOOGLE,
        "rcpt",
        "450 4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary error.",
        "us",
        False,
    ),
    (
        GOOGLE,
        "dot",
        "550 5.7.1 This message violates example.com email policy. - gcdp 0123 - gsmtp",
        "us",
        True,
    ),
    (
        KUMO,
        "rcpt",
        "552 5.2.2 The email account that you tried to reach is over quota. OverQuotaPerm",
        "mailbox",
        True,
    ),
    (
        YAHOO,
        "mail",
        (
            "421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred due to unexpected"
            " volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes"
        ),
        "us",
        False,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "dot",
        (
            "554 5.7.9 Message not accepted for policy reasons. See"
            " https://postmaster.yahooinc.com/error-codes"
        ),
        "us",
        True,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "rcpt",
        (
            "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.25, because the ip is"
            " in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html"
        ),
        "us",
        True,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "dot",
        (
            "550 5.7.9 This mail has been blocked because the sender is unauthenticated. Yahoo"
            " requires all senders to authenticate with either SPF or DKIM."
        ),
        "us",
        True,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "dot",
        "554 delivery error: dd This user doesn't have a yahoo.com account (ada@yahoo.com)",
        "address",
        True,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "dot",
        (
            "554 30 Sorry, your message to ada@aol.jp cannot be delivered. This mailbox is disabled"
            " (554.30)"
        ),
        "account",
        True,
    ),
    (
        SISIMAI + "yahooinc.rb",
        "dot",
        "552 1 Requested mail action aborted, mailbox not found",
        "address",
        True,
    ),
    (SISIMAI + "yahooinc.rb", "rcpt", "550 relaying denied for <ada@yahoo.com>", "us", True),
    (
        SEVEN,
        "rcpt",
        (
            "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your"
            " Internet service provider since part of their network is on our block list (S3150)."
        ),
        "us",
        True,
    ),
    (
        DIRECTADMIN,
        "mail",
        (
            "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP"
            " reputation. For e-mail delivery information, see https://aka.ms/postmaster (S775)"
        ),
        "us",
        False,
    ),
    (
        MICROSOFT,
        "rcpt",
        "550 5.4.1 Recipient address rejected: Access denied. [XX0EUR01.prod.outlook.com]",
        "address",
        True,
    ),
    (MICROSOFT, "rcpt", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "address", True),
    (MICROSOFT, "rcpt", "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded", "us", False),
    (
        SISIMAI + "microsoft.rb",
        "dot",
        "550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification",
        "us",
        True,
    ),
    (
        SISIMAI + "microsoft.rb",
        "rcpt",
        "550 5.7.606 Access denied, banned sending IP [192.0.2.1]",
        "us",
        True,
    ),
    (
        SISIMAI + "apple.rb",
        "rcpt",
        "550 5.1.1 <ada@icloud.com>: inactive email address",
        "address",
        True,
    ),
    (
        SISIMAI + "apple.rb",
        "rcpt",
        "552 5.2.2 <ada@icloud.com>: user is over quota",
        "mailbox",
        True,
    ),
    (
        SISIMAI + "apple.rb",
        "dot",
        (
            "550 5.7.1 [CS01] Message rejected due to local policy. Please visit"
            " https://support.apple.com/en-us/HT204137"
        ),
        "us",
        True,
    ),
    (
        SISIMAI + "apple.rb",
        "rcpt",
        (
            "421 4.7.1 Messages to ada@icloud.com deferred due to excessive volume. Try again"
            " later - https://support.apple.com/en-us/HT204137"
        ),
        "us",
        False,
    ),
    (
        SISIMAI + "franceptt.rb",
        "rcpt",
        "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]",
        "address",
        True,
    ),
    (
        SISIMAI + "franceptt.rb",
        "rcpt",
        "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]",
        "mailbox",
        True,
    ),
    (
        SISIMAI + "franceptt.rb",
        "connect",
        (
            "421 mwinf5c79 ME Trop de connexions, veuillez verifier votre configuration. Too many"
            " connections, slow down. OFR005_104 [104]"
        ),
        "us",
        False,
    ),
    (SISIMAI + "tencent.rb", "rcpt", "550 Ip frequency limited", "us", True),
    (SISIMAI + "tencent.rb", "dot", "550 Mail content denied", "content", True),
    (SISIMAI + "tencent.rb", "rcpt", "550 Mailbox not found", "address", True),
    (
        GMX,
        "connect",
        (
            "554-gmx.net (mxgmx104) Nemesis ESMTP Service not available 554-No SMTP service 554-IP"
            " address is block listed."
        ),
        "us",
        True,
    ),
    (
        IONOS,
        "rcpt",
        "550 <ada@gmx.net>: Requested action not taken: mailbox unavailable",
        "address",
        True,
    ),
    (
        IONOS,
        "dot",
        (
            "550 <ada@gmx.net>: Reject due to SPF policy. The originating IP of the message is not"
            " permitted by the domain owner"
        ),
        "us",
        True,
    ),
    (AWS, "dot", "454 Throttling failure: Maximum sending rate exceeded", "us", False),
    (AWS, "dot", "454 Throttling failure: Daily message quota exceeded", "us", False),
    (EMAILIT, "mail", "452 4.5.3 Daily message limit exceeded", "us", False),
    (
        SENDGRID,
        "rcpt",
        "450 too frequent connects from 198.51.100.135, please try again later.",
        "greylisting",
        False,
    ),
    (YANDEX, "dot", "554 5.7.1 Message rejected under suspicion of SPAM", "content", True),
    (MAILRU, "dot", "550 message sending for this account is disabled", "us", True),
    (
        KUMO,
        "rcpt",
        (
            "550 Message was not accepted -- invalid mailbox. Local mailbox ada@mail.ru is"
            " unavailable: user not found"
        ),
        "address",
        True,
    ),
    (
        MIMECAST,
        "rcpt",
        (
            "451 Internal resources are temporarily unavailable -"
            " https://community.mimecast.com/docs/DOC-1369#451"
        ),
        "greylisting",
        False,
    ),
    (BYTECAMP, "rcpt", "450 4.2.0 Recipient address rejected: Greylisted", "greylisting", False),
    (
        BYTECAMP,
        "rcpt",
        "450 4.7.1 Client host rejected: cannot find your reverse hostname",
        "us",
        False,
    ),
    (BYTECAMP, "dot", "571 5.7.1 message classified as spam", "content", True),
    (ONESYSTEMS, "rcpt", "554 5.7.1 : Recipient address rejected: User unknown", "address", True),
    (ONESYSTEMS, "rcpt", "550 5.1.8 : Sender address rejected: Domain not found", "us", True),
    (COMCAST, "connect", "421 Reverse DNS failure : Try again later", "us", False),
    (KUMO, "rcpt", "550 5.1.1 Not our Customer", "address", True),
    (KUMO, "rcpt", "556 5.1.10 Recipient address has a null MX", "address", True),
)


@pytest.mark.parametrize(("source", "stage", "reply", "blame", "permanent"), REPLIES)
def test_a_real_reply_is_read_rightly(
    source: str, stage: Stage, reply: str, blame: str, permanent: bool
) -> None:
    refusal = refusal_of(int(reply[:3]), reply[4:], stage=stage)
    assert (refusal.blame, refusal.permanent) == (blame, permanent), (source, refusal.evidence)
