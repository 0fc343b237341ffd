"""Faults: reported in four taps from a phone, followed on one page."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.actions.faults import FaultReport, close_fault, identify_fault, report_fault, try_repair
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.models import Block, FaultRecord
from guanjia.conference.permissions import can_see_conferences, can_serve
from guanjia.conference.queries.closeout import photos_forbidden
from guanjia.conference.queries.dayof_subjects import FAULT
from guanjia.conference.queries.spares import spares_for
from guanjia.conference.rules.faults import SCRIPTS, FaultClass, FaultState, Impact, Playbook
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import FileRefused, StoredFile, Watermark, store, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.servicedesk.public import photos_of

REFUSALS = (Refused, SecretRefused, FileRefused)
ROWS = FaultRecord.objects.select_related(
    "site", "block__room", "block__event", "order__assignee", "order__place", "spare_item"
)


@require_GET
@require_page(can_see_conferences)
def fault_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Faults of the site, open ones unless all are asked for."""
    rows = ROWS.filter(site=request.site).order_by("-reported_at", "-pk")
    if request.GET.get("show") != "all":
        rows = rows.exclude(state=FaultState.CLOSED)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "conference/fault/list.html", {"page": page, "show": request.GET.get("show", "")})


@require_page(can_serve)
def report(request: HttpRequest, site_code: str, block_id: int) -> HttpResponse:
    """Class, photo, send: impact stands on the usual one. The form's key makes a second send harmless."""
    rows = Block.objects.select_related("event", "room", "site")
    block = get_object_or_404(rows, pk=block_id, site=request.site)
    given = request.POST
    if request.method == "POST":
        try:
            fault = _take(request, block)
        except (*REFUSALS, ValueError) as refused:
            problem = _("Choose what has failed.") if isinstance(refused, ValueError) else str(refused)
            messages.error(request, problem)
        else:
            return redirect("conference:fault", site_code, fault.pk)
    context = {
        "meeting": block,
        "classes": list(FaultClass),
        "impacts": list(Impact),
        "playbooks": [each for each in Playbook if each],
        "key": given.get("key") or uuid.uuid4(),
        "given": given,
        "no_photos": photos_forbidden(block),
    }
    return render(request, "conference/fault/report.html", context, status=422 if given else 200)


def _take(request: HttpRequest, block: Block) -> FaultRecord:
    at, given = site_now(request.site), request.POST
    files = keep_photos(request, block)
    made = FaultReport(
        kind=FaultClass(given.get("kind", "")),
        impact=Impact(given.get("impact", Impact.PART)),
        words=given.get("words", "")[:200],
        playbook=Playbook(given.get("playbook", "")),
        solved_first=bool(given.get("solved_first")),
        file_ids=[file.pk for file in files],
        key=given.get("key", "")[:60],
    )
    return report_fault(block_id=block.pk, report=made, actor=request.user, at=at)


def keep_photos(request: HttpRequest, block: Block, name: str = "photo") -> list[StoredFile]:
    """Keep the photos of a form with their watermark. Raises Refused where photos are forbidden, FileRefused."""
    uploads = [each for each in request.FILES.getlist(name) if each.size]
    if uploads and photos_forbidden(block):
        raise Refused("photo", _("No photo may be taken here."))
    at = site_now(request.site)
    mark = Watermark(request.site.name, block.room.code, f"{local(request.site, at):%Y-%m-%d %H:%M}", str(request.user))
    return [
        store(site=request.site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark)
        for each in uploads
    ]


@require_GET
@require_page(can_see_conferences)
def fault_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One fault: the script for the moderator first, the next step, spares, clocks, what happened."""
    fault = get_object_or_404(ROWS, pk=pk, site=request.site)
    context = {
        "fault": fault,
        "order": fault.order,
        "script": SCRIPTS.get(fault.kind),
        "spares": spares_for(fault, site_now(request.site)) if fault.stage is FaultState.IDENTIFIED else [],
        "photos": [(url(file), url(file, thumb=True)) for file in photos_of(fault.order)],
        "duties": duties_of(FAULT, fault.pk),
        "history": timeline((FAULT, fault.pk)),
        "classes": list(FaultClass),
        "impacts": list(Impact),
        "serves": can_serve(request.user, request.site),
    }
    return render(request, "conference/fault/fault.html", context)


@require_POST
@require_page(can_serve)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Identify, spare, good, bad, close."""
    fault = get_object_or_404(ROWS, pk=pk, site=request.site)
    given, common = request.POST, {"fault": fault, "actor": request.user, "at": site_now(request.site)}
    words = given.get("words", "").strip()[:1000]
    try:
        if verb == "identify":
            identify_fault(kind=FaultClass(given.get("kind", "")), impact=Impact(given.get("impact", "")), **common)
        elif verb == "spare":
            piece = given.get("equipment", "")
            put_spare(words=words, equipment_id=int(piece) if piece.isdecimal() else None, **common)
        elif verb in {"good", "bad"}:
            try_repair(good=verb == "good", reason=words, **common)
        elif verb == "close":
            close_fault(cause=given.get("cause", ""), prevention=given.get("prevention", ""), **common)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("The fault has moved on meanwhile; look again."))
    except ValueError:
        messages.error(request, _("Choose what has failed."))
    except REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect("conference:fault", site_code, pk)
