"""Readers from files: exports of other programs, questions, consent, and taking an import back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.cli.desk import answer_of

CONFIG = """
newsletter: {id: n, title: The Daily, sender: Daily <d@example.org>}
sources: [{kind: folder, path: in}]
"""
# In the shapes that the programs write; the readers are invented.
EXPORT_FILES = Path(__file__).parent / "exports"
AT_THE_FAIR = ("--consent", "at the fair, 12 May 2025")

Call = Callable[..., Any]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Call:
    """`briefing subscribers …` with its JSON where it gives some; what it said where it fails."""
    (tmp_path / "in").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)

    def subscribers(*words: str, code: int = 0) -> Any:
        capfd.readouterr()
        done = run(["subscribers", *words, "--json"])
        out, err = capfd.readouterr()
        assert done == code, err
        return answer_of(out, err)

    return subscribers


def given(text: str, name: str = "given.csv") -> str:
    Path(name).write_text(text, encoding="utf-8", newline="")
    return name


def export(name: str) -> str:
    return str(EXPORT_FILES / f"{name}.csv")


def standing(call: Call) -> dict[str, str]:
    """Each reader by the part of its address before the @: status, and what the address is."""
    readers = call("list", "--status", "any")
    return {
        each["email"].partition("@")[0]: (
            each["status"]
            if each["address_status"] == "ok"
            else f"{each['status']}, {each['address_status']}"
        )
        for each in readers
    }


def test_an_address_in_a_note_is_no_reader(call: Call) -> None:
    note = '"wrote:\r\nmole@spy.example,Mole,hi"'
    text = f"email,name,notes\nada@x.example,Ada,{note}\nben@x.example,Ben,-\n"
    done = call("import", given(text), *AT_THE_FAIR)
    assert done["taken"] == 2
    assert done["ignored"] == ["notes"]
    assert standing(call) == {"ada": "active", "ben": "active"}


@pytest.mark.parametrize(
    "text",
    [
        'email,notes\nada@x.example,"no end\nmole@spy.example,hi\n',
        'email,notes\nada@x.example,"an end" too early\nmole@spy.example,hi\n',
        "email,notes\n" + "x" * 200_000 + "\n",
        'email,notes\nada@x.example,"' + "\n" * 3_000 + '"\n',
        "email,email\nada@x.example,mole@spy.example\n",
    ],
)
def test_a_file_whose_records_cannot_be_told_apart_is_refused_whole(call: Call, text: str) -> None:
    assert "line" in call("import", given(text), *AT_THE_FAIR, code=2)
    assert standing(call) == {}


EXPORTS = {
    "listmonk": {"ada": "pending", "ben": "unsubscribed"},
    "mailchimp-subscribed": {"ada": "active", "ben": "pending"},
    "mailchimp-unsubscribed": {"cy": "unsubscribed"},
    "mailchimp-cleaned": {"dee": "unsubscribed, bounced"},
    "ghost": {"ada": "pending", "ben": "unsubscribed"},
    "substack": {"ada": "pending", "ben": "unsubscribed"},
    "buttondown": {
        "ada": "pending",
        "ben": "unsubscribed",
        "cy": "unsubscribed, bounced",
        "dee": "pending",
    },
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_other_programs(call: Call, name: str) -> None:
    program = name.partition("-")[0]
    said = call("import", export(name), code=2)
    assert f"`--from {program}`" in said
    assert standing(call) == {}
    call("import", export(name), "--from", program)
    assert standing(call) == EXPORTS[name]


WITH_CONSENT = {
    "listmonk": {"ada": "active", "ben": "unsubscribed"},
    "mailchimp-subscribed": {"ada": "active", "ben": "active"},
    "mailchimp-unsubscribed": {"cy": "unsubscribed"},
    "mailchimp-cleaned": {"dee": "active, bounced"},
    "ghost": {"ada": "active", "ben": "unsubscribed"},
    "substack": {"ada": "active", "ben": "unsubscribed"},
    "buttondown": {
        "ada": "active",
        "ben": "unsubscribed",
        "cy": "active, bounced",
        "dee": "pending",
    },
}


@pytest.mark.parametrize("name", EXPORTS)
def test_consent_makes_active_who_has_not_left(call: Call, name: str) -> None:
    call("import", export(name), "--from", name.partition("-")[0], *AT_THE_FAIR)
    assert standing(call) == WITH_CONSENT[name]


def test_what_the_exports_say_of_readers(call: Call) -> None:
    call("import", export("mailchimp-subscribed"), "--from", "mailchimp")
    ada, ben = call("list", "--status", "any")
    assert (ada["name"], ada["tags"]) == ("Ada Holm", ["press-room", "vip"])
    assert ada["since"].startswith("2024-03-14T09:12:31")
    (line,) = call("history", "ada@example.org")
    assert line["cause"] == "imported; signed up by a form of Mailchimp"
    assert ben["name"] == "Ben"
    call("import", export("ghost"), "--from", "ghost", *AT_THE_FAIR)
    (ada, *_) = call("list", "--status", "any")
    assert ada["tags"] == ["maps", "press-room", "vip"]


def test_who_is_blocklisted_elsewhere_is_blocked_here(call: Call) -> None:
    done = call("import", export("listmonk"), "--from", "listmonk")
    assert done["taken"] == 3
    assert "is blocked" in call("add", "CY@example.org", code=2)
    call("import", "--undo", str(done["import"]))
    assert call("add", "cy@example.org")["status"] == "active"


@pytest.mark.parametrize(
    ("header", "cell", "flag"),
    [
        ("stauts", "unsubscribed", "--column status=stauts"),
        ("Opted Out", "yes", "--ignore 'Opted Out'"),
        ("Abgemeldet am", "1.2.2024", "--ignore"),
        ("Bemerkung", "unsubscribed", "--ignore 'Bemerkung'"),
        ("status", "gone fishing", "--status 'gone fishing'=active"),
        ("status", "", "--status ''=active"),
    ],
)
def test_what_may_say_that_somebody_has_left_is_a_question(
    call: Call, header: str, cell: str, flag: str
) -> None:
    text = f"email,{header}\nben@example.org,active\nada@example.org,{cell}\n"
    said = call("import", given(text), *AT_THE_FAIR, code=2)
    assert flag in said
    assert "nothing was taken in" in said
    assert standing(call) == {}
    assert call("imports") == []


def test_questions_are_answered_by_flags(call: Call) -> None:
    given("email,stauts\nada@example.org,unsubscribed\nben@example.org,ok so\n")
    call(
        "import", "given.csv", "--column", "status=stauts", "--status", "ok so=active", *AT_THE_FAIR
    )
    assert standing(call) == {"ada": "unsubscribed", "ben": "active"}
    given("email,Active member since\ncy@example.org,2020\n")
    call("import", "given.csv", "--ignore", "Active member since", *AT_THE_FAIR)
    assert standing(call)["cy"] == "active"


def test_whole_files(call: Call) -> None:
    given("email\nada@example.org\n")
    call("import", "given.csv", "--as", "active")
    given("email,Opted Out\nada@example.org,\nben@example.org,\n", "left.csv")
    call("import", "left.csv", "--as", "unsubscribed")
    assert standing(call) == {"ada": "unsubscribed", "ben": "unsubscribed"}
    given("email\ncy@example.org\n", "shut.csv")
    call("import", "shut.csv", "--as", "blocked")
    assert "is blocked" in call("add", "cy@example.org", code=2)
    given("email,status\ndee@example.org,unsubscribed\n", "said.csv")
    call("import", "said.csv", "--as", "active")
    assert standing(call)["dee"] == "unsubscribed"


def test_the_words_of_consent_are_kept(call: Call) -> None:
    call("import", given("email\nada@example.org\n"), *AT_THE_FAIR)
    (line,) = call("history", "ada@example.org")
    assert line["cause"] == "imported; consent: at the fair, 12 May 2025"
    (record,) = call("imports")
    assert record["cause"] == line["cause"]


def test_a_dry_run_takes_nobody_in(call: Call) -> None:
    text = "email,name,town\nada@example.org,Ada,Lund\nnonsense,X,Y\n"
    plan = call("import", given(text), "--dry-run", code=1)
    assert plan["counts"] == {"pending": 1}
    assert plan["ignored"] == ["town"]
    assert plan["samples"] == [
        {"would_be": "pending", "email": "ada@example.org", "name": "Ada", "tags": ""}
    ]
    assert [fault["where"] for fault in plan["faults"]] == ["line 3"]
    assert standing(call) == {}
    assert call("imports") == []


def test_who_gave_no_consent_is_asked_and_counts_when_confirmed(call: Call, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(f"{CONFIG}web: {{url: https://news.example.org}}\n")
    done = call("import", given("email\nada@example.org\nben@example.org\n"))
    assert (done["asked"], done["waiting"]) == (2, 0)
    mails = sorted((tmp_path / "out/mail").glob("*.eml"))
    assert all(b"https://news.example.org/confirm/" in mail.read_bytes() for mail in mails)
    assert len(mails) == 2
    assert standing(call) == {"ada": "pending", "ben": "pending"}
    call("ask", code=3)


def test_without_pages_readers_wait_until_they_can_be_asked(call: Call, tmp_path: Path) -> None:
    done = call("import", given("email\nada@example.org\n"))
    assert (done["asked"], done["waiting"]) == (0, 1)
    (tmp_path / "config.yaml").write_text(f"{CONFIG}web: {{url: https://news.example.org}}\n")
    assert call("ask")["mailed"] == 1
    assert len(list((tmp_path / "out/mail").glob("*.eml"))) == 1


def test_no_more_are_asked_at_once_than_may_be(call: Call, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(f"{CONFIG}web: {{url: https://news.example.org}}\n")
    many = "".join(f"r{number}@example.org\n" for number in range(60))
    assert call("import", given(f"email\n{many}"))["waiting"] == 10
    assert call("ask") == {"mailed": 10, "refused": 0, "waiting": 0, "why": ""}


def test_an_import_that_is_pending_ends_no_subscription(call: Call) -> None:
    call("add", "ada@example.org")
    call("import", given("email,tags\nada@example.org,VIP\n"))
    (ada,) = call("list")
    assert (ada["status"], ada["tags"]) == ("active", ["vip"])


def test_undo_takes_back_what_the_import_did_and_no_more(call: Call) -> None:
    call("add", "ada@example.org", "--tag", "maps")
    call("add", "ben@example.org")
    call("add", "eve@example.org")
    given(
        "email,status,tags\nada@example.org,active,vip maps\nben@example.org,unsubscribed,\n"
        "cy@example.org,active,vip\ndee@example.org,active,\neve@example.org,unsubscribed,\n"
    )
    number = call("import", "given.csv", *AT_THE_FAIR)["import"]
    call("remove", "dee@example.org")
    call("add", "eve@example.org")
    assert call("import", "--undo", str(number)) == {"removed": 1, "put_back": 2, "kept": 2}
    assert standing(call) == {
        "ada": "active",
        "ben": "active",
        "dee": "unsubscribed",  # has left since
        "eve": "active",  # has come back since
    }
    (ada, *_) = call("list")
    assert ada["tags"] == ["maps"]
    assert "was taken back at" in call("import", "--undo", str(number), code=2)
    assert "no such import" in call("import", "--undo", "77", code=2)


def test_mails_with_readers_addresses_are_for_their_owner_alone(call: Call, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(f"{CONFIG}web: {{url: https://news.example.org}}\n")
    call("import", given("email\nada@example.org\n"))
    folder = tmp_path / "out/mail"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
