"""What is printed: the pass in three sizes, the register form, the muster list, the sign beside the gate."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.models import Gate, Visit
from guanjia.frontdesk.visitors.permissions import runs_door, sees_visits
from guanjia.frontdesk.visitors.queries.visits import inside_list
from guanjia.frontdesk.visitors.rules.access import Need
from guanjia.frontdesk.visitors.rules.states import PaperKind
from guanjia.people.public import require_page

CLOCK = "%Y-%m-%d %H:%M"


@require_page(sees_visits)
def pass_pdf(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The temporary pass (TMPL-027): `size` a4, slip (58 mm) or label (60 x 40 mm); 404 once the visit is over."""
    visit = _visit(request, number)
    if not visit.is_open(site_now(request.site)):
        raise Http404
    size = request.GET.get("size", "a4")
    template, data = {"slip": _slip, "label": _label}.get(size, _sheet)(request, visit)
    return _pdf(render_pdf(template, data), f"{number}.pdf")


def _sheet(request: HttpRequest, visit: Visit) -> tuple[str, dict[str, Any]]:
    data = {
        "site": request.site.name,
        "title": _("Temporary pass"),
        "number": visit.number,
        "qr": qr_svg(pass_text(visit)),
        "facts": _facts(request, visit),
        "sections": [
            {
                "text": _(
                    "Please show this at the gate when you come and when you go. It opens only what is named above."
                )
            }
        ],
    }
    return "documents/form.typ", data


def _slip(request: HttpRequest, visit: Visit) -> tuple[str, dict[str, Any]]:
    data = {
        "site": request.site.name,
        "title": _("Temporary pass"),
        "number": visit.number,
        "lines": _facts(request, visit),
        "qr": qr_svg(pass_text(visit)),
        "width_mm": 58,
    }
    return "documents/receipt.typ", data


def _label(request: HttpRequest, visit: Visit) -> tuple[str, dict[str, Any]]:
    return "documents/label.typ", badge_label(visit)


def badge_label(visit: Visit) -> dict[str, Any]:
    """What stands on the printed badge, 60 x 40 mm: name, where to, until when, the pass as a code."""
    until = f"{local(visit.site, visit.pass_until):%m-%d %H:%M}"
    lines = [visit.unit.code if visit.unit else "", _("until %(when)s") % {"when": until}]
    label = {"title": visit.person.name, "lines": lines, "code": visit.number, "qr": qr_svg(pass_text(visit))}
    return {"labels": [label], "width_mm": 60, "height_mm": 40}


def _facts(request: HttpRequest, visit: Visit) -> list[list[str]]:
    return [
        [_("Visitor"), visit.person.name + (f" (+{visit.party - 1})" if visit.party > 1 else "")],
        [_("Unit"), visit.unit.code if visit.unit else "–"],
        [_("Pass from"), f"{local(request.site, visit.pass_from):{CLOCK}}"],
        [_("Pass until"), f"{local(request.site, visit.pass_until):{CLOCK}}"],
        [_("Opens"), "、".join(visit.opens)],
    ]


@require_page(sees_visits)
def form_pdf(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The visitor registration form of one visit, its seven fields filled in (TMPL-001)."""
    visit = _visit(request, number)
    return _pdf(render_pdf("documents/form.typ", register_form(request.site, visit)), f"{number}-form.pdf")


@require_page(runs_door)
def blank_form(request: HttpRequest, site_code: str) -> HttpResponse:
    """The same form with nothing in it, for when the power is out."""
    return _pdf(render_pdf("documents/form.typ", register_form(request.site, None)), "form.pdf")


def register_form(site: Any, visit: Visit | None) -> dict[str, Any]:
    """The seven fields (VISI-002): name, contact, purpose, host, arrival, departure, belongings; blank without a visit."""
    blank = "　" * 14
    when = lambda moment: f"{local(site, moment):{CLOCK}}" if moment else blank  # noqa: E731 - said twice below
    if visit is None:
        values = [blank] * 7
    else:
        host = visit.host.name if visit.host else str(visit.host_user or "")
        phone = ", ".join(masked([visit.person]).get(visit.person_id, {}).get("phone", []))
        place = f"{visit.unit.code if visit.unit else ''} {host}".strip()
        values = [
            visit.person.name,
            phone,
            visit.purpose,
            place,
            when(visit.arrived_at),
            when(visit.departed_at),
            visit.belongings,
        ]
    names = (_("Visitor"), _("Phone"), _("Purpose"), _("Whom they visit"), _("Arrived"), _("Went out"), _("Belongings"))
    paper = _("Paper looked at; only its kind and last four digits are noted, nothing is copied or kept.")
    seen = f"{_(PaperKind(visit.paper).label)} {visit.paper_last4}" if visit is not None and visit.paper else blank
    return {
        "site": site.name,
        "title": _("Visitor registration form"),
        "number": visit.number if visit is not None else "",
        "facts": [[name, value or "–"] for name, value in zip(names, values, strict=True)]
        + [[_("Identity paper"), seen]],
        "sections": [{"text": paper}],
        "signatures": [_("Visitor"), _("Front desk")],
    }


@require_page(sees_visits)
def muster_pdf(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who is inside, on paper: to be read aloud at the assembly place."""
    site, at = request.site, site_now(request.site)
    words = {need.value: _(need.label) for need in Need}
    rows = [
        [
            str(number),
            row.visit.person.name + (f" +{row.visit.party - 1}" if row.visit.party > 1 else ""),
            row.visit.unit.code if row.visit.unit else str(row.visit.host_user or "–"),
            f"{local(site, row.visit.admitted_at):%H:%M}" if row.visit.admitted_at else "",
            row.phone,
            " ".join(words.get(need, "") for need in row.needs),
            "□",
        ]
        for number, row in enumerate(inside_list(site), 1)
    ]
    heads = ["#", _("Visitor"), _("Unit"), _("Came in"), _("Phone"), _("Needs help"), _("Safe")]
    data = {
        "site": site.name,
        "title": _("Visitors inside"),
        "number": f"{local(site, at):{CLOCK}}",
        "sections": [{"heads": heads, "rows": rows, "widths": [1, 4, 3, 2, 3, 4, 1]}],
        "signatures": [_("Counted by")],
    }
    return _pdf(render_pdf("documents/form.typ", data), "inside.pdf")


@require_page(runs_door)
def poster_pdf(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """The sign beside the gate: scan it to register yourself."""
    gate = get_object_or_404(Gate, site=request.site, code=code, closed_at=None)
    address = request.build_absolute_uri(reverse("visitor_door", args=[gate.door_code]))
    data = {
        "site": request.site.name,
        "title": _("Visitors register here"),
        "number": gate.name,
        "qr": qr_svg(address),
        "sections": [
            {
                "text": _(
                    "Scan the code, say whom you visit, wait for their yes. Without a telephone: please go to the desk."
                )
            }
        ],
    }
    return _pdf(render_pdf("documents/form.typ", data), f"{code}.pdf")


def _visit(request: HttpRequest, number: str) -> Visit:
    rows = Visit.objects.select_related("site", "person", "unit", "host", "host_user")
    return get_object_or_404(rows, site=request.site, number=number)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
