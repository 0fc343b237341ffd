"""The deposit counter: hand in, give back, what lies there, counted."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.reception.actions import deposits as actions
from guanjia.reception.actions.deposits import topic
from guanjia.reception.actions.printing import tag_pdf
from guanjia.reception.forms.hall import DepositForm, ReturnForm
from guanjia.reception.models import Deposit, DepositCounter
from guanjia.reception.permissions import keeps_deposits
from guanjia.reception.queries.deposits import counts_of, deposit_by_tag, deposits_of
from guanjia.reception.rules.deposits import What
from guanjia.reception.rules.kinds import COUNTER
from guanjia.reception.views.common import crew_of, event_of, pdf, tried


@require_page(keeps_deposits)
def deposits(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Hand in by tag and name; the next one at once. Below it what lies at the counter."""
    event = event_of(request, ref)
    form = DepositForm(request.POST or None, initial={"what": What.PHONE})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("tag", "holder", "note")}
        what, at = What(form.cleaned_data["what"]), site_now(request.site)
        done = _("Tag %(tag)s: deposited.") % {"tag": given["tag"].upper()}
        if tried(
            request,
            lambda: actions.deposit_item(event=event, what=what, actor=request.user, at=at, **given),
            done,
            form,
        ):
            return redirect("reception:deposits", site_code, ref)
    return render(
        request, "reception/deposits.html", _context(request, event, form=form), status=422 if form.errors else 200
    )


def _context(request: HttpRequest, event: Event, **more: Any) -> dict[str, Any]:
    words, show = request.GET.get("q", "").strip()[:100], request.GET.get("show", "open")
    counter = DepositCounter.objects.filter(event=event).first()
    return {
        "event": event,
        "counter": counter,
        "counts": counts_of(event),
        "page": Paginator(deposits_of(event, words=words, show=show), 50).get_page(request.GET.get("page")),
        "q": words,
        "show": show,
        "topic": topic(event.pk),
        "history": timeline((COUNTER, counter.pk), limit=12) if counter else [],
    } | more


@require_page(keeps_deposits)
def give(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Give back by tag and name: two fields, and the next one."""
    event, at = event_of(request, ref), site_now(request.site)
    people = [user for user in crew_of(request, at) if user != request.user]
    form = ReturnForm(request.POST or None, people=people, initial={"tag": request.GET.get("tag", "")})
    found = deposit_by_tag(event, form.data.get("tag", "") or request.GET.get("tag", ""))
    if request.method == "POST" and form.is_valid():
        if found is None:
            form.add_error("tag", _("No open deposit of this event has this tag."))
        elif _given(request, found, form, people, form.cleaned_data["tag"]):
            return redirect("reception:give", site_code, ref)
    context = {"event": event, "form": form, "found": found, "counts": counts_of(event)}
    return render(request, "reception/give.html", context, status=422 if form.errors else 200)


@require_page(keeps_deposits)
def one(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One deposit whose tag is lost: described, a second person, given back; or left behind."""
    found = _find(request, pk)
    people = [user for user in crew_of(request, site_now(request.site)) if user != request.user]
    form = ReturnForm(request.POST or None, people=people, tag_asked=False)
    if request.method == "POST" and form.is_valid() and _given(request, found, form, people, ""):
        return redirect("reception:deposits", site_code, found.counter.event.ref)
    context = {"deposit": found, "event": found.counter.event, "form": form}
    return render(request, "reception/deposit.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest, found: Deposit, form: ReturnForm, people: list[Any], tag: str) -> bool:
    data = form.cleaned_data
    witness = next((user for user in people if str(user.pk) == data["witness"]), None)
    told = {name: data[name] for name in ("name", "signature", "described")}
    done = _("Tag %(tag)s: given back.") % {"tag": found.tag}
    return tried(
        request,
        lambda: actions.give_back(
            deposit=found, tag=tag, witness=witness, actor=request.user, at=site_now(request.site), **told
        ),
        done,
        form,
    )


@require_POST
@require_page(keeps_deposits)
def end(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Not collected: lost property. Or it cannot be found."""
    found, at = _find(request, pk), site_now(request.site)
    words = request.POST.get("words", "").strip()[:200]
    if request.POST.get("lost"):
        tried(request, lambda: actions.lost_deposit(deposit=found, reason=words, actor=request.user, at=at))
    else:
        tried(request, lambda: actions.left_behind(deposit=found, place=words, actor=request.user, at=at))
    return redirect("reception:deposits", site_code, found.counter.event.ref)


@require_POST
@require_page(keeps_deposits)
def count(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The counter was counted."""
    event, number = event_of(request, ref), request.POST.get("counted", "")
    if not number.isdecimal() or len(number) > 5:
        messages.error(request, _("Write down how many things you counted."))
    else:
        at = site_now(request.site)
        done = _("Counted: it is right.")
        tried(
            request,
            lambda: actions.count_counter(event=event, counted=int(number), actor=request.user, at=at),
            done,
        )
    return redirect("reception:deposits", site_code, ref)


@require_page(keeps_deposits)
def tag(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The two halves of a tag on a label: one on the thing, one for the guest."""
    found = _find(request, pk)
    return pdf(tag_pdf(found), f"tag-{found.tag}")


def _find(request: HttpRequest, pk: int) -> Deposit:
    rows = Deposit.objects.select_related("item__site", "item__owner", "counter__event__site", "site")
    return get_object_or_404(rows, pk=pk, site=request.site)
