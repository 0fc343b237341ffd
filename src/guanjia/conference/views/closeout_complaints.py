"""A complaint about a conference, step by step."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.actions import complaints
from guanjia.conference.models import Complaint, Event
from guanjia.conference.permissions import can_see_conferences, can_serve
from guanjia.conference.queries.dayof_subjects import COMPLAINT
from guanjia.conference.rules.complaints import COMPLAINT_SCRIPTS, ComplaintKind
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page


def _moment(site: Site, typed: str) -> datetime | None:
    try:
        return to_utc(site, datetime.fromisoformat(typed).replace(tzinfo=None))
    except ValueError:
        return None


@require_page(can_serve)
def hear(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Listen and write: time, place, persons, problem. What was typed stays when one is missing."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    given, at = request.POST, site_now(request.site)
    if request.method == "POST":
        try:
            complaint = complaints.hear_complaint(
                event=event,
                kind=ComplaintKind(given.get("kind", ComplaintKind.OTHER)),
                happened_at=_moment(request.site, given.get("happened_at", "")),  # type: ignore[arg-type]
                place=given.get("place", "")[:120],
                persons=given.get("persons", "")[:200],
                problem=given.get("problem", "")[:4000],
                actor=request.user,
                at=at,
            )
        except ValueError:
            messages.error(request, _("Choose the kind."))
        except (Refused, SecretRefused) as refused:
            messages.error(request, str(refused))
        else:
            return redirect("conference:complaint", site_code, complaint.pk)
    context = {
        "event": event,
        "kinds": list(ComplaintKind),
        "given": given,
        "happened": given.get("happened_at") or f"{local(request.site, at):%Y-%m-%dT%H:%M}",
    }
    return render(request, "conference/closeout/hear.html", context, status=422 if given else 200)


@require_GET
@require_page(can_see_conferences)
def complaint_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One complaint: the script to say, the next step, its clocks."""
    complaint = _find(request, pk)
    context = {
        "complaint": complaint,
        "script": COMPLAINT_SCRIPTS[ComplaintKind(complaint.kind)],
        "duties": duties_of(COMPLAINT, complaint.pk),
        "history": timeline((COMPLAINT, complaint.pk)),
        "serves": can_serve(request.user, request.site),
    }
    return render(request, "conference/closeout/complaint.html", context)


@require_POST
@require_page(can_serve)
def complaint_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Apologise, promise, solve, follow up."""
    complaint, given, at = _find(request, pk), request.POST, site_now(request.site)
    common = {"complaint": complaint, "actor": request.user, "at": at}
    words = given.get("words", "")[:4000]
    try:
        if verb == "apologise":
            complaints.apologise(**common)
        elif verb == "promise":
            moment = _moment(request.site, given.get("promised_at", ""))
            if moment is None:
                raise Refused("promised_at", _("Promise a time that is still to come."))
            complaints.promise(promised_at=moment, **common)
        elif verb == "solve":
            complaints.solve(solution=words, **common)
        elif verb in {"content", "not_content"}:
            complaints.follow_up(satisfied=verb == "content", lesson=words, **common)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("This has moved on meanwhile; look again."))
    except (Refused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("conference:complaint", site_code, pk)


def _find(request: HttpRequest, pk: int) -> Complaint:
    return get_object_or_404(Complaint.objects.select_related("site", "event"), pk=pk, site=request.site)
