"""The list of a noun: page, fragment, export, bulk actions and saved views under one address."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import site_of
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.foundation.tables.exporting import as_csv, as_xlsx, export_rows
from guanjia.foundation.tables.listing import list_page, narrowed
from guanjia.foundation.tables.models import SavedView
from guanjia.foundation.tables.table import BulkAction, Table
from guanjia.kernel import typed

Rows = Callable[..., QuerySet[Any]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SELECTED = 5000
KIND = "tables.table"


def list_view(
    table: Table,
    rows: Rows,
    *,
    template: str = "tables/list.html",
    context: Callable[..., dict[str, Any]] | None = None,
) -> Callable[..., HttpResponse | StreamingHttpResponse]:
    """A view of the table. `rows(request, **kwargs)` is what the user may see, `context(request, **kwargs)` more for
    the template. GET shows, `?export=csv|xlsx` exports what is filtered; POST does a bulk action or keeps a view.

    Mount it as `require_page(predicate)(list_view(TABLE, rows))`.
    """

    def show_list(request: HttpRequest, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
        site = site_of(request)
        mine = rows(request, **kwargs)
        if request.method == "POST":
            return _change(table, mine, request, site)
        if form := request.GET.get("export"):
            return export_response(table, narrowed(table, mine, site, request.GET), request, site, form)
        page = list_page(table, mine, request, site)
        extra = context(request, **kwargs) if context else {}
        return render(request, template, {"list": page, "title": table.label, **extra})

    return show_list


def export_response(
    table: Table, rows: QuerySet[Any], request: HttpRequest, site: Site, form: str
) -> HttpResponse | StreamingHttpResponse:
    """The rows as a CSV or Excel download, written down in the journal. Raises PermissionDenied."""
    if table.may_export is not None and not table.may_export(request.user, site):
        raise PermissionDenied
    at = site_now(site)
    changes = {"noun": table.noun, "format": form, "rows": rows.count()}
    record(site=site, at=at, actor=request.user, action="export", subject=(KIND, 0), changes=changes)
    lines = export_rows(table, rows, site)
    name = _file_name(table, local(site, at).date())
    if form == "xlsx":
        response: HttpResponse | StreamingHttpResponse = HttpResponse(
            as_xlsx(lines, title=str(table.label)), content_type=XLSX
        )
    else:
        form, response = "csv", StreamingHttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _file_name(table: Table, on: date) -> str:
    return f"{table.label}-{on:%Y%m%d}"


def _change(table: Table, rows: QuerySet[Any], request: HttpRequest, site: Site) -> HttpResponse:
    if "save_view" in request.POST:
        _save_view(table, request, site)
    elif "drop_view" in request.POST:
        pk = request.POST["drop_view"]
        SavedView.objects.filter(
            site=site, noun=table.noun, owner_id=request.user.pk, pk=pk if pk.isdecimal() else 0
        ).delete()
    elif act := _bulk_action(table, request, site):
        if not (chosen := _chosen(request)):
            messages.warning(request, _("Nothing is selected."))
        elif act.confirm and request.POST.get("confirmed") != "1":
            found = rows.filter(pk__in=chosen)
            return render(request, "tables/confirm.html", {"act": act, "rows": found[:50], "ids": chosen})
        else:
            said = act.run(rows.filter(pk__in=chosen), site=site, actor=request.user, at=site_now(site))
            messages.success(request, said)
    return HttpResponseRedirect(request.get_full_path())


def _bulk_action(table: Table, request: HttpRequest, site: Site) -> BulkAction | None:
    act = next((one for one in table.bulk if one.code == request.POST.get("bulk")), None)
    if act is not None and act.permission is not None and not act.permission(request.user, site):
        raise PermissionDenied
    return act


def _chosen(request: HttpRequest) -> list[int]:
    return typed.numbers(request.POST.getlist("pk")[:MOST_SELECTED])


def _save_view(table: Table, request: HttpRequest, site: Site) -> None:
    name = " ".join(request.POST["save_view"].split())[:60]
    query = request.META.get("QUERY_STRING", "")[:1000]
    if not name:
        messages.error(request, _("Give the view a name."))
        return
    with transaction.atomic():
        SavedView.objects.update_or_create(
            site=site,
            noun=table.noun,
            owner_id=request.user.pk,
            name=name,
            defaults={"query": query, "shared": request.POST.get("shared") == "on"},
        )
    messages.success(request, _("The view is kept."))
