"""A folder of documents as a source: every file is read or named with the reason it was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, Origin, SourceReport, Story
from briefing.sources.documents.draft import Batch, Draft, Evidence, first_sentence
from briefing.sources.fetch.client import Client
from briefing.sources.files import Limits, files_of, read_file
from briefing.sources.parse.charset import decode
from briefing.sources.parse.embargo import read_embargo
from briefing.sources.parse.file_documents import Documents
from briefing.sources.parse.raw_story import primary_language, provisional_id
from briefing.sources.parse.sniff import Format, recognise
from briefing.sources.sandbox.results import ReadResult
from briefing.sources.source import NO_HISTORY, ReadHistory
from briefing.sources.story_languages import with_languages
from briefing.text.clean import one_line
from briefing.text.urls import url_keys

# No story is longer: a book of 500 pages has a million.
MAX_TEXT_FILE_CHARS = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file that could be read: plain text waits as text, other formats give their stories."""

    name: str
    origin: Origin | None = None
    text: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    embargo: datetime | None = None
    stories: tuple[Keyed, ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    parts: tuple[SourceReport, ...] = ()


class FolderSource:
    """Text, Markdown, HTML, feeds, mails and OPML lists in a folder and its subfolders.

    `name` is the source's name in every story and key; `path` appears in no
    output. All documents are read at each call, dated or not: the store
    knows which are new. With a `client`, what is no plain text is parsed in
    its reader, and the feeds of an OPML list are read.
    """

    def __init__(
        self,
        name: str,
        path: Path | str,
        *,
        limits: Limits | None = None,
        client: Client | None = None,
        history: ReadHistory = NO_HISTORY,
    ) -> None:
        self.name = name
        self.path = Path(path)
        self.limits = limits or Limits()
        self._reader = client.reader if client else None
        self._documents = Documents(name, client=client, history=history)

    def read(self, since: datetime | None = None) -> SourceReport:
        """Every story of the folder, sorted by file name; never raises for what a file holds.

        `since` concerns only the feeds that an OPML list names.
        """
        try:
            paths = list(files_of(self.path, self.limits))
        except OSError as error:
            why = f"the folder cannot be read: {error.strerror or error}"
            return SourceReport(source=self.name, error=why)
        return self._report(paths, since)

    def _report(self, paths: list[tuple[str, Path]], since: datetime | None) -> SourceReport:
        files, faults, notes = self._load(paths[: self.limits.files], since)
        if len(paths) > self.limits.files:
            notes.append(f"only the first {self.limits.files:,} files were read")
        batch = _batch(files) if any(file.origin for file in files) else Batch()
        stories: list[Keyed] = []
        for file in files:
            try:
                stories_of_file = self._stories(file, batch, notes)
            except SourceError as error:
                faults.append(Fault(where=file.name, why=error.what))
                continue
            stories.extend(stories_of_file)
        return SourceReport(
            source=self.name,
            stories=self._told(stories),
            documents=min(len(paths), self.limits.files),
            faults=tuple(sorted(faults, key=lambda fault: fault.where)),
            notes=tuple(notes),
            parts=tuple(part for file in files for part in file.parts),
        )

    def _told(self, stories: list[Keyed]) -> tuple[Keyed, ...]:
        """The stories with their languages."""
        return self._reader.with_languages(stories) if self._reader else with_languages(stories)

    def _load(
        self, paths: list[tuple[str, Path]], since: datetime | None
    ) -> tuple[list[_File], list[Fault], list[str]]:
        """Each file read and recognised, or its fault, or nothing more once all is too much."""
        files: list[_File] = []
        faults: list[Fault] = []
        notes: list[str] = []
        left = self.limits.total_bytes
        for name, path in paths:
            try:
                data = _next(path, self.path, self.limits, left)
                left -= len(data)
                files.append(self._open(name, data, since))
            except SourceError as error:
                faults.append(Fault(where=name, why=error.what))
        for file in files:
            notes.extend(f"{file.name}: {note}" for note in file.notes)
            faults.extend(file.faults)
        return files, faults, notes

    def _open(self, name: str, data: bytes, since: datetime | None) -> _File:
        if not data.strip():
            raise SourceError("is empty")
        kind = recognise(data, name)
        if kind != "text" and kind != "markdown":
            return self._parsed(self._documents.read(kind, data, name, since), kind, name)
        origin = Origin.of(data, kind=kind, url=name)
        text, notes = decode(data)
        if kind == "text":
            if len(text) > MAX_TEXT_FILE_CHARS:
                raise SourceError(f"is a text of more than {MAX_TEXT_FILE_CHARS:,} characters")
            text, embargo = read_embargo(text)
            evidence = self._documents.evidence(text, name)
            return _File(
                name=name, origin=origin, text=text, evidence=evidence, notes=notes, embargo=embargo
            )
        draft = self._documents.markdown(text, name)
        story = self._keyed(draft, name=name, ordinal=1, origin=origin)
        return _File(name=name, stories=(story,), notes=notes + draft.notes)

    def _parsed(self, parsed: ReadResult, kind: Format, name: str) -> _File:
        """What was parsed, each story with its place in the folder as a key, but for feeds' own."""
        stories = parsed.stories
        if kind != "opml":
            stories = tuple(self._placed(keyed, name, at) for at, keyed in enumerate(stories, 1))
        return _File(
            name=name,
            stories=stories,
            notes=parsed.notes,
            faults=parsed.faults,
            parts=parsed.parts,
        )

    def _stories(self, file: _File, batch: Batch, notes: list[str]) -> tuple[Keyed, ...]:
        """The finished stories of a file; those of plain text are read now that all is known."""
        if file.origin is None:
            return file.stories
        read = self._documents.text(file.text, file.name, batch, file.evidence)
        drafts = [replace(draft, embargo=file.embargo) for draft in read]
        notes.extend(f"{file.name}: {note}" for draft in drafts for note in draft.notes)
        return tuple(
            self._keyed(draft, name=file.name, ordinal=ordinal, origin=file.origin)
            for ordinal, draft in enumerate(drafts, 1)
        )

    def _keyed(self, draft: Draft, *, name: str, ordinal: int, origin: Origin) -> Keyed:
        if not draft.text:
            raise SourceError("holds no text")
        keys = (*(url_keys(draft.url) if draft.url else ()), self._place(name, ordinal))
        language = primary_language(draft.language)
        story = Story(
            id=provisional_id(keys[0]),
            title=one_line(draft.title) or first_sentence(draft.text, language),
            title_derived=not draft.title,
            text=draft.text,
            source=self.name,
            url=draft.url,
            published=draft.published,
            updated=draft.updated,
            publisher=draft.publisher,
            author=draft.author,
            language=language,
            section=draft.section,
            tags=draft.tags,
            media=draft.media,
            marks=draft.marks,
            embargo=draft.embargo,
        )
        return Keyed(story=story, keys=keys, origin_sha256=origin.sha256, origin=origin)

    def _placed(self, keyed: Keyed, name: str, ordinal: int) -> Keyed:
        """A story of a feed or page, with its place in the folder as its last key."""
        keys = tuple(dict.fromkeys((*keyed.keys, self._place(name, ordinal))))
        return replace(keyed, keys=keys, story=replace(keyed.story, id=provisional_id(keys[0])))

    def _place(self, name: str, ordinal: int) -> str:
        return f"folder:{self.name}/{name}#{ordinal}"


def _next(path: Path, root: Path, limits: Limits, left: int) -> bytes:
    """The bytes of a file while the folder's budget lasts."""
    if left <= 0:
        raise SourceError(f"is left out: the folder holds over {limits.total_bytes:,} bytes")
    return read_file(path, root, limits)


def _batch(files: Iterable[_File]) -> Batch:
    """What the documents know of one another, from stories and plain texts alike."""
    texts: list[str] = []
    phrases: list[str] = []
    for file in files:
        stories = (f"{keyed.story.title}\n{keyed.story.text}" for keyed in file.stories)
        texts += [file.evidence.text, *stories]
        phrases += file.evidence.tags
    return Batch.of(texts, phrases)
