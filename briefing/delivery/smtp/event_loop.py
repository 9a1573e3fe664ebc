"""Many conversations with one server at once, in one thread, and one commit for all that wait."""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass

from briefing.delivery.batches import Ledger
from briefing.delivery.send_queue import Post
from briefing.delivery.smtp.backoff import Troubles
from briefing.delivery.smtp.connecting import Bell, Dialing
from briefing.delivery.smtp.connection import Lost
from briefing.delivery.smtp.conversation import Dialogue, Talk, Wait
from briefing.delivery.smtp.relay import Connected, RefusedError, Relay
from briefing.errors import DeliveryError

# A commit waits for more messages to mark as long as they keep coming: no longer than the
# first without another, and no longer than the second in all, in seconds.
GAP = 0.003
LINGER = 0.025
# How long a reply may stay unwritten while nothing else has to be.
LATEST = 0.2
# What is under way may take so long when the sender is told to stop.
GRACE = 8.0
_GOODBYE = 2.0
_IDLE = 0.25
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


@dataclass(slots=True)
class Line:
    """A conversation, what it waits for, and since when that is too long."""

    dialogue: Dialogue
    talk: Talk
    waits: Wait = Wait.REPLY
    until: float = 0.0
    watched: int = _READ


@dataclass(slots=True)
class Commit:
    """A transaction under way, and the lines that wait for it."""

    future: Future[frozenset[str]]
    lines: list[Line]


