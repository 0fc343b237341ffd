"""What is unpaid, unit by unit: the list for those who may see it, the statement that comes in."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from guanjia.foundation.sites.public import local, site_now
from guanjia.foundation.tables.public import Importer, list_view
from guanjia.frontdesk.homes.models import Arrears
from guanjia.frontdesk.homes.permissions import keeps_arrears, reads_arrears
from guanjia.frontdesk.homes.queries.arrears import arrears_lines, latest_sheet
from guanjia.frontdesk.homes.rules.arrears import is_old, yuan
from guanjia.frontdesk.homes.tables import OWED, arrears_importer
from guanjia.people.public import require_page


def _lines(request: HttpRequest, **_kwargs: Any) -> QuerySet[Arrears]:
    return arrears_lines(request.site)


def _above(request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
    """Which statement holds, and who may send the next."""
    site, sheet = request.site, latest_sheet(request.site)
    return {
        "sheet": sheet,
        "total": yuan(sheet.total_fen) if sheet else "",
        "old": sheet is not None and is_old(sheet.as_of, local(site, site_now(site)).date()),
        "keeps": keeps_arrears(request.user, site),
    }


arrears_list = require_page(reads_arrears)(list_view(OWED, _lines, template="homes/arrears.html", context=_above))


def importer(request: HttpRequest, **_kwargs: Any) -> Importer:
    """The importer of the site's statement."""
    return arrears_importer(request.site)
