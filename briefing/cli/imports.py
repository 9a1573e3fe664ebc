"""`briefing subscribers import`, `imports` and `ask`: readers from a file, and back again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.options import Context, common
from briefing.cli.output import counted, fault_records, show_json, show_rows

if TYPE_CHECKING:
    from briefing.audience.import_columns import Choices
    from briefing.audience.invitations import Asked
    from briefing.audience.subscriber_import import ImportPlan
    from briefing.newsletter import Newsletter

NOBODY = 3
PROGRAMS = ("listmonk", "mailchimp", "ghost", "substack", "buttondown", "plain")
STANDINGS = ("active", "pending", "unsubscribed", "bounced", "complained", "blocked")


class _Pair(click.ParamType[tuple[str, str]]):
    """`OURS=THEIRS`, parted at the last sign: a word of theirs may hold one."""

    name = "pair"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Both sides; a usage error where there are none."""
        left, sign, right = str(value).rpartition("=")
        if not sign or not right:
            self.fail(f"{value!r} is no pair such as status=active", param, ctx)
        return left, right


@click.command("import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), required=False
)
@click.option("--from", "program", type=click.Choice(PROGRAMS), help="Whose export the file is.")
@click.option(
    "--as",
    "whole_file",
    type=click.Choice(("active", "unsubscribed", "blocked")),
    help="What all readers of the file are.",
)
@click.option("--consent", default="", help="Where and when the readers agreed; kept with each.")
@click.option("--status", "words", multiple=True, type=_Pair(), help="What a word of theirs means.")
@click.option("--column", "columns", multiple=True, type=_Pair(), help="email=THEIRS, and so on.")
@click.option("--ignore", multiple=True, help="A column that does not say who may be written to.")
@click.option("--cause", default="imported", show_default=True, help="Kept with each record.")
@click.option("--dry-run", is_flag=True, help="Show what would happen; take nobody in.")
@click.option("--undo", type=int, metavar="ID", help="Take an import back.")
@common
def import_all(context: Context, /, file: str | None, **options: Any) -> int:
    """Take readers in from a CSV file.

    `-` is stdin; one column holds addresses. Readers without consent are pending and asked by
    mail; --consent makes them active. Who has unsubscribed here or is blocked is not
    brought back. What may say who has left and is not understood stops the import with a
    question (exit code 2), and nobody is taken in.
    """
    if options["undo"] is not None:
        return _undo(context, options["undo"])
    if not file:
        raise click.UsageError("name a FILE to take in, or an import to --undo")
    choices = _choices(**options)
    with context.newsletter() as newsletter:
        if options["dry_run"]:
            return _show_plan(context, _plan(file, choices, options["consent"]))
        return _import(context, newsletter, file, choices, options)


def _choices(**options: Any) -> Choices:
    from briefing.audience.import_columns import Choices

    for word, meant in options["words"]:
        if meant not in STANDINGS:
            what = f"{word!r} can mean one of {', '.join(STANDINGS)}, not {meant!r}"
            raise click.BadParameter(what, param_hint="--status")
    program = options["program"]
    return Choices(
        program=None if program == "plain" else program,
        is_plain=program == "plain",
        whole_file=options["whole_file"],
        words=dict(options["words"]),
        columns=dict(options["columns"]),
        ignored=options["ignore"],
    )


def _plan(file: str, choices: Choices, consent: str) -> ImportPlan:
    from briefing.audience.csv_records import csv_file
    from briefing.audience.subscriber_import import plan_import

    with csv_file(file) as opened:
        return plan_import(opened, choices, consent)


def _show_plan(context: Context, plan: ImportPlan) -> int:
    _name_what_is_left(context, plan)
    for fault in plan.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    for outcome, count in sorted(plan.counts.items()):
        context.talk.say(f"would be {outcome}: {count:,}")
    context.talk.say(f"nothing was taken in; {len(plan.faults)} could not be used")
    samples = [
        (outcome, each.subscriber.email, each.subscriber.name, " ".join(each.tags))
        for outcome, sample in sorted(plan.samples.items())
        for each in sample
    ]
    columns = ("would_be", "email", "name", "tags")
    if context.as_json:
        show_json(
            {
                "counts": dict(sorted(plan.counts.items())),
                "ignored": list(plan.ignored),
                "samples": [dict(zip(columns, row, strict=True)) for row in samples],
                "faults": fault_records(plan.faults),
            }
        )
    else:
        show_rows(("would be", *columns[1:]), samples)
    return 1 if plan.faults else 0


