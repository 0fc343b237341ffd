"""The security of an event: plan, rings, entry check on the phone."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event
from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import setting, site_now
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Roles, require_page
from guanjia.reception.actions import security as actions
from guanjia.reception.actions.security import needs_permit, security_topic
from guanjia.reception.forms.hall import CommandForm, RingForm, SecurityForm
from guanjia.reception.models import EntryCheck, SecurityPlan
from guanjia.reception.permissions import plans_security, runs_security
from guanjia.reception.queries.site_settings import LANE, RAISED
from guanjia.reception.rules.kinds import SECURITY
from guanjia.reception.rules.security import (
    LET_IN,
    MOVE_NAMES,
    PLAN_MOVES,
    Barred,
    Check,
    PlanState,
    Ring,
    Risk,
    lanes,
    risk_of,
)
from guanjia.reception.views.common import crew_of, event_of, tried

TO = {name: state for state, name in MOVE_NAMES.items()}
GUARDS = (Roles.GUARD, Roles.DUTY_MANAGER)


@require_page(runs_security)
def security(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The plan of an event, or the two questions that make one."""
    event = event_of(request, ref)
    plan = SecurityPlan.objects.select_related("event", "commander", "site").filter(event=event).first()
    return render(request, "reception/security.html", _context(request, event, plan))


WAYS = {
    "set": N_("The rings stand"),
    "screen": N_("Open the entry check"),
    "begin": N_("The meeting begins"),
    "stand_down": N_("Stand the guards down"),
    "replan": N_("Plan anew"),
}
BACK = frozenset({"replan"})


def _ways(plan: SecurityPlan) -> list[tuple[str, str, bool]]:
    """(move, what its button says, whether it is the way on), the way on first."""
    names = [MOVE_NAMES[to] for to in PlanState if to in PLAN_MOVES[plan.stage]]
    ahead = [name for name in names if name not in BACK and not (name == "screen" and plan.stage is PlanState.SESSION)]
    return [(name, WAYS[name], name in ahead) for name in [*ahead, *(name for name in names if name not in ahead)]]


def _context(request: HttpRequest, event: Event, plan: SecurityPlan | None, **more: Any) -> dict[str, Any]:
    at = site_now(request.site)
    heads = plan.heads if plan else event.guaranteed_count or event.expected_count
    proposed = risk_of(
        heads=heads,
        large=event.large,
        vips=event.vip_count,
        internal=event.secrecy == "internal",
        raised_from=setting(request.site, RAISED),
    )
    context: dict[str, Any] = {
        "event": event,
        "plan": plan,
        "plans": plans_security(request.user, request.site),
        "form": SecurityForm(initial={"heads": heads or None, "risk": plan.risk if plan else proposed}),
        "barred": list(Barred),
        "lanes": lanes(heads or 1, setting(request.site, LANE)),
        "topic": security_topic(event.pk),
    }
    if plan is not None:
        guards = crew_of(request, at, *GUARDS)
        rings = list(plan.rings.prefetch_related("guards").order_by("pk"))
        context |= {
            "rings": [
                (ring, _ring_form(ring, guards)) for ring in sorted(rings, key=lambda r: list(Ring).index(r.circle))
            ],
            "command": CommandForm(
                people=crew_of(request, at, *GUARDS, Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.SITE_MANAGER),
                initial={"commander": plan.commander_id, "channel": plan.channel, "permit": plan.permit},
            ),
            "moves": _ways(plan),
            "counts": _counts(plan),
            "article": needs_permit(plan, at),
            "duties": duties_of(SECURITY, plan.pk),
            "history": timeline((SECURITY, plan.pk), limit=12),
        }
    return context | more


def _ring_form(ring: Any, guards: list[Any]) -> RingForm:
    named = [user.pk for user in ring.guards.all()]
    told = {"needed": ring.needed, "helpers": ring.helpers, "place": ring.place, "guards": named}
    return RingForm(people=guards, initial=told, prefix=ring.ring)


