"""The desk that hands papers out, and the table where numbered copies come back: a scanner and one tap."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.conference.public import Event, Guest, guest_of_code
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.materials.actions.handing import hand_copy, hand_set
from guanjia.materials.actions.recalling import approve_incident, finish_recall, report_missing, take_back
from guanjia.materials.forms import MissingForm
from guanjia.materials.models import Copy, HandOut, Incident, Paper
from guanjia.materials.permissions import approves_incidents, hands_papers, sees_papers
from guanjia.materials.queries.handing import own_of, ready_for
from guanjia.materials.queries.heads import readers_of
from guanjia.materials.queries.papers import recall_data
from guanjia.materials.rules.recall import recall_of
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import GIVEN_OUT, UNACCOUNTED, CopyState, IncidentState, PaperState
from guanjia.materials.views.common import event_of, guest_of, number_in, paper_of, pdf, tried, typed
from guanjia.people.public import require_page
from guanjia.ui.listing import listed

LONGEST = 120
CHECKIN = "checkin"


def copy_of(event: Event, text: str) -> Copy | None:
    """The numbered copy whose code or last number was scanned or typed; None for another event's."""
    rows = Copy.objects.select_related(
        "paper__site", "paper__event", "paper__block__room", "site", "holder", "meant_for__delegation"
    ).filter(paper__event=event)  # fmt: skip
    return rows.filter(number__iexact=text.strip()).first()


def _person(event: Event, text: str) -> Guest | None:
    """Whom the scanned code or the typed name means, if it is one person."""
    if (found := guest_of_code(text)) is not None and found.event_id == event.pk:
        return Guest.objects.select_related("delegation").get(pk=found.pk)
    rows = readers_of(event).filter(Q(name=text) | Q(pinyin__iexact=text) | Q(initials__iexact=text))
    return rows[0] if rows.count() == 1 else None


