"""What is printed of a protected meeting: passes, and the sheets for when the power is out."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.sites.public import local
from guanjia.protected.models import Dossier, ZonePass
from guanjia.protected.queries.clearance import named

BLANK_LINES = 24


def pass_data(passes: list[ZonePass]) -> dict[str, Any]:
    """Passes as labels: name, zone, number with its QR code. No title of the meeting."""
    labels = [
        {"title": str(each.assignment.user), "lines": [_(each.ring.label), each.assignment.task], "code": each.number,
         "qr": qr_svg(each.number)}
        for each in passes
    ]  # fmt: skip
    return {"labels": labels, "width_mm": 60, "height_mm": 40}


def sheet_data(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """The paper way (FIELD 3): the list of people to be ticked at the door and an empty register of devices, two signatures."""
    people = [[str(each.user), each.task, _(each.ring.label), ""] for each in named(dossier)]
    blank = [[str(n), "", "", "", "", ""] for n in range(1, BLANK_LINES + 1)]
    return {
        "site": dossier.site.name, "title": _("Door list and register of devices"), "number": dossier.event.ref,
        "printed": f"{local(dossier.site, at):%Y-%m-%d %H:%M}",
        "sections": [
            {"title": _("People"), "heads": [_("Full name"), _("Task"), _("Zone"), _("Entered")], "rows": people,
             "widths": [3, 3, 3, 2]},
            {"title": _("Devices"), "heads": [_("No."), _("Tag number"), _("Full name"), _("Thing"), _("In"), _("Out")],
             "rows": blank, "widths": [1, 2, 3, 2, 2, 2]},
        ],
        "signatures": [_("Kept by"), _("Second person")],
    }  # fmt: skip
