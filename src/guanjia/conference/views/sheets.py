"""The function sheet: read, changed, acknowledged, printed."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.intake_links import make_link
from guanjia.conference.actions.sheet_changes import Place, change_sheet
from guanjia.conference.actions.sheets import acknowledge, agree_to_change, issue_sheet
from guanjia.conference.forms.sheet import SheetForm, sheet_values
from guanjia.conference.models import ClientLink, Event, FunctionSheet, Session, SheetIssue
from guanjia.conference.permissions import can_acknowledge, can_plan, can_see_conferences, speaks_for
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.queries.sheet_paper import sheet_paper
from guanjia.conference.queries.sheets import change_words, latest, lines_of
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.sheet import BY_CODE
from guanjia.conference.rules.states import OPEN_EVENT
from guanjia.conference.views.guests import event_of
from guanjia.conference.views.intake import TOLD, client_address, keep_link, shown_link
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.places.public import SlotTaken
from guanjia.ui.errors import conflict


@require_page(can_see_conferences, write=can_plan)
def sheet(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The version in force in words, who has acknowledged, all versions with what changed."""
    return _page(request, event_of(request, ref))


@require_page(can_plan)
def edit(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Change the sheet: one save is one version. A stale save gets both versions side by side, nothing typed lost."""
    event = event_of(request, ref)
    own = get_object_or_404(FunctionSheet.objects.select_related("saved_by"), event=event)
    form = _form(request, event, own)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = None
        if data.get("room"):
            place = Place(room_id=data["room"].pk, starts_at=data["starts_at"], ends_at=data["ends_at"])
        try:
            version = change_sheet(
                event=event,
                rev=data["rev"],
                values=form.values(),
                reason=data["reason"],
                place=place,
                actor=request.user,
                at=site_now(request.site),
            )
        except Stale:
            own.refresh_from_db()
            event.refresh_from_db()
            there = request.path.removesuffix("edit/")
            by = str(own.saved_by or "")
            return conflict(request, form, sheet_values(event, own), rev=own.rev, other=by, cancel=there)
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
            return redirect("conference:sheet_edit", site_code, ref)
        except SlotTaken as taken:
            form.add_error("room", str(taken))
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            if version is None:
                messages.info(request, _("Nothing has changed."))
            return redirect("conference:sheet", site_code, ref)
    context = {"event": event, "sheet": own, "form": form, "boxes": [form[name] for name in form.boxes]}
    return render(request, "conference/sheet/edit.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(can_acknowledge)
def confirm(request: HttpRequest, site_code: str, issue_id: int) -> HttpResponse:
    """A department acknowledges its version."""
    issue = get_object_or_404(
        SheetIssue.objects.select_related("version__sheet__event"), pk=issue_id, site=request.site
    )
    if not speaks_for(request.user, request.site, issue.unit):
        messages.error(request, _("Only this department can acknowledge its sheet."))
    else:
        try:
            acknowledge(issue_id=issue.pk, actor=request.user, at=site_now(request.site))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("conference:sheet", site_code, issue.version.sheet.event.ref)


@require_POST
@require_page(can_plan)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """Issue the sheet, make a link for the client, or note what the client said by telephone."""
    event, now = event_of(request, ref), site_now(request.site)
    try:
        if verb == "issue":
            issue_sheet(event=event, actor=request.user, at=now)
            return redirect("conference:sheet", site_code, ref)
        own = get_object_or_404(FunctionSheet, event=event)
        version = latest(own)
        if version is None or verb not in {"link", "agreed", "refused"}:
            raise Http404
        if verb == "link":
            kind = ClientLink.Kind.CHANGE
            token = make_link(event=event, kind=kind, target_id=version.pk, actor=request.user, at=now)[1]
            keep_link(request, client_address(request, token))
        else:
            agree_to_change(version_id=version.pk, agreed=verb == "agreed", name="", actor=request.user, at=now)
    except TOLD as refused:
        messages.error(request, str(refused))
    return redirect("conference:sheet", site_code, ref)


@require_page(can_see_conferences)
def paper(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The version in force as a PDF with a box for each department's signature."""
    event = event_of(request, ref)
    own = get_object_or_404(FunctionSheet, event=event)
    data = sheet_paper(event, own, site_now(request.site))
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{own.number}-v{own.version}.pdf"'
    return answer


def _form(request: HttpRequest, event: Event, own: FunctionSheet) -> SheetForm:
    single = Session.objects.filter(event=event).exclude(state="cancelled").count() == 1
    laws = clauses_at(request.site, site_now(request.site))
    data = request.POST if request.method == "POST" else None
    return SheetForm(data, site=request.site, event=event, single=single, laws=laws, initial=sheet_values(event, own))


def _issues(request: HttpRequest, rows: Iterable[SheetIssue]) -> dict[str, Any]:
    """The departments, those first for which the reader has still to acknowledge, and what changed for these."""
    found = [(row, row.unit, speaks_for(request.user, request.site, row.unit)) for row in rows]
    waits = [(row, unit) for row, unit, mine in found if mine and row.acknowledged_at is None]
    first = {row.pk for row, _unit in waits}
    changed = {}
    for row, unit in waits if len(waits) < len(found) else []:
        concerning = [each for each in row.version.changes if unit in BY_CODE[each["code"]].concerns]
        if words := change_words(concerning, request.site):
            changed[_(unit.label)] = words
    return {"issues": sorted(found, key=lambda each: each[0].pk not in first), "mine_changed": list(changed.items())}


def _page(request: HttpRequest, event: Event) -> HttpResponse:
    own = FunctionSheet.objects.filter(event=event).first()
    context: dict[str, Any] = {
        "event": event,
        "sheet": own,
        "can_plan": can_plan(request.user, request.site) and event.stage in OPEN_EVENT,
        "link": shown_link(request),
    }
    if own is not None:
        newest = latest(own)
        issues = SheetIssue.objects.filter(version__sheet=own, superseded_at=None)
        rows = issues.select_related("version", "acknowledged_by").order_by("department")
        context |= {
            "version": newest,
            "lines": lines_of(newest.facts, request.site) if newest else [],
            **_issues(request, rows),
            "versions": [
                (each, change_words(each.changes, request.site)) for each in own.versions.select_related("made_by")
            ],
            "asks_client": newest is not None and newest.number > 1 and newest.agreed is None,
        }
    return render(request, "conference/sheet/sheet.html", context)
