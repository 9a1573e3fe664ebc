"""The desk, wired and served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefing.errors import InputError
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.app import desk_app
from briefing.web.server import serve_app

ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - refused below, not listened on


def serve_desk(
    pipeline: Pipeline, *, file: Path, host: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` is told the address.

    InputError where the port is taken, and where it would listen to all the world
    without knowing by which name it is asked for.
    """
    if host in ANYWHERE and not pipeline.config.desk.url:
        hint = "set `desk: url:` to the address editors know"
        raise InputError("listens to everybody, but under no name", where=host, hint=hint)
    app = desk_app(pipeline, file=file, host="" if host in ANYWHERE else host)
    serve_app(app, host=host, port=port, ready=ready, proxied=False)
