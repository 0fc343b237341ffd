"""A resident asks for a card from home: nothing is verified before a paper was seen; a wish ends by itself."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from guanjia.duties.public import duties_of, plan_dirty
from guanjia.frontdesk.cards.actions.asking import SHOWN_WITHIN, lapse_ask
from guanjia.frontdesk.cards.public import (
    CARD,
    Card,
    CardClass,
    CardRefused,
    CardState,
    Evidence,
    ask_for_card,
    show_paper,
    take_back,
    verify_card,
)
from guanjia.frontdesk.cards.rules.cards import Request, refusal
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.cards.household import D, H, Household
from tests.harness.race import race

S = timedelta(seconds=1)


@pytest.fixture
def home(cast: Cast) -> Household:
    return Household(cast)


def wish(home: Household, person: Any = None, at: Any = NINE) -> Card:
    return ask_for_card(site=home.site, person=person or home.owner, unit=home.unit, actor=None, at=at)


@pytest.mark.parametrize(
    ("relation", "card_class", "lease_ends_at", "field"),
    [
        ("owner", CardClass.OWNER, None, ""),
        ("", CardClass.OWNER, None, "card_class"),
        ("lessee", CardClass.TENANT, None, "valid_until"),
        ("lessee", CardClass.TENANT, NINE + D, ""),
        ("lessee", CardClass.TENANT, NINE, "valid_until"),
    ],
)
def test_what_is_asked_from_home_needs_all_but_the_paper(
    relation: str, card_class: CardClass, lease_ends_at: Any, field: str
) -> None:
    fields = {"evidence": Evidence.NONE, "evidence_tail": "", "valid_from": NINE, "valid_until": lease_ends_at}
    asked = Request(card_class=card_class, relation=relation, lease_ends_at=lease_ends_at, paper_shown=False, **fields)
    assert refusal(asked)[0] == field


@pytest.mark.django_db
def test_the_paper_begins_the_clock_and_nobody_verifies_before(home: Household) -> None:
    card = wish(home)
    plan_dirty(now=NINE, limit=99)
    assert (card.stage, card.sort, card.evidence) == (CardState.APPLIED, CardClass.OWNER, Evidence.NONE)
    assert [line.duty.standard_code for line in duties_of(CARD, card.pk)] == ["cards.ask_lapses"]
    with pytest.raises(CardRefused) as refused:
        verify_card(card=card, actor=home.cast.rita, at=NINE)
    assert refused.value.field == "evidence"
    for evidence, tail, field in ((Evidence.LEASE, "12AB", "evidence"), (Evidence.DEED, "330106", "evidence_tail")):
        with pytest.raises(CardRefused) as refused:
            show_paper(card=card, evidence=evidence, evidence_tail=tail, actor=home.cast.rita, at=NINE + H)
        assert refused.value.field == field
    show_paper(card=card, evidence=Evidence.DEED, evidence_tail="12ab", actor=home.cast.rita, at=NINE + H)
    plan_dirty(now=NINE + H, limit=99)
    assert card.evidence_tail == "12AB"
    open_duties = [line.duty.standard_code for line in duties_of(CARD, card.pk) if line.duty.state == "open"]
    assert open_duties == ["cards.verify"]
    for late in (lambda: take_back(card=card, actor=None, at=NINE), lambda: show_paper(
        card=card, evidence=Evidence.DEED, evidence_tail="12AB", actor=None, at=NINE)):  # fmt: skip
        with pytest.raises(MoveRefused):
            late()
    assert verify_card(card=card, actor=home.cast.rita, at=NINE + H).stage is CardState.VERIFIED


@pytest.mark.django_db
def test_one_open_wish_a_home_strangers_none_and_a_new_one_after_it_was_taken_back(home: Household) -> None:
    card = wish(home)
    with pytest.raises(CardRefused):
        wish(home)
    assert take_back(card=card, actor=None, at=NINE).stage is CardState.REFUSED
    assert wish(home).pk != card.pk
    gone = home.somebody("李四", Relation.LESSEE, until=NINE.date() - timedelta(days=1))
    with pytest.raises(CardRefused):
        wish(home, gone)
    tenant = home.somebody("赵六", Relation.LESSEE, until=date(2027, 1, 1))
    assert wish(home, tenant).valid_until is not None


@pytest.mark.django_db
@pytest.mark.parametrize(("late", "state"), [(-S, CardState.APPLIED), (timedelta(), CardState.REFUSED)])
def test_a_wish_for_which_nobody_came_lapses(home: Household, late: timedelta, state: CardState) -> None:
    card = wish(home)
    lapse_ask(SimpleNamespace(subject_id=card.pk, at=NINE + SHOWN_WITHIN + late))
    card.refresh_from_db()
    assert card.stage is state


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_wish(cast: Cast) -> None:
    home = Household(cast)
    race([lambda: wish(home), lambda: wish(home)])
    assert Card.objects.count() == 1
