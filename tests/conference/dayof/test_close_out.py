"""What follows the end: survey, restoring, damage, complaint, reimbursement, dossier (W07, W09)."""

import uuid
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions import complaints
from guanjia.conference.actions.closeout import move_damage, report_damage
from guanjia.conference.actions.closing import begin_restoring, close_event, finish_restoring, send_event_survey
from guanjia.conference.models import Block, Complaint, Damage, Event
from guanjia.conference.rules.closeout import DAMAGE_MOVES, DamageState, OpenEnds, damage_flags, keeps_from
from guanjia.conference.rules.complaints import ComplaintKind, missing_of_four
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.reimbursement import Paper, SetFacts, findings
from guanjia.conference.rules.states import BlockState, EventState, Regime, Secrecy
from guanjia.custody.public import ItemKind, Thing, give_back, take_item
from guanjia.duties.public import Duty, GateClosed, plan_dirty, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.subjects.public import changed
from guanjia.servicedesk.public import OrderKind, WorkOrder
from guanjia.surveys.public import Survey, take_answer
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.conference.dayof.test_faults import a_fault, a_meeting
from tests.factories.conference import NINE

H, D, S = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
END = NINE + 2 * H
WHOLE = SetFacts(
    approval_number="批1", approved_count=20, approved_fen=100, notice_count=20, signed_count=20, bill_fen=100,
    settled_fen=100, invoice_number="1", invoice_fen=100,
)  # fmt: skip


def an_ended(cast: Cast, **fields: Any) -> tuple[Event, Block]:
    """An event whose one meeting ended at END and whose room is restored."""
    block = a_meeting(cast, **fields)
    Block.objects.filter(pk=block.pk).update(state=BlockState.RESTORED, ended_at=END)
    Event.objects.filter(pk=block.event_id).update(state=EventState.ENDED, ended_at=END)
    event = Event.objects.select_related("site", "coordinator").get(pk=block.event_id)
    changed("conference.event", [event.pk], site=cast.site, at=END)
    return event, block


@pytest.mark.parametrize(
    ("facts", "paper", "missing"),
    [
        (replace(WHOLE, approval_number=""), Paper.APPROVAL, True),
        (replace(WHOLE, notice_count=0), Paper.NOTICE, True),
        (replace(WHOLE, signed_count=0), Paper.SIGN_IN, True),
        (replace(WHOLE, signed_count=21), Paper.SIGN_IN, False),
        (replace(WHOLE, bill_fen=101, settled_fen=101, invoice_fen=101), Paper.BILL, False),
        (replace(WHOLE, settled_fen=99, invoice_fen=99), Paper.SETTLEMENT, False),
        (replace(WHOLE, invoice_fen=99), Paper.INVOICE, False),
        (replace(WHOLE, invoice_number=""), Paper.INVOICE, True),
    ],
)
def test_the_set_names_what_is_wrong(facts: SetFacts, paper: Paper, missing: bool) -> None:
    assert [(each.paper, each.missing) for each in findings(facts)] == [(paper, missing)]


def test_a_whole_set_has_no_finding() -> None:
    assert findings(WHOLE) == []


@pytest.mark.parametrize(
    ("step", "ends", "count"),
    [
        ("surveyed", OpenEnds(survey_sent=True), 0),
        ("surveyed", OpenEnds(), 1),
        ("surveyed", OpenEnds(unrestored_rooms=1, unreturned_items=1, survey_sent=True), 2),
        ("surveyed", OpenEnds(open_faults=1, survey_sent=True), 0),
        ("closed", OpenEnds(open_faults=1, open_damages=1, open_complaints=1, survey_sent=True), 3),
        ("archived", OpenEnds(open_faults=1, survey_sent=True), 1),
    ],
)
def test_what_keeps_an_event(step: str, ends: OpenEnds, count: int) -> None:
    assert len(keeps_from(step, ends)) == count


@pytest.mark.parametrize(
    ("agreed", "photo", "flags"),
    [
        ("合同第5条", True, ()),
        ("", True, ("no_agreement",)),
        ("x", False, ("no_before_photo",)),
        ("", False, ("no_agreement", "no_before_photo")),
    ],
)
def test_what_weakens_a_claim(agreed: str, photo: bool, flags: tuple[str, ...]) -> None:
    assert damage_flags(prior_agreement=agreed, has_before_photo=photo) == flags


def test_the_six_steps_of_damage_follow_each_other() -> None:
    chain = list(DamageState)[:7]
    assert all(after in DAMAGE_MOVES[before] for before, after in pairwise(chain))


