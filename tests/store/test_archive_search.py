"""The archive search: what a scan finds, it finds, on both engines, after every kind of write."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.models import Edit, Keyed, Note, Story
from briefing.store import Store
from briefing.store.archive_search import MOST_COUNTED, MOST_RANKED
from briefing.store.engine import Database
from briefing.store.recovery import put_back
from briefing.store.schema import upgrade
from briefing.store.search_index import COUNT_BITS, refill
from briefing.store.search_pairs import pair_numbers, phrase_pairs
from briefing.text.search_words import fold
from tests.make import NOW, make_edition, make_reference, make_story

VOCABULARY = (
    *("harbour", "Harbours", "strike", "the", "The", "café", "cafe", "CAFÉ", "Łódź", "lodz"),
    *("straße", "STRASSE", "U.S.", "state-of-the-art", "1,000", "don’t", "naïve", "ﬁnal", "a"),
    *(
        "使用",
        "使用料",
        "電気",
        "電",
        "電車",
        "iPhone",
        "iPhone用",
        "ケース",
        "ケ",
        "กรุงเทพ",
        "กรุง",
        "हिन्दी",
    ),
)
MOMENT = "2026-11-24T06:00:00.000000Z"
UNSPACED = re.compile("[ก-๛ぁ-ヿ㐀-鿿]")


def keyed(story: Story) -> Keyed:
    return Keyed(story=story, keys=(f"key-{story.id}",), origin_sha256="0" * 64)


def add(store: Store, *stories: Story, **over: Any) -> None:
    store.stories.add([keyed(story) for story in stories], **{"seen_at": NOW} | over)


def ids(store: Store, query: str, **filters: Any) -> list[str]:
    return [hit.id for hit in store.archive.search(query, limit=100, **filters).hits]


# The scan: a text is its folded runs with blanks between, and a phrase stands in it as it does
# in any text, between blanks where its script has them.


def canonical(text: str) -> str:
    runs = re.findall(r"[\wก-๛ऀ-ॿ]+", fold(text))
    parts = (re.findall(r"[ก-๛ぁ-ヿ㐀-鿿]+|[^ก-๛ぁ-ヿ㐀-鿿]+", run) for run in runs)
    return " ".join(part for run in parts for part in run)


@dataclass(frozen=True)
class Asked:
    words: tuple[str, ...]
    negated: bool
    prefix: bool

    @property
    def typed(self) -> str:
        star = "*" if self.prefix else ""
        phrase = f'"{" ".join(self.words)}"' if len(self.words) > 1 else f"{self.words[0]}{star}"
        return f"{'-' if self.negated else ''}{phrase}"

    def is_in(self, text: str) -> bool:
        sought, place = canonical(" ".join(self.words)), -1
        last = sought.split(" ")[-1]
        free_start = bool(UNSPACED.match(sought))
        starred = self.prefix and len(self.words) == 1 and len(last) >= 3
        free_end = bool(UNSPACED.match(last)) or starred
        padded = f" {canonical(text)} "
        while (place := padded.find(sought, place + 1)) >= 0:
            end = place + len(sought)
            if (free_start or padded[place - 1] == " ") and (free_end or padded[end] == " "):
                return True
        return False


def scan(stories: Sequence[Story], asked: Sequence[Asked]) -> set[str]:
    return {
        story.id
        for story in stories
        if all(
            (term.is_in(story.title) or term.is_in(story.text)) != term.negated for term in asked
        )
    }


def corpus(count: int) -> list[Story]:
    random = Random(5)

    def text(most: int) -> str:
        return " ".join(random.choice(VOCABULARY) for _ in range(random.randrange(most)))

    return [
        make_story(
            id=f"s{n}",
            title=text(4),
            text=text(9),
            published=NOW - timedelta(minutes=random.randrange(60)),
        )
        for n in range(count)
    ]


TERMS = st.builds(
    Asked,
    words=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(tuple),
    negated=st.sampled_from((False, False, True)),
    prefix=st.booleans(),
)


def test_it_finds_what_a_scan_finds(store: Store) -> None:
    stories = corpus(90)
    add(store, *stories)

    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(st.lists(TERMS, min_size=1, max_size=3))
    def check(asked: list[Asked]) -> None:
        query = " ".join(term.typed for term in asked)
        hits = store.archive.search(query, limit=100)
        found = [hit.id for hit in hits.hits]
        assert set(found) == scan(stories, asked), query
        assert (len(found), hits.more) == (hits.total, False)

    check()


def test_nothing_typed_is_an_error(store: Store) -> None:
    add(store, make_story())

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(st.text() | st.text(alphabet="\"'()*-:^+{}NEARORANDNOT \\%_&|!<>\x00a", max_size=40))
    def check(typed: str) -> None:
        store.archive.search(typed)

    check()


@pytest.mark.parametrize(
    "typed",
    [
        "-- ; DROP TABLE stories",
        '"' * 1_000,
        "a* " * 500,
        "NEAR(" * 200,
        "\x00",
        "\ud800",
        "((((",
        "*",
    ],
)
def test_hostile_queries_end(store: Store, typed: str) -> None:
    add(store, make_story())
    assert store.archive.search(typed, limit=10**9, offset=-5).total <= 1
    assert store.stories.get("s1")


def test_a_hit_says_where_it_was_found(store: Store) -> None:
    text = "Nothing here. " * 40 + "The Café’s owner spoke of the harbour. " + "More. " * 90
    story = make_story(text, title="Café in flames", publisher="Post", url="https://example.org/1")
    add(store, replace(story, published=NOW, language="en-GB"))
    (hit,) = store.archive.search("cafe harbour").hits
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["Café"]
    assert text[hit.snippet.start :].startswith(hit.snippet.text)
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["Café", "harbour"]
    assert (hit.kind, hit.outlet, hit.source, hit.language) == ("story", "Post", "wire", "en-GB")
    assert (hit.url, hit.day) == ("https://example.org/1", NOW)


def test_a_changed_story_is_found_by_what_it_says_now(store: Store) -> None:
    add(store, make_story("Old words."))
    add(store, make_story("New words.", title="Bridge stands"))
    assert (ids(store, "old"), ids(store, "falls")) == ([], [])
    assert (ids(store, "new"), ids(store, "stands")) == (["s1"], ["s1"])
    add(store, make_story("Old words."))
    assert (ids(store, "old"), ids(store, "new")) == (["s1"], [])


def test_a_story_belongs_to_every_source_that_carried_it(store: Store) -> None:
    add(store, make_story("The whole long text."))
    add(store, make_story("Short.", source="Radio Nord"))
    assert ids(store, "whole", source="wire") == ids(store, "whole", source="radio nord") == ["s1"]
    assert ids(store, "", source="other") == []


def test_a_day_put_right_counts(store: Store) -> None:
    add(store, make_story(), seen_at=NOW)
    add(store, make_story(), seen_at=NOW - timedelta(days=9))
    assert ids(store, "bridge", until=NOW - timedelta(days=8)) == ["s1"]


def test_filters_fit_together(store: Store) -> None:
    one = make_story(id="a", language="de-AT", publisher="Presse", published=NOW)
    two = make_story(id="b", publisher="Post", source="feed", published=NOW - timedelta(days=2))
    add(store, one, two)
    assert ids(store, "", language="de") == ids(store, "fell", publisher="PRESSE") == ["a"]
    assert ids(store, "bridge", source="feed", language="de") == []
    assert ids(store, "", since=NOW) == ["a"]
    assert ids(store, "", since=NOW + timedelta(seconds=1)) == []
    assert ids(store, "", until=NOW - timedelta(days=2), since=NOW - timedelta(days=2)) == ["b"]
    assert ids(store, "", until=NOW - timedelta(days=2, microseconds=1)) == []


def test_states(store: Store) -> None:
    add(store, *(make_story(id=name) for name in "abcde"))
    references = (make_reference(story_id="a"),)
    store.editions.save(make_edition(references=references), at=NOW)
    moment = {"now": NOW, "edition": "n-2"}
    assert ids(store, "", state="used") == []
    store.editions.mark("n-1", "sent")
    for edit in (
        Edit(kind="hold", story_ids=("b",), until=NOW + timedelta(hours=1)),
        Edit(kind="hold", story_ids=("c",), until=NOW),
        Edit(kind="drop", story_ids=("d",), edition_id="n-2"),
        Edit(kind="drop", story_ids=("e",), edition_id="n-9"),
    ):
        store.edits.add(edit, at=NOW)
    assert ids(store, "bridge", state="used") == ["a"]
    assert ids(store, "bridge", state="held", **moment) == ["b"]
    assert ids(store, "bridge", state="dropped", **moment) == ["d"]
    assert sorted(ids(store, "bridge", state="unused", **moment)) == ["c", "e"]
    store.edits.add(Edit(kind="free", story_ids=("d", "b")), at=NOW)
    assert ids(store, "bridge", state="held", **moment) == []
    with pytest.raises(InputError, match="moment"):
        ids(store, "", state="held")


def test_used_is_what_an_edition_names_that_readers_have(store: Store) -> None:
    """A draft that is built again, discarded or withdrawn takes its word back."""
    add(store, *(make_story(id=name) for name in "ab"))

    def name(edition: str, *stories: str) -> None:
        references = tuple(make_reference(story_id=story) for story in stories)
        store.editions.save(make_edition(id=edition, references=references), at=NOW)

    name("n-1", "a")
    name("n-2", "a", "b")
    assert ids(store, "bridge", state="used") == []
    store.editions.mark("n-1", "sent")
    assert ids(store, "bridge", state="used") == ["a"]
    name("n-2", "b")
    store.editions.mark("n-2", "sending")
    assert sorted(ids(store, "bridge", state="used")) == ["a", "b"]
    store.editions.withdraw("n-2")
    assert store.editions.discard("n-2")
    assert ids(store, "bridge", state="used") == ["a"]
    assert ids(store, "bridge", state="unused", now=NOW) == ["b"]


def test_an_older_index_learns_which_stories_were_used(url: str) -> None:
    database = Database(url)
    upgrade(database, "0014")
    with database.write() as connection:
        for statement in OLD_ROWS.split(";"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO edition_texts VALUES ('n-1', 's1', 'h2')")
        refill(connection)
        connection.exec_driver_sql("UPDATE search_words SET facets = 'none'")
    database.engine.dispose()
    store = Store.open(url, now=NOW)
    assert ids(store, "cafe", state="used") == ["s1"]
    store.close()


def test_editions_are_found_by_what_readers_read(store: Store) -> None:
    note = make_edition(blocks=(Note(text="A word on ferries."),), references=(make_reference(),))
    store.editions.save(note, at=NOW)
    add(store, make_story("Ferries sank."))
    assert sorted(ids(store, "ferries")) == ["n-1", "s1"]
    assert ids(store, "ferries", kind="edition", newsletter="n") == ["n-1"]
    assert ids(store, "ferries", kind="edition", newsletter="other") == []
    assert ids(store, "ferries", newsletter="other") == ids(store, "", newsletter="other") == ["s1"]
    assert sorted(ids(store, "", newsletter="n")) == ["n-1", "s1"]
    assert ids(store, "ferries", published_only=True) == []
    store.editions.mark("n-1", "sent")
    assert ids(store, "ferries", published_only=True) == ["n-1"]
    assert ids(store, "sank", published_only=True) == []


def test_a_draft_built_again_or_discarded_is_not_found_by_old_words(store: Store) -> None:
    store.editions.save(make_edition(subject="Old subject"), at=NOW)
    store.editions.save(make_edition(subject="New subject"), at=NOW)
    assert (ids(store, "old"), ids(store, "new")) == ([], ["n-1"])
    assert store.editions.discard("n-1")
    assert ids(store, "subject") == []


def test_few_hits_come_best_first_then_newest(store: Store) -> None:
    add(
        store,
        make_story("Once a harbour. " + "Else. " * 80, id="weak", title="A", published=NOW),
        make_story("Harbour, harbour.", id="title", title="Harbour"),
        make_story("A harbour.", id="older", title="A", published=NOW - timedelta(days=1)),
        make_story("A harbour.", id="newer", title="A", published=NOW),
    )
    hits = store.archive.search("harbour")
    assert [hit.id for hit in hits.hits] == ["title", "newer", "older", "weak"]
    assert hits.by_relevance


@pytest.fixture
def many(store: Store) -> Store:
    day = timedelta(minutes=1)
    add(store, *(make_story(id=f"s{n:04}", published=NOW - n * day) for n in range(1_050)))
    return store


def test_many_hits_come_newest_first_page_by_page(many: Store) -> None:
    pages = [many.archive.search("bridge", limit=50, offset=50 * n) for n in range(22)]
    assert [hit.id for page in pages for hit in page.hits] == [f"s{n:04}" for n in range(1_050)]
    assert {(page.total, page.more, page.by_relevance) for page in pages} == {
        (MOST_COUNTED, True, False)
    }


def test_a_phrase_of_many_hits_is_read_until_there_are_enough(many: Store) -> None:
    page = many.archive.search('"bridge fell"', limit=50, offset=950)
    assert [hit.id for hit in page.hits] == [f"s{n:04}" for n in range(950, 1_000)]
    assert (page.total, page.more) == (MOST_COUNTED, True)
    deep = many.archive.search('"bridge fell" -"fell bridge"', limit=50, offset=1_020)
    assert [hit.id for hit in deep.hits] == [f"s{n:04}" for n in range(1_020, 1_050)]


def test_pairs_that_share_a_number_are_told_apart(store: Store) -> None:
    words = ("harbour", "strike")
    other = next(f"w{n}" for n in range(10**6) if pair_numbers((f"w{n} x",)) == phrase_pairs(words))
    add(store, make_story(f"Strike, harbour. {other} x.", title="One"))
    add(store, make_story("Harbour strike.", id="s2", title="Two"))
    assert ids(store, '"harbour strike"') == ["s2"]
    assert sorted(ids(store, "harbour strike")) == ["s1", "s2"]


def test_few_enough_to_rank_are_all_shown(many: Store) -> None:
    found: list[str] = []
    since = NOW - timedelta(minutes=MOST_RANKED - 1)
    while page := many.archive.search("fell", since=since, offset=len(found), limit=100).hits:
        found += [hit.id for hit in page]
    assert sorted(found) == [f"s{n:04}" for n in range(MOST_RANKED)]


def test_more_stories_of_a_minute_than_it_has_numbers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three bits hold eight: the rest is counted in the next minute, and found all the same."""
    monkeypatch.setattr("briefing.store.search_index.COUNT_BITS", 3)
    monkeypatch.setattr("briefing.store.search_index.BATCH_DOCUMENTS", 5)
    minutes = [NOW + timedelta(minutes=n % 2) for n in range(30)]
    for n, minute in enumerate(minutes):
        add(store, make_story(id=f"s{n}", published=minute))
    add(store, *(make_story(id=f"t{n}", published=NOW) for n in range(30)))
    assert len(set(ids(store, "bridge"))) == 60
    add(store, *(make_story("Else.", id=f"t{n}", published=NOW) for n in range(30)))
    assert len(set(ids(store, "fell"))) == 30
    assert COUNT_BITS == 14


