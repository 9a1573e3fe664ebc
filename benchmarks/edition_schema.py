"""Writes docs/edition.schema.json, the JSON schema of edition.json, from the data classes."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.models.codec import schema

PAGE = Path(__file__).resolve().parents[1] / "docs" / "edition.schema.json"

if __name__ == "__main__":
    PAGE.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
