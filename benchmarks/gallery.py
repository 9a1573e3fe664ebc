"""Builds the letters of docs/gallery and takes their pictures: `python -m benchmarks.gallery`.

Needs Chromium. The pictures lie beside the letters; a test builds the letters, and looks that
each has its picture.
"""

from __future__ import annotations

import email
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from briefing.cli.main import run

GALLERY = Path(__file__).resolve().parent.parent / "docs" / "gallery"
NOW = "2026-11-24T07:45Z"
# In pixels: the width of the mail, and as much of it as tells what kind of letter it is.
WIDTH, HEIGHT = 660, 1150
SHORT = {"releases": 400, "research": 570}


def letters() -> tuple[Path, ...]:
    """The folder of each letter."""
    return tuple(sorted(file.parent for file in GALLERY.glob("*/config.yaml")))


def build(letter: Path, folder: Path) -> Path:
    """Build a letter in a folder of its own; where its edition lies."""
    home = folder / letter.name
    shutil.copytree(letter, home)
    code = run(["build", "--quiet", "--now", NOW, "--config", str(home / "config.yaml")])
    if code:
        raise SystemExit(f"{letter.name}: build ended with {code}")
    return next((home / "out").iterdir())


def page_of(edition: Path) -> Path:
    """The mail as a page of its own: what it carries as attachments lies beside it."""
    html = (edition / "edition.html").read_text(encoding="utf-8")
    message = email.message_from_bytes((edition / "edition.eml").read_bytes())
    for part in message.walk():
        name = (part.get("Content-ID") or "").strip("<>")
        if name and f"cid:{name}" in html:
            content = part.get_payload(decode=True)
            (edition / name).write_bytes(content if isinstance(content, bytes) else b"")
            html = html.replace(f"cid:{name}", (edition / name).as_uri())
    page = edition / "page.html"
    page.write_text(html, encoding="utf-8")
    return page


def picture(page: Path, target: Path) -> None:
    """What a browser shows of a page, from its top."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("needs Chromium")
    height = SHORT.get(target.stem, HEIGHT)
    flags = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{height}")
    command = [browser, *flags, f"--screenshot={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    """Every letter, or those named."""
    with tempfile.TemporaryDirectory() as scratch:
        for letter in letters():
            if not sys.argv[1:] or letter.name in sys.argv[1:]:
                edition = build(letter, Path(scratch))
                picture(page_of(edition), GALLERY / f"{letter.name}.png")
                print(letter.name)


if __name__ == "__main__":
    main()
