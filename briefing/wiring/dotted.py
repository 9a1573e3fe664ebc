"""What config.yaml names by its dotted path, `package.module:name`: imported, its shape checked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from briefing.errors import InputError


def is_dotted(name: str) -> bool:
    """True for `package.module:name`; no name of ours holds a colon."""
    return ":" in name


def imported(name: str, *, where: str, folder: Path) -> Callable[..., Any]:
    """The function or class behind a dotted path; modules beside config.yaml are seen too.

    `where` is the key that names it, `folder` that of config.yaml. InputError where
    the module cannot be imported, has no such name, or it cannot be called.
    """
    module, _, attribute = name.partition(":")
    if not module or not attribute.isidentifier():
        hint = "write package.module:name"
        raise InputError(f"{name!r} is no dotted path", where=where, hint=hint)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    try:
        value = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        hint = f"install it into this environment, or lay {module}.py beside config.yaml"
        raise InputError(
            f"no module {error.name!r} for {name!r}", where=where, hint=hint
        ) from error
    except AttributeError as error:
        what = f"the module {module!r} has no {attribute!r}"
        raise InputError(what, where=where, hint="check the spelling after the colon") from error
    except Exception as error:
        what = f"{module!r} fails when it is imported: {type(error).__name__}: {error}"
        raise InputError(what, where=where, hint="correct that module") from error
    if not callable(value):
        raise InputError(f"{name!r} is neither a function nor a class", where=where)
    made: Callable[..., Any] = value
    return made


def made_by(
    name: str, options: dict[str, Any], *, where: str, folder: Path, verbs: tuple[str, ...]
) -> Any:
    """An object of the class behind a dotted path, made with `options`; it has all `verbs`.

    InputError where it takes other options, or lacks a verb.
    """
    make = imported(name, where=where, folder=folder)
    try:
        value = make(**options)
    except TypeError as error:
        raise InputError(f"{name!r} cannot be made: {error}", where=where) from error
    missing = [verb for verb in verbs if not callable(getattr(value, verb, None))]
    if missing:
        hint = "see docs/extending.md"
        raise InputError(f"{name!r} lacks {', '.join(missing)}", where=where, hint=hint)
    return value
