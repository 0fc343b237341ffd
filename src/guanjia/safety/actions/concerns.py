"""An observation is told at once, followed up, taken to the police, closed (W44)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import on_post_many
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.events import ConcernMoved, ConcernNoted
from guanjia.safety.models import Concern
from guanjia.safety.rules.concerns import CONCERN_MOVES, CONCERN_VERBS, ConcernState, Sign, lacks_reason

CONCERN = "safety.concern"
TOLD = ("security", "duty.manager")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What somebody tells. `unit_id` for a fraud at somebody's door; `paid`: money has gone."""

    sign: Sign
    what: str
    where: str = ""
    unit_id: int | None = None
    paid: bool = False


@transaction.atomic
def note_concern(*, site: Site, seen: Seen, actor: Any, at: datetime) -> Concern:
    """Note an observation and tell guards and duty manager at once (SAFE-001, SAFE-004: 立即).

    Raises SafetyRefused without words, SecretRefused for marked text. Nobody's name is asked for.
    """
    if not seen.what.strip():
        raise SafetyRefused("what", _("Say what was seen."))
    refuse_marked({"what": seen.what, "where": seen.where}, site=site)
    concern = Concern.objects.create(
        site=site,
        number=next_number(site=site, prefix="KY", on=local(site, at).date()),
        sign=seen.sign,
        what=seen.what.strip(),
        where=seen.where.strip()[:120],
        unit_id=seen.unit_id,
        paid=seen.paid,
        seen_at=at,
        reporter=actor,
    )
    event = ConcernNoted(concern.pk, concern.sign, concern.paid)
    record(
        site=site, at=at, actor=actor, action="note", subject=(CONCERN, concern.pk), to_state=concern.state, event=event
    )
    changed(CONCERN, [concern.pk], site=site, at=at)
    touch(f"site:{site.pk}:board")
    _tell(concern, at)
    return concern


@transaction.atomic
def move_concern(*, concern: Concern, to: ConcernState, reason: str, actor: Any, at: datetime) -> Concern:
    """Follow up, take to the police or close, each with words. Two movers: one wins, the other gets MoveRefused."""
    old = concern.stage
    check_move(CONCERN_MOVES, old, to)
    verb = CONCERN_VERBS[to]
    if lacks_reason(verb, reason):
        raise SafetyRefused("reason", _("Say what was found or done."))
    refuse_marked({"reason": reason}, site=concern.site)
    fields: dict[str, Any] = {"closed_at": at} if to is ConcernState.CLOSED else {}
    rows = Concern.objects.filter(pk=concern.pk, state=old, rev=concern.rev)
    if not rows.update(state=to, rev=concern.rev + 1, **fields):
        raise MoveRefused(old, to)
    concern.refresh_from_db()
    record(
        site=concern.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(CONCERN, concern.pk),
        from_state=old,
        to_state=to,
        reason=reason.strip(),
        event=ConcernMoved(concern.pk, old.value, to.value, verb),
    )
    changed(CONCERN, [concern.pk], site=concern.site, at=at)
    touch(f"site:{concern.site_id}:board")
    return concern


def _tell(concern: Concern, at: datetime) -> None:
    manned = on_post_many(concern.site, TOLD, at)
    notify(
        site=concern.site,
        users=[user for users in manned.values() for user in users],
        template="safety.concern",
        context={"number": concern.number, "where": concern.where},
        link=reverse("safety:concern", args=[concern.site.code, concern.number]),
        urgent=True,
        at=at,
    )
