"""The leaders' reception office: one page a day, for the group only."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.people.public import is_manager, require_page
from guanjia.reception.actions import office as actions
from guanjia.reception.actions.office import office_topic
from guanjia.reception.forms.office import CallerForm, ErrandForm, GroupForm, LeaderForm, PaperForm, WhereForm
from guanjia.reception.models import Caller, Circulation, Errand, Group, Leader
from guanjia.reception.permissions import serves_leaders
from guanjia.reception.rules.kinds import GROUP
from guanjia.reception.rules.office import CALLER_MOVES, PAPER_MOVES, CallerKind, CallerState, PaperState, Whereabouts
from guanjia.reception.views.common import tried

FORMS: dict[str, type[forms.Form]] = {
    "paper": PaperForm, "caller": CallerForm, "errand": ErrandForm, "leader": LeaderForm, "group": GroupForm,
}  # fmt: skip


@require_page(serves_leaders)
def office(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who is in, who waits, which documents are with whom, what is to be done today."""
    return render(request, "reception/office.html", _context(request))


def _context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    site, at = request.site, site_now(request.site)
    group = Group.objects.filter(site=site).first()
    today = local(site, at).date()
    papers = Circulation.objects.filter(site=site).exclude(state=PaperState.HANDED)
    begin = to_utc(site, datetime.combine(today, time(0)))
    handed = Circulation.objects.filter(site=site, state=PaperState.HANDED, handed_at__gte=begin)
    callers = Caller.objects.filter(site=site, state__in=[CallerState.WAITING, CallerState.INSIDE])
    context = {
        "group": group,
        "leaders": Leader.objects.filter(site=site, left_at=None),
        "places": list(Whereabouts),
        "papers": [
            (each, [to for to in PaperState if to in PAPER_MOVES[each.stage]])
            for each in papers.select_related("leader", "keeper").order_by("hand_due_at", "brought_at")[:100]
        ],
        "handed_count": handed.count(),
        "callers": [
            (each, [to for to in CallerState if to in CALLER_MOVES[each.stage]])
            for each in callers.select_related("leader").order_by("came_at")[:100]
        ],
        "errands": Errand.objects.filter(site=site, done_at=None).select_related("leader").order_by("due_at")[:50],
        "duties": [line for line in duties_of(GROUP, group.pk) if local(site, line.duty.due_at).date() == today]
        if group
        else [],
        "manages": is_manager(request.user, site),
        "topic": office_topic(site.pk),
        "group_form": GroupForm(
            initial={"floors": group.floors, "leaders": group.leaders} if group else {"leaders": True},
            auto_id="group_%s",
        ),
        "leader_form": LeaderForm(auto_id="leader_%s"),
        **{f"{code}_form": FORMS[code](site=site, auto_id=f"{code}_%s") for code in ("paper", "caller", "errand")},  # type: ignore[call-arg]
    }
    return context | more


@require_POST
@require_page(serves_leaders)
def fill(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """One of the forms of the office; what is refused stays in it."""
    if code not in FORMS or (code in {"group", "leader"} and not is_manager(request.user, request.site)):
        raise Http404
    more = {"site": request.site} if code in {"paper", "caller", "errand"} else {}
    form = FORMS[code](request.POST, auto_id=f"{code}_%s", **more)  # type: ignore[arg-type]
    if form.is_valid() and tried(request, lambda: _deed(request, code, dict(form.cleaned_data)), "", form):
        return redirect("reception:office", site_code)
    return render(request, "reception/office.html", _context(request, **{f"{code}_form": form}), status=422)


def _deed(request: HttpRequest, code: str, data: dict[str, Any]) -> Any:
    told: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    deeds: dict[str, Callable[[], Any]] = {
        "paper": lambda: actions.bring_paper(**data, **told),
        "caller": lambda: actions.receive_caller(
            site=request.site, **(data | {"kind": CallerKind(data["kind"])}), **told
        ),
        "errand": lambda: actions.note_errand(site=request.site, **data, **told),
        "leader": lambda: actions.add_leader(site=request.site, **data, **told),
        "group": lambda: actions.set_up_group(site=request.site, **data, **told),
    }
    return deeds[code]()


@require_POST
@require_page(serves_leaders)
def where(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A leader went out or came back."""
    leader = get_object_or_404(Leader.objects.select_related("site"), pk=pk, site=request.site)
    form = WhereForm(request.POST, site=request.site)
    if form.is_valid():
        told = {"where": Whereabouts(form.cleaned_data["where"]), "until": form.cleaned_data["until"]}
        at = site_now(request.site)
        tried(request, lambda: actions.say_whereabouts(leader=leader, actor=request.user, at=at, **told))
    return redirect("reception:office", site_code)


@require_POST
@require_page(serves_leaders)
def move(request: HttpRequest, site_code: str, code: str, pk: int, to: str) -> HttpResponse:
    """The next move of a document or a caller, or the end of a task."""
    site, at = request.site, site_now(request.site)
    words = request.POST.get("words", "")
    if code == "paper" and to in set(PaperState):
        paper = get_object_or_404(Circulation.objects.select_related("site"), pk=pk, site=site)
        given = {"taken_by": words} if to == PaperState.HANDED else {"reason": words}
        tried(
            request, lambda: actions.move_paper(paper=paper, to=PaperState(to), actor=request.user, at=at, **given),
            _("Noted."),
        )  # fmt: skip
    elif code == "caller" and to in set(CallerState):
        caller = get_object_or_404(Caller.objects.select_related("site", "leader"), pk=pk, site=site)
        state = CallerState(to)
        tried(
            request,
            lambda: actions.move_caller(caller=caller, to=state, outcome=words, actor=request.user, at=at),
        )
    elif code == "errand" and to == "done":
        errand = get_object_or_404(Errand.objects.select_related("site"), pk=pk, site=site)
        tried(request, lambda: actions.finish_errand(errand=errand, outcome=words, actor=request.user, at=at))
    else:
        raise Http404
    return redirect("reception:office", site_code)
