"""Seven hosts on one database: what is lost, doubled or in doubt when a sender dies.

    python -m benchmarks.hosts [--readers 100000] [--kill 0.3] [--comes-back] [--delay 0] [--json]

One host reads the sources, one builds, one is the desk and serves the readers' pages, two
send, one is the mail server, one has PostgreSQL (`fsync` on). Hosts are network namespaces
where this runs as root, else processes with loopback addresses; what they run is `briefing`
as a person would. While both senders send, the other three work on. At a share of the
messages one sender gets SIGKILL. The mail server's own journal is what the outbox is held
against. With `--comes-back` the host of the dead sender runs `send` once more, as systemd
would; else it stays away, and the other one sends again 31 minutes later by its clock.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.hosts_database import Database, database
from benchmarks.hosts_network import Network, network
from benchmarks.hosts_sink import PORT as SMTP_PORT
from briefing.store import Store

HOSTS = ("database", "relay", "ingest", "build", "desk", "sender-1", "sender-2")
ROOT = Path(__file__).resolve().parents[1]
PAGES_PORT = 8080
CONNECTIONS = 32
# A lease has ended by then.
LATER = timedelta(minutes=31)
_CONFIG = """newsletter: {{id: n, title: The Balance, language: en, timezone: UTC,
  sender: The Balance <balance@example.org>, address: Street 1}}
sources:
  - {{kind: folder, name: press, path: press}}
edition: {{window: all}}
web: {{url: "http://127.0.0.1:{pages}"}}
delivery:
  transport: smtp
  smtp: {{host: {relay}, port: {port}, security: none, connections: {connections}}}
"""
_STORY = "The ferry of {place} runs again\n\nThe ferry of {place} runs again after repairs.\n"
_GET = (
    "import sys, urllib.request as u; "
    "sys.exit(b'The Balance' not in u.urlopen(sys.argv[1], timeout=60).read())"
)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of an edition, by the outbox and by the mail server's journal."""

    hosts: str
    readers: int
    accepted_at_kill: int = 0
    by_sender: dict[str, int] = field(default_factory=dict)
    left_by_the_dead: dict[str, int] = field(default_factory=dict)
    outbox: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    twice: int = 0
    lost: int = 0
    said_sent_and_was_not: int = 0
    in_doubt_but_accepted: int = 0
    ingested: int = 0
    built: int = 0
    decided: int = 0
    pages: int = 0
    sending_seconds: float = 0.0
    sender_cpu_us: float = 0.0


