"""Check-in desks with tokens of their own, the sheet that comes back from paper, and the count that is read aloud."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.counting import count_duty, read_count
from guanjia.conference.actions.desks import close_desk, open_desk
from guanjia.conference.actions.paper_back import admit_from_paper
from guanjia.conference.models import Block, Desk, Event, Guest
from guanjia.conference.permissions import can_plan, can_run, can_see_conferences
from guanjia.conference.queries.guests import guest_rows, head_count
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.views.guests import event_of
from guanjia.duties.public import EvidenceRefused
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.files.public import FileRefused, StoredFile, store
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.kernel import typed
from guanjia.people.public import require_page

SHOWN = "conference.desk_token"
EARLIEST = 2000
"""No sheet was signed before this year."""


@require_page(can_plan)
def desks(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The event's desks; POST opens one, whose token is shown this once with a code for the scanner to read."""
    event = event_of(request, ref)
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        if not name:
            messages.error(request, _("Give the desk a name."))
            return redirect("conference:desks", site_code, ref)
        desk, token = open_desk(event=event, name=name, actor=request.user, at=site_now(request.site))
        request.session[SHOWN] = [desk.pk, token]
        return redirect("conference:desks", site_code, ref)
    shown = request.session.pop(SHOWN, None)
    desk = Desk.objects.filter(event=event, pk=shown[0]).first() if shown else None
    address = f"{settings.ORIGIN}{reverse('desk_scan', args=[event.pk])}"
    context: dict[str, Any] = {"event": event, "desks": Desk.objects.filter(event=event).order_by("revoked_at", "name")}
    if desk is not None:
        given = json.dumps({"address": address, "token": shown[1], "desk": desk.name}, ensure_ascii=False)
        context |= {"desk": desk, "token": shown[1], "address": address, "qr": qr_image(given)}
    return render(request, "conference/guest/desks.html", context)


@require_POST
@require_page(can_plan)
def desk_close(request: HttpRequest, site_code: str, ref: str, pk: int) -> HttpResponse:
    """Revoke the desk's token."""
    desk = get_object_or_404(Desk.objects.select_related("site"), pk=pk, event=event_of(request, ref))
    close_desk(desk=desk, actor=request.user, at=site_now(request.site))
    return redirect("conference:desks", site_code, ref)


@require_page(can_run)
def paper_back(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The signed sheet: tick who signed, add a photo. Numbers are those of the printed sheet."""
    event, now = event_of(request, ref), site_now(request.site)
    refusal, typed = "", request.POST
    if request.method == "POST":
        try:
            count = _take_sheet(request, event, now)
        except (Refused, FileRefused, SecretRefused) as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Admitted from paper: %(count)s") % {"count": count})
            return redirect("conference:paper_back", site_code, ref)
    signed = set(typed.getlist("guest"))
    expected = [guest for guest in guest_rows(event) if guest.answer in MAY_ENTER]
    context = {
        "event": event,
        "lines": [(number, guest, str(guest.pk) in signed) for number, guest in enumerate(expected, 1)],
        "signed_at": typed.get("signed_at") or f"{local(event.site, now):%Y-%m-%dT%H:%M}",
        "refusal": refusal,
    }
    return render(request, "conference/guest/paper_back.html", context, status=422 if refusal else 200)


def _take_sheet(request: HttpRequest, event: Event, now: datetime) -> int:
    try:
        wall = parse_datetime(request.POST.get("signed_at", ""))
    except ValueError:
        wall = None
    if wall is None or wall.year < EARLIEST:
        raise Refused("signed_at", _("When was it signed?"))
    return admit_from_paper(
        event=event,
        guest_ids=typed.numbers(request.POST.getlist("guest")),
        signed_at=to_utc(event.site, wall.replace(tzinfo=None)),
        identity_seen=request.POST.get("identity") == "1",
        files=_photos(request, now),
        actor=request.user,
        at=now,
    )


def _photos(request: HttpRequest, now: datetime) -> list[StoredFile]:
    sent = request.FILES.getlist("photo")
    return [store(site=request.site, upload=each, name=each.name, actor=request.user, at=now) for each in sent]


@require_page(can_see_conferences, write=can_run)
def count(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """The four numbers as they are read aloud; POST says that they were."""
    rows = Block.objects.select_related("event__site", "site", "room")
    block = get_object_or_404(rows, pk=block_id, site=request.site)
    if request.method == "POST":
        try:
            read_count(block=block, actor=request.user, at=site_now(request.site))
            messages.success(request, _("Noted: the count was read aloud."))
        except (Refused, EvidenceRefused) as refused:
            messages.error(request, _(str(refused)))
        return redirect("conference:count", site_code, block_id)
    context = {
        "meeting": block,
        "event": block.event,
        "count": head_count(block.event),
        "duty": count_duty(block),
        "can_run": can_run(request.user, request.site),
        "listed": Guest.objects.filter(event=block.event).exists(),
    }
    return render(request, "conference/guest/count.html", context)
