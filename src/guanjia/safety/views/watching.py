"""The watch list: off until its assessment is filed, seen by few, each look logged, never exported."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User, require_page
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.actions.watching import LIST, file_assessment, move_entry, propose_entry, withdraw_assessment
from guanjia.safety.forms import AssessmentForm, SuspectForm
from guanjia.safety.models import Assessment, WatchEntry
from guanjia.safety.permissions import approves_watch, enters_watch, files_assessment, sees_watch
from guanjia.safety.queries.watching import kept_entries, looks, topic_is_on
from guanjia.safety.rules.watching import Topic, WatchState


@never_cache
@require_page(enters_watch)
def watch_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The list while it is on; opening it is a look and is logged. Off: why, and by which article."""
    at = site_now(request.site)
    on = topic_is_on(request.site, Topic.WATCH_LIST, at)
    form = SuspectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_entry(site=request.site, suspect=form.suspect(), actor=request.user, at=at)
        except (SafetyRefused, SecretRefused) as refused:
            field = getattr(refused, "field", None)
            form.add_error(field if field in form.fields else None, str(refused))
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        else:
            messages.success(request, _("Proposed. Somebody else approves it."))
            return redirect("safety:watch", site_code)
    entries = list(kept_entries(request.site)) if on else []
    if entries and request.method == "GET":
        opened = {"where": "list", "hits": [entry.pk for entry in entries]}
        record(
            site=request.site,
            at=at,
            actor=request.user,
            action="look_up",
            subject=(LIST, request.site.pk),
            changes=opened,
        )
    last = looks(request.site, 20) if sees_watch(request.user, request.site) else []
    names = User.objects.in_bulk([entry.actor_id for entry in last if entry.actor_id])
    context = {
        "on": on,
        "entries": entries,
        "form": form,
        "approves": approves_watch(request.user, request.site),
        "assesses": files_assessment(request.user, request.site),
        "assessments": Assessment.objects.filter(site=request.site),
        "looks": [(entry, names.get(entry.actor_id)) for entry in last],
    }
    return render(request, "safety/watch.html", context, status=422 if form.errors else 200)


@require_page(files_assessment)
def assessment_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """File an impact assessment, or withdraw one: then the topic is off."""
    at = site_now(request.site)
    if request.POST.get("withdraw", "").isdecimal():
        filed = get_object_or_404(
            Assessment.objects.select_related("site"), site=request.site, pk=request.POST["withdraw"]
        )
        withdraw_assessment(assessment=filed, actor=request.user, at=at)
        return redirect("safety:watch", site_code)
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            file_assessment(
                site=request.site,
                topic=Topic(given["topic"]),
                number=given["number"],
                responsible=given["responsible"],
                on=given["filed_on"],
                actor=request.user,
                at=at,
            )
        except SafetyRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("safety:watch", site_code)
    return render(request, "safety/assessment.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@require_page(approves_watch)
def watch_act(request: HttpRequest, site_code: str, pk: int, to: str) -> HttpResponse:
    """Approve, decline or withdraw an entry."""
    entry = get_object_or_404(WatchEntry.objects.select_related("site", "person"), site=request.site, pk=pk)
    if to not in {WatchState.ACTIVE.value, WatchState.DECLINED.value, WatchState.WITHDRAWN.value}:
        raise Http404
    reason = request.POST.get("reason", "")[:200]
    try:
        move_entry(entry=entry, to=WatchState(to), reason=reason, actor=request.user, at=site_now(request.site))
    except SafetyRefused as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("Somebody else was faster. This is how it stands now."))
    return redirect("safety:watch", site_code)
