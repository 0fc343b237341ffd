"""Papers of reception."""

from django.utils.translation import gettext

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import local
from guanjia.reception.models import Deposit


def tag_pdf(deposit: Deposit) -> bytes:
    """Both halves of a tag: one lies on the thing, one goes with the guest. No name on either."""
    taken = f"{local(deposit.site, deposit.taken_at):%m-%d %H:%M}"
    halves = (gettext("On the thing"), gettext("For the guest: bring it back"))
    labels = [
        {"title": deposit.tag, "lines": [half, taken, deposit.counter.event.ref], "code": deposit.item.number,
         "qr": qr_svg(deposit.tag)}
        for half in halves
    ]  # fmt: skip
    return render_pdf("documents/label.typ", {"labels": labels, "width_mm": 60, "height_mm": 40})
