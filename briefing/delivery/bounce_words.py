"""How mail systems say in words that a mail came back, is late, or was answered by a machine.

Phrases in lower case, looked for as plain text.
"""

from __future__ import annotations

# Subjects of bounces.
FAILURE_SUBJECTS = (
    "undeliver",
    "not delivered",
    "delivery fail",
    "failure notice",
    "failure delivery",
    "returned mail",
    "delivery status",
    "delivery notification",
    "delivery problem",
    "mail delivery",
    "message delivery",
    "message status",
    "mail failure",
    "failed mail",
    "mail system error",
    "non-delivery",
    "nondelivery",
    "user unknown",
    "could not be delivered",
    "error sending your mail",
    "unzustellbar",
    "non remis",
    "no se puede entregar",
    "mancata consegna",
)
# The text of a bounce.
FAILED = (
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "not be delivered",
    "was not delivered",
    "wasn't delivered",
    "not deliver",
    "n't deliver",
    "unable to deliver",
    "able to deliver",
    "delivery failed",
    "delivery has failed",
    "delivery failure",
    "delivery error",
    "failed permanently",
    "permanent error",
    "permanent failure",
    "did not reach",
    "didn't reach",
    "undeliverable",
    "returned to sender",
    "was rejected",
    "giving up",
    "given up",
    "failed address",
)
# The text of a warning: nothing has come back yet.
DELAYED = (
    "has been delayed",
    "is delayed for",
    "delivery is delayed",
    "has not yet been delivered",
    "hasn't been delivered yet",
    "not been delivered yet",
    "will continue to be made",
    "will continue to try",
    "will keep trying",
    "will be retried",
    "will retry",
    "temporary failure report",
    "this is a warning message only",
    "no action is required on your part",
    "do not need to resend",
    "do not need to re-send",
)
# Beside a refusal for the moment: it may pass, whatever it is about.
PASSING = ("try again", "temporar", "will retry", "deferred", "timed out", "timeout")
# There is such a mailbox, whatever a report's fields say.
EXISTS = (
    "mailbox full",
    "mailbox is full",
    "over quota",
    "overquota",
    "quota exceeded",
    "not enough disk space",
    "account is disabled",
    "mailbox is disabled",
    "account has been disabled",
)
# A server's standing words for 550 (RFC 5321, 4.2.2), which name policy as a cause too.
STANDING = (
    "mailbox unavailable",
    "mailbox is unavailable",
    "mailbox not available",
)
# Of an address, so plain that no code is needed beside it.
PLAIN = (
    "user unknown",
    "unknown user",
    "user not found",
    "user not known",
    "unknown recipient",
    "recipient unknown",
    "recipient not found",
    "unknown address",
    "unknown mailbox",
    "no such user",
    "no such recipient",
    "no such address",
    "no mailbox",
    "no user",
    "not a valid mailbox",
    "unknown local",
    "addressee unknown",
)
# Subjects of machines that answer for a person begin so.
ANSWERED = (
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "auto response",
    "out of office",
    "out of the office",
    "vacation",
    "on vacation",
    "automatische antwort",
    "abwesenheit",
    "abwesend",
    "réponse automatique",
    "respuesta automática",
    "resposta automática",
    "risposta automatica",
    "automatisch antwoord",
)
