"""The reader's own notices and how he wants to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.messages.actions import mark_read
from guanjia.foundation.messages.forms import PreferenceForm
from guanjia.foundation.messages.models import Notice, Preference
from guanjia.foundation.messages.notifying import bell_topic
from guanjia.foundation.messages.queries import line, notices_of, unread_count
from guanjia.foundation.sites.public import may, page, site_now
from guanjia.ui.errors import invalid
from guanjia.ui.parts import Pill


@page("member")
@require_safe
def notices(request: HttpRequest, site_code: str) -> HttpResponse:
    """The bell as a list, newest first."""
    site, unread = request.site, request.GET.get("unread") == "1"
    found = Paginator(notices_of(request.user, site, unread=unread), 50).get_page(request.GET.get("page"))
    here = reverse("messages:notices", args=[site_code])
    count = unread_count(request.user, site)
    context = {
        "page": found,
        "lines": [line(notice, site) for notice in found],
        "count": count,
        "pills": [Pill(_("Unread"), here if unread else f"{here}?unread=1", unread, count)],
        "topic": bell_topic(request.user.pk),
        "can_write": may("member", request.user, site, write=True),
    }
    return render(request, "messages/notices.html", context)


@page("member")
@require_POST
def read(request: HttpRequest, site_code: str, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    site = request.site
    notice = get_object_or_404(Notice, pk=notice_id, site=site, user=request.user)
    mark_read(site=site, user=request.user, at=site_now(site), notice_id=notice.pk)
    inside = notice.link.startswith("/") and not notice.link.startswith(("//", "/\\"))
    return redirect(notice.link) if inside else redirect("messages:notices", site_code)


@page("member")
@require_POST
def read_all(request: HttpRequest, site_code: str) -> HttpResponse:
    """Mark all as read."""
    mark_read(site=request.site, user=request.user, at=site_now(request.site))
    return redirect("messages:notices", site_code)


@page("member")
def preferences(request: HttpRequest, site_code: str) -> HttpResponse:
    """Channels, quiet hours and what stays under the bell."""
    found = Preference.objects.filter(user=request.user).first() or Preference(user=request.user)
    form = PreferenceForm(request.site, request.POST if request.method == "POST" else None, instance=found)
    if request.method != "POST":
        return render(request, "messages/preferences.html", {"form": form})
    if not form.is_valid():
        return invalid(request, "messages/preferences.html", {"form": form})
    form.save()
    messages.success(request, _("Your choice is saved."))
    return redirect("messages:preferences", site_code)
