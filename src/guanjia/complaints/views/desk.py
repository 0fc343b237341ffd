"""Complaints at a desk: the list, taking one, one of them."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.forms import ReceiveForm
from guanjia.complaints.models import Complaint
from guanjia.complaints.permissions import takes, works
from guanjia.complaints.queries.advice import advice_on
from guanjia.complaints.queries.guidance import guides_at
from guanjia.complaints.queries.lists import complaint_list, counts_by_kind
from guanjia.complaints.rules.nature import Channel, Kind
from guanjia.complaints.rules.states import ComplaintState, Level
from guanjia.complaints.views.finding import find_person, find_unit, given, keep_photo, utc
from guanjia.complaints.views.page import complaint_context
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.persons.public import seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page


@require_GET
@require_page(works)
def complaint_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Complaints of the site, open ones unless asked for others."""
    show, words, kind, level = (request.GET.get(name, "") for name in ("show", "q", "kind", "level"))
    rows = complaint_list(request.site, show=show or "open", words=words.strip(), kind=kind, level=level)
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "states": list(ComplaintState),
        "kinds": list(Kind),
        "levels": list(Level),
        "counts": counts_by_kind(request.site),
        "show": show or "open",
        "q": words,
        "kind": kind,
        "level": level,
        "takes": takes(request.user, request.site),
    }
    return render(request, "complaints/complaints.html", context)


@require_page(takes)
def new_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take a complaint; what was typed stays when something is refused."""
    at, known = site_now(request.site), given(request)
    initial = {"happened_at": local(request.site, at).replace(tzinfo=None, second=0, microsecond=0)} | known
    form = ReceiveForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = _receive(request, form.cleaned_data, known, at)
        except (ComplaintRefused, FileRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("complaints:complaint", site_code, complaint.number)
    context = {
        "form": form,
        "guides": guides_at("receive"),
        "advice": advice_on(request.site, request.POST.get("problem", ""), at) if form.errors else None,
        "person": known.get("person_id"),
        "name": known.get("name"),
    }
    return render(request, "complaints/new.html", context, status=422 if form.errors else 200)


def _receive(request: HttpRequest, typed: dict[str, Any], known: dict[str, Any], at: datetime) -> Complaint:
    unit = find_unit(request, typed["unit"])
    person_id = None
    if not typed["anonymous"]:
        person_id = _known_person(request, known, typed)
        person = None if person_id else find_person(request, typed["name"], typed["phone"], at)
        person_id = person_id or (person.pk if person else None)
    heard = Heard(
        problem=typed["problem"],
        happened_at=utc(request, typed["happened_at"]),
        place=typed["place"],
        persons=typed["persons"],
        kind=Kind(typed["kind"]),
        level=Level(typed["level"]),
        channel=Channel(typed["channel"]),
        unit_id=unit.pk if unit else None,
        person_id=person_id,
        anonymous=typed["anonymous"],
        evidence_note=typed["evidence_note"],
        mind_set=typed["mind_set"],
        file_ids=keep_photo(request, at),
    )
    return receive_complaint(site=request.site, heard=heard, actor=request.user, at=at)


def _known_person(request: HttpRequest, known: dict[str, Any], typed: dict[str, Any]) -> int | None:
    """The person the caller card handed over, while the name stands as it came."""
    pk = request.POST.get("person") or known.get("person_id") or ""
    if not str(pk).isdecimal():
        return None
    person = seen_by(request.site).filter(pk=pk).first()
    return person.pk if person is not None and typed["name"].strip() in ("", person.name) else None


@require_GET
@require_page(works)
def complaint_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One complaint: facts left, what happened right, the next step on top."""
    return render(request, "complaints/complaint.html", complaint_context(request, number))
