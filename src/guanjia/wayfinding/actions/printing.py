"""Plates with a QR code, one for each place."""

from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import Site
from guanjia.wayfinding.models import WaySpot

MOST = 300


def plates(*, site: Site, spots: list[WaySpot], base: str) -> bytes | None:
    """The PDF of the plates; None without places. `base` is the address of the house, ending in a slash."""
    if not spots:
        return None
    lines = [
        {
            "name": spot.name or (spot.room.name if spot.room else spot.code),
            "name_en": spot.name_en,
            "floor": f"{spot.floor.building.name} {spot.floor.name}",
            "code": spot.code,
            "qr": qr_svg(base.rstrip("/") + reverse("way", args=[spot.plate])),
        }
        for spot in spots[:MOST]
    ]
    said = {"scan": _("Scan for the way"), "phone": site.settings.get("phone", ""), "site": site.name}
    return render_pdf("wayfinding/plates.typ", said | {"plates": lines, "title": _("Way plates")})
