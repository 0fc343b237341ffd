"""Close-out of a room: photos before and after, damage and its six steps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.conference.models import Block, Damage, RoomPhoto
from guanjia.conference.queries.closeout import has_before_photo, photos_forbidden
from guanjia.conference.rules.closeout import DAMAGE_MOVES, NEEDS, DamageState, damage_flags
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import Roles, users_with_role
from guanjia.posts.public import on_post

DAMAGE = "conference.damage"
BLOCK = "conference.block"


@transaction.atomic
def add_photos(*, block: Block, files: Sequence[StoredFile], after: bool, actor: Any, at: datetime) -> int:
    """Keep photos of the room before or after the meeting (CLOS-002); the count of new ones. Refused where photos are."""
    if files and photos_forbidden(block):
        raise Refused("photo", _("No photo may be taken here."))
    new = 0
    for file in files:
        _row, made = RoomPhoto.objects.get_or_create(
            block=block, file=file, after=after, defaults={"taken_at": at, "taken_by": actor}
        )
        hold(file, (BLOCK, block.pk))
        new += made
    if new:
        record(
            site=block.site,
            at=at,
            actor=actor,
            action="photo",
            subject=(BLOCK, block.pk),
            changes={"after": after, "count": new},
        )
        touch(f"block:{block.pk}")
    return new


@transaction.atomic
def report_damage(
    *, block: Block, what: str, files: Sequence[StoredFile] = (), prior_agreement: str = "", actor: Any, at: datetime
) -> Damage:
    """Report damage to the supervisor at once (CLOS-008): leader on post and manager hear of it urgently.

    What weakens the claim is flagged: no agreement before the event, no photo before. Photos are refused where forbidden.
    """
    if not what.strip():
        raise Refused("what", _("Say what is damaged."))
    if files and photos_forbidden(block):
        raise Refused("photo", _("No photo may be taken here."))
    refuse_marked({"what": what, "prior_agreement": prior_agreement}, site=block.site)
    damage = Damage.objects.create(
        site=block.site,
        block=block,
        what=what.strip()[:200],
        prior_agreement=prior_agreement.strip(),
        flags=list(damage_flags(prior_agreement=prior_agreement, has_before_photo=has_before_photo(block))),
        reporter=actor,
        reported_at=at,
    )
    for file in files:
        hold(file, (DAMAGE, damage.pk))
    record(site=block.site, at=at, actor=actor, action="report", subject=(DAMAGE, damage.pk), to_state=damage.state)
    people = [*on_post(block.site, "conference.leader", at), *users_with_role(block.site, Roles.SITE_MANAGER, at=at)]
    notify(
        site=block.site,
        users=people,
        template="conference.damage",
        context={"room": block.room.name, "what": damage.what},
        link=reverse("conference:closeout", args=[block.site.code, block.pk]),
        urgent=True,
        at=at,
    )
    return damage


@transaction.atomic
def move_damage(
    *, damage: Damage, to: DamageState, words: str = "", cost: int | None = None, actor: Any, at: datetime
) -> Damage:
    """Make the next of the six steps (CLOS-009..013). `words` is what the step cannot do without (report, confirmation,
    party, agreement, reason), `cost` in cents the price. Raises Refused for what is missing, MoveRefused for no such step.

    The liable party follows the agreement made before the event; without one the step needs a reason from the contract
    office in `words` as well, and keeps the flag.
    """
    old = damage.stage
    check_move(DAMAGE_MOVES, old, to)
    fields: dict[str, Any] = {}
    if (name := NEEDS.get(to)) == "cost":
        if cost is None or cost < 0:
            raise Refused("cost", _("Give the cost."))
        fields["cost"] = cost
    elif name is not None:
        if not words.strip():
            raise Refused(name, _("This step needs words: %(what)s.") % {"what": _(to.label)})
        refuse_marked({name: words}, site=damage.site)
        fields[name] = words.strip()[:160] if name == "party" else words.strip()
    rows = Damage.objects.filter(pk=damage.pk, state=old, rev=damage.rev)
    if not rows.update(state=to, rev=damage.rev + 1, **fields):
        raise MoveRefused(old, to)
    damage.refresh_from_db()
    record(
        site=damage.site,
        at=at,
        actor=actor,
        action=to.value,
        subject=(DAMAGE, damage.pk),
        from_state=old,
        to_state=to,
    )
    return damage
