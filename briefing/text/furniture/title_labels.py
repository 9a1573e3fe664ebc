"""Labels that outlets put before or behind a headline, in nine languages.

"Watch:", "– live", "Liveblog", "Opinion |". As a head they stand before a
colon, a bar or two blanks; as a tail behind a dash or a bar.
"""

from __future__ import annotations

import re

from briefing.text.caseless import Caseless

_LABELS = """
live|live updates?|live blog|liveblog|live-?ticker|ticker|live news|live text|as it happened
|latest|latest updates?|breaking|breaking news|just in|update|updates|updated|exclusive|watch live
|watch|video|videos?|podcast|audio|listen|in pictures|pictures|photos?|gallery|cartoon
|highlights|quiz|crossword|opinion|analysis|commentary|comment|editorial|column|letters?|review
|explainer|explained|factbox|interview|obituary|poll|newsletter|briefing|editor['’]s pick
|sponsored|advertisement|advertorial|partner content|paid content|subscriber only|subscribers only
|first on \\w+|in full|long read|the long read|from the archive|tv|newsblog|news-?blog|correction
|kommentar|meinung|analyse|gastbeitrag|glosse|kolumne|nachrichtenpodcast|bilderstrecke|fotos
|eilmeldung|exklusiv|anzeige|nachruf|faktencheck|porträt|reportage|rezension|rätsel|umfrage
|en direct|direct|vidéo|en images|entretien|tribune|éditorial|chronique|enquête|décryptage|portrait
|opinión|análisis|vídeo|en vivo|en directo|última hora|fotos|galería|entrevista|editorial|encuesta
|diretta|in diretta|video|foto|opinione|commento|editoriale|intervista|ultim'ora|sondaggio
|ao vivo|opinião|análise|entrevista|galeria|enquete
|opinie|commentaar|analyse|liveblog|interview|foto's|in beeld|peiling
|direkt|livetext|ledare|krönika|debatt|bilder|analys|kommentar|tv|just nu|läs mer
|мнение|видео|фото|онлайн|трансляция|интервью|репортаж|опрос|срочно
"""
_ALTERNATIVES = "|".join(
    sorted({label.strip() for label in _LABELS.replace("\n", "").split("|")}, key=len, reverse=True)
)
IS_LABEL = Caseless(rf"(?:{_ALTERNATIVES})")
# "US politics live", "England v India: live": a label closes a few words.
ENDS_WITH_LABEL = Caseless(
    r"(?:live|live updates|video|podcast|in pictures|as it happened|liveblog|live-?ticker|newsblog"
    r"|en direct|en vivo|in diretta|ao vivo)",
)
# What is behind a wall: "FAZ+", "Z+ (abopflichtiger Inhalt);", "SZ Plus", "Abonnés".
PAYWALL = re.compile(
    r"(?:[A-ZÄÖÜ]{1,5}\+|[A-Z]{1,4} Plus\b|Plus\b|\(abopflichtiger Inhalt\)|Abonnés\b|"
    r"Subscribers? only\b|Premium\b)[\s:;|•–-]*"
)


def is_label(words: str) -> bool:
    """True for words that are a label and nothing else."""
    return IS_LABEL.fullmatch(words.strip(" :;!|–—-•.")) is not None


def ends_with_label(words: str) -> bool:
    """True for at most four words that a label closes: "US politics live"."""
    parts = words.split()
    if not parts or len(parts) > 4:
        return False
    return any(ENDS_WITH_LABEL.fullmatch(" ".join(parts[n:])) for n in range(len(parts)))


_EDGE_LABEL = Caseless(
    r"(?:live|live-?blog|liveblog|live-?ticker|newsblog|latest|photos|video|videos|podcast|quiz|analysis|"
    r"newsletter|en direct|en vivo|in diretta|ao vivo)",
)


def opens_or_ends_with_label(head: str) -> bool:
    """True for a head of at most five words with a label at an edge: "Liveblog Bundespolitik"."""
    words = head.split()
    if not 2 <= len(words) <= 5:
        return ends_with_label(head)
    edges = (words[0], words[-1])
    return any(_EDGE_LABEL.fullmatch(word) for word in edges) or ends_with_label(head)
