"""Renovations: the list, the notice, one of them with its workers, findings and letters."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import GateClosed, duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.homes.actions.renovations import (
    RENOVATION,
    RenovationRefused,
    agree,
    give_pass,
    move_renovation,
    note_committee,
    note_deposit,
    pass_check,
    take_pass_away,
    tell_renovation,
)
from guanjia.frontdesk.homes.actions.violations import correct_violation, find_violation, report_violation
from guanjia.frontdesk.homes.forms.renovation import CommitteeForm, TellForm, ViolationForm, WorkerForm
from guanjia.frontdesk.homes.models import Renovation
from guanjia.frontdesk.homes.permissions import inspects_homes, keeps_homes, sees_homes
from guanjia.frontdesk.homes.queries.hours import allowed_at, hours_of
from guanjia.frontdesk.homes.rules.renovation import (
    BUTTONS,
    NEEDS_REASON,
    RENOVATION_MOVES,
    CommitteeWord,
    RenovationState,
    ViolationKind,
    verb_of,
)
from guanjia.frontdesk.homes.views.listing import show_list
from guanjia.frontdesk.homes.views.telling import refusals_told
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import household, local_day, require_page
from guanjia.places.public import Unit
from guanjia.ui.errors import invalid

S = RenovationState
OVER = (S.CLOSED, S.CANCELLED)
REFUSALS = (RenovationRefused, SecretRefused, GateClosed)


@require_GET
@require_page(sees_homes)
def renovation_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Renovations that are not closed, or all; and whether noise is allowed at this moment."""
    site = request.site
    rows = Renovation.objects.filter(site=site).select_related("unit", "person")
    return show_list(
        request, "homes/renovations.html", rows, rows.exclude(state__in=OVER),
        allowed=allowed_at(site, site_now(site)), hours=hours_of(site),
    )  # fmt: skip


