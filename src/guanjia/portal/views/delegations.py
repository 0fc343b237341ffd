"""The page by which an organisation answers for its people: who comes, who asks for leave, who comes instead, who else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.conference.public import (
    NEW_LINES,
    Delegation,
    Guest,
    GuestState,
    Refused,
    answer_for_delegation,
    delegation_by_token,
    programme_of,
    refuse_late,
    reply_of,
)
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import public_page
from guanjia.portal.views.answers import private

SETTLED = frozenset({GuestState.REPLACED, GuestState.WITHDRAWN})


@never_cache
@public_page
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The organisation's list and its answer. A forged or replaced link is 404, a late one 410; a bad answer keeps what was typed."""
    delegation = delegation_by_token(token)
    if delegation is None:
        return private(render(request, "portal/link_unknown.html", status=404))
    base: dict[str, Any] = {"site": delegation.site, "phone": delegation.site.settings.get("phone", "")}
    at = site_now(delegation.site)
    try:
        refuse_late(delegation, at)
    except Refused as refused:
        return private(render(request, "portal/link_spent.html", base | {"reason": refused.message}, status=410))
    typed, guests = request.POST, _guests(delegation)
    if request.method == "POST":
        try:
            answer_for_delegation(delegation=delegation, reply=reply_of(request.POST, guests), at=at)
            return private(redirect(f"{request.path}?done=1"))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            base |= {"refusal": str(secret)}
            typed = type(typed)()
        except Refused as refused:
            base |= {"refusal": refused.message}
        except BadValue as bad:
            base |= {"refusal": _(bad.reason)}
    context = base | {
        "delegation": delegation,
        "programme": programme_of(delegation.event),
        "until": f"{local(delegation.site, delegation.reply_until):%Y-%m-%d %H:%M}" if delegation.reply_until else "",
        "lines": [_line(guest, typed) for guest in guests],
        "answers": (("yes", _("Comes")), ("no", _("Asks for leave")), ("instead", _("Somebody comes instead"))),
        "new_lines": [_new_line(n, typed) for n in range(1, NEW_LINES + 1)],
        "typed_name": typed.get("name", delegation.contact_name),
        "done": request.GET.get("done") and "refusal" not in base,
    }
    return private(render(request, "portal/delegation.html", context, status=422 if "refusal" in base else 200))


def _guests(delegation: Delegation) -> list[Guest]:
    rows = Guest.objects.filter(delegation=delegation).exclude(name="").exclude(state=GuestState.WITHDRAWN)
    return list(rows.order_by("rank_no", "pk"))


def _line(guest: Guest, typed: Any) -> dict[str, Any]:
    given = {GuestState.CONFIRMED: "yes", GuestState.EXCUSED: "no"}.get(guest.answer, "")
    line = {name: typed.get(f"{name}-{guest.pk}", "") for name in ("reason", "instead", "instead_position")}
    return line | {
        "guest": guest,
        "settled": guest.answer in SETTLED or guest.admitted_at is not None,
        "chosen": typed.get(f"answer-{guest.pk}", given),
        "open": any(line.values()),
    }


def _new_line(n: int, typed: Any) -> dict[str, Any]:
    return {"n": n} | {name: typed.get(f"new_{name}-{n}", "") for name in ("name", "position", "phone", "email")}
