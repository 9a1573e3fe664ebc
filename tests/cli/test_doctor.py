"""`briefing doctor`: each thing that can be wrong is found, and what is right is not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.health import HealthFinding
from briefing.health.bounce_checks import MANY_MAILS, MANY_REFUSALS
from briefing.health.network_checks import dns
from briefing.health.python_checks import folds_into_headers, xml_grows_without_limit
from briefing.models import Delivery, Slot, SourceReport
from briefing.store import Store
from briefing.store.recovery import put_back
from briefing.store.schedule_state import Halt

NOW = datetime.now(UTC)
SMTP = {"transport": "smtp", "smtp": {"host": "127.0.0.1", "port": 9}}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    return tmp_path


def write(home: Path, **over: Any) -> None:
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@daily.example>"}
    config_values = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    (home / "config.yaml").write_text(json.dumps(config_values | over))


def findings_of(capfd: pytest.CaptureFixture[str], *words: str) -> dict[str, list[str]]:
    """What doctor says, by level."""
    capfd.readouterr()
    run(["doctor", "--json", *(words or ("--no-network",))])
    findings: dict[str, list[str]] = {}
    for finding in json.loads(capfd.readouterr().out):
        findings.setdefault(finding["level"], []).append(f"{finding['area']}: {finding['what']}")
    return findings


def says(lines: Sequence[str], part: str) -> bool:
    return any(part in line for line in lines)


def open_store(home: Path) -> Store:
    return Store.open(f"sqlite:///{home}/briefing.db", now=NOW)


def test_a_new_newsletter_has_no_fault(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    findings = findings_of(capfd)
    assert "fault" not in findings
    assert says(findings["good"], "schema")
    assert says(findings["note"], "in: was not read yet")
    assert run(["doctor", "--no-network"]) == 0


def test_every_fault_of_the_config_is_named(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(home, newsletter={"id": "N!"}, schedule={"at": ["25:00"]})
    findings = findings_of(capfd)
    assert says(findings["fault"], "newsletter.title")
    assert says(findings["fault"], "schedule.at.0")
    assert says(findings["good"], "Python 3.")
    assert run(["doctor", "--no-network"]) == 1


def test_a_damaged_store_is_found(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "briefing.db").write_bytes(b"rubbish" * 1000)
    assert says(findings_of(capfd)["fault"], "not a database")


def test_an_index_that_lost_a_row_is_found(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = open_store(home)
    store.subscribers.add("ada@example.org", newsletter="n", at=NOW)
    store.close()
    with closing(sqlite3.connect(home / "briefing.db")) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'subscribers'")
        connection.commit()
    assert findings_of(capfd)["fault"]


def test_open_doors_are_found(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    findings_of(capfd)
    (home / "briefing.db").chmod(0o644)
    assert says(findings_of(capfd)["warning"], "everybody on this machine")


def test_sources_that_fail_are_found(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = open_store(home)
    for _ in range(6):
        store.sources.record(SourceReport(source="in", error="timed out"), NOW)
    store.close()
    assert says(findings_of(capfd)["warning"], "failed 6 times in a row: timed out")


def test_the_schedule_is_looked_at(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = open_store(home)
    due = NOW - timedelta(hours=9)
    store.slots.plan(Slot(newsletter="n", local="2026-11-24T07:00", due=due))
    store.slots.mark("n", "2026-11-24T07:00", "skipped", reason="missed by more than 120 minutes")
    store.schedules.pause("n", Halt(until=NOW + timedelta(days=1), why=""))
    store.close()
    (home / "out").mkdir()
    beat = {"newsletter": "n", "at": due.isoformat(), "pid": 1, "next": None, "last": []}
    (home / "out" / "heartbeat.json").write_text(json.dumps(beat))
    findings = findings_of(capfd)
    assert says(findings["warning"], "was skipped: missed")
    assert says(findings["warning"], "the daemon was last seen")
    assert says(findings["note"], "it is paused")


def test_a_template_that_fails_is_named(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "in" / "a.txt").write_text("Bridge falls\n\nA bridge fell on Monday in the valley.")
    assert run(["build", "--quiet"]) == 0
    (home / "templates" / "mjml").mkdir(parents=True)
    (home / "templates" / "mjml" / "footer.mjml").write_text("{% if %}")
    (home / "templates" / "mjml" / "masthead.mjml").write_text("{% if %}")
    assert says(findings_of(capfd)["fault"], "masthead.mjml:1")


def test_a_restored_store_is_said(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = open_store(home)
    store.backup(home / "b.db")
    store.close()
    put_back(f"sqlite:///{home}/briefing.db", home / "b.db", now=NOW)
    assert says(findings_of(capfd)["note"], "restored from a backup")


def test_a_relay_that_is_down_and_a_secret_too_short(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, delivery=SMTP, web={"url": "https://news.daily.example"})
    monkeypatch.setenv("BRIEFING_SECRET", "short")
    findings = findings_of(capfd, "--no-network")
    assert says(findings["fault"], "BRIEFING_SECRET is too short")
    assert says(findings["good"], "one click at https://news.daily.example/unsubscribe")


def config(**over: Any) -> Config:
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@daily.example>"}
    config_values = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    return Config.model_validate(config_values | {"delivery": SMTP} | over)


def looked_up(published: dict[tuple[str, str], Sequence[str] | None]) -> dict[str, HealthFinding]:
    findings = dns(config(), lambda name, kind: published.get((name, kind), ()))
    return {finding.what.split(" of ")[1].split(" ")[0]: finding for finding in findings}


def test_dns_records_are_compared_with_what_is_published() -> None:
    spf, dmarc = "daily.example", "_dmarc.daily.example"
    right = {
        (spf, "TXT"): ["x", "v=spf1 include:relay.example -all"],
        (dmarc, "TXT"): ["V=DMARC1;p=none"],
    }
    assert {one.level for one in looked_up(right).values()} == {"good"}
    wrong = looked_up({(spf, "TXT"): ["v=other"], (dmarc, "TXT"): None})
    assert wrong[spf].level == "warning"
    assert wrong[spf].todo.startswith('daily.example. IN TXT "v=spf1 ')
    assert wrong[dmarc].level == "note"


def test_a_newsletter_that_stays_here_needs_no_records() -> None:
    assert list(dns(config(delivery={}), None)) == []


def test_this_python_is_tried_out_not_looked_up() -> None:
    assert isinstance(folds_into_headers(), bool)
    assert xml_grows_without_limit() is False


def test_a_mailbox_that_is_not_there_is_a_fault(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, delivery=SMTP)
    assert says(findings_of(capfd, "--no-network")["warning"], "what comes back is not read")
    write(home, delivery=SMTP | {"bounces": {"maildir": "box"}})
    assert says(findings_of(capfd, "--no-network")["fault"], "box is no Maildir")
    (home / "box" / "new").mkdir(parents=True)
    assert says(findings_of(capfd, "--no-network")["good"], "is read from box")
    imap = {"imap": {"host": "mail.daily.example", "username": "bounces"}}
    write(home, delivery=SMTP | {"bounces": imap})
    monkeypatch.delenv("BRIEFING_BOUNCES_PASSWORD", raising=False)
    assert says(findings_of(capfd, "--no-network")["fault"], "BRIEFING_BOUNCES_PASSWORD is not set")


def test_what_piles_up_in_the_bounce_mailbox_is_said(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(home, delivery=SMTP | {"bounces": {"maildir": "box"}})
    for part in ("new", "cur", "tmp"):
        (home / "box" / part).mkdir(parents=True)
    assert not says(findings_of(capfd).get("note", []), "bounces:")
    (home / "box" / "new" / "1.a").write_bytes(b"Subject: buy\n\nnow\n")
    assert says(findings_of(capfd)["note"], "1 mails wait to be read")
    run(["deliveries", "bounces"])
    assert says(findings_of(capfd)["note"], "1 mails were not understood and lie in the mailbox")
    assert "1 were not understood" not in said_by(capfd, "deliveries", "bounces")
    assert "1 were not understood" in said_by(capfd, "deliveries", "bounces", "--again")
    for number in range(MANY_MAILS):
        (home / "box" / "cur" / f"{number}.b:2,F").write_bytes(b"x")
    assert says(findings_of(capfd)["warning"], f"{MANY_MAILS + 1} mails were not understood")


def said_by(capfd: pytest.CaptureFixture[str], *words: str) -> str:
    capfd.readouterr()
    run(list(words))
    return capfd.readouterr().err


def test_who_refuses_us_or_complains_is_said(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with closing(open_store(home)) as store:
        for number in range(MANY_REFUSALS):
            reader = store.subscribers.add(f"r{number}@large.example", newsletter="n", at=NOW)
            delivery = Delivery(
                edition_id="n-1",
                subscriber_id=reader.id,
                email=reader.email,
                state="sent",
                message_id="<x@daily.example>",
            )
            for kind in ("policy", "complaint"):
                name = f"{kind}{number}"
                store.bounces.add(delivery, kind, report=name, reason="no", at=NOW)  # type: ignore[arg-type]
    warnings = findings_of(capfd)["warning"]
    assert says(warnings, f"large.example refused {MANY_REFUSALS} messages for what we are")
    assert says(warnings, f"{MANY_REFUSALS} readers at large.example complained")


def test_webhooks_need_their_secrets_and_an_address(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, delivery=SMTP | {"webhooks": {"mailgun": {}}})
    findings = findings_of(capfd)
    assert says(findings["fault"], "BRIEFING_MAILGUN_SIGNING_KEY: is not set")
    assert not says(findings["warning"], "what comes back is not read")
    monkeypatch.setenv("BRIEFING_MAILGUN_SIGNING_KEY", "a key")
    assert says(findings_of(capfd)["warning"], "providers need an address")
    hooks = {"webhooks": {"mailgun": {}}}
    write(home, delivery=SMTP | hooks, web={"url": "https://news.daily.example"})
    assert says(findings_of(capfd)["good"], "providers report by webhook: mailgun")


def test_a_store_that_cannot_be_opened_says_what_to_do(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home)
    monkeypatch.setenv("BRIEFING_STORE", "postgresql://somebody@127.0.0.1:1/nothing")
    run(["doctor", "--no-network"])
    assert "the database exists" in capfd.readouterr().out
    monkeypatch.delenv("BRIEFING_STORE")
    (home / "briefing.db").write_bytes(b"no store at all, whatever it is called" * 300)
    run(["doctor", "--no-network"])
    assert "`briefing db restore`" in capfd.readouterr().out


def test_an_audience_nobody_is_in_is_named(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(home, delivery={"tags": ["weekly", "weekyl"]})
    run(["subscribers", "add", "ada@example.org", "--tag", "weekly"])
    warned = findings_of(capfd)["warning"]
    assert says(warned, "nobody is in the audience 'weekyl'")
    assert not says(warned, "'weekly'")
