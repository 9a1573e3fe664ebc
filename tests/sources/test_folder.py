from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.models import SourceReport
from briefing.sources import FolderSource
from briefing.sources.files import Limits
from briefing.sources.parse.embargo import OPEN_END

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Dawn</title><item>
<title>Port closed</title><link>https://example.org/port?utm_source=x</link><guid>g1</guid>
<description>The port is closed.</description></item></channel></rss>"""


def read(path: Path, **limits: int) -> SourceReport:
    return FolderSource("press", path, limits=Limits(**limits)).read(None)


def titles(report: SourceReport) -> list[str]:
    return [keyed.story.title for keyed in report.stories]


def faults(report: SourceReport) -> dict[str, str]:
    return {fault.where: fault.why for fault in report.faults}


def test_files_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Story {name} here. More.", encoding="utf-8")
    report = read(tmp_path)
    assert titles(report) == ["Story a.txt here.", "Story b.txt here.", "Story sub/c.md here."]
    assert [keyed.keys for keyed in report.stories][2] == ("folder:press/sub/c.md#1",)
    assert report.documents == 3


def test_a_story_has_its_address_as_first_key(tmp_path: Path) -> None:
    text = "---\ntitle: Port\nurl: https://www.example.org/port/?utm_source=x\n---\nIt is closed."
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (keyed,) = read(tmp_path).stories
    assert keyed.keys == ("https://example.org/port", "folder:press/a.md#1")
    assert keyed.story.url == "https://www.example.org/port/?utm_source=x"


def test_a_feed_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RSS)
    (keyed,) = read(tmp_path).stories
    assert keyed.story.title == "Port closed"
    assert keyed.keys[0] == "https://example.org/port"
    assert keyed.keys[-1] == "folder:press/a.txt#1"


def test_a_page_is_known_by_its_content(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The port of Merrow is closed for {n} days, guards said.</p>" for n in range(9)
    )
    html = (
        f"<html><head><title>Port</title></head><body><article><h1>Port closed</h1>{body}</article>"
    )
    (tmp_path / "a").write_text(html, encoding="utf-8")
    (keyed,) = read(tmp_path).stories
    assert keyed.story.title == "Port closed"
    assert "closed for 3 days" in keyed.story.text


def test_documents_are_evidence_for_each_other(tmp_path: Path) -> None:
    page = (
        "The Kars n guard left.\nAna Lind Steel\nSimilar News:\nPort shutBoats wait.\nRead more »\n"
    )
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Karsn and Ana Lind met.", encoding="utf-8")
    report = read(tmp_path)
    assert titles(report) == ["The Karsn guard left.", "Port shut", "Karsn and Ana Lind met."]
    assert report.stories[0].story.tags == ("Ana Lind",)
    assert report.notes == ("a.txt: tags left out, met nowhere else: Steel",)


MAIL = b"From: a@b.example\nSubject: Port\nMessage-ID: <1@b.example>\n\nThe port is shut. Yes.\n"


def test_a_mail_and_the_mails_of_a_box(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    box = b"From a@b.example Tue Nov 24 06:00:00 2026\n" + MAIL.replace(b"<1@", b"<%d@")
    (tmp_path / "b").write_bytes(
        box % 2 + b"\n" + box % 3 + b"\nFrom x Tue Nov 24 06:00:00 2026\nSubject: only a head\n\n"
    )
    report = read(tmp_path)
    assert titles(report) == ["Port"] * 3
    assert [keyed.keys[-1] for keyed in report.stories] == [
        "folder:press/a.eml#1",
        "folder:press/b#1",
        "folder:press/b#2",
    ]
    assert faults(report) == {"b mail 3": "is no mail with a text"}


def test_a_list_of_feeds_needs_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text(
        "<opml><body><outline xmlUrl='https://a.example/'/></body></opml>"
    )
    assert "where the network may be used" in faults(read(tmp_path))["a.opml"]


def test_an_embargo_is_read_from_front_matter_and_from_the_top(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nembargo: 2026-11-24T06:00Z\n---\nAll is well. Yes.")
    (tmp_path / "b.md").write_text("---\nembargo: soon\n---\nAll is well. Yes.")
    (tmp_path / "c.txt").write_text("EMBARGOED UNTIL 2026-11-24T06:00Z\nAll is well. Yes.")
    until = datetime(2026, 11, 24, 6, tzinfo=UTC)
    stories = [keyed.story for keyed in read(tmp_path).stories]
    assert [story.embargo for story in stories] == [until, OPEN_END, until]
    assert [story.text for story in stories] == ["All is well. Yes."] * 3


BAD: list[tuple[bytes, str]] = [
    (b"", "is empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "is not text"),
    (b"text \0 text", "is not text"),
    (b"\xff\xfea\0b", "utf-16"),
    ("é".encode() + b" \xe9 x", "mixes UTF-8"),
    (b"---\na: [\n---\nx", "front matter"),
    (b"---\na: b\n---\n", "holds no text"),
    (b"<?xml version='1.0'?><rss version='2.0'><chan", ""),
    (b"Good morning. Sign up here.", "holds no text"),
    (b"<html><body></body></html>", ""),
    (b"<?xml version='1.0'?><note>x</note>", "is XML, but no feed"),
    (b'{"a": "b"}', "is JSON, but no feed"),
    (b"{\\rtf1 x}", "is RTF"),
    (b"From: a@b.example\nSubject: s\n\n", "no mail with a text"),
]


@pytest.mark.parametrize(("data", "why"), BAD)
def test_a_bad_file_is_named_and_the_others_go_through(
    tmp_path: Path, data: bytes, why: str
) -> None:
    (tmp_path / "bad.x").write_bytes(data)
    (tmp_path / "good.txt").write_text("All is well. Really.", encoding="utf-8")
    report = read(tmp_path)
    assert titles(report) == ["All is well."]
    assert list(faults(report)) == ["bad.x"]
    assert why in faults(report)["bad.x"]
    assert not report.error


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(100_000_000)
    assert faults(read(tmp_path)) == {"a.txt": "is 100.0 MB, more than the 10.0 MB allowed"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("Zoë – “left”. Bye.".encode(encoding))
    assert titles(read(tmp_path)) == ["Zoë – “left”."]


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "a.txt").write_text("All is well. Yes.", encoding="utf-8")
    assert titles(read(tmp_path)) == ["All is well."]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert faults(read(tmp_path)) == {"a.txt": "cannot be read: Permission denied"}


def _loop(path: Path) -> None:
    (path / "a.txt").symlink_to("a.txt")


def _circle(path: Path) -> None:
    (path / "a").symlink_to(path)


def _outside(path: Path) -> None:
    (path / "a.txt").symlink_to("/etc/hostname")


def _dangling(path: Path) -> None:
    (path / "a.txt").symlink_to("nowhere")


def _pipe(path: Path) -> None:
    os.mkfifo(path / "a.txt")


def _hidden(path: Path) -> None:
    (path / ".a.txt").write_text("Secret. Text.", encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_loop, "itself"),
        (_circle, None),
        (_outside, "out of the folder"),
        (_dangling, "cannot be read"),
        (_pipe, "not a regular file"),
        (_hidden, None),
    ],
)
def test_no_link_leads_out_or_round(
    tmp_path: Path, make: Callable[[Path], None], why: str | None
) -> None:
    make(tmp_path)
    report = read(tmp_path)
    assert not report.stories
    assert [why in fault.why for fault in report.faults] == ([True] if why else [])


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All is well. Yes.", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert len(read(tmp_path).stories) == 2


def test_depth_count_and_bytes_are_capped(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d/e/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("All is well. Yes.", encoding="utf-8")
    assert len(read(tmp_path, depth=1).stories) == 3
    assert read(tmp_path, files=2).notes == ("only the first 2 files were read",)
    assert list(faults(read(tmp_path, total_bytes=20))) == ["c.txt", "d/e/f.txt"]


def test_a_folder_that_is_not_there_is_an_error_of_the_source(tmp_path: Path) -> None:
    report = read(tmp_path / "no")
    assert "cannot be read" in report.error
    assert str(tmp_path) not in report.error


def test_a_name_of_any_bytes_is_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.txt")).write_bytes(b"")
    assert list(faults(read(tmp_path))) == ["\\xff .txt"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RSS)
    (tmp_path / "b.txt").write_text("All is well. Yes.", encoding="utf-8")
    assert read(tmp_path) == read(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.xml", "a"]))
def test_no_bytes_raise(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    report = read(tmp_path)
    (tmp_path / name).unlink()
    assert len(report.stories) + len(report.faults) >= 1
