"""Public opinion: items taken in once, judged by the named officer, turned into a complaint or watched (CMPL-002, CMPL-021)."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.events import OpinionSeen
from guanjia.complaints.models import OpinionFeed, OpinionItem
from guanjia.complaints.queries.advice import likely_kind
from guanjia.complaints.rules.nature import Channel, Kind
from guanjia.complaints.rules.opinion import (
    MOST_AT_ONCE,
    WARN_WITHIN,
    FeedKind,
    ItemState,
    Mood,
    Said,
    is_warning,
    item_key,
)
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import secret_mark
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.knowledge.public import MOOD, mood_of, note_judged
from guanjia.people.public import Roles, users_with_role

OPINION = "complaints.opinion"
MOODS = {"positive": Mood.GOOD, "neutral": Mood.NEUTRAL, "negative": Mood.BAD}
"""What the words suggest; the officer decides."""
LABELS = {mood: label for label, mood in MOODS.items()}


@transaction.atomic
def add_feed(*, site: Site, name: str, kind: FeedKind, url: str = "", actor: Any, at: datetime) -> OpinionFeed:
    """A source that is read from now on; a webhook gets a token of its own."""
    if kind is FeedKind.RSS and not url.startswith(("https://", "http://")):
        raise ComplaintRefused(_("A feed needs its address."), ["url"])
    token = secrets.token_urlsafe(24) if kind is FeedKind.WEBHOOK else ""
    feed, made = OpinionFeed.objects.get_or_create(
        site=site, name=name.strip(), defaults={"kind": kind, "url": url, "token": token}
    )
    if made:
        record(
            site=site,
            at=at,
            actor=actor,
            action="add_feed",
            subject=("complaints.feed", feed.pk),
            changes={"kind": kind},
        )
    return feed


@transaction.atomic
def take_in(*, feed: OpinionFeed, said: Iterable[Said], actor: Any, at: datetime) -> int:
    """Keep what is new of these items; the count. The same item again, also by another feed, is kept once. What carries a
    secrecy mark is left out without a trace.
    """
    new = {item_key(each.guid, each.url, each.title): each for each in list(said)[:MOST_AT_ONCE] if each.title.strip()}
    new = {key: each for key, each in new.items() if not secret_mark(f"{each.title} {each.text}")}
    known = set(OpinionItem.objects.filter(site=feed.site, key__in=list(new)).values_list("key", flat=True))
    rows = [_row(feed, key, each, at) for key, each in new.items() if key not in known]
    OpinionItem.objects.bulk_create(rows, ignore_conflicts=True)
    made = OpinionItem.objects.filter(site=feed.site, key__in=[row.key for row in rows], seen_at=at, feed=feed)
    for item in made:
        record(
            site=feed.site, at=at, actor=actor, action="see", subject=(OPINION, item.pk), to_state=item.state,
            event=OpinionSeen(item.pk),
        )  # fmt: skip
    changed(OPINION, [item.pk for item in made], site=feed.site, at=at)
    return len(made)


def _row(feed: OpinionFeed, key: str, said: Said, at: datetime) -> OpinionItem:
    return OpinionItem(
        site=feed.site, feed=feed, key=key, title=said.title.strip()[:300], text=said.text.strip()[:4000], url=said.url[:500],
        published_at=said.published_at, seen_at=at, suggested_mood=MOODS[mood_of(f"{said.title} {said.text}", feed.site).label],
    )  # fmt: skip


@transaction.atomic
def judge(
    *, item: OpinionItem, to: ItemState, mood: Mood, kind: Kind | None = None, note: str = "", actor: Any, at: datetime
) -> OpinionItem:
    """The named officer judges it: nothing, watch, or take it as a complaint of `kind` (what the words say where none is
    named). Too much that is bad within a day warns the manager; what people judge teaches the suggestions.

    A second judgement changes nothing. Raises ComplaintRefused for "new".
    """
    if to is ItemState.NEW:
        raise ComplaintRefused(_("Choose what becomes of it."), ["state"])
    rows = OpinionItem.objects.filter(pk=item.pk, state=ItemState.NEW, rev=item.rev)
    if not rows.update(state=to, mood=mood, note=note.strip()[:300], judged_by=actor, judged_at=at, rev=item.rev + 1):
        item.refresh_from_db()
        return item
    item.refresh_from_db()
    words = f"{item.title}\n{item.text}".strip()
    note_judged(
        site=item.site, purpose=MOOD, source=(OPINION, item.pk), text=words, suggested=[LABELS[item.suggested_mood]],
        label=LABELS[mood], actor=actor, at=at,
    )  # fmt: skip
    if to is ItemState.COMPLAINT:
        heard = Heard(
            problem=words, kind=kind or likely_kind(words, item.site) or Kind.OTHER, channel=Channel.OPINION, anonymous=True,
            happened_at=item.published_at if item.published_at and item.published_at <= at else at,
            source_key=f"opinion:{item.pk}", subject=(OPINION, item.pk),
        )  # fmt: skip
        item.complaint = receive_complaint(site=item.site, heard=heard, actor=actor, at=at)
        item.save(update_fields=["complaint"])
    record(
        site=item.site, at=at, actor=actor, action="judge", subject=(OPINION, item.pk), from_state="new", to_state=to
    )
    changed(OPINION, [item.pk], site=item.site, at=at)
    if mood is Mood.BAD:
        _warn(item, at)
    return item


def _warn(item: OpinionItem, at: datetime) -> None:
    """Warn before facts become public opinion (CMPL-021)."""
    bad = OpinionItem.objects.filter(site=item.site, mood=Mood.BAD, seen_at__gt=at - WARN_WITHIN)
    moments = list(bad.values_list("seen_at", flat=True))
    if is_warning(moments, at):
        notify(
            site=item.site,
            users=users_with_role(item.site, Roles.SITE_MANAGER, Roles.DUTY_MANAGER, at=at),
            template="complaints.opinion",
            context={"count": len(moments)},
            link=reverse("complaints:opinion", args=[item.site.code]),
            urgent=True,
            at=at,
        )
