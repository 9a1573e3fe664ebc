"""Where requests lead: never to another host, and what is refused says what is allowed."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from tests.make import make_edition
from tests.web.asgi import ask
from tests.web.site import FURTHER, LEAD, REFERENCES, Site, publish, site
from tests.web.uvicorn_server import serving

HOSTS = ("evil.example", "127.0.0.1:1", "news.example.org@evil.example", "")


@pytest.mark.parametrize("base", ["", "/letters"])
def test_no_answer_leads_to_a_host_the_client_named(tmp_path: Path, base: str) -> None:
    web = {"url": f"https://news.example.org{base}"}
    with site(tmp_path, web=web) as made, serving(made.app) as url:
        publish(made)
        token = made.token("unsubscribe", made.add())
        paths = (
            "/subscribe/",
            f"/unsubscribe/{token}/",
            "/editions/",
            "/editions/n-1/",
            "//",
            "/x/",
        )
        for path in (*paths, "//evil.example/", "/\\evil.example/", "//evil.example/subscribe/"):
            for host in HOSTS:
                connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
                connection.putrequest("GET", base + path, skip_host=True)
                connection.putheader("Host", host)
                connection.putheader("X-Forwarded-Host", "evil.example")
                connection.endheaders()
                answer = connection.getresponse()
                assert answer.status in {200, 404}, path
                assert answer.getheader("location") is None
                assert b"evil.example" not in answer.read()
                connection.close()


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/", "POST", "GET, HEAD"),
        ("/editions/n-1", "DELETE", "GET, HEAD"),
        ("/subscribe", "PUT", "GET, HEAD, POST"),
        ("/robots.txt", "PATCH", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_allowed_says_which_are(
    made: Site, path: str, method: str, allowed: str
) -> None:
    answer = ask(made.app, path, {}, method=method)
    assert answer.status == 405
    assert ", ".join(sorted(answer.headers["allow"].split(", "))) == allowed


def test_a_slash_at_the_end_is_the_same_page(made: Site) -> None:
    publish(made)
    for path in ("/subscribe", "/editions", "/editions/n-1"):
        assert ask(made.app, f"{path}/").body == ask(made.app, path).body


def test_the_files_beside_the_pages(made: Site) -> None:
    icon = ask(made.app, "/favicon.ico")
    assert (icon.status, icon.headers["content-type"]) == (200, "image/svg+xml")
    assert ">T<" in icon.body
    robots = ask(made.app, "/robots.txt")
    assert "Disallow: /unsubscribe/" in robots.body
    assert robots.headers["x-content-type-options"] == "nosniff"


def test_the_list_of_editions_has_pages(made: Site) -> None:
    for number in range(31):
        edition = make_edition(id=f"n-{number:02}", subject=f"Subject {number:02}")
        made.store.editions.save(edition, at=edition.created)
        made.store.editions.mark(edition.id, "sent")
    first, second = ask(made.app, "/editions").body, ask(made.app, "/editions?page=2").body
    assert first.count("<li>") == 30
    assert second.count("<li>") == 1
    assert 'href="/editions/page/2"' in first
    assert 'href="/editions"' in second
    assert ask(made.app, "/editions/page/2").body == second
    for page in ("3", "0", "-1", "x", "", "99999"):
        assert ask(made.app, f"/editions?page={page}").status == 404
        assert ask(made.app, f"/editions/page/{page or 'y'}").status == 404


def test_the_front_says_what_the_letter_is_how_often_it_comes_and_from_whom(tmp_path: Path) -> None:
    letter, schedule = {"timezone": "Europe/Berlin"}, {"at": ["07:00"], "days": ["mon", "thu"]}
    with site(tmp_path, newsletter=letter, schedule=schedule) as made:
        publish(made, blocks=(LEAD, FURTHER), references=REFERENCES)
        page = " ".join(ask(made.app, "/").body.replace("\u202f", " ").split())
    assert "The Daily brings together what matters" in page
    assert "Monday and Thursday at 7:00 AM (Europe/Berlin)" in page
    assert "From Daily (d@example.org)" in page
    assert 'href="/editions/n-1">' in page
    assert LEAD.title in page
    assert LEAD.sentences[0].text in page


@pytest.mark.parametrize("page", ["subscribe", "preferences"])
def test_a_domain_without_a_dot_is_asked_about(made: Site, page: str) -> None:
    answer = ask(made.app, f"/{page}", {"email": "kim@gmail"})
    assert answer.status == 400
    assert 'value="kim@gmail.com"' in answer.body
    assert made.mails() == []
    answer = ask(made.app, f"/{page}", {"email": "kim@intranet"})
    assert "Use kim@intranet as it is" in answer.body
    sure = {"email": "kim@intranet", "typed": "kim@intranet"}
    assert ask(made.app, f"/{page}", sure).status == 200
    assert len(made.mails()) == (page == "subscribe")


def test_who_leaves_is_named_behind_the_token_alone(made: Site) -> None:
    name = made.add("grace@example.org")
    assert (
        "grace@example.org" in ask(made.app, f"/unsubscribe/{made.token('unsubscribe', name)}").body
    )
    assert "grace@example.org" not in ask(made.app, "/unsubscribe").body
    wrong = made.token("preferences", name)
    assert "grace@example.org" not in ask(made.app, f"/unsubscribe/{wrong}").body


def test_an_edition_has_a_way_back_and_says_what_it_is(made: Site) -> None:
    publish(made, preheader="What the capitals agreed on")
    page = ask(made.app, "/editions/n-1").body
    assert '<link rel="canonical" href="https://news.example.org/editions/n-1">' in page
    assert '<meta name="description" content="What the capitals agreed on">' in page
    assert 'href="/subscribe"' in page
    assert "[if mso" not in page
