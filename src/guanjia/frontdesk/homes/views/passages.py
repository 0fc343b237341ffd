"""Moving in, transfer, moving out: the list, opening one, its checks, completing it."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.homes.actions.passages import (
    PASSAGE,
    PassageRefused,
    cancel_passage,
    complete_passage,
    open_passage,
)
from guanjia.frontdesk.homes.actions.people import LINK, welcome
from guanjia.frontdesk.homes.forms.passage import ComeForm, LeaveForm
from guanjia.frontdesk.homes.models import Passage
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_homes
from guanjia.frontdesk.homes.rules.passage import PassageKind, PassageState, ProofKind
from guanjia.frontdesk.homes.views.listing import show_list
from guanjia.frontdesk.homes.views.telling import refusals_told
from guanjia.people.public import OccupancyRefused, Relation, household, local_day, require_page
from guanjia.places.public import Unit
from guanjia.ui.errors import invalid


@require_GET
@require_page(sees_homes)
def passage_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is under way, or all."""
    rows = Passage.objects.filter(site=request.site).select_related("unit", "person")
    still = rows.filter(state=PassageState.OPEN).order_by("planned_on", "pk")
    return show_list(request, "homes/passages.html", rows, still)


@require_page(keeps_homes)
def open_one(request: HttpRequest, site_code: str) -> HttpResponse:
    """Choose the unit and what changes, then the form of it; what was typed stays."""
    site, at = request.site, site_now(request.site)
    asked = request.GET.get("unit", "")
    unit = Unit.objects.filter(site=site, pk=asked).first() if asked.isdecimal() else None
    if unit is None and asked:
        unit = Unit.objects.filter(site=site, code=asked.strip()).first()
    kind = request.GET.get("kind", "")
    if unit is None or kind not in set(PassageKind):
        context = {
            "kinds": list(PassageKind),
            "asked": asked if unit is None else unit.code,
            "missing": bool(asked) and unit is None,
        }
        return render(request, "homes/passage_choose.html", context)
    form = _form(request, unit, PassageKind(kind))
    context = {"unit": unit, "form": form, "title": f"{_(PassageKind(kind).label)} {unit.code}"}
    if request.method != "POST":
        return render(request, "homes/unit_form.html", context)
    if form.is_valid():
        try:
            passage = _open(request, unit, PassageKind(kind), form, at)
            return redirect("homes:passage", site_code, passage.number)
        except (PassageRefused, OccupancyRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/unit_form.html", context)


def _form(request: HttpRequest, unit: Unit, kind: PassageKind) -> Any:
    data = request.POST or None
    if kind is PassageKind.MOVE_OUT:
        return LeaveForm(data, home=household(unit.pk, local_day(request.site, site_now(request.site))))
    return ComeForm(data, site=request.site, kind=kind)


@transaction.atomic
def _open(request: HttpRequest, unit: Unit, kind: PassageKind, form: Any, at: Any) -> Passage:
    given, site = form.cleaned_data, request.site
    told: dict[str, Any] = {"site": site, "unit": unit, "kind": kind, "actor": request.user, "at": at}
    told |= {"planned_on": given["planned_on"], "note": given["note"]}
    if kind is PassageKind.MOVE_OUT:
        rows = [form.rows[pk] for pk in given["ends"]]
        return open_passage(person=rows[0].person, ends=[row.pk for row in rows], **told)
    told |= {"proof": ProofKind(given["proof_kind"]), "proof_tail": given["proof_tail"]}
    person = form.person
    if kind is PassageKind.MOVE_IN:
        row = welcome(
            site=site, unit=unit, name=given["name"], phone=given["phone"], person=person,
            relation=Relation(given["relation"]), since=given["planned_on"], until=given["until"], actor=request.user,
            at=at,
        )  # fmt: skip
        return open_passage(person=row.person, **told)
    if person is None:
        private = {"phone": given["phone"]}
        person = make_person(site=site, name=given["name"], private=private, actor=request.user, at=at, link=LINK)
    return open_passage(person=person, **told)


@require_GET
@require_page(sees_homes)
def passage_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One of them: who, which paper was seen, its checks, what happened."""
    passage = find_passage(request, number)
    context = {
        "passage": passage,
        "duties": duties_of(PASSAGE, passage.pk),
        "history": timeline((PASSAGE, passage.pk)),
        "writes": keeps_homes(request.user, request.site) and passage.stage is PassageState.OPEN,
    }
    return render(request, "homes/passage.html", context)


@require_POST
@require_page(keeps_homes)
def passage_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Complete it, or call it off; a refusal is told in words."""
    passage, at = find_passage(request, number), site_now(request.site)
    with refusals_told(request, PassageRefused, OccupancyRefused):
        if verb == "complete":
            complete_passage(passage=passage, actor=request.user, at=at)
        elif verb == "cancel":
            cancel_passage(passage=passage, actor=request.user, at=at, reason=request.POST.get("reason", "")[:200])
        else:
            raise Http404
    return redirect("homes:passage", site_code, number)


def find_passage(request: HttpRequest, number: str) -> Passage:
    """The passage of this site, or 404."""
    rows = Passage.objects.select_related("site", "unit", "person")
    return get_object_or_404(rows, site=request.site, number=number)
