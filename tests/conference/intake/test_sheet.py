"""The function sheet: versions, acknowledgements, changes, two people at one sheet; giving way; purchases; team."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from guanjia.conference.actions.giving_way import ask_to_give_way, give_way
from guanjia.conference.actions.intake_purchases import buy, confirm_purchase, order_purchase
from guanjia.conference.actions.sessions import cancel_event, move_session
from guanjia.conference.actions.sheet_changes import Place, change_sheet
from guanjia.conference.actions.sheets import acknowledge, agree_to_change
from guanjia.conference.actions.team import ask_support, meet_support, name_member
from guanjia.conference.models import Block, Event, FunctionSheet, Session, SheetIssue, SheetVersion
from guanjia.conference.queries.portions import portion_words
from guanjia.conference.queries.sheets import change_words
from guanjia.conference.rules.needs import Segment
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.sheet import Department, Role
from guanjia.duties.public import Duty, Evidence, plan_now
from guanjia.foundation.journal.public import timeline
from guanjia.places.public import Slot
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, prepared
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


def change(event: Event, actor: Any, rev: int | None = None, **values: Any) -> SheetVersion | None:
    sheet = FunctionSheet.objects.get(event=event)
    seen = sheet.rev if rev is None else rev
    return change_sheet(event=event, rev=seen, values=values, reason="asked", actor=actor, at=BEFORE)


def test_every_department_acknowledges_once(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    issues = list(SheetIssue.objects.filter(version__sheet__event=event))
    assert {issue.department for issue in issues} == {each.value for each in Department}
    done = acknowledge(issue_id=issues[0].pk, actor=cast.tom, at=BEFORE)
    again = acknowledge(issue_id=issues[0].pk, actor=cast.gus, at=BEFORE + timedelta(hours=1))
    assert (again.acknowledged_by, again.acknowledged_at) == (cast.tom, done.acknowledged_at)


def test_an_acknowledgement_is_a_duty_that_the_move_ends(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    issue = SheetIssue.objects.get(version__sheet__event=event, department="engineering")
    plan_now("conference.sheet", [issue.pk], at=BEFORE)
    duty = Duty.objects.get(subject_kind="conference.sheet", subject_id=issue.pk)
    assert (duty.standard_code, duty.due_at) == (
        "conference.sheet.acknowledge.engineering",
        BEFORE + timedelta(hours=4),
    )
    acknowledge(issue_id=issue.pk, actor=cast.tom, at=BEFORE + timedelta(hours=1))
    plan_now("conference.sheet", [issue.pk], at=BEFORE + timedelta(hours=1))
    duty.refresh_from_db()
    assert duty.state == "on_time"


def test_a_change_names_what_changed_and_reopens_only_those_concerned(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    for issue in SheetIssue.objects.all():
        acknowledge(issue_id=issue.pk, actor=cast.mei, at=BEFORE)
    version = change(event, cast.alice, diets="no pork")
    assert version is not None and version.number == 2
    assert change_words(version.changes, cast.site) == [("Diets", "–", "no pork")]
    fresh = SheetIssue.objects.filter(superseded_at=None, acknowledged_at=None)
    assert [issue.department for issue in fresh] == ["catering"]
    assert change(event, cast.alice, diets="no pork") is None


def test_moving_the_room_renews_the_sheet_for_all_and_replans_the_block(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    other = make_room(cast.site)
    place = Place(room_id=other.pk, starts_at=NINE + timedelta(hours=2), ends_at=NINE + timedelta(hours=5))
    sheet = FunctionSheet.objects.get(event=event)
    change_sheet(
        event=event,
        rev=sheet.rev,
        values={"headcount": 25},
        reason="more people",
        place=place,
        actor=cast.alice,
        at=BEFORE,
    )
    version = SheetVersion.objects.get(sheet=sheet, number=2)
    assert {row["code"] for row in version.changes} == {"rooms", "headcount"}
    assert version.reason == "more people"
    block = Block.objects.get(event=event)
    assert (block.room_id, block.headcount) == (other.pk, 25)
    assert SheetIssue.objects.filter(version=version).count() == len(Department)


def test_a_move_on_the_grid_and_a_cancellation_make_versions_too(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    sitting = Session.objects.get(event=event)
    start = NINE + timedelta(days=1)
    move_session(
        session_id=sitting.pk,
        room_id=sitting.room_id,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        reason="postponed",
        actor=cast.alice,
        at=BEFORE,
    )
    assert SheetVersion.objects.get(number=2).reason == "postponed"
    event.refresh_from_db()
    cancel_event(event=event, actor=cast.alice, at=BEFORE, reason="no more")
    assert SheetVersion.objects.get(number=3).facts["called_off"] is True


def test_a_stale_save_is_refused_and_nothing_is_written(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    seen = FunctionSheet.objects.get(event=event).rev
    change(event, cast.alice, contacts="Alice 8001")
    with pytest.raises(Stale):
        change(event, cast.lin, rev=seen, contacts="Lin 8002")
    assert SheetVersion.objects.count() == 2


def test_the_page_shows_both_versions_and_keeps_what_was_typed(cast: Cast, client: Any) -> None:
    room = make_room(cast.site)
    event = prepared(cast, room)
    seen = FunctionSheet.objects.get(event=event).rev
    change(event, cast.alice, contacts="Alice 8001")
    client.force_login(cast.lin)
    typed = {"room": room.pk, "on": "2026-03-05", "start": "09:00", "end": "12:00", "headcount": 20, "vip_count": 0}
    typed |= {"style": "theatre", "contacts": "Lin 8002", "rev": seen, "service_tea": "on", "service_projector": "on"}
    answer = client.post(reverse("conference:sheet_edit", args=["yard", event.ref]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lin 8002" in page and "Alice 8001" in page


def test_the_client_agrees_to_a_change_once(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    version = change(event, cast.alice, special="ramp")
    assert version is not None
    agree_to_change(version_id=version.pk, agreed=True, name="", actor=cast.alice, at=BEFORE)
    assert agree_to_change(version_id=version.pk, agreed=False, name="", actor=cast.alice, at=BEFORE).agreed is True


def test_a_fiscal_sheet_takes_no_fruit_even_typed_into_the_menu(cast: Cast) -> None:
    from guanjia.conference.actions.approval import Decision, decide_application  # noqa: PLC0415
    from tests.conference.intake.asks import enquiry  # noqa: PLC0415

    event = enquiry(cast, segment=Segment.GOVERNMENT, room_id=make_room(cast.site).pk)
    decide_application(
        event=event, decision=Decision(approve=True, approver="Office", number="1"), actor=cast.mei, at=BEFORE
    )
    with pytest.raises(Refused, match="214"):
        change(event, cast.alice, menu="茶、果盘")


@pytest.mark.parametrize("choice", ["room", "time"])
def test_a_displaced_meeting_takes_one_of_two_proposals(cast: Cast, choice: str) -> None:
    room, other = make_room(cast.site), make_room(cast.site)
    event, comer = prepared(cast, room), prepared(cast, make_room(cast.site, styles={"theatre": 40}), title="Urgent")
    block = Block.objects.get(event=event)
    asked = ask_to_give_way(
        block_id=block.pk,
        comer=comer,
        wanted_from=NINE,
        wanted_until=NINE + timedelta(hours=1),
        reason="The mayor comes",
        actor=cast.alice,
        at=BEFORE,
    )
    assert (asked.other_room, asked.other_time) == (other, NINE + timedelta(hours=1))
    give_way(asked_id=asked.pk, choice=choice, actor=cast.alice, at=BEFORE)
    give_way(asked_id=asked.pk, choice=choice, actor=cast.alice, at=BEFORE)
    block.refresh_from_db()
    place = (other.pk, NINE) if choice == "room" else (room.pk, NINE + timedelta(hours=1))
    assert (block.room_id, block.starts_at) == place
    assert Slot.objects.filter(room=room, starts_at=NINE, holder_id__in=comer.blocks.values("pk")).exists()
    assert "give_way" in {entry.action for entry in timeline(("conference.block", block.pk))}


def test_a_purchase_is_confirmed_after_it_was_bought(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    row = order_purchase(
        event=event, item="Fruit", quantity="20 plates", serve_at=NINE, cost_fen=60_000, actor=cast.alice, at=BEFORE
    )
    with pytest.raises(Refused):
        confirm_purchase(purchase_id=row.pk, name="Wang", actor=cast.bob, at=BEFORE)
    buy(purchase_id=row.pk, actor=cast.bob, at=BEFORE)
    plan_now("conference.purchase", [row.pk], at=BEFORE)
    assert Duty.objects.get(standard_code="conference.purchase.confirm").due_at == BEFORE + timedelta(minutes=30)
    assert confirm_purchase(purchase_id=row.pk, name="Wang", actor=cast.bob, at=BEFORE).confirmed_by == "Wang"


def test_the_client_sees_how_many_portions_are_out_and_in_reserve(cast: Cast) -> None:
    """INMT-022."""
    event = prepared(cast, make_room(cast.site))
    assert portion_words(event) == []
    block = Block.objects.get(event=event)
    Block.objects.update(ends_at=block.starts_at + timedelta(hours=3))
    plan_now("conference.block", [block.pk], at=BEFORE)
    duty = Duty.objects.get(standard_code="conference.break.ready")
    for minutes, items in (
        (0, [{"key": "served", "value": 20, "ok": True}, {"key": "left", "value": 20, "ok": True}]),
        (9, [{"key": "served", "value": "32.0", "ok": True}, {"key": "left", "value": None, "ok": None}]),
        (12, [{"key": "fruit", "value": True, "ok": True}, {"key": "served", "value": "", "ok": None}]),
    ):
        at = NINE + timedelta(minutes=minutes)
        Evidence.objects.create(
            site=cast.site, duty=duty, source="phone", status="accepted", at=at, received_at=at, items=items
        )
    with override("en"):
        assert portion_words(event) == [("Put out so far", "32 (09:09)")]


def test_team_and_contact_sheets(cast: Cast) -> None:
    event = prepared(cast, make_room(cast.site))
    with pytest.raises(Refused):
        name_member(event=event, role=Role.VENUE, user=cast.bob, deputy=cast.bob, actor=cast.alice, at=BEFORE)
    name_member(event=event, role=Role.VENUE, user=cast.bob, deputy=cast.lin, actor=cast.alice, at=BEFORE)
    need = ask_support(
        event=event, department=Department.SECURITY, need="Two at the gate", due_at=NINE, actor=cast.alice, at=BEFORE
    )
    assert need.number.startswith("LX-")
    plan_now("conference.support", [need.pk], at=BEFORE)
    assert Duty.objects.get(standard_code="conference.support.security").due_at == NINE
    assert meet_support(need_id=need.pk, actor=cast.gus, at=BEFORE).met_by == cast.gus


@pytest.mark.parametrize(("later", "passes"), [(0, False), (1, True)])
def test_help_is_asked_for_a_time_to_come(cast: Cast, later: int, passes: bool) -> None:
    event = prepared(cast, make_room(cast.site))
    asking = partial(ask_support, event=event, department=Department.SECURITY, need="Two", actor=cast.alice, at=BEFORE)
    due_at = BEFORE + timedelta(seconds=later)
    if passes:
        assert asking(due_at=due_at).due_at == due_at
    else:
        with pytest.raises(Refused):
            asking(due_at=due_at)


def test_the_kinds_of_subject_keep_their_word(cast: Cast) -> None:
    first, second = prepared(cast, make_room(cast.site)), prepared(cast, make_room(cast.site))
    for event in (first, second):
        change(event, cast.alice, special="ramp")
    check = SubjectBattery.check_kind
    check("conference.sheet", SheetIssue.objects.values_list("pk", flat=True))
    check("conference.sheet_change", SheetVersion.objects.values_list("pk", flat=True))
    check("conference.scheme", [event.schemes.get().pk for event in (first, second)])


PAGES = ("event", "intake", "scheme", "sheet", "sheet_edit", "team", "sheet_paper")


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_the_site_only(cast: Cast, client: Any, page: str) -> None:
    event = prepared(cast, make_room(cast.site))
    address = reverse(f"conference:{page}", args=["yard", event.ref])
    for user, status in ((cast.alice, 200), (cast.audrey, 200), (cast.charlie, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status, user
    client.logout()
    assert client.get(address).status_code in {302, 401}


@pytest.mark.parametrize("code", ["conference.check.level1", "conference.fire.room", "conference.prepare.room"])
def test_another_layout_reopens_what_was_passed_in_the_first(cast: Cast, code: str) -> None:
    event = prepared(cast, make_room(cast.site, styles={"theatre": 60, "classroom": 40}))
    block = event.blocks.get()
    plan_now("conference.block", [block.pk], at=BEFORE)
    Duty.objects.filter(standard_code=code).update(
        state="on_time", next_at=None, performed_at=NINE - timedelta(minutes=70), performed_by=cast.lin
    )
    now = NINE - timedelta(minutes=50)
    change_sheet(
        event=event, rev=FunctionSheet.objects.get(event=event).rev, values={"style": "classroom"}, place=None,
        reason="more tables", actor=cast.alice, at=now,
    )  # fmt: skip
    plan_now("conference.block", [block.pk], at=now)
    rounds = Duty.objects.filter(standard_code=code).order_by("round")
    assert [(row.round, row.state) for row in rounds] == [(1, "on_time"), (2, "open")]
    Duty.objects.filter(pk=rounds[1].pk).update(state="on_time", next_at=None, performed_at=now)
    plan_now("conference.block", [block.pk], at=now)
    assert Duty.objects.filter(standard_code=code).count() == 2
