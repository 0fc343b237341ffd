"""A guest's own page: what, when, where, the code for the door, and the answer. No account; the address is the key."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.agenda.public import programme_rows
from guanjia.assembly.public import room_path_of
from guanjia.conference.public import (
    GUEST,
    Block,
    Guest,
    GuestAnswerForm,
    GuestState,
    Refused,
    answer_invitation,
    calendar_entry,
    code_of,
    guest_of_token,
    language_of,
    letter_head,
    name_substitute,
    programme_of,
    refuse_over,
    tell_wishes,
)
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.public import visit_of_source
from guanjia.people.public import public_page
from guanjia.portal.views.answers import private
from guanjia.wayfinding.public import entrance_way


@never_cache
@public_page
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the guest; a forged or replaced address is 404, an event that is over or called off 410."""
    guest = guest_of_token(token)
    if guest is None:
        return private(render(request, "portal/link_unknown.html", status=404))
    _speak(request, guest)
    base = {"site": guest.event.site, "phone": guest.event.site.settings.get("phone", "")}
    at = site_now(guest.event.site)
    try:
        refuse_over(guest, at)
    except Refused as refused:
        return private(render(request, "portal/link_spent.html", base | {"reason": refused.message}, status=410))
    form = GuestAnswerForm(request.POST or None, initial={"diet": guest.diet, "needs": guest.needs})
    if request.method == "POST" and form.is_valid():
        try:
            _take(guest, form, request.POST.get("answer", ""))
            return private(redirect("portal:guest", token))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            form = GuestAnswerForm()
            base |= {"refusal": str(secret)}
        except BadValue as bad:
            form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        guest = guest_of_token(token) or guest  # as it stands, not as the refused answer would have had it
    context = base | _facts(guest) | {"form": form, "token": token}
    return private(
        render(request, "portal/guest.html", context, status=422 if form.errors or "refusal" in base else 200)
    )


def _take(guest: Guest, form: GuestAnswerForm, answer: str) -> None:
    at = site_now(guest.event.site)
    if answer == "instead":
        name_substitute(guest=guest, draft=form.draft(), at=at)
    elif answer in {"yes", "no"}:
        if answer == "yes":
            tell_wishes(guest=guest, diet=form.cleaned_data["diet"], needs=form.cleaned_data["needs"], at=at)
        answer_invitation(guest=guest, comes=answer == "yes", reason=form.cleaned_data["reason"], at=at)
    else:
        raise Refused("", _("Please choose an answer."))


def ways_of(guest: Guest) -> list[tuple[str, str]]:
    """Each hall of the event with the address of the way from the entrance; nothing where no floor is drawn."""
    rooms = {
        block.room_id: block.room
        for block in Block.objects.filter(event=guest.event, placed=True).select_related("room__site")
    }
    return [(room.name, url) for room in rooms.values() if (url := entrance_way(room))]


def _facts(guest: Guest) -> dict[str, Any]:
    programme = programme_of(guest.event)
    enters = guest.answer in {GuestState.INVITED, GuestState.CONFIRMED}
    return {
        "guest": guest,
        "programme": programme,
        "agenda": programme_rows(guest.event, guest),
        "spans": list(zip(programme.when, (room for _starts, _ends, room in programme.rows), strict=True)),
        "greeting": letter_head(guest, translation.get_language() or ""),
        "qr": qr_image(code_of(guest, guest.event)) if enters else "",
        "gate_pass": visit_of_source((GUEST, guest.pk), site_now(guest.event.site)) if enters else None,
        "meeting": room_path_of(guest) if enters else "",
        "ways": ways_of(guest),
        "open": guest.admitted_at is None and guest.answer is not GuestState.REPLACED,
    }


@never_cache
@public_page
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """The guest's entry for a calendar."""
    guest = guest_of_token(token)
    if guest is None:
        raise Http404
    response = HttpResponse(
        calendar_entry(guest, programme_of(guest.event)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{guest.event.ref}.ics"'
    return private(response)


def _speak(request: HttpRequest, guest: Guest) -> None:
    """The guest's language, until the reader chooses another by the button."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language_of(guest))
        request.LANGUAGE_CODE = translation.get_language()
