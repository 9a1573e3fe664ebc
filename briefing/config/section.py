"""What every part of config.yaml shares: strictness, and the kinds of values."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)


def web(url: str) -> str:
    """An http or https address, or a fault."""
    if not url.startswith(("https://", "http://")) or any(c.isspace() for c in url):
        raise ValueError("an address that begins with https:// or http:// is expected")
    return url


def _plain_address(text: str) -> str:
    """An address as far as the file is concerned; what SMTP can carry, delivery knows."""
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("an address such as name@example.org is expected")
    return text


def _mailbox(text: str) -> str:
    """`The Balance <balance@example.org>`, or a bare address."""
    bare = text[text.find("<") + 1 :].removesuffix(">") if text.endswith(">") else text
    if text and not (text.isprintable() and _ADDRESS.fullmatch(bare)):
        raise ValueError("name@example.org or Name <name@example.org> is expected")
    return text


_ADDRESS = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+")
MailAddress = Annotated[str, AfterValidator(_plain_address)]
MailSender = Annotated[str, AfterValidator(_mailbox)]
WebUrl = Annotated[str, AfterValidator(web)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
DOTTED_PATH = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
DottedPath = Annotated[str, Field(pattern=rf"^{DOTTED_PATH.pattern}$", max_length=200)]
Options = dict[str, Any]
Names = Annotated[tuple[str, ...], Field(strict=False)]


class ConfigSection(BaseModel):
    """A part of the file: unknown keys are faults, values are not coerced silently.

    What checks a section is made with the first one read (`defer_build`), so a section that
    stands for one nobody wrote is made without a check (`model_construct`): a test checks them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


# Below that a cap quotes nothing; chosen, not measured.
FEWEST_WORDS = 5
# Above that it caps nothing; chosen, not measured.
MOST_WORDS = 5000
_WRITTEN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(%|words?)?")
_EXPECTED = (
    f"a number of words from {FEWEST_WORDS} to {MOST_WORDS} (90 words) or a share below 1 "
    "(0.25 or 25%) is expected"
)


def _cap(value: Any) -> float | None:
    """Words from 5 on, or a share below 1; ValueError for anything else."""
    if value is None:
        return None
    match = None if isinstance(value, bool) else _WRITTEN.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(_EXPECTED)
    number, unit = float(match[1]), match[2] or ""
    number = number / 100 if unit == "%" else number
    is_words = unit != "%" and number >= FEWEST_WORDS and number == int(number)
    is_share = not unit.startswith("word") and 0 < number < 1
    if not (is_words and number <= MOST_WORDS) and not is_share:
        raise ValueError(_EXPECTED)
    return number


MaxQuote = Annotated[
    float | None,
    BeforeValidator(_cap),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "null"}]}),
]
