"""Logging in: by password, by code, by the word of a proxy; how often one may try."""

from __future__ import annotations

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from briefing.desk.accounts import add_account, first_link, link_owner, use_first_link, use_link
from briefing.desk.login import (
    LOOK_BACK,
    MOST_FAILURES_A_CLIENT,
    MOST_FAILURES_A_NAME,
    MOST_FAILURES_A_NAME_AND_CLIENT,
    LoginAttempt,
    Refusal,
    limit_keys,
    log_in,
)
from briefing.errors import InputError
from tests.web.asgi import Answer
from tests.web.desk.house import DeskClient, DeskHouse, desk_house

PASSWORD = "a bridge over the strait"


def with_password(house: DeskHouse, name: str = "Ada") -> None:
    key = house.account(name).key
    link = house_link(house, name)
    use_link(house.newsletter, link, key, PASSWORD)


def house_link(house: DeskHouse, name: str) -> str:
    from briefing.desk.accounts import account_named, new_link

    return new_link(house.newsletter, account_named(house.newsletter, name))


def login(client: DeskClient, name: str, password: str, **more: str) -> Answer:
    client.get("/login")
    return client.post("/login", name=name, password=password, **more)


def test_the_first_admin_comes_by_a_link_that_works_once(house: DeskHouse) -> None:
    token = first_link(house.newsletter)
    visitor, other = house.visitor(), house.visitor()
    assert "first here" in visitor.get(f"/welcome/{token}").body
    other.get(f"/welcome/{token}")
    short = visitor.post(f"/welcome/{token}", name="Ada", password="short")
    assert short.status == 400
    assert "at least 10" in short.body
    done = visitor.post(f"/welcome/{token}", name="Ada", password=PASSWORD)
    assert (done.status, done.headers["location"]) == (303, "/login")
    assert other.post(f"/welcome/{token}", name="Eve", password=PASSWORD).status == 404
    (account,) = house.store.accounts.list("n")
    assert (account.name, account.role) == ("Ada", "admin")
    assert first_link(house.newsletter) == ""
    answer = login(visitor, "ada", PASSWORD)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Ada" in visitor.get("/").body


def test_a_link_is_too_old_after_its_time(house: DeskHouse) -> None:
    first, invited = first_link(house.newsletter), add_account(house.newsletter, "Bob", "editor")
    house.wait(minutes=59)
    assert link_owner(house.newsletter, first) == ""
    house.wait(minutes=2)
    assert link_owner(house.newsletter, first) is None
    assert house.visitor().get(f"/welcome/{first}").status == 404
    assert link_owner(house.newsletter, invited) == "bob"
    house.wait(days=3)
    assert link_owner(house.newsletter, invited) is None


def test_of_two_who_use_the_first_link_at_once_one_is_admin(house: DeskHouse) -> None:
    token = first_link(house.newsletter)

    def use(name: str) -> bool:
        try:
            use_first_link(house.newsletter, token, name, PASSWORD)
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, ["Ada", "Bob", "Cid", "Dan"])) == 1
    assert house.store.accounts.count("n") == 1


def test_known_and_unknown_names_are_answered_alike(house: DeskHouse) -> None:
    with_password(house)
    house.account("Bob")  # has no password yet
    pages = []
    for name in ("Ada", "Bob", "Nobody", "", "a" * 500):
        answer = login(house.visitor(), name, "a wrong password")
        assert answer.status == 400
        body = re.sub(
            r'(csrf-token" content=|X-CSRF-Token": |name="csrf" value=)"\w+"', "", answer.body
        )
        pages.append(body.replace(f'value="{name[:100]}"', 'value=""'))
    assert len(set(pages)) == 1
    assert "is wrong" in pages[0]


def test_unknown_names_take_as_long(house: DeskHouse) -> None:
    with_password(house)

    def seconds(name: str) -> float:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            log_in(house.newsletter, LoginAttempt(name=name, password="a wrong password"))
            times.append(time.perf_counter() - begun)
        return statistics.median(times)

    seconds("warm")
    known, unknown = seconds("Ada"), seconds("Nobody")
    assert 1 / 3 < known / unknown < 3


@pytest.mark.parametrize("name", ["Ada", "Nobody"])
def test_a_name_is_limited_whether_it_is_known_or_not(house: DeskHouse, name: str) -> None:
    with_password(house)
    for _ in range(MOST_FAILURES_A_NAME_AND_CLIENT):
        assert login(house.visitor(), name, "wrong").status == 400
    answer = login(house.visitor(), name, PASSWORD)
    assert (answer.status, answer.headers["retry-after"]) == (429, "900")
    house.wait(minutes=15, seconds=1)
    status = login(house.visitor(), name, PASSWORD).status
    assert status == (303 if name == "Ada" else 400)


