"""Writes of notices: draft, publish, withdraw, and the tick of who posted where."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import User
from guanjia.portal.events import AnnouncementMoved
from guanjia.portal.models import Announcement, Posting, PostingPlace, Told
from guanjia.portal.queries.announcements import places_for
from guanjia.portal.queries.residence import residents_of
from guanjia.portal.rules.announcements import MOVES, AnnouncementKind, AnnouncementState

ANNOUNCEMENT = "portal.announcement"
URGENT = frozenset({AnnouncementKind.OUTAGE, AnnouncementKind.SAFETY})
TEXTS = ("title", "body", "contact")


class AnnouncementRefused(Exception):
    """The notice lacks what it needs; `field` says what, str() why, in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft_announcement(
    *,
    site: Site,
    title: str,
    body: str,
    contact: str,
    actor: Any,
    at: datetime,
    kind: str = AnnouncementKind.NOTICE,
    building_ids: Collection[int] = (),
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    until: date | None = None,
    source: str = "",
) -> Announcement:
    """A draft with its number (TMPL-003: title, date, text, contact must not be empty). Raises AnnouncementRefused.

    `source` names the row of another module that it tells about; the same source gives the notice that is there.
    """
    check_announcement(title=title, body=body, contact=contact, starts_at=starts_at, ends_at=ends_at)
    refuse_marked({"title": title, "body": body}, site=site)
    known = Announcement.objects.filter(site=site, source=source).first() if source else None
    if known is not None:
        return known
    made = Announcement.objects.create(
        site=site, number=next_number(site=site, prefix="GG", on=local(site, at).date()), kind=AnnouncementKind(kind),
        title=title.strip(), body=body.strip(), contact=contact.strip(), building_ids=sorted(building_ids),
        starts_at=starts_at, ends_at=ends_at, until=until, source=source, made_by=actor, made_at=at,
    )  # fmt: skip
    record(site=site, at=at, actor=actor, action="draft", subject=(ANNOUNCEMENT, made.pk), to_state=made.state)
    changed(ANNOUNCEMENT, [made.pk], site=site, at=at)
    return made


def check_announcement(
    *, title: str, body: str, contact: str, starts_at: datetime | None = None, ends_at: datetime | None = None
) -> None:
    """Pass if a notice has its four parts and its time is in order; raises AnnouncementRefused."""
    for field, text in (("title", title), ("body", body), ("contact", contact)):
        if not text.strip():
            raise AnnouncementRefused(field, _("A notice needs a title, a text and a contact."))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise AnnouncementRefused("ends_at", _("The end must be after the beginning."))


@transaction.atomic
def change_announcement(*, announcement: Announcement, actor: Any, at: datetime, **fields: Any) -> Announcement:
    """Change a draft. Raises MoveRefused for one that is published or was changed meanwhile, AnnouncementRefused."""
    whole = {name: fields.get(name, getattr(announcement, name)) for name in (*TEXTS, "starts_at", "ends_at")}
    check_announcement(**whole)
    refuse_marked({"title": whole["title"], "body": whole["body"]}, site=announcement.site)
    draft = AnnouncementState.DRAFT
    rows = Announcement.objects.filter(pk=announcement.pk, state=draft, rev=announcement.rev)
    if not rows.update(**fields, rev=announcement.rev + 1):
        raise MoveRefused(announcement.stage, draft)
    announcement.refresh_from_db()
    subject = (ANNOUNCEMENT, announcement.pk)
    record(
        site=announcement.site, at=at, actor=actor, action="change", subject=subject, changes={"fields": sorted(fields)}
    )
    return announcement


