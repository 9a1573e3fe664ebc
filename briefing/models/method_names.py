"""The names of the summarizers: what the config may say, and what condensing keeps."""

from __future__ import annotations

METHODS = (
    "briefing",
    "lead",
    "lexrank",
    "textrank",
    "lsa",
    "luhn",
    "kl",
    "sumbasic",
    "reduction",
    "edmundson",
)