def test_who_fails_elsewhere_keeps_nobody_out(house: DeskHouse) -> None:
    with_password(house)
    for _ in range(MOST_FAILURES_A_NAME_AND_CLIENT + 1):
        answer = login(house.visitor(client="198.51.100.7"), "Ada", "wrong")
    assert answer.status == 429
    assert login(house.visitor(client="203.0.113.9"), "Ada", PASSWORD).status == 303


def test_a_name_is_limited_over_all_addresses(house: DeskHouse) -> None:
    """A guess from each of many networks is limited, too; the hashes are left out."""
    with_password(house)
    now, failures = house.now[0], house.store.login_failures
    for number in range(MOST_FAILURES_A_NAME):
        attempt = LoginAttempt(name="Ada", password="x", client=f"203.0.113.{number}")
        limits = dict.fromkeys(limit_keys(house.newsletter, attempt), MOST_FAILURES_A_NAME)
        assert failures.reserve(limits, at=now, since=now - LOOK_BACK)
    assert login(house.visitor(client="198.51.100.7"), "Ada", PASSWORD).status == 429
    house.wait(minutes=15, seconds=1)
    assert login(house.visitor(client="198.51.100.7"), "Ada", PASSWORD).status == 303


def fail_from(house: DeskHouse, client: str) -> None:
    """As many attempts as an address may fail, over many names; the hashes are left out."""
    now = house.now[0]
    for number in range(MOST_FAILURES_A_CLIENT):
        attempt = LoginAttempt(name=f"n{number}", password="x", client=client)
        limits = dict.fromkeys(limit_keys(house.newsletter, attempt), MOST_FAILURES_A_CLIENT)
        assert house.store.login_failures.reserve(limits, at=now, since=now - LOOK_BACK)


def test_an_address_is_limited_over_all_names(house: DeskHouse) -> None:
    with_password(house)
    fail_from(house, "2001:db8::1")
    same_network = house.visitor(client="2001:db8::ffff")
    assert login(same_network, "Ada", PASSWORD).status == 429
    assert login(house.visitor(client="2001:db8:0:1::1"), "Ada", PASSWORD).status == 303


def test_many_attempts_at_once_get_no_further_than_one_after_the_other(house: DeskHouse) -> None:
    with_password(house)

    def attempt(number: int) -> object:
        tried = LoginAttempt(name="Ada", password=f"wrong {number}", client="203.0.113.9")
        return log_in(house.newsletter, tried)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, range(30)))
    assert answers.count(Refusal.WRONG) == MOST_FAILURES_A_NAME_AND_CLIENT
    assert answers.count(Refusal.LIMITED) == 30 - MOST_FAILURES_A_NAME_AND_CLIENT


def test_a_good_login_forgives_what_was_mistyped_and_counts_nothing(house: DeskHouse) -> None:
    with_password(house)
    client = "198.51.100.1"
    for _ in range(3):
        for _ in range(MOST_FAILURES_A_NAME_AND_CLIENT - 1):
            log_in(house.newsletter, LoginAttempt(name="Ada", password="wrong", client=client))
        good = LoginAttempt(name="Ada", password=PASSWORD, client=client)
        assert not isinstance(log_in(house.newsletter, good), Refusal)
    assert limit_keys(house.newsletter, good).pair not in dump(house)


def dump(house: DeskHouse) -> str:
    with house.store._database.raw() as connection:
        return "\n".join(connection.iterdump())


def test_neither_tokens_nor_passwords_nor_addresses_are_kept(house: DeskHouse) -> None:
    with_password(house)
    link, first = house_link(house, "Ada"), "198.51.100.77"
    client = house.visitor(client=first)
    login(client, "Ada", "wrong password here")
    login(client, "Ada", PASSWORD)
    (token,) = [text for name, text in client.cookies.items() if "session" in name]
    for hidden in (link, token, PASSWORD, "wrong password here", first):
        assert hidden not in dump(house)


def test_one_is_led_on_only_within_the_desk(house: DeskHouse) -> None:
    with_password(house)
    for wanted in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        answer = login(house.visitor(), "Ada", PASSWORD, next=wanted)
        assert answer.headers["location"] == "/"
        page = house.visitor().get(f"/login?next={wanted}")
        assert "evil" not in page.body
    answer = login(house.visitor(), "Ada", PASSWORD, next="/sources?q=1")
    assert answer.headers["location"] == "/sources?q=1"


def test_the_login_itself_needs_its_token(house: DeskHouse) -> None:
    with_password(house)
    visitor = house.visitor()
    assert visitor.send("POST", "/login", {"name": "Ada", "password": PASSWORD}).status == 403


def test_a_session_gets_a_new_token_and_the_old_one_ends(house: DeskHouse) -> None:
    with_password(house)
    client = house.client("Ada")
    old = dict(client.cookies)
    client.post("/login", name="Ada", password=PASSWORD)
    assert client.cookies != old
    client.cookies = old
    assert client.get("/").status == 303


def code_of(secret: str, house: DeskHouse) -> str:
    return pyotp.TOTP(secret).at(house.now[0])


