"""A shift is begun to be handed over, offered, questioned, signed (W18; TMPL-008)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import begin, changed
from guanjia.frontdesk.watch.events import ShiftHandedOver
from guanjia.frontdesk.watch.models import Handover, HandoverItem
from guanjia.frontdesk.watch.queries.handovers import carried_before, hanging_now, open_handover
from guanjia.frontdesk.watch.rules.handover import (
    HANDOVER_MOVES,
    VERB_OF_STATE,
    Count,
    HandoverState,
    signs_alone,
    unexplained,
    unheard,
    untold,
)
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import Post, on_post
from guanjia.ui.hanging import counted_of

HANDOVER = "watch.handover"
POST = "watch.post"


class HandoverRefused(Exception):
    """A handover lacks something; `field` names it, `keys` the matters; str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str, keys: Collection[str] = ()) -> None:
        super().__init__(message)
        self.field, self.keys = field, list(keys)


def begin_handover(*, site: Site, post: Post, actor: Any, at: datetime) -> Handover:
    """Begin to hand a post over with all that hangs. A second begin, also at the same moment, returns the one under way."""
    if (known := open_handover(post)) is not None:
        return known
    watch_post(post=post, at=at)
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                site=site,
                post=post,
                number=next_number(site=site, prefix="JB", on=local(site, at).date()),
                giver=actor,
                begun_at=at,
            )
            _journal(handover, "begin", "", actor, at)
            collect(handover, at)
    except IntegrityError:
        if (known := open_handover(post)) is None:
            raise
        return known
    return handover


def watch_post(*, post: Post, at: datetime) -> None:
    """Let the planner know the post: what it owes at a change of shift begins now; a further call changes nothing."""
    begin(POST, post.pk, site=post.site, at=at)


@transaction.atomic
def collect(handover: Handover, at: datetime) -> None:
    """Bring the list up to date: what was settled meanwhile goes, what came is added, what was said of a matter stays."""
    now = hanging_now(handover.site, handover.post, at)
    keys = [item.key for _source, item in now]
    before = carried_before(handover.post, keys)
    handover.items.exclude(key__in=keys).delete()
    known = set(handover.items.values_list("key", flat=True))
    HandoverItem.objects.bulk_create(
        HandoverItem(
            handover=handover,
            key=item.key,
            source=source[:80],
            text=item.text[:250],
            url=item.url[:250],
            due_at=item.due_at,
            carried=before[item.key],
        )
        for source, item in now
        if item.key not in known
    )
    found = {each["code"]: each for each in handover.counts}
    handover.counts = [
        {"found": None, "note": ""} | found.get(each.code, {}) | {"code": each.code, "label": str(each.label), "expected": number}
        for each, number in counted_of(handover.site, handover.post.code, at)
    ]  # fmt: skip
    Handover.objects.filter(pk=handover.pk).update(counts=handover.counts)


@transaction.atomic
def write_handover(
    *,
    handover: Handover,
    information: str,
    told: Mapping[str, str],
    found: Mapping[str, tuple[int | None, str]],
    actor: Any,
    at: datetime,
) -> Handover:
    """Keep what the leaving shift typed so far: important information, what is next for each matter, what was counted.

    Raises MoveRefused once it is offered, HandoverRefused for another's, SecretRefused for marked text.
    """
    if handover.stage not in {HandoverState.DRAFT, HandoverState.QUESTIONED}:
        raise MoveRefused(handover.stage, handover.stage)
    if handover.giver_id != actor.pk:
        raise HandoverRefused("giver", _("Only whoever hands the shift over writes this."))
    refuse_marked({"information": information, "told": "\n".join(told.values())}, site=handover.site)
    counts = [
        each | ({"found": found[each["code"]][0], "note": found[each["code"]][1].strip()[:200]} if each["code"] in found else {})
        for each in handover.counts
    ]  # fmt: skip
    rows = Handover.objects.filter(pk=handover.pk, rev=handover.rev, state=handover.state)
    if not rows.update(information=information.strip(), counts=counts, rev=handover.rev + 1):
        raise MoveRefused(handover.stage, handover.stage)
    for item in handover.items.all():
        words = told.get(item.key, item.told).strip()[:250]
        if words != item.told:
            HandoverItem.objects.filter(pk=item.pk).update(told=words, heard=False)
    handover.refresh_from_db()
    return handover


