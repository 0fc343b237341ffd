"""Homes that are isolated, what is put before their doors, stocks and cleaning (W28)."""

from datetime import timedelta

import pytest

from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.messages.models import Message, Notice
from guanjia.frontdesk.visitors.actions.epidemic import (
    add_area,
    add_supply,
    ask_delivery,
    log_disinfection,
    move_delivery,
    move_supply,
)
from guanjia.frontdesk.visitors.actions.isolating import free_home, invite_isolated, isolate_home
from guanjia.frontdesk.visitors.models import Isolation
from guanjia.frontdesk.visitors.public import VisitRefused
from guanjia.frontdesk.visitors.rules.epidemic import (
    DeliveryState,
    PolicyVersion,
    SupplyClass,
    SupplyState,
    protection,
)
from guanjia.frontdesk.visitors.rules.isolating import LONGEST, is_span_allowed
from guanjia.frontdesk.visitors.views.epidemic.cleaning import log_form
from guanjia.kernel.states import MoveRefused
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post
from tests.frontdesk.visitors.households import TEN, H, make_home
from tests.frontdesk.visitors.scenes import with_policy

pytestmark = pytest.mark.django_db


def test_key_areas_are_disinfected_every_day_and_handles_four_times(cast: Cast) -> None:
    hall = add_area(site=cast.site, name="大堂", often=False, actor=cast.mei, at=TEN)
    lift = add_area(site=cast.site, name="1号电梯按键", often=True, actor=cast.mei, at=TEN)
    plan_dirty(now=TEN)
    day = Duty.objects.filter(standard_code="visitors.disinfection.daily", subject_id=hall.pk).order_by("due_at")
    assert [duty.due_at for duty in day[:2]] == [TEN + 22.5 * H, TEN + 46.5 * H], "08:30 every day"
    often = Duty.objects.filter(standard_code="visitors.disinfection.often", subject_id=lift.pk)
    tomorrow = [duty for duty in often if duty.occurrence.startswith("2026-03-06")]
    assert len(tomorrow) == 4
    line = log_disinfection(area=hall, agent="84消毒液 500mg/L", actor=cast.carl, at=TEN + 22 * H)
    plan_dirty(now=TEN + 22 * H)
    assert day[0].performed_at == TEN + 22 * H
    with pytest.raises(VisitRefused):
        log_disinfection(area=hall, agent=" ", actor=cast.carl, at=TEN)
    rows = log_form(cast.site)["sections"][0]
    assert len(rows["heads"]) == 4
    assert rows["rows"][0] == ["2026-03-06 08:00", "大堂", "84消毒液 500mg/L", str(line.by)]


def test_a_stock_below_its_minimum_is_told_and_owed(cast: Cast) -> None:
    make_entry(make_post(cast.site, "environment.supervisor"), cast.eva, TEN - H, TEN + 8 * H)
    masks = {"name": "医用口罩", "klass": SupplyClass.PROTECTION, "measure": "只", "minimum": 100}
    supply = add_supply(site=cast.site, actor=cast.eva, at=TEN, **masks)
    move = lambda count, whom="": move_supply(supply=supply, count=count, whom=whom, actor=cast.eva, at=TEN)  # noqa: E731
    assert move(120).state == SupplyState.ENOUGH
    assert move(-20, "保洁班").state == SupplyState.ENOUGH
    assert move(-1).state == SupplyState.LOW
    assert Notice.objects.get(template="visitors.supply_low").user == cast.eva
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="visitors.supply.low", subject_id=supply.pk)
    assert duty.due_at == TEN + timedelta(days=2)
    for bad in (0, -100):
        with pytest.raises(VisitRefused):
            move(bad)
    assert move(50).on_hand == 149


