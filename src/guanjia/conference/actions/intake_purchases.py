"""Things bought on a client's behalf: ordered, bought, confirmed by the client (CONF-027, CONF-028)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.complaints import hear_complaint
from guanjia.conference.actions.intake_links import close_link, locked_link, make_link
from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.opening import controlled_words
from guanjia.conference.actions.regime import refuse_forbidden
from guanjia.conference.models import ClientLink, Event, Purchase
from guanjia.conference.rules.complaints import ComplaintKind
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed

PURCHASE = "conference.purchase"


@transaction.atomic
def order_purchase(
    *, event: Event, item: str, quantity: str, serve_at: datetime, cost_fen: int, actor: Any, at: datetime
) -> Purchase:
    """Take on a purchase: what, how much, when it is to be served. Raises Refused, SecretRefused."""
    refuse_marked({"item": item, "quantity": quantity}, site=event.site)
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("item", controlled_words())
    if not item.strip() or not quantity.strip():
        raise Refused("item", _("Write down what to buy and how much."))
    refuse_forbidden(site=event.site, regime=Regime(event.regime), services=(), lines=[item], at=at, field="item")
    purchase = Purchase.objects.create(
        site=event.site,
        event=event,
        item=item.strip(),
        quantity=quantity.strip(),
        serve_at=serve_at,
        cost_fen=cost_fen,
        ordered_at=at,
    )
    _journal(purchase, "order_purchase", actor, at)
    return purchase


@transaction.atomic
def buy(*, purchase_id: int, actor: Any, at: datetime) -> Purchase:
    """It is here; from now the client has to confirm it or be told: asked by e-mail at once, where there is an address.

    A second call changes nothing.
    """
    purchase = _locked(purchase_id)
    if purchase.bought_at is None:
        purchase.bought_at, purchase.bought_by = at, actor
        purchase.save(update_fields=["bought_at", "bought_by"])
        _journal(purchase, "buy", actor, at)
        if purchase.event.contact_email:
            ask_about(purchase_id=purchase.pk, actor=actor, at=at)
    return purchase


@transaction.atomic
def ask_about(*, purchase_id: int, actor: Any, at: datetime) -> str:
    """A link by which the client accepts what was bought; its token. Raises Refused before it was bought or after."""
    purchase = _locked(purchase_id)
    if purchase.bought_at is None:
        raise Refused("", _("It has not been bought yet."))
    if purchase.confirmed_at is not None:
        raise Refused("", _("The client has accepted it already."))
    kind = ClientLink.Kind.PURCHASE
    return make_link(event=purchase.event, kind=kind, target_id=purchase.pk, actor=actor, at=at)[1]


@transaction.atomic
def answer_purchase(*, link_id: int, accept: bool, name: str, comment: str, at: datetime) -> Event:
    """The client accepts what was bought, or says what is wrong: then a complaint begins and the promise stays open
    (W01, CONF-027, CONF-029).

    Raises Refused for a spent link, without a name, and for a refusal without a comment.
    """
    link = locked_link(link_id, at)
    if not name.strip():
        raise Refused("name", _("Please write your name."))
    if not accept and not comment.strip():
        raise Refused("comment", _("Please write what should be different."))
    close_link(link, accepted=accept, name=name, comment=comment, at=at)
    purchase = _locked(link.target_id or 0)
    if accept:
        confirm_purchase(purchase_id=purchase.pk, name=name, actor=None, at=at)
    else:
        hear_complaint(
            event=link.event,
            kind=ComplaintKind.OTHER,
            happened_at=purchase.bought_at or at,
            place=_("Purchase"),
            persons=name.strip(),
            problem=f"{purchase.item} {purchase.quantity}: {comment.strip()}",
            actor=None,
            at=at,
        )
    return link.event


@transaction.atomic
def confirm_purchase(*, purchase_id: int, name: str, actor: Any, at: datetime) -> Purchase:
    """The client accepted it, or was told: who. A second call changes nothing. Raises Refused before it was bought."""
    purchase = _locked(purchase_id)
    if purchase.bought_at is None:
        raise Refused("", _("It has not been bought yet."))
    if not name.strip():
        raise Refused("name", _("Write down who accepted it."))
    if purchase.confirmed_at is None:
        purchase.confirmed_at, purchase.confirmed_by = at, name.strip()[:80]
        purchase.save(update_fields=["confirmed_at", "confirmed_by"])
        _journal(purchase, "confirm_purchase", actor, at)
    return purchase


def _locked(purchase_id: int) -> Purchase:
    return Purchase.objects.select_for_update(of=("self",)).select_related("site", "event__site").get(pk=purchase_id)


def _journal(purchase: Purchase, action: str, actor: Any, at: datetime) -> None:
    changes = {"purchase": purchase.pk, "item": purchase.item, "quantity": purchase.quantity}
    subject = (EVENT, purchase.event_id)
    record(site=purchase.site, at=at, actor=actor, action=action, subject=subject, changes=changes)
    changed(PURCHASE, [purchase.pk], site=purchase.site, at=at)
