"""Labels: kept and printed by the desk, scanned by anybody."""

import secrets

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.files.public import FileRefused, Watermark, store
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import public_page, require_page
from guanjia.servicedesk.actions.labels import find_label, make_label, report_by_label, void_label
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.forms.label import LabelForm, ScanForm
from guanjia.servicedesk.models import Label
from guanjia.servicedesk.permissions import sees_orders, takes_requests

MOST_AN_HOUR = 10


@require_page(sees_orders, write=takes_requests)
def label_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """The labels of the site, and a form for another."""
    form = LabelForm(request.POST or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        label = make_label(
            site=request.site, title=given["title"], unit=given["unit"], place=given["place"], actor=request.user,
            at=site_now(request.site),
        )  # fmt: skip
        return redirect("servicedesk:label", site_code, label.pk)
    rows = Label.objects.filter(site=request.site).select_related("unit", "place", "building").order_by("-pk")
    context = {"form": form, "page": Paginator(rows, 50).get_page(request.GET.get("page"))}
    context["takes"] = takes_requests(request.user, request.site)
    return render(request, "servicedesk/labels.html", context, status=422 if form.errors else 200)


@require_GET
@require_page(sees_orders)
def label_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One label, to be printed."""
    rows = Label.objects.select_related("site", "unit", "place", "building")
    label = get_object_or_404(rows, site=request.site, pk=pk)
    address = request.build_absolute_uri(reverse("report", args=[label.code]))
    context = {"label": label, "address": address, "code": mark_safe(qr_svg(address))}
    return render(request, "servicedesk/label.html", context)


@require_POST
@require_page(takes_requests)
def label_void(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The label counts no more; with `again` another one is made for the same thing."""
    label = get_object_or_404(Label.objects.select_related("site", "unit", "place"), site=request.site, pk=pk)
    try:
        new = void_label(
            label=label, reason=request.POST.get("words", ""), actor=request.user, at=site_now(request.site),
            again=bool(request.POST.get("again")),
        )  # fmt: skip
    except RequestRefused as refused:
        messages.error(request, str(refused))
        return redirect("servicedesk:labels", site_code)
    return redirect("servicedesk:label", site_code, new.pk) if new else redirect("servicedesk:labels", site_code)


@public_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """What a scanned label opens: the place that it was made for, one field, a photo. No account.

    A void or unknown code says so (404). Ten reports an hour from one address, six about one label; the same page sent
    twice makes one request. What was typed stays when something is refused, but for marked text.
    """
    label = find_label(code)
    if label is None:
        return render(request, "servicedesk/report_gone.html", status=404)
    once = secrets.token_urlsafe(12)
    form = ScanForm(request.POST or None, request.FILES or None, initial={"once": once})
    context = {"label": label, "site": label.site, "form": form, "phone": label.site.settings.get("phone", "")}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _take(request, label, form, context)
        except SecretRefused as refused:
            context["form"] = ScanForm(initial={"once": once})
            context["refusal"], status = str(refused), 422
        except (RequestRefused, FileRefused) as refused:
            context["refusal"] = str(refused)
            status = 429 if isinstance(refused, RequestRefused) else 422
    return render(request, "servicedesk/report.html", context, status=422 if form.errors else status)


def _take(request: HttpRequest, label: Label, form: ScanForm, context: dict[str, object]) -> HttpResponse:
    site, at, given = label.site, site_now(label.site), form.cleaned_data
    if _too_many(request):
        raise RequestRefused(_("Too many reports from your address. Please ring the desk or try again in an hour."))
    mark = Watermark(site.name, label.title, f"{local(site, at):%Y-%m-%d %H:%M}", "")
    files = [
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=None, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    ]
    row = report_by_label(
        label=label, title=given["title"], name=given["name"], phone=given["phone"],
        elsewhere=given["elsewhere"] if given["here"] == "no" else "", file_ids=files,
        source_key=f"scan:{label.pk}:{given['once']}", at=at,
    )  # fmt: skip
    return render(request, "servicedesk/report_done.html", context | {"row": row})


def _too_many(request: HttpRequest) -> bool:
    """Count this try; whether its address has had its share of the hour."""
    key = f"report:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return False
