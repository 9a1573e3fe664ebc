"""What went before: a day that is built again has its own edition not behind it."""

from __future__ import annotations

from datetime import date, timedelta

from briefing.models import Lead
from briefing.pipeline.earlier import Past
from tests.make import NOW, make_edition, make_story, make_topic

TODAY = NOW.date()


def test_editions_of_the_day_are_not_before_it_whenever_they_were_built() -> None:
    """An edition for this morning may have been built yesterday, to be looked at."""
    story, other = make_story(), make_story(id="s2")
    topics = (make_topic(story, id="t1"), make_topic(other, id="t2"))
    leads = [
        Lead(topic_id=topic.id, title=topic.title, story_id=topic.stories[0].id, sentences=())
        for topic in topics
    ]
    yesterday = make_edition(id="n-0", date=TODAY - timedelta(days=1), blocks=(leads[0],))
    ahead = make_edition(id="n-1", created=NOW - timedelta(hours=12), blocks=(leads[1],))
    past = Past(editions=(ahead, yesterday), topics=topics)
    assert past.before(TODAY) == Past(editions=(yesterday,), topics=topics[:1])
    assert past.before(date(2000, 1, 1)) == Past()
