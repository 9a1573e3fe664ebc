"""A desk whose every text is hostile: config, stories, decisions, readers, answers of servers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from briefing.config.sources_section import source_from
from briefing.desk.accounts import account_key
from briefing.errors import InputError
from briefing.models import Edit, Keyed, Media, Settlement, Slot, SourceReport, Subscriber
from briefing.store.schedule_state import Halt
from briefing.store.subscriptions import Subscription
from tests.make import NOW, make_edition, make_reference, make_story
from tests.web.desk.house import DeskHouse, served_desk
from tests.web.desk.invented_words import invented

EDITION, PAST = "n-2026-11-24", "n-2026-11-20"
# Texts that one story holds, stories of one topic, tags of one reader, lines of the calendar.
TEXTS_A_STORY, STORIES_A_TOPIC, TAGS_A_READER, CALENDAR_LINES = 12, 4, 60, 40
LONGEST_NAME_CHARS = 200
# Every story has it, to be found by.
COMMON = "harbour"


@dataclass(frozen=True)
class PlantedDesk:
    """The house, where it is served, and the texts that stand in it."""

    house: DeskHouse
    url: str
    texts: tuple[str, ...]


@contextmanager
def planted_desk(home: Path, texts: Sequence[str]) -> Iterator[PlantedDesk]:
    """A desk with these texts in all its places; the draft of EDITION is built."""
    name = packed(texts, LONGEST_NAME_CHARS)
    letter = {
        "id": "n",
        "title": name[0],
        "tagline": name[-1],
        "address": name[-1],
        "sender": "D <d@example.org>",
    }
    over: dict[str, Any] = {
        "newsletter": letter,
        "sources": sources_of(texts),
        "edition": {"window": "all", "max_topics": 40},
        "schedule": {"at": ["07:00"]},
    }
    with served_desk(home, **over) as (house, url):
        plant_past(house, texts)
        plant_people(house, texts)
        plant_records(house, texts)
        plant_stories(house, texts)
        house.pipeline.build()
        plant_late(house, texts)
        yield PlantedDesk(house, url, tuple(texts))


def packed(texts: Sequence[str], most: int) -> list[str]:
    """The texts in rows of at most so many letters; a longer one is cut."""
    rows: list[str] = []
    for text in (" ".join(one.split()) for one in texts):
        if rows and len(rows[-1]) + len(text) < most:
            rows[-1] += f" {text}"
        else:
            rows.append(text[:most])
    return rows


def address_of(text: str, number: int) -> str:
    """The text as an address of the web: itself where it may be one that runs, else behind ours."""
    runs = "script:" in text.lower() or text.lower().lstrip().startswith(("data:", "//"))
    return text if runs else f"https://photos.example/{number}?{text}"


def sources_of(texts: Sequence[str]) -> list[dict[str, Any]]:
    """A source a text, with it in name, publisher, section and place; feeds where it may be one."""
    return [_source(text, number) for number, text in enumerate(texts)]


def _source(text: str, number: int) -> dict[str, Any]:
    name = " ".join(text.split())[:LONGEST_NAME_CHARS]
    common = {"name": f"{name[:190]} {number}", "publisher": name, "section": name}
    if number % 2:
        with suppress(InputError):
            feed = common | {"kind": "feed", "url": f"https://e.example/?{''.join(text.split())}"}
            source_from(feed)
            return feed
    return common | {"kind": "folder", "path": f"no/{name[:180]} {number}"}


def plant_stories(house: DeskHouse, texts: Sequence[str]) -> None:
    """Stories with the texts in every field, and decisions with them in every reason."""
    rows = list(chunks(texts, TEXTS_A_STORY))
    ids = _add(house, rows, "s")
    for number, members in enumerate(chunks(ids, STORIES_A_TOPIC)):
        text = texts[number]
        decide(house, "together", members, reason=text)
        decide(house, "apart", members, reason=text)
        if number % 2:
            decide(house, "retitle", members[:1], value=packed(texts[number:], 200)[0])
    notes = "\n\n".join(texts)
    for kind in ("intro", "note", "sign_off"):
        decide(house, kind, (), value=notes[:10_000])
    for number, story in enumerate(_add(house, rows[:4], "held")):
        decide(house, "hold" if number % 2 else "drop", (story,), reason=rows[number][0])


def plant_late(house: DeskHouse, texts: Sequence[str]) -> None:
    """What has arrived since the draft was built."""
    house.wait(minutes=5)
    _add(house, [texts], "late")


def _add(house: DeskHouse, rows: Sequence[Sequence[str]], prefix: str) -> list[str]:
    names = [str(source["name"]) for source in sources_of([text for row in rows for text in row])]
    keyed = [_story(row, number, prefix, names[number]) for number, row in enumerate(rows)]
    house.store.stories.add(keyed, seen_at=house.now[0])
    found = (house.store.stories.by_keys(one.keys) for one in keyed)
    return [story.id for story in found if story]


def _story(row: Sequence[str], number: int, prefix: str, source: str) -> Keyed:
    words = invented(f"{prefix}{number // STORIES_A_TOPIC}", TEXTS_A_STORY + 5)
    said = " ".join(row)
    sentences = [
        f"{words[at].capitalize()} {words[at + 1]} {words[at + 2]} {words[at + 3]} read {text} "
        f"aloud in the {COMMON} of {words[at + 4]} {number}."
        for at, text in enumerate(row[:TEXTS_A_STORY])
    ]
    story = make_story(
        " ".join(sentences),
        id=f"{prefix}-{number}",
        title=f"{words[0].capitalize()} {words[1]} {said}",
        source=source,
        publisher=said,
        author=said,
        section=row[0],
        tags=tuple(row),
        published=NOW - timedelta(minutes=number),
        url=address_of(row[0], number),
        media=tuple(
            Media(kind="photo", url=address_of(text, number), caption=text, credit=text)
            for text in row
        ),
    )
    return Keyed(story=story, keys=(f"{prefix}{number}",), origin_sha256="")


def decide(
    house: DeskHouse, kind: Any, stories: Sequence[str], *, value: str = "", reason: str = ""
) -> None:
    """A decision as it stands in the store, whoever let it in."""
    by = (value or reason)[:60]
    edit = Edit(
        kind=kind,
        story_ids=tuple(stories),
        value=value,
        reason=reason,
        by=by,
        edition_id=EDITION,
        until=NOW + timedelta(days=2) if kind == "hold" else None,
    )
    house.store.edits.add(edit, at=house.now[0])


def plant_past(house: DeskHouse, texts: Sequence[str]) -> None:
    """An edition that went out badly: the servers answered with the texts."""
    store = house.store
    names = [_reader(house, text, number) for number, text in enumerate(texts)]
    at = NOW - timedelta(days=4)
    store.editions.save(make_edition(id=PAST, references=(make_reference(),)), at=at)
    store.editions.approve(PAST, by=texts[0], at=at)
    store.deliveries.freeze(PAST, newsletter="n", message_id=lambda who: f"<{who}@x>", at=at)
    claimed = store.deliveries.claim(PAST, worker="w", now=at, limit=len(texts))
    ids = [one.subscriber_id for one in claimed]
    store.deliveries.record(PAST, marked=ids, settled=(), worker="w")
    states = cycle(("failed", "in_doubt", "sent"))
    settled = [
        Settlement(subscriber_id=name, state=state, reply=f"550 {text}")  # type: ignore[arg-type]
        for name, state, text in zip(names, states, texts, strict=False)
    ]
    store.deliveries.record(PAST, marked=(), settled=settled, worker="w")
    store.editions.finish(PAST, reached=True)


def _reader(house: DeskHouse, text: str, number: int) -> str:
    """A reader named so, with such an address where it can be one."""
    local = "".join(text.split())[:60]
    for email in (f"{local}{number}@example.org", f"r{number}@example.org"):
        reader = Subscriber(id=f"u-{number}", email=email, name=text, language=text[:35])
        with suppress(InputError):
            subscription = Subscription(subscriber=reader, status="active")
            put = house.store.subscribers.put
            return put(subscription, newsletter="n", cause=text, at=house.now[0]).id
    raise AssertionError(text)


def plant_people(house: DeskHouse, texts: Sequence[str]) -> None:
    """Accounts of such names, and readers whose tags and history are the texts."""
    for name in account_names(texts):
        house.account(name, "viewer")
    put = house.store.subscribers.put
    for number, row in enumerate(chunks(texts, TAGS_A_READER)):
        reader = Subscriber(id=f"h-{number}", email=f"h{number}@example.org", name=row[0])
        tagged = Subscription(subscriber=reader, status="active", tags=row)
        email = put(tagged, newsletter="n", cause=row[0], at=house.now[0]).email
        for status, text in zip(cycle(("bounced", "ok")), row, strict=False):
            set_status = house.store.subscribers.set_address_status
            set_status(email, status, cause=text, at=house.now[0])  # type: ignore[arg-type]


def account_names(texts: Sequence[str]) -> list[str]:
    """The texts as names of accounts, some in each; told apart as the login tells names apart."""
    names = {account_key(row): row.strip() for row in packed(texts, LONGEST_NAME_CHARS)}
    return [name for key, name in names.items() if key == name.lower()]


def plant_records(house: DeskHouse, texts: Sequence[str]) -> None:
    """How each source fared, in its server's words: failed, moved or paused."""
    for number, (source, text) in enumerate(zip(sources_of(texts), texts, strict=True)):
        name = str(source["name"])
        moved = address_of(text, number) if number % 3 == 1 else ""
        error = text if number % 3 != 1 else ""
        report = SourceReport(source=name, error=error, moved=moved, address=text)
        house.store.sources.record(report, house.now[0])
        if number % 3 == 2:
            house.store.sources.pause(name, why=text, at=house.now[0])


def plant_calendar(house: DeskHouse, texts: Sequence[str], turn: int) -> None:
    """The newest lines of the calendar: an edition and a slot a text, a pause and what was told."""
    for number, text in enumerate(texts):
        minute = turn * CALENDAR_LINES + number
        at = NOW - timedelta(days=3) + timedelta(minutes=minute)
        name = f"n-{turn}-{number}"
        edition = make_edition(
            id=name, newsletter="n", subject=text, references=(make_reference(),)
        )
        house.store.editions.save(edition, at=at)
        house.store.editions.approve(name, by=text, at=at)
        local = at.strftime("%Y-%m-%dT%H:%M")
        house.store.slots.plan(Slot(newsletter="n", local=local, due=at))
        house.store.slots.mark("n", local, "skipped", reason=text)
    house.store.schedules.pause("n", Halt(until=NOW + timedelta(days=9), why=" ".join(texts)))
    house.jobs.told = deque(texts)


def chunks(texts: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """The texts in parts of so many."""
    remaining = iter(texts)
    while part := tuple(islice(remaining, size)):
        yield part
