"""The senders that are compared, each run as a process of its own that prints its figures."""

from __future__ import annotations

import json
import resource
import smtplib
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from briefing.config import Config
from briefing.models import Edition, Rendering
from briefing.models.codec import load
from briefing.pipeline.sending import Mailer
from briefing.rendering import Theme, render
from briefing.store import Store

SENDER = "The Balance <balance@example.org>"
THREADS = 64


def config_of(home: Path, *, port: int, connections: int, sign: bool) -> Config:
    """A newsletter whose relay is a server on loopback."""
    server = {"host": "127.0.0.1", "port": port, "security": "none", "connections": connections}
    dkim = {"mode": "sign", "key_file": "dkim.pem", "selector": "s1"} if sign else {}
    pages = {"unsubscribe": "https://news.example.org/unsubscribe"}
    return Config.model_validate(
        {
            "newsletter": {"id": "n", "title": "The Balance", "sender": SENDER, "links": pages},
            "sources": [{"kind": "folder", "path": "seeds"}],
            "store": "sqlite:///briefing.db",
            "delivery": {
                "transport": "smtp",
                "smtp": server,
                "dkim": dkim,
                "bounces": {"address": "bounces@example.org"},
            },
            "folder": home,
        }
    )


def edition_in(home: Path) -> Edition:
    """The edition all ways send."""
    return load((home / "edition.json").read_text(encoding="utf-8"))


def ours(home: Path, port: int, *, connections: int, sign: bool) -> dict[str, float]:
    """The mailer as it is, over an outbox that was frozen before."""
    config = config_of(home, port=port, connections=connections, sign=sign)
    edition = edition_in(home)
    store = Store.open(f"sqlite:///{home}/briefing.db", now=datetime.now(UTC))
    mailer = Mailer(config=config, store=store, clock=lambda: datetime.now(UTC), render=_render)
    (count,) = (n for state, n in store.deliveries.counts(edition.id) if state == "pending")
    figures = _measured(lambda: mailer.deliver(edition.id), count)
    assert dict(store.deliveries.counts(edition.id)) == {"sent": count}
    store.close()
    return figures


def plain(home: Path, port: int, *, count: int) -> dict[str, float]:
    """What one writes first: Jinja, MJML, EmailMessage, dkimpy, a connection and a commit each."""
    import dkim

    edition, key = edition_in(home), (home / "dkim.pem").read_bytes()
    ledger = sqlite3.connect(home / "plain.db")
    ledger.execute("PRAGMA journal_mode = WAL")
    ledger.execute("PRAGMA synchronous = FULL")
    ledger.execute("CREATE TABLE IF NOT EXISTS sent (who TEXT)")

    def send() -> None:
        for number in range(count):
            data = _message(_render(edition), number).as_bytes()
            headers = [name.encode() for name in ("From", "To", "Subject", "Date", "Message-ID")]
            signature = dkim.sign(data, b"s1", b"example.org", key, include_headers=headers)
            with smtplib.SMTP("127.0.0.1", port) as server:
                server.sendmail("balance@example.org", [f"r{number}@example.org"], signature + data)
            ledger.execute("INSERT INTO sent VALUES (?)", (f"r{number}",))
            ledger.commit()

    figures = _measured(send, count)
    ledger.close()
    return figures


def threads(home: Path, port: int, *, count: int) -> dict[str, float]:
    """64 threads of smtplib, each with a connection it keeps, over messages that are finished."""
    data = _message(_render(edition_in(home)), 0).as_bytes()
    turns = iter(range(count))
    lock = threading.Lock()

    def work() -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            while True:
                with lock:
                    number = next(turns, None)
                if number is None:
                    return
                server.sendmail("balance@example.org", [f"r{number}@example.org"], data)

    def send() -> None:
        workers = [threading.Thread(target=work) for _ in range(THREADS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    return _measured(send, count)


def memory(home: Path, port: int, *, people: int) -> dict[str, float]:
    """Release an edition to all subscribers and send it; the peak of resident memory."""
    config = config_of(home, port=port, connections=THREADS, sign=False)
    edition = edition_in(home)
    store = Store.open(f"sqlite:///{home}/briefing.db", now=datetime.now(UTC))
    mailer = Mailer(config=config, store=store, clock=lambda: datetime.now(UTC), render=_tiny)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew: imports had their own
    before = _resident("VmRSS")
    figures = _measured(lambda: mailer.deliver(edition.id), people)
    counts = dict(store.deliveries.counts(edition.id))
    peak = _resident("VmHWM")
    store.close()
    return figures | counts | {"before_mb": before, "peak_mb": peak}


def released(home: Path, port: int, *, people: int) -> dict[str, float]:
    """The mailer as it is, the release of the edition to so many included."""
    config = config_of(home, port=port, connections=THREADS, sign=False)
    edition = edition_in(home)
    store = Store.open(f"sqlite:///{home}/briefing.db", now=datetime.now(UTC))
    mailer = Mailer(config=config, store=store, clock=lambda: datetime.now(UTC), render=_render)
    figures = _measured(lambda: mailer.deliver(edition.id), people)
    assert dict(store.deliveries.counts(edition.id)) == {"sent": people}
    store.close()
    return figures


def _resident(what: str) -> float:
    """Resident memory in megabytes, as Linux tells it."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith(what))


def _message(views: Rendering, number: int) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = SENDER, f"r{number}@example.org"
    mail["Subject"], mail["Date"] = views.subject, datetime.now(UTC)
    mail["Message-ID"] = f"<{number}@example.org>"
    mail.set_content(views.text)
    mail.add_alternative(views.html, subtype="html")
    return mail


def _render(edition: Edition, language: str = "") -> Rendering:
    return render(edition, Theme(), language=language)


def _tiny(edition: Edition, language: str) -> Rendering:
    return replace(_render(edition, language), html="<p>x</p>\n", text="x\n")


def _measured(work: Callable[[], object], count: int) -> dict[str, float]:
    """Seconds of processor and of wall clock, in microseconds and messages a second."""
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    work()
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    cpu = (user + system) * 1e6 / count
    return {
        "user_us": user * 1e6 / count,
        "system_us": system * 1e6 / count,
        "cpu_us": cpu,
        "per_second": count / wall,
        "seconds": wall,
    }


def main() -> None:
    """`python -m benchmarks.sending_ways WAY HOME PORT NUMBER`."""
    way, home, port, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    ways: dict[str, Callable[[], dict[str, float]]] = {
        "relay": lambda: ours(home, port, connections=number, sign=False),
        "rsa": lambda: ours(home, port, connections=number, sign=True),
        "plain": lambda: plain(home, port, count=number),
        "threads": lambda: threads(home, port, count=number),
        "memory": lambda: memory(home, port, people=number),
        "released": lambda: released(home, port, people=number),
    }
    sys.stdout.write(json.dumps(ways[way]()) + "\n")


if __name__ == "__main__":
    main()
