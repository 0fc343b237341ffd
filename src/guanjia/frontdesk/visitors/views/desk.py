"""The desk's pages: who comes, who stands there, who is inside; register, confirm, let in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.duties.public import duties_of, lines_of
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue, masked
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import setting, site_now, to_utc
from guanjia.frontdesk.visitors.actions.admitting import (
    admit,
    arrive,
    host_says_yes,
    look_at_paper,
    note_left_unseen,
    refuse,
    renew_pass,
    sign_out,
    stay_longer,
    withdraw_invitation,
)
from guanjia.frontdesk.visitors.actions.asking import ask_hosts
from guanjia.frontdesk.visitors.actions.booking import expect_visitor, register_visitor
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.receiving import WAITING_AREA, give_badge, show_way, take_badge
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.forms import PaperForm, VisitForm, said
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.permissions import runs_door, sees_visits, sees_watch_hit
from guanjia.frontdesk.visitors.queries.badges import badge_of, free_badges
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.queries.hosts import hosts_of
from guanjia.frontdesk.visitors.queries.visits import SHOWS, counts, inside_list, needs_of, visit_list
from guanjia.frontdesk.visitors.rules.access import ASK_FIRST, guidance_for
from guanjia.frontdesk.visitors.rules.epidemic import protection
from guanjia.frontdesk.visitors.rules.guiding import Guide, guides_of
from guanjia.frontdesk.visitors.rules.kinds import POLICY, lacking
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, SAID, PaperKind, Refusal, VisitState
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User, require_page
from guanjia.places.public import Unit

PAGE = 50
BADGES = 40
REFUSALS = (
    Refusal.NO_PAPER,
    Refusal.HOST_DENIES,
    Refusal.HOST_SILENT,
    Refusal.HOST_GONE,
    Refusal.NO_TARGET,
    Refusal.CONDUCT,
)


@require_page(sees_visits)
def visit_list_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Tabs for the door, expected, inside and over; one box for name, telephone tail, number and unit."""
    show, words = request.GET.get("show", "door"), request.GET.get("q", "")[:60]
    show = show if show in SHOWS else "door"
    rows = visit_list(request.site, show=show, words=words)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "show": show,
        "q": words,
        "counts": counts(request.site),
        "may_register": runs_door(request.user, request.site),
    }
    return render(request, "visitors/visits.html", context)


@require_page(runs_door)
def register_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The visitor form; `unit` and `person` come from the caller card. A moment in the future announces, none registers."""
    at = site_now(request.site)
    unit = (
        Unit.objects.filter(site=request.site, pk=request.GET.get("unit") or 0).first()
        if _number(request, "unit")
        else None
    )
    initial = {"host": request.GET.get("person", "")} if unit is not None else {}
    form = VisitForm(request.POST or None, site=request.site, at=at, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            coming = form.coming()
            enter = expect_visitor if coming.expected_at and coming.expected_at > at else register_visitor
            visit = enter(site=request.site, coming=coming, actor=request.user, at=at)
            if enter is register_visitor:
                arrive(visit=visit, where=_("Front desk"), actor=request.user, at=at)
        except VisitRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        except SecretRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("visitors:visit", site_code, visit.number)
    context = {"form": form, "unit": unit, "hosts": hosts_of(request.site, unit.pk, at) if unit else []}
    return render(request, "visitors/register.html", context, status=422 if form.errors else 200)


@require_page(sees_visits)
def visit_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One visit: what is known, what still lacks, the one next step on top, the pass."""
    visit = _visit(request, number)
    return render(request, "visitors/visit.html", _facts(request, visit))