@require_page(hands_papers)
def desk(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Scan the copy, then the person; or scan the person and hand the ordinary set over in one tap.

    A wrong person is refused with who should have it; the copy stays in hand for the right one.
    """
    event = event_of(request, ref)
    if request.method == "POST":
        return _hand(request, event)
    copy = copy_of(event, request.GET.get("copy", "")) if request.GET.get("copy") else None
    guest = guest_of(event, request.GET.get("guest", ""))
    context = {
        "event": event,
        "copy": copy,
        "guest": guest,
        "ready": ready_for(event, guest) if guest else [],
        "own": own_of(event, guest) if guest else [],
        "recent": HandOut.objects.filter(paper__event=event)
        .select_related("paper", "copy", "guest")
        .order_by("-pk")[:8],
        "left": Copy.objects.filter(paper__event=event, state=CopyState.KEPT).exclude(meant_for=None).count(),
    }
    return render(request, "materials/desk.html", context)


def _hand(request: HttpRequest, event: Event) -> HttpResponse:
    text, at = typed(request, "scan", LONGEST), site_now(request.site)
    held = copy_of(event, typed(request, "copy", 40))
    chosen = guest_of(event, request.POST.get("guest", ""))
    guest = chosen or (_person(event, text) if text else None)
    here = f"/s/{event.site.code}/materials/e/{event.ref}/desk/"
    if request.POST.get("back") == CHECKIN and chosen is not None:
        return _at_checkin(request, event, chosen, at)
    scanned = copy_of(event, text) if text and guest is None else None
    if scanned is not None:
        return redirect(f"{here}?copy={scanned.number}")
    if guest is None:
        messages.error(request, _("Neither a copy of this meeting nor one person on its list: scan again."))
        return redirect(f"{here}?copy={held.number}" if held else here)
    if held is not None:
        done = _("%(number)s handed to %(name)s.") % {"number": held.number, "name": guest.name}
        if tried(request, lambda: hand_copy(copy=held, guest=guest, actor=request.user, at=at), done):
            return redirect(here)
        return redirect(f"{here}?copy={held.number}")
    if request.POST.get("verb") == "set":
        tried(request, lambda: _hand_set(request, event, guest, at))
        return redirect(here)
    return redirect(f"{here}?guest={guest.pk}")


def _at_checkin(request: HttpRequest, event: Event, guest: Guest, at: Any) -> HttpResponse:
    """From the answer of the check-in: the set in one tap, or the copy that was scanned or tapped, to whoever just came in."""
    number = typed(request, "copy", 40) or typed(request, "scan", LONGEST)
    if request.POST.get("verb") == "set":
        tried(request, lambda: _hand_set(request, event, guest, at))
    elif (held := copy_of(event, number)) is None:
        messages.error(request, _("This is no copy of a paper of this meeting."))
    else:
        done = _("%(number)s handed to %(name)s.") % {"number": held.number, "name": guest.name}
        tried(request, lambda: hand_copy(copy=held, guest=guest, actor=request.user, at=at), done)
    there = reverse("conference:checkin", args=[event.site.code, event.ref])
    return redirect(f"{there}?guest={guest.pk}")


def papers_at_checkin(request: HttpRequest, guest: Guest) -> dict[str, Any] | None:
    """What the check-in shows of papers once somebody is in; None when this meeting hands nothing out."""
    event = guest.event
    if event.secrecy == "controlled" or not Paper.objects.filter(event=event, state__in=GIVEN_OUT).exists():
        return None
    return {"event": event, "guest": guest, "ready": ready_for(event, guest), "own": own_of(event, guest),
            "numbered": Copy.objects.filter(paper__event=event).exists()}  # fmt: skip


def _hand_set(request: HttpRequest, event: Event, guest: Guest, at: Any) -> None:
    given = hand_set(event=event, guest=guest, actor=request.user, at=at)
    if given:
        told = {"name": guest.name, "papers": listed(paper.title for paper in given)}
        messages.success(request, _("%(name)s has got: %(papers)s.") % told)
    else:
        messages.info(request, _("%(name)s has everything already.") % {"name": guest.name})


@require_page(sees_papers, write=hands_papers)
def recall(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Scan every copy back; who still has one is named until the count is settled (MATR-013)."""
    row, at = paper_of(request, pk), site_now(request.site)
    if request.method == "POST":
        _take(request, row, at)
        return redirect("materials:recall", site_code, pk)
    return render(request, "materials/recall.html", _recall_context(request, row, MissingForm()))


def _recall_context(request: HttpRequest, row: Paper, form: MissingForm) -> dict[str, Any]:
    copies = list(row.copies.select_related("holder__delegation", "meant_for"))
    incidents = Incident.objects.filter(copy__paper=row).select_related(
        "copy__holder", "opened_by", "first_by", "second_by"
    )  # fmt: skip
    return {
        "paper": row,
        "event": row.event,
        "count": recall_of([copy.stage for copy in copies]),
        "kept": sum(copy.stage is CopyState.KEPT for copy in copies),
        "missing": [copy for copy in copies if copy.stage in UNACCOUNTED],
        "form": form,
        "incidents": incidents,
        "ended": row.stage in {PaperState.RECALLED, PaperState.DESTROYED},
        "hands": hands_papers(request.user, request.site),
        "approves": approves_incidents(request.user, request.site),
    }


def _take(request: HttpRequest, row: Paper, at: Any) -> None:
    if request.POST.get("verb") == "finish":
        spares = number_in(request, "spares")
        done = _("Every copy is accounted for.")
        tried(request, lambda: finish_recall(paper=row, spares=spares, actor=request.user, at=at), done)
        return
    copy = copy_of(row.event, typed(request, "scan", LONGEST))
    if copy is None or copy.paper_id != row.pk:
        messages.error(request, _("This is no copy of this paper."))
        return
    tried(
        request,
        lambda: take_back(copy=copy, actor=request.user, at=at),
        _("%(number)s is back.") % {"number": copy.number},
    )


@require_POST
@require_page(hands_papers)
def missing(request: HttpRequest, site_code: str, pk: int, copy_id: int) -> HttpResponse:
    """A copy did not come back: an incident begins."""
    row = paper_of(request, pk)
    copy = get_object_or_404(
        row.copies.select_related("paper__site", "paper__event", "paper__block__room", "site"), pk=copy_id
    )
    form = MissingForm(request.POST)
    if form.is_valid():
        try:
            report_missing(copy=copy, actor=request.user, at=site_now(request.site), **form.cleaned_data)
            return redirect("materials:recall", site_code, pk)
        except (PaperRefused, PaperStale) as refused:
            form.add_error(None, str(refused))
        except SecretRefused as secret:
            form = MissingForm()
            messages.error(request, str(secret))
    return render(
        request, "materials/recall.html", _recall_context(request, row, form) | {"chosen": copy_id}, status=422
    )


@require_POST
@require_page(approves_incidents)
def approve(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One of the two approvals of a lost copy."""
    rows = Incident.objects.select_related("copy__paper__event", "copy__paper__site", "copy__site", "site")
    incident = get_object_or_404(rows.exclude(state=IncidentState.FOUND), pk=pk, site=request.site)
    tried(request, lambda: approve_incident(incident=incident, actor=request.user, at=site_now(request.site)))
    return redirect("materials:recall", site_code, incident.copy.paper_id)


@require_GET
@require_page(sees_papers)
def recall_paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The recall count as PDF; printed before an outage it is the paper way."""
    row = paper_of(request, pk)
    return pdf("documents/form.typ", recall_data(row, site_now(request.site)), f"recall-{row.pk}")
