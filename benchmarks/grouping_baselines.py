"""Known methods that our grouping is compared with."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from hdbscan import HDBSCAN
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from briefing.models import Story

# Chosen on the open sets, as our own thresholds are.
EVENT_DISTANCE, TOPIC_DISTANCE = 0.85, 0.92
DIMENSIONS = 100


def average_linkage(stories: Sequence[Story]) -> list[Hashable]:
    """scikit-learn: TF-IDF and average linkage on cosine distance."""
    return _average_linkage(stories, EVENT_DISTANCE)


def average_linkage_for_topics(stories: Sequence[Story]) -> list[Hashable]:
    """The same, cut higher."""
    return _average_linkage(stories, TOPIC_DISTANCE)


def _average_linkage(stories: Sequence[Story], distance: float) -> list[Hashable]:
    vectors = _tfidf(stories)
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=distance, metric="precomputed", linkage="average"
    )
    distances = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 2)
    return list(model.fit_predict(distances).tolist())


def svd_hdbscan(stories: Sequence[Story]) -> list[Hashable]:
    """TF-IDF reduced by SVD, then HDBSCAN; what it calls noise stands alone."""
    vectors = _tfidf(stories)
    size = min(DIMENSIONS, vectors.shape[1] - 1, vectors.shape[0] - 1)
    reduced = TruncatedSVD(size, random_state=0).fit_transform(vectors)
    reduced /= np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    labels = HDBSCAN(min_cluster_size=2).fit_predict(reduced).tolist()
    return [label if label >= 0 else f"alone-{place}" for place, label in enumerate(labels)]


def _tfidf(stories: Sequence[Story]):  # type: ignore[no-untyped-def]
    texts = [f"{story.title}\n{story.text}" for story in stories]
    return TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