def _facts(request: HttpRequest, visit: Visit, **more: Any) -> dict[str, Any]:
    at = site_now(request.site)
    needs, policy = needs_of(request.site, visit.person_id), policy_in_force(request.site, at)
    missing = lacking(visit.known) if visit.stage in AT_DOOR | {VisitState.BOOKED} else ()
    hosts = hosts_of(request.site, visit.unit_id, at) if visit.unit_id and visit.confirmed_at is None else []
    return {
        "visit": visit,
        "phones": masked([visit.person]).get(visit.person_id, {}).get("phone", []),
        "missing": missing,
        "say": str(SAID[missing[0]]) if missing else "",
        "refusal_say": str(SAID[visit.refusal]) if visit.refusal else "",
        "hosts": hosts,
        "paper_form": PaperForm(),
        "refusals": said(Refusal, *(each for each in Refusal if each not in REFUSALS)),
        "escorts": User.objects.filter(memberships__site=request.site, is_active=True).distinct()
        if "escort" in missing
        else (),
        "qr": qr_image(pass_text(visit)) if visit.is_open(at) and not {"host", "target"} & set(missing) else "",
        "writes": runs_door(request.user, request.site),
        "watch": visit.watch_hit and sees_watch_hit(request.user, request.site),
        "needs": guidance_for(needs.needs) if needs is not None else [],
        "need_note": needs.note if needs is not None else "",
        "ask_first": str(ASK_FIRST),
        "policy": policy,
        "duties": lines_of(duties_of(VISIT, visit.pk)),
        "history": timeline((VISIT, visit.pk)),
        "policy_of_kind": POLICY[visit.kind_enum],
        "protection": protection(policy),
        "asked": list(visit.questions.select_related("host").order_by("pk")),
        "waiting_area": setting(request.site, WAITING_AREA),
        "badges": free_badges(request.site)[:BADGES] if visit.is_inside else [],
        "badge": badge_of(visit),
        "guides": guides_of(visit.kind_enum, inside=visit.is_inside, helped=needs is not None),
        "at_door": visit.stage in AT_DOOR or visit.stage is VisitState.BOOKED,
        **more,
    }


@require_page(sees_visits)
def inside_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The muster list: every visitor inside, and who needs help on the way out."""
    context = {"rows": inside_list(request.site), "writes": runs_door(request.user, request.site)}
    return render(request, "visitors/inside.html", context)


@require_POST
@require_page(runs_door)
def visit_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """One step of a visit; a refusal is a sentence to be said, on the visit's page with status 422."""
    visit, at = _visit(request, number), site_now(request.site)
    deed = ACTS.get(verb)
    if deed is None:
        raise Http404
    try:
        deed(visit, request, at)
    except VisitRefused as refused:
        return visit_again(request, number, str(refused))
    except MoveRefused:
        return visit_again(
            request, number, _("Somebody else was faster, or this step is over. This is how it stands now.")
        )
    except SecretRefused as refused:
        return visit_again(request, number, str(refused))
    if request.POST.get("next") == "inside":
        return redirect("visitors:inside", site_code)
    return redirect("visitors:visit", site_code, number)


def visit_again(request: HttpRequest, number: str, sentence: str) -> HttpResponse:
    """The visit's page with a sentence to be said, status 422."""
    context = _facts(request, _visit(request, number), sentence=sentence)
    return render(request, "visitors/visit.html", context, status=422)


def _visit(request: HttpRequest, number: str) -> Visit:
    rows = Visit.objects.select_related("site", "person", "unit", "host", "host_user", "escort")
    return get_object_or_404(rows, site=request.site, number=number)


