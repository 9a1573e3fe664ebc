"""Which shape each command prints with `--json`: the one list that page and tests are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.audience.bounces import BounceSummary
from briefing.audience.invitations import Asked
from briefing.cli import json_shapes as daily
from briefing.cli import json_story_shapes as story
from briefing.cli import json_user_shapes as users
from briefing.desk.editions import EditionLine
from briefing.desk.summary import EditionSummary
from briefing.health import HealthFinding
from briefing.models import Delivery
from briefing.models.edition import Correction
from briefing.store.import_table import ImportRecord, Undone
from briefing.store.subscriptions import StatusChange

# The config, or its schema, whole: docs/config.md tells what stands in it.
Tree = dict[str, Any]
_DECISIONS = (
    *("add", "pin", "drop", "hold", "move", "retitle", "together", "apart"),
    *("swap", "note", "subject", "welcome", "preheader", "intro", "sign-off", "image", "undo"),
)
SHAPES: Mapping[str, Any] = {
    "init": daily.BuildRecord | daily.NewFolder,
    "ingest": daily.IngestRecord,
    "build": daily.BuildRecord,
    "preview": daily.Served,
    "verify": daily.ProofRecord,
    "check": daily.CheckRecord | daily.EditorialCheck,
    "explain": story.ExplanationRecord,
    **{f"edit {name}": daily.DecisionRecord for name in _DECISIONS},
    "edit history": list[daily.HistoryRecord],
    "edit list": list[daily.DecisionRecord],
    "replay": list[story.ReplayedDay],
    "export": daily.Exported | list[daily.ExportedFile] | daily.ExportedSite,
    "approve": daily.ApprovedRecord,
    "send": daily.SentRecord | daily.TestSent | daily.SendPlan,
    "run": list[daily.OutcomeRecord],
    "schedule": daily.OutcomeRecord,
    "slots list": list[daily.SlotRecord],
    "slots pause": daily.PauseRecord,
    "slots resume": daily.PauseRecord,
    "slots redo": daily.RedoneSlot,
    "stories list": list[story.StoryRecord],
    **{f"stories {name}": story.StoryRecord for name in ("add", "hold", "drop", "free")},
    "topics": list[story.TopicRecord],
    "search": story.SearchRecord,
    "editions list": list[EditionLine],
    "editions show": EditionSummary,
    "editions withdraw": daily.ApprovedRecord,
    "sources list": list[daily.SourceRow],
    "sources add": daily.SourceFields,
    "sources test": daily.TrialRecord,
    "sources pause": daily.SourceChange,
    "sources resume": daily.SourceChange,
    "sources remove": daily.SourceChange,
    "sources import": list[daily.SourceFields],
    "sources export": list[daily.SourceFields],
    "subscribers list": list[daily.SubscriptionRecord],
    "subscribers export": list[daily.SubscriptionRecord],
    "subscribers add": daily.SubscriptionRecord,
    "subscribers change": daily.SubscriptionRecord,
    "subscribers remove": daily.SubscriptionRecord,
    "subscribers block": daily.AddressChange,
    "subscribers unblock": daily.AddressChange,
    "subscribers erase": daily.AddressChange,
    "subscribers history": list[StatusChange],
    "subscribers import": story.ImportDone | story.ImportDryRun | Undone,
    "subscribers imports": list[ImportRecord],
    "subscribers ask": Asked,
    "deliveries list": list[Delivery],
    "deliveries resolve": list[Delivery],
    "deliveries retry": daily.SentRecord,
    "deliveries bounces": BounceSummary,
    "users list": list[users.UserRecord],
    "users add": users.UserLink,
    "users link": users.UserLink,
    **{f"users {name}": users.UserChange for name in ("role", "reset-factor", "log-out", "remove")},
    "correct": list[Correction],
    "corrections": list[daily.QuoteRecord],
    "config show": Tree,
    "config schema": Tree,
    "config explain": list[daily.KeyRecord],
    "config set": daily.KeySet,
    "db backup": daily.BackupRecord,
    "db restore": daily.NotesRecord,
    "db migrate": daily.SchemaRecord,
    "doctor": list[HealthFinding],
    "serve": daily.Served,
}
# Commands that go on: each thing that happens is one line of JSON.
LINE_BY_LINE = frozenset({"preview", "serve", "schedule"})
# Text by nature: a page, a script.
NO_JSON = frozenset({"help", "completion", "config reference"})
ERROR = daily.ErrorRecord
