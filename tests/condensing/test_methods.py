"""Every method by name: single stories, clusters, repeats, caps, the same picks in every run."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.condensing import METHODS, condense, summarizer
from briefing.models import Budget, Story
from tests.condensing.news import FERRY, budget_story, ferry_stories
from tests.make import make_story

ROOT = Path(__file__).resolve().parents[2]


def words_by_source(stories: tuple[Story, ...], budget: Budget, method: str) -> dict[str, int]:
    source = {story.id: story.source for story in stories}
    counted = dict.fromkeys(source.values(), 0)
    for sentence in summarizer(method)(stories, budget).sentences:
        counted[source[sentence.story_id]] += len(sentence.text.split())
    return counted


@pytest.mark.parametrize("method", METHODS)
def test_a_story_and_a_cluster_are_condensed_by_the_method_asked_for(method: str) -> None:
    for stories in ((budget_story(),), ferry_stories()):
        summary = condense(stories, words=50, method=method)
        assert summary.method == method
        assert 20 < summary.words <= 50


@pytest.mark.parametrize("method", METHODS)
def test_the_same_words_are_not_said_twice(method: str) -> None:
    chosen = condense(ferry_stories(), words=400, method=method).sentences
    assert len({sentence.text for sentence in chosen}) == len(chosen)


@pytest.mark.parametrize("method", METHODS)
def test_a_derived_title_is_repeated_by_no_story_of_the_cluster(method: str) -> None:
    opening = FERRY.split(". ")[0] + "."
    first = make_story(FERRY, id="f1", title=opening, title_derived=True)
    copy = make_story(FERRY, id="f2", title="Aground", source="Other")
    chosen = condense((first, copy), words=300, method=method).sentences
    assert chosen
    assert opening not in {sentence.text for sentence in chosen}


@pytest.mark.parametrize("method", METHODS)
def test_a_quote_cap_in_words_beats_the_budget(method: str) -> None:
    stories = ferry_stories()
    counted = words_by_source(stories, Budget(words=100, max_quote=30), method)
    assert counted["Post"] <= 30
    assert counted["Wire"] <= 30
    assert sum(counted.values()) > 0


def test_a_quote_cap_may_be_a_share_of_what_the_source_wrote() -> None:
    stories = ferry_stories()
    counted = words_by_source(stories, Budget(words=100, max_quote=0.25), "briefing")
    for story in stories:
        assert counted[story.source] <= 0.25 * len(story.text.split())


def test_a_quote_cap_counts_what_is_quoted_already() -> None:
    story = budget_story()
    shown = summarizer("lead")([story], Budget(words=16)).sentences
    used = sum(len(sentence.text.split()) for sentence in shown)
    budget = Budget(words=60, exclude=shown, max_quote=used + 10)
    assert summarizer("lead")([story], budget).words <= 10


def test_a_quote_cap_below_every_sentence_leaves_nothing() -> None:
    assert summarizer("briefing")([budget_story()], Budget(words=60, max_quote=2)).sentences == ()


@pytest.mark.parametrize("method", METHODS)
def test_a_summarizer_can_be_sent_to_another_process(method: str) -> None:
    again = pickle.loads(pickle.dumps(summarizer(method)))
    budget = Budget(words=40)
    assert again(ferry_stories(), budget) == summarizer(method)(ferry_stories(), budget)


@pytest.mark.parametrize("language", ["xx", "de", ""])
@pytest.mark.parametrize("method", METHODS)
def test_no_method_fails_in_a_language_it_has_no_words_for(method: str, language: str) -> None:
    story = make_story(FERRY, language=language)
    assert condense([story], method=method).sentences


PICKS = """
import json
from briefing.condensing import METHODS, condense
from tests.condensing.news import budget_story, ferry_stories
picks = {
    method: [[s.start for s in condense(stories, words=45, method=method).sentences]
             for stories in ((budget_story(),), ferry_stories())]
    for method in METHODS
}
print(json.dumps(picks))
"""


@pytest.mark.slow
def test_picks_do_not_depend_on_the_hash_seed() -> None:
    found = [
        subprocess.run(
            [sys.executable, "-c", PICKS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    ]
    assert set(json.loads(found[0])) == set(METHODS)
    assert found[0] == found[1] == found[2]
