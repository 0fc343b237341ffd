"""A renovation from notice to final check; what is found stops it until it is put right (民法典 942, 945)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from guanjia.duties.public import Duty, GateClosed, plan_dirty, tick
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.actions.renovations import (
    RENOVATION,
    RenovationRefused,
    agree,
    give_pass,
    move_renovation,
    note_committee,
    note_deposit,
    pass_check,
    take_pass_away,
    tell_renovation,
)
from guanjia.frontdesk.homes.actions.violations import VIOLATION, correct_violation, find_violation, report_violation
from guanjia.frontdesk.homes.models import Letter, Renovation, Violation, Worker
from guanjia.frontdesk.homes.public import allowed_at, is_worker_allowed, workers_allowed
from guanjia.frontdesk.homes.rules.renovation import CommitteeWord, RenovationState, ViolationKind
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.frontdesk.homes.playing import do, put_on

pytestmark = pytest.mark.django_db
S = RenovationState
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def told(cast: Cast) -> Renovation:
    """A notice of an owner, the crew at their posts."""
    put_on(cast.site, cast.bob, NOON, "butler")
    put_on(cast.site, cast.tom, NOON, "technician")
    unit, owner = make_unit(cast.site, "1201"), make_resident(cast.site, "周明")
    settle(unit, owner)
    return tell(cast, unit, owner)


def tell(cast: Cast, unit, person, **fields) -> Renovation:
    usual = {"works": "卫生间翻新", "planned_from": TODAY, "planned_until": TODAY + 30 * DAY, "contractor": "华庭装饰"}
    return tell_renovation(site=cast.site, unit=unit, person=person, actor=cast.rita, at=NOON, **(usual | fields))


def working(cast: Cast, row: Renovation) -> Renovation:
    agree(renovation=row, actor=cast.rita, at=NOON)
    do(RENOVATION, row.pk, "homes.renovation.briefing", cast.bob, NOON)
    return move_renovation(renovation=row, to=S.WORKING, actor=cast.rita, at=NOON, began_at=NOON)


def test_from_the_notice_to_the_final_check(cast: Cast, told: Renovation):
    agree(renovation=told, actor=cast.rita, at=NOON)
    with pytest.raises(GateClosed):
        move_renovation(renovation=told, to=S.WORKING, actor=cast.rita, at=NOON)
    do(RENOVATION, told.pk, "homes.renovation.briefing", cast.bob, NOON)
    move_renovation(renovation=told, to=S.WORKING, actor=cast.rita, at=NOON, began_at=NOON)
    plan_dirty(now=NOON)
    assert Duty.objects.filter(
        subject_id=told.pk, subject_kind=RENOVATION, standard_code="homes.renovation.patrol"
    ).exists()
    note_deposit(renovation=told, yuan=Decimal("2000"), actor=cast.rita, at=NOON)
    move_renovation(renovation=told, to=S.CHECKING, actor=cast.rita, at=NOON + DAY)
    with pytest.raises(GateClosed):
        pass_check(renovation=told, actor=cast.rita, at=NOON + DAY)
    with pytest.raises(RenovationRefused):
        note_deposit(renovation=told, back=True, actor=cast.rita, at=NOON + DAY)
    do(RENOVATION, told.pk, "homes.renovation.check", cast.tom, NOON + DAY)
    pass_check(renovation=told, actor=cast.rita, at=NOON + DAY)
    note_deposit(renovation=told, back=True, actor=cast.rita, at=NOON + DAY)
    move_renovation(renovation=told, to=S.CLOSED, actor=cast.rita, at=NOON + DAY)
    assert [letter.kind for letter in Letter.objects.all()] == ["agreement", "passed"]
    SubjectBattery.check_kind(RENOVATION, [told.pk])


def test_the_structure_is_touched_by_nobody_and_a_lessee_needs_consent(cast: Cast):
    unit, owner, lessee = make_unit(cast.site), make_resident(cast.site), make_resident(cast.site)
    settle(unit, owner)
    settle(unit, lessee, Relation.LESSEE)
    row = tell(cast, unit, owner, touches_structure=True)
    with pytest.raises(RenovationRefused, match=r"5"):
        agree(renovation=row, actor=cast.rita, at=NOON)
    with pytest.raises(RenovationRefused):
        tell(cast, unit, lessee)
    move_renovation(renovation=row, to=S.CANCELLED, actor=cast.rita, at=NOON, reason="不得拆改")
    row = tell(cast, unit, lessee)
    with pytest.raises(RenovationRefused):
        agree(renovation=row, actor=cast.rita, at=NOON)


def test_who_does_not_belong_to_the_home_tells_nothing(cast: Cast):
    with pytest.raises(RenovationRefused):
        tell(cast, make_unit(cast.site), make_resident(cast.site))


def test_a_finding_stops_the_work_until_it_is_put_right(cast: Cast, told: Renovation):
    working(cast, told)
    with pytest.raises(RenovationRefused):
        find_violation(renovation=told, kind=ViolationKind.FIRE, words=" ", actor=cast.gus, at=NOON)
    found, letter = find_violation(
        renovation=told, kind=ViolationKind.STRUCTURE, words="拆除承重墙", actor=cast.gus, at=NOON
    )
    assert told.state == "stopped" and letter.kind == "stop" and "拆除承重墙" in letter.body
    with pytest.raises(RenovationRefused):
        move_renovation(renovation=told, to=S.WORKING, actor=cast.rita, at=NOON)
    first = report_violation(violation=found, authority="区住建局", actor=cast.bob, at=NOON + HOUR)
    second = report_violation(violation=found, authority="区住建局", actor=cast.bob, at=NOON + 2 * HOUR)
    assert (first.kind, second.kind, first.addressee) == ("report", "assist", "区住建局")
    assert len({letter.number, first.number, second.number}) == 3
    with pytest.raises(RenovationRefused):
        move_renovation(renovation=told, to=S.WORKING, actor=cast.rita, at=NOON + 2 * HOUR)
    correct_violation(violation=found, actor=cast.bob, at=NOON + DAY)
    assert move_renovation(renovation=told, to=S.WORKING, actor=cast.rita, at=NOON + DAY).state == "working"
    SubjectBattery.check_kind(VIOLATION, Violation.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(("late", "state"), [(-timedelta(seconds=1), "on_time"), (timedelta(seconds=1), "late")])
def test_a_finding_is_put_right_or_reported_within_a_day(cast: Cast, told: Renovation, late: timedelta, state: str):
    working(cast, told)
    found, _letter = find_violation(
        renovation=told, kind=ViolationKind.GAS, words="移动燃气表", actor=cast.gus, at=NOON
    )
    plan_dirty(now=NOON)
    duty = Duty.objects.get(subject_kind=VIOLATION, subject_id=found.pk)
    assert duty.due_at == NOON + DAY
    tick(NOON + DAY + late)
    correct_violation(violation=found, actor=cast.bob, at=NOON + DAY + late)
    plan_dirty(now=NOON + DAY + late)
    assert Duty.objects.get(pk=duty.pk).state == state


def test_a_pass_holds_while_the_work_is_under_way_and_no_longer(cast: Cast, told: Renovation):
    def give(tail: str = "123X", until=TODAY + 10 * DAY) -> Worker:
        return give_pass(
            renovation=told, name="老李", phone="", paper_kind="身份证", paper_tail=tail, valid_until=until,
            actor=cast.rita, at=NOON,
        )  # fmt: skip

    with pytest.raises(RenovationRefused):
        give()
    working(cast, told)
    for refused in ({"tail": "12345678"}, {"tail": "123"}, {"until": TODAY + 31 * DAY}):
        with pytest.raises(RenovationRefused):
            give(**refused)
    worker, gone = give(), give("9999")
    ask = worker.pass_number
    assert is_worker_allowed(cast.site, ask, TODAY + 10 * DAY) == worker
    assert is_worker_allowed(cast.site, ask, TODAY + 11 * DAY) is None
    assert is_worker_allowed(cast.other_site, ask, TODAY) is None
    take_pass_away(worker=gone, actor=cast.gus, at=NOON, reason="lost")
    assert list(workers_allowed(cast.site, TODAY)) == [worker]
    find_violation(renovation=told, kind=ViolationKind.WASTE, words="堆放楼道", actor=cast.gus, at=NOON)
    assert is_worker_allowed(cast.site, ask, TODAY) is None, "stopped"
    fields = {field.name for field in Worker._meta.get_fields()}
    assert not fields & {"photo", "copy", "identity", "paper_number"}


def test_two_clerks_move_it_once(cast: Cast, told: Renovation):
    stale = Renovation.objects.select_related("site", "unit", "person").get(pk=told.pk)
    agree(renovation=told, actor=cast.rita, at=NOON)
    with pytest.raises(MoveRefused):
        agree(renovation=stale, actor=cast.mei, at=NOON)
    assert Letter.objects.count() == 1


def test_the_hours_of_a_site_are_its_own_and_days_off_are_quiet(cast: Cast):
    thursday = NOON.replace(hour=2)
    assert (allowed_at(cast.site, thursday).work, allowed_at(cast.site, thursday).loud) == (True, True)
    assert allowed_at(cast.site, NOON).loud is False, "noon is quiet"
    assert allowed_at(cast.site, thursday + 2 * DAY).loud is False, "Saturday"
    cast.site.settings = {"homes.loud_hours": "09:00-11:00", "homes.loud_on_days_off": True}
    assert allowed_at(cast.site, thursday + 2 * DAY).loud is True
    assert allowed_at(cast.site, thursday.replace(hour=0, minute=30)).loud is False


def test_common_parts_wait_for_the_word_of_the_owners_committee(cast: Cast, client):
    Site.objects.filter(pk=cast.site.pk).update(held_at=NOON)
    put_on(cast.site, cast.bob, NOON, "butler")
    unit, owner = make_unit(cast.site, "1201"), make_resident(cast.site, "周明")
    settle(unit, owner)
    row = tell(cast, unit, owner, works="外墙开空调孔", touches_common=True)
    plan_dirty(now=NOON)
    asked = Duty.objects.filter(subject_kind=RENOVATION, subject_id=row.pk, standard_code="homes.renovation.committee")
    assert asked.get().state == "open"
    with pytest.raises(RenovationRefused, match="278"):
        agree(renovation=row, actor=cast.rita, at=NOON)
    said = {"word": "no", "on": "2026-03-05", "paper": "业委会〔2026〕7号"}
    url = f"/s/yard/homes/renovations/{row.number}/"
    client.cookies["django_language"] = "en"
    client.force_login(cast.gus)
    assert client.post(f"{url}committee/", said).status_code == 403
    client.force_login(cast.rita)
    assert "committee" in client.get(url).content.decode()
    for wrong in ({"word": "perhaps"}, {"paper": " "}, {"on": "2026-03-06"}):
        assert client.post(f"{url}committee/", said | wrong).status_code == 422
    assert client.post(f"{url}committee/", said).status_code == 302
    row.refresh_from_db()
    with pytest.raises(RenovationRefused, match="said no"):
        agree(renovation=row, actor=cast.rita, at=NOON)
    client.post(f"{url}committee/", said | {"word": "yes", "paper": "业委会〔2026〕9号"})
    row.refresh_from_db()
    assert agree(renovation=row, actor=cast.rita, at=NOON).stage is S.AGREED
    plan_dirty(now=NOON)
    assert asked.get().state == "on_time"
    page = client.post(f"{url}committee/", said)
    assert page.status_code == 422 and "before the agreement" in page.content.decode()


def test_without_common_parts_nobody_is_asked(cast: Cast, told: Renovation):
    with pytest.raises(RenovationRefused):
        note_committee(renovation=told, word=CommitteeWord.YES, on=TODAY, paper="1号", actor=cast.rita, at=NOON)
    assert not Duty.objects.filter(subject_id=told.pk, standard_code="homes.renovation.committee").exists()