@transaction.atomic
def publish_announcement(
    *, announcement: Announcement, actor: Any, at: datetime, told_before: Collection[int] = ()
) -> int:
    """Publish a draft and tell every resident with an account whom it concerns; how many were told.

    `told_before`: persons who were written to about the same matter already; they find it, and are not rung again.
    """
    _move(announcement, AnnouncementState.PUBLISHED, "publish", actor, at, published_at=at)
    site = announcement.site
    people = residents_of(site, local(site, at).date(), announcement.building_ids)
    users = list(User.objects.filter(person_id__in=people, is_active=True))
    Told.objects.bulk_create(Told(announcement=announcement, user=user, at=at) for user in users)
    context = {"title": announcement.title, "number": announcement.number, "kind": _(announcement.sort.label)}
    link = reverse("portal:notice", args=[site.code, announcement.pk])
    rung = [user for user in users if user.person_id not in told_before]
    return notify(
        site=site, users=rung, template="portal.announced", context=context, link=link, at=at,
        urgent=announcement.sort in URGENT,
    )  # fmt: skip


def withdraw_announcement(*, announcement: Announcement, actor: Any, at: datetime, reason: str) -> None:
    """Take a published notice back, with the reason; it stays in the archive. Raises AnnouncementRefused without one."""
    if not reason.strip():
        raise AnnouncementRefused("reason", _("Say why."))
    refuse_marked({"reason": reason}, site=announcement.site)
    _move(announcement, AnnouncementState.WITHDRAWN, "withdraw", actor, at, reason=reason.strip())


@transaction.atomic
def tick_posting(*, announcement: Announcement, place: PostingPlace, actor: Any, at: datetime) -> bool:
    """Note that the actor posted the notice there; False when somebody has ticked it before. The last tick ends the duty."""
    if announcement.stage is not AnnouncementState.PUBLISHED:
        raise MoveRefused(announcement.stage, AnnouncementState.PUBLISHED)
    Announcement.objects.select_for_update(no_key=True).get(pk=announcement.pk)
    _row, made = Posting.objects.get_or_create(
        announcement=announcement, place=place, defaults={"posted_by": actor, "posted_at": at}
    )
    if not made:
        return False
    subject, site = (ANNOUNCEMENT, announcement.pk), announcement.site
    record(site=site, at=at, actor=actor, action="post", subject=subject, changes={"place": place.name})
    ticked = set(Posting.objects.filter(announcement=announcement).values_list("place_id", flat=True))
    if {row.pk for row in places_for(announcement)} <= ticked:
        record(site=site, at=at, actor=actor, action="posted", subject=subject)
        changed(ANNOUNCEMENT, [announcement.pk], site=site, at=at)
    return True


@transaction.atomic
def add_place(*, site: Site, name: str, kind: str, building_id: int | None, actor: Any, at: datetime) -> PostingPlace:
    """A place where notices are posted by hand; the same name again changes it."""
    place, _made = PostingPlace.objects.update_or_create(
        site=site, name=name.strip(), defaults={"kind": kind, "building_id": building_id, "active": True}
    )
    record(
        site=site,
        at=at,
        actor=actor,
        action="place.add",
        subject=("portal.place", place.pk),
        changes={"name": place.name},
    )
    return place


def mark_opened(*, announcement: Announcement, user: Any, at: datetime) -> None:
    """Note that the account opened the notice, the first time."""
    Told.objects.filter(announcement=announcement, user=user, read_at=None).update(read_at=at)


def _move(
    announcement: Announcement, to: AnnouncementState, action: str, actor: Any, at: datetime, *, reason: str = "",
    **fields: Any,
) -> None:  # fmt: skip
    """The only function that moves a notice: compares and swaps, writes the journal, tells the planner."""
    with transaction.atomic():
        old = announcement.stage
        check_move(MOVES, old, to)
        rows = Announcement.objects.filter(pk=announcement.pk, state=old, rev=announcement.rev)
        if not rows.update(state=to, rev=announcement.rev + 1, **fields):
            raise MoveRefused(old, to)
        announcement.refresh_from_db()
        record(
            site=announcement.site, at=at, actor=actor, action=action, subject=(ANNOUNCEMENT, announcement.pk),
            from_state=old, to_state=to, reason=reason, event=AnnouncementMoved(announcement.pk, old.value, to.value),
        )  # fmt: skip
        changed(ANNOUNCEMENT, [announcement.pk], site=announcement.site, at=at)
