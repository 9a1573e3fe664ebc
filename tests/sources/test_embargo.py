"""The embargo line of a press release, and headlines that only speak of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.parse.embargo import OPEN_END, read_embargo

BODY = "The ministry will open the bridge.\n\nIt cost 40 million."


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, 24 November 2026", "2026-11-24T00:01"),
        ("Embargo: 2026-11-24T06:00+01:00", "2026-11-24T05:00"),
        ("Strictly embargoed until 6 a.m. EST on November 24, 2026", "2026-11-24T11:00"),
        ("UNDER EMBARGO UNTIL: 24th Nov 2026, 17.30 CET", "2026-11-24T16:30"),
        ("Not for release before 12:00 UTC on 24 November 2026", "2026-11-24T12:00"),
        ("NOT FOR PUBLICATION UNTIL noon, 24 November 2026", "2026-11-24T12:00"),
        ("**EMBARGO until 2026-11-24 07:00**", "2026-11-24T07:00"),
        ("Embargoed for release until 9:15 pm BST, 1 July 2026", "2026-07-01T20:15"),
        ("> Embargoed till 24 November 2026, 08:00 hours", "2026-11-24T08:00"),
        ("Embargo until: Tue, 24 Nov 2026 06:00:00 -0500", "2026-11-24T11:00"),
        ("Embargoed until 6:00 a.m. ET, November 24, 2026", "2026-11-24T11:00"),
        ("EMBARGOED UNTIL TUES 24 NOV 2026 AT 00:01 GMT", "2026-11-24T00:01"),
    ],
)
def test_a_line_of_its_own_names_the_moment(line: str, moment: str) -> None:
    text, found = read_embargo(f"{line}\n\n{BODY}")
    assert text == BODY
    assert found is not None
    assert found.isoformat().startswith(moment)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL TUESDAY",
        "EMBARGO: see the cover letter",
        "EMBARGOED UNTIL 06:00 XYZT, 24 November 2026",
    ],
)
def test_a_moment_that_cannot_be_read_is_held_until_a_person_frees_it(line: str) -> None:
    assert read_embargo(f"Press release\n{line}\n{BODY}") == (f"Press release\n{BODY}", OPEN_END)


@pytest.mark.parametrize(
    "line",
    [
        "Embargo until 2027 agreed by both sides",
        "The embargo until 24 November 2026, 06:00 was broken by one paper.",
        "Oil embargo: ministers meet on Monday",
        "Embargoed ships leave the port",
        "Embargo: what it means for farmers",
        "Not for release: a film that nobody saw",
        "EU arms embargo to end on 24 November 2026",
        "He called it EMBARGO until the end.",
        "Embargoed until further notice is a phrase editors hate.",
        "",
    ],
)
def test_news_about_an_embargo_is_none(line: str) -> None:
    text = f"{line}\n\n{BODY}"
    assert read_embargo(text) == (text, None)


def test_only_the_top_of_a_text_is_looked_at() -> None:
    text = BODY + "\n\nMore.\n\nEMBARGO: 2026-11-24T06:00Z"
    assert read_embargo(text) == (text, None)


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_raises_and_only_one_line_goes(text: str, said: str) -> None:
    for given_ in (text, f"EMBARGOED UNTIL {said}\n{text}"):
        left, moment = read_embargo(given_)
        assert moment is not None or left == given_
        assert len(left) <= len(given_)
