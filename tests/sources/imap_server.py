"""An IMAP server on loopback, as much as one reader needs, with bad habits on request."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What the server holds, how it behaves, and what it was asked."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    manner: str = ""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    box: Mailbox

    def handle(self) -> None:
        if self.box.manner == "silent":
            self.box.stopping.wait(30)
            return
        self.say("nonsense" if self.box.manner == "garbage" else "* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.box.asked.append(command)
            if not self.answer(tag, command):
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def answer(self, tag: str, command: str) -> bool:
        words = command.upper().split()
        verb = " ".join(words[:2]) if words[0] == "UID" else words[0]
        refused = verb == "LOGIN" and "wrong" in command
        getattr(self, "on_" + verb.lower().replace(" ", "_"), lambda _: None)(command)
        self.say(f"{tag} NO [AUTHENTICATIONFAILED] who are you" if refused else f"{tag} OK done")
        return verb != "LOGOUT"

    def on_capability(self, command: str) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def on_examine(self, command: str) -> None:
        self.say(f"* {len(self.box.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.box.validity}] ok")

    def on_uid_search(self, command: str) -> None:
        first = int(re.findall(r"UID (\d+):", command)[0])
        # RFC 9051: `n:*` always holds the last mail, also where its UID is lower.
        found = [uid for uid in self.box.mails if uid >= first] or list(self.box.mails)[-1:]
        self.say("* SEARCH " + " ".join(map(str, found)))

    def on_uid_fetch(self, command: str) -> None:
        uid = int(command.split()[2])
        mail = self.box.mails[uid]
        if "SIZE" in command:
            size = 99_999_999 if self.box.manner == "large" else len(mail)
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {size})")
        elif self.box.manner == "liar":
            self.say(f"* 1 FETCH (UID {uid} BODY[] {{99999999999}}")
        elif self.box.manner != "gone":
            self.say(f"* 1 FETCH (UID {uid} BODY[] {{{len(mail)}}}")
            self.wfile.write(mail + b")\r\n")


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is expected here."""


@contextmanager
def holding(mailbox: Mailbox) -> Iterator[Mailbox]:
    """The server, until the block is left."""
    handler = type("BoundTalk", (_Talk,), {"box": mailbox})
    with _Listener(("127.0.0.1", 0), handler) as listener:
        mailbox.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield mailbox
        mailbox.stopping.set()
        listener.shutdown()
        thread.join()
