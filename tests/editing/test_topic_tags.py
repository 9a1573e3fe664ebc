"""Tags are whole names: a word that stands inside longer names only is none."""

from __future__ import annotations

import pytest

from tests.editing.words import a_story, a_topic, an_edition, block_of


@pytest.mark.parametrize(
    ("text", "is_tag"),
    [
        ("A ferry sank off British Columbia on Monday. British Columbia sent boats.", False),
        ("A ferry sank off Columbia on Monday. Nobody in Columbia was hurt.", True),
    ],
)
def test_a_part_of_a_name_is_no_tag(text: str, *, is_tag: bool) -> None:
    story = a_story("ferry", text, title="Ferry sinks off Columbia")
    lead = block_of(an_edition(a_topic(story)), "lead")
    assert ("Columbia" in lead.tags) is is_tag
