"""The desk, wired and served."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from briefing.desk.accounts import first_link
from briefing.desk.passwords import require_argon2
from briefing.errors import InputError
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.app import desk_app
from briefing.web.desk.desk_jobs import DeskJobs
from briefing.web.desk.desk_pages import SlotsAhead
from briefing.web.server import serve_app

ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - refused below, not listened on


def serve_desk(
    pipeline: Pipeline,
    *,
    file: Path,
    host: str,
    port: int,
    ready: Callable[[str, str], None],
    coming: SlotsAhead,
) -> None:
    """Serve until SIGTERM or Ctrl-C.

    `ready` is told the address, and a link that makes the first admin; "" where there is
    an account. BriefingError where what the desk needs is not installed.
    InputError where the port is taken, and where it would listen to all the world
    without knowing by which name it is asked for.
    """
    if host in ANYWHERE and not pipeline.config.desk.url:
        hint = "set `desk: url:` to the address editors know"
        raise InputError("listens to everybody, but under no name", where=host, hint=hint)
    require_argon2()
    told, name = partial(_told, pipeline, ready), "" if host in ANYWHERE else host
    with DeskJobs() as jobs:
        app = desk_app(pipeline, file=file, host=name, jobs=jobs, coming=coming)
        serve_app(app, host=host, port=port, ready=told, proxied=False)


def _told(pipeline: Pipeline, ready: Callable[[str, str], None], url: str) -> None:
    token = first_link(pipeline.newsletter)
    known = pipeline.config.desk.url or url.rstrip("/")
    ready(url, f"{known}/welcome/{token}" if token else "")
