"""The site as files: the bytes that are served, the same twice, and every link leads somewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from briefing.config import Config
from briefing.errors import BriefingError, InputError
from briefing.rendering import Theme
from briefing.web.responses import PageTemplates
from briefing.web.site.site_export import export_site
from briefing.web.site.site_pages import SitePages
from tests.make import NOW, make_edition
from tests.web.asgi import ask
from tests.web.asking import get
from tests.web.site import URL, Site, site
from tests.web.uvicorn_server import serving
from tests.web.whole_site import DAYS, NEWEST, fill

STATIC = {"static": True}
# Tellings in which both words of the search stand.
FOUND = 11


def quiet(what: str, done: int, of: int) -> None:
    """Nobody looks."""
    assert what
    assert 0 <= done <= of


def pages_of(made: Site, **web: object) -> SitePages:
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"}
    said = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    config = Config.model_validate(said | {"web": {"url": URL} | web, "folder": made.home})
    return SitePages.of(made.store, PageTemplates(config=config, theme=Theme()))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site"), web=STATIC) as made:
        fill(made)
        yield made


@pytest.fixture(scope="module")
def exported(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    count = export_site(pages_of(whole, static=True), folder, quiet)
    assert count == len(files_in(folder)) > DAYS * 4
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """A server of files that knows nothing of us."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join(10)
    server.server_close()


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.names.add(known.get("id") or "")
        for name in ("href", "src", "action", "data-file"):
            if known.get(name):
                self.links.add(str(known[name]))


def test_every_link_of_a_page_leads_somewhere(exported: Path) -> None:
    with plain_server(exported) as home:
        seen: dict[str, set[str]] = {}
        waiting, wanted = [f"{home}/"], set[tuple[str, str]]()
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            try:
                with urlopen(address) as answer:
                    body, kind = answer.read(), answer.headers["Content-Type"]
            except HTTPError as error:
                pytest.fail(f"{address}: {error.code}")
            parser = _Links()
            if kind.startswith("text/html"):
                parser.feed(body.decode())
            seen[address] = parser.names
            for link in parser.links:
                target = urljoin(address, link.replace(URL, home))
                if target.startswith(home):
                    page, _, name = target.partition("#")
                    waiting.append(page)
                    wanted.add((page, unquote(name)))
        for page, name in wanted:
            assert not name or name in seen[page], f"{page}#{name}"
    reached = {unquote(urlsplit(address).path).strip("/") for address in seen}
    written = {name.removesuffix("index.html").rstrip("/") for name in files_in(exported)}
    # For machines, and what a host shows in place of a page.
    assert written - reached <= {"404.html", "sitemap.xml", "robots.txt"} | {
        name for name in written if name.endswith(("card.png", "feed.xml", "feed.json"))
    } | unlinked(written)


def unlinked(written: set[str]) -> set[str]:
    """Topics told once have a page of their own, which the sitemap names."""
    return {name for name in written if name.startswith("topics/")}


def test_the_files_are_the_bytes_that_are_served(whole: Site, exported: Path) -> None:
    with serving(whole.app) as url:
        for name, data in files_in(exported).items():
            if name == "404.html":
                assert get(url, "/nothing")[2] == data
                continue
            status, head, body = get(url, f"/{name.removesuffix('index.html')}")
            assert (status, body == data) == (200, True), name
            assert head["x-content-type-options"] == "nosniff"


def test_it_is_the_same_twice_and_leaves_alone_what_did_not_change(
    whole: Site, exported: Path, tmp_path: Path
) -> None:
    export_site(pages_of(whole, static=True), tmp_path / "again", quiet)
    assert files_in(tmp_path / "again") == files_in(exported)
    times = {path: path.stat().st_mtime_ns for path in exported.rglob("*.html")}
    export_site(pages_of(whole, static=True), exported, quiet)
    assert {path: path.stat().st_mtime_ns for path in exported.rglob("*.html")} == times


def test_a_host_of_files_alone_shows_no_forms(exported: Path) -> None:
    for name in (
        "index.html",
        f"editions/{NEWEST}/index.html",
        f"editions/{NEWEST}/mail/index.html",
    ):
        body = files_in(exported)[name].decode()
        for form in ("/subscribe", "/preferences", "/unsubscribe"):
            assert f'"{form}"' not in body


def test_forms_elsewhere_are_linked(whole: Site) -> None:
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"}
    letter |= {"links": {"subscribe": "https://forms.example.org/join"}}  # type: ignore[dict-item]
    said = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    said |= {"web": {"url": URL, "static": True}, "folder": whole.home}  # type: ignore[dict-item]
    templates = PageTemplates(config=Config.model_validate(said), theme=Theme())
    front = SitePages.of(whole.store, templates).lists.front().body.decode()
    assert front.count('href="https://forms.example.org/join"') == 2
    assert "<form" not in front


@pytest.mark.browser
def test_the_browser_searches_where_no_server_answers(browser: Browser, exported: Path) -> None:
    with plain_server(exported) as home:
        page = browser.new_page()
        page.goto(f"{home}/search/")
        page.get_by_label("Words to look for").fill("HARBOUR cóuncil")
        page.get_by_role("button", name="Search").click()
        page.locator("#found .list li").first.wait_for()
        served = [
            link.get_attribute("href") for link in page.locator("#found .list a").element_handles()
        ]
        assert len(served) == FOUND
        page.locator("#found .list a").first.click()
        page.wait_for_url("**/editions/n-*/#*")
        page.goto(f"{home}/search/?q=zebra")
        page.get_by_text("Nothing was found").wait_for()
        page.close()


def test_the_server_finds_the_same(whole: Site) -> None:
    answer = ask(whole.app, "/search?q=HARBOUR%20c%C3%B3uncil").body
    assert answer.count("<li><time") == FOUND


def test_without_an_address_nothing_is_written(whole: Site, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"web\.url"):
        export_site(pages_of(whole, url=None), tmp_path / "x", quiet)
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_written_is_said(whole: Site, tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(BriefingError, match="cannot be written"):
        export_site(pages_of(whole), tmp_path, quiet)


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    with site(tmp_path) as made:
        edition = make_edition(id="..", created=NOW)
        made.store.editions.save(edition, at=NOW)
        made.store.editions.mark("..", "sent")
        with pytest.raises(BriefingError, match="is no name of a file"):
            export_site(pages_of(made), tmp_path / "public", quiet)
