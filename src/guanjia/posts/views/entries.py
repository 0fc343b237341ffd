"""One roster entry: put somebody on a post, let somebody stand in, take somebody off."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page
from guanjia.posts.actions.roster import RosterRefused, add_entry, cover, release_entry
from guanjia.posts.forms.roster import CoverForm, EntryForm
from guanjia.posts.models import Roster
from guanjia.posts.permissions import can_see_roster, can_write_roster
from guanjia.posts.views.wording import refusal
from guanjia.ui.errors import invalid


def week_url(request: HttpRequest, day: Any) -> str:
    """The roster of the week of that day."""
    return f"/s/{request.site.code}/posts/?week={day}"


@require_page(can_write_roster)
def entry_add(request: HttpRequest, site_code: str) -> HttpResponse:
    """Put somebody on a post, for one day or several in a row: all of them or none."""
    site, now = request.site, site_now(request.site)
    initial = {"post": request.GET.get("post"), "day": request.GET.get("day"), "repeat_days": 1}
    form = EntryForm(request.POST or None, site=site, at=now, initial=initial)
    context = {"form": form}
    if request.method != "POST":
        return render(request, "posts/entry_form.html", context)
    if not form.is_valid():
        return invalid(request, "posts/entry_form.html", context)
    clean = form.cleaned_data
    try:
        with transaction.atomic():
            for begins, ends in form.spans():
                add_entry(
                    post=clean["post"],
                    user=clean["user"],
                    starts_at=begins,
                    ends_at=ends,
                    shift=clean["shift"],
                    double=clean["double"],
                    at=now,
                    actor=request.user,
                )
    except RosterRefused as error:
        form.add_error(None, refusal(error, site, clean["user"], clean["post"]))
        return invalid(request, "posts/entry_form.html", context)
    return redirect(week_url(request, clean["day"]))


@require_page(can_see_roster)
def entry(request: HttpRequest, site_code: str, entry_id: int) -> HttpResponse:
    """One entry, and for whoever writes rosters the two things to do about it."""
    found = get_object_or_404(
        Roster.objects.select_related("post", "user", "shift", "covers__user"), pk=entry_id, site=request.site
    )
    return render(request, "posts/entry.html", _context(request, found))


@require_page(can_write_roster)
@require_POST
def entry_cover(request: HttpRequest, site_code: str, entry_id: int) -> HttpResponse:
    """Somebody else stands in (换人)."""
    found = get_object_or_404(Roster.objects.select_related("post", "user"), pk=entry_id, site=request.site)
    form = CoverForm(request.POST, site=request.site, at=site_now(request.site))
    if form.is_valid():
        clean = form.cleaned_data
        try:
            cover(
                entry=found,
                by=clean["user"],
                starts_at=form.moment("starts_at"),
                ends_at=form.moment("ends_at"),
                reason=clean["reason"],
                double=clean["double"],
                at=site_now(request.site),
                actor=request.user,
            )
            messages.success(request, _("%(who)s stands in.") % {"who": str(clean["user"])})
            return redirect(week_url(request, local(request.site, found.starts_at).date()))
        except RosterRefused as error:
            form.add_error(None, refusal(error, request.site, clean["user"], found.post))
    return invalid(request, "posts/entry.html", _context(request, found) | {"cover_form": form})


@require_page(can_write_roster)
@require_POST
def entry_release(request: HttpRequest, site_code: str, entry_id: int) -> HttpResponse:
    """Take somebody off the post."""
    found = get_object_or_404(Roster.objects.select_related("post__site"), pk=entry_id, site=request.site)
    release_entry(
        entry=found, at=site_now(request.site), actor=request.user, reason=request.POST.get("reason", "")[:200]
    )
    return redirect(week_url(request, local(request.site, found.starts_at).date()))


def _context(request: HttpRequest, found: Roster) -> dict[str, Any]:
    now = site_now(request.site)
    can_write = can_write_roster(request.user, request.site)
    return {
        "entry": found,
        "day": local(request.site, found.starts_at).date(),
        "can_write": can_write and found.released_at is None and found.ends_at > now,
        "cover_form": CoverForm(site=request.site, at=now) if can_write else None,
    }
