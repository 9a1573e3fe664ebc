"""Whether a tag may be released, and what a release adds to the files.

`python -m benchmarks.release v1.2.0` checks that the tag is the version of the code, and that
CHANGELOG.md has a part of that version with a day. With `--repository OWNER/NAME` it writes the
repository's address into README.md (PyPI resolves no relative link) and pyproject.toml: nobody who
builds from a fork sends readers to us.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_HEADING = re.compile(r"^## (\S+)(?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)


def version() -> str:
    """The version of the code, read without importing it."""
    text = (ROOT / "briefing" / "version.py").read_text(encoding="utf-8")
    found = _VERSION.search(text)
    if found is None:
        raise SystemExit("briefing/version.py states no version")
    return found[1]


def headings() -> tuple[tuple[str, str], ...]:
    """The parts of the changelog: version and day, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return tuple((name, day) for name, day in _HEADING.findall(text))


def faults(tag: str) -> tuple[str, ...]:
    """What keeps a tag from being released."""
    known, found = dict(headings()), []
    if tag != f"v{version()}":
        found.append(f"the tag is {tag}, the version {version()}")
    if not known.get(tag.removeprefix("v")):
        found.append(f"CHANGELOG.md has no `## {tag.removeprefix('v')} - DAY`")
    return tuple(found)


_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#)([^)\s]+)\)")


def with_absolute_links(text: str, repository: str, tag: str) -> str:
    """Markdown whose pictures and links lead to a repository's files at a tag."""

    def absolute(match: re.Match[str]) -> str:
        raw, page = "https://raw.githubusercontent.com", "https://github.com"
        start = f"{raw}/{repository}/{tag}" if match[1] else f"{page}/{repository}/blob/{tag}"
        return f"{match[1]}[{match[2]}]({start}/{match[3]})"

    return _LINK.sub(absolute, text)


def with_urls(project: str, repository: str) -> str:
    """pyproject.toml with the addresses that PyPI shows beside the package."""
    home = f"https://github.com/{repository}"
    urls = {
        "Homepage": home,
        "Documentation": f"{home}/blob/main/docs/index.md",
        "Changelog": f"{home}/blob/main/CHANGELOG.md",
        "Issues": f"{home}/issues",
        "Source": home,
    }
    lines = "".join(f'{name} = "{url}"\n' for name, url in urls.items())
    return project.replace("[project.scripts]\n", f"[project.urls]\n{lines}\n[project.scripts]\n")


def main() -> None:
    """Check a tag; with a repository write its address into the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag")
    parser.add_argument("--repository", default="", metavar="OWNER/NAME")
    chosen = parser.parse_args()
    if why := faults(chosen.tag):
        raise SystemExit("\n".join(why))
    if chosen.repository:
        readme, project = ROOT / "README.md", ROOT / "pyproject.toml"
        text = readme.read_text(encoding="utf-8")
        readme.write_text(
            with_absolute_links(text, chosen.repository, chosen.tag), encoding="utf-8"
        )
        text = project.read_text(encoding="utf-8")
        project.write_text(with_urls(text, chosen.repository), encoding="utf-8")


if __name__ == "__main__":
    main()
