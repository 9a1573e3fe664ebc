"""Replies as they come in, in whatever pieces, and what is no reply."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.smtp.connection import MOST_REPLY_BYTES, Connection, Lost, ServerReply
from briefing.delivery.smtp.replies import judged


@pytest.fixture
def ends() -> Iterator[tuple[Connection, socket.socket]]:
    ours, theirs = socket.socketpair()
    connection = Connection(ours)
    yield connection, theirs
    connection.close()
    theirs.close()


def answers(pieces: list[bytes]) -> list[ServerReply]:
    """What a connection makes of bytes that come in these pieces."""
    ours, theirs = socket.socketpair()
    connection, found = Connection(ours), []
    with theirs:
        for piece in pieces:
            theirs.sendall(piece)
            connection.read()
            while (
                answer := None if not connection.has_answer else connection.answer()
            ) is not None:
                found.append(answer)
    connection.close()
    return found


REPLIES = b"250-first\r\n250 second\r\n354 go on\r\n550 5.1.1 no\r\n250\r\n"


@given(st.lists(st.integers(min_value=0, max_value=len(REPLIES)), max_size=6))
def test_the_pieces_they_come_in_do_not_matter(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(REPLIES)]
    pieces = [REPLIES[a:b] for a, b in itertools.pairwise(places) if a < b]
    assert answers(pieces) == [
        ServerReply(250, "first second"),
        ServerReply(354, "go on"),
        ServerReply(550, "5.1.1 no"),
        ServerReply(250, ""),
    ]


@pytest.mark.parametrize(
    "data", [b"hello\r\n", b"25 ok\r\n", b"2500 ok\r\n", b"\r\n", b"ok 250\r\n", b"\x00\x01\n"]
)
def test_what_is_no_reply_ends_the_connection(
    ends: tuple[Connection, socket.socket], data: bytes
) -> None:
    connection, theirs = ends
    theirs.sendall(b"250 ok\r\n" + data)
    connection.read()
    assert connection.answer() == ServerReply(250, "ok")
    with pytest.raises(Lost, match="does not speak SMTP"):
        connection.answer()


@pytest.mark.parametrize("line", [b"x" * 1000, b"250-" + b"y" * 900 + b"\r\n", b"250 z\r\n"])
def test_a_flood_ends_the_connection(ends: tuple[Connection, socket.socket], line: bytes) -> None:
    connection, theirs = ends
    for _ in range(2 * MOST_REPLY_BYTES // len(line)):
        theirs.sendall(line)
        connection.read()
        if connection.ended:
            break
    assert connection.ended


def test_a_closed_connection_gives_what_came_before(ends: tuple[Connection, socket.socket]) -> None:
    connection, theirs = ends
    assert connection.answer() is None
    theirs.sendall(b"250 ok\r\n221 by")
    theirs.close()
    connection.read()
    connection.read()
    assert connection.answer() == ServerReply(250, "ok")
    with pytest.raises(Lost, match="closed the connection"):
        connection.answer()


def test_a_wire_is_quiet_until_something_was_said(ends: tuple[Connection, socket.socket]) -> None:
    connection, theirs = ends
    assert connection.quiet
    theirs.sendall(b"2")
    connection.read()
    assert not connection.quiet


def test_what_the_kernel_does_not_take_at_once_is_sent_later(
    ends: tuple[Connection, socket.socket],
) -> None:
    connection, theirs = ends
    data = bytes(range(256)) * 20_000
    assert not connection.write((data[:1000], data[1000:]))
    got = b""
    while len(got) < len(data):
        got += theirs.recv(1 << 20)
        connection.flush()
    assert got == data


def test_a_write_to_a_closed_connection_is_a_loss(ends: tuple[Connection, socket.socket]) -> None:
    connection, theirs = ends
    theirs.close()
    with pytest.raises(Lost):
        connection.write((b"x",))


@pytest.mark.parametrize(
    ("stage", "reply", "outcome", "fault"),
    [
        ("MAIL", "250 ok", None, False),
        ("MAIL", "550 no", "deferred", True),
        ("MAIL", "451 no", "deferred", True),
        ("RCPT", "251 will forward", None, False),
        ("RCPT", "550 5.1.1 no", "failed", False),
        ("RCPT", "550 5.7.1 no relaying", "deferred", True),
        ("RCPT", "530 log in", "deferred", True),
        ("RCPT", "450 later", "deferred", False),
        ("RCPT", "421 bye", "deferred", True),
        ("RCPT", "354 what", "deferred", True),
        ("DATA", "354 go on", None, False),
        ("DATA", "250 ok", "deferred", True),
        ("DATA", "554 no", "failed", False),
        (".", "250 ok", "sent", False),
        (".", "451 later", "deferred", True),  # RFC 5321: an error of its own
        (".", "450 later", "deferred", False),
        (".", "421 bye", "deferred", True),
        (".", "554 5.7.1 spam", "failed", False),
        (".", "354 what", "in_doubt", False),
    ],
)
def test_what_a_reply_means(stage: str, reply: str, outcome: str | None, fault: bool) -> None:
    code, _, text = reply.partition(" ")
    found = judged(stage, ServerReply(int(code), text))
    assert (found.outcome if found else None) == outcome
    assert (found.fault if found else False) == fault
    assert found is None or found.text == reply