@require_page(keeps_homes)
def renovation_tell(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take down a notice; the unit comes from the caller card or is typed."""
    site, at, asked = request.site, site_now(request.site), request.GET.get("unit", "").strip()
    rows = Unit.objects.filter(site=site)
    unit = (rows.filter(pk=asked).first() if asked.isdecimal() else None) or rows.filter(code=asked).first()
    if unit is None:
        return render(request, "homes/unit_choose.html", {"title": _("Take down a notice"), "asked": asked})
    initial = {"person": request.GET.get("person")}
    form = TellForm(request.POST or None, home=household(unit.pk, local_day(site, at)), initial=initial)
    context = {"unit": unit, "form": form, "title": f"{_('Renovation')} {unit.code}"}
    if request.method != "POST":
        return render(request, "homes/unit_form.html", context)
    if form.is_valid():
        given = dict(form.cleaned_data)
        person = form.people[given.pop("person")]
        try:
            row = tell_renovation(site=site, unit=unit, person=person, actor=request.user, at=at, **given)
            return redirect("homes:renovation", site_code, row.number)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/unit_form.html", context)


@require_GET
@require_page(sees_homes)
def renovation_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One renovation: where it stands and what comes next."""
    return render(request, "homes/renovation.html", shown(request, find_renovation(request, number)))


def shown(request: HttpRequest, row: Renovation, **forms: Any) -> dict[str, Any]:
    """What the page of a renovation shows; a refused form comes back in place of an empty one."""
    site = request.site
    keeps, inspects = keeps_homes(request.user, site), inspects_homes(request.user, site)
    nexts = sorted(RENOVATION_MOVES[row.stage], key=list(S).index)
    return {
        "row": row,
        "workers": row.workers.select_related("person"),
        "violations": row.violations.all(),
        "letters": row.letters.all(),
        "duties": duties_of(RENOVATION, row.pk),
        "history": timeline((RENOVATION, row.pk)),
        "buttons": [_button(row.stage, to) for to in nexts if to is not S.STOPPED] if keeps else [],
        "keeps": keeps,
        "inspects": inspects,
        "may_find": inspects and row.stage in (S.WORKING, S.STOPPED),
        "may_pass": keeps and row.stage in (S.AGREED, S.WORKING, S.STOPPED),
        "worker_form": forms.get("worker_form") or WorkerForm(initial={"valid_until": row.planned_until}),
        "violation_form": forms.get("violation_form") or ViolationForm(),
        "committee_form": forms.get("committee_form") or CommitteeForm(),
        "may_note_committee": keeps and row.touches_common and row.stage in (S.TOLD, S.RETURNED),
        "today": local_day(site, site_now(site)),
    }


def _button(old: S, to: S) -> tuple[str, str, S, bool]:
    """The move's verb, what its button says, where it leads, and whether it asks for a reason."""
    verb = verb_of(old, to)
    return verb, BUTTONS[verb], to, verb in NEEDS_REASON


@require_POST
@require_page(keeps_homes)
def renovation_move(request: HttpRequest, site_code: str, number: str, to: str) -> HttpResponse:
    """Move it on; a refusal is told in words."""
    row, at = find_renovation(request, number), site_now(request.site)
    if to not in set(S) or to == S.STOPPED:
        raise Http404
    told: dict[str, Any] = {"renovation": row, "actor": request.user, "at": at}
    with refusals_told(request, RenovationRefused):
        if to == S.AGREED:
            agree(**told)
        elif to == S.PASSED:
            pass_check(**told)
        else:
            begins = {"began_at": at} if to == S.WORKING and row.began_at is None else {}
            move_renovation(to=S(to), reason=request.POST.get("reason", "")[:300], **told, **begins)
    return redirect("homes:renovation", site_code, number)


@require_POST
@require_page(keeps_homes)
def worker_add(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Give a worker a pass after a look at a paper."""
    row, form = find_renovation(request, number), WorkerForm(request.POST)
    if form.is_valid():
        try:
            give_pass(renovation=row, actor=request.user, at=site_now(request.site), **form.cleaned_data)
            return redirect("homes:renovation", site_code, number)
        except (RenovationRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        except BadValue as bad:
            form.add_error("phone", _(bad.reason))
    return invalid(request, "homes/renovation.html", shown(request, row, worker_form=form))


@require_POST
@require_page(inspects_homes)
def worker_remove(request: HttpRequest, site_code: str, number: str, worker_id: int) -> HttpResponse:
    """Take a pass away."""
    row = find_renovation(request, number)
    worker = get_object_or_404(row.workers.select_related("renovation__site"), pk=worker_id)
    reason = request.POST.get("reason", "")[:200]
    take_pass_away(worker=worker, actor=request.user, at=site_now(request.site), reason=reason)
    return redirect("homes:renovation", site_code, number)


@require_POST
@require_page(inspects_homes)
def violation_add(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Note what was found: the work stops, the notice is written."""
    row, form = find_renovation(request, number), ViolationForm(request.POST)
    if form.is_valid():
        kind, words = ViolationKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        try:
            find_violation(renovation=row, kind=kind, words=words, actor=request.user, at=site_now(request.site))
            return redirect("homes:renovation", site_code, number)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/renovation.html", shown(request, row, violation_form=form))


@require_POST
@require_page(inspects_homes)
def violation_act(request: HttpRequest, site_code: str, number: str, violation_id: int, verb: str) -> HttpResponse:
    """Report it to the authority, ask for assistance, or note that it was put right."""
    row, at = find_renovation(request, number), site_now(request.site)
    violation = get_object_or_404(
        row.violations.select_related("site", "renovation__unit", "renovation__person"), pk=violation_id
    )
    words = request.POST.get("words", "")[:120]
    with refusals_told(request, RenovationRefused):
        if verb == "report":
            report_violation(violation=violation, authority=words, actor=request.user, at=at)
        elif verb == "correct":
            correct_violation(violation=violation, actor=request.user, at=at, reason=words)
        else:
            raise Http404
    return redirect("homes:renovation", site_code, number)


@require_POST
@require_page(keeps_homes)
def committee(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Note what the owners' committee said of the common parts."""
    row, form = find_renovation(request, number), CommitteeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data | {"word": CommitteeWord(form.cleaned_data["word"])}
        try:
            note_committee(renovation=row, actor=request.user, at=site_now(request.site), **given)
            return redirect("homes:renovation", site_code, number)
        except MoveRefused:
            form.add_error(None, _("It has moved on meanwhile. Look again."))
        except (RenovationRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    return invalid(request, "homes/renovation.html", shown(request, row, committee_form=form))


@require_POST
@require_page(keeps_homes)
def deposit(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Note that a deposit was taken or given back, as a fact."""
    row, at = find_renovation(request, number), site_now(request.site)
    try:
        yuan = Decimal(request.POST.get("yuan") or "0")
        back = request.POST.get("back") == "1"
        note_deposit(renovation=row, yuan=yuan.quantize(Decimal("0.01")), back=back, actor=request.user, at=at)
    except (InvalidOperation, RenovationRefused) as refused:
        messages.error(request, str(refused) if isinstance(refused, RenovationRefused) else _("Say how much."))
    return redirect("homes:renovation", site_code, number)


def find_renovation(request: HttpRequest, number: str) -> Renovation:
    """The renovation of this site, or 404."""
    rows = Renovation.objects.select_related("site", "unit", "person")
    return get_object_or_404(rows, site=request.site, number=number)
