"""The pages of a newsletter, wired and served."""

from __future__ import annotations

from collections.abc import Callable

from briefing.audience.self_service import SelfService
from briefing.pipeline.pipeline import Pipeline
from briefing.web.background_queue import BackgroundQueue
from briefing.web.kept_pages import PageKeeper
from briefing.web.reader_pages import reader_app
from briefing.web.responses import PageTemplates
from briefing.web.server import serve_app


def serve_readers(
    pipeline: Pipeline,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    say: Callable[[str], None],
) -> None:
    """Serve until SIGTERM or Ctrl-C; what was asked for until then is still mailed.

    `say` is told what could not be mailed. InputError where the port is taken.
    """
    readers = SelfService(config=pipeline.config, store=pipeline.store, clock=pipeline.clock)
    templates = PageTemplates(config=pipeline.config, theme=pipeline.theme)
    with BackgroundQueue(say) as background:
        app = reader_app(readers, templates, background, PageKeeper())
        serve_app(app, host=host, port=port, ready=ready)
