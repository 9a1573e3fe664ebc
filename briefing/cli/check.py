"""`briefing check`: faults that mail clients would show."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_shapes import EditorialRecord
    from briefing.desk.editorial import EditorialFinding


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--editorial", is_flag=True, help="Look at what is told instead, as an editor does.")
@common
def check(context: Context, path: Path | None, *, editorial: bool) -> int:
    """Look for faults that mail clients would show.

    PATH is an edition's folder; the last built, unless named.
    With --editorial PATH may be an edition's id.
    Size, tables, pictures, headings, links, contrast, and whether all views
    tell the same stories. A warning is no failure.
    """
    if editorial:
        return _check_editorial(context, path)
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


def _check_editorial(context: Context, path: Path | None) -> int:
    """What an editor should look at; nothing of it is a fault, so the code is 0."""
    from briefing.desk.editorial_reading import check_stored

    with context.newsletter() as newsletter:
        report = check_stored(newsletter, _edition_named(path))
    if context.as_json:
        findings = [_editorial_record(finding) for finding in report.findings]
        show_json({"edition": report.edition.id, "to_look_at": findings})
        return 0
    for finding in report.findings:
        click.echo(f"{finding.what}\n    {finding.why}")
        click.echo(f"    → {finding.act.words}")
        if finding.act.command:
            click.echo(f"      {finding.act.command}")
    context.talk.say(f"{report.edition.id}: {len(report.findings)} to look at")
    return 0


def _edition_named(path: Path | None) -> str:
    """The id of an edition that is named by it or by its folder; "" for the last."""
    if path is None:
        return ""
    file = path / "edition.json"
    if not file.is_file():
        return str(path)
    from briefing.desk.proof import read_edition

    return read_edition(file).id


def _editorial_record(finding: EditorialFinding) -> EditorialRecord:
    edit, sentence = finding.act.edit, finding.sentence
    return {
        "kind": finding.kind,
        "block": finding.block,
        "story_id": finding.story_id,
        "sentence": sentence.text if sentence else "",
        "what": finding.what,
        "why": finding.why,
        "act": finding.act.words,
        "command": finding.act.command,
        "decision": edit.kind if edit else "",
        "story_ids": list(edit.story_ids) if edit else [],
        "value": edit.value if edit else "",
    }
