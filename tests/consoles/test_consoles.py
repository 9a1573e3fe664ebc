"""The console blocks of README and docs are typed, in their order, in a scratch folder.

What is not typed stands in `not_run.py`, with its reason; a line is in neither only by accident.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consoles.not_run import NOT_RUN, ROOT_ONLY
from tests.consoles.pages import Typed, pages
from tests.consoles.prepared import PREPARE
from tests.consoles.shell import Shell, install
from tests.consoles.site import news_site

PAGES = pages()
# What the pages call the reader's own news site; here it is one on loopback.
SITE = "https://news.example.org"


def why_not(typed: Typed) -> str:
    """Why a line is not typed; "" where it is."""
    if typed.by_root:
        return ROOT_ONLY
    return next(
        (
            why
            for page, begin, why in NOT_RUN
            if page == typed.page and typed.line.startswith(begin)
        ),
        "",
    )


RUN = {page: [one for one in lines if not why_not(one)] for page, lines in PAGES.items()}
RUN = {page: lines for page, lines in RUN.items() if lines}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with news_site() as address:
        yield address


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader") / "bin"
    install(folder)
    return folder


@pytest.fixture(scope="module")
def letter(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with its first draft."""
    shell = Shell(tmp_path_factory.mktemp("letter"), programs)
    shell.type("briefing init my-letter --title 'My letter' --no-input")
    return shell.folder / "my-letter"


@pytest.mark.parametrize("page", RUN)
def test_the_lines_of_a_page_do_what_they_say(
    page: str, tmp_path: Path, letter: Path, programs: Path, site: str
) -> None:
    folder = tmp_path / "my-letter"
    shell = Shell(tmp_path, programs, BRIEFING_FETCH__ALLOW_HOSTS="[127.0.0.1]")
    if page in PREPARE:
        shutil.copytree(letter, folder)
        shell.folder = folder
        PREPARE[page](shell)
    for typed in RUN[page]:
        shell.type(typed.line.replace(SITE, site))


def test_every_reason_is_of_a_line_that_is_there() -> None:
    lines = [one for lines in PAGES.values() for one in lines]
    assert [
        (page, begin)
        for page, begin, _ in NOT_RUN
        if not any(one.page == page and one.line.startswith(begin) for one in lines)
    ] == []


def test_most_lines_are_typed() -> None:
    """A floor that may rise: whoever adds a line that cannot run says so in the list."""
    assert sum(map(len, RUN.values())) >= 65


def test_every_prepared_page_is_run() -> None:
    assert set(PREPARE) <= set(RUN)
