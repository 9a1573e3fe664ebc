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

from briefing.delivery.batches import Ledger
from briefing.delivery.send_queue import Item, Post
from briefing.delivery.smtp.connection import Answer, Lost, Wire
from briefing.delivery.smtp.replies import Stage, judged
from briefing.delivery.transport import Reply

DOT = b".\r\n"
_STAGES: tuple[Stage, ...] = ("MAIL", "RCPT", "DATA")


class Wait(IntEnum):
    """What a conversation waits for."""

    REPLY = 0  # bytes from the server
    ROOM = 1  # the kernel to take more bytes
    COMMIT = 2  # the mark; resumed with True where the dot may go
    TURN = 3  # the pace to allow the next message


Talk = Generator[Wait, bool, None]


class Dialogue:
    """Sends what `post` hands out until there is no more, then says goodbye.

    What happens to each message goes to `ledger`; `number` tells this
    connection from the others. `done` counts the messages it has sent,
    `leaving` says that it ends because we want it to.
    """

    def __init__(
        self, wire: Wire, post: Post, ledger: Ledger, *, number: int, pipelining: bool
    ) -> None:
        self.wire = wire
        self.number = number
        self.done = 0
        self.leaving = False
        self._post = post
        self._ledger = ledger
        self._pipelining = pipelining
        self._item: Item | None = None  # being offered
        self._next: Item | None = None  # announced in the same write as the dot
        self._dotted = False

    @property
    def offered(self) -> str:
        """The subscriber whose message is being offered; empty where none is."""
        return self._item.delivery.subscriber_id if self._item else ""

    def run(self) -> Talk:
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
        self._item = self._post.next()
        while self._item is None and self._post.wait and self._post.ahead(1):
            yield Wait.TURN
            self._item = self._post.next()
        if self._item is None:
            return False
        if self._pipelining:
            yield from self._write(*_envelope(self._item))
        return True

    def _offer(self) -> Talk:
        """One message, from its envelope to what becomes of it."""
        item = self._item
        assert item is not None
        refusal, answers = yield from self._envelope_answers(item)
        if refusal is not None:
            yield from self._refused(item, refusal, answers)
            return
        if not self.wire.write(item.message.parts):
            yield from self._rest()
        self._ledger.mark(item.delivery)
        if not (yield Wait.COMMIT):
            self._item = None  # taken back: only closing the connection keeps it unsent
            self.leaving = True
            raise Lost("a message was withdrawn")
        yield from self._commit(item)

    def _commit(self, item: Item) -> Talk:
        """The dot, and the next envelope with it; then the reply to the dot."""
        if not self.wire.quiet:  # what had come by the commit was read
            raise Lost("the server said something nobody asked for, or closed the connection")
        if self._pipelining:
            self._next = self._post.next()
        self._ledger.dot(item.delivery, self.number)
        self._dotted = True
        if not self.wire.write((DOT, *_envelope(self._next)) if self._next else (DOT,)):
            yield from self._rest()
        answer = self.wire.answer() or (yield from self._answer())
        reply = judged(".", answer)
        assert reply is not None
        self._landed(item, reply)
        self._leave_if_told(answer, reply)
        self._item, self._next = self._next, None

    def _landed(self, item: Item, reply: Reply) -> None:
        self._item, self._dotted = None, False
        self.done += reply.outcome == "sent"
        self._ledger.landed(item.delivery, reply, self.number)

    def _envelope_answers(
        self, item: Item
    ) -> Generator[Wait, bool, tuple[Reply | None, list[Answer]]]:
        """The replies to MAIL, RCPT and DATA, and what they come to."""
        refusal: Reply | None = None
        answers: list[Answer] = []
        for number, stage in enumerate(_STAGES):
            if not self._pipelining:
                yield from self._write(_envelope(item)[number])
            answer = self.wire.answer() or (yield from self._answer())
            answers.append(answer)
            refusal = refusal or judged(stage, answer)
            if answer.code == 421 or (refusal and not self._pipelining):
                break
        return refusal, answers

    def _refused(self, item: Item, refusal: Reply, answers: list[Answer]) -> Talk:
        """A refused recipient; the transaction is ended, so that the next can begin."""
        self._item = None
        self._ledger.settle(item.delivery, refusal)
        self._leave_if_told(answers[-1], refusal)
        if len(answers) == len(_STAGES) and answers[-1].code == 354:
            # The server waits for a message nobody is to get: none is given (RFC 2920, 3.1).
            yield from self._write(DOT)
            yield from self._answer()
        yield from self._write(b"RSET\r\n")
        answer = yield from self._answer()
        if answer.code // 100 != 2:
            raise Lost(str(answer))

    def _leave_if_told(self, answer: Answer, reply: Reply) -> None:
        """421 is a server that hangs up; after a reply that says nothing, neither side knows."""
        if answer.code == 421 or reply.outcome == "in_doubt":
            raise Lost(str(answer))

    def _lost(self, why: str) -> None:
        """The connection is gone: what was offered is in doubt after the dot, and waits before."""
        item, self._item = self._item, None
        if item is None:
            return
        if self._dotted:
            text = f"lost after the message was handed on: {why}"
            self._landed(item, Reply(outcome="in_doubt", text=text, fault=True))
        else:
            text = f"lost before the message was handed on: {why}"
            self._ledger.settle(item.delivery, Reply(outcome="deferred", text=text, fault=True))

    def _leave(self) -> None:
        """Close; what was taken and not offered to the end waits, unless its dot was sent."""
        self.wire.close()
        if self._dotted:
            self._lost("the sender was told to stop")
        for item in (self._next, self._item):
            if item is not None:
                self._ledger.put_back(item.delivery)
        self._item = self._next = None

    def _goodbye(self) -> Talk:
        self.leaving = True
        yield from self._write(b"QUIT\r\n")
        yield from self._answer()

    def _write(self, *parts: bytes) -> Talk:
        if not self.wire.write(parts):
            yield from self._rest()

    def _rest(self) -> Talk:
        """Send what the kernel did not take at once."""
        yield Wait.ROOM
        while not self.wire.flush():
            yield Wait.ROOM

    def _answer(self) -> Generator[Wait, bool, Answer]:
        while (answer := self.wire.answer()) is None:
            yield Wait.REPLY
        return answer


def _envelope(item: Item) -> tuple[bytes, bytes, bytes]:
    message = item.message
    return (
        f"MAIL FROM:<{message.sender}>\r\n".encode("ascii"),
        f"RCPT TO:<{message.recipient}>\r\n".encode("ascii"),
        b"DATA\r\n",
    )
