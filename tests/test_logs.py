"""What the program writes down for whoever looks for a fault, and what never stands in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from hypothesis import given
from hypothesis import strategies as st

from briefing.audience.mails import send_mail
from briefing.audience.tokens import make_token
from briefing.config.secret_values import secret_from
from briefing.desk.accounts import first_link
from briefing.errors import BriefingError
from briefing.logs import about, configure, redacted
from briefing.schedule.daemon import Daemon
from briefing.schedule.signals import Signals
from briefing.web.background_queue import BackgroundQueue
from briefing.web.watch import Watcher
from tests.delivery.newsletter import EDITION, config_of, open_mailer, smtp
from tests.delivery.serving import serving
from tests.make import NOW
from tests.schedule.work import open_house
from tests.web.desk.house import desk_house

SECRET = "correct-horse-battery-staple-0123456789"
TOKEN = make_token(SECRET, "unsubscribe", "n", "u-0123456789abcdef0123")
logger = logging.getLogger("briefing.somewhere")


@pytest.fixture
def log() -> Iterator[Callable[..., io.StringIO]]:
    """Sets up logging into a text; after the test all is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("briefing")
    handlers, level = root.handlers[:], ours.level

    def begin(*, verbose: bool = False, **environ: str) -> io.StringIO:
        stream = io.StringIO()
        configure(verbose=verbose, environ=environ, stream=stream)
        return stream

    yield begin
    root.handlers[:], ours.level = handlers, level
    ours.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_plain_lines_show_faults_only_and_all_when_verbose(
    log: Callable[..., io.StringIO],
) -> None:
    quiet = log()
    logger.info("done")
    logger.warning("odd")
    assert [line.split(" ", 1)[1] for line in quiet.getvalue().splitlines()] == [
        "WARNING briefing.somewhere: odd"
    ]
    loud = log(verbose=True)
    logger.debug("looked at %d", 3, extra={"source": "wire"})
    assert loud.getvalue().endswith("DEBUG briefing.somewhere: looked at 3 (source=wire)\n")
    assert "looked" not in quiet.getvalue()


def test_json_gives_an_object_a_line_with_what_it_is_about(
    log: Callable[..., io.StringIO],
) -> None:
    stream = log(BRIEFING_LOG="json")
    with about(newsletter="daily", edition="daily-1"):
        logger.info("built\nand sent")
        logger.info("read", extra={"source": "wire", "edition": "daily-2"})
    logger.debug("not shown")
    first, second = lines(stream)
    assert datetime.fromisoformat(first.pop("time")).tzinfo == UTC
    assert first == {
        "level": "INFO",
        "logger": "briefing.somewhere",
        "message": "built\nand sent",
        "newsletter": "daily",
        "edition": "daily-1",
    }
    assert (second["edition"], second["source"]) == ("daily-2", "wire")
    logger.info("after")
    assert "edition" not in lines(stream)[-1]


def test_standard_error_is_followed_where_no_stream_is_named(
    log: Callable[..., io.StringIO], capsys: pytest.CaptureFixture[str]
) -> None:
    log()
    configure(verbose=False, environ={})
    logger.warning("seen")
    assert "WARNING briefing.somewhere: seen" in capsys.readouterr().err


def test_a_fault_of_ours_keeps_its_traceback(log: Callable[..., io.StringIO]) -> None:
    stream = log(BRIEFING_LOG="json")
    faults: list[str] = []
    with BackgroundQueue(faults.append, delay=0) as background:
        background.add(broken)
        background.add(refused)
    assert faults == ["KeyError: 'deep'", "BriefingError: not taken"]
    fault, expected = lines(stream)
    assert "in broken" in fault["traceback"]
    assert "traceback" not in expected


def test_the_daemon_and_the_watch_keep_tracebacks(
    log: Callable[..., io.StringIO], tmp_path: Path
) -> None:
    stream = log(BRIEFING_LOG="json")

    class Session:
        def tick(self) -> None:
            signals.stop = True
            broken()

        def close(self) -> None:
            return

    class Once(Signals):
        stop = False

        def stopping(self) -> bool:
            return self.stop

    signals = Once()
    heard: list[str] = []
    Daemon(Session, signals=signals, say=heard.append, every=1).run()
    watcher = Watcher([tmp_path], lambda _: broken(), every=0.01)
    with watcher:
        (tmp_path / "a.txt").write_text("new")
        while not watcher.version:
            pass
    assert heard == ["unforeseen: KeyError: 'deep'"]
    assert watcher.fault == "unforeseen: KeyError: 'deep'"
    assert ["in broken" in line["traceback"] for line in lines(stream)] == [True, True]


def test_a_slot_that_fails_by_a_fault_of_ours_leaves_its_traceback(
    log: Callable[..., io.StringIO], tmp_path: Path
) -> None:
    stream = log(BRIEFING_LOG="json")
    house = open_house(tmp_path, NOW)
    house.desk.faulty = frozenset({"2026-11-24T07:00"})
    (outcome,) = house.passes().once()
    house.store.close()
    assert outcome.error == "unforeseen: KeyError: 'deep'"
    (line,) = [line for line in lines(stream) if line["level"] == "ERROR"]
    assert line["newsletter"] == "n"
    assert "in build" in line["traceback"]


def broken() -> None:
    raise KeyError("deep")


def refused() -> None:
    raise BriefingError("not taken")


