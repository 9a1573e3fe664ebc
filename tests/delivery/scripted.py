"""A mail server that does what a script says, at each stage and for each recipient.

It is strict about the protocol: commands before their turn, a second MAIL, a
message without a recipient get the replies the standard gives them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

DROP = "drop"  # hang up without a word
SILENCE = "silence"  # never answer
TRICKLE = "trickle"  # a byte now and then, for ever
HALF = "half"  # hang up in the middle of the body


@dataclass
class Script:
    """Replies by stage, or by stage and recipient; what is not named is accepted.

    `accepted` holds recipient and body of what was taken; `offers` how often
    each recipient was named; `events` every stage in order.
    """

    replies: dict[str, str | Callable[[], str]] = field(default_factory=dict)
    offers: dict[str, int] = field(default_factory=dict)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    features: tuple[str, ...] = ("PIPELINING", "8BITMIME")
    connections: int = 0
    events: list[str] = field(default_factory=list)

    def reply(self, stage: str, recipient: str, usual: str) -> str:
        found = self.replies.get(f"{stage} {recipient}", self.replies.get(stage, usual))
        return found() if callable(found) else found

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _ in self.accepted)


class ScriptedServer(asyncio.Protocol):
    """One connection to the server."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._input = b""
        self._sender = ""
        self._recipient = ""
        self._body: bytes | None = None
        self._mute = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.script.connections += 1
        self._say(self.script.reply("BANNER", "", "220 ready"))

    def data_received(self, data: bytes) -> None:
        self._input += data
        while not self.transport.is_closing() and not self._mute:
            if self._body is not None:
                if not self._take_body():
                    return
            elif b"\r\n" in self._input:
                line, _, self._input = self._input.partition(b"\r\n")
                self._command(line.decode("ascii"))
            else:
                return

    def _take_body(self) -> bool:
        assert self._body is not None
        half = self.script.reply("BODY", self._recipient, "") == HALF
        if half and len(self._input) > 1000:
            self.transport.abort()
            return False
        data = b"\r\n" + self._input
        end = data.find(b"\r\n.\r\n")
        if end < 0:
            return False
        self._body, self._input = None, data[end + 5 :]
        self._end_of_body(data[2 : end + 2])
        return True

    def _end_of_body(self, body: bytes) -> None:
        if not self._recipient:
            self._say("554 no valid recipients")
        else:
            reply = self.script.reply(".", self._recipient, "250 accepted")
            if reply.startswith(("250", "kept ")):
                self.script.accepted.append((self._recipient, body))
            self._say(reply.removeprefix("kept "))
        self._sender = self._recipient = ""

    def _command(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        self.script.events.append(verb)
        getattr(self, f"_on_{verb.lower()}", self._unknown)(rest)

    def _on_ehlo(self, rest: str) -> None:
        lines = ["scripted.example.org", *self.script.features]
        ends = ["-"] * (len(lines) - 1) + [" "]
        reply = "\r\n".join(f"250{end}{line}" for end, line in zip(ends, lines, strict=True))
        self._say(self.script.reply("EHLO", "", reply))

    def _on_auth(self, rest: str) -> None:
        self._say(self.script.reply("AUTH", "", "235 welcome"))

    def _on_mail(self, rest: str) -> None:
        if self._sender:
            self._say("503 a message is under way")
            return
        reply = self.script.reply("MAIL", "", "250 sender ok")
        self._sender = rest if reply.startswith("250") else ""
        self._say(reply)

    def _on_rcpt(self, rest: str) -> None:
        recipient = rest.partition("<")[2].partition(">")[0]
        self.script.offers[recipient] = self.script.offers.get(recipient, 0) + 1
        if not self._sender:
            self._say("503 MAIL first")
            return
        reply = self.script.reply("RCPT", recipient, "250 recipient ok")
        self._recipient = recipient if reply.startswith("250") else ""
        self._say(reply)

    def _on_data(self, rest: str) -> None:
        lone = self.script.reply("LONE", "", "") == "354"
        if not self._recipient and not lone:
            self._say("503 RCPT first")
            return
        reply = self.script.reply("DATA", self._recipient, "354 go on")
        if reply.startswith("354"):
            self._body = b""
        self._say(reply)

    def _on_rset(self, rest: str) -> None:
        self._sender = self._recipient = ""
        self._say(self.script.reply("RSET", "", "250 forgotten"))

    def _on_quit(self, rest: str) -> None:
        self._say(self.script.reply("QUIT", "", "221 bye"))
        self.transport.close()

    def _unknown(self, rest: str) -> None:
        self._say("500 what?")

    def _say(self, text: str) -> None:
        self._mute = self._mute or text in {SILENCE, TRICKLE}
        if text == DROP:
            self.transport.abort()
        elif text == TRICKLE:
            self._trickle()
        elif text != SILENCE:
            self.transport.write(f"{text}\r\n".encode())

    def _trickle(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(b"2")
            asyncio.get_running_loop().call_later(0.05, self._trickle)
