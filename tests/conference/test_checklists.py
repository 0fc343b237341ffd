"""What stands on the shipped checklists and scripts of the day, line by line, and when the tea breaks fall due."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from guanjia.conference.actions.needs_changes import change_needs
from guanjia.conference.actions.site import watch_site
from guanjia.conference.models import Event, Intake
from guanjia.conference.rules.complaints import COMPLAINT_SCRIPTS, ComplaintKind
from guanjia.conference.rules.faults import SCRIPTS, SPARES, FaultClass
from guanjia.custody.public import ItemKind, Thing, give_back, take_item
from guanjia.duties.public import Duty, plan_dirty
from guanjia.standards.public import Standard, effective
from guanjia.surveys.rules.questions import QUESTIONS
from tests.cast import Cast
from tests.conference.test_promises import a_block, due
from tests.factories.conference import NINE

M, D = timedelta(minutes=1), timedelta(days=1)


def shipped(cast: Cast, code: str) -> Standard:
    return {found: standard for found, (standard, _version) in effective(cast.site).items()}[code]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "items"),
    [
        ("conference.check.level1", {"place", "headcount", "standard", "staff", "changes"}),
        ("conference.check.level2", {"clean", "cleaners", "dress", "toilets"}),
        ("conference.prepare.room", {"door", "lights", "tea", "tissues", "tables", "sound"}),
        ("conference.restore", {"belongings", "forgotten", "layout", "equipment", "materials", "reusable"}),
        ("conference.observe", {"temperature", "light", "sound", "phone"}),
        ("conference.toilets", {"inspected", "paper", "dry"}),
        ("conference.doors", {"guide", "order"}),
        ("conference.manner", {"phrases", "voice", "quiet", "smile", "distance"}),
        ("conference.break.ready", {"menu", "hot", "fruit"}),
        ("conference.break.cleared", {"buffet", "aisles", "water", "toilets"}),
        ("conference.fire.zone", {"exits_marked", "routes_clear", "lanes_empty", "map_posted", "extinguishers_valid"}),
        ("conference.fire.room", {"temporary_power", "overload", "cable", "strips", "detectors"}),
        ("conference.greeters", {"place", "list", "supplies"}),
        ("conference.venue.plan", {"podium", "tables", "seats", "toilets", "smoking", "service", "light_sound"}),
        ("conference.technical.ready", {"av", "network", "light", "stands_by"}),
        ("conference.stream.tested", {"viewer", "upstream", "spare", "admitted"}),
        ("conference.playbook.washroom", {"person", "fire", "closed", "cleaned"}),
        ("reception.interpreting.tested", {"channels", "signal", "batteries", "light"}),
    ],
)
def test_the_list_asks_for_it(cast: Cast, code: str, items: set[str]) -> None:
    asked = {item.code for item in shipped(cast, code).items if item.required}
    assert items <= asked, items - asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "starts", "lasts"),
    [
        (90, [], 15),
        (91, [35], 15),
        (120, [50], 15),
        (200, [55, 125], 15),
        (240, [60, 150], 30),
        (300, [50, 135, 215], 30),
    ],
)
def test_each_tea_break_is_ready_before_and_cleared_at_once(
    cast: Cast, length: int, starts: list[int], lasts: int
) -> None:
    a_block(cast, 0, length)
    ready = [minutes for prefix in ("break", "break2", "break3") for minutes in due(f"conference.{prefix}.ready")]
    cleared = [minutes for prefix in ("break", "break2", "break3") for minutes in due(f"conference.{prefix}.cleared")]
    assert ready == [start - 5 for start in starts]
    assert cleared == [start + lasts + 5 for start in starts]


@pytest.mark.django_db
@pytest.mark.parametrize(("regime", "count"), [("commercial", 1), ("public_benefit", 1), ("fiscal", 0)])
def test_public_funds_pay_no_tea_break(cast: Cast, regime: str, count: int) -> None:
    a_block(cast, regime=regime)
    assert len(due("conference.break.ready")) == count


@pytest.mark.django_db
@pytest.mark.parametrize(("large", "vips", "cups"), [(True, 1, [65]), (True, 0, []), (False, 1, [])])
def test_leaders_cups_are_changed_in_the_break_of_a_large_meeting(
    cast: Cast, large: bool, vips: int, cups: list[int]
) -> None:
    a_block(cast, large=large, vip_count=vips)
    assert due("conference.break.cups") == cups


@pytest.mark.django_db
@pytest.mark.parametrize(("large", "minutes"), [(True, [-20]), (False, [])])
def test_somebody_stands_at_the_doors_of_a_large_meeting(cast: Cast, large: bool, minutes: list[int]) -> None:
    a_block(cast, large=large)
    assert due("conference.doors") == minutes


@pytest.mark.django_db
@pytest.mark.parametrize(("large", "planned", "technicians"), [(True, [-1440], [-60]), (False, [], [])])
def test_a_large_meeting_is_planned_the_day_before_and_has_its_technician(
    cast: Cast, large: bool, planned: list[int], technicians: list[int]
) -> None:
    a_block(cast, large=large)
    assert due("conference.venue.plan") == planned
    assert due("conference.technical.ready") == technicians
    posts = dict(Duty.objects.values_list("standard_code", "post_code"))
    assert posts.get("conference.technical.ready", "technician") == "technician"


@pytest.mark.django_db
def test_a_stream_is_tested_as_soon_as_it_is_asked_for(cast: Cast) -> None:
    a_block(cast)
    event = Event.objects.get()
    Event.objects.update(state="enquiry", track="enquiry")
    intake = Intake.objects.create(site=cast.site, event=event, segment="enterprise", channel="web", services=["sound"])
    assert due("conference.stream.tested") == []
    change_needs(event=event, values={"services": ["sound", "streaming"]}, actor=cast.bob, at=NINE - 5 * D)
    plan_dirty(now=NINE - 5 * D)
    assert due("conference.stream.tested") == [-1440]
    change_needs(event=event, values={"services": []}, actor=cast.bob, at=NINE - 5 * D)
    plan_dirty(now=NINE - 5 * D)
    assert due("conference.stream.tested") == []
    assert intake.site == cast.site


@pytest.mark.django_db
def test_a_supervisor_reads_the_cleaning_record_after_the_last_meeting(cast: Cast) -> None:
    a_block(cast, 0, 120)
    assert due("conference.toilets.supervision") == [150]
    assert Duty.objects.get(standard_code="conference.toilets.supervision").post_code == "environment.supervisor"


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "period", "count"), [("conference.fire.drill", 91, 1), ("conference.manner", 7, 2)])
def test_so_often_in_each_period(cast: Cast, code: str, period: int, count: int) -> None:
    watch_site(site=cast.site, at=NINE)
    plan_dirty(now=NINE)
    marks = list(Duty.objects.filter(standard_code=code).values_list("occurrence", flat=True))
    assert marks
    first = marks[0].partition("#")[0]
    assert [mark for mark in marks if mark.startswith(first)] == [f"{first}#{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("kind", list(FaultClass))
def test_each_class_of_fault_has_its_spare_and_its_words(kind: FaultClass) -> None:
    english, chinese = SCRIPTS[kind]
    assert SPARES[kind]
    assert "sorry" in english and "抱歉" in chinese
    assert "spare" in english.lower() and "备用" in chinese


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ComplaintKind.EQUIPMENT, ("抱歉", "技术人员", "备用")),
        (ComplaintKind.ATTITUDE, ("感谢", "重视", "改进")),
        (ComplaintKind.ENVIRONMENT, ("抱歉", "调整环境参数", "专人跟进")),
    ],
)
def test_each_complaint_has_its_script(kind: ComplaintKind, words: tuple[str, ...]) -> None:
    assert all(word in COMPLAINT_SCRIPTS[kind][1] for word in words)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("staff", ("礼貌", "专业", "响应")),
        ("venue", ("舒适", "功能", "清洁")),
        ("process", ("签到", "引导", "会中服务")),
        ("catering", ("种类", "品质", "服务方式")),
        ("technical", ("设备", "问题")),
        ("overall", ("整体",)),
    ],
)
def test_each_dimension_is_asked_in_the_words_of_the_source(code: str, words: tuple[str, ...]) -> None:
    with override("zh-hans"):
        from django.utils.translation import gettext  # noqa: PLC0415 - the language of this test

        found = {each.code: f"{gettext(each.label)} {gettext(each.hint)}" for each in QUESTIONS}
    assert code in found
    assert all(word in found[code] for word in words), found[code]


@pytest.mark.django_db
def test_lent_equipment_is_registered_with_its_condition_out_and_in(cast: Cast) -> None:
    thing = Thing(name="无线话筒", count=2, holder="市财政局", condition="完好", due_at=NINE + D)
    item = take_item(
        site=cast.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=cast.bob, actor=cast.bob, at=NINE
    )
    give_back(item=item, signature="王", condition="一只电池盖松动", actor=cast.bob, at=NINE + M)
    assert (item.number[:3], item.count, item.condition_out, item.condition_in) == ("JY-", 2, "完好", "一只电池盖松动")
    assert (item.state, item.signature) == ("returned", "王")
