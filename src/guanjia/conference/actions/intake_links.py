"""Questions to the client by a link, and the client's answers. Nobody needs an account; a link is used once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.client_mail import mail_link
from guanjia.conference.actions.moves import EVENT, move_event
from guanjia.conference.models import ClientLink, Event, Exchange, Intake
from guanjia.conference.rules.needs import Channel
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import changed

LINK_DAYS = "conference.link_days"


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(
    *, event: Event, kind: ClientLink.Kind, actor: Any, at: datetime, target_id: int | None = None
) -> tuple[ClientLink, str]:
    """A new link and its token, which is not stored; older open links about the same thing no longer work.

    It is e-mailed at once when the client left an address. Of several links about purchases each asks about its own.
    """
    older = ClientLink.objects.filter(event=event, kind=kind, answered_at=None, withdrawn_at=None)
    if kind is ClientLink.Kind.PURCHASE:
        older = older.filter(target_id=target_id)
    older.update(withdrawn_at=at)
    expires_at = at + timedelta(days=int(setting(event.site, LINK_DAYS)))
    token = secrets.token_urlsafe(24)
    link = ClientLink.objects.create(
        site=event.site,
        event=event,
        kind=kind,
        target_id=target_id,
        token_hash=hash_of(token),
        made_at=at,
        made_by=actor if getattr(actor, "pk", None) else None,
        expires_at=expires_at,
    )
    mail_link(link=link, token=token, expires_at=expires_at)
    changes = {"link": link.pk, "kind": kind.value, "mailed": link.message_id is not None}
    record(site=event.site, at=at, actor=actor, action="make_link", subject=(EVENT, event.pk), changes=changes)
    return link, token


def withdraw_links(event: Event, *kinds: ClientLink.Kind, at: datetime) -> None:
    """What was asked is settled or asked differently now: open links of these kinds can no longer be answered."""
    open_links = ClientLink.objects.filter(event=event, kind__in=kinds, answered_at=None, withdrawn_at=None)
    open_links.update(withdrawn_at=at)


def refuse_spent(link: ClientLink, at: datetime) -> None:
    """Pass if the link may still be answered; else Refused with a sentence for the client."""
    if link.answered_at is not None:
        raise Refused("", _("This link has been used. Your answer has reached us."))
    if link.withdrawn_at is not None:
        raise Refused("", _("This link no longer counts: the matter is settled, or a newer link has been sent to you."))
    if link.expires_at <= at:
        raise Refused("", _("This link has expired. Please call us for a new one."))


def locked_link(link_id: int, at: datetime) -> ClientLink:
    """The link, held until the transaction ends; raises Refused when it cannot be answered any more."""
    wanted = ClientLink.objects.select_for_update(of=("self",)).select_related("event__site")
    link = wanted.get(pk=link_id)
    refuse_spent(link, at)
    return link


def close_link(link: ClientLink, *, accepted: bool, name: str, comment: str, at: datetime) -> None:
    """Write the answer into the link; a comment is put on record as what the client said. Raises SecretRefused."""
    refuse_marked({"name": name, "comment": comment}, site=link.site)
    link.answered_at, link.accepted, link.answered_by, link.comment = at, accepted, name.strip()[:80], comment.strip()
    link.save(update_fields=["answered_at", "accepted", "answered_by", "comment"])
    if link.comment:
        Exchange.objects.create(
            site=link.site, event=link.event, at=at, channel=Channel.WEB, summary=link.comment, confirmed_at=at
        )
    record(
        site=link.site,
        at=at,
        actor=None,
        action="answer_link",
        subject=(EVENT, link.event_id),
        changes={"link": link.pk, "kind": link.kind, "accepted": accepted},
    )
    touch(f"site:{link.site_id}:board")


@transaction.atomic
def send_needs(*, event: Event, actor: Any, at: datetime) -> str:
    """Put the needs in writing and return the token of the link that asks the client to confirm them (CONF-016)."""
    if event.stage is not EventState.ENQUIRY:
        raise Refused("", _("The needs of this event are confirmed already, or it is over."))
    Intake.objects.filter(event=event).update(written_at=at)
    changed(EVENT, [event.pk], site=event.site, at=at)
    return make_link(event=event, kind=ClientLink.Kind.NEEDS, actor=actor, at=at)[1]


@transaction.atomic
def answer_needs(*, link_id: int, accept: bool, name: str, comment: str, at: datetime) -> Event:
    """The client confirms the needs, or says what is wrong: then they are open again. Raises Refused for a spent link."""
    link = locked_link(link_id, at)
    close_link(link, accepted=accept, name=name, comment=comment, at=at)
    if accept:
        return confirm_needs(event=link.event, name=name, actor=None, at=at)
    Intake.objects.filter(event=link.event).update(written_at=None)
    changed(EVENT, [link.event_id], site=link.site, at=at)
    return link.event


@transaction.atomic
def confirm_needs(*, event: Event, name: str, actor: Any, at: datetime) -> Event:
    """The needs are confirmed in writing, by the link or on paper seen by `actor` (CONF-016).

    Raises Refused without a name, MoveRefused when the event is past it.
    """
    if not name.strip():
        raise Refused("name", _("Write down who confirmed."))
    refuse_marked({"name": name}, site=event.site)
    Intake.objects.filter(event=event).update(confirmed_at=at, confirmed_by=name.strip()[:80])
    Exchange.objects.filter(event=event, important=True, confirmed_at=None).update(confirmed_at=at)
    withdraw_links(event, ClientLink.Kind.NEEDS, at=at)
    return move_event(event=event, to=EventState.NEEDS_CONFIRMED, actor=actor, at=at)
