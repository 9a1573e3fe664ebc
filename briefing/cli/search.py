"""`briefing search`: full text over all stories and editions in the store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.options import MOMENT, Context, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_story_shapes import FoundRecord, SearchRecord
    from briefing.store.archive_search import Hit, Hits

# Of a passage so much is shown in a line of the list; chosen, not measured.
SHOWN_CHARS = 100
_FILTERS = (
    click.option("--source", default="", metavar="NAME", help="Carried by this source."),
    click.option("--publisher", default="", metavar="NAME", help="Written by this publisher."),
    click.option("--language", default="", metavar="CODE", help="In this language, e.g. en."),
    click.option("--since", type=MOMENT, help="From this moment on."),
    click.option("--until", type=MOMENT, help="Until this moment."),
    click.option("--kind", type=click.Choice(("story", "edition")), help="Only these."),
    click.option(
        "--state",
        type=click.Choice(("used", "held", "dropped", "unused")),
        help="Stories of this state.",
    ),
    click.option("--published", is_flag=True, help="Only editions that went to readers."),
    click.option("--limit", default=20, show_default=True, help="At most so many, up to 100."),
    click.option("--offset", default=0, show_default=True, help="After so many."),
)


def _filtered(command: Any) -> Any:
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1)
@click.option("--without", multiple=True, metavar="WORD", help="Not with this word or phrase.")
@_filtered
@common
def search(
    context: Context, /, words: tuple[str, ...], without: tuple[str, ...], **options: Any
) -> None:
    """Search all stories and editions in the store.

    All words have to be there; case and accents do not count. `word*` is a
    beginning, '"two words"' stand side by side. What was found goes into the
    next edition by `briefing edit add ID`.
    """
    from briefing.desk.story_search import search_archive

    query = " ".join((*words, *map(_excluded, without)))
    published = options.pop("published")
    with context.newsletter() as newsletter:
        hits = search_archive(newsletter, query, published_only=published, **options)
    _show(context, query, hits)


def _excluded(word: str) -> str:
    bare = word.replace('"', " ")
    return f'-"{bare}"'


def _show(context: Context, query: str, hits: Hits) -> None:
    if context.as_json:
        show_json(_record(query, hits))
        return
    rows = [
        (hit.id, _day(hit.day), hit.outlet or hit.kind, hit.title, _line(hit)) for hit in hits.hits
    ]
    show_rows(("id", "day", "publisher", "title", "passage"), rows)
    order = "the best first" if hits.by_relevance else "the newest first"
    count = f"more than {hits.total:,}" if hits.more else f"{hits.total:,}"
    context.talk.say(f"{count} found, {order}")
    if hits.cut:
        context.talk.warn("the query was cut: it has more words than are searched for")


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _line(hit: Hit) -> str:
    """The passage on one line, from shortly before the first word that was found."""
    start = max(hit.snippet.marks[0][0] - SHOWN_CHARS // 4, 0) if hit.snippet.marks else 0
    return " ".join(hit.snippet.text[start : start + SHOWN_CHARS].split())


def _record(query: str, hits: Hits) -> SearchRecord:
    return {
        "query": query,
        "total": hits.total,
        "more": hits.more,
        "by_relevance": hits.by_relevance,
        "cut": hits.cut,
        "hits": [_found(hit) for hit in hits.hits],
    }


def _found(hit: Hit) -> FoundRecord:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "title": hit.title,
        "title_marks": [list(span) for span in hit.title_marks],
        "passage": hit.snippet.text,
        "start": hit.snippet.start,
        "marks": [list(span) for span in hit.snippet.marks],
        "day": hit.day.isoformat(),
        "language": hit.language,
        "publisher": hit.outlet,
        "source": hit.source,
        "url": hit.url,
    }
