"""What stands before the first words of a text: stamps, agencies, labels of archives.

"Dienstag, 07.01.2020 16:12 Uhr", "Roma, 20 ago. (ANSA) -", "新华社北京8月20日电",
"arXiv:... Abstract:", "Summary:". Lists in nine languages; heads of agencies also in
Chinese, Japanese and Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.models import Span

# A feed's summary may stand before the text: its first line is a head's place, too.
HEAD_WITHIN_CHARS = 400
# Of a text: stamps and heads stand in the first; chosen, not measured.
MOST_HEAD_LINES = 6
FEWEST_CHARS_LEFT = 8  # a Chinese sentence has no more; what leaves less is the line itself

_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\.?)"
)
_MONTH = (
    r"(?:jan|feb|fév|fev|mar|mär|maa|mrt|apr|avr|abr|may|mai|maj|mei|mag|jun|jui|giu|jul|lug"
    r"|aug|aoû|ago|sep|set|oct|okt|out|ott|nov|dec|dez|déc|dic|gen|ene|янв|фев|мар|апр|май|мая"
    r"|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,8}+\.?"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}\.?(?:st|nd|rd|th|er|º)? (?:de )?{_MONTH}(?: de)?,? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?: г(?:ода|\.))?"
)
_CLOCK = (
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:uhr|heures|horas|ore|uur|h|utc|gmt|bst|cet|cest|e[sd]?t|p[sd]?t|мск|z)\b)?"
)
_BETWEEN = r"(?:,? (?:um |at |à |a las |alle |às |om |kl\.? |в )?|T|\s?[-–—|/]\s?)"
_MARK = r"\s?[-–—|:]\s?"
# A stamp has two of weekday, date with its year, clock, and a mark; prose opens with fewer:
# "12 June 2020 The ..." is let be, "May 5, 2026 - The ..." is not.
_STAMP = re.compile(
    rf"[(\[]?(?:(?:stand|updated|aktualisiert|publié le|publicado|pubblicato|published):? )?"
    rf"(?:(?:{_WEEKDAY},? )?{_DATE}{_BETWEEN}{_CLOCK}(?:[)\]]?{_MARK}|[)\]]?\s)"
    rf"|{_WEEKDAY},? {_DATE}(?:[)\]]?{_MARK}|[)\]]?\s)"
    rf"|{_DATE}[)\]]?\s?[-–—|]\s|{_CLOCK}[)\]]?\s?[-–—|:]\s)"
    r"(?-i:(?=[\"“„«'A-ZÀ-ÞА-ЯЁ]))",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    r"arXiv:\d{4}\.\d{4,5}(?:v\d{1,2})?\s+Announce Type: [\w-]{2,20}\s+(?:Abstract:\s*)?"
    r"|(?:Abstract|Summary|Synopsis|Zusammenfassung|Kurzfassung|Résumé|Resumen|Sommario|Riassunto"
    r"|Sintesi|Resumo|Samenvatting|Sammanfattning|Аннотация|Резюме|Кратко|摘要)\s?[:：]\s*"
)
_AGENCIES = (
    r"(?:AP|AFP|ANI|IANS|PTI|UPI|UNB|Reuters|Bloomberg|Xinhua|Kyodo|Yonhap|Tanjug|Belga|TASS|dpa"
    r"|APA|sda|SDA|SID|sid|epd|KNA|ots|EFE|EP|EUROPA PRESS|Europa Press|Télam|Notimex|ANSA|AGI"
    r"|Adnkronos|ADNKRONOS|askanews|Askanews|LaPresse|ITALPRESS|Italpress|Lusa|Agência Brasil"
    r"|ANP|TT|NTB|Ritzau|STT|РИА Новости|ТАСС|Интерфакс)"
)
_PLACES = r"[A-ZÀ-ÞА-ЯЁ][\w.'’-]*+(?:(?:/|, | )[A-ZÀ-ÞА-ЯЁ][\w.'’-]*+){0,3}"
_DAY = rf"(?:\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}})"
_AGENCY = re.compile(
    # Berlin (dpa/tmn) - ... and Roma, 20 ago. (ANSA) - ... and (Adnkronos) - ...
    rf"(?:{_PLACES},? (?:(?i:{_DAY}),? )?)?\((?:{_AGENCIES})(?:[/-][\w .-]{{1,20}})?\)"
    r"(?:\s?\.?[-–—:]{1,2}\s?|\.\s|\s)(?=[\"“„«'\w])"
    # (ANSA) - ROMA, 20 AGO - ...
    rf"(?:{_PLACES}, (?i:{_DAY}) [-–—] )?"
    # МОСКВА, 20 авг — РИА Новости. ... and МОСКВА, 20 августа. /ТАСС/. ...
    rf"|{_PLACES}[.,] (?i:{_DAY})\.? ?[-–—/]\s?{_AGENCIES}[./]{{1,2}}\s"
)
# BOSTON —The ... and CHARLOTTE, N.C. Anna Brandt ...
_CITY = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ]{3,}+(?:[ -][A-ZÀ-ÞА-ЯЁ]{2,}+){0,3}"
    r"(?:, [A-Z][\w.]{1,15})?(?:\s?[—–]\s?(?=[\"“„«'A-ZÀ-ÞА-ЯЁ])|(?<=\.[A-Z]\.) (?=[A-Z][a-z]))"
)
_EAST_ASIAN = re.compile(
    # 新华社北京8月20日电（记者...） and 央视网消息（...）：
    r"(?:本[报网台刊]|[\u4e00-\u9fff]{1,6}(?:网|社|报|台|新闻|客户端))(?:[\u4e00-\u9fff]{2,4})?"
    r"(?:\d{1,2}月\d{1,2}日)?(?:综合)?(?:消息|讯|电)"
    r"(?:\s?[（(][^（）()\n]{1,40}[）)])?+(?:\s?[：:，,]\s?|\s+|(?<=[）)]))"
    # 【环球网报道】, 【ロンドン=時事】
    r"|【[^】\n]{0,20}(?:报道|讯|消息|记者|电|編者|编者|[=＝])[^】\n]{0,20}】\s?"
    # (서울=연합뉴스) 홍길동 기자 =
    r"|\([^()\n=]{1,12}=[^()\n=]{1,12}\)\s?(?:[\uac00-\ud7a3]{2,4} (?:기자|특파원)\s?=\s?)?"
)
HEADS_IN_A_ROW = 2  # a stamp and an agency


def head_spans(text: str) -> Iterator[Span]:
    """The heads of a text and of its first lines, in order. Linear: lines and looks are counted."""
    start = 0
    for _ in range(MOST_HEAD_LINES):
        stop = text.find("\n", start)
        end = stop if stop >= 0 else len(text)
        head = _head_end(text, start, end)
        if head > start:
            yield start, head
        if not start <= stop < HEAD_WITHIN_CHARS:
            return
        start = stop + 1


def _head_end(text: str, start: int, end: int) -> int:
    """Where the heads of one line end; its start where it has none."""
    place = start
    for _ in range(HEADS_IN_A_ROW):
        stop = max((match.end() for match in _matches(text, place, end) if match), default=place)
        if end - stop < FEWEST_CHARS_LEFT:
            return place
        place = stop
    return place


def _matches(text: str, place: int, end: int) -> Iterator[re.Match[str] | None]:
    """What each list knows at this place; labels of archives stand at the top of a text only."""
    yield _STAMP.match(text, place, end)
    yield _AGENCY.match(text, place, end)
    yield _CITY.match(text, place, end)
    yield _EAST_ASIAN.match(text, place, end)
    if place == 0:
        yield _ARCHIVE.match(text, place, end)
