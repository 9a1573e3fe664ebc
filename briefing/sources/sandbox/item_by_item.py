"""A feed that cannot be read as a whole: which of its items are to blame, and the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.errors import SourceError
from briefing.models import Fault, Keyed
from briefing.sources.parse.feed_items import Frame, Item, without
from briefing.sources.sandbox.results import ReadResult

Read = Callable[[bytes], tuple[Keyed, ...]]

# Each item to blame costs the time limit twice: once in its chunk, once alone.
CHUNK_ITEMS = 50
# After so many a feed counts as hostile (docs/decisions.md, Sources); chosen, not measured.
MAX_FAULTS = 5


def read_item_by_item(
    frame: Frame, items: Sequence[Item], *, read: Read, whole: SourceError
) -> ReadResult:
    """The stories of all items but those that `read` fails over; each of these is a fault.

    Raises `whole`, the error of the feed as a whole, where none can be read. After
    five faults the feed counts as hostile: what was not tried by then is one fault more.
    """
    stories: list[Keyed] = []
    faults: list[Fault] = []
    failing: set[int] = set()
    for chunk in _chunks(items):
        if len(faults) >= MAX_FAULTS:
            faults.append(_untried(chunk[0], items, whole))
            failing.update(range(chunk[0].number, items[-1].number + 1))
            break
        chunk_stories, chunk_faults = _chunk(frame, chunk, read)
        stories += chunk_stories
        faults += [Fault(where=item.name, why=why) for item, why in chunk_faults]
        failing.update(item.number for item, _ in chunk_faults)
    if not stories:
        raise whole
    together = _together(frame, without(items, failing), read) if failing else None
    return ReadResult(stories=together or tuple(stories), faults=tuple(faults))


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[at : at + CHUNK_ITEMS] for at in range(0, len(items), CHUNK_ITEMS))


def _chunk(
    frame: Frame, items: Sequence[Item], read: Read
) -> tuple[list[Keyed], list[tuple[Item, str]]]:
    """The stories of a chunk, and its items that failed with the reason."""
    try:
        return list(read(frame.document(items))), []
    except SourceError as error:
        if len(items) == 1:
            return [], [(items[0], error.what)]
    stories: list[Keyed] = []
    failed: list[tuple[Item, str]] = []
    for at, item in enumerate(items):
        if len(failed) >= MAX_FAULTS:
            failed += [(left, "was not tried: too many before it failed") for left in items[at:]]
            break
        single_stories, single_failed = _chunk(frame, [item], read)
        stories += single_stories
        failed += single_failed
    return stories, failed


def _together(frame: Frame, items: Sequence[Item], read: Read) -> tuple[Keyed, ...] | None:
    """The items read as one feed again: only so is known which links several of them share."""
    try:
        return read(frame.document(items))
    except SourceError:
        return None


def _untried(first: Item, items: Sequence[Item], whole: SourceError) -> Fault:
    last = items[-1].number
    return Fault(where=f"items {first.number} to {last}", why=f"were not tried: {whole.what}")
