"""All checks, in the order a person would look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.config import Config, load
from briefing.errors import BriefingError, ConfigError
from briefing.health import bounce_checks, network_checks, store_checks
from briefing.health.finding import HealthFinding, fault, good, warning
from briefing.health.network_checks import system_lookup
from briefing.health.python_checks import machine
from briefing.pipeline.pipeline import Pipeline
from briefing.pipeline.progress import silent
from briefing.wiring.parts import language_note


def examine(opened: Pipeline, *, network: bool = True) -> Iterator[HealthFinding]:
    """Look at everything; a check that fails is a finding, and stops no other.

    Without `network` nothing is looked up and no relay is asked.
    """
    config, store, now = opened.config, opened.store, opened.clock()
    count = len(config.sources)
    yield good("config", f"{config.newsletter.title}: {count} source{'s' if count > 1 else ''}")
    yield from machine()
    yield from _safely("store", store_checks.store(config, store))
    yield from _safely("sources", store_checks.sources(config, store))
    yield from _safely("templates", _templates(opened))
    yield from _safely("templates", _language(config))
    yield from _safely("schedule", store_checks.slots(config, store, now))
    yield from _safely("delivery", store_checks.deliveries(config, store))
    yield from _safely("delivery", store_checks.audiences(config, store))
    yield from _safely("delivery", network_checks.delivery(config))
    yield from _safely("bounces", network_checks.bounces(config))
    yield from _safely("bounces", bounce_checks.pile(config, network=network))
    yield from _safely("bounces", bounce_checks.webhooks(config, now))
    yield from _safely("bounces", bounce_checks.refusals(store, now))
    yield from _safely("pages", network_checks.pages(config))
    if network:
        yield from _safely("delivery", network_checks.relay(config))
    yield from _safely("dns", network_checks.dns(config, system_lookup if network else None))
    yield from network_checks.signer(config)


def unopened(config: Path) -> Iterator[HealthFinding]:
    """What can be said where the newsletter cannot even be opened: why, and the machine."""
    try:
        load(config)
    except ConfigError as error:
        yield from (fault("config", line, "correct the file") for line in error.faults)
    yield from machine()


def _templates(opened: Pipeline) -> Iterator[HealthFinding]:
    """The newest edition, rendered: a broken template names its file and line."""
    edition = opened.store.editions.latest(opened.config.newsletter.id)
    if edition is not None:
        unheard = opened.at(opened.clock())
        unheard.progress = silent
        unheard.render(edition)
        yield good("templates", f"{edition.id} can be rendered")


def _language(config: Config) -> Iterator[HealthFinding]:
    """Whether readers get a letter in one language."""
    if what := language_note(config):
        base = config.newsletter.language.partition("-")[0]
        todo = f"write templates/locales/{base}.yaml (docs/look.md); what you leave out is English"
        yield warning("templates", what, todo)


def _safely(area: str, findings: Iterable[HealthFinding]) -> Iterator[HealthFinding]:
    try:
        yield from findings
    except BriefingError as error:
        yield fault(area, str(error), "")
