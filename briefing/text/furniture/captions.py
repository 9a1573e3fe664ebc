"""Lines beneath pictures of pages in full text: what they show, and whose they are.

"FILE PHOTO: ...", "Image caption, ...", "The harbour at night. | Image: Ana Brandt".
A caption is a line; its sentences alone may read like prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.models import Span

LONGEST_CAPTION_CHARS = 400  # longer lines are paragraphs that a credit happens to close
CREDIT_WITHIN_CHARS = 100  # of a line's end

_OPENS = re.compile(
    r"(?:FILE(?: PHOTO| IMAGE)?|File (?:photo|image|picture)|ARCHIV(?:BILD|FOTO)?|Archivbild"
    r"|FOTO DE ARCHIVO|Foto (?:de archivo|d['’]archivio|de arquivo)|Photo d['’]archives?"
    r"|Archieffoto|Arkivbild|Архивное фото)\s?(?:[:.–—-]\s|\()"
    r"|(?:image|media|Image|Media|Video|Photo) (?:caption|source|copyright)(?:[,:]\s?|(?=[A-Z\"“]))"
    r"|(?:Bildunterschrift|Légende|Pie de foto|Didascalia|Legenda|Bildtext|Onderschrift)\s?:\s"
    r"|L ?[-–] ?R\s?[|:(]|\((?:L ?[-–] ?R|[Ll]eft to [Rr]ight)\)|(?:Pictured|From left|Von links"
    r"|De gauche à droite|De izquierda a derecha|Da sinistra|Da esquerda|Från vänster"
    r"|Слева направо)"
    r"\s?(?:\([^()\n]{1,40}\)\s?)?[:,]\s"
)
_CLOSES = re.compile(
    r"(?:[|.–—-]\s{0,2}(?:Image|Photo|Picture|Illustration|Graphic|Foto|Bild|Imagen?|Immagine|Beeld)"
    r"s?(?: by|:)\s[^|\n]{2,80}"
    r"|(?:PHOTOS?|Photos?|FOTO|Foto)[ /](?:BY|by|COURTESY|courtesy|CREDIT|credit)[ :]\s?[^\n]{2,60}"
    r"|[.)]\s{0,2}(?:Credit|CREDIT|Crédit|Crédito|Credito|Källa|Фото)s?\s?:\s[^\n]{2,80}"
    r"|\((?:FILE PHOTO|FILE|File photo|Archivbild|Photo by [^()\n]{2,60}|Archiv)\)"
    r"|(?:\([A-Z]|[A-Z])[\w .]{2,40}/(?:AFP|AP|Reuters|REUTERS|Getty|dpa|EPA|EFE|ANSA|TT|ANP)"
    r"[\w /.)]{0,30})\s*$"
)


def caption_spans(text: str) -> Iterator[Span]:
    """The lines of a text that are captions, in order; a text of one line has none. Linear."""
    if "\n" not in text:
        return
    start = 0
    for line in text.split("\n"):
        if 0 < len(line) <= LONGEST_CAPTION_CHARS and is_caption_line(line):
            yield start, start + len(line)
        start += len(line) + 1


def is_caption_line(line: str) -> bool:
    """True for a line that opens or closes as only captions do."""
    if _OPENS.match(line.lstrip()):
        return True
    return _CLOSES.search(line, max(0, len(line) - CREDIT_WITHIN_CHARS)) is not None
