"""Cost against budget: written down from the bills, shown with rate and overrun."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanjia.conference.actions.regime import class_of, excess_words
from guanjia.conference.actions.spending import COSTS_FROM, write_spending
from guanjia.conference.forms.spending import SpendingForm, spending_values
from guanjia.conference.models import Event
from guanjia.conference.models.budget import COST_CLASSES
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.money import yuan
from guanjia.conference.queries.spending import cost_lines, cost_rev, execution_of, use_of
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.conference.views.guests import event_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.ui.errors import conflict


@require_page(can_see_conferences, write=can_plan)
def spending(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Each line of the budget with what it cost; a POST writes down bills. A stale save gets both versions."""
    event = event_of(request, ref)
    lines = cost_lines(event)
    if request.method != "POST":
        return _page(request, event, SpendingForm(lines=lines, initial=spending_values(lines)))
    form = SpendingForm(request.POST, lines=lines, initial=spending_values(lines))
    if form.is_valid():
        try:
            write_spending(
                event=event,
                rev=form.cleaned_data["rev"],
                rows=form.spent(),
                actor=request.user,
                at=site_now(event.site),
            )
            return redirect("conference:spending", site_code, ref)
        except Stale:
            current = cost_lines(event)
            by = max((line for line in current if line.spent_at), key=lambda line: line.spent_at, default=None)
            other = str(by.spent_by) if by is not None else ""
            rev = cost_rev(current)
            return conflict(request, form, spending_values(current), rev=rev, other=other, cancel=request.path)
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("conference:spending", site_code, ref)
        except Refused as refused:
            form.add_error(None, refused.message)
    return _page(request, event, form)


def _page(request: HttpRequest, event: Event, form: SpendingForm) -> HttpResponse:
    classes = {code: str(label) for code, label in COST_CLASSES}
    rows = [
        (
            classes.get(each.cost_class or "", _("Total")),
            yuan(each.budget_fen),
            "–" if each.spent_fen is None else yuan(each.spent_fen),
            _percent(each.rate),
            yuan(each.overrun_fen) if each.overrun_fen else "",
        )
        for each in execution_of(form.lines)
    ]
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "rows": rows,
        "lines": [(line, yuan(line.amount_fen), spent, bill) for line, spent, bill in form.rows()],
        "used": [(each.room, _percent(each.time), _percent(each.seats)) for each in use_of(event)],
        "excess": _excess(event, form),
        "can_write": can_plan(request.user, request.site)
        and event.stage in COSTS_FROM
        and event.secrecy != Secrecy.CONTROLLED,
    }
    return render(request, "conference/scheme/spending.html", context, status=422 if form.errors else 200)


def _percent(share: Fraction | None) -> str:
    return "–" if share is None else f"{float(share):.1f} %"


def _excess(event: Event, form: SpendingForm) -> list[str]:
    """What the spent total passes of the ceilings of public funds: told, for it has happened."""
    total = execution_of(form.lines)[-1].spent_fen
    return excess_words(
        site=event.site,
        regime=Regime(event.regime),
        meeting_class=class_of(event),
        heads=event.expected_count,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        at=site_now(event.site),
        total_fen=total,
    )
