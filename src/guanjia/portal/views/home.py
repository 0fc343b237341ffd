"""The first page of the portal, messages, notices, contact, the devices that are signed in."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.care.public import current_butlers
from guanjia.foundation.messages.public import line, mark_read, notices_of, unread_count
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.homes.public import outages_at
from guanjia.people.public import public_page
from guanjia.portal.actions.accounts import end_device
from guanjia.portal.actions.announcing import mark_opened
from guanjia.portal.actions.outage_notices import source_of
from guanjia.portal.models import Device
from guanjia.portal.queries.announcements import notice_for, notices_for
from guanjia.portal.queries.entrances import entrances_for
from guanjia.portal.rules.shown import span_words
from guanjia.portal.views.resident import public_site, resident_page
from guanjia.servicedesk.public import open_quotes_of

ON_HOME = 3
MOST_QUOTES = 5


@public_page
@require_safe
def gate(request: HttpRequest) -> HttpResponse:
    """Where an address without a site leads: to the only site, or to a list of them."""
    sites = list(Site.objects.filter(rehearsal_of=None).order_by("name")[:50])
    if len(sites) == 1:
        return redirect("portal:home", sites[0].code)
    return render(request, "portal/home/sites.html", {"sites": sites})


@resident_page(history=True)
@require_safe
def home(request: HttpRequest, site_code: str) -> HttpResponse:
    """What a household does most, its open things first."""
    site, at = request.site, site_now(request.site)
    residence = request.residence
    today = local(site, at).date()
    outages = outages_at(site, residence.unit_ids, at)
    said = {source_of(outage) for outage in outages}  # stands above, with its time
    notices = [row for row in notices_for(residence, today) if row.source not in said] if residence.homes else []
    context = _base(request) | {
        "notices": notices[:ON_HOME],
        "outages": [(row, _span(site, row.starts_at, row.expected_end), row.starts_at <= at) for row in outages],
        "entrances": entrances_for(residence, request.user, at),
        "quotes": open_quotes_of(site, [residence.person.pk])[:MOST_QUOTES],
        "unread": unread_count(request.user, site),
        "made_at": at,
    }
    return render(request, "portal/home/home.html", context)


@resident_page
@require_safe
def notices(request: HttpRequest, site_code: str) -> HttpResponse:
    """The notices that concern my homes."""
    today = local(request.site, site_now(request.site)).date()
    return render(
        request, "portal/home/notices.html", _base(request) | {"notices": notices_for(request.residence, today)}
    )


@resident_page
@require_safe
def notice(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One notice; that it was opened is noted."""
    site: Site = request.site
    found = notice_for(request.residence, pk)
    if found is None:
        raise Http404
    mark_opened(announcement=found, user=request.user, at=site_now(site))
    span = _span(site, found.starts_at, found.ends_at)
    return render(request, "portal/home/notice.html", _base(request) | {"notice": found, "span": span})


@resident_page(history=True)
@require_safe
def messages(request: HttpRequest, site_code: str) -> HttpResponse:
    """What we wrote to me, newest first."""
    rows = notices_of(request.user, request.site)[:50]
    return render(
        request, "portal/home/messages.html", _base(request) | {"lines": [line(row, request.site) for row in rows]}
    )


@resident_page(history=True)
@require_POST
def read(request: HttpRequest, site_code: str) -> HttpResponse:
    """Mark one message, or all of them, as read, and go where it leads."""
    site, number = request.site, request.POST.get("notice", "")
    wanted = int(number) if number.isdecimal() else None
    found = notices_of(request.user, site).filter(pk=wanted).first() if wanted else None
    mark_read(site=site, user=request.user, at=site_now(site), notice_id=wanted)
    mine = found is not None and found.link.startswith(reverse("portal:home", args=[site_code]))
    return redirect(found.link if mine else reverse("portal:messages", args=[site_code]))


@resident_page(history=True)
@require_safe
def contact(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom to call: the desk, the butler of my building, emergencies."""
    residence = request.residence
    butlers = current_butlers(request.site).filter(building__in=residence.building_ids)
    return render(request, "portal/home/contact.html", _base(request) | {"butlers": butlers})


@resident_page(history=True)
def account(request: HttpRequest, site_code: str) -> HttpResponse:
    """Where I am signed in; sign another device out."""
    site = request.site
    if request.method == "POST":
        number = request.POST.get("device", "")
        end_device(
            site=site, user=request.user, at=site_now(site), device_id=int(number) if number.isdecimal() else None
        )
        return redirect("portal:account", site_code)
    devices = Device.objects.filter(site=site, user=request.user, ended_at=None).order_by("-seen_at")
    return render(request, "portal/home/account.html", _base(request) | {"devices": devices})


@public_page
@require_safe
def manifest(request: HttpRequest, site_code: str) -> JsonResponse:
    """What a phone needs to put the portal on its screen."""
    site, start = public_site(site_code), reverse("portal:home", args=[site_code])
    icons = [
        {"src": "/ui/icons/icon-192.png", "type": "image/png", "sizes": "192x192"},
        {"src": "/ui/icons/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "any maskable"},
    ]
    body: dict[str, Any] = {
        "id": start, "name": site.name, "short_name": site.name[:12], "start_url": start, "scope": start,
        "display": "standalone", "background_color": "#f6f7f9", "theme_color": "#ffffff", "icons": icons,
    }  # fmt: skip
    return JsonResponse(body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@public_page
@require_safe
def offline(request: HttpRequest, site_code: str) -> HttpResponse:
    """What a phone shows without a network where it has seen nothing yet."""
    site = public_site(site_code)
    return render(request, "portal/home/offline.html", {"site": site, "phone": site.settings.get("phone", "")})


def _span(site: Site, starts_at: datetime | None, ends_at: datetime | None) -> str:
    """From and to on the site's wall clock."""
    return span_words(*(local(site, moment) if moment else None for moment in (starts_at, ends_at)))


def _base(request: HttpRequest) -> dict[str, Any]:
    site = request.site
    return {"residence": request.residence, "phone": site.settings.get("phone", ""), "title_of_site": _("My home")}
