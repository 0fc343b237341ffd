"""What is done with one reception: its moves, and its forms one by one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.reception.actions import logistics, receiving, running, wishes
from guanjia.reception.actions.letters import keep_letter
from guanjia.reception.actions.printing import kitchen_pdf, logistics_pdf, plan_pdf, who_pdf
from guanjia.reception.forms.receptions import (
    CarForm,
    ChangeLineForm,
    CrewForm,
    GuestForm,
    HostForm,
    LineForm,
    LoungeForm,
    OfferForm,
    PartyForm,
    TimesForm,
    WishesForm,
)
from guanjia.reception.models import Crew, LogisticsLine, PartyGuest, Reception
from guanjia.reception.permissions import plans_receptions, sees_receptions
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import Hospitality, Level, Lodging, Part
from guanjia.reception.views.common import crew_of, pdf, tried
from guanjia.reception.views.receptions import find, page_of, steps_of

MOVES: dict[str, Callable[..., Any]] = {
    "confirm": receiving.confirm,
    "in_place": running.greeters_in_place,
    "arrive": running.arrive,
    "seat": running.seat,
    "leave": running.leave,
    "close": running.close,
}


@require_POST
@require_page(sees_receptions)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """A move. Standards and reasons are the planners'; greeters, guards and attendants report what happens."""
    row, at = find(request, number), site_now(request.site)
    if verb in {"confirm", "close", "call_off"} and not plans_receptions(request.user, request.site):
        raise Http404
    if verb == "call_off":
        reason = request.POST.get("reason", "")
        tried(request, lambda: running.call_off(reception=row, reason=reason, actor=request.user, at=at))
    elif verb in MOVES:
        tried(request, lambda: MOVES[verb](reception=row, actor=request.user, at=at))
    else:
        raise Http404
    return redirect("reception:reception", site_code, number)


def _form(request: HttpRequest, row: Reception, code: str) -> forms.Form:
    people = crew_of(request, site_now(request.site))
    common = {"site": request.site}
    ids = f"{code}_%s"
    made: dict[str, Callable[[], forms.Form]] = {
        "offer": lambda: OfferForm(request.POST, auto_id=ids),
        "party": lambda: PartyForm(request.POST, auto_id=ids),
        "host": lambda: HostForm(request.POST, auto_id=ids, people=people, **common),
        "times": lambda: TimesForm(request.POST, auto_id=ids, **common),
        "guest": lambda: GuestForm(request.POST, auto_id=ids, **common),
        "crew": lambda: CrewForm(request.POST, auto_id=ids, people=people, **common),
        "lounge": lambda: LoungeForm(request.POST, auto_id=ids, **common),
        "car": lambda: CarForm(request.POST, auto_id=ids, **common),
        "line": lambda: LineForm(request.POST, auto_id=ids, people=people, reception=row, **common),
    }
    if code not in made:
        raise Http404
    return made[code]()


def _deed(request: HttpRequest, row: Reception, code: str, data: dict[str, Any]) -> Any:
    told: dict[str, Any] = {"reception": row, "actor": request.user, "at": site_now(request.site)}
    if code == "offer":
        reason = data.pop("short_reason")
        offered = Hospitality(guests=row.heads, **(data | {"lodging": Lodging(data["lodging"])}))
        return receiving.offer(offered=offered, short_reason=reason, rev=row.rev, **told)
    if code == "party":
        return receiving.set_party(level=Level(data["level"]), heads=data["heads"], rev=row.rev, **told)
    if code == "host":
        return running.assign_host(**data, **told)
    if code == "times":
        return running.retime(rev=row.rev, **data, **told)
    if code == "crew":
        return receiving.name_crew(user=data["user"], part=Part(data["part"]), **told)
    if code == "lounge":
        return running.take_lounge(room=data["room"], **told)
    if code == "car":
        return running.take_car(**data, **told)
    if code == "line":
        return logistics.arrange(**(data | {"kind": Logistics(data["kind"])}), **told)
    return _guest(row, data, told)


def _guest(row: Reception, data: dict[str, Any], told: dict[str, Any]) -> PartyGuest:
    """Profile and place in the party together: a refused guest leaves nobody on file. Who is on file keeps mark and scheme."""
    who = {"actor": told["actor"], "at": told["at"]}
    with transaction.atomic():
        profile = data["on_file"] or wishes.keep_profile(
            site=row.site, name=data["name"], kind=row.sort, level=row.rank, plate=data["plate"], **who
        )
        return receiving.add_guest(profile=profile, position=data["position"], principal=data["principal"], **told)


@require_POST
@require_page(plans_receptions)
def fill(request: HttpRequest, site_code: str, number: str, code: str) -> HttpResponse:
    """One of the forms of a reception; what is refused stays in it, with the reason at its field."""
    row = find(request, number)
    form = _form(request, row, code)
    if form.is_valid() and tried(request, lambda: _deed(request, row, code, dict(form.cleaned_data)), _("Kept."), form):
        return redirect("reception:reception", site_code, number)
    context = page_of(request, find(request, number), **{f"{code}_form": form, "wrong": code})
    return render(request, "reception/reception.html", context, status=422)


