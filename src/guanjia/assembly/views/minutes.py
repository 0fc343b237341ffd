"""Minutes and the sealed record: drafted, edited, confirmed, sealed, handed out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.assembly.actions.minutes import confirm_minutes, draft_minutes, edit_minutes
from guanjia.assembly.actions.sealing import AUTHORITY, certificates_of, seal_record, stamp_again
from guanjia.assembly.forms.assembly import MinutesForm
from guanjia.assembly.models import Minutes, SealedRecord
from guanjia.assembly.permissions import keeps_assembly, sees_assembly
from guanjia.assembly.queries.packing import package_of, report_on
from guanjia.assembly.rules.refusals import AssemblyRefused, TextStale
from guanjia.assembly.rules.states import AssemblyState, MinutesState
from guanjia.assembly.views.common import assembly_of, number_in, pdf, say_refusal, tried
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, setting, site_now
from guanjia.people.public import require_page


@require_page(sees_assembly, write=keeps_assembly)
def minutes(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The text to read and edit; POST saves. Somebody else saved in between: 409 with both texts, nothing typed is lost."""
    found = assembly_of(request, pk)
    row = Minutes.objects.filter(assembly=found).select_related("assembly__site", "edited_by").first()
    form = MinutesForm(request.POST or None, initial={"text": row.text, "rev": row.rev} if row else None)
    theirs, status = "", 200
    if request.method == "POST":
        if row is None:
            raise Http404
        status = 422
        if form.is_valid():
            try:
                edit_minutes(
                    minutes=row, text=form.cleaned_data["text"], rev=form.cleaned_data["rev"], actor=request.user,
                    at=site_now(request.site),
                )  # fmt: skip
                messages.success(request, _("Saved."))
                return redirect("assembly:minutes", site_code, pk)
            except TextStale as stale:
                theirs, status = stale.now, 409
                form = MinutesForm(initial={"text": form.cleaned_data["text"], "rev": stale.rev})
                messages.error(request, str(stale))
            except (AssemblyRefused, SecretRefused) as refused:
                say_refusal(form, refused)
    records = list(SealedRecord.objects.filter(assembly=found).order_by("-version"))
    context = {
        "assembly": found,
        "event": found.event,
        "minutes": row,
        "form": form,
        "theirs": theirs,
        "keeps": keeps_assembly(request.user, request.site),
        "begun": found.stage is not AssemblyState.PREPARING,
        "over": found.stage is AssemblyState.CLOSED,
        "confirmed": row is not None and row.stage is MinutesState.CONFIRMED,
        "records": [(record, report_on(record, certificates_of(found.site))) for record in records],
        "authority": bool(setting(found.site, AUTHORITY)),
    }
    return render(request, "assembly/minutes.html", context, status=status)


@require_POST
@require_page(keeps_assembly)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Draft from the record, confirm with the chair's name on paper, seal, ask for the time stamp again."""
    found = assembly_of(request, pk)
    who: dict[str, Any] = {"actor": request.user, "at": site_now(request.site)}
    if verb == "draft":
        language = request.POST.get("language") or get_language() or ""
        tried(request, lambda: draft_minutes(assembly=found, language=language, **who), _("Drafted from the record."))
    elif verb == "confirm":
        row = get_object_or_404(Minutes.objects.select_related("assembly__site"), assembly=found)
        name = request.POST.get("name", "")
        tried(
            request,
            lambda: confirm_minutes(minutes=row, rev=number_in(request, "rev"), name=name, **who),
            _("Confirmed."),
        )
    elif verb == "seal":
        tried(request, lambda: seal_record(assembly=found, **who), _("Sealed."))
    elif verb == "stamp":
        record = get_object_or_404(
            SealedRecord.objects.select_related("assembly__site"), assembly=found, pk=number_in(request, "record")
        )
        tried(request, lambda: stamp_again(record=record, **who), _("Asked again."))
    else:
        raise Http404
    return redirect("assembly:minutes", site_code, pk)


@require_page(sees_assembly)
def paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The minutes as PDF."""
    found = assembly_of(request, pk)
    row = get_object_or_404(Minutes, assembly=found)
    return pdf(minutes_pdf(row), f"{found.event.ref}-minutes")


def minutes_pdf(row: Minutes) -> bytes:
    """The minutes on paper: what the text says, and who confirmed it."""
    site = row.assembly.site
    lines = row.text.splitlines()
    signed = f"{row.confirmed_by}  {local(site, row.confirmed_at):%Y-%m-%d %H:%M}" if row.confirmed_at else ""
    data = {
        "title": lines[0] if lines else "",
        "lines": lines[1:],
        "number": row.assembly.event.ref,
        "site": site.name,
        "signed": signed,
        "chair": _("Confirmed by the chair:"),
        "draft": "" if signed else _("Draft, not confirmed"),
        "heads": ["一、二、三、四、五、六、七、八、九、十、"[n : n + 2] for n in range(0, 20, 2)],
    }
    return render_pdf("assembly/minutes.typ", data)


@require_page(sees_assembly)
def package(request: HttpRequest, site_code: str, pk: int, version: int) -> HttpResponse:
    """The sealed record as one file for who wants to check it."""
    found = assembly_of(request, pk)
    record = get_object_or_404(SealedRecord, assembly=found, version=version)
    response = HttpResponse(package_of(record), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.event.ref}-record-{version}.zip"'
    response["Cache-Control"] = "no-store"
    return response