@transaction.atomic
def offer_handover(*, handover: Handover, actor: Any, at: datetime) -> Handover:
    """The leaving shift signs. Refused while a matter hangs without a word or a count is open; those on the post are told."""
    collect(handover, at)
    items = list(handover.items.all())
    if silent := untold([item.key for item in items], {item.key: item.told for item in items}):
        raise HandoverRefused("told", _("Say what is next for each open matter, or settle it first."), silent)
    counts = [Count(each["code"], each["expected"], each["found"], each["note"]) for each in handover.counts]
    if open_counts := unexplained(counts):
        raise HandoverRefused("counts", _("Count everything; say why a number differs."), open_counts)
    if handover.giver_id != actor.pk:
        raise HandoverRefused("giver", _("Only whoever hands the shift over signs it."))
    _move(handover, HandoverState.OFFERED, actor, at, offered_at=at, question="")
    notify(
        site=handover.site,
        users=[user for user in on_post(handover.site, handover.post.code, at) if user.pk != actor.pk],
        template="watch.offered",
        context={"number": handover.number, "post": handover.post.name},
        link=f"/s/{handover.site.code}/watch/{handover.number}/",
        at=at,
    )
    return handover


def question_handover(*, handover: Handover, question: str, actor: Any, at: datetime) -> Handover:
    """The coming shift does not sign: it says what is unclear, and the leaving one stays until it is answered."""
    if not question.strip():
        raise HandoverRefused("question", _("Say what is unclear."))
    if signs_alone(handover.giver_id, actor.pk):
        raise HandoverRefused("taker", _("The same person cannot sign both sides."))
    refuse_marked({"question": question}, site=handover.site)
    with transaction.atomic():
        _move(handover, HandoverState.QUESTIONED, actor, at, reason=question, question=question.strip())
        notify(
            site=handover.site,
            users=[handover.giver],
            template="watch.questioned",
            context={"number": handover.number, "question": question.strip()[:80]},
            link=f"/s/{handover.site.code}/watch/{handover.number}/",
            at=at,
        )
    return handover


@transaction.atomic
def accept_handover(
    *, handover: Handover, heard: Collection[str], face_to_face: bool, actor: Any, at: datetime
) -> Handover:
    """The coming shift signs: every open matter heard, face to face (FPAT-009), by somebody else than the giver.

    A matter that came up after the offer must be heard too. Of two who sign at once one gets MoveRefused.
    """
    if signs_alone(handover.giver_id, actor.pk):
        raise HandoverRefused("taker", _("The same person cannot sign both sides."))
    collect(handover, at)
    keys = list(handover.items.values_list("key", flat=True))
    if missed := unheard(keys, heard):
        raise HandoverRefused("heard", _("Tick each open matter: whoever signs takes it over."), missed)
    if not face_to_face:
        raise HandoverRefused("face_to_face", _("A shift is handed over face to face."))
    handover.items.update(heard=True)
    event = ShiftHandedOver(handover.pk, handover.post_id, handover.giver_id, actor.pk)
    _move(handover, HandoverState.ACCEPTED, actor, at, event=event, taker=actor, accepted_at=at, face_to_face=True)
    record(site=handover.site, at=at, actor=actor, action="hand_over", subject=(POST, handover.post_id))
    changed(POST, [handover.post_id], site=handover.site, at=at)
    return handover


def void_handover(*, handover: Handover, reason: str, actor: Any, at: datetime) -> Handover:
    """Begun by mistake; the reason is kept."""
    if not reason.strip():
        raise HandoverRefused("reason", _("Say why."))
    with transaction.atomic():
        return _move(handover, HandoverState.VOID, actor, at, reason=reason)


def _move(
    handover: Handover,
    to: HandoverState,
    actor: Any,
    at: datetime,
    *,
    reason: str = "",
    event: object | None = None,
    **fields: Any,
) -> Handover:
    old = handover.stage
    check_move(HANDOVER_MOVES, old, to)
    rows = Handover.objects.filter(pk=handover.pk, state=old, rev=handover.rev)
    if not rows.update(state=to, rev=handover.rev + 1, **fields):
        raise MoveRefused(old, to)
    handover.refresh_from_db()
    _journal(handover, VERB_OF_STATE[to], old, actor, at, reason, event)
    touch(f"site:{handover.site_id}:board")
    return handover


def _journal(
    handover: Handover, action: str, old: str, actor: Any, at: datetime, reason: str = "", event: object | None = None
) -> None:
    record(
        site=handover.site,
        at=at,
        actor=actor,
        action=action,
        subject=(HANDOVER, handover.pk),
        from_state=str(old),
        to_state=handover.state,
        reason=reason,
        event=event,
    )
