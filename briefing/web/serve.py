"""The pages of a newsletter, wired and served."""

from __future__ import annotations

from collections.abc import Callable

from briefing.audience.self_service import Readers
from briefing.pipeline.pipeline import Pipeline
from briefing.web.background import Errands
from briefing.web.reader_pages import reader_app
from briefing.web.responses import Frame
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
    readers = Readers(config=pipeline.config, store=pipeline.store, clock=pipeline.clock)
    frame = Frame(config=pipeline.config, theme=pipeline.theme)
    with Errands(say) as errands:
        app = reader_app(readers, frame, errands)
        serve_app(app, host=host, port=port, ready=ready)
