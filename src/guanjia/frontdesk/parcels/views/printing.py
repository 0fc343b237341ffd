"""Labels and registers on paper (TMPL-022, TMPL-023, FIELD 9)."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.custody.public import Item, ItemKind
from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.parcels.models import GatePass, Parcel
from guanjia.frontdesk.parcels.permissions import keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.registers import item_rows, parcel_rows
from guanjia.people.public import require_page

SIZES = {"40x30": (40, 30), "60x40": (60, 40)}
REGISTER_DAYS = 7
MOST_ROWS = 500


@require_GET
@require_page(keeps_counter)
def label(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The label of a parcel for a thermal printer; its QR code holds the tag, never the pick-up code."""
    rows = Parcel.objects.select_related("item__unit")
    parcel = get_object_or_404(rows, site=request.site, item__number=number)
    item, size = parcel.item, SIZES.get(request.GET.get("size", ""), SIZES["60x40"])
    lines = [
        item.unit.code if item.unit is not None else _("Recipient unknown"),
        f"…{parcel.tracking_number[-4:]}",
        f"{local(request.site, item.taken_at):%m-%d %H:%M}",
    ]
    data = {
        "labels": [{"title": item.shelf, "lines": lines, "code": item.number, "qr": qr_svg(item.number)}],
        "width_mm": size[0],
        "height_mm": size[1],
    }
    return _pdf(render_pdf("documents/label.typ", data), item.number)


@require_GET
@require_page(sees_parcels)
def register(request: HttpRequest, site_code: str, kind: str) -> HttpResponse:
    """The register of the last seven days: parcels (TMPL-022), storage (TMPL-023), things lent and returned (TMPL-013)."""
    at = site_now(request.site)
    since = at - timedelta(days=REGISTER_DAYS)
    if kind == "parcels":
        rows = Parcel.objects.filter(site=request.site, item__taken_at__gte=since)
        heads, lines = parcel_rows(request.site, rows.order_by("item__taken_at")[:MOST_ROWS])
        title = _("Parcel register")
    else:
        kinds = [ItemKind.STORAGE] if kind == "storage" else [ItemKind.LOAN, ItemKind.EQUIPMENT_RETURN]
        things = Item.objects.filter(site=request.site, kind__in=kinds, taken_at__gte=since).order_by("taken_at")
        heads, lines = item_rows(request.site, things[:MOST_ROWS])
        title = _("Storage register") if kind == "storage" else _("Equipment return record")
    data = {
        "site": request.site.name,
        "title": title,
        "printed": f"{local(request.site, at):%Y-%m-%d %H:%M}",
        "landscape": True,
        "sections": [{"heads": heads, "rows": lines}],
        "signatures": [_("Receptionist"), _("Duty manager")],
    }
    return _pdf(render_pdf("documents/form.typ", data), kind)


@require_GET
@require_page(sees_parcels)
def pass_sheet(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The gate pass on paper with its QR code, which the gate checks once."""
    rows = GatePass.objects.select_related("unit", "applicant", "consent_by")
    row = get_object_or_404(rows, site=request.site, number=number)
    consent = f"{row.consent_by.name} · {row.consent_how}" if row.consent_by is not None else _("The owner asks")
    data = {
        "site": request.site.name,
        "title": _("Gate pass for goods"),
        "number": row.number,
        "qr": qr_svg(row.token),
        "paper": "a5",
        "landscape": True,
        "facts": [
            [_("Unit"), row.unit.code],
            [_("Applied for by"), row.applicant.name],
            [_("The owner's consent"), consent],
            [_("Holds"), f"{local(request.site, row.valid_from):%m-%d %H:%M} – {local(request.site, row.valid_until):%m-%d %H:%M}"],
            [_("Vehicle or carrier"), row.vehicle_note or "–"],
        ],
        "sections": [
            {"heads": [_("Thing"), _("Count")], "rows": [[each["name"], str(each["count"])] for each in row.goods]}
        ],
        "signatures": [_("Applicant"), _("Receptionist"), _("Guard")],
    }  # fmt: skip
    return _pdf(render_pdf("documents/form.typ", data), row.number)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
