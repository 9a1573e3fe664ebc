"""YAML as people mean it: only `true` and `false` are booleans, and `7:00` is no number.

YAML 1.1, which PyYAML reads, takes `on`, `no` and `NO` for booleans and `7:30` for 450.
What stands here are the scalars of the core schema of YAML 1.2 (10.3.2), and dates.
"""

from __future__ import annotations

import re

import yaml

# The tags of YAML 1.1 whose words changed, and the pattern the core schema has for them.
_CORE = {
    "tag:yaml.org,2002:bool": (re.compile(r"true|True|TRUE|false|False|FALSE"), "tTfF"),
    "tag:yaml.org,2002:int": (re.compile(r"[-+]?[0-9]+"), "-+0123456789"),
    "tag:yaml.org,2002:float": (
        re.compile(
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        ),
        "-+.0123456789",
    ),
}


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """PyYAML's table of implicit tags by first letter, with ours in place of its own."""
    kept = {
        letter: [entry for entry in entries if entry[0] not in _CORE]
        for letter, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    for tag, (pattern, letters) in _CORE.items():
        whole = re.compile(f"(?:{pattern.pattern})$")
        for letter in letters:
            kept.setdefault(letter, []).append((tag, whole))
    return kept


class ConfigLoader(yaml.CSafeLoader):
    """PyYAML's safe loader in C with the scalars of YAML 1.2."""

    yaml_implicit_resolvers = _resolvers()


class ConfigConstructor(yaml.SafeLoader):
    """Values from composed nodes; a number with a leading zero is decimal, as in YAML 1.2."""

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """YAML 1.1 reads 010 as eight."""
        return int(self.construct_scalar(node))


ConfigConstructor.add_constructor("tag:yaml.org,2002:int", ConfigConstructor.construct_yaml_int)