def dumped(store: Store) -> list[tuple[Any, ...]]:
    query = "SELECT kind, ref, day, title, body, facets FROM search_documents, search_words "
    query += "WHERE number = search_words.rowid ORDER BY kind, ref"
    with store._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_made_anew_it_is_the_same(store: Store) -> None:
    add(store, *corpus(40))
    add(store, *(replace(story, text="Changed.") for story in corpus(40)[::3]))
    store.editions.save(make_edition(), at=NOW)
    before = dumped(store)
    with store._database.write() as connection:
        refill(connection)
    assert dumped(store) == before and len(before) == 41


def test_what_fails_leaves_story_and_index_as_they_were(store: Store) -> None:
    add(store, make_story("Old words."))
    with pytest.raises(ZeroDivisionError):
        store.stories.add(_broken(), seen_at=NOW)
    assert (ids(store, "old"), ids(store, "new")) == (["s1"], [])


def _broken() -> Sequence[Keyed]:
    class Broken(list[Keyed]):
        """Fails when the second of its stories is read."""

        def __iter__(self) -> Iterator[Keyed]:
            yield keyed(make_story("New words."))
            raise ZeroDivisionError

    return Broken()


def test_a_store_put_back_is_searched_as_it_is(
    store: Store, reopen: Callable[[], Store], url: str, tmp_path: Path
) -> None:
    add(store, make_story("Old words."))
    store.backup(tmp_path / "copy.db")
    add(store, make_story("New words."), make_story("Later.", id="s2"))
    store.close()
    put_back(url, tmp_path / "copy.db", now=NOW)
    again = reopen()
    assert (ids(again, "old"), ids(again, "new"), ids(again, "later")) == (["s1"], [], [])


