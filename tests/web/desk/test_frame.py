"""What holds for every page of the desk: its headers, its token, who may see it."""

from __future__ import annotations

import pytest
from starlette.routing import Route

from briefing.models.person import ROLES, Role
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.desk.local_paths import local_path
from tests.make import make_edition
from tests.web.desk.house import DeskHouse


def routes(house: DeskHouse) -> list[DeskRoute]:
    assert all(isinstance(route, DeskRoute) for route in house.app.routes)
    return [route for route in house.app.routes if isinstance(route, DeskRoute)]


def path_of(route: Route) -> str:
    """An address the route takes."""
    return route.path_format.replace("{name}", "desk.css").replace("{", "").replace("}", "")


def test_the_first_page_lists_the_editions(house: DeskHouse) -> None:
    house.store.editions.save(make_edition(subject="A bridge falls"), at=house.now[0])
    page = house.client().get("/")
    assert page.status == 200
    assert "A bridge falls" in page.body
    assert 'aria-current="page"' in page.body
    assert "Ada" in page.body


def test_who_is_not_logged_in_is_led_to_the_login_and_back(house: DeskHouse) -> None:
    visitor = house.visitor()
    assert visitor.get("/").headers["location"] == "/login"
    assert visitor.get("/?q=a b").headers["location"] == "/login?next=%2F%3Fq%3Da+b"
    assert visitor.get("/login").status == 200
    fragment = visitor.get("/", **{"hx-request": "true"})
    assert (fragment.status, fragment.headers["hx-redirect"]) == (401, "/login")
    posted = visitor.send("POST", "/acts/resume", {}, headers={"hx-request": "true"})
    assert (posted.status, posted.headers["hx-redirect"]) == (401, "/login")


def test_every_route_names_the_least_role_and_refuses_who_has_less(house: DeskHouse) -> None:
    people = {role: house.client(f"{role} person", role) for role in ROLES}
    for route in routes(house):
        (method,) = (route.methods or set()) - {"HEAD"}
        assert route.purpose, route.path
        if route.role is None:
            continue
        path = path_of(route)
        stranger = house.visitor().send(method, path, {} if method == "POST" else None)
        assert stranger.status == (303 if method == "GET" else 401), path
        for role in ROLES[: ROLES.index(route.role)]:
            answer = people[role].send(method, path, {"csrf": people[role].csrf})
            assert answer.status == 403, f"{role}: {method} {path}"


def test_every_change_needs_the_token(house: DeskHouse) -> None:
    posts = [route for route in routes(house) if "POST" in (route.methods or ())]
    assert posts
    for route in posts:
        client, other = house.client(), house.client("Bob").csrf
        for form in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": other}, {"csrf": "é\udc80"}):
            sent = {name: text.encode("utf-8", "surrogatepass") for name, text in form.items()}
            answer = client.send("POST", path_of(route), sent)  # type: ignore[arg-type]
            assert answer.status == 403, f"{route.path} with {form}"
            assert "expired" in answer.body


def test_nothing_but_get_and_post_is_taken(house: DeskHouse) -> None:
    for route in routes(house):
        assert (route.methods or set()) <= {"GET", "HEAD", "POST"}
        assert house.client().send("DELETE", path_of(route)).status == 405


def test_every_answer_is_strict(house: DeskHouse) -> None:
    client = house.client()
    for path in ("/", "/nothing", "/static/desk.css", "/static/nothing", "/login"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert client.get("/").headers["cache-control"] == "no-store"


def test_pages_hold_nothing_inline(house: DeskHouse) -> None:
    page = house.client().get("/").body
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=")
    assert " on" + "click=" not in page


def test_cookies_are_for_this_host_and_out_of_reach(house: DeskHouse) -> None:
    visitor = house.visitor()
    (line,) = visitor.get("/login").set_cookies
    assert line.startswith("__Host-desk_visit=")
    for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"):
        assert part in line
    assert visitor.get("/login").set_cookies == ()


def test_other_hosts_are_refused(house: DeskHouse) -> None:
    for host in ("evil.example", "desk.example.org.evil.example", "", "desk.example.org@evil"):
        assert house.visitor(host=host).get("/login").status == 400
    assert house.visitor(host="127.0.0.1:8090").get("/login").status == 200


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\\\\evil",
        "/\t/evil.example",
        "/\n/evil",
        "javascript:alert(1)",
        "evil",
        "",
        "/" + "a" * 2000,
        "/é",
        " //evil",
        "/\x00",
    ],
)
def test_nobody_is_led_to_another_host(wanted: str) -> None:
    assert local_path(wanted) == "/"


def test_pages_of_the_desk_may_be_led_to() -> None:
    assert local_path("/sources?q=a%20b#x") == "/sources?q=a%20b#x"


def test_too_much_is_refused(house: DeskHouse) -> None:
    answer = house.client().send("POST", "/logout", b"a=" + b"x" * 300_000)
    assert answer.status == 413


@pytest.mark.parametrize(("role", "status"), [("viewer", 200), ("editor", 200), ("admin", 200)])
def test_all_who_are_logged_in_see_the_first_page(
    house: DeskHouse, role: Role, status: int
) -> None:
    assert house.client("Eve", role).get("/").status == status


def test_logging_out_ends_the_session(house: DeskHouse) -> None:
    client = house.client()
    held = dict(client.cookies)
    assert client.post("/logout").status == 303
    client.cookies = held
    assert client.get("/").status == 303


def test_a_session_ends_by_age_and_by_silence(house: DeskHouse) -> None:
    client = house.client()
    for _ in range(16):
        house.wait(hours=11)
        status = client.get("/").status
    assert status == 303  # 168 hours after logging in
    client = house.client()
    house.wait(hours=12, minutes=1)
    assert client.get("/").status == 303


def test_static_files_are_kept_for_good_under_a_name_that_changes(house: DeskHouse) -> None:
    page = house.client().get("/").body
    link = page[page.index("/static/desk.css?v=") :].partition('"')[0]
    answer = house.visitor().get(link)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    again = house.visitor().get(link, **{"if-none-match": answer.headers["etag"]})
    assert again.status == 304
