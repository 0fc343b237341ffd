"""What visitors leave to the next shift, and what stands in the outage pack."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.queries.visits import inside_list
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, VisitState
from guanjia.papers.public import Table
from guanjia.ui.hanging import HangingItem

POSTS = frozenset({"frontdesk", "security", "duty.manager"})
MOST = 30


def hanging_visits(site: Site, post_code: str, at: datetime) -> Sequence[HangingItem]:
    """Visitors who wait at the door or are past their pass, for the posts of the door; one query."""
    if post_code not in POSTS:
        return []
    rows = Visit.objects.filter(site=site, state__in=AT_DOOR | {VisitState.OVERSTAYED}).select_related("person", "unit")
    return [
        HangingItem(
            key=f"visitors.visit:{visit.pk}",
            text=f"{visit.number} {visit.unit.code if visit.unit else ''} {_(visit.stage.label)}",
            url=reverse("visitors:visit", args=[site.code, visit.number]),
            due_at=visit.leave_by or visit.pass_until,
        )
        for visit in rows.order_by("pass_until", "pk")[:MOST]
    ]


def pack_table(site: Site, at: datetime) -> Table:
    """Visitors inside, for the paper that lies ready when the power goes."""
    rows = [
        [
            row.visit.person.name + (f" +{row.visit.party - 1}" if row.visit.party > 1 else ""),
            row.visit.unit.code if row.visit.unit else str(row.visit.host_user or "–"),
            f"{local(site, row.visit.admitted_at):%m-%d %H:%M}" if row.visit.admitted_at else "",
            f"{local(site, row.visit.leave_by):%m-%d %H:%M}" if row.visit.leave_by else "",
            _("Needs help") if row.needs else "",
        ]
        for row in inside_list(site)
    ]
    return Table((_("Visitor"), _("Unit"), _("Came in"), _("Leaves by"), _("Needs help")), rows)
