"""The operator's own video servers: set up by the manager, entered by a link that is made for one person and ends by itself."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.assembly.actions.noting import ASSEMBLY, topic_of
from guanjia.assembly.actions.outside import answer_of
from guanjia.assembly.models import Assembly, Attendee, VideoServer
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.services import Guest, Own, bbb_call, jitsi_link, room_name
from guanjia.assembly.rules.states import AssemblyState, Video, Where
from guanjia.conference.public import Secrecy
from guanjia.foundation.events.public import AddressRefused
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.messages.public import lock, unlock
from guanjia.foundation.sites.public import Site

SERVER = "assembly.server"
ROOMS = (Own.JITSI, Own.BBB)
TIMEOUT_S, MOST_BYTES = 3.0, 50_000
"""A click waits so long for each step of the answer and holds a thread of the house: a server that lives makes a room within a second."""
REST = timedelta(seconds=30)
"""A server that failed is not asked again so long: each guest's click would hold a thread for the whole timeout."""
RELAYS = ("turn:", "turns:")


@transaction.atomic
def keep_server(
    *, site: Site, kind: Own, address: str, app: str, secret: str, active: bool, actor: Any, at: datetime
) -> VideoServer:
    """Set up or change the site's server of this kind; an empty `secret` leaves the one there is. Raises AssemblyRefused by field."""
    if kind is Own.RELAY and not all(line.startswith(RELAYS) for line in address.split()):
        raise AssemblyRefused("address", _("A relay's address begins with turn: or turns:, one a line."))
    if kind is not Own.RELAY and not address.startswith("https://"):
        raise AssemblyRefused("address", _("The address of a video server begins with https://."))
    if kind is not Own.RELAY and not _is_address(address):
        raise AssemblyRefused("address", _("This is no web address."))
    if kind is Own.JITSI and not app:
        raise AssemblyRefused("app", _("Jitsi needs the name of the application (app_id) beside the secret."))
    if not secret and not VideoServer.objects.filter(site=site, kind=kind).exists():
        raise AssemblyRefused("secret", _("Give the secret that the server shares with the house."))
    fields: dict[str, Any] = {"address": address, "app": app, "active": active, "failed": ""}
    if secret:
        fields["locked_secret"] = lock(secret)
    kept, _made = VideoServer.objects.update_or_create(site=site, kind=kind, defaults=fields)
    told = {"kind": kind.value, "active": active, "secret": bool(secret)}
    record(site=site, at=at, actor=actor, action="server.keep", subject=(SERVER, kept.pk), changes=told)
    return kept


def _is_address(address: str) -> bool:
    """Whether a host can be called by it: no label over 63 signs, a port that is a number."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0
    except ValueError:
        return False


def server_of(site: Site, *kinds: Own) -> VideoServer | None:
    """The active server of one of these kinds, in their order."""
    rows = {row.sort: row for row in VideoServer.objects.filter(site=site, kind__in=kinds, active=True)}
    return next((rows[kind] for kind in kinds if kind in rows), None)


def way_in(attendee: Attendee, at: datetime) -> str:
    """The true address for this person, now. Raises AssemblyRefused for whoever has not joined from afar, and when the meeting is not on.

    Asked by the door only, which passes the browser on: no page of the meeting holds the address. Each time is in the journal.
    """
    assembly = attendee.assembly
    if assembly.event.secrecy != Secrecy.ORDINARY or assembly.video not in (Video.LINK, Video.SERVER):
        raise AssemblyRefused("", _("This meeting has no video meeting outside the house."))
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if not assembly.remote or where_of(attendee, at) is not Where.REMOTE:
        raise AssemblyRefused("", _("Take part from afar first: the video meeting is for people outside the hall."))
    address = assembly.video_url
    if assembly.video == Video.SERVER:
        address = room_link(assembly, Guest(attendee.pk, attendee.guest.name, assembly.chair_id == attendee.pk), at)
    _entered(assembly, None, at, {"attendee": attendee.pk})
    return address


def clerks_way_in(assembly: Assembly, *, actor: Any, at: datetime) -> str:
    """The way in for the camera of the hall, kept by the clerk, who may mute others."""
    if assembly.event.secrecy != Secrecy.ORDINARY or assembly.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if assembly.video == Video.LINK:
        return assembly.video_url
    if assembly.video != Video.SERVER:
        raise AssemblyRefused("", _("This meeting has no video meeting outside the house."))
    link = room_link(assembly, Guest(0, assembly.block.room.name, leads=True), at)
    _entered(assembly, actor, at)
    return link


def _entered(assembly: Assembly, actor: Any, at: datetime, changes: dict[str, Any] | None = None) -> None:
    """In the journal only: no duty hangs on it and no page shows it at once, while hundreds may go in the same minute."""
    subject = (ASSEMBLY, assembly.pk)
    record(site=assembly.site, at=at, actor=actor, action="video.enter", subject=subject, changes=changes)


def failing_server(assembly: Assembly) -> VideoServer | None:
    """The site's server when this meeting is held on it and it did not answer the last time."""
    server = server_of(assembly.site, *ROOMS) if assembly.video == Video.SERVER else None
    return server if server is not None and server.failed else None


def room_link(assembly: Assembly, guest: Guest, at: datetime) -> str:
    """The link into the meeting's room on the site's server. Raises AssemblyRefused when there is none, or it does not answer."""
    server = server_of(assembly.site, *ROOMS)
    if server is None:
        raise AssemblyRefused("", _("No video server is set up for this site."))
    secret, room = unlock(server.locked_secret), room_name(assembly.channel, assembly.event.ref)
    if server.sort is Own.JITSI:
        return jitsi_link(address=server.address, app=server.app, secret=secret, room=room, guest=guest, now=at)
    told = {"meetingID": room, "name": assembly.event.ref, "record": "false"}
    _create(server, assembly, bbb_call(server.address, secret, "create", told), at)
    role = "MODERATOR" if guest.leads else "VIEWER"
    who = {"fullName": guest.name, "meetingID": room, "role": role, "userID": str(guest.key)}
    return bbb_call(server.address, secret, "join", who)


def _create(server: VideoServer, assembly: Assembly, url: str, at: datetime) -> None:
    """Make the room, or find it made: the same call twice is one room. A server that fails is marked, so that its manager and the
    clerk see it, and is left alone for a while."""
    if server.failed and server.tried_at is not None and at - REST < server.tried_at <= at:
        raise _silent()
    try:
        content = answer_of(url, site=server.site, timeout_s=TIMEOUT_S, most=MOST_BYTES)
        answer = content.decode(errors="replace")
        failed = "" if "<returncode>SUCCESS</returncode>" in answer else answer[:200]
    except AddressRefused as error:
        failed = f"AddressRefused: {error}"[:200]
    except httpx.HTTPError as error:
        failed = _kind_of(error)
    VideoServer.objects.filter(pk=server.pk).update(tried_at=at, failed=failed)
    if bool(failed) != bool(server.failed):
        touch_soon(topic_of(assembly))
    if failed:
        raise _silent()


def _silent() -> AssemblyRefused:
    return AssemblyRefused(
        "", _("The video server does not answer. The clerk knows; agenda, papers and votes work without.")
    )


def _kind_of(error: httpx.HTTPError) -> str:
    """Its name and the server's status; never its words: they repeat the address that was called, with the room and its seal."""
    status = f" {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
    return f"{type(error).__name__}{status}"
