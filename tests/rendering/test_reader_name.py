"""A welcome without a name reads as if none had been asked for, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering.reader_name import PLACE, name_slot, without_name

WELCOMES = [
    ("Good morning, {name}. Here is the day.", "Good morning. Here is the day."),
    ("Good morning {name}!", "Good morning!"),
    ("{name}, good morning. Read on.", "Good morning. Read on."),
    ("{name}! Good morning.", "Good morning."),
    ("Good day. {name}, here is the news.", "Good day. Here is the news."),
    ("Good morning ({name}).", "Good morning."),
    ("Morning, {name}, and welcome, {name}.", "Morning, and welcome."),
    ("{name}", ""),
    ("{name}:", ""),
    ("¡Hola, {name}! Buenos días.", "¡Hola! Buenos días."),
    ("¡{name}, buenos días!", "¡Buenos días!"),
    ("Bonjour {name} ! Voici le jour.", "Bonjour ! Voici le jour."),
    ("Guten Morgen, {name} – das ist wichtig.", "Guten Morgen – das ist wichtig."),
    ("نهارك سعيد، {name}. هذه أخبار اليوم.", "نهارك سعيد. هذه أخبار اليوم."),
    ("{name}، نهارك سعيد.", "نهارك سعيد."),
    ("سلام {name}؛ خبرهای امروز.", "سلام؛ خبرهای امروز."),
    ("你好，{name}。今天的要闻。", "你好。今天的要闻。"),
    ("{name}，你好。", "你好。"),
    ("你好，{name}！", "你好！"),
    ("你好，{name}以下是要闻。", "你好，以下是要闻。"),
    ("「{name}」你好。", "你好。"),
    ("{name}さん、おはようございます。", "おはようございます。"),
    ("おはようございます、{name}様。", "おはようございます。"),
    ("{name}님, 안녕하세요.", "안녕하세요."),
    ("नमस्ते, {name}। आज की ख़बरें।", "नमस्ते। आज की ख़बरें।"),
]


@pytest.mark.parametrize(("welcome", "bare"), WELCOMES)
def test_no_stray_mark_is_left(welcome: str, bare: str) -> None:
    assert without_name(welcome) == bare


@pytest.mark.parametrize("welcome", [welcome for welcome, _ in WELCOMES])
def test_with_a_name_nothing_but_the_name_changes(welcome: str) -> None:
    slot = name_slot(welcome)
    assert slot is not None
    named = f"{welcome[: slot.start]}{slot.before}Ada{slot.after}{welcome[slot.end :]}"
    assert named == welcome.replace(PLACE, "Ada", 1)


@given(st.text("a {,}،，。.さん()「」name", max_size=40))
def test_the_place_of_a_name_never_shows(text: str) -> None:
    assert PLACE not in without_name(f"{text}{PLACE}{text}")
