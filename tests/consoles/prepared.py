"""What a page takes for granted: a letter with its draft, and the files it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.consoles.shell import Shell

_HARBOUR = """Harbour strike ends at Lund after nine days

Pilots of Lund went back to work on Tuesday: the harbour strike is over.
The port pays nine days of wages. Harbingers of a truce were seen on Sunday.
"""
_READERS = """email,name,tags,language
ada@example.org,Ada,markets,en
ben@example.org,Ben,"markets, vip",en
eva@example.org,Eva,politics,de
"""
# As the three tools export them (their columns; the people are ours).
_MOVERS = {
    "subscribed.csv": """Email Address,First Name,Last Name,OPTIN_TIME,TAGS
cleo@example.org,Cleo,Vogt,2024-03-02 10:11:12,"""
    '"""VIP"",""Press"""\n',
    "unsubscribed.csv": """Email Address,First Name,Last Name,OPTIN_TIME,UNSUB_TIME
dan@example.org,Dan,Hale,2024-03-02 10:11:12,2025-01-07 08:00:00
""",
    "subscribers.csv": """uuid,email,name,attributes,status,created_at,updated_at
5f6f1c1e-0000-4000-8000-000000000001,finn@example.org,Finn,{},enabled,2024-01-01,2024-01-02
5f6f1c1e-0000-4000-8000-000000000002,gil@example.org,Gil,{},blocklisted,2024-01-01,2024-01-02
""",
    "members.csv": """id,email,name,note,subscribed_to_emails,complimentary_plan,created_at,labels
1,hana@example.org,Hana,,true,false,2024-05-05T10:00:00.000Z,press
2,ines@example.org,Ines,,false,false,2024-05-05T10:00:00.000Z,
""",
    "left.csv": "email\njo@example.org\n",
    "feeds.opml": """<?xml version="1.0"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Wire" type="rss" xmlUrl="https://wire.example.org/politics.rss"/></body></opml>
""",
}


def approved(shell: Shell) -> None:
    """A draft that was approved, its readers, and a file with more of them."""
    shell.type("briefing approve && briefing subscribers add ada@example.org --tag markets")
    _write(shell.folder, {"list.csv": _READERS})


def sent(shell: Shell) -> None:
    """An edition that went out."""
    shell.type("briefing subscribers add ada@example.org && briefing approve && briefing send")


def desk(shell: Shell) -> None:
    """Somebody who may let others in."""
    shell.type("briefing users add Ada --role admin")


def harbour(shell: Shell) -> None:
    """A story of the words that the page looks for."""
    _write(shell.folder / "seeds", {"harbour.txt": _HARBOUR})
    shell.type("briefing ingest")


def moving(shell: Shell) -> None:
    """The exports of other tools."""
    _write(shell.folder, _MOVERS)


def upgraded(shell: Shell) -> None:
    """A store that was brought up to date, and its copy."""
    (shell.folder / "briefing.db.20261124T060000Z.backup").write_bytes(b"the copy")


def nothing(shell: Shell) -> None:
    """The letter as it is."""


# Pages that begin in the letter's folder; the others make their own.
PREPARE: dict[str, Callable[[Shell], None]] = {
    "docs/desk.md": desk,
    "docs/howto/moving.md": moving,
    "docs/howto/politics.md": nothing,
    "docs/howto/research.md": nothing,
    "docs/search.md": harbour,
    "docs/site.md": sent,
    "docs/subscribers.md": approved,
    "docs/upgrade.md": upgraded,
}


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
