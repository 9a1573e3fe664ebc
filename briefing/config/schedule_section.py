"""The `schedule:` section: when editions are due, who looks at them first, who is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from briefing.config.section import ConfigSection, MailAddress, Name, WebUrl
from briefing.config.segments import SegmentText

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
Minutes = Annotated[int, Field(ge=0, le=1440)]

_DATE_RULE = re.compile(
    r"0?[1-9]|[12]\d|3[01]|last"
    r"|(?:first|second|third|fourth|last) (?:mon|tue|wed|thu|fri|sat|sun|workday)"
)


def _clock_time(value: Any) -> str:
    """`7:00` is `07:00`."""
    text = f"0{value}" if isinstance(value, str) and value[1:2] == ":" else value
    if not isinstance(text, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError("a time such as 07:00 is expected")
    return text


def _date_rule(value: Any) -> str:
    text = " ".join(str(value).lower().split())
    if isinstance(value, bool) or not _DATE_RULE.fullmatch(text):
        known = "1 to 31, last, first mon … last sun, first workday, last workday"
        raise ValueError(f"a day of the month is expected: {known}")
    return text


def _holiday_calendar(value: str) -> str:
    from holidays import country_holidays  # its tables cost: only where a calendar is named

    country, _, region = value.partition("-")
    expected = "a country or a part of one is expected, such as DE or DE-BE"
    if value.endswith("-"):
        raise ValueError(expected)
    try:
        country_holidays(country, subdiv=region or None)
    except (NotImplementedError, KeyError) as error:
        raise ValueError(expected) from error
    return value


Time = Annotated[str, BeforeValidator(_clock_time)]
DateRule = Annotated[str, BeforeValidator(_date_rule)]
HolidayCalendar = Annotated[str, AfterValidator(_holiday_calendar)]


class PauseConfig(ConfigSection):
    """Days without an edition, the first and the last of them included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> PauseConfig:
        if self.last < self.first:
            raise ValueError("`last` is before `first`")
        return self


class WebhookConfig(ConfigSection):
    """An address that is told what became of each slot, as JSON by POST.

    Where the address is a secret, `url_env` names the environment variable,
    or `url_file` the file, that holds it.
    """

    url: WebUrl | None = None
    url_env: str = ""
    url_file: str = ""
    on: Annotated[tuple[Literal["success", "failure"], ...], Field(min_length=1, strict=False)] = (
        "success",
        "failure",
    )

    @model_validator(mode="after")
    def _has_an_address(self) -> WebhookConfig:
        if not (self.url or self.url_env or self.url_file):
            raise ValueError("needs `url:`, or `url_env:` with the name of a variable")
        return self


def _listener(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isdigit() and int(port) <= 65535):
        raise ValueError("an address of this machine is expected, such as 127.0.0.1:9464")
    return value


class WeeklyConfig(ConfigSection):
    """The weekly edition, made of the week's editions, for readers who choose it.

    `title` is its own, where it has one.
    """

    day: Day = "sun"
    at: Time
    title: str = ""


class ScheduleConfig(ConfigSection):
    """When editions are due, in the newsletter's own time zone.

    `days` are weekdays, `dates` days of the month; where both stand, either
    will do. On a day of `holidays` or `pauses` no edition is made. An edition
    under review is built `review_minutes` before its time, which is the
    deadline: `required` holds it until it is approved, `optional` then sends
    it as built. What is late by more than `grace_minutes` is skipped.
    `segments` say by the time of a slot whom its editions are for. `metrics` is
    where the daemon shows figures for Prometheus, such as 127.0.0.1:9464.
    """

    at: Annotated[tuple[Time, ...], Field(strict=False, min_length=1, max_length=48)] = ("07:00",)
    days: Annotated[tuple[Day, ...], Field(strict=False)] = WEEKDAYS
    dates: Annotated[tuple[DateRule, ...], Field(strict=False)] = ()
    holidays: Annotated[tuple[HolidayCalendar, ...], Field(strict=False)] = ()
    pauses: Annotated[tuple[PauseConfig, ...], Field(strict=False)] = ()
    review: Literal["required", "optional", "none"] = "required"
    review_minutes: Minutes = 60
    remind_minutes: Minutes = 20
    editor: MailAddress = ""
    grace_minutes: Annotated[int, Field(ge=1, le=1440)] = 120
    min_topics: Annotated[int, Field(ge=0, le=100)] = 1
    heartbeat: Name = "out/heartbeat.json"
    webhook: WebhookConfig | None = None
    weekly: WeeklyConfig | None = None
    segments: dict[Time, SegmentText] = Field(default_factory=dict)
    metrics: Annotated[str, AfterValidator(_listener)] | None = None

    @model_validator(mode="after")
    def _the_weekly_is_none_of_the_others(self) -> ScheduleConfig:
        weekly = self.weekly
        if weekly and weekly.at in self.at and (self.dates or weekly.day in self.days):
            raise ValueError("`weekly: at:` is the time of another edition of that day")
        unknown = sorted(set(self.segments) - set(self.at))
        if unknown:
            raise ValueError(f"`segments:` names {unknown[0]}, which is no time of `at:`")
        return self

    @model_validator(mode="before")
    @classmethod
    def _dates_alone(cls, data: Any) -> Any:
        """Who names days of the month and no weekdays means those days alone."""
        if isinstance(data, dict) and data.get("dates") and "days" not in data:
            return data | {"days": ()}
        return data
