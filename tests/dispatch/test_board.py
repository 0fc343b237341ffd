"""Proposals and the board: who gets what, one tap, two dispatchers at once (REPR-002, REPR-016, EQUI-010)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from guanjia.dispatch.actions.proposing import settle_proposal
from guanjia.dispatch.models import Ability, Area, AreaPerson, Proposal
from guanjia.dispatch.public import AreaRole, Mode, ProposalState, give_to, propose, take_proposal
from guanjia.dispatch.queries.board import board
from guanjia.dispatch.queries.risk import _model as learnt
from guanjia.dispatch.queries.risk import risks
from guanjia.duties.public import plan_dirty
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Building
from guanjia.posts.public import Post, Qualification, Roster
from guanjia.servicedesk.public import (
    Ask,
    OrderRefused,
    ServiceRequest,
    WorkOrder,
    dispatch_order,
    log_request,
    make_order,
)
from tests.factories.conference import NINE
from tests.harness.race import race

PAST = 600
"""Requests of the site's past, enough to learn from."""


@pytest.fixture
def crew(cast):
    return on_duty(cast)


def on_duty(cast):
    """Tom repairs water and lifts, Carl water only; both are on duty at nine, whatever hour it is outside."""
    at = cast.site.held_at = NINE
    cast.site.save(update_fields=["held_at"])
    post = Post.objects.create(site=cast.site, code="technician", name_zh="维修", name_en="Technician")
    for user, skills in ((cast.tom, ("plumbing", "lift")), (cast.carl, ("plumbing",))):
        span = {"starts_at": at - timedelta(hours=1), "ends_at": at + timedelta(hours=7)}
        Roster.objects.create(site=cast.site, post=post, user=user, **span)
        for skill in skills:
            Ability.objects.create(site=cast.site, user=user, skill=skill)
    return at


def an_order(cast, at, title="厨房水管漏水", kind="water.leak", building=None):
    ask = Ask(title=title, kind=kind, building_id=building)
    request = log_request(site=cast.site, ask=ask, actor=cast.hana, at=at)
    return make_order(request=request, actor=cast.hana, at=at)


def test_a_proposal_says_why_and_is_taken_with_one_tap(client, cast, crew):
    order = an_order(cast, crew)
    (row,) = propose(site=cast.site, actor=cast.hana, at=crew)
    assert row.user in (cast.tom, cast.carl) and ["skill", {"skill": "plumbing", "others": 1}] in row.why
    client.force_login(cast.hana)
    page = client.get(reverse("dispatch:board", args=[cast.site.code])).content.decode()
    assert order.number in page and str(row.user) in page
    assert client.post(reverse("dispatch:take", args=[cast.site.code, row.pk])).status_code == 302
    order.refresh_from_db()
    row.refresh_from_db()
    assert (order.assignee, order.state, row.state) == (row.user, "dispatched", ProposalState.TAKEN)
    assert board(cast.site, crew).taken_percent == 100


def test_work_that_needs_a_certificate_goes_only_to_who_holds_it(cast, crew):
    order = an_order(cast, crew, "电梯异响", "lift.fault")
    assert propose(site=cast.site, actor=cast.hana, at=crew) == []
    with pytest.raises(OrderRefused):
        give_to(order=order, user=cast.tom, actor=cast.hana, at=crew)
    expired = Qualification.objects.create(
        site=cast.site, user=cast.tom, kind="lift", expires_on=(crew - timedelta(days=2)).date()
    )
    assert propose(site=cast.site, actor=cast.hana, at=crew) == []
    expired.expires_on = (crew + timedelta(days=2)).date()
    expired.save()
    assert [row.user for row in propose(site=cast.site, actor=cast.hana, at=crew)] == [cast.tom]


def test_whoever_answers_for_the_area_is_proposed(cast, crew):
    building = Building.objects.create(site=cast.site, code="3", name="3栋")
    area = Area.objects.create(site=cast.site, name="东区")
    area.buildings.add(building)
    for user in (cast.tom, cast.carl):
        order = an_order(cast, crew, building=building.pk)
        AreaPerson.objects.all().delete()
        AreaPerson.objects.create(area=area, role=AreaRole.REPAIR, user=user)
        chosen = {row.order_id: row.user for row in propose(site=cast.site, actor=cast.hana, at=crew)}
        assert chosen[order.pk] == user
        give_to(order=order, user=cast.tom if user == cast.carl else cast.carl, actor=cast.hana, at=crew)
    assert Proposal.objects.filter(state=ProposalState.CHANGED).count() == 2


def test_automatic_dispatch_gives_out_at_once(cast, crew):
    cast.site.settings = cast.site.settings | {"dispatch.mode": Mode.AUTOMATIC.value}
    cast.site.save()
    order = an_order(cast, crew)
    propose(site=cast.site, actor=None, at=crew)
    order.refresh_from_db()
    assert order.state == "dispatched" and Proposal.objects.get().automatic


