"""`briefing check`: faults that mail clients would show."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_rows


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@common
def check(context: Context, path: Path | None) -> int:
    """Look for faults that mail clients would show.

    PATH is an edition's folder; the last built, unless named.
    Size, tables, pictures, headings, links, contrast, and whether all views
    tell the same stories. A warning is no failure.
    """
    from briefing.desk.check import check_files

    with context.pipeline() as pipeline:
        edition, findings = check_files(pipeline, path)
    if context.as_json:
        show_json({"edition": edition.id, "findings": [asdict(finding) for finding in findings]})
    else:
        rows = [
            ("ok" if finding.ok else finding.level, finding.check, finding.detail)
            for finding in findings
        ]
        show_rows(("result", "check", "detail"), rows)
    return 1 if any(not finding.ok and finding.level == "error" for finding in findings) else 0
