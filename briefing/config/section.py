"""What every part of config.yaml shares: strictness, and the kinds of values."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def web(url: str) -> str:
    """An http or https address, or a fault."""
    if not url.startswith(("https://", "http://")) or any(c.isspace() for c in url):
        raise ValueError("an address that begins with https:// or http:// is expected")
    return url


WebUrl = Annotated[str, AfterValidator(web)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[tuple[str, ...], Field(strict=False)]


class Section(BaseModel):
    """A part of the file: unknown keys are faults, values are not coerced silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
