"""What speaks for a topic: its sources' sentences, its rank, its links, other tellings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from briefing import load
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.ties import Tie
from briefing.desk.draft.weakest_link import weakest_link
from briefing.desk.draft.workspace import Workspace
from briefing.editing.citations import block_sentences
from briefing.errors import InputError
from tests.desk.morning import a_morning, document, edit, named, opened, write
from tests.make import NOW


def topic_of(workspace: Workspace, word: str) -> str:
    return workspace.draft.topic_ids[named(workspace)[word]]


def test_sentences_are_passages_of_their_story_and_say_where_they_stand(
    workspace: Workspace,
) -> None:
    evidence = workspace.evidence(topic_of(workspace, "Halden"))
    shown = {
        (one.story_id, one.start): one.text
        for one in block_sentences(workspace.draft.blocks[f"topic:{evidence.topic_id}"])
    }
    for source in evidence.stories:
        assert len(source.sentences) == 3
        for one in source.sentences:
            assert source.story.text[one.start : one.end] == one.text
            assert bool(one.shown_in) == ((source.story.id, one.start) in shown)
    numbers = [one.number for story in evidence.stories for one in story.sentences if one.number]
    assert sorted(numbers) == [*range(1, len(shown) + 1)]


def test_the_score_is_the_sum_of_its_factors(workspace: Workspace) -> None:
    evidence = workspace.evidence(topic_of(workspace, "Gold"))
    assert evidence.spot.score == round(sum(one.value for one in evidence.factors), 6)
    ranks = [one.rank for one in evidence.neighbours]
    assert evidence.spot.rank not in ranks
    assert max(ranks) - min(ranks) <= 4


def test_who_reports_and_why_they_stand_together(workspace: Workspace) -> None:
    evidence = workspace.evidence(topic_of(workspace, "Gold"))
    assert {one.outlet for one in evidence.reporters} == {"Lund Echo", "Market Wire"}
    assert evidence.split is not None
    assert {*evidence.split.near, *evidence.split.far} == {
        story.story.id for story in evidence.stories
    }
    assert any("tells the same as" in line for line in evidence.reasons)
    effect = workspace.preview(evidence.split.edit)
    assert effect.ties == evidence.ties


def test_a_story_alone_has_nothing_to_split(workspace: Workspace) -> None:
    evidence = workspace.evidence(topic_of(workspace, "Tarn"))
    assert (evidence.split, evidence.ties) == (None, ())


def test_a_dropped_story_says_so(workspace: Workspace) -> None:
    tarn = topic_of(workspace, "Tarn")
    workspace.decide(edit("drop", named(workspace)["Tarn"]), by="Ada")
    evidence = workspace.evidence(tarn)
    assert (evidence.spot.rank, evidence.factors) == (0, ())
    assert [one.reason for one in evidence.stories] == ["dropped by the editor"]


def test_no_topic_has_no_evidence(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="no topic of this draft"):
        workspace.evidence("t-none")


def tie(left: str, right: str, topic: float) -> Tie:
    return Tie(
        left=left,
        right=right,
        left_title="",
        right_title="",
        event=0.0,
        topic=topic,
        terms=(),
    )


def test_the_weakest_link_is_that_of_the_strongest_chain() -> None:
    """Two pairs that hang together by one thread: b-c."""
    ties = [
        tie("a", "b", 0.9),
        tie("c", "d", 0.8),
        tie("b", "c", 0.3),
        tie("a", "c", 0.1),
        tie("a", "d", 0.2),
        tie("b", "d", 0.0),
    ]
    link = weakest_link(["a", "b", "c", "d"], ties)
    assert link is not None
    assert (link.near, link.far) == (("a", "b"), ("c", "d"))
    assert link.edit.story_ids == ("b", "c")


def test_another_method_is_seen_beside_the_draft(workspace: Workspace) -> None:
    key = f"topic:{topic_of(workspace, 'Halden')}"
    own, lead, lexrank = workspace.alternatives(key, ["briefing", "lead", "lexrank"])
    assert own.same
    for other in (lead, lexrank):
        assert {one.story_id for one in block_sentences(other.block)} <= {*workspace.draft.stories}
        kept = set(block_sentences(other.block)) - set(other.added)
        assert kept == set(block_sentences(own.block)) - set(other.removed)
    with pytest.raises(InputError, match="no method"):
        workspace.alternatives(key, ["magic"])


def test_the_outline_names_every_block_and_what_nearly_is_one(workspace: Workspace) -> None:
    workspace.decide(edit("drop", named(workspace)["Forest"]), by="Ada")
    workspace.decide(edit("hold", named(workspace)["Tarn"]), by="Ada")
    workspace.decide(edit("pin", named(workspace)["Gold"]), by="Ada")
    workspace.decide(edit("preheader", value="See inside"), by="Ben")
    outline = outline_of(workspace.draft)
    kinds = [block.kind for block in outline.blocks]
    assert kinds[:3] == ["masthead", "lead", "topic"]
    lead = outline.blocks[1]
    assert (lead.title, lead.rank, lead.pinned) == ("Gold falls for a fifth day in Lund", 1, True)
    assert (lead.stories, lead.events, lead.outlets) == (2, 1, 2)
    assert lead.words == sum(
        len(one.text.split()) for one in block_sentences(workspace.draft.blocks[lead.key])
    )
    assert [one.title for one in outline.dropped] == ["Forest fire near Velm is out"]
    assert [one.title for one in outline.held] == ["Tarn bans telephones in its schools"]
    assert (outline.preheader, outline.preheader_by, outline.subject_by) == (
        "See inside",
        "Ben",
        "",
    )
    assert outline.subjects[0] == outline.subject
    assert len(outline.subjects) > 1
    assert all(one.place != "topics" for one in outline.nearly_in)


def test_the_blocks_bytes_make_most_of_the_mail(workspace: Workspace) -> None:
    """What stands before the first block is the head with its styles."""
    outline = outline_of(workspace.draft)
    html = workspace.draft.rendering.html
    body = len(html[html.index("<body") :].encode())
    sizes = [block.html_bytes for block in outline.blocks]
    assert all(size > 0 for size in sizes)
    assert sum(workspace.draft.block_bytes.values()) <= body + len("</html>")
    assert sum(workspace.draft.block_bytes.values()) > 0.7 * body


def test_marks_are_all_that_tells_the_marked_mail_from_the_mail(workspace: Workspace) -> None:
    marked = workspace.draft.marked_html
    for key in workspace.draft.block_bytes:
        for tag in ("tr", "div"):
            marked = marked.replace(f'<{tag} data-block="{key}"></{tag}>', "")
    assert marked == workspace.draft.rendering.html


def test_what_readers_know_is_told_from_what_is_new(tmp_path: Path) -> None:
    """Yesterday's edition told of the recount; today one sentence is new."""
    config = a_morning(tmp_path)
    yesterday = NOW.replace(hour=0) - timedelta(minutes=1)
    with load(config, now=yesterday) as pipeline:
        pipeline.ingest()
        name = pipeline.build().edition.id
        pipeline.store.subscribers.add("ada@example.org", newsletter="morning", at=yesterday)
        pipeline.store.editions.approve(name, by="Ada", at=yesterday)
        assert dict(pipeline.deliver(name).counts) == {"sent": 1}
    text = (
        "A court in Merrow wants all mayoral ballots counted again, Judge Ines Falk said. "
        "On Tuesday morning 40 counters began their work beneath cameras in the old town hall."
    )
    when = "2026-11-24T05:00:00+00:00"
    title = "Recount of the mayoral ballots begins in Merrow"
    write(tmp_path, "count-c", document(title, "Merrow Times", when, text))
    workspace = Workspace.open(opened(config))
    evidence = workspace.evidence(topic_of(workspace, "Recount"))
    assert evidence.developing is not None
    (source,) = evidence.stories
    assert [one.known for one in source.sentences] == [True, False]
    workspace.close()
