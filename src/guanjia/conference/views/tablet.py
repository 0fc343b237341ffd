"""The door tablet, /t/<token>/: three big buttons for the meeting that runs behind the door."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.conference.actions import service
from guanjia.conference.actions.faults import FaultReport, report_fault
from guanjia.conference.actions.service_tablet import find_tablet, person_at
from guanjia.conference.models import DoorTablet
from guanjia.conference.queries.service import meeting_in, refill_of
from guanjia.conference.rules.faults import FaultClass
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Secrecy
from guanjia.conference.views.service import shown_end
from guanjia.duties.public import Source
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page
from guanjia.places.public import SlotTaken


def _tablet(token: str) -> DoorTablet:
    tablet = find_tablet(token)
    if tablet is None:
        raise Http404
    return tablet


@never_cache
@public_page
def tablet_page(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting that runs in this room, or that none does. A revoked token is not found."""
    tablet = _tablet(token)
    block = meeting_in(tablet.room, tablet.site)
    context = {
        "tablet": tablet,
        "site": tablet.site,
        "token": token,
        "meeting": block,
        "shows_title": block is not None and block.event.secrecy == Secrecy.ORDINARY,
        "refill": refill_of(block) if block else None,
        "classes": list(FaultClass),
        "key": uuid.uuid4(),
    }
    return render(request, "conference/tablet/tablet.html", context)


@never_cache
@require_POST
@public_page
def tablet_act(request: HttpRequest, token: str, verb: str) -> HttpResponse:
    """已续水, 延时 +15, 设备故障: on the account of the attendant on post, marked as from the tablet."""
    tablet = _tablet(token)
    at = site_now(tablet.site)
    person, block = person_at(tablet, at), meeting_in(tablet.room, tablet.site)
    try:
        if block is None:
            raise Refused("", _("No meeting is running here."))
        if verb == "pour":
            key = uuid.uuid5(uuid.NAMESPACE_URL, f"{tablet.pk}:{request.POST.get('key', '')}")
            if service.pour(block=block, actor=person, source=Source.TABLET, evidence_id=key, at=at) is None:
                raise Refused("", _("No refill is open here: are the leaders seated?"))
            messages.success(request, _("Poured. Thank you."))
        elif verb == "extend":
            service.extend_block(block_id=block.pk, seen_ends_at=shown_end(request), actor=person, at=at)
            messages.success(request, _("Fifteen minutes more."))
        elif verb == "fault":
            report = FaultReport(kind=FaultClass(request.POST.get("kind", "")), key=request.POST.get("key", "")[:60])
            report_fault(block_id=block.pk, report=report, actor=person, at=at)
            messages.success(request, _("Help is on its way."))
        else:
            raise Http404
    except ValueError:
        messages.error(request, _("Choose what has failed."))
    except (Refused, SlotTaken) as refused:
        messages.error(request, str(refused))
    return redirect("tablet", token)
