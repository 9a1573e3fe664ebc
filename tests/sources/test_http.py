"""The one HTTP client against a server with bad habits, and against forbidden targets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence

import pytest

from briefing.errors import SourceError
from briefing.models import SourceState
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.guard import Gate
from briefing.sources.fetch.messages import Request, Response
from tests.sources.server import FEED, Server, serving
from tests.sources.targets import DENIED_ADDRESSES, HOST_SPELLINGS, OTHER_URLS


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1",), timeout=5.0, max_bytes=1_000_000) as opened:
        yield opened


@pytest.fixture(scope="module")
def strict() -> Iterator[Client]:
    """A client that no host is opened for."""
    with Client(timeout=5.0) as opened:
        yield opened


def problem(client: Client, url: str) -> str:
    with pytest.raises(SourceError) as caught:
        client.get(url)
    return str(caught.value)


def test_an_answer_comes_with_its_validators(client: Client, server: Server) -> None:
    answer = client.get(f"{server.url}/feed")
    assert (answer.status, answer.body) == (200, FEED)
    assert answer.state == SourceState(etag='"v1"', last_modified="Tue, 24 Nov 2026 05:00:00 GMT")


def test_validators_are_sent_and_304_is_an_answer(client: Client, server: Server) -> None:
    answer = client.get(f"{server.url}/feed", SourceState(etag='"v1"'))
    assert (answer.status, answer.body) == (304, b"")


def test_the_user_agent_says_who_and_how_to_reach_us(server: Server) -> None:
    with Client(allow_hosts=("127.0.0.1",), contact="desk@balance.example\r\nX: y") as client:
        client.get(f"{server.url}/feed?agent")
    agent = server.headers[-1]["user-agent"]
    assert agent.startswith("briefing/")
    assert agent.endswith("(+desk@balance.exampleX: y)")


def test_a_packed_body_is_unpacked(client: Client, server: Server) -> None:
    assert client.get(f"{server.url}/packed").body == FEED


def test_a_few_redirects_are_followed_and_a_permanent_move_is_told(
    client: Client, server: Server
) -> None:
    answer = client.get(f"{server.url}/hops/5")
    assert answer.body == FEED
    assert answer.moved == f"{server.url}/hops/0"


def test_a_temporary_redirect_is_no_move(client: Client, server: Server) -> None:
    assert client.get(f"{server.url}/to?/feed").moved == ""


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("hops/6", "more than 5 redirects"),
        ("loop/0", "more than 5 redirects"),
        ("endless", "larger than 1,000,000 bytes"),
        ("bomb", "larger than 1,000,000 bytes"),
        ("half-packed", "cannot be unpacked"),
        ("big-header", "header is too long"),
        ("many-headers", "header is too long"),
        ("wrong-length", "announced length"),
        ("garbage", "is no HTTP"),
        ("busy", "503 (not available now)"),
        ("gone", "410 (gone for good)"),
        ("nowhere", "404 (not found)"),
        ("to?ftp://93.184.216.34/", "only http and https"),
        ("to?file:///etc/passwd", "only http and https"),
        ("to?http://user:pass@127.0.0.1/", "password"),
        ("to?http://[::1", "unusable address"),
    ],
)
def test_a_bad_habit_is_an_error_in_plain_words(
    client: Client, server: Server, manner: str, words: str
) -> None:
    assert words in problem(client, f"{server.url}/{manner}")


@pytest.mark.parametrize("manner", ["drip", "silent"])
def test_a_slow_server_costs_no_more_than_the_timeout(server: Server, manner: str) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=0.3) as client:
        said = problem(client, f"{server.url}/{manner}")
    assert "no whole answer within 0.3 seconds" in said


def test_retry_after_is_passed_on(client: Client, server: Server) -> None:
    answer = client.fetch((Request(url=f"{server.url}/busy"),))[0]
    assert isinstance(answer, Response)
    assert answer.header("Retry-After") == "120"
    assert "it asks to wait: 120" in str(answer.problem)


def test_a_host_that_asks_for_a_pause_is_left_alone(client: Client, server: Server) -> None:
    problem(client, f"{server.url}/busy")
    server.seen.clear()
    assert "asked for a pause" in problem(client, f"{server.url}/feed")
    assert server.seen == []


def test_many_are_read_at_once_but_two_of_a_host(client: Client) -> None:
    with serving() as server:
        requests = [Request(url=f"{server.url}/slow?{number}") for number in range(12)]
        answers = client.fetch(requests)
        assert [answer.url for answer in answers if isinstance(answer, Response)] == [
            request.url for request in requests
        ]
        assert server.busiest == 2


def test_one_failure_stops_no_other(client: Client, server: Server) -> None:
    requests = [Request(url=f"{server.url}/{path}") for path in ("feed", "garbage", "feed")]
    kinds = [type(answer) for answer in client.fetch(requests)]
    assert kinds == [Response, SourceError, Response]


def test_waiting_for_a_free_place_is_not_counted(server: Server) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=1.0) as client:  # all take 1.5 seconds
        answers = client.fetch([Request(url=f"{server.url}/slow?{n}") for n in range(60)])
    assert all(isinstance(answer, Response) for answer in answers)


def test_a_client_works_inside_a_running_loop(client: Client, server: Server) -> None:
    async def inside() -> int:
        return client.get(f"{server.url}/feed").status

    assert asyncio.run(inside()) == 200


def test_a_closed_client_may_be_used_again(server: Server) -> None:
    client = Client(allow_hosts=("127.0.0.1",))
    for _ in range(2):
        assert client.get(f"{server.url}/feed").status == 200
        client.close()
    client.close()


def test_a_closed_port_is_said(client: Client) -> None:
    assert "cannot be reached" in problem(client, "http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "allowed", ["127.0.0.1:1", "localhost", "10.0.0.1", "127.0.0.2", "", "127.0.0"]
)
def test_only_the_named_host_and_port_is_opened(server: Server, allowed: str) -> None:
    with Client(allow_hosts=(allowed,), timeout=2.0) as client:
        assert "refused" in problem(client, f"{server.url}/feed")


def test_a_host_may_be_opened_for_one_port(server: Server) -> None:
    with Client(allow_hosts=(f"127.0.0.1:{server.port}",)) as client:
        assert client.get(f"{server.url}/feed").status == 200


def urls(port: int) -> list[str]:
    spelled = [f"{scheme}://{host}{end}" for host in HOST_SPELLINGS for scheme, end in ENDS]
    numeric = [f"http://{bracketed(address)}/" for address in DENIED_ADDRESSES]
    at_port = [f"http://{host}:{port}/feed" for host in HOST_SPELLINGS]
    return [*spelled, *numeric, *at_port, *OTHER_URLS]


ENDS = (("http", ":8080/feed"), ("https", "/"), ("HTTP", "/"))


def bracketed(address: str) -> str:
    return f"[{address.replace('%', '%25')}]" if ":" in address else address


def test_no_spelling_of_a_forbidden_url_reaches_anything(strict: Client, server: Server) -> None:
    server.seen.clear()
    targets = urls(server.port)
    answers = strict.fetch([Request(url=url) for url in targets])
    reached = [url for url, answer in zip(targets, answers, strict=True) if not refused(answer)]
    assert len(targets) >= 150
    assert reached == []
    assert server.seen == []


@pytest.mark.parametrize("url", ["http://127.1/", "http://0177.0.0.1/", "http://2130706433/"])
def test_a_host_that_nobody_was_asked_for_is_not_called_broken(strict: Client, url: str) -> None:
    assert "refused" in problem(strict, url)


def test_there_are_enough_spellings() -> None:
    assert len({*DENIED_ADDRESSES, *HOST_SPELLINGS, *OTHER_URLS}) >= 150


def refused(answer: Response | SourceError) -> bool:
    if not isinstance(answer, SourceError):
        return False
    words = ("refused", "cannot be used", "not known", "cannot be reached", "is broken")
    return any(word in str(answer) for word in words)


def test_no_redirect_leads_to_a_forbidden_target(server: Server) -> None:
    hosts = [host for host in HOST_SPELLINGS if host.isascii() and host.strip() == host]
    with Client(allow_hosts=(f"127.0.0.1:{server.port}",), timeout=5.0) as client:
        requests = [Request(url=f"{server.url}/to?http://{host}:8080/") for host in hosts] + [
            Request(url=f"{server.url}/to?http://{bracketed(a)}/") for a in DENIED_ADDRESSES
        ]
        answers = client.fetch(requests)
    assert len(answers) > 100
    assert [answer for answer in answers if not isinstance(answer, SourceError)] == []


def answering(*answers: Sequence[str]) -> tuple[list[str], Client]:
    """A client whose DNS gives these answers in turn, the last for ever; and what was asked."""
    asked: list[str] = []

    async def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return asked, Client(lookup=lookup, timeout=2.0)


@pytest.mark.parametrize("address", DENIED_ADDRESSES)
def test_no_dns_answer_opens_a_forbidden_target(address: str) -> None:
    asked, client = answering([address])
    with client:
        said = problem(client, "http://news.example/")
    assert "refused" in said
    assert asked == ["news.example"]


def test_the_answer_checked_is_the_answer_connected_to(server: Server) -> None:
    """DNS that changes between two look-ups: the second answer is checked as well."""
    asked, client = answering(["127.0.0.1"], ["127.0.0.1"])
    server.seen.clear()
    with client:
        for _ in range(2):
            assert "refused" in problem(client, "http://news.example:8080/feed")
    assert (len(asked), server.seen) == (2, [])


def test_a_name_opened_by_the_configuration_may_lie_anywhere(server: Server) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    with Client(allow_hosts=("intranet.example",), lookup=lookup) as client:
        assert client.get(f"http://intranet.example:{server.port}/feed").status == 200
        assert "refused" in problem(client, "http://other.example/feed")


def test_a_name_in_any_script_is_opened_as_it_is_written() -> None:
    gate = Gate(("bücher.example", "日本.example:8080"))
    for url in (
        "http://bücher.example/",
        "http://xn--bcher-kva.example/",
        "http://日本.example:8080",
    ):
        target = gate.target(url)
        assert gate.allows(target.raw_host or "", target.port or 0)
    assert not gate.allows("bucher.example", 80)


def test_a_private_answer_beside_a_public_one_is_not_used() -> None:
    from briefing.sources.fetch.guard import Gate

    assert Gate().admit("x.example", 80, ["10.0.0.1", "1.1.1.1"]) == ("1.1.1.1",)


def test_a_password_is_not_shown(client: Client, server: Server) -> None:
    said = problem(client, f"http://me:secret@127.0.0.1:{server.port}/nowhere")
    assert "secret" not in said


def test_answers_come_one_by_one_with_their_places(client: Client, server: Server) -> None:
    paths = ("slow", "nowhere", "feed", "garbage")
    requests = [Request(url=f"{server.url}/{path}") for path in paths]
    found = dict(client.each(requests))
    assert sorted(found) == [0, 1, 2, 3]
    assert isinstance(found[3], SourceError)
    assert [one.status for one in found.values() if isinstance(one, Response)].count(200) == 2


def test_who_stops_taking_answers_stops_the_requests(client: Client, server: Server) -> None:
    requests = [Request(url=f"{server.url}/slow?{number}") for number in range(300)]
    next(iter(client.each(requests)))
    assert client.get(f"{server.url}/feed").status == 200
    assert len([path for path in server.seen if path.startswith("/slow?")]) < 300


def test_a_host_that_does_not_answer_is_left_alone_in_this_run(server: Server) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=0.3) as client:
        for _ in range(3):
            assert "within 0.3 seconds" in problem(client, f"{server.url}/silent")
        server.seen.clear()
        assert "did not answer 3 times" in problem(client, f"{server.url}/silent")
        assert server.seen == []


def test_one_answer_makes_a_host_alive_again(server: Server) -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=0.3) as client:
        for path in ("silent", "silent", "feed", "silent", "silent"):
            client.fetch((Request(url=f"{server.url}/{path}"),))
        assert client.get(f"{server.url}/feed").status == 200


def test_a_host_gets_the_pause_it_asks_for(client: Client, server: Server) -> None:
    client.slow_down("127.0.0.1", 0.1)
    start = time.monotonic()
    client.fetch([Request(url=f"{server.url}/feed") for _ in range(4)])
    assert time.monotonic() - start >= 0.3
