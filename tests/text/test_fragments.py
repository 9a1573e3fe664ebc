"""Sentences that lack a subject, a verb, or the half that they turn against."""

from __future__ import annotations

import pytest

from briefing.text.fragments import is_fragment, is_half_a_contrast

FRAGMENTS = (
    ("en", "And to the mayor of the next town."),
    ("en", "Plan described by engineers as a danger to the valley"),
    ("en", "Hanne Oster who has replaced Ada Falk."),
    ("de", "Wird als Retter von Orsk geehrt."),
    ("de", "Und ihren Bruder, den Bürgermeister, scharf getadelt."),
    ("fr", "Et pour les habitants de la vallée."),
    ("es", "Y para los vecinos del valle."),
    ("it", "E per gli abitanti della valle."),
    ("pt", "E para os moradores do vale."),
    ("nl", "En voor de bewoners van het dal."),
    ("sv", "Och för dem som bor i dalen."),
    ("ru", "И для жителей долины."),
)
WHOLE = (
    ("en", "The Hollin dam above Orsk broke on Monday."),
    ("en", "The plan described by engineers as a danger has been dropped."),
    ("en", "Hanne Oster, who has replaced Ada Falk, was sworn in."),
    ("de", "Wird er gewählt, baut er den Damm wieder auf."),
    ("de", "Hat der Bürgermeister gewusst, dass der Damm bricht?"),
    ("de", "Und die Stadt Orsk baut den Damm wieder auf."),
    ("fr", "Le barrage a cédé lundi."),
)
HALVES = (
    ("en", "The fleet sails nonetheless for Orsk."),
    ("en", "The mayor will instead build a wall."),
    ("en", "Now, the mayor says that she will pay."),
    ("de", "Die Flotte greift trotzdem einen Hafen an."),
    ("fr", "La flotte partira pourtant lundi."),
    ("es", "La flota zarpará sin embargo el lunes."),
    ("it", "La flotta salperà tuttavia lunedì."),
    ("pt", "A frota partirá no entanto na segunda."),
    ("nl", "De vloot vertrekt desondanks maandag."),
    ("sv", "Flottan seglar ändå på måndag."),
    ("ru", "Флот тем не менее выйдет в море."),
)
BOTH_HALVES = (
    ("en", "Storms were forecast for the strait, but the fleet sails nonetheless."),
    ("en", "The mayor built a wall instead of a dam."),
    ("de", "Der Sturm hat die Häfen getroffen, die Flotte läuft trotzdem aus."),
    ("en", "The Hollin dam above Orsk broke on Monday."),
)


@pytest.mark.parametrize(("language", "text"), FRAGMENTS)
def test_a_piece_of_a_sentence_is_a_fragment(language: str, text: str) -> None:
    assert is_fragment(text, language)


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_whole_sentence_is_none(language: str, text: str) -> None:
    assert not is_fragment(text, language)


@pytest.mark.parametrize(("language", "text"), HALVES)
def test_a_contrast_needs_what_it_turns_against(language: str, text: str) -> None:
    assert is_half_a_contrast(text, language)


@pytest.mark.parametrize(("language", "text"), BOTH_HALVES)
def test_a_contrast_with_both_its_halves_stands(language: str, text: str) -> None:
    assert not is_half_a_contrast(text, language)
