"""What was said of us: the items, how bad the last day was, and which prepared answers fit."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from guanjia.complaints.models import OpinionItem, Statement
from guanjia.complaints.queries.advice import likely_kind
from guanjia.complaints.rules.crisis import StatementState
from guanjia.complaints.rules.opinion import WARN_WITHIN, ItemState, Mood, speaks_of
from guanjia.foundation.sites.public import Site

MOST_PREPARED = 2


def opinion_items(site: Site, *, show: str = "") -> QuerySet[OpinionItem]:
    """Items, newest first; `show` narrows to a state."""
    rows = OpinionItem.objects.filter(site=site).select_related("feed", "complaint", "judged_by", "site")
    rows = rows.filter(state=show) if show in set(ItemState) else rows
    return rows.order_by("-seen_at", "-pk")


def unfavourable(site: Site, at: datetime) -> int:
    """How many items of the last day were judged unfavourable."""
    return OpinionItem.objects.filter(site=site, mood=Mood.BAD, seen_at__gt=at - WARN_WITHIN, seen_at__lte=at).count()


def with_prepared(site: Site, items: Iterable[OpinionItem]) -> None:
    """Hang on each item the likely kind and the approved answers prepared for what it speaks of (CMPL-021)."""
    approved = list(
        Statement.objects.filter(site=site, crisis=None, state=StatementState.APPROVED).order_by("topic", "pk")
    )
    for item in items:
        words = f"{item.title} {item.text}"
        waits = item.stage is ItemState.NEW
        item.likely = likely_kind(words) if waits else None  # type: ignore[attr-defined]
        fitting = [each for each in approved if speaks_of(words, each.topic)] if waits else []
        item.prepared = fitting[:MOST_PREPARED]  # type: ignore[attr-defined]
