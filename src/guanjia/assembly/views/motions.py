"""A motion: put, opened, counted, closed; its list of votes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.assembly.actions.counting import enter_count
from guanjia.assembly.actions.motions import close_motion, drop_motion, open_motion, put_motion
from guanjia.assembly.actions.noting import MOTION, topic_of
from guanjia.assembly.actions.voting import enter_slip
from guanjia.assembly.forms.motion import CountForm, MotionForm
from guanjia.assembly.models import Attendee, Elector, Wording
from guanjia.assembly.permissions import keeps_assembly, sees_assembly
from guanjia.assembly.queries.motions import card_of, published
from guanjia.assembly.queries.results import option_label
from guanjia.assembly.queries.wordings import text_of
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import MotionState, Way
from guanjia.assembly.views.common import assembly_of, motion_of, number_in, say_refusal, tried
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page


@require_page(keeps_assembly)
def new(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A new motion with the rules that decide it."""
    found = assembly_of(request, pk)
    text = Wording.objects.filter(assembly=found, pk=typed.number(request.GET.get("wording"))).first()
    form = MotionForm(request.POST or None, initial={"title": text.title, "text": text_of(text)} if text else None)
    if request.method == "POST" and form.is_valid():
        try:
            put_motion(assembly=found, **form.told(), actor=request.user, at=site_now(request.site))
            messages.success(request, _("The motion is on the list."))
            return redirect("assembly:console", site_code, pk)
        except (AssemblyRefused, SecretRefused) as refused:
            say_refusal(form, refused)
    context = {"assembly": found, "event": found.event, "form": form}
    return render(request, "assembly/motion_new.html", context, status=422 if form.errors else 200)


@require_page(sees_assembly)
def motion(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A motion: its rules, who has not voted, what people counted, the result, the published list."""
    return _page(request, pk, None)


def _page(request: HttpRequest, pk: int, form: CountForm | None) -> HttpResponse:
    found = motion_of(request, pk)
    card = card_of(found)
    counted = found.taken is not Way.OPEN
    electors = Elector.objects.filter(motion=found).select_related("attendee__guest")
    missing = [row.attendee for row in electors.filter(voted=False).order_by("attendee__guest__rank_no", "pk")[:200]]
    context = {
        "assembly": found.assembly,
        "event": found.assembly.event,
        "topic": topic_of(found.assembly),
        "motion": found,
        "card": card,
        "options": [(code, option_label(found, code)) for code, _label in found.options],
        "count_form": form or (CountForm(motion=found) if counted and card.is_open else None),
        "missing": missing if card.is_open and found.taken is not Way.HANDS else [],
        "votes": published(found),
        "keeps": keeps_assembly(request.user, request.site),
        "by_name": found.taken is Way.OPEN,
        "counts_here": sees_assembly(request.user, request.site),
        "history": timeline((MOTION, found.pk))[:30],
    }
    return render(request, "assembly/motion.html", context, status=422 if form is not None else 200)


@require_POST
@require_page(keeps_assembly)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Open the vote, close it, take the motion off, put it back, enter a slip of paper."""
    found = motion_of(request, pk)
    who: dict[str, Any] = {"motion": found, "actor": request.user, "at": site_now(request.site)}
    if verb == "open":
        tried(request, lambda: open_motion(**who), _("The vote is open."))
    elif verb == "close":
        tried(request, lambda: close_motion(**who), _("The vote is closed and counted."))
    elif verb in ("drop", "back"):
        tried(request, lambda: drop_motion(back=verb == "back", **who))
    elif verb == "slip":
        row = get_object_or_404(Attendee, assembly=found.assembly, pk=number_in(request, "attendee"))
        option = request.POST.get("option", "")
        tried(request, lambda: enter_slip(attendee=row, option=option, **who), _("Noted."))
        return redirect("assembly:motion", site_code, pk)
    else:
        raise Http404
    if verb in ("drop", "back") or found.stage is MotionState.DRAFT or request.POST.get("to") == "console":
        return redirect("assembly:console", site_code, found.assembly_id)
    return redirect("assembly:motion", site_code, pk)


@require_POST
@require_page(sees_assembly)
def count(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """What this person counted: the first enters, a second one confirms. An attendant may be that second person."""
    found = motion_of(request, pk)
    form = CountForm(request.POST, motion=found)
    if form.is_valid():
        try:
            row = enter_count(motion=found, numbers=form.numbers(), actor=request.user, at=site_now(request.site))
            said = (
                _("Confirmed by two.")
                if row.confirmed_at
                else _("Entered. A second person counts and enters the same.")
            )
            messages.success(request, said)
            return redirect("assembly:motion", site_code, pk)
        except AssemblyRefused as refused:
            say_refusal(form, refused)
    return _page(request, pk, form)
