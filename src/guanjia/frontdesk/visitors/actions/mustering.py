"""A roll call at the assembly place: begun, ticked one by one from several telephones, ended (DESIGN: Presence)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Muster, MusterLine
from guanjia.frontdesk.visitors.queries.mustering import everybody_inside, missing_count
from guanjia.frontdesk.visitors.rules.muster import LINE_MOVES, LineState, end_lacks_words
from guanjia.kernel.states import MoveRefused, check_move

MUSTER = "visitors.muster"


def muster_topic(site: Site) -> str:
    """The live topic of the roll call."""
    return f"site:{site.pk}:muster"


def begin_muster(*, site: Site, reason: str, actor: Any, at: datetime) -> Muster:
    """Call up everybody who is inside at this moment: visitors, guests of conferences, staff who signed in.

    One at a time: raises VisitRefused while another runs, or without a reason.
    """
    if not reason.strip():
        raise VisitRefused("reason", _("Say why the house is emptied."))
    refuse_marked({"reason": reason}, site=site)
    try:
        with transaction.atomic():
            muster = Muster.objects.create(site=site, reason=reason.strip()[:120], began_at=at, began_by=actor)
            MusterLine.objects.bulk_create(MusterLine(muster=muster, **vars(each)) for each in everybody_inside(site))
            count = muster.lines.count()
            record(site=site, at=at, actor=actor, action="begin_muster", subject=(MUSTER, muster.pk), to_state="running",
                   changes={"lines": count})  # fmt: skip
            touch(muster_topic(site))
    except IntegrityError as running:
        raise VisitRefused("muster", _("A roll call runs already.")) from running
    return muster


@transaction.atomic
def mark_line(*, line: MusterLine, to: LineState, actor: Any, at: datetime) -> MusterLine:
    """Tick somebody off, or take a wrong tick back. Two telephones at once: the second gets MoveRefused, and so does a tick
    after the end."""
    old = line.stage
    check_move(LINE_MOVES, old, to)
    rows = MusterLine.objects.filter(pk=line.pk, state=old, muster__ended_at=None)
    if not rows.update(state=to, marked_at=at, marked_by=actor):
        raise MoveRefused(old, to)
    line.state, line.marked_at = to, at
    site = line.muster.site
    record(site=site, at=at, actor=actor, action="call_up", subject=(MUSTER, line.muster_id),
           changes={"line": line.pk, "state": to.value})  # fmt: skip
    touch(muster_topic(site))
    return line


@transaction.atomic
def end_muster(*, muster: Muster, outcome: str, actor: Any, at: datetime) -> Muster:
    """The roll call is over. With somebody missing it must say who was told: raises VisitRefused."""
    missing = missing_count(muster)
    if end_lacks_words(missing, outcome):
        raise VisitRefused(
            "outcome", _("%(count)d are missing: say who was told and what is done.") % {"count": missing}
        )
    refuse_marked({"outcome": outcome}, site=muster.site)
    if not Muster.objects.filter(pk=muster.pk, ended_at=None).update(ended_at=at, outcome=outcome.strip()[:200]):
        raise MoveRefused(LineState.SAFE, LineState.SAFE)
    muster.refresh_from_db()
    record(site=muster.site, at=at, actor=actor, action="end_muster", subject=(MUSTER, muster.pk), from_state="running",
           to_state="ended", changes={"missing": missing})  # fmt: skip
    touch(muster_topic(muster.site))
    return muster
