"""Visitors inside, for the outage pack: who must be found when the house is emptied."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.visitors.queries.visits import inside_list
from guanjia.papers.public import Table


def inside_table(site: Site, at: datetime) -> Table:
    """Name, home and since when, those who need help on the way out marked; telephones stay masked."""
    rows = [
        [
            row.visit.person.name if row.visit.person is not None else "–",
            row.visit.unit.code if row.visit.unit is not None else "–",
            row.phone,
            f"{local(site, row.visit.admitted_at):%m-%d %H:%M}" if row.visit.admitted_at else "–",
            "、".join(map(str, row.needs)),
            "",
        ]
        for row in inside_list(site)
    ]
    return Table((_("Name"), _("Unit"), _("Telephone"), _("Since"), _("Needs help"), _("Found")), rows)
