"""What comes back: whether it is read, what piles up, and who refuses us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from briefing.audience.bounces import open_box
from briefing.config import Config
from briefing.errors import DeliveryError
from briefing.health import network_checks
from briefing.health.finding import HealthFinding, fault, good, note, warning
from briefing.store import Store
from briefing.wiring.providers import providers_of

# What came back longer ago is history; chosen, not measured.
RECENT = timedelta(days=7)
# Refusals of one domain that are worth a line; chosen, not measured.
MANY_REFUSALS = 5
# Domains named; chosen, not measured.
MOST_DOMAINS = 5
# Mails for a person; more than one looks through in a minute; chosen, not measured.
MANY_MAILS = 20


def pile(config: Config, *, network: bool) -> Iterator[HealthFinding]:
    """What lies in the bounce mailbox; one on a server is asked with `network` only."""
    chosen = config.delivery.bounces
    there = chosen.maildir and (config.path(chosen.maildir) / "new").is_dir()
    if not (there or (chosen.imap and not chosen.maildir and network)):
        return  # what is not there is said elsewhere
    with open_box(config) as box:
        lying = box.counts()
    if lying.flagged >= MANY_MAILS:
        todo = "look through them; `briefing deliveries bounces --again` reads them once more"
        what = f"{lying.flagged} mails were not understood and lie in the mailbox, flagged"
        yield warning("bounces", what, todo)
    elif lying.flagged:
        what = f"{lying.flagged} mails were not understood and lie in the mailbox, flagged"
        yield note("bounces", what, "look through them")
    if lying.waiting:
        todo = "briefing deliveries bounces"
        yield note("bounces", f"{lying.waiting} mails wait to be read", todo)


def webhooks(config: Config, now: datetime) -> Iterator[HealthFinding]:
    """Whether the webhooks the config names can be served: their secrets, and an address."""
    named = network_checks.named_webhooks(config)
    if not named:
        return
    try:
        providers_of(config, get=str.encode, clock=lambda: now)
    except DeliveryError as error:
        yield fault("bounces", f"webhooks: {error}", "set it where `briefing serve` runs")
        return
    if not config.web.url:
        what = "webhooks are named, and `web: url:` is not: providers need an address to post to"
        yield warning("bounces", what, "set `web: url:` to the address that providers reach")
    else:
        yield good("bounces", f"providers report by webhook: {', '.join(named)}")


def refusals(opened: Store, now: datetime) -> Iterator[HealthFinding]:
    """Domains that refuse us, rather than their readers, and those that lost many readers."""
    counts = opened.bounces.counts(now - RECENT)
    many = [each for each in counts if each[2] >= MANY_REFUSALS]
    for kind, domain, count in many[:MOST_DOMAINS]:
        if kind == "policy":
            todo = "read why: briefing deliveries list --state sent"
            what = f"{domain} refused {count} messages for what we are or send"
            yield warning("bounces", f"{what} (7 days)", todo)
        elif kind == "complaint":
            todo = "ask those who did not ask for it no more (docs/subscribers.md)"
            yield warning("bounces", f"{count} readers at {domain} complained (7 days)", todo)
