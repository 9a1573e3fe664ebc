"""What is not the news: what stood before it, procedure, and what was only under way."""

from __future__ import annotations

import pytest

from briefing.text.background_sentences import is_background, is_under_way

BACKGROUND = (
    ("en", "The council of Orsk is due to discuss the flood on Friday."),
    ("en", "The collapse comes two days after a smaller break upstream."),
    ("en", "The warning comes as engineers inspect nine other dams."),
    ("en", "A major incident has been declared above Orsk."),
    ("en", "The chamber voted in March to close the lock."),
    ("en", "Engineers had previously warned of cracks in the wall."),
    ("en", "The probe has been circling the moon since April while it looks for a place to land."),
    ("en", "For years the dam was a meeting place of anglers."),
    ("de", "Seit Jahren streiten die Dörfer um das Wasser."),
    ("de", "Der Damm gilt unter Fachleuten als sicher."),
    ("fr", "Depuis plusieurs années, les villages se disputent l'eau."),
    ("es", "El consejo tiene previsto reunirse el viernes."),
    ("it", "Da anni i villaggi litigano per l'acqua."),
    ("pt", "Nos últimos anos as aldeias brigaram pela água."),
    ("nl", "Al jaren twisten de dorpen om het water."),
    ("sv", "De senaste åren har byarna grälat om vattnet."),
    ("ru", "Ранее деревни спорили из-за воды."),
)
NEWS = (
    ("en", "The Hollin dam above Orsk broke on Monday after a week of rain."),
    ("en", "The council of Orsk paid the sum due to the anglers."),
    ("en", "Water came over the wall at noon, the mayor said."),
    ("en", "A court has ordered the mayor to pay for the repair."),
    ("de", "Der Damm über Orsk ist am Montag gebrochen."),
    ("fr", "Le barrage a cédé lundi au-dessus d'Orsk."),
    ("es", "La presa se rompió el lunes sobre Orsk."),
    ("it", "La diga ha ceduto lunedì sopra Orsk."),
    ("pt", "A barragem cedeu na segunda-feira."),
    ("nl", "De dam is maandag doorgebroken."),
    ("sv", "Dammen brast på måndagen ovanför Orsk."),
    ("ru", "Плотина прорвалась в понедельник."),
)
UNDER_WAY = (
    ("en", "Voting is under way in a tight race for the chamber."),
    ("en", "Orsk is bracing for the flood."),
    ("de", "Die Suche ist derzeit schwierig."),
    ("fr", "Les recherches sont en cours."),
    ("es", "La votación está en marcha."),
    ("it", "Il voto è in corso."),
    ("pt", "A busca está em andamento."),
    ("nl", "De stemming is nog bezig."),
    ("sv", "Sökandet pågår i dalen."),
    ("ru", "В Орске проходит голосование."),
)


@pytest.mark.parametrize(("language", "text"), BACKGROUND)
def test_what_stood_before_is_background(language: str, text: str) -> None:
    assert is_background(text, language)


@pytest.mark.parametrize(("language", "text"), NEWS)
def test_news_is_neither_background_nor_under_way(language: str, text: str) -> None:
    assert not is_background(text, language)
    assert not is_under_way(text, language)


@pytest.mark.parametrize(("language", "text"), UNDER_WAY)
def test_what_goes_on_is_under_way(language: str, text: str) -> None:
    assert is_under_way(text, language)


def test_of_a_language_without_a_list_nothing_is_said() -> None:
    assert not is_background("Orsk is due to meet.", "fi")
    assert not is_under_way("Voting is under way.", "fi")
