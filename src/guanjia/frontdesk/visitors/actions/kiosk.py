"""The kiosk beside a gate: codes are typed by whoever stands there, so guesses are counted before they are looked at."""

from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from guanjia.frontdesk.visitors.actions.admitting import arrive
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Gate, Visit
from guanjia.frontdesk.visitors.rules.kiosk import EARLY, LOCKED_FOR, MOST_TRIES, TRIES_FORGOTTEN_AFTER
from guanjia.frontdesk.visitors.rules.states import VisitState


def check_in_by_code(*, gate: Gate, code: str, at: datetime) -> Visit:
    """Somebody typed the eight digits of their pass: they have arrived. No account, no name of a host on the screen.

    Raises VisitRefused "code" for one that nobody has now, and while the field is closed after ten of them.
    """
    _count(gate, at)
    calm = "".join(code.split())
    rows = Visit.objects.select_related("site", "person", "unit")
    due = rows.filter(site=gate.site, code=calm, state=VisitState.BOOKED, pass_until__gte=at, pass_from__lte=at + EARLY)
    visit = due.first()
    if visit is None:
        mine = Gate.objects.filter(pk=gate.pk, tries__gte=MOST_TRIES, locked_until=None)
        mine.update(locked_until=at + LOCKED_FOR)
        raise VisitRefused("code", _("This code does not open anything now. Please go to the desk."))
    Gate.objects.filter(pk=gate.pk).update(tries=0, locked_until=None)
    return arrive(visit=visit, where=gate.name, actor=None, at=at)


def _count(gate: Gate, at: datetime) -> None:
    mine = Gate.objects.filter(pk=gate.pk)
    stale = Q(locked_until__lte=at) | Q(locked_until=None, tried_at__lte=at - TRIES_FORGOTTEN_AFTER)
    mine.filter(stale).update(tries=0, locked_until=None, tried_at=None)
    mine.filter(tried_at=None).update(tried_at=at)
    if not mine.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise VisitRefused("code", _("Too many wrong codes were typed here. Please go to the desk."))
