"""The page of licences is of today's lock; none is one that binds those who use us."""

from __future__ import annotations

import re

import pytest

from benchmarks.licences import PAGE, licence_of, locked, page

# Weak copyleft: their own files alone, named on the page.
WEAK = {"pycountry", "certifi", "tld", "tqdm"}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m benchmarks.licences"


@pytest.mark.parametrize("name", [name for name, _ in locked()])
def test_no_licence_binds_more_than_its_own_files(name: str) -> None:
    found = licence_of(name)
    strong = re.search(r"AGPL|SSPL|(?<!L)GPL(?!-2\.0-only OR)|proprietary|commercial", found)
    assert not strong, f"{name}: {found}"
    if re.search(r"MPL|LGPL|EPL", found):
        assert name in WEAK, f"{name} is {found}: name it on the page"
