"""Proves an edition: sentences against the sources' bytes and the store, views by rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.desk.origin_proof import Traced, trace
from briefing.editing import edition_sentences, verify
from briefing.errors import VerifyError
from briefing.models import Edition, Fault, Rendering
from briefing.models.codec import MAX_EDITION_BYTES, load
from briefing.pipeline.edition_languages import VIEWS, in_language, languages_in
from briefing.pipeline.pictures import kept_pictures
from briefing.rendering import Theme, render
from briefing.sources.sandbox.pool import Reader
from briefing.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was checked: the edition, how many sentences it quotes, every fault by its stage.

    The stages are what a sentence is held against, in this order: the source's
    own bytes, the stored text, a fresh rendering. `changed` counts sentences
    that stand in their document, but where today's extraction gives another
    text; `lost` those whose document is not kept (any more).
    """

    edition_id: str
    sentences: int
    origin_faults: tuple[Fault, ...] = ()
    text_faults: tuple[Fault, ...] = ()
    rendering_faults: tuple[Fault, ...] = ()
    changed: int = 0
    lost: int = 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, in the order of the stages."""
        return (*self.origin_faults, *self.text_faults, *self.rendering_faults)


def read_edition(path: Path) -> Edition:
    """The edition in an edition.json; VerifyError where it cannot be read."""
    try:
        if path.stat().st_size > MAX_EDITION_BYTES:
            raise VerifyError("is too large for an edition", where=str(path))
        return load(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "name an edition.json, or a sent edition: see `briefing editions`"
        raise VerifyError(
            f"cannot be read: {error.strerror}", where=str(path), hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise VerifyError("is not UTF-8 text", where=str(path)) from error


def prove(path: Path, store: Store, theme: Theme, templates: Path | None) -> Proof:
    """Every fault of the edition in `path`, none where it holds.

    Sentences, titles and hashes are compared with the store, never with the
    edition's own copy; the views beside the file with a fresh rendering.
    """
    edition = read_edition(path)
    beside = {name: path.parent / name for name in VIEWS}
    views = {name: file.read_bytes() for name, file in beside.items() if file.exists()}
    return _proof(edition, views, store=store, theme=theme, templates=templates)


def prove_archived(name: str, store: Store, theme: Theme, templates: Path | None) -> Proof:
    """Every fault of an edition that was sent, as the archive has it: `prove` over its bytes.

    VerifyError where none is archived under that id; StoreError where a file is damaged.
    """
    files = store.editions.files(name)
    if "edition.json" not in files:
        hint = "see `briefing editions`; one that was built only is proved by its edition.json"
        raise VerifyError("was not sent: nothing of it is in the archive", where=name, hint=hint)
    edition = load(files["edition.json"].decode())
    return _proof(edition, files, store=store, theme=theme, templates=templates)


def _proof(
    edition: Edition,
    files: Mapping[str, bytes],
    *,
    store: Store,
    theme: Theme,
    templates: Path | None,
) -> Proof:
    with Reader() as reader:
        traces = trace(edition, store, reader)
    counts = Counter(traced.trace for traced in traces)
    stale: tuple[Fault, ...] = ()
    pictures = kept_pictures(store, edition) if theme.images == "cid" else None
    for language in ("", *languages_in(files)):
        fresh = render(edition, theme, templates=templates, pictures=pictures, language=language)
        stale += _stale_views(in_language(files, language), fresh, language)
    return Proof(
        edition_id=edition.id,
        sentences=len(edition_sentences(edition)),
        origin_faults=tuple(_origin_fault(traced) for traced in traces if traced.trace == "absent"),
        text_faults=verify(edition, text=store.stories.text, titles=store.stories.titles),
        rendering_faults=stale,
        changed=counts["changed"],
        lost=counts["lost"],
    )


def _origin_fault(traced: Traced) -> Fault:
    sentence = traced.sentence
    where = f"story {sentence.story_id}, sentence {sentence.text[:60]!r}"
    return Fault(where=where, why=traced.why)


def _stale_views(
    files: Mapping[str, bytes], rendering: Rendering, language: str
) -> tuple[Fault, ...]:
    why = "differs from a fresh rendering of the edition"
    return tuple(
        Fault(where=f"{language}/{name}".lstrip("/"), why=why)
        for name, view in VIEWS.items()
        if name in files and files[name] != getattr(rendering, view).encode()
    )