def test_a_contactless_delivery_is_put_before_the_door(cast: Cast) -> None:
    home = make_home(cast)
    row = ask_delivery(site=cast.site, unit=home.unit, what="蔬菜包", ref="KD-1", actor=cast.rita, at=TEN)
    plan_dirty(now=TEN)
    duty = Duty.objects.get(standard_code="visitors.contactless", subject_id=row.pk)
    assert duty.due_at == TEN + 2 * H
    move_delivery(delivery=row, to=DeliveryState.PLACED, actor=cast.bob, at=TEN + H)
    plan_dirty(now=TEN + H)
    duty.refresh_from_db()
    assert duty.performed_at == TEN + H
    with pytest.raises(MoveRefused):
        move_delivery(delivery=row, to=DeliveryState.PLACED, actor=cast.bob, at=TEN + H)


@pytest.mark.parametrize(
    ("on", "mask", "temperature", "count"),
    [(True, True, True, 4), (True, True, False, 3), (True, False, False, 2), (False, True, True, 0)],
)
def test_how_the_door_protects_itself_follows_the_policy(on: bool, mask: bool, temperature: bool, count: int) -> None:
    policy = PolicyVersion("1", TEN, on=on, temperature=temperature, mask=mask)
    lines = protection(policy)
    assert len(lines) == count and len(set(lines)) == count
    assert any("mask" in line for line in lines) is (on and mask)
    assert any("hands" in line for line in lines) is on and any("metre" in line for line in lines) is on
    assert protection(None) == ()


def test_an_isolation_lasts_28_days_at_most() -> None:
    day = TEN.date()
    assert is_span_allowed(day, day + LONGEST) and is_span_allowed(day, day + timedelta(days=1))
    assert timedelta(days=28) == LONGEST
    assert not is_span_allowed(day, day + LONGEST + timedelta(days=1)) and not is_span_allowed(day, day)


def test_an_isolated_home_is_asked_every_day_and_free_on_its_day(cast: Cast) -> None:
    home = make_home(cast)
    order = {"order": "杭疾控〔2026〕8号", "until": TEN.date() + timedelta(days=3), "actor": cast.mei, "at": TEN}
    with pytest.raises(VisitRefused) as refused:
        isolate_home(site=cast.site, unit=home.unit, **order)
    assert refused.value.field == "unit", "no policy asks for it"
    with_policy(cast)
    for bad, field in (({"order": " "}, "order"), ({"until": TEN.date()}, "until")):
        with pytest.raises(VisitRefused) as refused:
            isolate_home(site=cast.site, unit=home.unit, **order | bad)
        assert refused.value.field == field
    row = isolate_home(site=cast.site, unit=home.unit, **order)
    with pytest.raises(VisitRefused):
        isolate_home(site=cast.site, unit=home.unit, **order)
    plan_dirty(now=TEN)
    daily = Duty.objects.filter(standard_code="visitors.isolated.daily", subject_id=row.pk)
    assert daily.first().post_code == "butler"
    end = row.ends_at
    assert end.isoformat() == "2026-03-07T16:00:00+00:00", "local midnight of the day that is free again"
    tick(now=end - timedelta(seconds=1), site=cast.site)
    assert Isolation.objects.get().state == "running"
    tick(now=end, site=cast.site)
    assert Isolation.objects.get().state == "ended"
    with pytest.raises(MoveRefused):
        free_home(isolation=Isolation.objects.get(), actor=cast.mei, at=end)


def test_isolated_homes_are_told_of_what_happens_online(cast: Cast) -> None:
    home = make_home(cast)
    make_home(cast, "3-2-1301", "别家")
    invite = {"site": cast.site, "title": "线上读书会", "how": "业主群链接", "actor": cast.mei, "at": TEN}
    with pytest.raises(VisitRefused):
        invite_isolated(when=TEN + H, **invite)
    with_policy(cast)
    until = TEN.date() + timedelta(days=3)
    isolate_home(site=cast.site, unit=home.unit, order="8号", until=until, actor=cast.mei, at=TEN)
    with pytest.raises(VisitRefused):
        invite_isolated(when=TEN, **invite)
    assert invite_isolated(when=TEN + H, **invite) == 1
    assert Message.objects.get(template="visitors.activity").person_id == home.owner.pk
