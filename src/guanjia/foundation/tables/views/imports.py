"""The pages of an import: send a sheet, see what would happen, take it over, get the bad rows back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileRefused, site_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables import importing
from guanjia.foundation.tables.exporting import as_xlsx
from guanjia.foundation.tables.importer import Importer
from guanjia.foundation.tables.importing import ImportRefused, Reading
from guanjia.foundation.tables.models import ImportRun
from guanjia.foundation.tables.rules.sheets import column_letter
from guanjia.foundation.tables.views.lists import XLSX

Maker = Callable[..., Importer]
Guard = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]
SHOWN_PROBLEMS = 200
SAMPLE_ROWS = 5


def import_urls(prefix: str, name: str, maker: Maker, guard: Guard) -> list[URLPattern]:
    """The addresses of an import under `prefix` ("guests/import/"), named `<name>`, `<name>_run`, `<name>_bad`,
    `<name>_sample`.

    `maker(request, **kwargs)` makes the importer from the address (raise Http404 there); `guard` is the page rule, such
    as require_page(can_import).
    """
    pages = _Pages(name, maker)
    return [
        path(prefix, guard(pages.send), name=name),
        path(f"{prefix}sample.xlsx", guard(pages.sample), name=f"{name}_sample"),
        path(f"{prefix}<int:run_id>/", guard(pages.run), name=f"{name}_run"),
        path(f"{prefix}<int:run_id>/bad.xlsx", guard(pages.bad), name=f"{name}_bad"),
    ]


class _Pages:
    """The views of one import. The namespace of an address is the one it was asked under."""

    def __init__(self, name: str, maker: Maker) -> None:
        self.name, self.maker = name, maker
        self.send, self.run, self.bad, self.sample = self._send(), self._run(), self._bad(), self._sample()

    def address(self, request: HttpRequest, part: str, kwargs: dict[str, Any]) -> str:
        match = request.resolver_match
        space = f"{match.namespace}:" if match and match.namespace else ""
        return reverse(f"{space}{self.name}{part}", kwargs=kwargs)

    def _send(self) -> Callable[..., HttpResponse]:
        def send_sheet(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            importer, error = self.maker(request, **kwargs), ""
            if request.method == "POST":
                try:
                    run = _preview(importer, request)
                    return HttpResponseRedirect(self.address(request, "_run", {**kwargs, "run_id": run.pk}))
                except (FileRefused, SecretRefused, ImportRefused) as refusal:
                    error = str(refusal)
            runs = ImportRun.objects.filter(site=site_of(request), noun=importer.noun, scope=importer.scope)
            shown = {
                "importer": importer,
                "error": error,
                "sample": self.address(request, "_sample", kwargs),
                "runs": [
                    (run, self.address(request, "_run", {**kwargs, "run_id": run.pk}))
                    for run in runs.order_by("-pk")[:20]
                ],
            }
            return render(request, "tables/import_send.html", shown, status=422 if error else 200)

        return send_sheet

    def _run(self) -> Callable[..., HttpResponse]:
        def show_run(request: HttpRequest, run_id: int, **kwargs: Any) -> HttpResponse:
            importer = self.maker(request, **kwargs)
            run, error = _own_run(request, importer, run_id), ""
            if request.method == "POST":
                try:
                    return self._step(request, importer, run, kwargs)
                except ImportRefused as refusal:
                    error = str(refusal)
            return render(
                request,
                "tables/import_run.html",
                self._shown(request, importer, run, error, kwargs),
                status=422 if error else 200,
            )

        return show_run

    def _step(self, request: HttpRequest, importer: Importer, run: ImportRun, kwargs: dict[str, Any]) -> HttpResponse:
        at = site_now(run.site)
        if "drop" in request.POST:
            importing.drop(run, actor=request.user, at=at)
            return HttpResponseRedirect(self.address(request, "", kwargs))
        if "remap" in request.POST:
            importing.remap(
                run, importer=importer, mapping=_mapping(request, importer), policy=request.POST.get("policy", "")
            )
        elif "apply" in request.POST:
            run = importing.apply(run, importer=importer, actor=request.user, at=at)
            messages.success(
                request,
                _("%(created)d new, %(updated)d changed, %(unchanged)d as before, %(bad)d not taken over.")
                % run.counts,
            )
        return HttpResponseRedirect(self.address(request, "_run", {**kwargs, "run_id": run.pk}))

    def _shown(
        self, request: HttpRequest, importer: Importer, run: ImportRun, error: str, kwargs: dict[str, Any]
    ) -> dict[str, Any]:
        reading: Reading | None = None
        if run.state == "preview" and run.file is not None:
            try:
                reading = importing.read(importer, run.site, run.file, run.mapping)
            except ImportRefused as refusal:
                error = error or str(refusal)
        labels = reading.header.labels if reading else []
        return {
            "importer": importer,
            "run": run,
            "error": error,
            "columns": [(number, f"{column_letter(number)} {label}") for number, label in enumerate(labels)],
            "fields": [(one, run.mapping.get(one.name)) for one in importer.fields],
            "missing": [one for one in importer.fields if one.required and one.name not in run.mapping],
            "problems": run.problems[:SHOWN_PROBLEMS],
            "more_problems": max(0, len(run.problems) - SHOWN_PROBLEMS),
            "sample_rows": [
                (row.number, ["***" if one.secret else row.values[one.name] for one in importer.fields])
                for row in (reading.good if reading else [])[:SAMPLE_ROWS]
            ],
            "bad_url": self.address(request, "_bad", {**kwargs, "run_id": run.pk}) if run.counts.get("bad") else "",
            "again_url": self.address(request, "", kwargs),
        }

    def _bad(self) -> Callable[..., HttpResponse]:
        def bad_rows(request: HttpRequest, run_id: int, **kwargs: Any) -> HttpResponse:
            importer = self.maker(request, **kwargs)
            run = _own_run(request, importer, run_id)
            if run.file is None:
                raise Http404
            try:
                lines = importing.bad_lines(run, importer)
            except ImportRefused:
                raise Http404 from None
            return _download(as_xlsx(iter(lines)), f"{run.file_name.rsplit('.', 1)[0]}-{_('to correct')}.xlsx")

        return bad_rows

    def _sample(self) -> Callable[..., HttpResponse]:
        def sample_sheet(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            importer = self.maker(request, **kwargs)
            head = [f"{one.label}*" if one.required else str(one.label) for one in importer.fields]
            return _download(as_xlsx(iter([head])), f"{importer.label}.xlsx")

        return sample_sheet


def _preview(importer: Importer, request: HttpRequest) -> ImportRun:
    upload = request.FILES.get("file")
    if upload is None:
        raise ImportRefused(_("Choose a file."))
    site = site_of(request)
    return importing.preview(
        importer=importer, site=site, upload=upload, name=upload.name or "", actor=request.user, at=site_now(site)
    )


def _own_run(request: HttpRequest, importer: Importer, run_id: int) -> ImportRun:
    runs = ImportRun.objects.filter(site=site_of(request), noun=importer.noun, scope=importer.scope)
    run = runs.select_related("site", "file").filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def _mapping(request: HttpRequest, importer: Importer) -> dict[str, int]:
    chosen = ((one.name, request.POST.get(f"column_{one.name}", "")) for one in importer.fields)
    return {name: int(column) for name, column in chosen if column.isdecimal() and len(column) < 4}


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
