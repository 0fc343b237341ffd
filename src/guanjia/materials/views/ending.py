"""Destruction reports: begun by one, signed by a witness, kept in the archive."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from guanjia.foundation.files.public import url
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.materials.actions.destroying import begin_destruction, keep_report, sign_destruction
from guanjia.materials.forms import DestroyForm
from guanjia.materials.models import Destruction
from guanjia.materials.permissions import destroys_papers, hands_papers, sees_papers
from guanjia.materials.queries.papers import destruction_data
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import Method
from guanjia.materials.views.common import event_of, pdf, tried
from guanjia.people.public import require_page


@require_page(destroys_papers)
def destroy(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Choose recalled papers, say how and where; the witness signs on the report's page."""
    event = event_of(request, ref)
    form = DestroyForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            made = begin_destruction(
                event=event, papers=list(given["papers"]), method=Method(given["method"]), place=given["place"],
                actor=request.user, at=site_now(request.site),
            )  # fmt: skip
            return redirect("materials:destruction", site_code, made.pk)
        except PaperRefused as refused:
            form.add_error(refused.field or None, str(refused))
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("materials:destroy", site_code, ref)
    return render(request, "materials/destroy.html", {"event": event, "form": form}, status=422 if form.errors else 200)


def _made(request: HttpRequest, pk: int) -> Destruction:
    rows = Destruction.objects.select_related("site", "event", "done_by", "watched_by", "report")
    return get_object_or_404(rows.exclude(event__secrecy="controlled"), pk=pk, site=request.site)


@require_page(sees_papers, write=destroys_papers | hands_papers)
def destruction(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A report; whoever watched signs it."""
    made, at = _made(request, pk), site_now(request.site)
    if request.method == "POST":
        if made.watched_by_id is not None:
            keep_report(made, request.user, at)
        else:
            tried(request, lambda: sign_destruction(made=made, actor=request.user, at=at))
        return redirect("materials:destruction", site_code, pk)
    context = {
        "made": made,
        "event": made.event,
        "method": Method(made.method),
        "copies": made.copies.select_related("paper").order_by("paper_id", "serial"),
        "may_sign": made.watched_by_id is None and made.done_by_id != request.user.pk,
        "file": url(made.report) if made.report is not None else "",
    }
    return render(request, "materials/destruction.html", context)


@require_GET
@require_page(sees_papers)
def report(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The report as PDF."""
    made = _made(request, pk)
    return pdf("documents/form.typ", destruction_data(made), made.number)


@require_GET
@require_page(sees_papers)
def archive(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every destruction report of the site, newest first."""
    rows = Destruction.objects.filter(site=request.site).select_related("event", "done_by", "watched_by")
    page = Paginator(rows.order_by("-pk"), 50).get_page(request.GET.get("page"))
    return render(request, "materials/archive.html", {"page": page})
