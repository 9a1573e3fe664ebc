"""A section that nobody wrote is made without a check: it must pass one all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

import briefing.config  # every section is defined
from briefing.config.section import ConfigSection


def sections(base: type[ConfigSection]) -> Iterator[type[ConfigSection]]:
    for section in base.__subclasses__():
        yield section
        yield from sections(section)


def as_default() -> Iterator[ConfigSection]:
    """Every section that another one has as a default, whatever it holds."""
    for section in sections(ConfigSection):
        for field in section.model_fields.values():
            if isinstance(field.default, ConfigSection):
                yield field.default


DEFAULTS = tuple(as_default())


@pytest.mark.parametrize("default", DEFAULTS, ids=lambda default: type(default).__name__)
def test_a_default_is_what_a_check_makes_of_nothing(default: ConfigSection) -> None:
    checked = type(default)()
    assert default == checked
    assert default.model_dump() == checked.model_dump()


def test_the_defaults_of_the_file_are_among_them() -> None:
    fields = briefing.config.Config.model_fields
    names = {type(default).__name__ for default in DEFAULTS}
    assert len(DEFAULTS) >= 15
    assert {"DeliveryConfig", "EditionConfig", "ThemeConfig", "SmtpConfig", "LightColors"} <= names
    assert fields["delivery"].default in DEFAULTS
    with pytest.raises(ValidationError):
        briefing.config.Config()
