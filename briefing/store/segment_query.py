"""A segment as a condition on the readers of a newsletter."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from briefing.models import SubscriptionStatus
from briefing.models.segment import All, AnyOf, Audience, Not, Segment, Since, Speaks, Tagged
from briefing.store import tables as t


def in_audience(audience: Audience, newsletter: str) -> ColumnElement[bool]:
    """True of a row of subscribers and subscriptions where the reader is in the audience."""
    inside = in_segment(audience.segment, newsletter)
    return (
        inside
        if audience.rhythm is None
        else inside & (t.subscriptions.c.rhythm == audience.rhythm)
    )


def in_segment(segment: Segment, newsletter: str) -> ColumnElement[bool]:
    """True of a row of subscribers where the reader is in the segment."""
    match segment:
        case Tagged(tag):
            tags = t.subscription_tags.c
            mine = (tags.subscriber_id == t.subscribers.c.id) & (tags.newsletter == newsletter)
            return select(tags.tag).where(mine, tags.tag == tag).exists()
        case Speaks(language, is_own):
            spoken = func.lower(t.subscribers.c.language)
            own = [t.subscribers.c.language == ""] if is_own else []
            of_a_country = spoken.like(f"{language}-%")  # a language has letters and hyphens
            return or_(spoken == language, of_a_country, *own)
        case Since(moment):
            h = t.subscription_history.c
            mine = (h.subscriber_id == t.subscribers.c.id) & (h.newsletter == newsletter)
            mine &= h.status.in_(get_args(SubscriptionStatus))
            return select(func.max(h.at)).where(mine).scalar_subquery() >= moment
        case Not(inner):
            return not_(func.coalesce(in_segment(inner, newsletter), false()))
        case All(segments):
            return and_(true(), *(in_segment(each, newsletter) for each in segments))
        case AnyOf(segments):
            return or_(false(), *(in_segment(each, newsletter) for each in segments))
