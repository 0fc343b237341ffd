"""The guest list and its papers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.guests import Draft, add_guests, move_guest, reissue_code, send_substitute
from guanjia.conference.forms.guest import GuestForm
from guanjia.conference.models import Event, Guest
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.queries.guests import guest_rows, head_count
from guanjia.conference.queries.invitations import welcome_script
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.tables import GUESTS, guest_importer
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import Importer, list_view
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404."""
    return get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)


def importer(request: HttpRequest, site_code: str, ref: str) -> Importer:
    """The importer of the event's guests."""
    return guest_importer(event_of(request, ref))


def _rows(request: HttpRequest, site_code: str, ref: str) -> Any:
    return guest_rows(event_of(request, ref))


def _context(request: HttpRequest, site_code: str, ref: str) -> dict[str, Any]:
    event = event_of(request, ref)
    return {
        "event": event,
        "count": head_count(event),
        "form": GuestForm(),
        "can_plan": can_plan(request.user, request.site),
    }


guest_list = require_page(can_see_conferences, write=can_plan)(
    list_view(GUESTS, _rows, template="conference/guests.html", context=_context)
)


@require_POST
@require_page(can_plan)
def add(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Add one guest by hand; who is on the list already stays once."""
    event = event_of(request, ref)
    form = GuestForm(request.POST)
    if form.is_valid():
        try:
            made = add_guests(event=event, drafts=[form.draft()], actor=request.user, at=site_now(request.site))
            if not made:
                messages.info(request, _("%(name)s is on the list already.") % {"name": form.cleaned_data["name"]})
            return redirect("conference:guests", site_code, ref)
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
            return redirect("conference:guests", site_code, ref)
    return render(request, "conference/guest_form.html", {"event": event, "form": form}, status=422)


def _typed(request: HttpRequest, name: str, most: int) -> str:
    """What was typed, or Refused where it is too long or holds what nobody types."""
    text = request.POST.get(name, "").strip()
    if len(text) > most or not text.isprintable():
        raise Refused(name, _("At most %(most)s letters, in one line.") % {"most": most})
    return text


def _write(request: HttpRequest, found: Guest) -> HttpResponse:
    """Do what the button says, and where to go then."""
    verb, who = request.POST.get("verb", ""), {"actor": request.user, "at": site_now(request.site)}
    if verb == "substitute":
        draft = Draft(_typed(request, "name", 80))
        if not draft.name:
            raise Refused("name", _("Who stands in?"))
        send_substitute(guest=found, draft=draft, **who)
    elif verb == "new_code":
        reissue_code(guests=[found], **who)
        messages.success(request, _("A new code is on its way: the one of before no longer opens."))
        return redirect("conference:guest", request.site.code, found.event.ref, found.pk)
    elif verb in set(GuestState):
        move_guest(guest=found, to=GuestState(verb), reason=_typed(request, "reason", 200), **who)
    else:
        raise Http404
    return redirect("conference:guests", request.site.code, found.event.ref)


@require_page(can_plan)
def guest(request: HttpRequest, site_code: str, ref: str, guest_id: int) -> HttpResponse:
    """One guest: the answer, an excuse, a substitute."""
    event = event_of(request, ref)
    found = get_object_or_404(Guest.objects.select_related("event__site", "delegation"), pk=guest_id, event=event)
    if request.method == "POST":
        try:
            return _write(request, found)
        except (Refused, MoveRefused, SecretRefused) as refused:
            messages.error(request, str(refused))
        except BadValue as bad:
            messages.error(request, _(bad.reason))
        found.refresh_from_db(fields=["state"])
    context = {
        "event": event,
        "guest": found,
        "own_page": guest_path(found),
        "script": welcome_script(found, event.title),
    }
    return render(request, "conference/guest.html", context)
