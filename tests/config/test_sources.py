"""The `sources:` section: every kind, and faults named in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import load, source_name
from briefing.config.sources_section import source_from
from briefing.errors import ConfigError, InputError

HEAD = "newsletter: {id: daily, title: The Daily}\nsources:\n"
GOOD = [
    "kind: folder, path: desk",
    "kind: feed, url: 'https://a.example/feed', full_text: auto, max_pages: 5, weight: 2",
    "kind: page, url: 'https://a.example/page'",
    "kind: index, url: 'https://a.example/', selector: 'h2 a'",
    "kind: sitemap, url: 'https://a.example/sitemap.xml', cap: 10, publisher: A",
    "kind: opml, url: 'https://a.example/list.opml', embargo_hours: 1.5",
    "kind: opml, path: list.opml, filter: {include: [bridge, '/fl[oa]w/'], languages: [en]}",
    "kind: mail, path: post",
    "kind: mail, host: imap.a.example, username: ada, mailbox: News",
]


def write(folder: Path, *sources: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(HEAD + "".join(f"  - {{{source}}}\n" for source in sources), encoding="utf-8")
    return file


def test_every_kind_is_known_and_named_by_its_place(tmp_path: Path) -> None:
    config = load(write(tmp_path, *GOOD))
    assert [source_name(source) for source in config.sources] == [
        "desk",
        "https://a.example/feed",
        "https://a.example/page",
        "https://a.example/",
        "https://a.example/sitemap.xml",
        "https://a.example/list.opml",
        "list.opml",
        "post",
        "News of ada@imap.a.example",
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("kind: feed", "url: is missing"),
        ("kind: feed, url: ftp://a.example/", "https://"),
        ("kind: feed, url: 'https://a.example/', full_text: maybe", "full_text"),
        ("kind: feed, url: 'https://a.example/', weight: 0", "weight"),
        ("kind: feed, url: 'https://a.example/', filter: {include: ['/(/']}", "pattern"),
        ("kind: feed, url: 'https://a.example/', filter: {exclude: [' ']}", "a word"),
        ("kind: feed, url: 'https://a.example/', filter: {nope: [a]}", "nope"),
        ("kind: index, url: 'https://a.example/'", "selector"),
        ("kind: opml", "either `url:` or `path:`"),
        ("kind: opml, url: 'https://a.example/', path: x", "either `url:` or `path:`"),
        ("kind: mail, path: x, host: y", "either `path:` or `host:`"),
        ("kind: mail, host: y, port: 99999", "port"),
        ("kind: folder, path: desk, cap: -1", "cap"),
        ("kind: pigeon", "feed"),
        ("path: desk", "kind"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, source))
    assert said in str(caught.value)
    assert ":3:" in str(caught.value)


def test_a_source_made_by_hand_is_checked_alike() -> None:
    assert source_from({"kind": "feed", "url": "https://a.example/"}).place == "https://a.example/"
    with pytest.raises(InputError, match="no source"):
        source_from({"kind": "feed", "url": "nonsense"})