class Hosts:
    """A newsletter on its hosts. Each has a folder and a config of its own, as machines do."""

    def __init__(self, folder: Path, net: Network, store: Database) -> None:
        self.folder, self.network, self.database = folder, net, store
        for host in HOSTS:
            (folder / host).mkdir()
            config = _CONFIG.format(
                relay=net.addresses["relay"],
                port=SMTP_PORT,
                connections=CONNECTIONS,
                pages=PAGES_PORT,
            )
            (folder / host / "config.yaml").write_text(config, encoding="utf-8")
        shutil.copytree(ROOT / "seeds", folder / "ingest" / "press")

    def start(self, host: str, *words: str) -> subprocess.Popen[str]:
        """`briefing` on a host; its talk goes into a file of that host."""
        command = self.network.on(host, [sys.executable, "-m", "briefing", *words])
        home = self.folder / host
        environment = os.environ | {"BRIEFING_STORE": self.database.url, "PYTHONPATH": str(ROOT)}
        with (home / "talk.txt").open("a") as talk:
            return subprocess.Popen(
                command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=talk, text=True
            )

    def run(self, host: str, *words: str, codes: Sequence[int] = (0,)) -> str:
        """As `start`, to its end; SystemExit where it ends with another code."""
        process = self.start(host, *words)
        printed, _ = process.communicate()
        if process.returncode not in codes:
            talk = (self.folder / host / "talk.txt").read_text()[-2000:]
            raise SystemExit(f"{host}: briefing {' '.join(words)}: {process.returncode}\n{talk}")
        return printed

    @property
    def journal(self) -> Path:
        """What the mail server accepted."""
        return self.folder / "relay" / "accepted.txt"

    def accepted(self) -> int:
        """How many messages so far."""
        return self.journal.read_bytes().count(b"\n")

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, for who counts."""
        store = Store.open(self.database.socket_url, now=datetime.now(UTC))
        try:
            yield store
        finally:
            store.close()


@contextmanager
def hosts(delay: float = 0.0) -> Iterator[Hosts]:
    """All hosts, the database and the mail server running."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hosts-")))
        net = stack.enter_context(network(HOSTS))
        made = Hosts(folder, net, stack.enter_context(database(net, "database")))
        sink = [sys.executable, "-m", "benchmarks.hosts_sink", net.addresses["relay"]]
        relay = subprocess.Popen(
            net.on("relay", [*sink, made.journal, delay]),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.enter_context(relay)
        stack.callback(relay.kill)
        assert relay.stdout is not None
        assert relay.stdout.readline() == "ready\n"
        yield made


def approved(made: Hosts, readers: int) -> str:
    """An edition that one host read, another built and the desk approved, and its readers."""
    made.run("ingest", "ingest")
    made.run("build", "build", "--no-ingest", "--quiet")
    made.run("desk", "approve")
    rows = "".join(f"r{number}@example.org,Reader {number}\n" for number in range(readers))
    (made.folder / "desk" / "readers.csv").write_text(f"email,name\n{rows}")
    made.run("desk", "subscribers", "import", "readers.csv", "--consent", "on the form")
    (edition,) = json.loads(made.run("desk", "editions", "--json"))
    return str(edition["id"])


class DailyWork:
    """What ingest, build and desk do while others send, again and again until it is stopped."""

    def __init__(self, made: Hosts, outcome: Outcome) -> None:
        self._hosts, self._outcome = made, outcome
        self._over = threading.Event()
        work = (self._ingest, self._build, self._edit, self._look)
        self._threads = [threading.Thread(target=self._repeat, args=(one,)) for one in work]
        self.failed: list[str] = []

    def __enter__(self) -> DailyWork:
        self._pages = self._hosts.start(
            "desk", "serve", "--host", "127.0.0.1", "--port", str(PAGES_PORT)
        )
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        self._pages.terminate()
        self._pages.communicate()

    def _repeat(self, work: object) -> None:
        assert callable(work)
        while not self._over.is_set():
            try:
                work()
            except (SystemExit, subprocess.CalledProcessError) as error:
                self.failed.append(str(error))
                return
            self._over.wait(0.5)

    def _ingest(self) -> None:
        place = f"Quay {self._outcome.ingested}"
        file = self._hosts.folder / "ingest" / "press" / f"{place}.txt"
        file.write_text(_STORY.format(place=place), encoding="utf-8")
        self._hosts.run("ingest", "ingest")
        self._outcome.ingested += 1

    def _build(self) -> None:
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        self._hosts.run("build", "build", "--no-ingest", "--quiet", "--now", tomorrow)
        self._outcome.built += 1

    def _edit(self) -> None:
        stories = json.loads(self._hosts.run("desk", "stories", "--json"))
        self._hosts.run("desk", "edit", "pin", "--standing", stories[0]["id"])
        self._outcome.decided += 1

    def _look(self) -> None:
        page = f"http://127.0.0.1:{PAGES_PORT}/"
        command = self._hosts.network.on("desk", [sys.executable, "-c", _GET, page])
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode == 0:
            self._outcome.pages += 1


def send(made: Hosts, edition: str, outcome: Outcome, *, share: float) -> None:
    """Both senders at once; the first is killed when so large a share has been accepted."""
    started = time.monotonic()
    senders = [made.start(host, "send", edition) for host in ("sender-1", "sender-2")]
    while made.accepted() < share * outcome.readers and senders[0].poll() is None:
        time.sleep(0.05)
    assert senders[0].poll() is None, "it was done before it could be killed: send to more"
    senders[0].send_signal(signal.SIGKILL)
    outcome.accepted_at_kill = made.accepted()
    senders[0].communicate()
    assert senders[1].stdout is not None
    with senders[1].stdout as printed:
        printed.read()
    _, status, usage = os.wait4(senders[1].pid, 0)
    senders[1].returncode = os.waitstatus_to_exitcode(status)
    outcome.sending_seconds = round(time.monotonic() - started, 1)
    with made.store() as store:
        every = store.deliveries.list(edition)
        own = Counter(one.state for one in every)
    outcome.left_by_the_dead = {state: own[state] for state in sorted(own) if state != "sent"}
    outcome.by_sender = by_sender(made)
    mine = outcome.by_sender.get("sender-2", 0)
    cpu = usage.ru_utime + usage.ru_stime
    outcome.sender_cpu_us = round(cpu * 1e6 / mine, 1) if mine else 0.0


def by_sender(made: Hosts) -> dict[str, int]:
    """How many messages came from each sender, where each has an address of its own."""
    clients = Counter(line.split(" ")[2] for line in made.journal.read_text().splitlines())
    named = {host: made.network.addresses[host] for host in ("sender-1", "sender-2")}
    return {host: clients[address] for host, address in named.items() if address in clients}


def settle(made: Hosts, edition: str, *, comes_back: bool) -> None:
    """What an operator does then: nothing but `send` once more."""
    if comes_back:
        made.run("sender-1", "send", edition, codes=(0, 1, 3))
    else:
        later = (datetime.now(UTC) + LATER).isoformat()
        made.run("sender-2", "send", edition, "--now", later, codes=(0, 1, 3))


def count(made: Hosts, edition: str, outcome: Outcome) -> None:
    """Hold the outbox against the journal."""
    lines = made.journal.read_text().split("\n")[:-1]
    got = Counter(line.split(" ")[0] for line in lines)
    with made.store() as store:
        every = store.deliveries.list(edition)
    outcome.outbox = dict(sorted(Counter(one.state for one in every).items()))
    outcome.accepted = len(lines)
    outcome.twice = len(lines) - len(got)
    ended = {"in_doubt", "failed", "withdrawn"}
    outcome.lost = sum(one.email not in got and one.state not in ended for one in every)
    outcome.lost += outcome.readers - len(every)
    outcome.said_sent_and_was_not = sum(
        one.email not in got and one.state == "sent" for one in every
    )
    outcome.in_doubt_but_accepted = sum(
        one.email in got and one.state == "in_doubt" for one in every
    )


def measure(readers: int, *, share: float, comes_back: bool, delay: float = 0.0) -> Outcome:
    """The whole of it once."""
    with hosts(delay) as made:
        outcome = Outcome(hosts=made.network.kind, readers=readers)
        edition = approved(made, readers)
        with DailyWork(made, outcome) as work:
            send(made, edition, outcome, share=share)
        if work.failed:
            raise SystemExit("\n".join(work.failed))
        settle(made, edition, comes_back=comes_back)
        count(made, edition, outcome)
        return outcome


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--readers", type=int, default=100_000)
    parser.add_argument("--kill", type=float, default=0.3, help="share of messages before it")
    parser.add_argument("--comes-back", action="store_true", help="the dead sender's host does")
    parser.add_argument("--delay", type=float, default=0.0, help="of the mail server's answers")
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(arguments)
    outcome = measure(
        options.readers, share=options.kill, comes_back=options.comes_back, delay=options.delay
    )
    if options.json:
        print(json.dumps(asdict(outcome)))
        return
    for name, figure in asdict(outcome).items():
        print(f"{name.replace('_', ' '):24} {figure}")


if __name__ == "__main__":
    main()
