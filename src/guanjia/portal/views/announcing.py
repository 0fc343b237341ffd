"""The desk's pages of notices: write, publish, copy into the groups, tick who posted where."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.documents.public import qr_svg, render_pdf, render_png
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_staff, require_page
from guanjia.places.public import Building
from guanjia.portal.actions.announcing import (
    AnnouncementRefused,
    add_place,
    change_announcement,
    draft_announcement,
    publish_announcement,
    tick_posting,
    withdraw_announcement,
)
from guanjia.portal.forms.announcement import AnnouncementForm, PlaceForm, WithdrawForm
from guanjia.portal.models import Announcement, PostingPlace
from guanjia.portal.permissions import posts_notices
from guanjia.portal.queries.announcements import announcements, ticks_of, wanted_counts
from guanjia.portal.rules.announcements import AnnouncementState, group_text
from guanjia.portal.rules.shown import span_words
from guanjia.ui.errors import invalid
from guanjia.ui.parts import Pill

FORM = "portal/desk/announcement_form.html"


@require_page(is_staff)
@require_safe
def board(request: HttpRequest, site_code: str) -> HttpResponse:
    """The notices with how far each is posted and read."""
    site, state = request.site, request.GET.get("state", "")
    found = Paginator(announcements(site, state=state), 50).get_page(request.GET.get("page"))
    here, wanted = reverse("portal:announcements", args=[site_code]), wanted_counts(list(found))
    pills = [
        Pill(_(each.label), here if each == state else f"{here}?state={each}", each == state)
        for each in AnnouncementState
    ]
    context = {"page": found, "rows": [(row, wanted.get(row.pk, 0)) for row in found], "pills": pills}
    return render(request, "portal/desk/announcements.html", context | {"can_write": posts_notices(request.user, site)})


@require_page(posts_notices)
def write(request: HttpRequest, site_code: str, number: str | None = None) -> HttpResponse:
    """Draft a notice, or change a draft."""
    site, at = request.site, site_now(request.site)
    found = get_object_or_404(Announcement, site=site, number=number) if number else None
    first = {"kind": request.GET.get("kind", ""), "contact": site.settings.get("phone", "")}
    form = AnnouncementForm(site, found, request.POST or None, initial=first)
    context = {"form": form, "announcement": found}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return invalid(request, FORM, context)
    try:
        if found is None:
            found = draft_announcement(site=site, actor=request.user, at=at, **form.fields_of())
        else:
            change_announcement(announcement=found, actor=request.user, at=at, **form.fields_of())
    except AnnouncementRefused as refused:
        form.add_error(refused.field, str(refused))
        return invalid(request, FORM, context)
    except SecretRefused as secret:
        form.add_error(None, str(secret))
        return invalid(request, FORM, context)
    except MoveRefused:
        messages.error(request, _("The notice was changed or published meanwhile."))
    return redirect("portal:announcement", site_code, found.number)


@require_page(is_staff)
@require_safe
def one(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """A notice: its text to copy, its picture, its ticks, who was told."""
    site: Site = request.site
    found = get_object_or_404(Announcement.objects.select_related("made_by"), site=site, number=number)
    context = {
        "announcement": found,
        "span": _span(found),
        "text": group_text(
            title=found.title, body=found.body, span=_span(found), contact=found.contact, number=found.number,
            link=_link(found), site=site.name,
        ),
        "ticks": ticks_of(found),
        "buildings": Building.objects.filter(site=site, pk__in=found.building_ids),
        "told": found.told.count(),
        "opened": found.told.exclude(read_at=None).count(),
        "can_write": posts_notices(request.user, site),
        "withdraw": WithdrawForm(),
        "place_form": PlaceForm(site),
    }  # fmt: skip
    return render(request, "portal/desk/announcement.html", context)


@require_page(posts_notices)
@require_POST
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Publish, withdraw, tick a place, add a place."""
    site, at, actor = request.site, site_now(request.site), request.user
    found = get_object_or_404(Announcement, site=site, number=number)
    try:
        if verb == "publish":
            count = publish_announcement(announcement=found, actor=actor, at=at)
            messages.success(request, _("Published. %(count)s residents were told on the portal.") % {"count": count})
        elif verb == "withdraw":
            withdraw_announcement(announcement=found, actor=actor, at=at, reason=request.POST.get("reason", ""))
        elif verb == "post":
            place = get_object_or_404(PostingPlace, site=site, pk=typed.number(request.POST.get("place")))
            if not tick_posting(announcement=found, place=place, actor=actor, at=at):
                messages.info(request, _("Somebody has ticked this place before."))
        elif (form := PlaceForm(site, request.POST)).is_valid():
            data = form.cleaned_data
            add_place(site=site, name=data["name"], kind=data["kind"], building_id=data["building"], actor=actor, at=at)
    except MoveRefused:
        messages.error(request, _("The notice was changed or published meanwhile."))
    except (AnnouncementRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("portal:announcement", site_code, number)


@require_page(is_staff)
@require_safe
def paper(request: HttpRequest, site_code: str, number: str, kind: str) -> HttpResponse:
    """The notice as a sheet for the board (pdf) or as a long picture for a group (png)."""
    found = get_object_or_404(Announcement, site=request.site, number=number)
    data = paper_of(found, picture=kind == "png")
    if kind == "png":
        answer = HttpResponse(render_png("portal/notice.typ", data), content_type="image/png")
    else:
        answer = HttpResponse(render_pdf("portal/notice.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.{kind}"'
    return answer


def paper_of(found: Announcement, *, picture: bool) -> dict[str, Any]:
    """What the sheet and the picture show (TMPL-003): title, date, content, contact."""
    when = local(found.site, found.published_at or found.made_at)
    return {
        "site": found.site.name, "title": found.title, "number": found.number, "on": f"{when:%Y-%m-%d}",
        "span": _span(found), "paragraphs": [line for line in found.body.splitlines() if line.strip()],
        "contact": _("Contact: %(contact)s") % {"contact": found.contact}, "qr": qr_svg(_link(found)), "picture": picture,
    }  # fmt: skip


def _span(found: Announcement) -> str:
    site = found.site
    start, end = found.starts_at, found.ends_at
    return span_words(local(site, start) if start else None, local(site, end) if end else None)


def _link(found: Announcement) -> str:
    return f"{settings.ORIGIN}{reverse('portal:notice', args=[found.site.code, found.pk])}"