@require_page(plans_receptions)
def line(request: HttpRequest, site_code: str, number: str, pk: int) -> HttpResponse:
    """Change something arranged: what, when, who sees to it now (VIPP-003). Changed by another meanwhile, it says so."""
    row, at = find(request, number), site_now(request.site)
    lines = LogisticsLine.objects.select_related("reception__site", "reception__host", "by", "guest__profile__person")
    found = get_object_or_404(lines, pk=pk, reception=row, dropped_at=None)
    form = ChangeLineForm(
        request.POST or None, site=request.site, people=crew_of(request, at),
        initial={"what": found.what, "when": found.at, "by": found.by_id, "rev": found.rev},
    )  # fmt: skip
    who: dict[str, Any] = {"actor": request.user, "at": at}
    if form.is_valid() and tried(
        request, lambda: logistics.rearrange(line=found, **form.cleaned_data, **who), _("Kept."), form
    ):
        return redirect("reception:reception", site_code, number)
    return render(
        request, "reception/line.html", {"row": row, "line": found, "form": form}, status=422 if form.errors else 200
    )


@require_POST
@require_page(plans_receptions)
def letter(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Keep the scan of the official letter."""
    row, upload = find(request, number), request.FILES.get("letter")
    if upload is None:
        messages.error(request, _("Choose a file."))
    else:
        name, at = upload.name or "letter.pdf", site_now(request.site)
        tried(
            request, lambda: keep_letter(reception=row, upload=upload, name=name, actor=request.user, at=at), _("Kept.")
        )
    return redirect("reception:reception", site_code, number)


@require_POST
@require_page(plans_receptions)
def drop(request: HttpRequest, site_code: str, number: str, code: str, pk: int) -> HttpResponse:
    """Take a guest, a part or a line off again."""
    row, who = find(request, number), {"actor": request.user, "at": site_now(request.site)}
    if code == "guest":
        guest = get_object_or_404(PartyGuest.objects.select_related("reception__site"), pk=pk, reception=row)
        tried(request, lambda: receiving.drop_guest(guest=guest, **who))
    elif code == "crew":
        crew = get_object_or_404(Crew.objects.select_related("reception__site"), pk=pk, reception=row)
        tried(request, lambda: receiving.drop_crew(crew=crew, **who))
    elif code == "line":
        lines = LogisticsLine.objects.select_related("reception__site", "reception__host", "by")
        line = get_object_or_404(lines, pk=pk, reception=row)
        tried(request, lambda: logistics.drop_line(line=line, **who))
    else:
        raise Http404
    return redirect("reception:reception", site_code, number)


@require_page(sees_receptions)
def wishes_page(request: HttpRequest, site_code: str, number: str, pk: int) -> HttpResponse:
    """A guest's wishes, for those who serve them: nothing before a reason is given; every look is on the record."""
    row, at = find(request, number), site_now(request.site)
    rows = PartyGuest.objects.select_related("reception__site", "profile__person")
    guest = get_object_or_404(rows, pk=pk, reception=row)
    if not wishes.may_read(request.user, row):
        raise Http404
    found: dict[str, list[str]] | None = None
    form = WishesForm(request.POST if "keep" in request.POST else None)
    reason = request.POST.get("reason", "").strip()[:200]
    if "keep" in request.POST and form.is_valid():
        if tried(
            request,
            lambda: wishes.note_wishes(guest=guest, actor=request.user, at=at, **form.cleaned_data),
            _("Kept."),
            form,
        ):
            return redirect("reception:wishes", site_code, number, pk)
    elif request.method == "POST" and "keep" not in request.POST:
        shown: list[dict[str, list[str]]] = []
        if tried(
            request, lambda: shown.append(wishes.read_wishes(guest=guest, reason=reason, actor=request.user, at=at))
        ):
            found = shown[0]
            form = WishesForm(initial={"diet": "；".join(found["health"]), "habits": "；".join(found["habits"])})
    context = {
        "row": row, "guest": guest, "found": found, "form": form, "stale": wishes.is_stale(guest.profile, at),
        "refused": request.method == "POST" and found is None,
    }  # fmt: skip
    response = render(request, "reception/wishes.html", context, status=422 if context["refused"] else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@require_page(sees_receptions)
def kitchen(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The card of diets for the kitchen: no names. Only for those who cook and serve."""
    row, at = find(request, number), site_now(request.site)
    lines: list[str] = []
    if not tried(request, lambda: lines.extend(wishes.kitchen_card(reception=row, actor=request.user, at=at))):
        return redirect("reception:reception", site_code, number)
    return pdf(kitchen_pdf(row, lines, at), f"{number}-kitchen")


@require_page(plans_receptions)
def paper(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The plan of the reception on paper: steps, posts, crew; never a wish."""
    row = find(request, number)
    return pdf(plan_pdf(row, steps_of(row), site_now(request.site)), number)


@require_page(sees_receptions)
def who(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Who comes, on paper, for those who plan the reception or have a part in it; anybody else finds nothing."""
    row = find(request, number)
    inside = plans_receptions(request.user, request.site) or row.crew.filter(user=request.user).exists()
    if not inside:
        raise Http404
    return pdf(who_pdf(row, request.user, site_now(request.site)), f"{number}-who")


@require_page(plans_receptions)
def sheet(request: HttpRequest, site_code: str, number: str, pk: int) -> HttpResponse:
    """A guest's own sheet of logistics."""
    row = find(request, number)
    guest = get_object_or_404(PartyGuest.objects.select_related("profile__person"), pk=pk, reception=row)
    return pdf(logistics_pdf(row, guest, site_now(request.site)), f"{number}-{guest.number}")
