"""The model kept in the user's cache says what the packaged one says."""

from __future__ import annotations

from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from briefing.text.language_model import FOLDER, language_model
from tests.text.ferry_news import NEWS

TEXTS = (*(text.encode() for text in NEWS), b"12 34", b"", "Привет из порта".encode())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "briefing" / FOLDER


def ranks(model: LanguageIdentifier) -> list[list[tuple[str, float]]]:
    return [model.rank(text) for text in TEXTS]


PACKAGED = ranks(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def test_it_says_the_same_before_and_after_it_is_kept(cache: Path) -> None:
    assert ranks(language_model()) == PACKAGED
    (kept,) = cache.iterdir()
    times = [file.stat().st_mtime_ns for file in kept.iterdir()]
    assert ranks(language_model()) == PACKAGED
    assert [file.stat().st_mtime_ns for file in kept.iterdir()] == times


@pytest.mark.parametrize("size", [0, 50, 1000])
def test_a_file_cut_short_is_made_anew(cache: Path, size: int) -> None:
    language_model()
    moves = next(cache.glob("*/moves.npy"))
    whole = moves.read_bytes()
    moves.write_bytes(whole[:size])
    assert ranks(language_model()) == PACKAGED
    assert moves.read_bytes() == whole


def test_models_of_other_versions_go(cache: Path) -> None:
    older = cache / "0123456789abcdef"
    older.mkdir(parents=True, mode=0o700)
    cache.parent.chmod(0o700)
    cache.chmod(0o700)
    (older / "moves.npy").write_bytes(b"old")
    language_model()
    assert not older.exists()
    assert len(list(cache.iterdir())) == 1


def test_without_a_cache_it_is_unpacked_each_time(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    assert ranks(language_model()) == PACKAGED
    assert list(cache.iterdir()) == []
