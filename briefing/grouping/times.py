"""What surrounds two stories: when, by whom and in which language they were published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from briefing.grouping.features import language_of
from briefing.grouping.sparse import Ints, Vector
from briefing.models import Story

# Stories further apart count as so far apart; chosen, not measured.
MOST_HOURS = 48.0
# The usual log of the hours between two stories; the coefficients are fitted with it.
MEAN_LOG_HOURS = 1.8


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Per row: hours since the first story (NaN: unknown), and numbers of outlet and language."""

    hours: Vector
    outlet: Ints
    language: Ints

    def of(self, i: Ints, j: Ints) -> dict[str, Vector]:
        """`hours` (log, about 0 where usual or unknown), `same_outlet` and `cross` of pairs."""
        apart = np.minimum(np.abs(self.hours[i] - self.hours[j]), MOST_HOURS)
        return {
            "hours": np.nan_to_num(np.log1p(apart) - MEAN_LOG_HOURS, nan=0.0),
            "same_outlet": (self.outlet[i] == self.outlet[j]).astype(float),
            "cross": (self.language[i] != self.language[j]).astype(float),
        }


def circumstances(stories: Sequence[Story]) -> Circumstances:
    """What is known of a batch; an outlet or a time that all stories have says nothing."""
    outlets = _numbers([story.outlet for story in stories])
    several = len(set(outlets.tolist())) > 1
    return Circumstances(
        hours=_hours([None if s.published_guessed else s.published for s in stories]),
        outlet=outlets if several else np.arange(len(stories)),
        language=_numbers([language_of(story) for story in stories]),
    )


def _hours(times: Sequence[datetime | None]) -> Vector:
    moments = [moment for moment in times if moment is not None]
    exact = any((moment.hour, moment.minute) != (0, 0) for moment in moments)
    if len(set(moments)) < 2 or not exact:
        return np.full(len(times), np.nan)
    first = min(moments)
    return np.array([(t - first).total_seconds() / 3600 if t else np.nan for t in times])


def _numbers(values: Sequence[str]) -> Ints:
    order = {value: number for number, value in enumerate(sorted(set(values)))}
    return np.array([order[value] for value in values], dtype=np.int64)
