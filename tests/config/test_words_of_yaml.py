"""Words that YAML 1.1 took for booleans and numbers are words; faults name what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import load
from briefing.config.schedule_section import WebhookConfig
from briefing.errors import ConfigError

HEAD = "newsletter: {id: daily, title: T}\nsources: [{kind: folder, path: seeds}]\n"


def a_file(folder: Path, text: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(a_file(folder, text))
    return "\n".join(caught.value.faults)


def test_norway_is_a_country_and_norwegian_a_language(tmp_path: Path) -> None:
    text = HEAD.replace("title: T", "title: T, language: no") + "schedule: {holidays: [NO]}\n"
    config = load(a_file(tmp_path, text))
    assert (config.newsletter.language, config.schedule.holidays) == ("no", ("NO",))


def test_on_is_a_key(tmp_path: Path) -> None:
    text = f"{HEAD}schedule: {{webhook: {{url_env: A_HOOK, on: [failure]}}}}\n"
    webhook = load(a_file(tmp_path, text)).schedule.webhook
    assert webhook == WebhookConfig(url_env="A_HOOK", on=("failure",))


def test_a_time_is_no_number_of_base_sixty(tmp_path: Path) -> None:
    assert load(a_file(tmp_path, f"{HEAD}schedule: {{at: [7:30]}}\n")).schedule.at == ("07:30",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("delivery: {smtp: {hots: a}}", "did you mean “host”?"),
        ("delivery: {transport: smtp, smtp: {port: '587'}}", "without quotation marks"),
        ("edition: {method: lexrankk}", "did you mean “lexrank”?"),
        ("web: {signup: yes}", "should be true or false, not 'yes'"),
        ("edition: {lead_words: 5}", "should be at least 10, not 5"),
        ("schedule: {days: [monday]}", "did you mean “mon”?"),
        ("unknwon: 1", "known here: newsletter, sources"),
    ],
)
def test_a_fault_says_what_was_meant(tmp_path: Path, line: str, said: str) -> None:
    assert said in faults(tmp_path, f"{HEAD}{line}\n")


@pytest.mark.parametrize(
    ("kind", "meant"), [("rss", "feed"), ("imap", "mail"), ("foldr", "folder")]
)
def test_a_kind_by_another_name_is_recognised(tmp_path: Path, kind: str, meant: str) -> None:
    said = faults(tmp_path, HEAD.replace("kind: folder", f"kind: {kind}"))
    assert f"did you mean “{meant}”?" in said


def test_the_environment_gives_any_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_DELIVERY__SMTP__HOST", "mail.example.org")
    monkeypatch.setenv("BRIEFING_SCHEDULE__AT", "['06:00', '18:00']")
    config = load(a_file(tmp_path, HEAD))
    assert config.delivery.smtp.host == "mail.example.org"
    assert config.schedule.at == ("06:00", "18:00")


def test_a_fault_of_the_environment_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_DELIVERY__SMTP__PORT", "many")
    assert "BRIEFING_DELIVERY__SMTP__PORT: delivery.smtp.port" in faults(tmp_path, HEAD)


def test_what_is_no_key_in_the_environment_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_DELIVRY__TRANSPORT", "smtp")
    said = faults(tmp_path, HEAD)
    assert "BRIEFING_DELIVRY__TRANSPORT" in said
    assert "did you mean “delivery”?" in said


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("\tnewsletter: x\n", "indent with blanks"),
        ("newsletter: {title: Foo: bar}\n", "quotation"),
        ("newsletter:\n  title: Foo: bar\n", "a second colon"),
        ("sources: [\n", "a bracket is not closed"),
        ("newsletter:\n  id: a\n title: b\n", "how this line and those before it are indented"),
        ("newsletter: *x\n", "begins with *"),
        ("newsletter: 'x\n", "a quotation mark or bracket is not closed"),
    ],
)
def test_what_is_not_yaml_says_what_is_most_often_behind_it(
    tmp_path: Path, text: str, hint: str
) -> None:
    assert hint in faults(tmp_path, text)


def test_a_list_that_is_empty_and_a_method_that_is_not_known(tmp_path: Path) -> None:
    text = "newsletter: {id: d, title: T}\nsources: []\nedition: {method: lexrankk}\n"
    told = faults(tmp_path, text)
    assert "sources: should be a list with at least 1 in it" in told
    assert "is expected, not 'lexrankk'; did you mean “lexrank”?" in told