def test_a_backup_can_be_searched(store: Store, tmp_path: Path) -> None:
    add(store, make_story("Old words."))
    store.backup(tmp_path / "copy.db")
    copy = Store.open(f"sqlite:///{tmp_path}/copy.db", now=NOW)
    assert ids(copy, "old") == ["s1"]
    copy.close()


OLD_ROWS = f"""
INSERT INTO stories (id, source, first_seen, text_sha256, data) VALUES ('s1', 'wire', '{MOMENT}',
 'h2', '{{"title": "Café", "source": "wire", "language": "de"}}');
INSERT INTO story_texts VALUES ('s1', 'h1', 'Old words.', '0', '{MOMENT}');
INSERT INTO story_texts VALUES ('s1', 'h2', 'New words.', '0', '{MOMENT}');
INSERT INTO story_sources VALUES ('s1', 'radio', NULL, NULL);
INSERT INTO editions (id, newsletter, state, created, approved_by, data) VALUES ('n-1', 'n',
 'sent', '{MOMENT}', '', '{{"subject": "Ferry"}}')"""


def test_what_an_older_store_holds_is_found(url: str) -> None:
    """The migration puts it in: stories in their newest text, with all who carried them."""
    database = Database(url)
    upgrade(database, "0012")
    with database.write() as connection:
        for statement in OLD_ROWS.split(";"):
            connection.exec_driver_sql(statement)
    database.engine.dispose()
    store = Store.open(url, now=NOW)
    assert (ids(store, "cafe new"), ids(store, "old")) == (["s1"], [])
    assert ids(store, "", source="radio", language="de") == ["s1"]
    assert ids(store, "ferry", published_only=True) == ["n-1"]
    store.close()


def test_sqlite_finds_its_own_index_sound(tmp_path: Path) -> None:
    """FTS5's own check, after stories came, changed and went."""
    store = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    add(store, *corpus(60))
    add(store, *(replace(story, text="Changed.") for story in corpus(60)[::2]))
    store.close()
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        connection.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")


def test_a_text_of_nothing_but_different_words_is_stored(store: Store) -> None:
    """PostgreSQL takes 1 MiB of words of one document."""
    signs = "".join(chr(0x20000 + n % 40_000) for n in range(70_000))
    letters = " ".join(f"w{n:09}" for n in range(9_000))
    add(store, make_story(signs), make_story(letters, id="s2"))
    assert ids(store, signs[100:104]) == ["s1"]
    assert ids(store, "w000004000") == ["s2"]
    assert ids(store, "w000008999") == []  # beyond what is searched of a text