def with_second_factor(house: DeskHouse) -> tuple[str, list[str]]:
    """Set up in the browser: the secret, and the codes for paper."""
    with_password(house)
    client = house.client("Ada")
    page = client.get("/account/second-factor").body
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    secret, path = found[1], "/account/second-factor"
    wrong = client.post(path, code="000000", password=PASSWORD)
    assert (wrong.status, secret in wrong.body) == (400, True)
    assert client.post(path, code=code_of(secret, house), password="wrong").status == 400
    shown = client.post(path, code=code_of(secret, house), password=PASSWORD)
    codes = re.findall(r"<li>([0-9a-z]{5}-[0-9a-z]{5})</li>", shown.body)
    assert (shown.status, len(codes)) == (200, 10)
    return secret, codes


def test_with_a_second_factor_a_password_is_not_enough(house: DeskHouse) -> None:
    secret, _ = with_second_factor(house)
    assert login(house.visitor(), "Ada", PASSWORD).status == 400
    used = code_of(secret, house)
    assert login(house.visitor(), "Ada", PASSWORD, code=used).status == 400  # set up with it
    house.wait(seconds=30)
    fresh = code_of(secret, house)
    assert login(house.visitor(), "Ada", "wrong", code=fresh).status == 400
    assert login(house.visitor(), "Ada", PASSWORD, code=f"{fresh[:3]} {fresh[3:]}").status == 303
    assert login(house.visitor(), "Ada", PASSWORD, code=fresh).status == 400  # once only
    house.wait(seconds=60)
    slow_clock = pyotp.TOTP(secret).at(house.now[0] - timedelta(seconds=30))
    assert login(house.visitor(), "Ada", PASSWORD, code=slow_clock).status == 303
    too_old = pyotp.TOTP(secret).at(house.now[0] - timedelta(seconds=90))
    assert login(house.visitor(), "Ada", PASSWORD, code=too_old).status == 400


def test_a_code_on_paper_works_once(house: DeskHouse) -> None:
    _, codes = with_second_factor(house)
    assert login(house.visitor(), "Ada", PASSWORD, code=codes[0].upper()).status == 303
    assert login(house.visitor(), "Ada", PASSWORD, code=codes[0]).status == 400
    assert "on paper: 9" in house.client("Ada").get("/account").body
    for code in codes[1:]:
        assert code not in dump(house)


def test_the_second_factor_is_given_up_by_who_knows_the_password(house: DeskHouse) -> None:
    with_second_factor(house)
    client = house.client("Ada")
    assert client.post("/account/second-factor/end", password="wrong").status == 400
    assert client.post("/account/second-factor/end", password=PASSWORD).status == 303
    assert login(house.visitor(), "Ada", PASSWORD).status == 303


PROXY = {"url": "https://desk.example.org", "proxies": ["10.0.0.2"], "trust_header": "X-User"}


def test_a_trusted_proxy_names_who_is_logged_in(tmp_path: Path) -> None:
    with desk_house(tmp_path, desk=PROXY) as house:
        house.account("Zoë", "viewer")
        behind = house.visitor(client="10.0.0.2")
        named = {"x-user": "zoë", "x-forwarded-for": "203.0.113.9"}
        page = behind.get("/", **named)
        assert page.status == 200
        assert "Zoë" in page.body
        assert behind.send("POST", "/users", {"csrf": behind.csrf}, headers=named).status == 403
        assert behind.get("/", **{"x-user": "nobody"}).status == 303
        assert behind.get("/").status == 303
        # Whoever reaches the desk itself is believed nothing, whatever it says.
        for client in ("203.0.113.9", "127.0.0.1", "10.0.0.3"):
            direct = house.visitor(client=client)
            for more in ({}, {"x-forwarded-for": "10.0.0.2"}, {"forwarded": "for=10.0.0.2"}):
                assert direct.get("/", **{"x-user": "Zoë", **more}).status == 303


def test_header_names_count_for_nothing_unless_the_config_says_so(house: DeskHouse) -> None:
    house.account("Ada")
    for client in ("127.0.0.1", "203.0.113.9"):
        for header in ("x-user", "x-remote-user", "remote-user", "x-forwarded-user"):
            assert house.visitor(client=client).get("/", **{header: "Ada"}).status == 303


def test_the_limit_counts_the_address_the_proxy_names(tmp_path: Path) -> None:
    with desk_house(tmp_path, desk={"url": "https://desk.example.org"}) as house:
        with_password(house)
        fail_from(house, "203.0.113.50")
        for client, status in (("203.0.113.50", 429), ("203.0.113.51", 303)):
            visitor = house.visitor(client="127.0.0.1")
            visitor.get("/login")
            form = {"csrf": visitor.csrf, "name": "Ada", "password": PASSWORD}
            said = {"x-forwarded-for": f"1.2.3.4, {client}"}
            assert visitor.send("POST", "/login", form, headers=said).status == status
