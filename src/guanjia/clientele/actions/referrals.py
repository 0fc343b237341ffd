"""A client sends another: the code in the enquiry, the count when the meeting was held."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.clientele.actions.points import earn
from guanjia.clientele.models import Referral, ReferralCode
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import ReferralState
from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Organisation

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LONG = 7
CODE_SUBJECT, REFERRAL = "people.organisation", "clientele.referral"
SELF = N_("the client's own code")
KNOWN = N_("the client had held a meeting here before")
TOO_LATE = frozenset({"ended", "restoring", "surveyed", "closed", "archived", "lost", "declined", "cancelled"})


@transaction.atomic
def code_for(*, site: Site, organisation: Organisation, actor: Any, at: datetime) -> ReferralCode:
    """The client's code, made at the first call."""
    known = ReferralCode.objects.filter(site=site, organisation=organisation).first()
    if known is not None:
        return known
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LONG))
        if not ReferralCode.objects.filter(site=site, code=code).exists():
            break
    try:
        with transaction.atomic():
            made = ReferralCode.objects.create(site=site, organisation=organisation, code=code, made_at=at)
    except IntegrityError:  # somebody else asked at the same moment
        return ReferralCode.objects.get(site=site, organisation=organisation)
    record(site=site, at=at, actor=actor, action="referral.code", subject=(CODE_SUBJECT, organisation.pk))
    return made


@transaction.atomic
def name_referral(*, event: Event, code: str, actor: Any, at: datetime) -> Referral:
    """The enquiry came with a code. The same code again is that referral; another one replaces it before the meeting was held.

    Raises ClienteleRefused for a code that nobody has, for one's own code, for a client that was here before, and when it is too late.
    """
    given = code.strip().upper()
    found = ReferralCode.objects.select_related("organisation").filter(site=event.site, code=given).first()
    if found is None:
        raise ClienteleRefused("code", _("No client of this site has this code."))
    if event.state in TOO_LATE:
        raise ClienteleRefused("code", _("A code is given before the meeting is held."))
    if is_own(event, found):
        raise ClienteleRefused("code", _("A client cannot send itself."))
    if was_here(event):
        raise ClienteleRefused("code", _("This client has held a meeting here before: it was not sent by another."))
    known = Referral.objects.select_for_update().filter(event=event).first()
    if known is not None and known.stage is not ReferralState.NAMED:
        raise ClienteleRefused("code", _("This referral is settled."))
    row, _made = Referral.objects.update_or_create(
        event=event, defaults={"site": event.site, "code": found, "named_at": at, "state": ReferralState.NAMED}
    )
    record(
        site=event.site, at=at, actor=actor, action="referral.name", subject=("conference.event", event.pk),
        changes={"referral": row.pk, "client": found.organisation_id},
    )  # fmt: skip
    return row


def is_own(event: Event, code: ReferralCode) -> bool:
    """Whether the event's client is the one whose code it is: by row, by name, by credit code."""
    owner, client = code.organisation, event.organisation
    intake = getattr(event, "intake", None)
    named = (intake.applicant if intake else "").strip().casefold()
    if client is not None:
        same_code = bool(owner.credit_code) and owner.credit_code == client.credit_code
        return client.pk == owner.pk or same_code
    return named != "" and named in {owner.name.casefold(), owner.short_name.casefold()}


def was_here(event: Event) -> bool:
    """Whether the event's client has held a meeting at the site before."""
    if event.organisation_id is None:
        return False
    held = ("ended", "restoring", "surveyed", "closed", "archived")
    return (
        Event.objects.filter(site=event.site, organisation=event.organisation_id, state__in=held)
        .exclude(pk=event.pk)
        .exists()
    )


@transaction.atomic
def settle_referral(*, event: Event, at: datetime) -> Referral | None:
    """The meeting was held: the referral counts, and earns points where the law lets it. Settled ones stay as they are.

    It is judged again, because the client may have become known since. None without a referral.
    """
    row = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("code__organisation")
        .filter(event=event)
        .first()
    )
    if row is None or row.stage is not ReferralState.NAMED:
        return row
    reason = SELF if is_own(event, row.code) else KNOWN if was_here(event) else ""
    row.state, row.reason, row.settled_at = (ReferralState.REFUSED if reason else ReferralState.COUNTED), reason, at
    row.save(update_fields=["state", "reason", "settled_at"])
    record(
        site=event.site, at=at, actor=None, action=f"referral.{row.state}", subject=(REFERRAL, row.pk), to_state=row.state,
        from_state=ReferralState.NAMED,
    )  # fmt: skip
    if not reason:
        try:
            earn(
                site=event.site, organisation=row.code.organisation, rule="referral", event=event, key=f"referral:{event.pk}",
                bill_fen=0, actor=None, at=at,
            )  # fmt: skip
        except ClienteleRefused:
            return row  # a government body sent somebody: it counts as word of mouth and earns nothing
    return row