def _counts(plan: SecurityPlan) -> list[tuple[Check, int]]:
    found = dict(EntryCheck.objects.filter(plan=plan).values_list("kind").annotate(n=Count("pk")).order_by())
    return [(kind, found.get(kind.value, 0)) for kind in Check]


@require_POST
@require_page(plans_security)
def plan(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Compute the rings from size and risk."""
    event, at = event_of(request, ref), site_now(request.site)
    form = SecurityForm(request.POST)
    if form.is_valid():
        told = {"heads": form.cleaned_data["heads"], "risk": Risk(form.cleaned_data["risk"])}
        if tried(request, lambda: actions.plan_security(event=event, actor=request.user, at=at, **told), "", form):
            return redirect("reception:security", site_code, ref)
    found = SecurityPlan.objects.select_related("event", "commander", "site").filter(event=event).first()
    return render(request, "reception/security.html", _context(request, event, found, form=form), status=422)


@require_POST
@require_page(plans_security)
def command(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Name who commands."""
    found, at = _find(request, ref), site_now(request.site)
    people = crew_of(request, at, *GUARDS, Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.SITE_MANAGER)
    form = CommandForm(request.POST, people=people)
    if form.is_valid():
        done = _("Command named.")
        tried(request, lambda: actions.name_command(plan=found, actor=request.user, at=at, **form.cleaned_data), done)
        return redirect("reception:security", site_code, ref)
    context = _context(request, found.event, found, command=form)
    return render(request, "reception/security.html", context, status=422)


@require_POST
@require_page(plans_security)
def ring(request: HttpRequest, site_code: str, ref: str, code: str) -> HttpResponse:
    """Name the guards of one ring; the form keeps what was chosen."""
    found, at = _find(request, ref), site_now(request.site)
    if code not in set(found.rings.values_list("ring", flat=True)):
        raise Http404
    form = RingForm(request.POST, people=crew_of(request, at, *GUARDS), prefix=code)
    if form.is_valid() and tried(
        request,
        lambda: actions.name_guards(plan=found, ring=Ring(code), actor=request.user, at=at, **form.cleaned_data),
        "",
        form,
    ):
        return redirect("reception:security", site_code, ref)
    context = _context(request, found.event, found)
    context["rings"] = [(row, form if row.ring == code else shown) for row, shown in context["rings"]]
    return render(request, "reception/security.html", context, status=422)


@require_POST
@require_page(runs_security)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """The next move of the plan."""
    found = _find(request, ref)
    if verb not in TO:
        raise Http404
    at = site_now(request.site)
    tried(request, lambda: actions.move_security(plan=found, to=TO[verb], actor=request.user, at=at))
    return redirect("reception:security", site_code, ref)


@require_page(runs_security)
def screening(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The entry check on a phone: one tap a person, a word for what is refused."""
    found = _find(request, ref)
    if request.method == "POST":
        code, note = request.POST.get("kind", ""), request.POST.get("note", "")
        if code not in set(Check):
            raise Http404
        at = site_now(request.site)
        if tried(
            request, lambda: actions.note_check(plan=found, kind=Check(code), note=note, actor=request.user, at=at)
        ):
            return redirect("reception:screening", site_code, ref)
    counts = dict(_counts(found))
    context = {
        "plan": found,
        "event": found.event,
        "let_in": [(kind, counts[kind]) for kind in Check if kind in LET_IN],
        "refused": [(kind, counts[kind]) for kind in Check if kind not in LET_IN],
        "inside": sum(counts[kind] for kind in LET_IN),
        "barred": list(Barred),
        "note": request.POST.get("note", ""),
    }
    return render(request, "reception/screening.html", context, status=422 if request.method == "POST" else 200)


def _find(request: HttpRequest, ref: str) -> SecurityPlan:
    event = event_of(request, ref)
    return get_object_or_404(SecurityPlan.objects.select_related("event__site", "site", "commander"), event=event)
