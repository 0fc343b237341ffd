"""Taking over an old system's requests on the screen: the file, its columns, what became of it."""

import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileRefused, StoredFile, content_of, store
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import is_manager, require_page
from guanjia.servicedesk.actions.filereading import Opened, UnreadableFile, open_file
from guanjia.servicedesk.actions.importing import columns_for, import_requests, save_columns
from guanjia.servicedesk.forms.columns import ColumnsForm, FileForm

KINDS = ("text/csv", "text/plain")
SHOWN = 3
MOST_ROWS = 20_000


@require_page(is_manager)
def file_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Choose the file; it is kept, and its columns are asked for next."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, at = form.cleaned_data["file"], site_now(request.site)
        try:
            open_file(upload.file)
            upload.seek(0)
            kept = store(site=request.site, upload=upload, name=upload.name, actor=request.user, at=at, kinds=KINDS)
        except (FileRefused, UnreadableFile) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("servicedesk:import_columns", site_code, kept.pk)
    return render(request, "servicedesk/import_file.html", {"form": form}, status=422 if form.errors else 200)


@require_page(is_manager)
def columns_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Say which column is which, as proposed or otherwise; then the file is taken over. The mapping stays for its header.

    A file of more than 20,000 rows is taken over at the command line, by the mapping saved here.
    """
    opened = _opened(request, pk)
    form = ColumnsForm(request.POST or None, header=opened.header, proposed=columns_for(request.site, opened))
    if request.method == "POST" and form.is_valid():
        at = site_now(request.site)
        try:
            save_columns(site=request.site, opened=opened, columns=form.columns(), actor=request.user, at=at)
        except UnreadableFile as refused:
            form.add_error(None, str(refused))
        else:
            return _take(request, opened, form)
    context = {"form": form, "header": opened.header, "sample": opened.sample[:SHOWN]}
    return render(request, "servicedesk/import_columns.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, pk: int) -> Opened:
    file = get_object_or_404(StoredFile, site=request.site, pk=pk, stored_by_id=request.user.pk)
    try:
        return open_file(io.BytesIO(content_of(file) or b""))
    except UnreadableFile:
        raise Http404 from None


def _take(request: HttpRequest, opened: Opened, form: ColumnsForm) -> HttpResponse:
    rows = sum(1 for _row in opened.rows())
    if rows > MOST_ROWS:
        words = _("The columns are saved. A file of %(rows)d rows is taken over at the command line: import-requests.")
        form.add_error(None, words % {"rows": rows})
        context = {"form": form, "header": opened.header, "sample": opened.sample[:SHOWN]}
        return render(request, "servicedesk/import_columns.html", context, status=422)
    report = import_requests(
        site=request.site, stream=opened.stream, actor=request.user, at=site_now(request.site), columns=form.columns()
    )
    back = reverse("servicedesk:requests", args=[request.site.code])
    context = {"report": report, "figures": report.as_json(), "rejected": report.rejected[:500], "back": back}
    return render(request, "servicedesk/import_done.html", context)
