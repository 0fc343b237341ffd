"""How a visitor is received: shown the way, given a badge that comes back (VISI-003, VISI-006)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused, Item, Loanable, give_back, lend
from guanjia.frontdesk.visitors.actions.moving import change_visit
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import AccessNeed, Visit
from guanjia.frontdesk.visitors.queries.badges import badge_of, free_badges
from guanjia.frontdesk.visitors.queries.visits import needs_of
from guanjia.frontdesk.visitors.rules.guiding import Guide, guides_of

WAITING_AREA = "visitors.waiting_area"
"""The setting that says where visitors wait."""


def show_way(*, visit: Visit, guide: Guide, actor: Any, at: datetime) -> Visit:
    """Note how the visitor was shown the way: to the waiting area, led, told, by the lane (VISI-003).

    Raises VisitRefused for a way that does not fit: nobody who waits is sent in, a VIP is never only told.
    """
    need = needs_of(visit.site, visit.person_id)
    helped = need is not None
    if guide not in guides_of(visit.kind_enum, inside=visit.is_inside, helped=helped):
        raise VisitRefused("guide", _("This is not how we receive this visitor."))
    with transaction.atomic():
        if need is not None:  # what was kept with consent was used now: a need that nobody uses is forgotten some day
            AccessNeed.objects.filter(pk=need.pk).update(last_used_at=at)
        return change_visit(visit, "guide", actor, at, guided=guide)


@transaction.atomic
def give_badge(*, visit: Visit, badge: Loanable, actor: Any, at: datetime) -> Item:
    """Lend a numbered badge from the board; custody keeps the loan and chases it. Raises VisitRefused for one that is out,
    and while somebody is not inside."""
    if not visit.is_inside:
        raise VisitRefused("badge", _("A badge is given to somebody who has been let in."))
    if badge_of(visit) is not None:
        raise VisitRefused("badge", _("This visitor has a badge already."))
    name = visit.person.name
    if not free_badges(visit.site).filter(pk=badge.pk).exists():
        raise VisitRefused("badge", _("This badge is out."))
    try:
        item = lend(loanable=badge, holder=name, signature=name, owner=visit.person, unit=visit.unit, keeper=actor,
                    actor=actor, at=at)  # fmt: skip
    except CustodyRefused as refused:
        raise VisitRefused("badge", str(refused)) from refused
    change_visit(visit, "badge", actor, at)
    return item


@transaction.atomic
def take_badge(*, visit: Visit, actor: Any, at: datetime) -> bool:
    """The badge is back on its board; False when the visitor had none."""
    item = badge_of(visit)
    if item is None:
        return False
    give_back(item=item, signature=str(actor), condition=_("Whole"), actor=actor, at=at)
    return True
