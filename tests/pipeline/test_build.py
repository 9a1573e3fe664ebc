"""From documents to an edition's files, and once more."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing import load
from briefing.cli.main import run
from briefing.desk.editions import approve
from briefing.desk.export import prove_file
from briefing.rendering.checking.html_checks import MAX_HTML_BYTES
from tests.make import NOW
from tests.pipeline.letters import CONFIG, DAM, a_letter

FILES = {
    "edition.html",
    "edition.txt",
    "edition.md",
    "edition.eml",
    "edition.json",
    "index.html",
}
LONG_ADDRESS = "https://news.example.org/2026/11/23/" + "what-the-council-of-the-town-said-" * 5
LONG_STORY = (
    "The council of town{0} closed bridge{0} on Monday after rust had eaten through two cables.",
    "Drivers lost an hour on the detour past quarry{0}, where lorries queued until the evening.",
    "Engineers from firm{0} expect repairs to cost 40 million crowns and to last eleven months.",
    "A ferry, hired from port{0}, carries pupils and nurses across the water free of charge.",
    "Shopkeepers in street{0} asked for lower rents, because half of their customers stay away.",
)


def built(config: Path, now: datetime = NOW) -> dict[str, bytes]:
    """The files of a build, by name."""
    with load(config, now=now) as pipeline:
        pipeline.ingest()
        folder = pipeline.build().folder
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def sent(config: Path, now: datetime = NOW) -> str:
    """Build, approve and send an edition to one subscriber; returns its id."""
    with load(config, now=now) as pipeline:
        pipeline.ingest()
        name = pipeline.build().edition.id
        letter = pipeline.config.newsletter.id
        pipeline.store.subscribers.add("ada@example.org", name="Ada", newsletter=letter, at=now)
        approve(pipeline.newsletter, name, by="test")
        report = pipeline.deliver(name)
        assert dict(report.counts) == {"sent": 1}
    return name


def test_a_build_writes_every_view(tmp_path: Path) -> None:
    assert set(built(a_letter(tmp_path))) == FILES


def test_a_second_build_adds_nothing_and_gives_the_same_bytes(tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    first = built(config)
    with load(config, now=NOW) as pipeline:
        assert pipeline.ingest().added == 0
    assert built(config) == first


def test_the_same_input_gives_the_same_bytes_in_another_place(tmp_path: Path) -> None:
    assert built(a_letter(tmp_path / "a")) == built(a_letter(tmp_path / "b" / "deeper"))


def test_what_was_sent_is_not_told_again_unless_it_has_news(tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    first = sent(config)
    later = NOW + timedelta(days=1)
    (tmp_path / "desk" / "dam.md").write_text(
        DAM.replace("asked the army for boats.", "resigned on Tuesday over the unread letters.")
    )
    with load(config, now=later) as pipeline:
        pipeline.ingest()
        edition, _ = pipeline.compose()
    lead = next(block for block in edition.blocks if block.kind == "lead")
    assert [one.text for one in lead.sentences] == [
        "The mayor, Ada Holm, resigned on Tuesday over the unread letters."
    ]
    assert lead.developing is not None
    assert {one.reason for one in edition.ledger.dropped} == {f"told in {first}"}


def test_an_edition_that_was_sent_is_rendered_as_it_was(tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    before = built(config)
    sent(config)
    (tmp_path / "desk" / "new.md").write_text("# Something else\n\nSomething else happened today.")
    assert built(config) == before


def test_verification_holds_and_fails_on_one_character(tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    built(config)
    file = tmp_path / "out" / "2026-11-24" / "edition.json"
    with load(config, now=NOW) as pipeline:
        assert prove_file(pipeline, file).faults == ()
        text = file.read_text()
        file.write_text(text.replace("broke at noon", "broke at moon"))
        assert prove_file(pipeline, file).faults
        file.write_text(text)
        html = file.with_name("edition.html")
        html.write_text(html.read_text().replace("broke at noon", "broke at moon"))
        assert [fault.where for fault in prove_file(pipeline, file).faults] == ["edition.html"]


def test_verification_fails_where_the_stored_text_was_changed(tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    built(config)
    with sqlite3.connect(tmp_path / "briefing.db") as database:
        database.execute("UPDATE story_texts SET text = replace(text, 'noon', 'moon')")
    file = tmp_path / "out" / "2026-11-24" / "edition.json"
    with load(config, now=NOW) as pipeline:
        assert prove_file(pipeline, file).faults


def test_a_slot_has_a_folder_and_an_id_of_its_own(tmp_path: Path) -> None:
    with load(a_letter(tmp_path), now=NOW) as pipeline:
        pipeline.ingest()
        built_one = pipeline.build("2026-11-24T07:00")
    assert built_one.edition.id == "the-test-2026-11-24T07:00"
    assert built_one.folder.name == "2026-11-24-0700"


def test_a_mail_that_would_be_clipped_is_cut_and_says_so(tmp_path: Path) -> None:
    stories = {
        f"s{n}": f"---\ntitle: Event {n} of the many\nurl: {LONG_ADDRESS}{n}\n---\n"
        + " ".join(sentence.format(n) for sentence in LONG_STORY)
        for n in range(90)
    }
    config = CONFIG + "  max_topics: 90\n  topic_words: 120\n  in_brief: 0\n"
    with load(a_letter(tmp_path, config=config, **stories), now=NOW) as pipeline:
        pipeline.ingest()
        built_one = pipeline.build()
    assert len(built_one.rendering.html.encode()) < 100_000
    assert built_one.edition.ledger.notes


@pytest.mark.parametrize("source", ["folder:nowhere-at-all", "folder:"])
def test_a_source_that_is_not_there_is_named(source: str, tmp_path: Path) -> None:
    config = a_letter(tmp_path)
    code = run(["ingest", "--config", str(config), "--source", source, "--quiet"])
    assert code in {1, 2}


def test_an_edition_made_at_night_bears_the_day_of_the_newsletters_own_zone(tmp_path: Path) -> None:
    """23:30 UTC is half past midnight in Berlin: id, folder and masthead are of the new day."""
    night = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with load(a_letter(tmp_path), now=night) as pipeline:
        pipeline.ingest()
        made = pipeline.build()
    assert made.edition.id == "the-test-2026-11-25"
    assert made.edition.date == date(2026, 11, 25)
    assert made.folder.name == "2026-11-25"
    assert "Wednesday, 25 November 2026" in made.rendering.text


def test_a_mail_is_cut_before_gmail_clips_it() -> None:
    """Gmail shows 102,000 bytes and a link for the rest; it adds some of its own before that."""
    assert 95_000 < MAX_HTML_BYTES <= 102_000 * 0.985
