"""One connection's conversation with a mail server, written as it goes (RFC 5321, RFC 2920).

    client                                  server
    MAIL RCPT DATA                       →
                                         ←  250 250 354
    the message, but for its last line   →
    (waits until the mark is durable)
    .  MAIL RCPT DATA of the next one    →
                                         ←  250 250 250 354

A generator: it yields what it waits for and is resumed when that has come. A
server without PIPELINING gets one command at a time. The dot goes out in a
write of its own, after the commit: before it the server has accepted nothing.
"""

from __future__ import annotations

from collections.abc import Generator
from enum import IntEnum

from briefing.delivery.batches import Batches
from briefing.delivery.send_queue import QueuedMessage, SendQueue
from briefing.delivery.smtp.connection import Connection, Lost, ServerReply
from briefing.delivery.smtp.replies import Stage, judged
from briefing.delivery.transport import Reply

DOT = b".\r\n"
_STAGES: tuple[Stage, ...] = ("MAIL", "RCPT", "DATA")


class Wait(IntEnum):
    """What a conversation waits for."""

    REPLY = 0  # bytes from the server
    WRITABLE = 1  # the kernel to take more bytes
    COMMIT = 2  # the mark; resumed with True where the dot may go
    RATE = 3  # the rate limit to allow the next message


Steps = Generator[Wait, bool, None]


