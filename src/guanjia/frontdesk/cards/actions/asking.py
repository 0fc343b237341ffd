"""A resident asks for a card from home; the paper is looked at when they come (W17)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.duties.public import Task
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.cards.actions.applying import Application, apply_for_card
from guanjia.frontdesk.cards.actions.moving import CARD, CardRefused, journal, move
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.queries.cards import relation_of
from guanjia.frontdesk.cards.rules.cards import CLASS_OF_RELATION, CardState, Evidence, paper_refusal
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Unit

UNSEEN = Evidence.NONE
"""What an asked-for card has before anybody looked at a paper."""
SHOWN_WITHIN = timedelta(days=30)


def ask_for_card(*, site: Site, person: Person, unit: Unit, actor: Any, at: datetime) -> Card:
    """Register what a resident asks for: the class follows from the relation; nobody verifies before the paper was seen.

    Raises CardRefused for a stranger, a lease without an end, and while an earlier wish for this home is open.
    """
    held = relation_of(site, unit, person, local(site, at).date())
    if held is None:
        raise CardRefused("unit", _("This person does not belong to the home any more."))
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two taps at once are one wish
        if open_asks(site, person).filter(unit=unit).exists():
            raise CardRefused("unit", _("You have asked for a card for this home already. Come with deed or lease."))
        application = Application(
            person=person, unit=unit, card_class=CLASS_OF_RELATION[held.relation], evidence=UNSEEN, by_resident=True
        )
        return apply_for_card(site=site, application=application, actor=actor, at=at)


@transaction.atomic
def show_paper(*, card: Card, evidence: Evidence, evidence_tail: str, actor: Any, at: datetime) -> Card:
    """The resident came and the paper was looked at: from now on it is an application like those made at the counter.

    Raises CardRefused for the wrong paper or a whole number, MoveRefused when the paper was seen before.
    """
    field, why = paper_refusal(card.sort, evidence, evidence_tail)
    if field:
        raise CardRefused(field, _(why))
    rows = Card.objects.filter(pk=card.pk, state=CardState.APPLIED, evidence=UNSEEN, rev=card.rev)
    if not rows.update(evidence=evidence, evidence_tail=evidence_tail.strip().upper(), rev=F("rev") + 1):
        raise MoveRefused(card.stage, CardState.APPLIED)
    card.refresh_from_db()
    journal(card, "apply", card.state, actor, at)
    changed(CARD, [card.pk], site=card.site, at=at)
    return card


def take_back(*, card: Card, actor: Any, at: datetime) -> Card:
    """The resident does not want it any more. Raises MoveRefused once a paper was seen."""
    return _end(card, "take_back", _("Taken back by the applicant"), actor, at)


def lapse_ask(task: Task) -> None:
    """The clock ends a wish for which nobody came in thirty days; one whose paper was seen meanwhile is left alone."""
    card = Card.objects.select_related("site").get(pk=task.subject_id)
    if card.stage is CardState.APPLIED and card.evidence == UNSEEN and task.at - card.applied_at >= SHOWN_WITHIN:
        _end(card, "lapse", _("Nobody came with a paper"), None, task.at)


def open_asks(site: Site, person: Person) -> Any:
    """The wishes of the person for which no paper was seen yet."""
    return Card.objects.filter(site=site, person=person, state=CardState.APPLIED, evidence=UNSEEN)


def _end(card: Card, action: str, reason: str, actor: Any, at: datetime) -> Card:
    if card.evidence != UNSEEN:
        raise MoveRefused(card.stage, CardState.REFUSED)
    return move(
        card=card, to=CardState.REFUSED, action=action, fields={"ended_at": at}, reason=reason, actor=actor, at=at
    )
