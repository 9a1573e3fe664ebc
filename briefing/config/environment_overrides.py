"""Keys of config.yaml from the environment.

`BRIEFING_DELIVERY__SMTP__HOST` is `delivery.smtp.host`.
The value is read as YAML, so that numbers and lists can be given. Variables whose first
part is no key of the file (BRIEFING_SECRET, BRIEFING_LOG, a password) are not ours to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from briefing.config.yaml_loader import ConfigConstructor, ConfigLoader
from briefing.errors import ConfigError

PREFIX = "BRIEFING_"
_BETWEEN = "__"
# Chosen, not measured: no key holds more.
MOST_CHARS = 10_000


def overrides(environment: Mapping[str, str], top: frozenset[str]) -> dict[str, str]:
    """Dotted key -> the variable that gives it; `top` are the keys at the top of the file."""
    named: dict[str, str] = {}
    for variable in sorted(environment):
        key = variable.removeprefix(PREFIX).lower().replace(_BETWEEN, ".")
        is_ours = key.partition(".")[0] in top or _BETWEEN in variable
        if variable.startswith(PREFIX) and environment[variable] and is_ours:
            named[key] = variable
    return named


def with_overrides(
    fields: dict[str, Any], named: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, Any]:
    """The file's fields with those of the environment in their places."""
    for key, variable in named.items():
        fields = _with(fields, key.split("."), _read(variable, environment[variable]))
    return fields


def _with(fields: Any, parts: list[str], value: object) -> dict[str, Any]:
    own = dict(fields) if isinstance(fields, dict) else {}
    rest = parts[1:]
    own[parts[0]] = _with(own.get(parts[0]), rest, value) if rest else value
    return own


def _read(variable: str, text: str) -> object:
    try:
        node = yaml.compose(text[:MOST_CHARS], Loader=ConfigLoader)
        return ConfigConstructor("").construct_document(node) if node else ""
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        fault = f"{variable}: is not a value that YAML can read; put it into quotation marks"
        raise ConfigError((fault,), where=variable) from error
