"""The daemon's own server for machines that watch: a thread beside the schedule."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from briefing.web.metrics_pages import MetricsPages, metrics_app
from briefing.web.server import listen

# Scrapers ask one after the other; more are answered with 503. Chosen, not measured.
MOST_SCRAPERS = 10
# For an answer under way when the daemon ends; chosen, not measured.
SCRAPE_GRACE_SECONDS = 1


@contextmanager
def served(pages: MetricsPages, address: str) -> Iterator[str]:
    """Serve on `HOST:PORT` while the block runs; gives the URL. InputError where it is taken."""
    host, _, port = address.rpartition(":")
    listener = listen(host.strip("[]"), int(port))
    config = uvicorn.Config(
        metrics_app(pages),
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        limit_concurrency=MOST_SCRAPERS,
        timeout_graceful_shutdown=SCRAPE_GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listener])), name="metrics", daemon=True
    )
    thread.start()
    try:
        yield f"http://{host}:{listener.getsockname()[1]}/metrics"
    finally:
        server.should_exit = True
        thread.join(timeout=2 * SCRAPE_GRACE_SECONDS + 1)
        listener.close()
