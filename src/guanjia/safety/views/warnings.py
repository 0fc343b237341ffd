"""Fraud warnings with the ticks of who posted where; whom we ring outside."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue, reveal
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, require_page
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.actions.warnings import (
    WARNING,
    add_liaison,
    end_liaison,
    move_warning,
    tick_posting,
    write_warning,
)
from guanjia.safety.forms import LiaisonForm, WarningForm
from guanjia.safety.models import FraudWarning, Liaison
from guanjia.safety.permissions import handles_concern, keeps_liaison, publishes_warning
from guanjia.safety.queries.warnings import liaisons
from guanjia.safety.rules.warnings import Channel, LiaisonKind, WarningState, still_to_post


@require_page(publishes_warning)
def warnings_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Warnings, newest first, and a form for another one."""
    form = WarningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, at = form.cleaned_data, site_now(request.site)
        try:
            warning = write_warning(
                site=request.site,
                title=given["title"],
                text=given["text"],
                sign=form.chosen(),
                for_elderly=given["for_elderly"],
                actor=request.user,
                at=at,
            )
        except (SafetyRefused, SecretRefused) as refused:
            form.add_error("text", str(refused))
        else:
            return redirect("safety:warning", site_code, warning.pk)
    rows = FraudWarning.objects.filter(site=request.site)[:50]
    context = {"warnings": rows, "form": form, "writes": not is_auditor(request.user, request.site)}
    return render(request, "safety/warnings.html", context, status=422 if form.errors else 200)


@require_page(publishes_warning)
def warning_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One warning: publish, copy the text for the group, tick where it was posted, take down."""
    warning = get_object_or_404(FraudWarning.objects.select_related("site"), site=request.site, pk=pk)
    sentence, at = "", site_now(request.site)
    if request.method == "POST":
        try:
            _do(warning, request, at)
        except (SafetyRefused, SecretRefused) as refused:
            sentence = str(refused)
        except MoveRefused:
            sentence = _("Somebody else was faster. This is how it stands now.")
        else:
            return redirect("safety:warning", site_code, pk)
        warning.refresh_from_db()
    postings = list(warning.postings.select_related("by"))
    context = {
        "warning": warning,
        "postings": postings,
        "open_channels": still_to_post({each.channel for each in postings}, for_elderly=warning.for_elderly),
        "channels": [(each.value, _(each.label)) for each in Channel],
        "history": timeline((WARNING, warning.pk)),
        "writes": not is_auditor(request.user, request.site),
        "sentence": sentence,
    }
    return render(request, "safety/warning.html", context, status=422 if sentence else 200)


def _do(warning: FraudWarning, request: HttpRequest, at: datetime) -> None:
    verb, channel = request.POST.get("verb", ""), request.POST.get("channel", "")
    if verb in {WarningState.PUBLISHED.value, WarningState.ENDED.value}:
        move_warning(warning=warning, to=WarningState(verb), actor=request.user, at=at)
    elif channel in set(Channel):
        where = request.POST.get("where", "")
        tick_posting(warning=warning, channel=Channel(channel), where=where, actor=request.user, at=at)


@require_page(handles_concern, write=keeps_liaison)
def liaison_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom we ring outside; a telephone is shown in full when somebody asks for it, and that is noted."""
    at, verb, shown = site_now(request.site), request.POST.get("verb", ""), {}
    form = LiaisonForm(request.POST if request.method == "POST" and not verb else None)
    if request.method == "POST" and verb:
        pk = request.POST.get("pk", "")
        rows = Liaison.objects.select_related("person", "site").filter(site=request.site, ended_at=None)
        row = get_object_or_404(rows, pk=pk if pk.isdecimal() else 0)
        if verb == "end":
            end_liaison(liaison=row, actor=request.user, at=at)
            return redirect("safety:liaison", site_code)
        shown = {row.pk: reveal(row.person, "phone", actor=request.user, at=at, site=request.site, reason="liaison")}
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_liaison(
                site=request.site,
                kind=LiaisonKind(given["kind"]),
                name=given["name"],
                phone=given["phone"],
                organisation=given["organisation"],
                actor=request.user,
                at=at,
            )
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        else:
            return redirect("safety:liaison", site_code)
    rows = [(row, shown.get(row.pk, [])) for row in liaisons(request.site)]
    context = {"rows": rows, "form": form, "keeps": keeps_liaison(request.user, request.site)}
    return render(request, "safety/liaison.html", context, status=422 if form.errors else 200)
