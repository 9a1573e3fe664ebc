"""Many conversations with one server at once, in one thread, and one commit for all that wait."""

from __future__ import annotations

import logging
import selectors
import time
from collections.abc import Callable

from briefing.delivery.batches import Batches
from briefing.delivery.send_queue import SendQueue
from briefing.delivery.smtp.commits import Commits
from briefing.delivery.smtp.connecting import Connector, Waker
from briefing.delivery.smtp.connection import Lost
from briefing.delivery.smtp.conversation import Conversation, Wait
from briefing.delivery.smtp.reconnecting import Reconnecting
from briefing.delivery.smtp.relay import Connected, Relay, RelayRefusedError
from briefing.delivery.smtp.task import Task
from briefing.errors import DeliveryError

logger = logging.getLogger(__name__)

# What is under way when the sender is told to stop: below the ten seconds of a SIGTERM.
GRACE_SECONDS = 8.0
# For the answer to QUIT, which changes nothing; chosen, not measured.
_GOODBYE_SECONDS = 2.0
# A look around where nothing comes; chosen, not measured.
_IDLE_SECONDS = 0.25
# How often deadlines and the wish to stop are looked at; chosen, not measured.
LOOK_SECONDS = 0.05
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class EventLoop:
    """Keeps as many connections as there is work for, and moves each on when it can.

    `stopping` is asked often; when it says True no message is begun any more,
    and those under way have 8 seconds.
    """

    def __init__(
        self,
        relay: Relay,
        queue: SendQueue,
        batches: Batches,
        *,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._relay = relay
        self._queue = queue
        self._batches = batches
        self._stopping = stopping
        self._waker = Waker()
        self._connector = Connector(relay, self._waker.wake)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._waker, _READ)
        self._tasks: dict[int, Task] = {}
        self._most = relay.connections
        self._waiting: list[Task] = []
        self._next_check = 0.0
        self._cut_off_at = float("inf")
        self._reconnecting = Reconnecting(relay)
        self._commits = Commits(batches, self._waker.wake)

    def run(self) -> None:
        """Send until there is no more to send; DeliveryError where the server is of no use."""
        try:
            while self._connect_more() or self._tasks:
                self._run_once()
        finally:
            self._close_all()
        if self._queue.exhausted:
            tally = self._batches.tally
            self._reconnecting.takes_nothing(tally.in_a_row, tally.last)
        if self._reconnecting.end:
            raise self._reconnecting.end

    def _connect_more(self) -> bool:
        """See that there are as many connections as there is work for; False: none are needed."""
        have = len(self._tasks) + self._connector.pending
        if have >= self._most:
            return True
        needed = min(self._most, self._queue.ahead(self._most) + len(self._tasks))
        if have < needed and not self._reconnecting.wait(time.monotonic()):
            # The first alone: it shows whether the server will have us.
            self._connector.start(needed - have if self._tasks else 1 - have)
        return needed > len(self._tasks)

    def _run_once(self) -> None:
        """Wait for something, and move on whatever it lets move on."""
        for key, events in self._selector.select(self._select_timeout()):
            if key.fileobj is self._waker:
                self._waker.clear()
                self._take_connections()
            else:
                self._socket_ready(key.data, events)
        if self._waiting and not self._queue.wait:
            self._resume_waiting()
        now = time.monotonic()
        for task, marked in self._commits.ended(now):
            self._advance(task, marked=marked)
        self._commits.begin(now, tasks=len(self._tasks))
        if now >= self._next_check:
            self._check_deadlines(now)

    def _select_timeout(self) -> float:
        """How long to wait for events, in seconds."""
        due_in = self._commits.due_in(time.monotonic(), tasks=len(self._tasks))
        if due_in is not None:
            return due_in
        return min(_IDLE_SECONDS, self._queue.wait) if self._waiting else _IDLE_SECONDS

    def _socket_ready(self, task: Task, events: int) -> None:
        """The task's socket can be read or written."""
        connection = task.conversation.connection
        if events & _READ:
            connection.read()
        has_come = connection.has_answer if task.waits is Wait.REPLY else bool(events & _WRITE)
        if has_come:
            self._advance(task)
        elif connection.ended and task.waits is Wait.COMMIT:
            self._watch(task)  # its turn comes with the commit
        elif connection.ended:
            self._throw(task, Lost("the server closed the connection"))

    def _advance(self, task: Task, *, marked: bool = True) -> None:
        """Let a conversation go on; `marked` is told to one that waited for its mark."""
        try:
            waits = task.steps.send(marked)
        except StopIteration:
            self._ended(task)
            return
        self._wait_for(task, waits)

    def _throw(self, task: Task, error: Lost) -> None:
        """The task is lost; its conversation says what that means for its message."""
        self._commits.remove(task)
        if task in self._waiting:
            self._waiting.remove(task)
        task.waits = Wait.REPLY
        try:
            task.steps.throw(error)
        except StopIteration:
            self._ended(task)

    def _wait_for(self, task: Task, waits: Wait) -> None:
        now = time.monotonic()
        if (
            not task.waits is waits is Wait.WRITABLE
        ):  # a slow reader gets no more time for each byte
            task.until = now + (
                _GOODBYE_SECONDS if task.conversation.leaving else self._relay.timeout
            )
        task.waits = waits
        if waits is Wait.COMMIT:
            self._commits.add(task, now)
        elif waits is Wait.RATE:
            self._waiting.append(task)
        self._watch(task)

    def _resume_waiting(self) -> None:
        """The pace allows a message: those that waited for it ask again."""
        waiting, self._waiting = self._waiting, []
        for task in waiting:
            self._advance(task)

    def _watch(self, task: Task) -> None:
        """Tell the selector what matters; an ended connection would be readable for ever."""
        events = _READ | (_WRITE if task.waits is Wait.WRITABLE else 0)
        if task.conversation.connection.ended:
            events = 0
        if events != task.watched:
            if task.watched and events:
                self._selector.modify(task.conversation.connection, events, task)
            elif events:
                self._selector.register(task.conversation.connection, events, task)
            else:
                self._selector.unregister(task.conversation.connection)
            task.watched = events

    def _take_connections(self) -> None:
        """Connections were made, or could not be."""
        for result in self._connector.finished():
            if isinstance(result, Connected):
                self._open(result)
            elif self._tasks and not isinstance(result, RelayRefusedError):
                self._most = len(self._tasks)  # the server has had enough of us
            else:
                self._failed(result)

    def _open(self, connected: Connected) -> None:
        """Begin a conversation, under the lowest free number."""
        self._reconnecting.reached = True
        number = next(n for n in range(self._relay.connections) if n not in self._tasks)
        size = self._queue.size
        if 0 < connected.most_bytes < size:
            connected.connection.close()
            what = f"takes {connected.most_bytes:,} bytes a message at most; this one has {size:,}"
            self._failed(
                RelayRefusedError(what, where=self._relay.name, hint="make the edition smaller")
            )
            return
        conversation = Conversation(
            connected.connection,
            self._queue,
            self._batches,
            number=number,
            pipelining=connected.pipelining,
        )
        task = Task(conversation=conversation, steps=conversation.run())
        self._tasks[number] = task
        logger.debug("connection %d to %s is open", number, self._relay.name)
        self._selector.register(connected.connection, _READ, task)
        try:
            waits = next(task.steps)
        except StopIteration:
            self._ended(task)
            return
        self._wait_for(task, waits)

    def _ended(self, task: Task) -> None:
        """A conversation is over. One that sent nothing is a sign of trouble."""
        if task.watched:
            self._selector.unregister(task.conversation.connection)
        del self._tasks[task.conversation.number]
        if not task.conversation.done and not task.conversation.leaving:
            hint = "see to the server, then run `briefing send` again"
            what = f"ends connections before it takes a message; last: {self._batches.tally.last}"
            self._failed(DeliveryError(what, where=self._relay.name, hint=hint))

    def _failed(self, error: DeliveryError) -> None:
        logger.info("a connection failed: %s", error)
        sent = self._batches.tally.sent
        self._reconnecting.failed(error, sent=sent, now=time.monotonic())
        self._queue.stopped = self._queue.stopped or self._reconnecting.end is not None

    def _check_deadlines(self, now: float) -> None:
        """Twenty times a second: who waits too long, and are we to stop."""
        self._next_check = now + LOOK_SECONDS
        if self._stopping() or self._reconnecting.end:
            self._queue.stopped = True
            self._cut_off_at = min(self._cut_off_at, now + GRACE_SECONDS)
            self._resume_waiting()
        if now >= self._cut_off_at:
            self._close_all()
        for task in [task for task in self._tasks.values() if task.until < now]:
            if task.waits in {Wait.REPLY, Wait.WRITABLE}:
                self._throw(task, Lost(f"no reply in {self._relay.timeout:g} seconds"))

    def _close_all(self) -> None:
        """End what is left: before its dot a message waits, after it the message is in doubt."""
        self._commits.close()
        for task in list(self._tasks.values()):
            task.steps.close()
            if task.watched:
                self._selector.unregister(task.conversation.connection)
        self._tasks.clear()
        self._waiting.clear()
        self._connector.close()
        self._selector.close()
        self._waker.close()
