"""The needs are changed before approval."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from guanjia.conference.actions.needs_changes import CONFIRMED, change_needs
from guanjia.conference.forms.intake import NeedsForm, needs_values
from guanjia.conference.models import Intake
from guanjia.conference.permissions import can_plan
from guanjia.conference.queries.regime import clauses_at
from guanjia.conference.rules.needs import Segment
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.views.guests import event_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.ui.errors import conflict


@require_page(can_plan)
def needs(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The form with what is written down; a POST makes a new version. A stale save gets both side by side."""
    event = event_of(request, ref)
    intake = get_object_or_404(Intake, event=event)
    now = site_now(request.site)
    form = NeedsForm(
        request.POST or None,
        site=request.site,
        segment=Segment(intake.segment),
        laws=clauses_at(request.site, now),
        initial=needs_values(event, intake),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_needs(
                event=event, values=form.values(), rev=data["rev"], reason=data["reason"], actor=request.user, at=now
            )
            return redirect("conference:intake", site_code, ref)
        except Stale:
            event.refresh_from_db()
            intake.refresh_from_db()
            there = request.path.removesuffix("needs/") + "intake/"
            return conflict(request, form, needs_values(event, intake), rev=event.rev, cancel=there)
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
            return redirect("conference:needs", site_code, ref)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {"event": event, "form": form, "confirmed": event.stage in CONFIRMED}
    return render(request, "conference/intake/needs.html", context, status=422 if form.errors else 200)