class Switchboard:
    """Keeps as many connections as there is work for, and moves each on when it can.

    `stopping` is asked often; when it says True no message is begun any more,
    and those under way have 8 seconds.
    """

    def __init__(
        self,
        relay: Relay,
        post: Post,
        ledger: Ledger,
        *,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._relay = relay
        self._post = post
        self._ledger = ledger
        self._stopping = stopping
        self._bell = Bell()
        self._dialing = Dialing(relay, self._bell.ring)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._bell, _READ)
        self._lines: dict[int, Line] = {}
        self._most = relay.connections
        self._committing: list[Line] = []
        self._commit: Commit | None = None
        self._idle: list[Line] = []
        self._first_mark = self._last_mark = self._committed_at = self._next_look = 0.0
        self._last_moment = float("inf")
        self._troubles = Troubles(relay)

    def run(self) -> None:
        """Send until there is no more to send; DeliveryError where the server is of no use."""
        try:
            while self._staff() or self._lines:
                self._turn()
        finally:
            self._hang_up()
        if self._post.exhausted:
            tally = self._ledger.tally
            self._troubles.takes_nothing(tally.in_a_row, tally.last)
        if self._troubles.end:
            raise self._troubles.end

    def _staff(self) -> bool:
        """See that there are as many connections as there is work for; False: none are needed."""
        have = len(self._lines) + self._dialing.pending
        if have >= self._most:
            return True
        wanted = min(self._most, self._post.ahead(self._most) + len(self._lines))
        if have < wanted and not self._troubles.pause(time.monotonic()):
            # The first alone: it shows whether the server will have us.
            self._dialing.start(wanted - have if self._lines else 1 - have)
        return wanted > len(self._lines)

    def _turn(self) -> None:
        """Wait for something, and move on whatever it lets move on."""
        for key, events in self._selector.select(self._patience()):
            if key.fileobj is self._bell:
                self._bell.silence()
                self._answered()
            else:
                self._moved(key.data, events)
        if self._idle and not self._post.wait:
            self._take_turns()
        now = time.monotonic()
        if self._commit is not None and self._commit.future.done():
            self._committed(now)
        if self._commit is None and self._commit_is_due(now):
            self._begin_commit()
        if now >= self._next_look:
            self._look_around(now)

    def _patience(self) -> float:
        """How long to wait for events, in seconds."""
        now = time.monotonic()
        if self._ledger.marks and self._commit is None:
            return 0 if self._all_wait() else max(0.0, self._commit_at() - now)
        return min(_IDLE, self._post.wait) if self._idle else _IDLE

    def _all_wait(self) -> bool:
        return len(self._committing) >= len(self._lines)

    def _commit_at(self) -> float:
        """When those that wait for their mark wait no longer for others."""
        return min(self._last_mark + GAP, self._first_mark + LINGER)

    def _commit_is_due(self, now: float) -> bool:
        if self._committing:
            return self._all_wait() or now >= self._commit_at()
        # Alone, replies are written down at once: what a power cut leaves in doubt is less.
        unsettled = self._ledger.unsettled
        many = unsettled * 2 >= len(self._lines)
        return unsettled > 0 and (many or now >= self._committed_at + LATEST)

    def _begin_commit(self) -> None:
        """One transaction for all that wait; those that come meanwhile are for the next."""
        lines, self._committing = self._committing, []
        self._commit = Commit(self._ledger.begin_commit(self._bell.ring), lines)

    def _committed(self, now: float) -> None:
        """The transaction is durable: each line sends its dot, or drops the connection."""
        assert self._commit is not None
        marked, lines = self._commit.future.result(), self._commit.lines
        self._commit, self._committed_at = None, now
        for line in lines:
            if line.waits is Wait.COMMIT:
                self._advance(line, line.dialogue.offered in marked)

    def _moved(self, line: Line, events: int) -> None:
        """The line's socket can be read or written."""
        wire = line.dialogue.wire
        if events & _READ:
            wire.read()
        has_come = wire.has_answer if line.waits is Wait.REPLY else bool(events & _WRITE)
        if has_come:
            self._advance(line)
        elif wire.ended and line.waits is Wait.COMMIT:
            self._watch(line)  # its turn comes with the commit
        elif wire.ended:
            self._throw(line, Lost("the server closed the connection"))

    def _advance(self, line: Line, value: bool = True) -> None:  # noqa: FBT001, FBT002
        try:
            waits = line.talk.send(value)
        except StopIteration:
            self._ended(line)
            return
        self._wait_for(line, waits)

    def _throw(self, line: Line, error: Lost) -> None:
        """The line is lost; its conversation says what that means for its message."""
        for waiting in (self._committing, self._idle):
            if line in waiting:
                waiting.remove(line)
        line.waits = Wait.REPLY
        try:
            line.talk.throw(error)
        except StopIteration:
            self._ended(line)

    def _wait_for(self, line: Line, waits: Wait) -> None:
        now = time.monotonic()
        if not line.waits is waits is Wait.ROOM:  # a slow reader gets no more time for each byte
            line.until = now + (_GOODBYE if line.dialogue.leaving else self._relay.timeout)
        line.waits = waits
        if waits is Wait.COMMIT:
            self._committing.append(line)
            self._last_mark = now
            if len(self._committing) == 1:
                self._first_mark = now
        elif waits is Wait.TURN:
            self._idle.append(line)
        self._watch(line)

    def _take_turns(self) -> None:
        """The pace allows a message: those that waited for it ask again."""
        idle, self._idle = self._idle, []
        for line in idle:
            self._advance(line)

    def _watch(self, line: Line) -> None:
        """Tell the selector what matters; an ended connection would be readable for ever."""
        wanted = _READ | (_WRITE if line.waits is Wait.ROOM else 0)
        if line.dialogue.wire.ended:
            wanted = 0
        if wanted != line.watched:
            if line.watched and wanted:
                self._selector.modify(line.dialogue.wire, wanted, line)
            elif wanted:
                self._selector.register(line.dialogue.wire, wanted, line)
            else:
                self._selector.unregister(line.dialogue.wire)
            line.watched = wanted

    def _answered(self) -> None:
        """Connections were made, or could not be."""
        for result in self._dialing.finished():
            if isinstance(result, Connected):
                self._open(result)
            elif self._lines and not isinstance(result, RefusedError):
                self._most = len(self._lines)  # the server has had enough of us
            else:
                self._trouble(result)

    def _open(self, connected: Connected) -> None:
        """Begin a conversation, under the lowest free number."""
        self._troubles.reached = True
        number = next(n for n in range(self._relay.connections) if n not in self._lines)
        size = self._post.size
        if 0 < connected.most_bytes < size:
            connected.wire.close()
            what = f"takes {connected.most_bytes:,} bytes a message at most; this one has {size:,}"
            self._trouble(
                RefusedError(what, where=self._relay.name, hint="make the edition smaller")
            )
            return
        dialogue = Dialogue(
            connected.wire,
            self._post,
            self._ledger,
            number=number,
            pipelining=connected.pipelining,
        )
        line = Line(dialogue=dialogue, talk=dialogue.run())
        self._lines[number] = line
        self._selector.register(connected.wire, _READ, line)
        try:
            waits = next(line.talk)
        except StopIteration:
            self._ended(line)
            return
        self._wait_for(line, waits)

    def _ended(self, line: Line) -> None:
        """A conversation is over. One that sent nothing is a sign of trouble."""
        if line.watched:
            self._selector.unregister(line.dialogue.wire)
        del self._lines[line.dialogue.number]
        if not line.dialogue.done and not line.dialogue.leaving:
            hint = "see to the server, then run `briefing send` again"
            what = f"ends connections before it takes a message; last: {self._ledger.tally.last}"
            self._trouble(DeliveryError(what, where=self._relay.name, hint=hint))

    def _trouble(self, error: DeliveryError) -> None:
        sent = self._ledger.tally.sent
        self._troubles.seen(error, sent=sent, now=time.monotonic())
        self._post.stopped = self._post.stopped or self._troubles.end is not None

    def _look_around(self, now: float) -> None:
        """Twenty times a second: who waits too long, and are we to stop."""
        self._next_look = now + 0.05
        if self._stopping() or self._troubles.end:
            self._post.stopped = True
            self._last_moment = min(self._last_moment, now + GRACE)
            self._take_turns()
        if now >= self._last_moment:
            self._hang_up()
        for line in [one for one in self._lines.values() if one.until < now]:
            if line.waits in {Wait.REPLY, Wait.ROOM}:
                self._throw(line, Lost(f"no reply in {self._relay.timeout:g} seconds"))

    def _hang_up(self) -> None:
        """End what is left: before its dot a message waits, after it the message is in doubt."""
        if self._commit is not None:
            wait([self._commit.future])  # what it marks must not be marked after it was given back
        for line in list(self._lines.values()):
            line.talk.close()
            if line.watched:
                self._selector.unregister(line.dialogue.wire)
        self._lines.clear()
        self._committing, self._idle = [], []
        self._dialing.close()
        self._selector.close()
        self._bell.close()