@pytest.mark.parametrize("name", ["happened_at", "place", "persons", "problem"])
def test_a_complaint_has_four_facts(name: str) -> None:
    given: dict[str, Any] = {"happened_at": NINE, "place": "厅", "persons": "甲", "problem": "热"}
    assert missing_of_four(given) == []
    assert missing_of_four(given | {name: ""}) == [name]


@pytest.mark.django_db
def test_the_clock_sends_the_survey_within_24_hours(cast: Cast) -> None:
    event, _block = an_ended(cast)
    plan_dirty(now=END)
    duty = Duty.objects.get(standard_code="conference.survey")
    assert duty.due_at == END + 24 * H
    tick(now=END + H, site=cast.site)
    tick(now=END + 2 * H, site=cast.site)
    duty.refresh_from_db()
    survey = Survey.objects.get()
    assert (duty.state, survey.subject_id, survey.late) == ("on_time", event.pk, False)


@pytest.mark.django_db
def test_a_controlled_meeting_has_no_survey(cast: Cast) -> None:
    event, _block = an_ended(cast, secrecy=Secrecy.CONTROLLED)
    assert send_event_survey(event=event, actor=cast.alice, at=END) is None
    begin_restoring(event=event, actor=cast.alice, at=END)
    assert finish_restoring(event=event, actor=cast.alice, at=END).state == "surveyed"


@pytest.mark.django_db
def test_a_low_mark_makes_one_improvement_task(cast: Cast) -> None:
    event, _block = an_ended(cast)
    survey = send_event_survey(event=event, actor=cast.alice, at=END)
    assert survey is not None
    for score in (2, 1, 3):
        take_answer(survey=survey, form_key=uuid.uuid4(), scores={"overall": 5, "venue": score}, at=END + H)
    relay(now=END + H)
    assert [order.kind for order in WorkOrder.objects.all()] == [OrderKind.IMPROVEMENT]


@pytest.mark.django_db
def test_nothing_closes_with_open_ends(cast: Cast) -> None:
    event, block = an_ended(cast, regime=Regime.COMMERCIAL, track="import")
    begin_restoring(event=event, actor=cast.alice, at=END)
    thing = Thing(name="话筒", holder="会务组", subject=("conference.block", block.pk))
    item = take_item(
        site=cast.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=cast.bob, actor=cast.bob, at=END
    )
    send_event_survey(event=event, actor=cast.alice, at=END)
    with pytest.raises(Refused):
        finish_restoring(event=event, actor=cast.alice, at=END)
    give_back(item=item, signature="李", actor=cast.bob, at=END)
    event = finish_restoring(event=event, actor=cast.alice, at=END)
    a_fault(cast, block, at=END)
    with pytest.raises(Refused):
        close_event(event=event, actor=cast.alice, at=END)


@pytest.mark.django_db
def test_public_money_closes_with_a_written_summary_only(cast: Cast) -> None:
    event, _block = an_ended(cast, regime=Regime.FISCAL, track="import")
    send_event_survey(event=event, actor=cast.alice, at=END)
    begin_restoring(event=event, actor=cast.alice, at=END)
    event = finish_restoring(event=event, actor=cast.alice, at=END)
    with pytest.raises(GateClosed):
        close_event(event=event, actor=cast.alice, at=END + D)


@pytest.mark.django_db
def test_damage_goes_its_six_steps(cast: Cast) -> None:
    _event, block = an_ended(cast)
    block = Block.objects.select_related("site", "event", "room").get(pk=block.pk)
    damage = report_damage(block=block, what="桌面划痕", actor=cast.bob, at=END)
    assert damage.flags == ["no_agreement", "no_before_photo"]
    steps: list[tuple[DamageState, dict[str, Any]]] = [
        (DamageState.DOCUMENTED, {"words": "长20厘米"}),
        (DamageState.CONFIRMED, {"words": "搭建方承认"}),
        (DamageState.ASSIGNED, {"words": "搭建方"}),
        (DamageState.PRICED, {"cost": 50_000}),
        (DamageState.NEGOTIATED, {"words": "全额赔付"}),
        (DamageState.PAID, {}),
    ]
    for to, given in steps:
        if given:
            with pytest.raises(Refused):
                move_damage(damage=damage, to=to, actor=cast.mei, at=END)
        move_damage(damage=damage, to=to, actor=cast.mei, at=END, **given)
    assert (damage.state, damage.cost, damage.party) == ("paid", 50_000, "搭建方")


