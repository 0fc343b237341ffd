"""A form as PDF for the printer at hand (FIELD 9)."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import Site, local
from guanjia.papers.models import Printer, Sheet
from guanjia.papers.queries.lists import shown
from guanjia.papers.rules.forms import Form, told, wording
from guanjia.papers.rules.paper import FORMATS, Paper, copy_mark

BLANK = " " * 12


def print_sheet(*, form: Form, sheet: Sheet, phone: str, printer: Printer | None, before: int) -> bytes:
    """The filled form; from the second print on marked as a reprint. Never inside a transaction."""
    language = get_language() or "zh-hans"
    fields = []
    for field, value in shown(form, sheet, phone):
        if field.kind == "lines":
            fields.append(
                {
                    "label": wording(field.words, language),
                    "heads": [wording(c, language) for c in field.columns],
                    "rows": value,
                }
            )
        else:
            text = told(field, value, language)
            fields.append({"label": wording(field.words, language), "text": text, "wide": field.kind == "long"})
    signed = {each["words"][1]: each["name"] for each in sheet.signed}
    signers = [{"label": wording(words, language), "name": signed.get(words[1], "")} for words in form.signers]
    mark = copy_mark(before)
    data = {
        "number": sheet.number,
        "copy": _("Reprint %(count)s") % {"count": mark} if mark else "",
        "fields": fields,
        "signers": signers,
        "qr": qr_svg(sheet.number),
    }
    return _render(sheet.site, form, printer, data, sheet.made_at, language)


def print_blank(*, site: Site, form: Form, sheet: Sheet | None, printer: Printer | None, at: datetime) -> bytes:
    """The empty form, with the reserved number and its code where there is one."""
    language = get_language() or "zh-hans"
    fields: list[dict[str, Any]] = []
    for field in form.fields:
        words = wording(field.words, language)
        if field.kind == "lines":
            heads = [wording(each, language) for each in field.columns]
            fields.append({"label": words, "heads": heads, "rows": [[BLANK] * len(heads)] * 8})
        elif field.kind == "choice":
            options = "   ".join(f"□ {wording(each, language)}" for each in field.options)
            fields.append({"label": words, "text": options, "wide": False})
        else:
            fields.append(
                {"label": words, "text": "\n\n" if field.kind == "long" else BLANK, "wide": field.kind == "long"}
            )
    data = {
        "number": sheet.number if sheet is not None else "",
        "copy": "",
        "fields": fields,
        "signers": [{"label": wording(each, language), "name": ""} for each in form.signers],
        "qr": qr_svg(sheet.number) if sheet is not None else "",
    }
    return _render(site, form, printer, data, at, language)


def _render(
    site: Site, form: Form, printer: Printer | None, data: dict[str, Any], at: datetime, language: str
) -> bytes:
    paper = Paper(printer.paper) if printer is not None else form.paper
    shape = FORMATS[paper]
    plies = [_("Office copy"), _("Technician's copy"), _("Customer's copy")][: shape.plies] if shape.plies > 1 else [""]
    page = {
        "wide": shape.wide,
        "high": shape.high,
        "edge": shape.edge,
        "points": shape.points,
        "narrow": shape.narrow,
        "offset_x": float(printer.offset_x) if printer is not None else 0.0,
        "offset_y": float(printer.offset_y) if printer is not None else 0.0,
        "plies": " / ".join(plies),
        "site": site.name,
        "title": wording(form.words, language),
        "made": f"{local(site, at):%Y-%m-%d %H:%M}",
    }
    return render_pdf("papers/sheet.typ", data | page)
