"""Forms: the catalogue, filling one in, signing, printing, entering from paper."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.papers.actions import sheets as actions
from guanjia.papers.actions.printing import print_blank, print_sheet
from guanjia.papers.forms import PrinterForm, SheetForm
from guanjia.papers.models import Printer, Sheet
from guanjia.papers.permissions import fills_forms, sets_printers
from guanjia.papers.queries.lists import phone_of, sheet_list, shown
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import Form, told, wording
from guanjia.papers.rules.sheets import SheetState, may_alter
from guanjia.people.public import is_auditor, is_staff, require_page

ON_PAPER = ("TMPL-001", "TMPL-002", "TMPL-022")
"""What is taken down by hand when the power is out."""
REFUSED = (actions.PaperRefused, SecretRefused, BadValue)


@require_GET
@require_page(is_staff)
def forms_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every form of the house by what it is for, and the newest filled ones."""
    language = get_language() or "zh-hans"
    groups: dict[str, list[tuple[str, str]]] = {}
    for form in FORMS.values():
        groups.setdefault(wording(form.domain, language), []).append((form.code, wording(form.words, language)))
    chosen, state, words = (request.GET.get(name, "") for name in ("form", "state", "q"))
    rows = sheet_list(request.site, form=chosen, state=state, words=words.strip())
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    names = {code: wording(form.words, language) for code, form in FORMS.items()}
    context = {
        "groups": groups.items(),
        "page": page,
        "rows": [(sheet, names.get(sheet.form, sheet.form)) for sheet in page.object_list],
        "names": names.items(),
        "states": list(SheetState),
        "chosen": chosen,
        "state": state,
        "q": words,
        "kept": ON_PAPER,
        "writes": not is_auditor(request.user, request.site),
    }
    return render(request, "papers/forms.html", context)


@require_page(fills_forms)
def fill(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Fill a form in, a new one or (?number=) a reserved or unsigned one; what was typed stays when it is refused."""
    kind = _form(code)
    sheet = _open_sheet(request, code)
    initial = {**sheet.values} if sheet is not None else {}
    form = SheetForm(request.POST or None, form=kind, initial=initial)
    paper = request.POST.get("from_paper") == "on" or (sheet is not None and sheet.stage is SheetState.RESERVED)
    if request.method == "POST" and form.is_valid():
        try:
            done = _fill(request, kind, form.cleaned_data, sheet, paper)
        except REFUSED as refused:
            for name in getattr(refused, "fields", []):
                form.add_error(name if name in form.fields else None, str(refused))
            if not getattr(refused, "fields", []):
                form.add_error(
                    getattr(refused, "field", None) if getattr(refused, "field", "") in form.fields else None,
                    str(refused),
                )
        except MoveRefused:
            messages.error(request, _("It was signed or changed meanwhile; nothing of it is altered."))
        else:
            return redirect("papers:sheet", site_code, done.number)
    context = {
        "form": form,
        "kind": kind,
        "title": wording(kind.words, get_language() or ""),
        "sheet": sheet,
        "paper": paper,
    }
    return render(request, "papers/fill.html", context, status=422 if form.errors else 200)


def _fill(request: HttpRequest, kind: Form, given: dict[str, Any], sheet: Sheet | None, paper: bool) -> Sheet:
    at = site_now(request.site)
    phone = next((given.get(each.code, "") for each in kind.fields if each.kind == "phone"), "")
    filling = actions.Filling(
        values=dict(given),
        from_paper=paper,
        written_at=_written(request, at) if paper else None,
        written_by=request.POST.get("written_by", ""),
        phone=phone,
    )
    corrects = request.POST.get("corrects", "")
    if corrects and sheet is None:
        wrong = get_object_or_404(Sheet, site=request.site, number=corrects)
        return actions.correct_sheet(sheet=wrong, filling=filling, actor=request.user, at=at)
    return actions.fill_sheet(
        site=request.site, code=kind.code, filling=filling, actor=request.user, at=at, sheet=sheet
    )


def _written(request: HttpRequest, at: datetime) -> datetime | None:
    text = request.POST.get("written_at", "")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=local(request.site, at).tzinfo) if text else None
    except ValueError:
        return None


@require_page(is_staff, write=fills_forms)
def sheet_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One form with its number: what stands on it, who signed, its prints; signing and voiding."""
    sheet = _find(request, number)
    kind, language = _form(sheet.form), get_language() or ""
    if request.method == "POST":
        return _act(request, sheet, kind)
    context = {
        "sheet": sheet,
        "title": wording(kind.words, get_language() or ""),
        "lines": [
            (wording(f.words, language), f, value if f.kind == "lines" else told(f, value, language))
            for f, value in shown(kind, sheet, phone_of(sheet))
        ],
        "signers": [(wording(words, get_language() or ""), place) for place, words in enumerate(kind.signers or (("Signed by", "签字"),))],
        "signed": [(wording(tuple(each["words"]), get_language() or ""), each["name"]) for each in sheet.signed],
        "alters": may_alter(sheet.stage) and not is_auditor(request.user, request.site),
        "printers": Printer.objects.filter(site=request.site),
        "history": timeline((actions.SHEET, sheet.pk)),
    }  # fmt: skip
    return render(request, "papers/sheet.html", context)


def _act(request: HttpRequest, sheet: Sheet, kind: Form) -> HttpResponse:
    at = site_now(request.site)
    try:
        if request.POST.get("verb") == "sign":
            names = [request.POST.get(f"signer-{place}", "") for place in range(max(len(kind.signers), 1))]
            actions.sign_sheet(sheet=sheet, names=names, actor=request.user, at=at)
        elif request.POST.get("verb") == "void":
            actions.void_sheet(sheet=sheet, reason=request.POST.get("reason", "")[:300], actor=request.user, at=at)
        else:
            raise Http404
    except REFUSED as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("It was signed or changed meanwhile; nothing of it is altered."))
    return redirect("papers:sheet", request.site.code, sheet.number)