@pytest.mark.django_db
@pytest.mark.parametrize(("cost", "passes"), [(0, True), (-1, False)])
def test_a_repair_may_cost_nothing_but_not_less(cast: Cast, cost: int, passes: bool) -> None:
    _event, block = an_ended(cast)
    block = Block.objects.select_related("site", "event", "room").get(pk=block.pk)
    damage = report_damage(block=block, what="桌面划痕", actor=cast.bob, at=END)
    for to in (DamageState.DOCUMENTED, DamageState.CONFIRMED, DamageState.ASSIGNED):
        move_damage(damage=damage, to=to, words="搭建方", actor=cast.mei, at=END)
    if passes:
        move_damage(damage=damage, to=DamageState.PRICED, cost=cost, actor=cast.mei, at=END)
        assert damage.cost == cost
    else:
        with pytest.raises(Refused):
            move_damage(damage=damage, to=DamageState.PRICED, cost=cost, actor=cast.mei, at=END)


@pytest.mark.django_db
def test_a_promised_time_is_watched(cast: Cast) -> None:
    event, _block = an_ended(cast)
    complaint = complaints.hear_complaint(
        event=event, kind=ComplaintKind.ENVIRONMENT, happened_at=NINE, place="一号厅", persons="客户代表", problem="太冷",
        actor=cast.alice, at=END,
    )  # fmt: skip
    complaints.apologise(complaint=complaint, actor=cast.alice, at=END)
    with pytest.raises(Refused):
        complaints.promise(complaint=complaint, promised_at=END, actor=cast.alice, at=END)
    complaints.promise(complaint=complaint, promised_at=END + 2 * H, actor=cast.alice, at=END)
    plan_dirty(now=END)
    assert Duty.objects.get(standard_code="conference.complaint.promise").due_at == END + 2 * H
    complaints.solve(complaint=complaint, solution="调高温度", actor=cast.alice, at=END + 2 * H + S)
    plan_dirty(now=END + 2 * H + S)
    assert Duty.objects.get(standard_code="conference.complaint.promise").state == "late"
    complaints.follow_up(complaint=complaint, satisfied=False, lesson="", actor=cast.alice, at=END + D)
    assert complaint.state == "apologised"
    complaints.solve(complaint=complaint, solution="换会议室", actor=cast.alice, at=END + D)
    complaints.follow_up(complaint=complaint, satisfied=True, lesson="会前测温", actor=cast.alice, at=END + D)
    assert complaint.state == "closed"
    SubjectBattery.check_kind("conference.complaint", [complaint.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "audrey"])
def test_the_pages_and_papers_open(cast: Cast, client: Client, who: str) -> None:
    event, block = an_ended(cast)
    a_fault(cast, block, at=END)
    client.force_login(getattr(cast, who))
    for name in ("closing", "dossier", "reimbursement"):
        answer = client.get(reverse(f"conference:{name}", args=["yard", event.ref]))
        assert answer.status_code == 200, name
    assert answer.content.startswith(b"%PDF")
    for name in ("closeout", "service", "block"):
        assert client.get(reverse(f"conference:{name}", args=["yard", block.pk])).status_code == 200, name
    assert client.get(reverse("conference:refills", args=["yard"])).status_code == 200


@pytest.mark.django_db
def test_a_complaint_and_damage_on_their_pages(cast: Cast, client: Client) -> None:
    event, block = an_ended(cast)
    client.force_login(cast.alice)
    hear = reverse("conference:hear", args=["yard", event.ref])
    assert client.get(hear).status_code == 200
    given = {"kind": "attitude", "happened_at": "2026-03-05T09:30", "place": "门口", "persons": "甲"}
    assert client.post(hear, given).status_code == 422
    assert client.post(hear, given | {"problem": "态度生硬"}).status_code == 302
    complaint = Complaint.objects.get()
    client.post(reverse("conference:complaint_act", args=["yard", complaint.pk, "apologise"]))
    assert client.get(reverse("conference:complaint", args=["yard", complaint.pk])).status_code == 200
    client.post(reverse("conference:closeout_act", args=["yard", block.pk, "damage"]), {"what": "椅子"})
    damage = Damage.objects.get()
    client.post(reverse("conference:damage_act", args=["yard", damage.pk, "documented"]), {"words": "腿断"})
    damage.refresh_from_db()
    assert damage.state == "documented"
    client.post(reverse("conference:closeout_act", args=["yard", block.pk, "found"]), {"name": "伞", "count": "1"})
    assert client.get(reverse("conference:closeout", args=["yard", block.pk])).status_code == 200