class Choosy:
    """Refuses one recipient for good, one for now, and names them in its words."""

    async def handle_RCPT(  # noqa: N802 - its name there
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address.startswith("r1@"):
            return f"550 5.1.1 <{address}> no such user"
        if address.startswith("r2@"):
            return f"450 {address} is busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def test_the_log_of_a_whole_send_names_no_reader_and_no_secret(
    log: Callable[..., io.StringIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_SECRET", SECRET)
    stream = log(verbose=True, BRIEFING_LOG="json", BRIEFING_SECRET=SECRET)
    with (
        serving(lambda: SMTP(Choosy())) as port,
        open_mailer(tmp_path, people=5, **smtp(port)) as room,
    ):
        room.deliver(EDITION)
        link = {"link": f"https://news.example.org/confirm/{TOKEN}"}
        send_mail(room.config, "confirm", "ada@example.org", values=link, now=NOW)
    shut = config_of(tmp_path, **smtp(1))
    with pytest.raises(BriefingError) as raised:
        send_mail(shut, "confirm", "bob@example.org", values=link, now=NOW)
    logger.error("failed", exc_info=raised.value)
    text = stream.getvalue()
    assert [line["edition"] for line in lines(stream) if "sending" in line["message"]] == [
        EDITION,
        EDITION,
    ]
    assert "3 sent, 2 not" in text
    for hidden in ("@example.org", SECRET, TOKEN):
        assert hidden not in text


def test_the_log_of_the_desk_names_nobody_and_holds_no_secret(
    log: Callable[..., io.StringIO], tmp_path: Path
) -> None:
    stream, password = log(verbose=True, BRIEFING_LOG="json"), "a bridge over the strait"
    with desk_house(tmp_path) as house:
        link = first_link(house.newsletter)
        visitor = house.visitor(client="198.51.100.77")
        visitor.get(f"/welcome/{link}")
        visitor.post(f"/welcome/{link}", name="ada@example.org", password=password)
        for typed in ("a wrong password", password):
            visitor.get("/login")
            visitor.post("/login", name="ada@example.org", password=typed)
        (token,) = [text for name, text in visitor.cookies.items() if "session" in name]
        assert visitor.get("/account").status == 200
        house.store.close()
        (tmp_path / "briefing.db").unlink()
        (tmp_path / "briefing.db").mkdir()
        assert visitor.get("/account").status == 503
        logger.warning("asked for https://desk.example.org/welcome/%s", link)
    text = stream.getvalue()
    assert "not served" in text
    assert "logged in" in text
    for hidden in ("ada@example.org", "198.51.100.77", link, token, password, "a wrong password"):
        assert hidden not in text


@given(st.text(max_size=30), st.from_regex(r"[a-z0-9.+_-]{1,20}", fullmatch=True))
def test_no_address_gets_through(around: str, local: str) -> None:
    address = f"{local}@news.example.org"
    for text in (f"{around} {address}", f"<{address}>{around}", f'"{address}",{around}'):
        assert address not in redacted(text)


def test_a_secret_has_eight_characters_at_least(log: Callable[..., io.StringIO]) -> None:
    stream = log(BRIEFING_SMTP_PASSWORD="ferry-12", BRIEFING_TOKEN="harbour", HOME="/home/ada")
    logger.warning("ferry-12 harbour /home/ada")
    assert stream.getvalue().endswith(": <secret> harbour /home/ada\n")


@pytest.mark.parametrize("way", ["key", "variable", "file of a variable"])
def test_a_secret_that_was_read_stands_in_no_line(
    log: Callable[..., io.StringIO], tmp_path: Path, way: str
) -> None:
    file = tmp_path / "relay"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    stream = log()
    logger.warning("before %s", SECRET)
    asked = {
        "key": lambda: secret_from({}, "", file),
        "variable": lambda: secret_from({"BRIEFING_HOOK": SECRET}, "BRIEFING_HOOK"),
        "file of a variable": lambda: secret_from(
            {"BRIEFING_HOOK_FILE": str(file)}, "BRIEFING_HOOK"
        ),
    }
    assert asked[way]() == SECRET
    logger.warning("after %s in %s", SECRET, file)
    configure(verbose=False, environ={}, stream=stream)
    logger.warning("set up anew %s", SECRET)
    before, after, anew = stream.getvalue().splitlines()
    assert before.endswith(SECRET)
    assert after.endswith(f"after <secret> in {file}")
    assert anew.endswith("anew <secret>")


def test_the_password_of_a_store_that_a_file_names_stands_in_no_line(
    log: Callable[..., io.StringIO], tmp_path: Path
) -> None:
    (tmp_path / "store").write_text("postgresql://ada:lovelace-1815@db.example.org/letter")
    stream = log(BRIEFING_STORE_FILE=str(tmp_path / "store"))
    secret_from({}, "", tmp_path / "store")
    logger.warning("password lovelace-1815 of %s", tmp_path / "store")
    assert stream.getvalue().endswith(f"password <secret> of {tmp_path / 'store'}\n")


def test_links_of_a_readers_own_and_secrets_are_replaced() -> None:
    text = f"GET /unsubscribe/{TOKEN} with {SECRET} at https://news.example.org/editions/n-1"
    assert redacted(text, frozenset([SECRET])) == (
        "GET /unsubscribe/<token> with <secret> at https://news.example.org/editions/n-1"
    )
