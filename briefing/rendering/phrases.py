"""The fixed phrases of a language, with its dates, numbers, lists and plurals (CLDR, by Babel)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from briefing.errors import RenderError
from briefing.rendering.template_folders import TemplateFolders
from briefing.rendering.views import BarView, DevelopingView, StoryView
from briefing.text.scripts import sentence_joint

FALLBACK = "en"
_LIST_STYLES = {
    "arab": "arabic-indic",
    "arabext": "persian",
    "beng": "bengali",
    "deva": "devanagari",
}
_GAP = re.compile(r"\{(\w+)\}")
# A line of outlets; the rest is a number. Chosen, not measured.
MOST_NAMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language's catalog: `templates/locales/<language>.yaml`."""

    locale: Locale
    catalog: dict[str, Any]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """`ltr` or `rtl`."""
        return "rtl" if self.catalog["direction"] == "rtl" else "ltr"

    @property
    def list_style(self) -> str:
        """The CSS list style that counts in the language's own digits."""
        return _LIST_STYLES.get(self.locale.default_numbering_system, "decimal")

    @property
    def joint(self) -> str:
        """What stands between two phrases: a blank, where the script has any."""
        return sentence_joint(str(self.locale))

    def say(self, key: str, count: int | None = None, **values: object) -> str:
        """The phrase, its gaps filled; with `count`, in the plural form that number takes.

        `LookupError` where the catalog has no such phrase.
        """
        if key not in self.catalog:
            raise LookupError(f"the catalog `locales/{self.locale.language}.yaml` has no {key!r}")
        phrase = self.catalog[key]
        if count is not None:
            forms = phrase
            phrase = forms.get(self.locale.plural_form(count), forms["other"])
            values["count"] = self.number(count)
        return _GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), str(phrase))

    def label(self, text: str) -> str:
        """A footer link's label in this language, where the catalog has one."""
        return str(self.catalog["labels"].get(text, text))

    def number(self, value: int) -> str:
        """A number with the language's digits and separators."""
        return str(format_decimal(value, locale=self.locale, numbering_system="default"))

    def date(self, day: dt.date) -> str:
        """A day in full, as the catalog's pattern writes it (CLDR date pattern)."""
        return str(format_date(day, self.catalog["date"], locale=self.locale))

    def short_date(self, day: dt.date) -> str:
        """A day in short, for the masthead (the catalog's `date_short` pattern)."""
        return str(format_date(day, self.catalog["date_short"], locale=self.locale))

    def day(self, day: dt.date) -> str:
        """A day without its year (the catalog's `day` pattern)."""
        return str(format_date(day, self.catalog["day"], locale=self.locale))

    def weekdays(self, days: Sequence[dt.date]) -> str:
        """`Monday and Thursday`: the days of the week these dates fall on."""
        names = [format_date(day, "EEEE", locale=self.locale) for day in days]
        return str(format_list(names, locale=self.locale))

    def times(self, times: Sequence[dt.time]) -> str:
        """`07:00 and 18:30`: times of day."""
        written = [format_time(time, "short", locale=self.locale) for time in times]
        return str(format_list(written, locale=self.locale))

    def correction(self, day: dt.date | None) -> str:
        """Which edition is put right: the one of that day, else an earlier one."""
        if day is None:
            return self.say("correction_earlier")
        return self.say("correction", date=self.date(day))

    def update(self, developing: DevelopingView) -> str:
        """`first covered 19 Nov, 3rd update`."""
        first = format_date(developing.first, self.catalog["short_day"], locale=self.locale)
        number = self.number(developing.update)
        return self.say(
            "update", date=first, number=number, ordinal=self.ordinal(developing.update)
        )

    def ordinal(self, number: int) -> str:
        """`3rd`, in the form the language gives that number."""
        forms = self.catalog["ordinals"]
        form = str(forms.get(self.locale.ordinal_form(number), forms["other"]))
        return form.replace("{number}", self.number(number))

    def decimal(self, value: float) -> str:
        """A measured value, with at most two decimals; past 15 digits as a power of ten."""
        if abs(value) >= 1e15:
            return f"{value:.3g}"
        text = format_decimal(
            value, format="#,##0.##", locale=self.locale, numbering_system="default"
        )
        return str(text)

    def values(self, bars: Sequence[BarView]) -> str:
        """`Roads 41, Talks 12`: a chart in words."""
        return ", ".join(f"{bar.label} {self.decimal(bar.value)}" for bar in bars)

    def byline(self, stories: Sequence[StoryView]) -> str:
        """`By Ada Lee (Harbour Post) and Meridian Wire`: who wrote them, as far as it is known."""
        owners = tuple(dict.fromkeys(owner for owner in map(_owner, stories) if owner))
        if not owners:
            return ""
        names = self.names(owners)
        return self.say("by", author=names) if any(story.author for story in stories) else names

    def languages(self, codes: Sequence[str]) -> str:
        """`German, Swedish`: languages by their names in this one, a code where it has none."""
        return ", ".join(str(self.locale.languages.get(code, code)) for code in codes)

    def names(self, names: Sequence[str]) -> str:
        """`A, B and C`; past four, the rest is a number."""
        listed = list(names[:MOST_NAMES])
        if len(names) > MOST_NAMES:
            listed[-1:] = [self.say("others", len(names) - MOST_NAMES + 1)]
        return str(format_list(listed, locale=self.locale))


