"""The pages of a newsletter, wired and served."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from briefing.audience.self_service import SelfService
from briefing.health.metrics import LastBeat
from briefing.pipeline.pipeline import Pipeline
from briefing.sources import Client
from briefing.web.background_queue import BackgroundQueue
from briefing.web.kept_pages import PageKeeper
from briefing.web.metrics_pages import MetricsPages
from briefing.web.provider_webhooks import ProviderWebhooks
from briefing.web.reader_pages import reader_app
from briefing.web.responses import PageTemplates
from briefing.web.server import serve_app
from briefing.wiring.parts import client_of
from briefing.wiring.providers import providers_of

# Amazon has one certificate a region, and changes it once a year; chosen, not measured.
MOST_CERTIFICATES = 8


def serve_readers(
    pipeline: Pipeline,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    say: Callable[[str], None],
    last_beat: LastBeat = lambda: None,
) -> None:
    """Serve until SIGTERM or Ctrl-C; what was asked for until then is still mailed.

    `say` is told what could not be mailed; `last_beat` is when the daemon was last alive,
    for /metrics. InputError where the port is taken.
    """
    readers = SelfService(config=pipeline.config, store=pipeline.store, clock=pipeline.clock)
    templates = PageTemplates(config=pipeline.config, theme=pipeline.theme)
    with BackgroundQueue(say) as background, client_of(pipeline.config) as client:
        shown = pipeline.config.web.metrics
        watched = MetricsPages(pipeline.newsletter, last_beat, shown=shown)
        webhooks = _webhooks(pipeline, client, say)
        more = (*watched.routes(), *webhooks.routes())
        app = reader_app(readers, templates, background, PageKeeper(), more=more)
        serve_app(app, host=host, port=port, ready=ready)


def _webhooks(pipeline: Pipeline, client: Client, say: Callable[[str], None]) -> ProviderWebhooks:
    @lru_cache(maxsize=MOST_CERTIFICATES)
    def get(address: str) -> bytes:
        return client.get(address).body

    return ProviderWebhooks(
        config=pipeline.config,
        store=pipeline.store,
        clock=pipeline.clock,
        providers=providers_of(pipeline.config, get=get, clock=pipeline.clock),
        say=say,
    )
