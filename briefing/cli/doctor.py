"""`briefing doctor`: what is wrong here, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.health import HealthFinding

SIGNS = {"good": "ok", "note": "note", "warning": "WARN", "fault": "FAULT"}
COLORS = {"good": "green", "note": None, "warning": "yellow", "fault": "red"}


@click.command()
@click.option("--no-network", is_flag=True, help="Look nothing up, ask no relay.")
@common
def doctor(context: Context, no_network: bool) -> int:  # noqa: FBT001
    """Say what is wrong here, and what to do about it.

    Config, Python, store, sources, templates, schedule, delivery, pages, and
    the DNS records to publish. Nothing is changed or sent. Ends with 1 where
    there is a fault.
    """
    findings = tuple(_findings(context, network=not no_network))
    if context.as_json:
        show_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            _show_finding(context, finding)
    return 1 if any(finding.level == "fault" for finding in findings) else 0


def _findings(context: Context, *, network: bool) -> Iterable[HealthFinding]:
    from briefing.health import examine
    from briefing.health.finding import fault
    from briefing.health.run import unopened
    from briefing.health.store_checks import todo_about
    from briefing.schedule.health import heartbeat

    try:
        pipeline = context.pipeline()
    except BriefingError as error:
        yield from unopened(context.config)
        if error.exit_code != 2:
            yield fault("store", str(error), todo_about(str(error)))
        return
    with pipeline:
        yield from examine(pipeline, network=network)
        yield from heartbeat(pipeline)


def _show_finding(context: Context, finding: HealthFinding) -> None:
    if context.talk.quiet and finding.level in {"good", "note"}:
        return
    sign = click.style(f"{SIGNS[finding.level]:<5}", fg=COLORS[finding.level])
    click.echo(f"{sign}  {finding.area:<9}  {finding.what}")
    if finding.todo:
        click.echo(f"{'':18}{finding.todo}")
