"""docs/licences.md: what is installed with us, of which version, under which licence.

`python -m benchmarks.licences` writes it, from requirements.lock and what the packages say of
themselves; a test keeps it true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
# What builds the package and is no part of an installation.
BUILDING = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit"} | {
    "trove-classifiers"
}
# Longer ones are a licence's text in the place of its name.
_LONG = 60
_LONG = 60
_CLASSIFIER = "License :: OSI Approved :: "
_HEAD = """# Licences

What `pip install morning-briefing` brings along, from `requirements.lock`; made by
`python -m benchmarks.licences`. `briefing` itself is under the MIT licence. A bill of materials in
CycloneDX's format lies beside each release.

None forbids use or sale, and none reaches into your own code. Changes to the files of certifi, tld
and tqdm (MPL) and of pycountry (LGPL), if you make and pass on any, must be passed on as source.

| package | version | licence |
|---|---|---|
"""


def locked() -> tuple[tuple[str, str], ...]:
    """Name and version of each package of an installation; some differ with Python's."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions: dict[str, list[str]] = {}
    for name, version in _PIN.findall(text):
        if name.lower() not in BUILDING:
            versions.setdefault(name, []).append(version)
    return tuple((name, " or ".join(given)) for name, given in versions.items())


def licence_of(name: str) -> str:
    """What a package says its licence is; ValueError where it says nothing."""
    about = metadata(name)
    said = next((line for line in _statements(about) if line), "")
    if not said:
        raise ValueError(f"{name} states no licence: read its files, or leave it out")
    return said


def _statements(about: PackageMetadata) -> Iterator[str]:
    """What it says, the most exact field first."""
    yield about.get("License-Expression") or ""
    short = about.get("License") or ""
    yield short if len(short) < _LONG and "\n" not in short else ""
    named = [line for line in about.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]
    yield " and ".join(line.removeprefix(_CLASSIFIER) for line in named)
    yield short.strip().splitlines()[0][:_LONG] if short.strip() else ""


def page() -> str:
    """The page, as Markdown."""
    rows = (f"| {name} | {version} | {licence_of(name)} |" for name, version in locked())
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
