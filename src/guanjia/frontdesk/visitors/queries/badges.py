"""Visitor badges: which hang on the board, which one a visitor wears. The loans are custody's."""

from django.db.models import QuerySet

from guanjia.custody.public import OPEN_ITEM, Item, Loanable, LoanKind
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import Visit


def free_badges(site: Site) -> QuerySet[Loanable]:
    """Badges that can be given out now, by their tags."""
    rows = Loanable.objects.filter(site=site, kind=LoanKind.BADGE, out_item=None, lost_at=None, retired_at=None)
    return rows.order_by("code")


def badge_of(visit: Visit) -> Item | None:
    """The badge that the visitor has and has not given back."""
    rows = Item.objects.filter(site=visit.site_id, owner=visit.person_id, loanable__kind=LoanKind.BADGE)
    return rows.filter(state__in=OPEN_ITEM).select_related("loanable").order_by("-pk").first()
