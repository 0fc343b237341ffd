"""The epidemic desk (W28), with every bad path."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.models import PrivateValue
from guanjia.foundation.persons.public import private_values
from guanjia.frontdesk.visitors.actions.epidemic import (
    add_area,
    add_supply,
    ask_delivery,
)
from guanjia.frontdesk.visitors.actions.isolating import isolate_home
from guanjia.frontdesk.visitors.actions.screening import decline, erase_health_before, hand_over, isolate, measure
from guanjia.frontdesk.visitors.models import Area, Disinfection, Screening, Supply
from guanjia.frontdesk.visitors.public import Refusal, Visit, VisitRefused, VisitState, arrive
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.queries.health_subjects import AREA, DELIVERY, ISOLATION, SCREENING, SUPPLY
from guanjia.frontdesk.visitors.rules.epidemic import (
    BadReading,
    ScreeningState,
    SupplyClass,
)
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.posts import make_entry, make_post
from tests.frontdesk.visitors.households import TEN, H, M, invited, make_home
from tests.frontdesk.visitors.scenes import with_policy

pytestmark = pytest.mark.django_db
S = ScreeningState


def here(cast: Cast) -> Visit:
    return arrive(visit=invited(cast, make_home(cast)), where="前台", actor=cast.rita, at=TEN)


def taken(cast: Cast, visit: Visit, reading: str, distance: int = 4) -> Screening:
    return measure(visit=visit, reading=Decimal(reading), distance=distance, actor=cast.rita, at=TEN)


def test_without_a_policy_nobody_is_measured(cast: Cast) -> None:
    visit = here(cast)
    with pytest.raises(VisitRefused):
        taken(cast, visit, "36.5")
    with_policy(cast, in_force_from=TEN + timedelta(seconds=1))
    with pytest.raises(VisitRefused):
        taken(cast, visit, "36.5")
    with_policy(cast, "2026-0", in_force_from=TEN)
    assert taken(cast, visit, "36.5").state == S.NORMAL


def test_the_policy_that_changed_yesterday_is_the_one_that_holds(cast: Cast) -> None:
    with_policy(cast)
    with_policy(cast, "2026-2", on=False, in_force_from=TEN - H)
    assert policy_in_force(cast.site, TEN) is None
    before = policy_in_force(cast.site, TEN - 2 * H)
    assert before is not None
    assert before.version == "2026-1"
    with pytest.raises(VisitRefused):
        with_policy(cast)


def test_a_high_reading_is_measured_again_and_then_the_plan_runs(cast: Cast) -> None:
    make_entry(make_post(cast.site, "duty.manager"), cast.lin, TEN - H, TEN + 4 * H)
    with_policy(cast)
    visit = here(cast)
    assert taken(cast, visit, "37.4").state == S.SECOND
    screening = taken(cast, visit, "37.4")
    assert screening.state == S.PLAN
    notice = Notice.objects.get(template="visitors.fever")
    assert notice.user == cast.lin
    assert "王" not in str(notice.context)
    plan_dirty(now=TEN)
    duties = {duty.standard_code: duty for duty in Duty.objects.filter(subject_kind=SCREENING)}
    assert duties["visitors.isolation"].due_at == TEN + 10 * M
    assert duties["visitors.health_centre"].due_at == TEN + 2 * H
    with pytest.raises(VisitRefused):
        isolate(screening=screening, place="", actor=cast.lin, at=TEN)
    isolate(screening=screening, place="一层西侧隔离室", actor=cast.lin, at=TEN + M)
    visit.refresh_from_db()
    assert (visit.state, visit.refusal) == (VisitState.REFUSED, Refusal.FEVER_RULE)
    hand_over(screening=screening, to=S.HANDED, reason="社区卫生王医生", actor=cast.lin, at=TEN + H)
    hand_over(screening=screening, to=S.CLOSED, reason="已回访", actor=cast.lin, at=TEN + 2 * H)
    plan_dirty(now=TEN + 2 * H)
    assert not any(duty.is_live for duty in Duty.objects.filter(subject_kind=SCREENING))


def test_a_second_reading_at_the_limit_is_normal(cast: Cast) -> None:
    with_policy(cast)
    visit = here(cast)
    taken(cast, visit, "37.8")
    assert taken(cast, visit, "37.3").state == S.NORMAL


@pytest.mark.parametrize(("reading", "distance"), [("36.5", 2), ("36.5", 6), ("3.65", 4), ("365", 4)])
def test_a_reading_that_does_not_count_leaves_nothing(cast: Cast, reading: str, distance: int) -> None:
    with_policy(cast)
    visit = here(cast)
    with pytest.raises(BadReading):
        taken(cast, visit, reading, distance)
    assert not Screening.objects.exists()
    assert not PrivateValue.objects.filter(field="health").exists()


def test_who_will_not_be_measured_is_refused_kindly(cast: Cast) -> None:
    with_policy(cast)
    visit = here(cast)
    decline(visit=visit, actor=cast.rita, at=TEN)
    visit.refresh_from_db()
    assert (visit.state, visit.refusal) == (VisitState.REFUSED, Refusal.FEVER_RULE)


def test_readings_are_encrypted_and_erased_after_their_days(cast: Cast) -> None:
    with_policy(cast)
    visit = here(cast)
    taken(cast, visit, "37.8")
    assert [text.split(" ")[1] for text in private_values(visit.person, "health")] == ["37.8"]
    assert b"37.8" not in bytes(PrivateValue.objects.get(field="health").sealed)
    assert erase_health_before(site=cast.site, moment=TEN, at=TEN) == 0
    assert erase_health_before(site=cast.site, moment=TEN + timedelta(seconds=1), at=TEN) == 1
    assert private_values(visit.person, "health") == []


def test_health_is_shown_to_few(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    with_policy(cast)
    visit = here(cast)
    for _n in range(2):
        taken(cast, visit, "38.2")
    url = reverse("visitors:epidemic", args=[cast.site.code])
    client.force_login(cast.rita)
    page = client.get(url).content.decode()
    assert "王来访" not in page
    assert "38.2" not in page
    client.force_login(cast.mei)
    page = client.get(url).content.decode()
    assert "王来访" in page
    assert "38.2" not in page
    client.force_login(cast.rita)
    row = reverse("visitors:case_follow", args=[cast.site.code, Screening.objects.get().pk])
    assert client.post(row, {"words": "隔离室"}).status_code == 403
    client.force_login(cast.mei)
    assert client.post(row, {"words": ""}).status_code == 422
    assert client.post(row, {"words": "隔离室"}).status_code == 302
    assert Screening.objects.get().place == "隔离室"


def test_the_desk_works_on_its_pages_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    home = make_home(cast)
    client.force_login(cast.mei)

    def act(name: str, /, *args: object, **data: str) -> int:
        return client.post(reverse(f"visitors:{name}", args=[cast.site.code, *args]), data).status_code

    version = {"version": "1", "in_force_from": "2026-03-01T00:00", "on": "1"}
    assert act("policy", **version, source="") == 422
    assert act("policy", **version | {"in_force_from": "x"}, source="市疾控") == 422
    assert act("isolate", unit=home.unit.code, order="杭疾控〔2026〕8号", until="2026-03-12") == 422, "no policy yet"
    assert act("policy", **version, source="市疾控", temperature="on", mask="on") == 302
    answer = client.post(reverse("visitors:policy", args=[cast.site.code]), version | {"source": "市疾控中心"})
    assert answer.status_code == 422 and "市疾控中心" in answer.content.decode(), (
        "a version is filed once; typed words stay"
    )
    assert act("cleaning", name="大堂") == 302
    assert act("stocks", name="口罩", klass="protection", measure="只", minimum="x") == 422
    assert act("stocks", name="口罩", klass="protection", measure="只", minimum="10") == 302
    stock = Supply.objects.get()
    move = {f"s{stock.pk}-direction": "out", f"s{stock.pk}-count": "5", f"s{stock.pk}-whom": "保洁班"}
    answer = client.post(reverse("visitors:stock_moved", args=[cast.site.code, stock.pk]), move)
    assert answer.status_code == 422 and "保洁班" in answer.content.decode()
    assert act("stock_moved", stock.pk, **move | {f"s{stock.pk}-direction": "in"}) == 302
    assert act("delivery", unit="9-9-9", what="菜") == 422
    assert act("delivery", unit=home.unit.code, what="菜") == 302
    assert act("isolate", unit=home.unit.code, order="杭疾控〔2026〕8号", until="2026-03-12") == 302
    assert act("invite_isolated", title="线上瑜伽", when="2026-03-01T10:00", how="群内链接") == 422
    assert act("invite_isolated", title="线上瑜伽", when="2026-03-06T10:00", how="群内链接") == 302
    area = Area.objects.get()
    assert act("disinfected", area.pk, **{f"a{area.pk}-agent": ""}) == 422
    assert act("disinfected", area.pk, **{f"a{area.pk}-agent": "酒精75%"}) == 302
    assert Disinfection.objects.get().by == cast.mei
    for name in ("epidemic", "cleaning", "stocks", "isolated", "policy"):
        assert client.get(reverse(f"visitors:{name}", args=[cast.site.code])).status_code == 200
    visit = arrive(visit=invited(cast, home), where="前台", actor=cast.rita, at=TEN)
    client.force_login(cast.rita)
    assert act("temperature", visit.number, "measure", reading="36.6", distance="7") == 422
    assert act("temperature", visit.number, "measure", reading="NaN", distance="4") == 422
    assert act("temperature", visit.number, "measure", reading="36.6", distance="4") == 302
    assert act("policy", **version | {"version": "2"}, source="x") == 403


def test_subjects_are_as_declared(cast: Cast) -> None:
    with_policy(cast)
    home = make_home(cast)
    visit = arrive(visit=invited(cast, home), where="前台", actor=cast.rita, at=TEN)
    SubjectBattery.check_kind(SCREENING, [taken(cast, visit, "37.9").pk])
    areas = [add_area(site=cast.site, name=name, often=False, actor=cast.mei, at=TEN).pk for name in ("一", "二")]
    SubjectBattery.check_kind(AREA, areas)
    goods = {"klass": SupplyClass.LIVING, "measure": "份", "minimum": 1}
    SubjectBattery.check_kind(SUPPLY, [add_supply(site=cast.site, name="菜", actor=cast.mei, at=TEN, **goods).pk])
    asked = ask_delivery(site=cast.site, unit=home.unit, what="菜", ref="", actor=cast.rita, at=TEN)
    SubjectBattery.check_kind(DELIVERY, [asked.pk])
    until = TEN.date() + timedelta(days=3)
    isolated = isolate_home(site=cast.site, unit=home.unit, order="8号", until=until, actor=cast.mei, at=TEN)
    SubjectBattery.check_kind(ISOLATION, [isolated.pk])
