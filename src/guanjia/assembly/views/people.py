"""Who takes part: where they are, their links, what their votes weigh; the list that may leave the house."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.assembly.actions.assembling import follow_guests, weigh
from guanjia.assembly.actions.noting import note, topic_of
from guanjia.assembly.actions.presence import place, relink
from guanjia.assembly.forms.assembly import WeightForm
from guanjia.assembly.models import Attendee
from guanjia.assembly.permissions import exports_attendance, keeps_assembly, sees_assembly
from guanjia.assembly.queries.attendance import attendance_of, people_of
from guanjia.assembly.queries.exports import rows_for_export
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.states import Where
from guanjia.assembly.views.common import assembly_of, number_in, tried
from guanjia.conference.public import GuestRole
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import as_xlsx
from guanjia.people.public import require_page

A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_page(sees_assembly)
def people(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Everybody with where they are; `?link=<id>` shows one person's link with its QR code."""
    found = assembly_of(request, pk)
    at = site_now(request.site)
    rows = people_of(found, at)
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    keeps = keeps_assembly(request.user, request.site)
    asked = request.GET.get("link", "")
    chosen = next((row for row in rows if keeps and str(row.attendee.pk) == asked), None)
    link = (
        request.build_absolute_uri(room_path(chosen.attendee)) if chosen and found.event.secrecy == "ordinary" else ""
    )
    context = {
        "assembly": found,
        "event": found.event,
        "topic": topic_of(found),
        "rows": shown,
        "roles": {role.value: role for role in GuestRole},
        "now": attendance_of(found, at),
        "keeps": keeps,
        "chosen": chosen,
        "link": link,
        "qr": qr_image(link) if link else "",
        "weight_form": WeightForm(initial={"weight": chosen.attendee.weight.normalize()}) if chosen else None,
    }
    return render(request, "assembly/people.html", context)


@require_POST
@require_page(keeps_assembly)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Take the guest list over again, note where somebody is, weigh a vote, give a link out anew."""
    found = assembly_of(request, pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if verb == "follow":
        tried(request, lambda: follow_guests(found), _("The guest list was taken over."))
        return redirect("assembly:people", site_code, pk)
    rows = Attendee.objects.select_related("assembly__site", "guest")
    row = get_object_or_404(rows, assembly=found, pk=number_in(request, "attendee"))
    if verb == "place":
        where = request.POST.get("where", "")
        tried(request, lambda: place(attendee=row, where=where if where in Where else "", **who))
    elif verb == "weigh":
        form = WeightForm(request.POST)
        bad = form.errors.get("weight")
        value = form.cleaned_data.get("weight") if form.is_valid() else None
        tried(request, lambda: weigh(attendee=row, weight=value or 0, **who), "" if bad else _("Saved."))
    elif verb == "relink":
        tried(request, lambda: relink(attendee=row, **who), _("The old link opens nothing any more."))
        return redirect(f"{request.path.rsplit('/', 2)[0]}/?link={row.pk}")
    else:
        raise Http404
    return redirect("assembly:people", site_code, pk)


@require_page(exports_attendance)
def export(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The list as a sheet, for who keeps the meeting; everybody else is refused, and each export is in the journal."""
    found = assembly_of(request, pk)
    at = site_now(request.site)
    rows = rows_for_export(found, at)
    note(found, "assembly.export", actor=request.user, at=at, changes={"rows": len(rows) - 1})
    response = HttpResponse(as_xlsx(iter(rows)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.event.ref}-attendees.xlsx"'
    return response