def test_the_board_asks_as_often_for_many_and_a_stranger_finds_nothing(
    client, cast, crew, django_assert_max_num_queries
):
    for number in range(6):
        an_order(cast, crew, f"漏水{number}")
    propose(site=cast.site, actor=cast.hana, at=crew)
    with django_assert_max_num_queries(14):
        assert len(board(cast.site, crew).waiting) == 6
    client.force_login(cast.hana)
    assert client.post(reverse("dispatch:plan", args=[cast.site.code])).status_code == 302
    order = WorkOrder.objects.filter(site=cast.site, state="new").first()
    assert (
        client.post(reverse("dispatch:give", args=[cast.site.code, order.number]), {"user": cast.carl.pk}).status_code
        == 302
    )
    order.refresh_from_db()
    assert order.assignee == cast.carl
    client.force_login(cast.charlie)
    assert client.get(reverse("dispatch:board", args=[cast.site.code])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_once(cast_committed):
    cast = cast_committed
    at = on_duty(cast)
    order = an_order(cast, at)
    (row,) = propose(site=cast.site, actor=cast.hana, at=at)

    first = Proposal.objects.select_related("order__site", "order__request", "user").get(pk=row.pk)
    second = WorkOrder.objects.select_related("site", "request").get(pk=order.pk)
    outcomes = race(
        [
            lambda: take_proposal(proposal=first, actor=cast.hana, at=at),
            lambda: give_to(order=second, user=cast.carl, actor=cast.lin, at=at),
        ]
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["MoveRefused", "WorkOrder"]
    assert Proposal.objects.exclude(state=ProposalState.OPEN).count() == 1
    with pytest.raises(MoveRefused):
        give_to(order=WorkOrder.objects.get(pk=order.pk), user=cast.carl, actor=cast.lin, at=at)


def test_the_board_holds_appoints_and_merges(client, cast, crew):
    """FIELD 10: 挂起, 改约, 合并同一故障, and what is on hold is not planned."""
    building = Building.objects.create(site=cast.site, code="3", name="3栋")
    first, second = (an_order(cast, crew, building=building.pk) for _ in range(2))
    third = an_order(cast, crew, "暖气不热", "heating.cold")
    propose(site=cast.site, actor=cast.hana, at=crew)
    client.force_login(cast.hana)
    page = client.get(reverse("dispatch:board", args=[cast.site.code])).content.decode()
    assert f"与 {first.request.number} 同一故障" in page and "3栋" in page

    def act(order, verb, **data):
        client.post(reverse("dispatch:act", args=[cast.site.code, order.number, verb]), data)
        order.refresh_from_db()
        order.request.refresh_from_db()
        return order.request.state

    assert act(second, "merge", into="BX-0") == "new"
    assert act(second, "merge", into=first.request.number) == "merged" and second.state == "cancelled"
    assert act(third, "hold", why="bribe", words="x") == "new" and act(third, "hold", why="part", words="") == "new"
    assert act(third, "hold", why="part", words="等阀门") == "on_hold"
    assert not Proposal.objects.filter(order__in=(second, third), state=ProposalState.OPEN).exists()
    shown = board(cast.site, crew)
    assert [each.order for each in shown.waiting] == [first] and shown.held == [third]
    assert act(third, "resume") != "on_hold"
    act(first, "appoint", begins="2026-13-01T10:00", ends="")
    assert first.request.appointment_from is None
    begins = crew + timedelta(hours=3)
    local_at = begins.astimezone(ZoneInfo("Asia/Shanghai"))
    span = {"begins": f"{local_at:%Y-%m-%dT%H:%M}", "ends": f"{local_at + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    act(first, "appoint", **span)
    rows = {row.order_id: row for row in propose(site=cast.site, actor=cast.hana, at=crew)}
    assert rows[first.pk].starts_at >= begins - timedelta(minutes=1), "nobody comes before the appointment"
    assert client.post(reverse("dispatch:act", args=[cast.site.code, first.number, "bribe"])).status_code == 404
    client.force_login(cast.tom)
    assert client.post(reverse("dispatch:act", args=[cast.site.code, first.number, "hold"])).status_code == 403


def test_what_the_desk_gives_out_by_itself_settles_the_proposal(cast, crew):
    order = an_order(cast, crew)
    (row,) = propose(site=cast.site, actor=cast.hana, at=crew)
    other = cast.carl if row.user == cast.tom else cast.tom
    dispatch_order(order=order, to_user=other, actor=cast.hana, at=crew)
    assert settle_proposal(order_id=order.pk, at=crew) == 1 and settle_proposal(order_id=order.pk, at=crew) == 0
    row.refresh_from_db()
    assert row.state == ProposalState.CHANGED


def test_the_risk_is_learnt_from_the_sites_own_past_or_not_guessed(cast, crew):
    order = an_order(cast, crew)
    assert risks(cast.site, [order.request_id], crew) == {}
    plan_dirty(now=crew)
    like = order.request
    rows = [past(cast.site, number, crew, channel=like.channel) for number in range(PAST)]
    ServiceRequest.objects.bulk_create(rows)
    learnt.cache_clear()
    (row,) = propose(site=cast.site, actor=cast.hana, at=crew)
    found = risks(cast.site, [order.request_id], crew)[order.request_id]
    assert row.risk == pytest.approx(found.share) and found.share > 0.5, "leaks were late here"
    assert (found.late, found.known) == (40, 40)
    calm = an_order(cast, crew, "暖气不热", "heating.cold")
    plan_dirty(now=crew)
    assert risks(cast.site, [calm.request_id], crew)[calm.request_id].share < 0.5
    shown = {each.order: each for each in board(cast.site, crew).waiting}
    assert (shown[order].risk_colour, shown[calm].risk_colour) == ("red", "green")


def past(site, number, at, **like):
    """A request of an old system, one every two hours up to an hour ago: leaks were late, cold heating was not. What would
    be closed only after `at` is open still."""
    opened = at - timedelta(hours=1 + 2 * (PAST - 1 - number))
    kind = "water.leak" if number % 2 else "heating.cold"
    closed = opened + timedelta(hours=30 if number % 2 else 1)
    ended = {"state": "closed", "word": "incident", "closed_at": closed} if closed <= at else {"state": "in_progress"}
    return ServiceRequest(
        site=site, number=f"OLD-{number}", kind=kind, title="x", opened_at=opened,
        promised_at=opened + timedelta(hours=8), history=True, **ended, **like,
    )  # fmt: skip
