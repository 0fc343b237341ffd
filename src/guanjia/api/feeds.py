"""Calendars to subscribe to: of a room, of an event, of oneself. Meetings that are not ordinary show no title."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.api.models import CalendarKey
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.states import BlockState, EventState, Secrecy, SessionState
from guanjia.foundation.calendars.public import CalendarItem, feed, feed_response, feed_token, read_token, uid_of
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import User, has_role, is_staff, public_page, require_page
from guanjia.places.public import Room
from guanjia.posts.public import Roster

BACK, AHEAD = timedelta(days=30), timedelta(days=366)


@require_page(is_staff)
def calendars(request: HttpRequest, site_code: str) -> HttpResponse:
    """The reader's own addresses: the event `event` or the room `room`, then themselves, then all rooms."""
    rows = [(_("My shifts and events"), _address(request, "person", request.site.pk))]
    if ref := request.GET.get("event"):
        event = get_object_or_404(Event, site=request.site, ref=ref)
        rows.insert(0, (str(event), _address(request, "event", event.pk)))
    chosen = request.GET.get("room", "")
    for room in Room.objects.filter(site=request.site):
        rows.insert(0 if str(room.pk) == chosen else len(rows), (room.name, _address(request, "room", room.pk)))
    return render(request, "api/calendars.html", {"rows": rows})


def _address(request: HttpRequest, kind: str, pk: int) -> str:
    token = feed_token(kind, pk, reader_id=request.user.pk, version=_version(request.user.pk))
    return request.build_absolute_uri(reverse("api:feed", args=[token]))


def _version(user_id: int) -> int:
    return CalendarKey.objects.filter(pk=user_id).values_list("version", flat=True).first() or 0


@require_POST
@require_page(is_staff)
def renew(request: HttpRequest, site_code: str) -> HttpResponse:
    """Make every calendar address of the reader void; the page then shows new ones."""
    CalendarKey.objects.get_or_create(user=request.user)
    CalendarKey.objects.filter(user=request.user).update(version=F("version") + 1)
    return redirect("api:calendars", site_code)


@public_page
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of an address of ours, while its reader works at the site; else 404. 304 when nothing changed."""
    read = read_token(token)
    if read is None:
        raise Http404
    kind, pk, reader_id, version = read
    reader = User.objects.filter(pk=reader_id, is_active=True).first()
    if reader is None or version != _version(reader_id):
        raise Http404
    with translation.override(reader.language):
        site, name, items = _read(kind, pk, reader)
        content = feed(items, name=name, zone=site.zone)
    return feed_response(request, content, name=f"{kind}-{pk}", etag=hashlib.sha256(content).hexdigest()[:32])


def _read(kind: str, pk: int, reader: User) -> tuple[Site, str, list[CalendarItem]]:
    if kind == "room":
        room = get_object_or_404(Room.objects.select_related("site"), pk=pk)
        site, name = room.site, room.name
    elif kind == "event":
        event = get_object_or_404(Event.objects.select_related("site"), pk=pk)
        site, name = event.site, event.ref if _hidden(event) else event.title
    else:
        site = get_object_or_404(Site, pk=pk)
        name = str(reader)
    if not has_role(reader, site) or not is_staff(reader, site):
        raise Http404
    now = site_now(site)
    if kind == "event":
        return site, name, _sessions(event, site)
    if kind == "room":
        return site, name, _blocks(site, now, room_id=pk)
    return site, name, [*_blocks(site, now, event__coordinator=reader), *_shifts(site, now, reader)]


def _hidden(event: Event) -> bool:
    return event.secrecy != Secrecy.ORDINARY


def _blocks(site: Site, now: datetime, **chosen: Any) -> list[CalendarItem]:
    rows = Block.objects.filter(site=site, ends_at__gt=now - BACK, starts_at__lt=now + AHEAD, **chosen)
    return [
        CalendarItem(
            uid=uid_of("block", block.pk, site.code),
            sequence=block.rev,
            starts_at=block.starts_at,
            ends_at=block.ends_at,
            title=_("In session") if _hidden(block.event) else block.event.title,
            changed_at=block.event.created_at,
            place=block.room.name,
            cancelled=block.state == BlockState.CANCELLED,
        )
        for block in rows.select_related("event", "room").order_by("starts_at", "pk")
    ]


def _sessions(event: Event, site: Site) -> list[CalendarItem]:
    rows = Session.objects.filter(event=event, starts_at__isnull=False, ends_at__isnull=False)
    off = event.state == EventState.CANCELLED
    return [
        CalendarItem(
            uid=uid_of("session", session.pk, site.code),
            sequence=event.rev,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            title=_("In session") if _hidden(event) else session.title,
            changed_at=event.created_at,
            place=session.room.name if session.room else "",
            cancelled=off or session.state == SessionState.CANCELLED,
        )
        for session in rows.select_related("room").order_by("starts_at", "pk")
        if session.starts_at and session.ends_at
    ]


def _shifts(site: Site, now: datetime, reader: User) -> list[CalendarItem]:
    rows = Roster.objects.filter(
        site=site, user=reader, released_at=None, ends_at__gt=now - BACK, starts_at__lt=now + AHEAD
    )
    english = (reader.language or "").startswith("en")
    return [
        CalendarItem(
            uid=uid_of("shift", entry.pk, site.code),
            sequence=0,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            title=entry.post.name_en if english else entry.post.name_zh,
            changed_at=entry.starts_at,
            place=site.name,
        )
        for entry in rows.select_related("post").order_by("starts_at", "pk")
    ]
