"""What guests need: their own page, and the sheet of kitchen and hall."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event, Refused, guest_of_token, language_of, refuse_over
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.green.actions.needs import COMES, read_note, tell_needs
from guanjia.green.actions.printing import kitchen_pdf
from guanjia.green.forms.needs import DeskNeedsForm, NeedsForm
from guanjia.green.models import GuestNeeds, KitchenNote
from guanjia.green.permissions import asks_needs, orders_meals, sees_needs
from guanjia.green.queries.meals import open_notes
from guanjia.green.queries.needs import needs_page, told_of
from guanjia.green.queries.prayers import prayer_days
from guanjia.green.rules.refusals import GreenRefused
from guanjia.green.views.common import event_of, pdf, pressed, tried
from guanjia.people.public import public_page, require_page

ROBOTS = "X-Robots-Tag"


@never_cache
@public_page
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """The guest's own page: tick, agree, take back. The address is that of the guest's page: forged or replaced is 404.

    A refused answer is 422 with what was typed; a secrecy mark leaves nothing.
    """
    guest = guest_of_token(token)
    if guest is None or guest.event.secrecy == "controlled":
        return _private(render(request, "green/own_gone.html", {"reason": ""}, status=404))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language_of(guest))
        request.LANGUAGE_CODE = translation.get_language()
    site, at = guest.event.site, site_now(guest.event.site)
    context: dict[str, Any] = {"site": site, "guest": guest, "event": guest.event, "token": token}
    try:
        refuse_over(guest, at)
        if guest.answer not in COMES:
            raise Refused("", _("You are not among those who come, so there is nothing to prepare."))
    except Refused as refused:
        return _private(render(request, "green/own_gone.html", context | {"reason": refused.message}, status=410))
    told = told_of(GuestNeeds.objects.filter(guest=guest).first(), guest.person)
    form = NeedsForm(request.POST if request.method == "POST" else None, told=told)
    if request.method == "POST" and form.is_valid():
        try:
            deed = {"codes": form.codes(), "other": form.cleaned_data["other"], "agreed": form.cleaned_data["agreed"]}
            tell_needs(guest=guest, actor=None, at=at, **deed)
            return _private(redirect(f"{request.path}?kept=1"))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            form = NeedsForm(told=told)
            return _private(render(request, "green/own.html", context | {"form": form, "refusal": secret}, status=422))
        except GreenRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    known = bool(told.needs or told.other)
    days = prayer_days(guest.event) if "prayer" in {need.value for need in told.needs} else None
    context |= {"form": form, "known": known, "kept": "kept" in request.GET, "days": days}
    return _private(render(request, "green/own.html", context, status=422 if form.errors else 200))


def _private(response: HttpResponse) -> HttpResponse:
    response[ROBOTS] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"  # with none at all a browser sends no origin and its form is refused
    return response


def _context(request: HttpRequest, event: Event, form: DeskNeedsForm | None = None) -> dict[str, Any]:
    page = needs_page(event)
    return {
        "event": event,
        "page": page,
        "notes": open_notes(event),
        "days": prayer_days(event) if page.prayer else None,
        "form": form or DeskNeedsForm(event=event),
        "may_note": asks_needs(request.user, request.site),
        "may_read": orders_meals(request.user, request.site),
    }


@require_page(sees_needs, write=asks_needs)
def needs(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Counts and places for kitchen and hall. POST notes a need for a guest who asked."""
    event = event_of(request, ref)
    if request.method != "POST":
        return render(request, "green/needs.html", _context(request, event))
    form = DeskNeedsForm(request.POST, event=event)
    if form.is_valid():
        data, at = form.cleaned_data, site_now(request.site)
        told = {"codes": form.codes(), "other": data["other"], "agreed": data["agreed"]}
        if tried(form, lambda: tell_needs(guest=data["guest"], actor=request.user, at=at, how="staff", **told)):
            return redirect("green:needs", site_code, ref)
    return render(request, "green/needs.html", _context(request, event, form), status=422)


@require_page(sees_needs)
def kitchen(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The kitchen sheet as PDF; that it was printed is on record."""
    event = event_of(request, ref)
    return pdf(kitchen_pdf(event=event, actor=request.user, at=site_now(request.site)), f"{ref}-kitchen")


@require_POST
@require_page(orders_meals)
def note_read(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The kitchen has read a late change."""
    rows = KitchenNote.objects.select_related("event", "site")
    note = get_object_or_404(rows, pk=pk, site=request.site)
    if note.event.secrecy == "controlled":
        raise Http404
    pressed(request, lambda: read_note(note=note, actor=request.user, at=site_now(request.site)), _("Noted."))
    return redirect("green:needs", site_code, note.event.ref)
