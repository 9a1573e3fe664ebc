"""Whatever is sent to whatever route: an answer in plain words, never a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import quote

import pytest

from briefing.web.desk.desk_route import DeskRoute
from tests.web.desk.house import DeskClient, DeskHouse
from tests.web.desk.naughty import NAUGHTY
from tests.web.desk.stocked import DRAFT, PAST, stocked_house

# What forms of the desk call their fields.
FIELDS = (
    "name", "password", "new", "code", "next", "session", "role", "edition", "slot", "until", "why",
    "url", "kind", "selector", "source", "subscriber", "email", "verdict", "reply", "find",
    "status", "state", "after", "page", "version", "story", "block", "title", "text", "value",
    "query", "q",
)  # fmt: skip
# 409: too late; 413: too long for the route. No 500, and no 503 but for a queue that is full.
PLAIN = {200, 303, 400, 401, 403, 404, 405, 409, 413, 429}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    with stocked_house(tmp_path_factory.mktemp("naughty")) as one:
        yield one


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def form_of(texts: Iterator[str], csrf: str) -> bytes:
    pairs = [f"{name}={encoded(next(texts))}" for name in FIELDS]
    return f"csrf={csrf}&{'&'.join(pairs)}".encode()


def all_routes(house: DeskHouse) -> list[DeskRoute]:
    return [route for route in house.app.routes if isinstance(route, DeskRoute)]


def path_with(route: DeskRoute, text: str) -> str:
    """The route's path, the text in the place of each of its parts."""
    path = route.path_format
    for name in route.param_convertors:
        path = path.replace("{" + name + "}", encoded(text))
    return path


class Tags(HTMLParser):
    """Finds what no page of ours has: scripts within, handlers, pictures from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        inline = tag == "script" and not (names.get("src") or "").startswith("/static/")
        away = (names.get("href") or "").startswith(("javascript:", "//"))
        if inline or away or tag == "img" or any(name.startswith("on") for name in names):
            self.foreign.append(self.get_starttag_text() or tag)


def test_the_check_for_tags_finds_some() -> None:
    for text in ("<script>x</script>", "<img src=x>", "<p onclick=x>", "<a href=javascript:x>"):
        tags = Tags()
        tags.feed(text)
        assert len(tags.foreign) == 1


def check(client: DeskClient, method: str, path: str, body: bytes | None = None) -> None:
    answer = client.send(method, path, body)
    shown = f"{method} {path[:200]} {(body or b'')[:300]!r}"
    assert answer.status in PLAIN, f"{answer.status}: {shown}"
    tags = Tags()
    tags.feed(answer.body)
    assert tags.foreign == [], shown
    assert "Traceback" not in answer.body
    assert "set-cookie: a=b" not in str(answer.headers).lower()


def test_every_route_takes_any_text(house: DeskHouse) -> None:
    """In the path, in the query and in the form; as an admin, so that all is reached."""
    admin = house.client()
    keep, csrf = dict(admin.cookies), admin.csrf
    for route in all_routes(house):
        (method,) = (route.methods or set()) - {"HEAD"}
        for start in range(0, len(NAUGHTY), 3):
            text = NAUGHTY[start]
            texts = cycle((*NAUGHTY[start:], *NAUGHTY[:start]))
            admin.cookies = dict(keep)  # some acts end the session
            if "{" in route.path_format or start % 6 == 0:
                query = "&".join(f"{name}={encoded(next(texts))}" for name in FIELDS[-14:])
                check(admin, "GET", f"{path_with(route, text)}?{query[:8000]}")
            if method == "POST":
                admin.cookies = dict(keep)
                check(admin, "POST", path_with(route, text), form_of(texts, csrf))
        house.jobs.finish()
        admin = house.client()  # changing a password has ended the session
        keep, csrf = dict(admin.cookies), admin.csrf
    # Texts that name nothing do nothing.
    assert house.store.editions.state(DRAFT) == "draft"
    assert "admin" in {account.role for account in house.store.accounts.list("n")}


@pytest.mark.parametrize(
    "field",
    ("edition", "source", "subscriber", "slot", "name", "url", "find"),
)
def test_each_field_alone_takes_any_text(house: DeskHouse, field: str) -> None:
    """Beside fields that are right, so that the act comes as far as that field."""
    editor = house.client()
    right = {"edition": PAST, "verdict": "sent", "kind": "feed", "role": "viewer", "find": ""}
    paths = {
        "edition": ("/acts/withdraw", "/acts/resolve", "/acts/retry"),
        "source": ("/sources/test", "/sources/pause", "/sources/resume", "/sources/remove"),
        "subscriber": ("/acts/block", "/acts/unblock", "/acts/unsubscribe"),
        "slot": ("/acts/redo",),
        "name": ("/users", "/users/role", "/users/link", "/users/remove"),
        "url": ("/sources/find", "/sources/add"),
        "find": (),
    }
    for text in NAUGHTY:
        form = "&".join(f"{name}={encoded(one)}" for name, one in (right | {field: text}).items())
        for path in paths[field]:
            check(editor, "POST", path, f"csrf={editor.csrf}&{form}".encode())
        for page in ("/subscribers", f"/deliveries/{PAST}"):
            check(editor, "GET", f"{page}?{field}={encoded(text)}&after={encoded(text)}")


BODIES = (
    b"", b"\xff\xfe\x00", b"&&&==", b"csrf", b"a=%zz&b=%", b"{\"csrf\": \"x\"}", b"x" * 300_000,
    b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--x--", b"--x\r\n\r\n--x--",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../x\"\r\n\r\nx\r\n--x--\r\n",
    b"a=1&" * 2000,
)  # fmt: skip
KINDS = (
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data",
    "application/json", "text/plain", "", "multipart/form-data; boundary=" + "x" * 300,
)  # fmt: skip


def test_bodies_that_are_no_forms_are_refused(house: DeskHouse) -> None:
    client = house.client()
    for body in BODIES:
        for kind in KINDS:
            headers = {"content-type": kind}
            for path in ("/acts/withdraw", "/login", "/users"):
                answer = client.send("POST", path, body, headers=headers)
                shown = f"{path} {kind} {body[:60]!r}"
                assert answer.status in {400, 403, 413}, shown


def test_cookies_and_headers_take_anything(house: DeskHouse) -> None:
    token = next(iter(house.client().cookies.items()))
    for text in NAUGHTY:
        raw = text.encode("utf-8", "surrogatepass").decode("latin-1")
        clean = "".join(sign for sign in raw if sign not in "\r\n\x00")
        for name in ("__Host-desk_session", "__Host-desk_visit", "__Host-desk_flash"):
            headers = {"cookie": f"{name}={clean}; {token[0]}x=1", "host": "desk.example.org"}
            answer = house.visitor().send("GET", "/login", headers=headers)
            assert answer.status == 200, repr(text)
        for header in ("user-agent", "x-csrf-token", "hx-target", "x-forwarded-for", "referer"):
            client = house.client()
            answer = client.send("POST", "/acts/resume", {}, headers={header: clean})
            assert answer.status == 403, f"{header}: {text!r}"
            assert client.get("/", **{header: clean}).status == 200
