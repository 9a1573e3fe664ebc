"""Secrets from variables and files: each key of the config that takes one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.config import Config, load
from briefing.config.keys import keys
from briefing.config.secret_values import MAX_SECRET_BYTES, secret_from
from briefing.errors import BriefingError, ConfigError
from briefing.newsletter import store_url
from briefing.wiring.providers import providers_of
from briefing.wiring.transports import relays_of
from tests.pipeline.letters import CONFIG

NAME = "BRIEFING_SMTP_PASSWORD"


def a_file(folder: Path, content: bytes) -> Path:
    file = folder / "secret"
    file.write_bytes(content)
    return file


def config_with(folder: Path, more: str) -> Config:
    file = folder / "config.yaml"
    file.write_text(CONFIG + more, encoding="utf-8")
    return load(file)


def test_a_secret_comes_from_its_variable() -> None:
    assert secret_from({NAME: "a b"}, NAME) == "a b"
    assert secret_from({}, NAME) == ""


def test_a_secret_comes_from_the_file_that_the_variable_names(tmp_path: Path) -> None:
    file = a_file(tmp_path, b" p\xc3\xa4ss \r\n")
    assert secret_from({f"{NAME}_FILE": str(file)}, NAME) == " päss "


def test_the_file_of_the_config_goes_before_the_variable(tmp_path: Path) -> None:
    assert secret_from({NAME: "other"}, NAME, a_file(tmp_path, b"word")) == "word"


def test_two_variables_for_one_secret_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="are both set"):
        secret_from({NAME: "a", f"{NAME}_FILE": "b"}, NAME)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n", "is empty"),
        (b"\xff", "is not UTF-8"),
        (b"x" * (MAX_SECRET_BYTES + 1), "is no secret"),
    ],
    ids=["empty", "bytes", "long"],
)
def test_a_file_that_holds_no_secret_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    file = a_file(tmp_path, content)
    with pytest.raises(ConfigError, match=words) as raised:
        secret_from({f"{NAME}_FILE": str(file)}, NAME)
    assert str(file) in str(raised.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match="/nowhere/secret: the secret cannot be read"):
        secret_from({}, NAME, Path("/nowhere/secret"))


def test_every_key_that_names_a_variable_has_one_that_names_a_file() -> None:
    names = {key.name for key in keys()}
    variables = {name for name in names if name.endswith("_env")}
    assert variables
    assert {name.removesuffix("_env") + "_file" for name in variables} <= names


def test_a_relay_takes_its_password_from_a_file_beside_the_config(tmp_path: Path) -> None:
    a_file(tmp_path, b"open sesame\n")
    more = "delivery: {transport: smtp, smtp: {username: ada, password_file: secret}}\n"
    assert relays_of(config_with(tmp_path, more))[0].password == "open sesame"


def test_a_relay_without_a_password_says_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(NAME, raising=False)
    more = "delivery: {transport: smtp, smtp: {username: ada}}\n"
    with pytest.raises(BriefingError, match=f"{NAME}.*{NAME}_FILE"):
        relays_of(config_with(tmp_path, more))


def test_providers_take_their_secrets_from_files(tmp_path: Path) -> None:
    a_file(tmp_path, b"key\n")
    more = (
        "delivery: {webhooks: {mailgun: {signing_key_file: secret},"
        " postmark: {password_file: secret}, brevo: {token_file: secret}}}\n"
    )
    config = config_with(tmp_path, more)
    made = providers_of(config, get=lambda url: b"", clock=lambda: datetime.now(UTC))
    assert set(made) == {"mailgun", "postmark", "brevo"}


def test_the_store_comes_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_file(tmp_path, b"postgresql://briefing:word@db/briefing\n")
    assert store_url(config_with(tmp_path, "store_file: secret\n")).endswith("@db/briefing")
    monkeypatch.setenv("BRIEFING_STORE_FILE", "secret")
    assert store_url(config_with(tmp_path, "")).endswith("@db/briefing")