@require_POST
@require_page(fills_forms)
def print_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The form as PDF for the chosen printer; every print is counted, from the second on it is marked."""
    sheet = _find(request, number)
    at = site_now(request.site)
    try:
        if sheet.stage is SheetState.RESERVED:
            pdf = print_blank(site=request.site, form=_form(sheet.form), sheet=sheet, printer=_printer(request), at=at)
            actions.count_print(sheet=sheet, actor=request.user, at=at)
        else:
            before = actions.count_print(sheet=sheet, actor=request.user, at=at)
            pdf = print_sheet(
                form=_form(sheet.form), sheet=sheet, phone=phone_of(sheet), printer=_printer(request), before=before
            )
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect("papers:sheet", site_code, number)
    return _pdf(pdf, number)


@require_GET
@require_page(is_staff)
def blank(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """An empty form without a number, to be filled by hand."""
    pdf = print_blank(
        site=request.site, form=_form(code), sheet=None, printer=_printer(request), at=site_now(request.site)
    )
    return _pdf(pdf, code)


@require_POST
@require_page(fills_forms)
def reserve(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Reserve numbers for blank forms that are printed ahead."""
    count = request.POST.get("count", "")
    try:
        made = actions.reserve_sheets(
            site=request.site, code=_form(code).code, count=int(count) if count.isdecimal() else 0, actor=request.user,
            at=site_now(request.site),
        )  # fmt: skip
    except actions.PaperRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("%(first)s to %(last)s are reserved.") % {"first": made[0].number, "last": made[-1].number}
        )
    return redirect(f"/s/{site_code}/papers/?form={code}&state=reserved")


@require_GET
@require_page(fills_forms)
def enter(request: HttpRequest, site_code: str) -> HttpResponse:
    """Enter a paper by the number or code on it: straight to its form."""
    number = request.GET.get("number", "").strip()
    sheet = Sheet.objects.filter(site=request.site, number__iexact=number).first()
    if sheet is None:
        messages.error(request, _("No form has the number %(number)s.") % {"number": number or "–"})
        return redirect("papers:forms", site_code)
    if may_alter(sheet.stage):
        return redirect(f"/s/{site_code}/papers/forms/{sheet.form}/fill/?number={sheet.number}")
    return redirect("papers:sheet", site_code, sheet.number)


@require_page(is_staff, write=sets_printers)
def printers_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The printers of the site: what they are loaded with and how far they are off."""
    chosen = request.GET.get("printer", "")
    printer = get_object_or_404(Printer, site=request.site, pk=int(chosen)) if chosen.isdecimal() else None
    form = PrinterForm(request.POST or None, instance=printer, site=request.site)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.site = request.site
        row.save()
        messages.success(request, _("Saved."))
        return redirect("papers:printers", site_code)
    context = {
        "printers": Printer.objects.filter(site=request.site),
        "form": form,
        "sets": sets_printers(request.user, request.site) and not is_auditor(request.user, request.site),
    }
    return render(request, "papers/printers.html", context, status=422 if form.errors else 200)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _form(code: str) -> Form:
    if code not in FORMS:
        raise Http404
    return FORMS[code]


def _printer(request: HttpRequest) -> Printer | None:
    chosen = request.POST.get("printer", "") or request.GET.get("printer", "")
    return get_object_or_404(Printer, site=request.site, pk=int(chosen)) if chosen.isdecimal() else None


def _open_sheet(request: HttpRequest, code: str) -> Sheet | None:
    number = request.GET.get("number", "") or request.POST.get("number", "")
    if not number:
        return None
    return get_object_or_404(Sheet, site=request.site, number=number, form=code)


def _find(request: HttpRequest, number: str) -> Sheet:
    return get_object_or_404(
        Sheet.objects.select_related("site", "person", "made_by", "corrects"), site=request.site, number=number
    )