def _number(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").isdecimal()


def _do_arrive(visit: Visit, request: HttpRequest, at: datetime) -> None:
    arrive(visit=visit, where=_("Front desk"), actor=request.user, at=at)


def _do_paper(visit: Visit, request: HttpRequest, at: datetime) -> None:
    form = PaperForm(request.POST)
    if not form.is_valid():
        raise VisitRefused("last4", _("Only the last four digits are noted."))
    paper, last4 = PaperKind(form.cleaned_data["paper"]), form.cleaned_data["last4"]
    look_at_paper(visit=visit, paper=paper, last4=last4, where=_("Front desk"), actor=request.user, at=at)


def _do_yes(visit: Visit, request: HttpRequest, at: datetime) -> None:
    host = request.POST.get("host", "")
    host_id = int(host) if host.isdecimal() else visit.host_id
    host_says_yes(visit=visit, host_id=host_id, how=request.POST.get("how", "phone")[:12], actor=request.user, at=at)


def _do_refuse(visit: Visit, request: HttpRequest, at: datetime) -> None:
    why = request.POST.get("why", "")
    chosen = Refusal(why) if why in set(Refusal) else Refusal.HOST_DENIES
    if chosen is Refusal.WITHDRAWN:
        withdraw_invitation(visit=visit, actor=request.user, at=at)
    else:
        refuse(visit=visit, why=chosen, reason=request.POST.get("reason", "")[:200], actor=request.user, at=at)


def _do_admit(visit: Visit, request: HttpRequest, at: datetime) -> None:
    pk = request.POST.get("escort", "")
    escort = User.objects.filter(pk=pk, memberships__site=request.site).first() if pk.isdecimal() else None
    admit(visit=visit, escort=escort, actor=request.user, at=at)
    messages.success(request, _("%(name)s is in. Lead the way or show the waiting area.") % {"name": visit.person.name})


def _do_out(visit: Visit, request: HttpRequest, at: datetime) -> None:
    met = {"yes": True, "no": False}.get(request.POST.get("met", ""))
    if "badge_back" in request.POST:
        take_badge(visit=visit, actor=request.user, at=at)
    sign_out(visit=visit, need_met=met, actor=request.user, at=at)


def _do_unseen(visit: Visit, request: HttpRequest, at: datetime) -> None:
    note_left_unseen(visit=visit, reason=request.POST.get("reason", "")[:200], actor=request.user, at=at)


def _do_extend(visit: Visit, request: HttpRequest, at: datetime) -> None:
    try:
        until = to_utc(request.site, datetime.fromisoformat(request.POST.get("until", "")).replace(tzinfo=None))
    except ValueError:
        raise VisitRefused("until", _("Say until when.")) from None
    stay_longer(visit=visit, until=until, reason=request.POST.get("reason", "")[:200], actor=request.user, at=at)


def _do_renew(visit: Visit, request: HttpRequest, at: datetime) -> None:
    renew_pass(visit=visit, actor=request.user, at=at)


def _do_guide(visit: Visit, request: HttpRequest, at: datetime) -> None:
    way = request.POST.get("guide", "")
    if way not in set(Guide):
        raise Http404
    show_way(visit=visit, guide=Guide(way), actor=request.user, at=at)


def _do_badge(visit: Visit, request: HttpRequest, at: datetime) -> None:
    pk = request.POST.get("badge", "")
    badge = free_badges(request.site).filter(pk=pk if pk.isdecimal() else 0).first()
    if badge is None:
        raise VisitRefused("badge", _("This badge is out."))
    give_badge(visit=visit, badge=badge, actor=request.user, at=at)


def _do_badge_back(visit: Visit, request: HttpRequest, at: datetime) -> None:
    take_badge(visit=visit, actor=request.user, at=at)


def _do_ask(visit: Visit, request: HttpRequest, at: datetime) -> None:
    count = ask_hosts(visit=visit, at=at)
    if not count:
        raise VisitRefused("host", _("Nobody to send it to, or sent just now."))
    messages.success(request, _("Asked by message: %(count)d.") % {"count": count})


ACTS: dict[str, Callable[[Visit, HttpRequest, datetime], None]] = {
    "arrive": _do_arrive,
    "paper": _do_paper,
    "yes": _do_yes,
    "refuse": _do_refuse,
    "admit": _do_admit,
    "out": _do_out,
    "unseen": _do_unseen,
    "extend": _do_extend,
    "renew": _do_renew,
    "guide": _do_guide,
    "badge": _do_badge,
    "badge_back": _do_badge_back,
    "ask": _do_ask,
}
