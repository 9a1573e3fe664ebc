"""A proof goes back to the bytes: what each stage of `verify` notices, and no other."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from briefing import load
from briefing.desk.export import prove_file
from briefing.desk.proof import Proof, read_edition
from briefing.editing import edition_sentences
from briefing.sources.parse.letters import letters_of, without_space
from tests.make import NOW
from tests.pipeline.letters import CONFIG, a_letter

RSS = b"""<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Ferries between ports</title><link>https://e.org/1</link>
<description>&lt;p&gt;A ticket costs 10&amp;#150;20 euro, the port of Malm\xf6 said on Monday.
&lt;b&gt;Nobody&lt;/b&gt; was hurt.&lt;/p&gt;</description></item></channel></rss>"""
PAGE = """<!doctype html><html lang="en"><head><title>Lock of Varn shut</title></head>
<body><article>
<h1>Lock of Varn shut</h1><p>The lock of Varn was shut on Monday after a ship had hit its gate,
the harbour office said. Divers will look at it today.</p><p>Forty ships wait on both sides, and
the first of them may pass on Friday, if the gate can be lifted by then, the office said.</p>
</article></body></html>"""

NOTE = """Bridge of Ume opens

The bridge of Ume opened on Monday, and two thousand cars crossed it before noon. The
old ferry will be scrapped in spring.
"""


def a_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Teld Letter <l@example.org>", "Mill of Teld sold"
    mail["Date"], mail["Message-ID"] = "Mon, 23 Nov 2026 10:00:00 +0000", "<1@example.org>"
    mail.set_content(
        "The mill of Teld was sold on Monday for nine million crowns – again. "
        "Its wheel has turned since 1790, and the miller keeps the keys until March."
    )
    return mail.as_bytes()


def a_built_letter(home: Path) -> Path:
    """A newsletter whose stories come from every kind of document, built; its edition.json."""
    config = a_letter(home)
    desk = home / "desk"
    (desk / "feed.xml").write_bytes(RSS)
    (desk / "page.html").write_text(PAGE, encoding="utf-8")
    (desk / "mail.eml").write_bytes(a_mail())
    (desk / "note.txt").write_text(NOTE)
    with load(config, now=NOW) as pipeline:
        pipeline.ingest()
        return pipeline.build().folder / "edition.json"


def proof(file: Path) -> Proof:
    with load(file.parents[2] / "config.yaml", now=NOW) as pipeline:
        return prove_file(pipeline, file)


def quoted_kinds(file: Path) -> set[str]:
    """Of which kinds the documents are whose sentences the edition prints."""
    edition = read_edition(file)
    hashes = {reference.story_id: reference.text_sha256 for reference in edition.references}
    quoted = {sentence.story_id for sentence in edition_sentences(edition)}
    with load(file.parents[2] / "config.yaml", now=NOW) as pipeline:
        origins = [pipeline.store.origins.of_text(name, hashes[name]) for name in quoted]
    return {origin.kind for origin in origins if origin}


def in_store(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file.parents[2] / "briefing.db")) as store, store:
        store.execute(statement, values)


def test_sentences_from_every_kind_of_document_go_back_to_its_bytes(tmp_path: Path) -> None:
    file = a_built_letter(tmp_path)
    whole = proof(file)
    assert (whole.faults, whole.changed, whole.lost) == ((), 0, 0)
    text = file.with_name("edition.txt").read_text(encoding="utf-8")
    assert "10–20 euro, the port of Malmö said" in text
    assert quoted_kinds(file) == {"feed", "page", "mail", "text", "markdown"}


def test_a_forged_sentence_is_told_by_the_bytes(tmp_path: Path) -> None:
    """Edition, views and stored text agree, so only the source's own bytes can tell."""
    file = a_built_letter(tmp_path)
    with closing(sqlite3.connect(tmp_path / "briefing.db")) as store:
        rows = store.execute("SELECT sha256, data FROM origins WHERE kind = 'feed'").fetchall()
    ((name, packed),) = rows
    other = zlib.compress(zlib.decompress(packed).replace(b"Monday", b"Sunday"))
    in_store(file, "UPDATE origins SET data = ? WHERE sha256 = ?", other, name)
    forged = proof(file)
    assert [fault.why for fault in forged.origin_faults] == ["its document does not say so"]
    assert not forged.text_faults
    assert not forged.rendering_faults


def test_each_stage_names_its_own_fault(tmp_path: Path) -> None:
    file = a_built_letter(tmp_path)
    html = file.with_name("edition.html")
    html.write_text(html.read_text(encoding="utf-8").replace("Monday", "Sunday", 1), "utf-8")
    stale = proof(file)
    assert not stale.origin_faults
    assert not stale.text_faults
    assert [fault.where for fault in stale.rendering_faults] == ["edition.html"]
    in_store(file, "UPDATE story_texts SET text = replace(text, 'Monday', 'Sunday')")
    assert proof(file).text_faults
    assert not proof(file).origin_faults


def test_a_text_that_is_read_otherwise_today_is_no_forgery(tmp_path: Path) -> None:
    """The document says the sentence, but in an element that extraction passes over now."""
    file = a_built_letter(tmp_path)
    other = RSS.replace(b"description>", b"remark>")
    in_store(file, "UPDATE origins SET data = ? WHERE kind = 'feed'", zlib.compress(other))
    again = proof(file)
    assert again.faults == ()
    assert again.changed >= 1


def test_what_an_edition_quotes_is_kept_and_the_rest_goes(tmp_path: Path) -> None:
    config = CONFIG.replace("window: all", "window: since-last") + "originals: {keep_days: 0}\n"
    home = a_letter(tmp_path, config=config)
    with load(home, now=NOW) as pipeline:
        pipeline.ingest()
        folder = pipeline.build().folder
    (tmp_path / "desk" / "dam.md").write_text("# Another dam\n\nAnother dam broke on Tuesday.\n")
    with load(home, now=NOW + timedelta(days=1)) as pipeline:
        pipeline.ingest()
        assert pipeline.store.origins.sizes().documents >= 2
    assert proof(folder / "edition.json").lost == 0
    in_store(folder / "edition.json", "DELETE FROM origins")
    gone = proof(folder / "edition.json")
    assert gone.faults == ()
    assert gone.lost == gone.sentences > 0


def test_letters_are_all_that_a_document_says() -> None:
    letters = letters_of(RSS, "feed")
    for words in ("10–20 euro", "Malmö said on Monday. Nobody was hurt."):
        assert without_space(words) in letters
    feed = b'{"items": [{"content_html": "<p>A &amp; B</p>", "title": "<video>"}]}'
    assert "A&B" in letters_of(feed, "feed")
    assert "ninemillioncrowns–again." in letters_of(a_mail(), "mail")
