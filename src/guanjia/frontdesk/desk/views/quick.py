"""The first row: opening a case with two keys and working through it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import FileRefused, StoredFile, Watermark, store, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import masked
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, setting, site_now, to_utc
from guanjia.frontdesk.desk.actions.keeping import CASE, DeskRefused
from guanjia.frontdesk.desk.actions.quick import Facts, do_step, message_owner, move_case, open_case
from guanjia.frontdesk.desk.forms import CaseForm
from guanjia.frontdesk.desk.models import QuickCase
from guanjia.frontdesk.desk.permissions import sees_cases, stands_at_desk, starts_quick, works_on_cases
from guanjia.frontdesk.desk.queries.aeds import aeds_near
from guanjia.frontdesk.desk.queries.card import find_card, today
from guanjia.frontdesk.desk.queries.lists import cases
from guanjia.frontdesk.desk.queries.machines import machine_of
from guanjia.frontdesk.desk.rules.quick import CASE_MOVES, RESCUE, STEPS, CaseKind, CaseState, may_repeat
from guanjia.frontdesk.desk.views.whom import whom_of
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page

HINTS = {CaseKind.LIFT_TRAP: "desk.lift_firm", CaseKind.LOCKED_OUT: "desk.locksmith"}


@require_GET
@require_page(sees_cases)
def case_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Quick cases, open ones unless asked for others."""
    show, kind = request.GET.get("show") or "open", request.GET.get("kind", "")
    rows = cases(request.site, show=show, kind=kind if kind in set(CaseKind) else "")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "kind": kind, "states": list(CaseState), "kinds": list(CaseKind)}
    return render(request, "desk/cases.html", context)


@require_page(starts_quick)
def quick_page(request: HttpRequest, site_code: str, kind: str) -> HttpResponse:
    """Open a case. The form of a rescue may be sent empty: Enter alone tells everybody."""
    if kind not in set(CaseKind):
        raise Http404
    case_kind, site, at, whom = CaseKind(kind), request.site, site_now(request.site), whom_of(request)
    card = find_card(site, person_id=whom.person_id or 0, unit_id=whom.unit_id or 0, on=today(site, at))
    place = card.units[0].code if card is not None and card.units and case_kind is not CaseKind.MOVE_CAR else ""
    form = CaseForm(*_sent(request), kind=kind, initial={"place": place})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seen = given.get("last_seen_at")
        try:
            facts = Facts(
                place=given["place"],
                words=given["words"],
                plate=given.get("plate", ""),
                asker_id=whom.person_id,
                unit_id=whom.unit_id,
                call_id=whom.call_id,
                last_seen_at=to_utc(site, seen.replace(tzinfo=None)) if seen else None,
                file_ids=_photos(request, at),
            )
            case = open_case(
                site=site, kind=case_kind, facts=facts, actor=request.user, at=at, machine=machine_of(request)
            )
        except (DeskRefused, FileRefused, SecretRefused) as refused:
            form.add_error("plate" if "plate" in form.fields else None, str(refused))
        else:
            return redirect("desk:case", site_code, case.number)
    context = {"form": form, "kind": case_kind, "card": card, "whom": whom, "rescue": case_kind in RESCUE}
    return render(request, "desk/quick.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, also when nothing was typed; (None, None) for a form that is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _photos(request: HttpRequest, at: object) -> tuple[int, ...]:
    """Keep the photos of the form with their watermark; ids. Raises FileRefused."""
    site = request.site
    mark = Watermark(site.name, "", f"{local(site, at):%Y-%m-%d %H:%M}", str(request.user))
    return tuple(
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    )


@require_GET
@require_page(sees_cases)
def case_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One case: its checklist, its clocks, what happened; the asker's and the owner's numbers stay hidden."""
    case = find_case(request, number)
    done = list(case.steps.select_related("by"))
    codes = {step.code for step in done}
    people = masked([person for person in (case.asker, case.target) if person is not None], ("plate",))
    held = StoredFile.objects.filter(holds__holder_kind=CASE, holds__holder_id=case.pk)
    hint = HINTS.get(case.kind_enum)
    context = {
        "case": case,
        "steps": [
            (step, [each for each in done if each.code == step.code], may_repeat(step.code, codes))
            for step in STEPS[case.kind_enum]
        ],
        "plate": (people.get(case.target_id, {}).get("plate") or [""])[0] if case.target_id else "",
        "owner_known": case.target is not None and case.target.occupancies.exists(),
        "photos": [(url(file), url(file, thumb=True)) for file in held],
        "hint": setting(request.site, hint) if hint else "",
        "aeds": aeds_near(case) if case.kind_enum is CaseKind.MEDICAL else [],
        "duties": duties_of(CASE, case.pk),
        "history": timeline((CASE, case.pk)),
        "moves": CASE_MOVES[case.stage],
        "S": CaseState.__members__,
        "works": works_on_cases(request.user, request.site),
        "at_desk": stands_at_desk(request.user, request.site),
    }
    return render(request, "desk/case.html", context)


def find_case(request: HttpRequest, number: str) -> QuickCase:
    """The case of this site, or 404."""
    rows = QuickCase.objects.select_related("site", "asker", "target", "unit", "opened_by", "call")
    return get_object_or_404(rows, site=request.site, number=number)


@require_POST
@require_page(sees_cases, write=works_on_cases)
def case_step(request: HttpRequest, site_code: str, number: str, code: str) -> HttpResponse:
    """Tick a step; writing to the owner is one of them."""
    case, at = find_case(request, number), site_now(request.site)
    try:
        if code == "message":
            message_owner(case=case, actor=request.user, at=at, machine=machine_of(request))
        else:
            note = request.POST.get("note", "")[:300]
            do_step(case=case, code=code, actor=request.user, at=at, note=note, machine=machine_of(request))
    except MoveRefused:
        messages.error(request, _("The case has moved on meanwhile; look again."))
    except (DeskRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("desk:case", site_code, number)


@require_POST
@require_page(sees_cases, write=works_on_cases)
def case_move(request: HttpRequest, site_code: str, number: str, to: str) -> HttpResponse:
    """Hand over, settle or call off."""
    if to not in {CaseState.HANDED, CaseState.SETTLED, CaseState.CANCELLED}:
        raise Http404
    case, at, words = find_case(request, number), site_now(request.site), request.POST.get("words", "")[:300]
    try:
        move_case(case=case, to=CaseState(to), actor=request.user, at=at, outcome=words, machine=machine_of(request))
    except MoveRefused:
        messages.error(request, _("The case has moved on meanwhile; look again."))
    except (DeskRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("desk:case", site_code, number)
