"""A card is asked for, verified, refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.cards.actions.moving import CARD, CardRefused, journal, move
from guanjia.frontdesk.cards.models import Card, Zone
from guanjia.frontdesk.cards.queries.cards import lease_end, relation_of
from guanjia.frontdesk.cards.rules.cards import (
    FAMILY_HOLDS_FOR,
    CardClass,
    CardState,
    Evidence,
    Request,
    refusal,
)
from guanjia.places.public import Unit


@dataclass(frozen=True, kw_only=True)
class Application:
    """A form of application (CARD-001). `valid_until` None: as long as the class allows; `zone_ids` for a visitor's card.

    `by_resident`: asked for from home, nobody has seen a paper yet.
    """

    person: Person
    unit: Unit
    card_class: CardClass
    evidence: Evidence
    evidence_tail: str = ""
    valid_until: datetime | None = None
    zone_ids: tuple[int, ...] = ()
    by_resident: bool = False


def apply_for_card(*, site: Site, application: Application, actor: Any, at: datetime) -> Card:
    """Register an application for which deed or lease was looked at. Raises CardRefused naming the field and the rule.

    A lessee's card ends with the lease unless an earlier end is asked for; a visitor's card needs an end and zones.
    """
    given = application
    held = relation_of(site, given.unit, given.person, local(site, at).date())
    relation = held.relation if held is not None else ""
    lease_ends_at = lease_end(site, held) if given.card_class is CardClass.TENANT else None
    until = given.valid_until
    if until is None and given.card_class is CardClass.TENANT:
        until = lease_ends_at
    if until is None and given.card_class is CardClass.FAMILY:
        until = at + FAMILY_HOLDS_FOR
    zones = list(Zone.objects.filter(site=site, pk__in=given.zone_ids))
    field, why = refusal(
        Request(
            card_class=given.card_class, relation=relation, evidence=given.evidence,
            evidence_tail=given.evidence_tail, valid_from=at, valid_until=until, lease_ends_at=lease_ends_at,
            zone_count=len(zones), paper_shown=not given.by_resident,
        )
    )  # fmt: skip
    if field:
        raise CardRefused(field, _(why))
    return _register(site, given, relation, until, zones, actor, at)


@transaction.atomic
def _register(
    site: Site, given: Application, relation: str, until: datetime | None, zones: list[Zone], actor: Any, at: datetime
) -> Card:
    card = Card.objects.create(
        site=site, number=next_number(site=site, prefix="MK", on=local(site, at).date()), state=CardState.APPLIED,
        card_class=given.card_class, person=given.person, unit=given.unit, relation=relation, evidence=given.evidence,
        evidence_tail=given.evidence_tail.strip().upper(), valid_from=at, valid_until=until, applied_at=at,
    )  # fmt: skip
    card.zones.set(zones)
    journal(card, "ask" if given.by_resident else "apply", "", actor, at)
    changed(CARD, [card.pk], site=site, at=at)
    return card


def verify_card(*, card: Card, actor: Any, at: datetime) -> Card:
    """Somebody compared the application with the paper and what we have on file; the relation must still stand."""
    if card.evidence == Evidence.NONE:
        raise CardRefused("evidence", _("Nobody has looked at a paper for this card yet."))
    if card.sort is not CardClass.VISITOR:
        _ensure_relation(card, at)
    return move(card=card, to=CardState.VERIFIED, action="verify", actor=actor, at=at)


def refuse_card(*, card: Card, reason: str, actor: Any, at: datetime) -> Card:
    """No card, and why: the applicant hears the reason."""
    return move(
        card=card, to=CardState.REFUSED, action="refuse", fields={"ended_at": at}, reason=reason, actor=actor, at=at
    )


def _ensure_relation(card: Card, at: datetime) -> None:
    if relation_of(card.site, card.unit, card.person, local(card.site, at).date()) is None:
        raise CardRefused("person", _("This person does not belong to the home any more."))
