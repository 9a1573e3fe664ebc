"""Secrets from outside the config: a variable, or a file that only a few may read.

As the official container images have it, `NAME_FILE` names a file that holds what `NAME` would
hold: so Docker's and Kubernetes' secrets and systemd's credentials reach us. A `…_file:` key of
the config says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.errors import ConfigError
from briefing.logs import never_log

SUFFIX = "_FILE"
# A key or an address is shorter; chosen, not measured.
MAX_SECRET_BYTES = 64_000


def secret_from(environment: Mapping[str, str], variable: str, file: Path | None = None) -> str:
    """The secret of a variable: from `file`, else from it, else from the file VARIABLE_FILE names.

    "" where there is none; from then on no log shows it. ConfigError where a file cannot be
    read, is empty, or where both variables are set and one would be passed over.
    """
    secret = _read(file) if file else _of_variable(environment, variable)
    never_log(secret)
    return secret


def _of_variable(environment: Mapping[str, str], variable: str) -> str:
    direct, named = environment.get(variable, ""), environment.get(f"{variable}{SUFFIX}", "")
    if variable and direct and named:
        what = f"{variable} and {variable}{SUFFIX} are both set: unset one of them"
        raise ConfigError((what,), where=variable)
    return _read(Path(named)) if variable and named else direct


def _read(file: Path) -> str:
    """What a file holds, without the line end that editors add."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MAX_SECRET_BYTES + 1)
    except OSError as error:
        raise _unusable(file, f"the secret cannot be read: {error.strerror}") from error
    if len(text) > MAX_SECRET_BYTES:
        raise _unusable(file, f"is no secret: it has more than {MAX_SECRET_BYTES:,} bytes")
    try:
        secret = text.decode("utf-8").strip("\r\n")
    except UnicodeDecodeError as error:
        raise _unusable(file, "is no secret: it is not UTF-8 text") from error
    if not secret:
        raise _unusable(file, "holds no secret: it is empty")
    return secret


def _unusable(file: Path, what: str) -> ConfigError:
    return ConfigError((f"{file}: {what}",), where=str(file))
