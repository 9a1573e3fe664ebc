"""What the client hands over by POST: under the same guard, and never sent on by a redirect."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefing.errors import SourceError
from briefing.sources.fetch.client import Client
from tests.hearing import Heard, hearing


@pytest.fixture
def heard() -> Iterator[Heard]:
    with hearing() as one:
        yield one


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1",), timeout=5.0) as opened:
        yield opened


def test_json_is_handed_over(client: Client, heard: Heard) -> None:
    assert client.post(f"{heard.url}/hook", b'{"state": "sent"}').status == 204
    assert heard.posts == [("/hook", "application/json", b'{"state": "sent"}')]


def test_a_redirect_is_no_answer_and_is_not_followed(client: Client, heard: Heard) -> None:
    with pytest.raises(SourceError, match="307"):
        client.post(f"{heard.url}/away", b"{}")
    assert [path for path, _, _ in heard.posts] == ["/away"]


def test_a_failure_is_said(client: Client, heard: Heard) -> None:
    with pytest.raises(SourceError, match="500"):
        client.post(f"{heard.url}/broken", b"{}")


@pytest.mark.parametrize("target", ["http://127.0.0.1/x", "http://169.254.169.254/x", "file:///x"])
def test_a_private_address_gets_nothing(target: str) -> None:
    with Client(timeout=5.0) as strict, pytest.raises(SourceError):
        strict.post(target, b"{}")