class Conversation:
    """Sends what `queue` hands out until there is no more, then says goodbye.

    What happens to each message goes to `batches`; `number` tells this
    connection from the others. `done` counts the messages it has sent,
    `leaving` says that it ends because we want it to.
    """

    def __init__(
        self,
        connection: Connection,
        queue: SendQueue,
        batches: Batches,
        *,
        number: int,
        pipelining: bool,
    ) -> None:
        self.connection = connection
        self.number = number
        self.done = 0
        self.leaving = False
        self._queue = queue
        self._batches = batches
        self._pipelining = pipelining
        self._item: QueuedMessage | None = None  # being offered
        self._next: QueuedMessage | None = None  # announced in the same write as the dot
        self._dot_sent = False

    @property
    def offered(self) -> str:
        """The subscriber whose message is being offered; empty where none is."""
        return self._item.delivery.subscriber_id if self._item else ""

    def run(self) -> Steps:
        """The whole conversation. It ends by itself, or when Lost is thrown in."""
        try:
            while (yield from self._fetched()):
                yield from self._offer()
            yield from self._goodbye()
        except Lost as error:
            self._lost(str(error))
        finally:
            self._leave()

    def _fetched(self) -> Generator[Wait, bool, bool]:
        """Make the next message the one being offered; False where there is none."""
        if self._item is not None:
            return True
        self._item = self._queue.next()
        while self._item is None and self._queue.wait and self._queue.ahead(1):
            yield Wait.RATE
            self._item = self._queue.next()
        if self._item is None:
            return False
        if self._pipelining:
            yield from self._write(*_envelope(self._item))
        return True

    def _offer(self) -> Steps:
        """One message, from its envelope to what becomes of it."""
        item = self._item
        assert item is not None
        refusal, answers = yield from self._envelope_answers(item)
        if refusal is not None:
            yield from self._refused(item, refusal, answers)
            return
        if not self.connection.write(item.message.parts):
            yield from self._rest()
        self._batches.mark(item.delivery)
        if not (yield Wait.COMMIT):
            self._item = None  # taken back: only closing the connection keeps it unsent
            self.leaving = True
            raise Lost("a message was withdrawn")
        yield from self._commit(item)

    def _commit(self, item: QueuedMessage) -> Steps:
        """The dot, and the next envelope with it; then the reply to the dot."""
        if not self.connection.quiet:  # what had come by the commit was read
            raise Lost("the server said something nobody asked for, or closed the connection")
        if self._pipelining:
            self._next = self._queue.next()
        self._batches.note_dot(item.delivery, self.number)
        self._dot_sent = True
        if not self.connection.write((DOT, *_envelope(self._next)) if self._next else (DOT,)):
            yield from self._rest()
        answer = self.connection.answer() or (yield from self._answer())
        reply = judged(".", answer)
        assert reply is not None
        self._answered(item, reply)
        self._leave_if_told(answer, reply)
        self._item, self._next = self._next, None

    def _answered(self, item: QueuedMessage, reply: Reply) -> None:
        self._item, self._dot_sent = None, False
        self.done += reply.outcome == "sent"
        self._batches.answered(item.delivery, reply, self.number)

    def _envelope_answers(
        self, item: QueuedMessage
    ) -> Generator[Wait, bool, tuple[Reply | None, list[ServerReply]]]:
        """The replies to MAIL, RCPT and DATA, and what they come to."""
        refusal: Reply | None = None
        answers: list[ServerReply] = []
        for number, stage in enumerate(_STAGES):
            if not self._pipelining:
                yield from self._write(_envelope(item)[number])
            answer = self.connection.answer() or (yield from self._answer())
            answers.append(answer)
            refusal = refusal or judged(stage, answer)
            if answer.code == 421 or (refusal and not self._pipelining):
                break
        return refusal, answers

    def _refused(self, item: QueuedMessage, refusal: Reply, answers: list[ServerReply]) -> Steps:
        """A refused recipient; the transaction is ended, so that the next can begin."""
        self._item = None
        self._batches.settle(item.delivery, refusal)
        self._leave_if_told(answers[-1], refusal)
        if len(answers) == len(_STAGES) and answers[-1].code == 354:
            # The server waits for a message nobody is to get: none is given (RFC 2920, 3.1).
            yield from self._write(DOT)
            yield from self._answer()
        yield from self._write(b"RSET\r\n")
        answer = yield from self._answer()
        if answer.code // 100 != 2:
            raise Lost(str(answer))

    def _leave_if_told(self, answer: ServerReply, reply: Reply) -> None:
        """421 is a server that hangs up; after a reply that says nothing, neither side knows."""
        if answer.code == 421 or reply.outcome == "in_doubt":
            raise Lost(str(answer))

    def _lost(self, why: str) -> None:
        """The connection is gone: what was offered is in doubt after the dot, and waits before."""
        item, self._item = self._item, None
        if item is None:
            return
        if self._dot_sent:
            text = f"lost after the message was handed on: {why}"
            self._answered(item, Reply(outcome="in_doubt", text=text, fault=True))
        else:
            text = f"lost before the message was handed on: {why}"
            self._batches.settle(item.delivery, Reply(outcome="deferred", text=text, fault=True))

    def _leave(self) -> None:
        """Close; what was taken and not offered to the end waits, unless its dot was sent."""
        self.connection.close()
        if self._dot_sent:
            self._lost("the sender was told to stop")
        for item in (self._next, self._item):
            if item is not None:
                self._batches.put_back(item.delivery)
        self._item = self._next = None

    def _goodbye(self) -> Steps:
        self.leaving = True
        yield from self._write(b"QUIT\r\n")
        yield from self._answer()

    def _write(self, *parts: bytes) -> Steps:
        if not self.connection.write(parts):
            yield from self._rest()

    def _rest(self) -> Steps:
        """Send what the kernel did not take at once."""
        yield Wait.WRITABLE
        while not self.connection.flush():
            yield Wait.WRITABLE

    def _answer(self) -> Generator[Wait, bool, ServerReply]:
        while (answer := self.connection.answer()) is None:
            yield Wait.REPLY
        return answer


def _envelope(item: QueuedMessage) -> tuple[bytes, bytes, bytes]:
    message = item.message
    return (
        f"MAIL FROM:<{message.sender}>\r\n".encode("ascii"),
        f"RCPT TO:<{message.recipient}>\r\n".encode("ascii"),
        b"DATA\r\n",
    )
