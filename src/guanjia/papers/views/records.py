"""The register of documents, and the outage pack."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.foundation.files.public import FileRefused, store, url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.papers.actions import pack, records
from guanjia.papers.actions.sheets import PaperRefused
from guanjia.papers.forms import RecordForm
from guanjia.papers.models import Record
from guanjia.papers.permissions import keeps_archive
from guanjia.papers.queries.lists import copies_of, record_list
from guanjia.papers.rules.records import Access, RecordClass, RecordState, may_destroy
from guanjia.people.public import User, is_auditor, is_manager, is_staff, require_page, users_with_role

KINDS = ("application/pdf", "image/jpeg", "image/png")
REFUSED = (PaperRefused, SecretRefused, FileRefused)


@require_page(is_staff, write=keeps_archive)
def records_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The register: what came in, where it is, who has it; entering the next."""
    site = request.site
    form = RecordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _register(request, form.cleaned_data)
        except REFUSED as refused:
            named = [name for name in getattr(refused, "fields", []) if name in form.fields]
            form.add_error(named[0] if named else None, str(refused))
        else:
            return redirect("papers:record", site_code, row.number)
    kind, show, words = (request.GET.get(name, "") for name in ("kind", "show", "q"))
    rows = record_list(request.user, site, kind=kind, show=show, words=words.strip())
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "form": form,
        "kinds": list(RecordClass),
        "kind": kind,
        "show": show,
        "q": words,
        "keeps": keeps_archive(request.user, site) and not is_auditor(request.user, site),
    }
    return render(request, "papers/records.html", context, status=422 if form.errors else 200)


def _register(request: HttpRequest, given: dict[str, Any]) -> Record:
    at = site_now(request.site)
    files = []
    if given["copy"] is not None:
        file = store(
            site=request.site, upload=given["copy"], name=given["copy"].name, actor=request.user, at=at, kinds=KINDS
        )
        files.append(file.pk)
    paperwork = records.Paperwork(
        title=given["title"],
        kind=RecordClass(given["kind"]),
        made_on=given["made_on"],
        origin=given["origin"],
        access=Access(given["access"]),
        shelf=given["shelf"],
        file_ids=files,
    )
    return records.register_record(site=request.site, paperwork=paperwork, actor=request.user, at=at)


@require_page(is_staff, write=keeps_archive)
def record_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One document: its class and keeping, every hand it went through, its copies, what may be done next."""
    row = get_object_or_404(record_list(request.user, request.site, show="all").select_related("site"), number=number)
    if request.method == "POST":
        return _act(request, row)
    today = local(request.site, site_now(request.site)).date()
    context = {
        "record": row,
        "transfers": row.transfers.select_related("giver", "witness"),
        "copies": [(file.name, url(file)) for file in copies_of(row)],
        "colleagues": [
            user for user in users_with_role(request.site, at=site_now(request.site)) if user.pk != request.user.pk
        ],
        "keeps": keeps_archive(request.user, request.site) and not is_auditor(request.user, request.site),
        "manages": is_manager(request.user, request.site),
        "may_destroy": row.stage is RecordState.ARCHIVED and may_destroy(row.keep_until, bool(row.held), today),
        "history": timeline((records.RECORD, row.pk)),
    }
    return render(request, "papers/record.html", context)


def _act(request: HttpRequest, row: Record) -> HttpResponse:
    at, given = site_now(request.site), request.POST
    common: dict[str, Any] = {"row": row, "actor": request.user, "at": at}
    chosen = given.get("witness", "")
    witness = User.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    try:
        verb = given.get("verb", "")
        if verb == "hand_on":
            records.hand_on(
                taker=given.get("taker", ""), signature=given.get("signature", ""), purpose=given.get("purpose", ""),
                due_on=typed.day(given.get("due_on")), witness=witness, **common,
            )  # fmt: skip
        elif verb == "take_back":
            records.take_back(shelf=given.get("shelf", ""), **common)
        elif verb == "lose":
            records.lose_record(words=given.get("words", ""), **common)
        elif verb == "archive":
            records.archive_record(shelf=given.get("shelf", ""), **common)
        elif verb == "hold" and is_manager(request.user, request.site):
            records.hold_record(reason=given.get("reason", ""), **common)
        elif verb == "destroy":
            records.destroy_record(how=given.get("how", ""), witness=witness, **common)
        else:
            raise Http404
    except REFUSED as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("This has been done already."))
    return redirect("papers:record", request.site.code, row.number)


@require_page(is_staff)
def pack_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The outage pack: the newest ones to print or put on a stick, and making one now."""
    if request.method == "POST":
        pack.make_pack(site=request.site, at=site_now(request.site))
        return redirect("papers:pack", site_code)
    context = {"packs": [file.stem for file in pack.packs_of(request.site)[:26]], "sections": pack.sections()}
    return render(request, "papers/pack.html", context)


@require_GET
@require_page(is_staff)
def pack_file(request: HttpRequest, site_code: str, name: str) -> HttpResponseBase:
    """One pack."""
    file = next((each for each in pack.packs_of(request.site) if each.stem == name), None)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), content_type="application/pdf", filename=file.name)
