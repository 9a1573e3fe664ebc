"""A morning as one would script it: known libraries one after the other, nothing of ours.

    python -m benchmarks.pipeline_plain FOLDER

feedparser, TF-IDF with average linkage (scikit-learn), LexRank (sumy), Jinja and
MJML. Reads `FOLDER/in/*/feed.xml`, writes `FOLDER/plain.html` and prints a JSON
object: processor seconds by stage. From the same files as
`benchmarks.pipeline` measures our own way on.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

# As the mornings prefer for topics; beside them stand as many blocks as an edition has.
TOPIC_DISTANCE, TOPICS, SENTENCES = 0.9, 12, 3
# LexRank of sumy compares each sentence with each in plain Python: a script reads the first ones.
READ_SENTENCES = 60
_TEMPLATE = """<mjml><mj-body>{% for topic in topics %}<mj-section><mj-column>
<mj-text font-size="20px">{{ topic.title|e }}</mj-text>
<mj-text>{% for sentence in topic.sentences %}{{ sentence|e }} {% endfor %}</mj-text>
</mj-column></mj-section>{% endfor %}</mj-body></mjml>"""


def read(folder: Path) -> list[tuple[str, str]]:
    """Title and text of each item."""
    import feedparser

    feeds = [feedparser.parse(path.read_bytes()) for path in sorted(folder.glob("in/*/feed.xml"))]
    return [(item.title, item.summary) for feed in feeds for item in feed.entries]


def groups(stories: list[tuple[str, str]]) -> list[list[int]]:
    """Rows of each group, the largest first."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        [f"{title} {title} {text}" for title, text in stories]
    )
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=TOPIC_DISTANCE, metric="precomputed", linkage="average"
    )
    labels = model.fit_predict(np.clip(1 - (vectors @ vectors.T).toarray(), 0, 2))
    rows: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        rows[label].append(row)
    return sorted(rows.values(), key=len, reverse=True)


def summary(texts: list[str]) -> list[str]:
    """Sentences by sumy's LexRank. Its sentence splitter wants a download: ours are made plain."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    words = _Words()
    sentences = [
        Sentence(f"{part}.", words) for text in texts for part in text.rstrip(".").split(". ")
    ]
    document = ObjectDocumentModel([Paragraph(sentences[:READ_SENTENCES])])
    return [str(sentence) for sentence in LexRankSummarizer()(document, SENTENCES)]


class _Words:
    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(word.strip(".,") for word in sentence.split())


def main() -> None:
    """Do it, and print what each stage took."""
    folder = Path(sys.argv[1])
    ends = {"start": time.process_time()}
    stories = read(folder)
    ends["ingest"] = time.process_time()
    topics = groups(stories)[:TOPICS]
    ends["group"] = time.process_time()
    told: list[dict[str, Any]] = [
        {
            "title": stories[rows[0]][0],
            "sentences": summary([stories[row][1] for row in rows]),
        }
        for rows in topics
    ]
    ends["compose"] = time.process_time()
    _write(folder / "plain.html", told)
    ends["render"] = time.process_time()
    starts = [0.0, *ends.values()]
    lasted = zip(ends.items(), starts, strict=False)
    print(json.dumps({"seconds": {stage: end - start for (stage, end), start in lasted}}))


def _write(path: Path, topics: list[dict[str, Any]]) -> None:
    import mjml
    from jinja2 import Template

    markup = Template(_TEMPLATE).render(topics=topics)
    path.write_text(mjml.mjml2html(markup), encoding="utf-8")


if __name__ == "__main__":
    main()
