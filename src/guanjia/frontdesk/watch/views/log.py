"""The duty log and the points of the patrol."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.frontdesk.watch.actions.logging import LogRefused, set_point, warn_of_weather, write_log
from guanjia.frontdesk.watch.forms import LogForm, PointForm
from guanjia.frontdesk.watch.models import Checkpoint, LogEntry
from guanjia.frontdesk.watch.permissions import keeps_watch, sets_points
from guanjia.frontdesk.watch.queries.handovers import own_posts
from guanjia.frontdesk.watch.rules.log import LogKind
from guanjia.people.public import is_auditor, is_staff, require_page


@require_page(is_staff, write=keeps_watch)
def log_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The duty log, newest first, and a form for the next line. Lines are corrected by lines."""
    site, at = request.site, site_now(request.site)
    posts = own_posts(request.user, site, at)
    initial = {"at": local(site, at).replace(tzinfo=None, second=0, microsecond=0), "form_key": uuid.uuid4()}
    form = LogForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and posts:
        given = form.cleaned_data
        try:
            write_log(
                site=site,
                post=posts[0],
                kind=LogKind(given["kind"]),
                happened_at=to_utc(site, given["at"].replace(tzinfo=None)),
                text=given["text"],
                handling=given["handling"],
                place=given["place"],
                form_key=given["form_key"],
                actor=request.user,
                at=at,
            )
        except (LogRefused, SecretRefused) as refused:
            form.add_error(getattr(refused, "field", None), str(refused))
        else:
            messages.success(request, _("Written down."))
            return redirect("watch:log", site_code)
    rows = LogEntry.objects.filter(site=site).select_related("author", "post").prefetch_related("corrections__author")
    context = {
        "form": form,
        "page": Paginator(rows.filter(corrects=None), 50).get_page(request.GET.get("page")),
        "keeps": bool(posts) and keeps_watch(request.user, site) and not is_auditor(request.user, site),
        "open": bool(form.errors),
        "key": uuid.uuid4(),
    }
    return render(request, "watch/log.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(keeps_watch)
def correct(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Put a line right by another one; the first stays as it was."""
    site, at = request.site, site_now(request.site)
    wrong = get_object_or_404(LogEntry, site=site, pk=pk, corrects=None)
    try:
        write_log(
            site=site,
            post=wrong.post,
            kind=LogKind.CORRECTION,
            happened_at=at,
            text=request.POST.get("text", "")[:4000],
            form_key=uuid.UUID(request.POST.get("form_key", "")),
            corrects=wrong,
            actor=request.user,
            at=at,
        )
    except (LogRefused, SecretRefused, ValueError) as refused:
        messages.error(request, str(refused))
    return redirect("watch:log", site_code)


@require_page(is_staff, write=sets_points)
def points_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The points of the patrol; managers add and change them here."""
    site = request.site
    chosen = request.GET.get("point", "")
    point = get_object_or_404(Checkpoint, site=site, pk=int(chosen)) if chosen.isdecimal() else None
    form = PointForm(request.POST or None, instance=point, site=site)
    if request.method == "POST" and form.is_valid():
        set_point(site=site, point=form.save(commit=False), actor=request.user, at=site_now(site))
        messages.success(request, _("Saved."))
        return redirect("watch:points", site_code)
    context = {
        "points": Checkpoint.objects.filter(site=site).select_related("place"),
        "form": form,
        "point": point,
        "sets": sets_points(request.user, site) and not is_auditor(request.user, site),
        "warns": keeps_watch(request.user, site) and not is_auditor(request.user, site),
    }
    return render(request, "watch/points.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(keeps_watch)
def weather(request: HttpRequest, site_code: str) -> HttpResponse:
    """Bad weather: every point is owed a visit within the hour (FPAT-006)."""
    words = request.POST.get("words", "")[:200]
    try:
        count = warn_of_weather(site=request.site, words=words, actor=request.user, at=site_now(request.site))
    except (LogRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)s points are visited within the hour.") % {"count": count})
    return redirect("watch:points", site_code)


@require_GET
@require_page(is_staff)
def labels(request: HttpRequest, site_code: str) -> HttpResponse:
    """Labels of the points, 60 x 40 mm, each with the code that the patrol scans."""
    points = Checkpoint.objects.filter(site=request.site, is_open=True)
    rows = [
        {"title": each.name, "lines": [request.site.name], "code": each.code, "qr": qr_svg(each.code)}
        for each in points
    ]
    data = {"labels": rows, "width_mm": 60, "height_mm": 40}
    return HttpResponse(render_pdf("documents/label.typ", data), content_type="application/pdf")
