"""What `--json` prints, as types: those that are not a dataclass of a room below already.

Every name of a field is explained once, in `json_words`; the page docs/json.md is made of both.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class ErrorDetail(TypedDict):
    """Why a command ended without its answer."""

    kind: str
    message: str
    exit_code: int


class ErrorRecord(TypedDict):
    """What stands on stdout in place of the answer where a command failed."""

    error: ErrorDetail


class FaultRecord(TypedDict):
    """One broken thing that cost itself only."""

    where: str
    why: str


class NewFolder(TypedDict):
    """A newsletter's folder without an edition."""

    folder: str
    config: str


class BuildRecord(TypedDict):
    """An edition that was built, and its figures."""

    edition: str
    folder: str
    sources_read: int
    stories: int
    events: int
    topics: int
    words: int
    bytes: dict[str, int]
    seconds: float
    faults: list[FaultRecord]


class ReadSource(TypedDict):
    """How one source fared."""

    source: str
    documents: int
    stories: int
    error: str
    skipped: str
    failures: int
    faults: list[FaultRecord]
    notes: list[str]


class IngestRecord(TypedDict):
    """What was read."""

    added: int
    changed: int
    sources: list[ReadSource]


class Served(TypedDict):
    """Where pages can be read now."""

    url: str


class StageFault(TypedDict):
    """One thing that cannot be proved."""

    stage: str
    where: str
    why: str


class ProofRecord(TypedDict):
    """What a proof came to."""

    edition: str
    sentences: int
    changed: int
    lost: int
    faults: list[StageFault]


class CheckFinding(TypedDict):
    """What one check found."""

    check: str
    ok: bool
    detail: str
    level: str


class CheckRecord(TypedDict):
    """What all checks found in an edition's files."""

    edition: str
    findings: list[CheckFinding]


class EditorialRecord(TypedDict):
    """Something an editor should look at, and the act that mends it."""

    kind: str
    block: str
    story_id: str
    sentence: str
    what: str
    why: str
    act: str
    command: str
    decision: str
    story_ids: list[str]
    value: str


class EditorialCheck(TypedDict):
    """What an editor should look at in an edition."""

    edition: str
    to_look_at: list[EditorialRecord]


class DecisionRecord(TypedDict):
    """One decision of the editor."""

    number: int
    at: str
    kind: str
    story_ids: list[str]
    value: str
    until: str | None
    edition: str | None
    by: str
    reason: str


class HistoryRecord(TypedDict):
    """One decision of the editor, in words; when it was taken back, and by whom."""

    number: int
    at: str
    by: str
    what: str
    standing: bool
    taken_back_at: str | None
    taken_back_by: str


class Exported(TypedDict):
    """One view of an edition."""

    edition: str
    format: str
    text: str


class ExportedFile(TypedDict):
    """One file that was written."""

    file: str
    bytes: int


class ExportedSite(TypedDict):
    """The folder the site was written into, and how many files it has."""

    folder: str
    files: int


class ApprovedRecord(TypedDict):
    """An edition that may be sent, or no more."""

    edition: str
    state: str


class SentRecord(TypedDict):
    """What came of sending an edition."""

    edition: str
    counts: dict[str, int]
    faults: list[FaultRecord]


class TestSent(TypedDict):
    """A test mail to one address."""

    edition: str
    to: str
    outcome: str
    reply: str


class Recipient(TypedDict):
    """One who would get an edition."""

    email: str
    name: str
    language: str


class SendPlan(TypedDict):
    """Who would get what."""

    edition: str
    state: str
    subject: str
    recipients: list[Recipient]
    left_out: dict[str, int]


class OutcomeRecord(TypedDict):
    """What a pass made of one slot."""

    slot: str
    state: str
    reason: str
    edition: str
    error: str


class SlotRecord(TypedDict):
    """One slot of the schedule."""

    slot: str
    due: str
    state: str
    edition: str
    reason: str


class PauseRecord(TypedDict):
    """Whether editions are made by schedule."""

    paused: bool
    paused_until: str | None
    reason: str


class RedoneSlot(TypedDict):
    """An edition made for a slot that was skipped."""

    slot: str
    edition: str
    folder: str


class SourceRow(TypedDict):
    """One source of the list."""

    source: str
    kind: str
    where: str
    state: str
    last_read: str | None
    last_success: str | None
    failures: int
    stale: bool
    paused: str
    moved: str
    error: str


class SourceFields(TypedDict):
    """One source as config.yaml writes it."""

    kind: str
    name: str
    url: str
    selector: NotRequired[str]
    section: NotRequired[str]
    site: NotRequired[str]


class TrialStory(TypedDict):
    """One story of a source that was tried."""

    title: str
    url: str | None
    characters: int


class TrialRecord(TypedDict):
    """What a source gave when it was tried."""

    source: str
    error: str
    documents: int
    faults: list[FaultRecord]
    notes: list[str]
    stories: list[TrialStory]


class SourceChange(TypedDict):
    """A source that was paused, resumed or removed."""

    source: str
    state: Literal["paused", "resumed", "removed"]


class SubscriptionRecord(TypedDict):
    """One reader of this newsletter."""

    id: str
    email: str
    name: str
    language: str
    address_status: str
    status: str
    tags: list[str]
    since: str | None
    rhythm: str
    next_rhythm: str


class AddressChange(TypedDict):
    """What was done to an address."""

    email: str
    outcome: Literal["blocked", "unblocked", "unchanged", "erased"]
    known: bool


class QuoteRecord(TypedDict):
    """A quoted sentence that its source does not say any more."""

    edition: str
    story: str
    title: str
    publisher: str
    url: str | None
    sentence: str
    seen_at: str | None


class KeySet(TypedDict):
    """A key that was written into the config."""

    key: str
    value: str


class BackupRecord(TypedDict):
    """A backup that was written."""

    file: str
    bytes: int


class NotesRecord(TypedDict):
    """What was done on the way."""

    notes: list[str]


class SchemaRecord(TypedDict):
    """The version of the store's tables."""

    schema: str
    notes: list[str]


KeyRecord = TypedDict(
    "KeyRecord",
    {
        "key": str,
        "for": str,
        "type": str,
        "default": Any,
        "required": bool,
        "kinds": list[str],
        "example": Any,
    },
)
KeyRecord.__doc__ = "One key of config.yaml."
