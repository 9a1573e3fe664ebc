"""py3langid's model, unpacked once for a user and mapped into memory from then on.

The package has it as LZMA: .4 s of processor time for each process that asks a language, and
60 MB of memory. Unpacked as arrays in the user's cache (68 MB) a process reads what it touches.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model

from briefing.user_cache import cache_folder

logger = logging.getLogger(__name__)

FOLDER = "language-model"
_ARRAYS = ("weights", "priors", "labels", "moves", "rows", "outputs")
_UNFINISHED = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelArrays:
    """What the model is made of: Naive Bayes by label, and the automaton that finds features."""

    weights: NDArray[np.float16]
    priors: NDArray[np.float32]
    labels: NDArray[np.str_]
    moves: NDArray[np.unsignedinteger]
    rows: NDArray[np.unsignedinteger]
    outputs: NDArray[np.int32]


def language_model() -> LanguageIdentifier:
    """The model of this user's cache, unpacked where it is not there or there is no cache."""
    folder, packed = cache_folder(FOLDER), MODEL_DIR / MODEL_FILE
    arrays = _unpacked(packed) if folder is None else _cached(folder / _key(packed), packed)
    return LanguageIdentifier(
        np.asarray(arrays.weights),
        np.asarray(arrays.priors),
        arrays.labels.tolist(),
        np.asarray(arrays.moves).data,
        np.asarray(arrays.outputs).data,
        norm_probs=True,
        tk_row=arrays.rows.tolist(),
    )


def _key(packed: Path) -> str:
    """Changes with the version and the packaged file, the same in all environments of a user."""
    return f"{version('py3langid')}-{packed.stat().st_size}"


def _cached(folder: Path, packed: Path) -> ModelArrays:
    try:
        return _mapped(folder)
    except (OSError, ValueError, EOFError):  # not there yet, or damaged
        arrays = _unpacked(packed)
        _keep(arrays, folder)
        return arrays


def _mapped(folder: Path) -> ModelArrays:
    """The arrays of a folder, each a view of its file; OSError or ValueError where one is bad."""
    return ModelArrays(**{name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS})


def _unpacked(packed: Path) -> ModelArrays:
    weights, priors, labels, moves, rows, outputs = load_model(packed)
    return ModelArrays(
        weights=np.asarray(weights),
        priors=np.asarray(priors),
        labels=np.array(labels),
        moves=np.frombuffer(moves, dtype=moves.typecode),
        rows=np.frombuffer(rows, dtype=rows.typecode),
        outputs=np.array(outputs, dtype=np.int32),
    )


def _keep(arrays: ModelArrays, folder: Path) -> None:
    """Put them where the next process finds them, all or none; models of other versions go."""
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_UNFINISHED) as made:
            whole = Path(made) / folder.name
            whole.mkdir(mode=0o700)
            for name in _ARRAYS:
                _write(whole / f"{name}.npy", getattr(arrays, name))
            shutil.rmtree(folder, ignore_errors=True)
            whole.rename(folder)
        _drop_others(folder)
    except OSError as error:  # the disk is full, or another process was first
        logger.debug("the language model is not kept: %s", error)


def _write(file: Path, array: NDArray[np.generic]) -> None:
    """On the disk before the folder gets its name: what is read is never half of it."""
    with file.open("wb") as stream:
        np.save(stream, array, allow_pickle=False)
        stream.flush()
        os.fsync(stream.fileno())


def _drop_others(folder: Path) -> None:
    for other in folder.parent.iterdir():
        if other != folder and not other.name.startswith(_UNFINISHED):
            shutil.rmtree(other, ignore_errors=True)