def _owner(story: StoryView) -> str:
    """`Ada Lee (Harbour Post)`; the outlet alone where nobody is named."""
    if not story.author or story.author == story.outlet:
        return story.outlet
    return f"{story.author} ({story.outlet})" if story.outlet else story.author


def phrases_for(language: str, folders: TemplateFolders, *, part: str = "") -> Phrases:
    """The catalog of a language tag such as `de` or `fr-CA`; English where there is none.

    The user's `locales/<language>.yaml` wins over the one that ships, and
    need hold only what it changes: the rest is English. `RenderError` names
    the file and every phrase in it that is not of the form English has.
    `part` is a folder of `locales/` with catalogs of its own, e.g. `pages/`.
    """
    english = _catalog(f"{part}{FALLBACK}", folders) or {}
    base = language.replace("_", "-").split("-")[0].lower()
    catalog = _catalog(f"{part}{base}", folders) if base.isalpha() and base.isascii() else None
    if catalog is None:
        return Phrases(locale=Locale.parse(FALLBACK), catalog=english)
    faults = [fault for key, phrase in catalog.items() for fault in _faults(key, phrase, english)]
    if faults:
        raise RenderError("; ".join(faults), where=f"locales/{part}{base}.yaml")
    return Phrases(locale=_locale(language, base), catalog=english | catalog)


def english_phrases(language: str, folders: TemplateFolders) -> tuple[int, int]:
    """How many phrases of a letter in that language are English, and of how many.

    (0, n) where the catalog is whole, (n, n) where there is none.
    """
    english = _catalog(FALLBACK, folders) or {}
    base = language.replace("_", "-").split("-")[0].lower()
    own = _catalog(base, folders) if base.isalpha() and base.isascii() else None
    return len(set(english) - set(own or {})), len(english)


def _faults(key: str, phrase: object, english: dict[str, Any]) -> Iterator[str]:
    model = english.get(key)
    if key == "direction" and phrase not in {"ltr", "rtl"}:
        yield "direction: expected ltr or rtl"
    elif isinstance(model, dict) and not isinstance(phrase, dict):
        yield f"{key}: expected one phrase a plural form, e.g. {{other: …}}"
    elif isinstance(phrase, dict) and "other" in (model or {}) and "other" not in phrase:
        yield f"{key}: the form `other` is missing"
    elif isinstance(model, str) and not isinstance(phrase, str):
        yield f"{key}: expected a phrase in quotation marks"


def _locale(language: str, base: str) -> Locale:
    for tag in (language.replace("-", "_"), base):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)


def _catalog(name: str, folders: TemplateFolders) -> dict[str, Any] | None:
    name = f"locales/{name}.yaml"
    source = folders.read(name)
    return None if source is None else _read(name, source)


# A page is made of two catalogs, and a site has hundreds of pages; chosen, not measured.
@lru_cache(maxsize=32)
def _read(name: str, source: str) -> dict[str, Any]:
    """The catalog that a file holds; nobody changes it."""
    try:
        catalog = yaml.load(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise RenderError("is not readable YAML", where=name, hint=str(error)) from error
    if not isinstance(catalog, dict):
        raise RenderError("holds no phrases", where=name, hint="write `key: phrase` lines")
    return catalog
