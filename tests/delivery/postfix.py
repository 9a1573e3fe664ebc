"""Postfix's own programs on loopback: its sink, and the whole of it with a Maildir at the end.

`BRIEFING_POSTFIX` may name a folder Debian's package was unpacked into
(`dpkg -x`); else what is installed is used. The sink runs without rights of
its own; the whole Postfix starts as root only, and drops its rights itself.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.needs import need

ROOT = Path(os.environ.get("BRIEFING_POSTFIX") or "/")
DAEMONS = ROOT / "usr/lib/postfix/sbin"
SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 60  1 pickup
cleanup   unix  n - n -   0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n -   - trivial-rewrite
bounce    unix  - - n -   0 bounce
defer     unix  - - n -   0 bounce
trace     unix  - - n -   0 bounce
verify    unix  - - n -   1 verify
proxymap  unix  - - n -   - proxymap
error     unix  - - n -   - error
retry     unix  - - n -   - error
discard   unix  - - n -   - discard
virtual   unix  - n n -   - virtual
anvil     unix  - - n -   1 anvil
showq     unix  n - n -   - showq
postlog   unix-dgram n - n - 1 postlogd
"""
SETTINGS = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = {root}/usr/sbin
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {home}/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = postfix.example.org
mydestination =
local_transport = error
mynetworks = 127.0.0.0/8
smtpd_recipient_restrictions =
  check_recipient_access inline:{{{access}}}, permit_mynetworks, reject
virtual_mailbox_domains = example.org
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{uid}
virtual_minimum_uid = 1
"""


@contextmanager
def sink(*options: str) -> Iterator[int]:
    """`smtp-sink` with these options; gives its port."""
    program = need(_program("smtp-sink"), "smtp-sink (Debian: postfix)")
    port = free_port()
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(dir="/tmp") as empty:
        Path(empty).chmod(0o755)
        (Path(empty) / "main.cf").touch()
        command = [str(program), *user, *options, f"127.0.0.1:{port}", "100"]
        libraries = {"LD_LIBRARY_PATH": str(ROOT / "usr/lib/postfix"), "MAIL_CONFIG": empty}
        process = subprocess.Popen(command, env=os.environ | libraries, stderr=subprocess.DEVNULL)
        try:
            until_open(port)
            yield port
        finally:
            process.kill()
            process.wait()


@contextmanager
def whole(access: str) -> Iterator[tuple[int, Path]]:
    """A Postfix of the test's own; gives its port and the Maildir all mail ends in.

    `access` says who is refused, as an inline table of Postfix.
    """
    if os.geteuid() != 0:
        pytest.skip("needs root: Postfix's master starts as no other")
    program = need(_program("postfix"), "Postfix")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="pf") as folder:
        home, port = Path(folder), free_port()
        configure(home, port, access)
        run = [str(program), "-c", str(home / "etc")]
        subprocess.run([*run, "start"], check=True, capture_output=True)
        try:
            until_open(port)
            yield port, home / "mail" / "inbox"
        finally:
            subprocess.run([*run, "abort"], check=True, capture_output=True)


def configure(home: Path, port: int, access: str) -> None:
    """Its two files, and folders with the rights it asks for."""
    reader, owner = pwd.getpwnam("nobody"), pwd.getpwnam("postfix")
    home.chmod(0o755)
    for name in ("etc", "queue", "data", "mail"):
        (home / name).mkdir()
    shutil.chown(home / "data", owner.pw_uid)
    shutil.chown(home / "mail", reader.pw_uid)
    settings = {"home": home, "root": str(ROOT).rstrip("/"), "daemons": DAEMONS}
    (home / "etc" / "main.cf").write_text(
        SETTINGS.format(uid=reader.pw_uid, access=access, **settings)
    )
    (home / "etc" / "master.cf").write_text(SERVICES.format(port=port))


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found: int = server.getsockname()[1]
    return found


def until_open(port: int, seconds: float = 120) -> None:
    """Wait until a server listens there."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)
        else:
            return


def _program(name: str) -> Path | None:
    path = ROOT / "usr/sbin" / name
    return path if path.exists() else None
