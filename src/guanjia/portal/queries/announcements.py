"""Reads of notices."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.portal.models import Announcement, Posting, PostingPlace
from guanjia.portal.queries.residence import Residence
from guanjia.portal.rules.announcements import AnnouncementState, is_current, meant_for

SHOWN = 200


def notices_for(residence: Residence, today: date) -> list[Announcement]:
    """The published notices in force that concern the person's homes, newest first."""
    rows = Announcement.objects.filter(site=residence.site, state=AnnouncementState.PUBLISHED)
    recent = rows.filter(Q(until=None) | Q(until__gt=today)).order_by("-published_at")[:SHOWN]
    return [row for row in recent if meant_for(row.building_ids, residence.building_ids)]


def notice_for(residence: Residence, pk: int) -> Announcement | None:
    """One published notice that concerns the person, also an old one; else None."""
    found = Announcement.objects.filter(site=residence.site, state=AnnouncementState.PUBLISHED, pk=pk).first()
    return found if found is not None and meant_for(found.building_ids, residence.building_ids) else None


def announcements(site: Site, *, state: str = "") -> QuerySet[Announcement]:
    """The notices of the site with the counts of ticks, told and opened, newest first."""
    rows = Announcement.objects.filter(site=site).annotate(
        posted=Count("postings", distinct=True),
        told_count=Count("told", distinct=True),
        opened=Count("told", filter=Q(told__read_at__isnull=False), distinct=True),
    )
    return (rows.filter(state=state) if state in set(AnnouncementState) else rows).order_by("-pk")


def places_for(announcement: Announcement) -> list[PostingPlace]:
    """Where this notice is to be posted: the active places of its buildings, and those of the whole site."""
    rows = PostingPlace.objects.filter(site=announcement.site, active=True)
    if announcement.building_ids:
        rows = rows.filter(Q(building_id=None) | Q(building_id__in=announcement.building_ids))
    return list(rows)


def ticks_of(announcement: Announcement) -> list[tuple[PostingPlace, Posting | None]]:
    """Each place with its tick, and the ticks at places that are no longer asked for."""
    done = {row.place_id: row for row in announcement.postings.select_related("place", "posted_by")}
    wanted = {place.pk: place for place in places_for(announcement)} | {pk: row.place for pk, row in done.items()}
    return [(place, done.get(pk)) for pk, place in wanted.items()]


def wanted_counts(rows: Collection[Announcement]) -> dict[int, int]:
    """How many places each notice is to be posted at. One query."""
    if not rows:
        return {}
    places = list(
        PostingPlace.objects.filter(site=next(iter(rows)).site, active=True).values_list("building_id", flat=True)
    )
    return {
        row.pk: sum(
            1 for building in places if building is None or not row.building_ids or building in row.building_ids
        )
        for row in rows
    }


__all__ = ["announcements", "is_current", "notice_for", "notices_for", "places_for", "ticks_of", "wanted_counts"]