def _name_what_is_left(context: Context, plan: ImportPlan) -> None:
    if plan.ignored:
        context.talk.warn(f"columns that are not read: {', '.join(plan.ignored)}")


def _import(
    context: Context, newsletter: Newsletter, file: str, choices: Choices, options: dict[str, Any]
) -> int:
    from briefing.audience.subscriber_import import import_file

    done = import_file(
        newsletter.store,
        file,
        choices,
        newsletter=newsletter.id,
        at=context.clock(),
        consent=options["consent"],
        cause=options["cause"],
    )
    _name_what_is_left(context, done.plan)
    for fault in done.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    context.talk.say(f"{done.taken} taken in, {len(done.faults)} not{_outcomes(done.plan)}")
    if choices.whole_file == "active" and not options["consent"]:
        context.talk.warn("no consent is on record: `--consent` keeps where and when they agreed")
    asked = _ask(context, newsletter)
    undo = f"briefing subscribers import --undo {done.number}"
    context.talk.say(f"import {done.number}; take it back with `{undo}`")
    if context.as_json:
        faults = fault_records(done.faults)
        counts = {"import": done.number, "taken": done.taken, "asked": asked.mailed}
        left = {"waiting": asked.waiting, "ignored": list(done.plan.ignored)}
        show_json(counts | left | {"counts": dict(done.plan.counts), "faults": faults})
    return 1 if done.faults else 0


def _outcomes(plan: ImportPlan) -> str:
    """`: 1,200 active, 3 blocked, 17 unsubscribed`: whether those who left stay out."""
    named = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(plan.counts.items()))
    return f": {named}" if named else ""


def _ask(context: Context, newsletter: Newsletter) -> Asked:
    """Ask some of those who wait, and say how many are left, and why."""
    from briefing.audience.invitations import invite_waiting

    asked = invite_waiting(newsletter.config, newsletter.store, context.clock)
    if asked.mailed:
        context.talk.say(f"{counted(asked.mailed, 'reader')} asked by mail to confirm")
    if asked.refused:
        who = counted(asked.refused, "reader")
        context.talk.warn(f"{who} not asked: they were lately, or three times, or are blocked")
    if asked.waiting:
        how = asked.why or "by `briefing run`, the daemon, or `briefing subscribers ask`"
        context.talk.say(f"{counted(asked.waiting, 'reader')} still to be asked: {how}")
    return asked


def _undo(context: Context, number: int) -> int:
    with context.newsletter() as newsletter:
        undone = newsletter.store.imports.undo(number, newsletter=newsletter.id, at=context.clock())
    context.talk.say(
        f"import {number} is taken back: {undone.removed} removed, {undone.put_back} put back, "
        f"{undone.kept} left as they are since"
    )
    if context.as_json:
        show_json(asdict(undone))
    return 0


@click.command()
@common
def imports(context: Context) -> None:
    """List the imports, newest first, with the words that were kept."""
    with context.newsletter() as newsletter:
        found = newsletter.store.imports.list(newsletter.id)
    if context.as_json:
        show_json([_record(asdict(each)) for each in found])
    else:
        rows = [
            (
                str(each.number),
                f"{each.at:%Y-%m-%d %H:%M} UTC",
                each.file,
                str(each.taken),
                "taken back" if each.undone_at else "",
                each.cause,
            )
            for each in found
        ]
        show_rows(("id", "at", "file", "taken", "", "cause"), rows)


def _record(fields: dict[str, Any]) -> dict[str, Any]:
    moments = {name: fields[name] and fields[name].isoformat() for name in ("at", "undone_at")}
    return fields | moments


@click.command("ask")
@common
def ask_waiting(context: Context) -> int:
    """Ask readers of imports by mail to confirm.

    Ends with 3 where nobody could be asked.
    """
    with context.newsletter() as newsletter:
        asked = _ask(context, newsletter)
    if context.as_json:
        show_json(asdict(asked))
    return 0 if asked.mailed else NOBODY
