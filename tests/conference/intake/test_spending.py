"""What a meeting really cost: line by line from the bills, rate and overrun, into the dossier (BUDG-006)."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from guanjia.conference.actions.approval import Decision, decide_application
from guanjia.conference.actions.spending import Spent, write_spending
from guanjia.conference.models import Block, BudgetLine, Event, Guest
from guanjia.conference.queries.dossier import dossier_of, set_facts
from guanjia.conference.queries.spending import cost_lines, cost_rev, execution_of, use_of
from guanjia.conference.rules.budget import CostClass, executions
from guanjia.conference.rules.needs import Segment
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.foundation.journal.public import timeline
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, drawn, enquiry, prepared
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("spent", "rate", "overrun"),
    [(None, None, 0), (0, 0, 0), (99_999, Fraction(99_999, 1000), 0), (100_000, 100, 0), (100_001, None, 1)],
)
def test_rate_and_overrun_of_a_class(spent: int | None, rate: Any, overrun: int) -> None:
    row = executions([(CostClass.VENUE, 60_000, spent), (CostClass.VENUE, 40_000, None)])[0]
    assert (row.budget_fen, row.spent_fen, row.overrun_fen) == (100_000, spent, overrun)
    if rate is not None:
        assert row.rate == rate


def test_all_classes_are_summed_up_last() -> None:
    rows = executions([(CostClass.VENUE, 100, 150), (CostClass.CATERING, 100, 20)])
    assert [row.cost_class for row in rows] == [*CostClass, None]
    assert (rows[-1].budget_fen, rows[-1].spent_fen, rows[-1].rate, rows[-1].overrun_fen) == (200, 170, 85, 0)
    assert executions([])[-1].rate is None


def spend(cast: Cast, event: Event, *rows: Spent, rev: int | None = None) -> list[BudgetLine]:
    seen = cost_rev(cost_lines(event)) if rev is None else rev
    return write_spending(event=event, rev=seen, rows=rows, actor=cast.alice, at=NINE)


def test_a_bill_is_written_down_with_who_when_and_its_number(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    line = cost_lines(event)[0]
    row = Spent(line_id=line.pk, spent_fen=400_000, voucher=" FP-7 ")
    assert [each.pk for each in spend(cast, event, row)] == [line.pk]
    line.refresh_from_db()
    assert (line.spent_fen, line.voucher, line.spent_by, line.spent_at) == (400_000, "FP-7", cast.alice, NINE)
    assert spend(cast, event, row) == []
    assert [entry.action for entry in timeline(("conference.event", event.pk))].count("write_spending") == 1
    venue = execution_of(cost_lines(event))[0]
    assert (venue.overrun_fen, round(float(venue.rate or 0), 1)) == (50_000, 114.3)


def test_a_cost_that_no_budget_foresaw_counts_in_full(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    spend(cast, event, Spent(spent_fen=5_000, voucher="9", name="Umbrellas", cost_class=CostClass.PEOPLE))
    assert [line.name for line in cost_lines(event)][-1] == "Umbrellas"
    assert execution_of(cost_lines(event))[-1].spent_fen == 5_000


@pytest.mark.parametrize(
    "row",
    [
        Spent(spent_fen=1, name="Tape"),
        Spent(spent_fen=1, voucher="1"),
        Spent(spent_fen=1, voucher="（绝密）", name="x"),
    ],
)
def test_a_cost_without_bill_or_name_or_with_a_mark_is_refused(cast: Cast, row: Spent) -> None:
    event = prepared(cast, make_room(cast.site))
    with pytest.raises(Exception, match=r".+"):
        spend(cast, event, row)
    assert not BudgetLine.objects.filter(event=event).exists()


def test_a_meeting_on_public_funds_has_its_costs_without_a_quotation(cast: Cast) -> None:
    event = enquiry(cast, segment=Segment.GOVERNMENT, room_id=make_room(cast.site).pk)
    with pytest.raises(Refused, match="approval"):
        spend(cast, event, Spent(spent_fen=100, voucher="1", name="Paper"))
    decision = Decision(approve=True, approver="Office", number="1")
    decide_application(event=event, decision=decision, actor=cast.mei, at=BEFORE)
    event.refresh_from_db()
    with pytest.raises(Refused, match=r"《|214"):
        spend(cast, event, Spent(spent_fen=100, voucher="1", name="果盘"))
    spend(cast, event, Spent(spent_fen=100, voucher="1", name="Paper"))
    assert set_facts(event).bill_fen == 100


def test_the_bill_of_the_reimbursement_set_waits_for_the_last_line(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    rows = [Spent(line_id=line.pk, spent_fen=line.amount_fen, voucher="1") for line in cost_lines(event)]
    spend(cast, event, *rows[:-1])
    assert set_facts(event).bill_fen is None
    spend(cast, event, rows[-1])
    assert set_facts(event).bill_fen == 1_000_000


def test_a_stale_save_is_refused_and_the_page_shows_both(cast: Cast, client: Any) -> None:
    event = prepared(cast, make_room(cast.site))
    seen, line = cost_rev(cost_lines(event)), cost_lines(event)[0]
    spend(cast, event, Spent(line_id=line.pk, spent_fen=300_000, voucher="FP-1"))
    with pytest.raises(Stale):
        spend(cast, event, Spent(line_id=line.pk, spent_fen=1, voucher="FP-2"), rev=seen)
    client.force_login(cast.lin)
    typed = {f"spent_{each.pk}": "" for each in cost_lines(event)} | {"class_0": "venue", "class_1": "venue"}
    typed |= {f"spent_{line.pk}": "2500", f"voucher_{line.pk}": "FP-2", "rev": seen}
    answer = client.post(reverse("conference:spending", args=["yard", event.ref]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "FP-1" in page and "FP-2" in page and "Alice" in page


def test_the_page_keeps_what_was_typed_and_names_the_field(cast: Cast, client: Any) -> None:
    event = prepared(cast, make_room(cast.site))
    line = cost_lines(event)[0]
    address = reverse("conference:spending", args=["yard", event.ref])
    client.force_login(cast.alice)
    typed = {f"spent_{line.pk}": "2500", "rev": cost_rev(cost_lines(event)), "class_0": "venue", "class_1": "venue"}
    answer = client.post(address, typed)
    assert answer.status_code == 422 and f"voucher_{line.pk}" in answer.context["form"].errors
    assert 'value="2500"' in answer.content.decode()
    assert client.post(address, typed | {f"voucher_{line.pk}": "FP-7"}).status_code == 302
    assert "71.4 %" in client.get(address).content.decode()
    for user, status in ((cast.audrey, 200), (cast.bob, 200), (cast.charlie, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(cast.bob)
    assert client.post(address, typed).status_code == 403


def test_the_dossier_has_cost_against_budget(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    line = cost_lines(event)[0]
    spend(cast, event, Spent(line_id=line.pk, spent_fen=1_200_000, voucher="FP-7"))
    (cost,) = [part for part in dossier_of(event, NINE)["sections"] if part["title"] == "Cost against budget"]
    assert cost["rows"][0] == ["Room", "3500.00", "12000.00", "", "FP-7"]
    assert cost["rows"][-1] == ["Total", "10000.00", "12000.00", "120.0 %", "2000.00 over the budget"]


def test_a_room_that_ran_half_its_time_was_used_by_half(cast: Cast, client: Any) -> None:
    event = prepared(cast, make_room(cast.site))
    assert use_of(event) == []
    half = timedelta(minutes=90)
    Block.objects.filter(event=event).update(started_at=NINE, ended_at=NINE + half)
    for number in range(15):
        Guest.objects.create(site=cast.site, event=event, name=f"Guest {number}", admitted_at=NINE)
    (use,) = use_of(event)
    assert (use.time, use.seats) == (50, 50)
    client.force_login(cast.alice)
    assert "50.0 %" in client.get(reverse("conference:spending", args=["yard", event.ref])).content.decode()


def test_a_draft_costs_nothing_yet(cast: Cast) -> None:
    event = drawn(cast, make_room(cast.site)).event
    assert cost_lines(event) == []
    with pytest.raises(Refused):
        spend(cast, event, Spent(spent_fen=1, voucher="1", name="x"))
