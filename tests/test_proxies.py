"""What the pages show of nginx and Caddy is taken by nginx and Caddy."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.needs import caddy, nginx

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(word: str) -> dict[str, str]:
    """The blocks of the pages in which a word stands, by page."""
    found: dict[str, str] = {}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        unfenced = re.sub(r"^```\w+\n.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
        for block in BLOCK.findall(unfenced):
            if word in block:
                found[str(page.relative_to(ROOT))] = block
    return found


NGINX, CADDY = blocks("proxy_pass"), blocks("reverse_proxy")


@pytest.mark.parametrize("page", NGINX)
def test_nginx_takes_the_config_of_a_page(page: str, tmp_path: Path) -> None:
    server = NGINX[page]
    names = {"fullchain.pem": tmp_path / "cert.pem", "privkey.pem": tmp_path / "key.pem"}
    if "ssl" in server:
        certificate(names["fullchain.pem"], names["privkey.pem"])
    server = re.sub(r"/etc/\S+/(\w+\.pem)", lambda found: str(names[found[1]]), server)
    server = server.replace("listen 443", "listen 127.0.0.1:8443")
    config = tmp_path / "nginx.conf"
    http = f"http {{ access_log off; {server} }}"
    config.write_text(f"pid {tmp_path}/pid; events {{}} {http}", encoding="utf-8")
    command = [str(nginx()), "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", CADDY)
def test_caddy_takes_the_config_of_a_page(page: str, tmp_path: Path) -> None:
    config = tmp_path / "Caddyfile"
    config.write_text(CADDY[page], encoding="utf-8")
    command = [str(caddy()), "validate", "--adapter", "caddyfile", "--config", str(config)]
    places = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=places, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_both_are_shown_for_the_letter_and_for_the_desk() -> None:
    for pages in (NGINX, CADDY):
        assert {"docs/howto/proxy.md", "docs/desk.md"} <= set(pages)


def certificate(certificate_file: Path, key_file: Path) -> None:
    """A certificate that signs itself."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-subj", "/CN=example.org", "-days", "2"]
    command += ["-keyout", str(key_file), "-out", str(certificate_file)]
    subprocess.run(command, capture_output=True, check=True)
