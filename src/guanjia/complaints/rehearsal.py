"""Complaints in a rehearsal of an estate: who complains of what, who handles it, and what goes wrong."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from guanjia.complaints.actions.filing import file_complaint
from guanjia.complaints.actions.grave import make_major, take_note
from guanjia.complaints.actions.handling import (
    accept_department,
    answer,
    appoint,
    ask_details,
    classify,
    dismiss,
    disown,
    handle,
    hear_back,
    pass_on,
)
from guanjia.complaints.actions.moving import amend
from guanjia.complaints.actions.opinion import add_feed, judge, take_in
from guanjia.complaints.actions.outside import Sent, contact_first, register_order, sign_for
from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.actions.speaking import approve_statement, draft_statement
from guanjia.complaints.models import Complaint, OpinionItem, OutsideOrder, Statement
from guanjia.complaints.queries.guidance import questions_of
from guanjia.complaints.rules.nature import Channel, Kind, MindSet
from guanjia.complaints.rules.opinion import FeedKind, ItemState, Mood, Said
from guanjia.complaints.rules.outside import Sender
from guanjia.complaints.rules.states import ComplaintState
from guanjia.foundation.rehearsal.public import ESTATE, Home, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import Site, to_utc

S = ComplaintState
M = timedelta(minutes=1)
PER_DAY = 0.004
"""Of a thousand homes four complain on a day."""


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody complains of, and what comes of it."""

    kind: Kind
    problem: str
    place: str
    persons: str
    details: str
    result: str
    cause: str
    prevention: str
    mind: MindSet
    comment: str


STORIES = (
    Story(Kind.EQUIPMENT, "电梯一周坏了三次，老人上下楼不方便", "{b}幢电梯厅", "电梯维保单位",
          "业主提供停梯照片两张", "更换门机皮带，连续三日运行正常",
          "门机皮带老化打滑", "维保增加每周门机专项检查", MindSet.VENT, "修好就行，希望别再坏"),
    Story(Kind.NOISE, "楼上装修中午不停，孩子没法睡觉", "{b}幢楼上装修户", "装修工人",
          "中午十二点半仍在用电锤", "已到场劝止并重申装修时间，施工方书面承诺",
          "装修方未遵守午休时间", "装修巡查增加午间一次", MindSet.RESPECT, "处理及时"),
    Story(Kind.LEAK, "卫生间顶上渗水，吊顶都泡坏了", "卫生间", "楼上住户",
          "现场有水渍约一平方米", "查明楼上防水失效，双方商定维修时间",
          "楼上卫生间防水层失效", "建立渗漏户清单，雨季前回访", MindSet.COMPENSATION, "等修完再看"),
    Story(Kind.CLEANING, "楼道垃圾两天没人收，有异味", "{b}幢三层楼道", "保洁员", "有照片，垃圾袋三个", "当日清运并消毒，调整清运班次",
          "顶班人员不熟悉路线", "换班须现场交接路线", MindSet.RESPECT, "满意"),
    Story(Kind.SECURITY, "门岗没登记就放外来人员进来发传单", "北门", "当班门岗", "时间约上午九点", "已核查监控并对当班人员再培训",
          "早高峰一人值守忙不过来", "早高峰增设一名辅助岗", MindSet.RESPECT, "希望坚持"),
    Story(Kind.PARKING, "固定车位总被别人占，打电话没人管", "地下车库B区", "占位车主", "占位三次，均有照片", "联系占位车主挪车并加装提示牌",
          "访客车辆引导不清", "访客预约时告知停车区域", MindSet.VENT, "这次处理得快"),
    Story(Kind.NEIGHBOUR, "对门把鞋柜放楼道里，说了不听", "{b}幢电梯前室", "对门住户", "占用约半米通道", "双方见面协商，鞋柜已移入室内",
          "住户不了解消防通道规定", "入户宣传消防通道要求", MindSet.RESPECT, "谢谢调解"),
    Story(Kind.ATTITUDE, "前台问点事爱答不理", "服务中心前台", "前台员工", "时间为周末下午", "已向业主致歉，并与员工面谈",
          "周末单人值守连续接待", "周末增加一名机动", MindSet.RESPECT, "态度有改进"),
    Story(Kind.FEES, "水费比上月多了一倍，怀疑抄错表", "服务中心", "抄表员", "业主出示两期账单", "复核表数无误，已说明用水明细",
          "业主家中马桶漏水", "异常用量主动提醒", MindSet.COMPENSATION, "明白了"),
)  # fmt: skip


HEARD = (
    ("业主群：今晚停水到几点？没人通知", "物业群里问了半天没有回复，太差劲了", Mood.BAD, ItemState.COMPLAINT),
    ("邻里论坛：给北门保安点赞", "雨天帮老人提东西上楼，暖心", Mood.GOOD, ItemState.NONE),
    ("业主群：地库又被堵了", "垃圾车挡着出口二十分钟，真让人生气", Mood.BAD, ItemState.WATCHED),
    ("本地生活号：翠湖花园电梯什么时候换？", "转发很多，评论说一周坏三次，忍无可忍", Mood.BAD, ItemState.WATCHED),
)
"""What is said of us day by day, how it is meant, what the named officer makes of it."""


def cast(stage: Stage) -> None:
    """Plant the complaints of each day; one outside order, one that passes its limit and one that stays open."""
    for number, day in enumerate(estate_of(stage).days):
        moment = to_utc(stage.site, datetime.combine(day, time(10, 40)))
        stage.at(moment, _Overheard(HEARD[number % len(HEARD)], judged=number < len(estate_of(stage).days) - 1))
    estate = estate_of(stage)
    homes = [home for home in estate.homes if home.person_ids]
    if not homes:
        return
    count = max(1, round(PER_DAY * len(homes)))
    for number, day in enumerate(estate.days):
        for each in range(count):
            home, story = stage.rng.choice(homes), stage.rng.choice(STORIES)
            begins = time(8 + stage.rng.randrange(11), stage.rng.randrange(60))
            moment = to_utc(stage.site, datetime.combine(day, begins))
            stage.at(moment, _Complain(home, story, outside=each == 0 and number % 3 == 0, draw=stage.rng.random()))


class _Complain:
    """Somebody complains, and the way it takes is drawn."""

    def __init__(self, home: Home, story: Story, *, outside: bool, draw: float) -> None:
        self.home, self.story, self.outside, self.draw = home, story, outside, draw

    def __call__(self, stage: Stage) -> None:
        story, building = self.story, self.home.code.split("-")[0]
        anonymous = self.draw < 0.05
        heard = Heard(
            problem=story.problem, happened_at=stage.now - 90 * M, place=story.place.format(b=building), persons=story.persons,
            kind=story.kind, channel=Channel.PHONE if self.draw < 0.6 else Channel.COUNTER, unit_id=self.home.unit_id,
            person_id=None if anonymous else self.home.person_ids[0], anonymous=anonymous, mind_set=story.mind,
        )  # fmt: skip
        desk = _crew(stage, "frontdesk")
        if self.outside:
            number = f"{stage.now:%Y%m%d}{int(self.draw * 1e6):06d}"
            order = register_order(
                site=stage.site, sent=Sent(sender=Sender.HOTLINE, number=number), heard=heard, actor=desk, at=stage.now
            )
            complaint = order.complaint
            stage.counts["outside_orders"] += 1
            stage.at(stage.now + 30 * M, _Step(complaint.pk, _sign))
            stage.at(stage.now + 150 * M, _Step(complaint.pk, _contact))
        else:
            complaint = receive_complaint(site=stage.site, heard=heard, actor=desk, at=stage.now)
        stage.counts["complaints"] += 1
        stage.at(stage.now + 12 * M, _Step(complaint.pk, _judge, story, self.draw))


class _Step:
    """One step of a complaint, done by whoever is there."""

    def __init__(self, pk: int, step: Any, *more: Any) -> None:
        self.pk, self.step, self.more = pk, step, more

    def __call__(self, stage: Stage) -> None:
        self.step(stage, Complaint.objects.select_related("site", "owner").get(pk=self.pk), *self.more)


class _Overheard:
    """Something is said of us; the officer judges it within the hour, except on the last day."""

    def __init__(self, heard: tuple[str, str, Mood, ItemState], *, judged: bool) -> None:
        self.heard, self.judged = heard, judged

    def __call__(self, stage: Stage) -> None:
        title, text, mood, to = self.heard
        who = {"actor": _crew(stage, "duty.manager"), "at": stage.now}
        feed = add_feed(site=stage.site, name="业主群", kind=FeedKind.HAND, **who)
        stage.counts["opinion_items"] += take_in(feed=feed, said=[Said(title, text, guid=f"{stage.now:%Y%m%d}")], **who)
        item = OpinionItem.objects.select_related("site").filter(site=stage.site, feed=feed).latest("pk")
        if self.judged:
            stage.at(stage.now + 45 * M, lambda later: _overheard(later, item, to, mood))
        if not Statement.objects.filter(site=stage.site, crisis=None).exists():
            statement = draft_statement(
                site=stage.site,
                topic="停水停电",
                text="因管网检修临时停水，预计当日恢复，物业已备桶装水，可致电服务中心领取。",
                **who,
            )
            approve_statement(statement=statement, actor=_crew(stage, "frontdesk"), at=stage.now)


def _overheard(stage: Stage, item: OpinionItem, to: ItemState, mood: Mood) -> None:
    judge(item=item, to=to, mood=mood, note="已在群内说明", actor=_crew(stage, "duty.manager"), at=stage.now)


def _crew(stage: Stage, post: str) -> Any:
    people = estate_of(stage).crew.get(post) or next(iter(estate_of(stage).crew.values()))
    return people[stage.now.hour % len(people)]


def _sign(stage: Stage, complaint: Complaint) -> None:
    sign_for(order=_order(complaint), actor=_crew(stage, "frontdesk"), at=stage.now)


def _contact(stage: Stage, complaint: Complaint) -> None:
    contact_first(order=_order(complaint), actor=_crew(stage, "frontdesk"), at=stage.now)


def _order(complaint: Complaint) -> OutsideOrder:
    return OutsideOrder.objects.select_related("site").get(complaint=complaint)


def _judge(stage: Stage, complaint: Complaint, story: Story, draw: float) -> None:
    """Asked, classified; then on the spot, to a department, or not founded."""
    desk = _crew(stage, "frontdesk")
    valid = story.kind is not Kind.FEES
    ask_details(complaint=complaint, details=story.details, actor=desk, at=stage.now)
    classify(
        complaint=complaint, is_true=valid, is_valid=valid, effect="daily", wants=["action"], actor=desk, at=stage.now
    )
    if not valid:
        stage.at(stage.now + 60 * M, _Step(complaint.pk, _explain, story))
        return
    if questions := questions_of(story.kind):
        amend(
            complaint=complaint,
            verb="questions",
            actor=desk,
            at=stage.now,
            answers={line.code: "已核实" for line in questions},
        )
    if draw > 0.9:
        make_major(complaint=complaint, reason="多户反映同一问题", actor=_crew(stage, "duty.manager"), at=stage.now)
        stage.counts["complaints_major"] += 1
        stage.at(stage.now + 15 * M, _Step(complaint.pk, _note))
    if story.kind in (Kind.EQUIPMENT, Kind.LEAK) or draw > 0.7:
        pass_on(complaint=complaint, department="engineering", actor=desk, at=stage.now)
        stage.at(stage.now + 20 * M, _Step(complaint.pk, _department, story, draw))
        return
    handle(complaint=complaint, actor=desk, at=stage.now)
    wait = 120 * M if draw < 0.55 else 26 * 60 * M  # an accident: some pass their limit
    stage.at(stage.now + wait, _Step(complaint.pk, _tell, story, draw))


def _note(stage: Stage, complaint: Complaint) -> None:
    take_note(complaint=complaint, actor=_crew(stage, "estate.manager"), at=stage.now)


def _explain(stage: Stage, complaint: Complaint, story: Story) -> None:
    dismiss(complaint=complaint, reason=story.result, actor=_crew(stage, "frontdesk"), at=stage.now)
    stage.counts["complaints_not_founded"] += 1


def _department(stage: Stage, complaint: Complaint, story: Story, draw: float) -> None:
    worker = _crew(stage, "technician")
    if draw < 0.2 and complaint.bounces == 0:  # an accident: disowned once
        disown(complaint=complaint, reason="属维保单位范围", actor=worker, at=stage.now)
        stage.counts["complaints_disowned"] += 1
        pass_on(complaint=complaint, department="engineering", actor=_crew(stage, "frontdesk"), at=stage.now)
        stage.at(stage.now + 30 * M, _Step(complaint.pk, _department, story, draw))
        return
    accept_department(complaint=complaint, actor=worker, at=stage.now)
    appoint(
        complaint=complaint,
        next_reply_at=stage.now + 300 * M,
        process="已到现场查看，配件当日到",
        actor=worker,
        at=stage.now,
    )
    stage.at(stage.now + 240 * M, _Step(complaint.pk, _tell, story, draw))


def _tell(stage: Stage, complaint: Complaint, story: Story, draw: float) -> None:
    if complaint.stage not in (S.HANDLING, S.APPOINTED, S.RAISED):
        return
    process = "已派人现场处理" if complaint.stage is not S.RAISED else "值班经理上门复核"
    answer(
        complaint=complaint,
        process=process,
        result=story.result,
        how="phone",
        actor=_crew(stage, "frontdesk"),
        at=stage.now,
    )
    if complaint.anonymous:
        stage.at(stage.now + 60 * M, _Step(complaint.pk, _file, story))
    elif draw < 0.93:  # the others cannot be reached yet and stay open
        stage.at(stage.now + 90 * M, _Step(complaint.pk, _hear, story, draw))


def _hear(stage: Stage, complaint: Complaint, story: Story, draw: float) -> None:
    desk = _crew(stage, "frontdesk")
    if 0.3 < draw < 0.36 and complaint.satisfied is None:
        hear_back(complaint=complaint, satisfied=False, score=2, comment="还没彻底解决", actor=desk, at=stage.now)
        stage.counts["complaints_not_satisfied"] += 1
        stage.at(stage.now + 120 * M, _Step(complaint.pk, _tell, story, draw))
        return
    hear_back(
        complaint=complaint,
        satisfied=True,
        score=4 + int(draw * 10) % 2,
        comment=story.comment,
        actor=desk,
        at=stage.now,
    )
    stage.at(stage.now + 30 * M, _Step(complaint.pk, _file, story))


def _file(stage: Stage, complaint: Complaint, story: Story) -> None:
    desk = _crew(stage, "frontdesk")
    file_complaint(
        complaint=complaint, cause=story.cause, prevention=story.prevention, improve=True, actor=desk, at=stage.now
    )
    stage.counts["complaints_filed"] += 1


def report(stage: Stage) -> dict[str, object]:
    """What the week's complaints came to."""
    names = ("complaints", "complaints_filed", "complaints_major", "complaints_not_founded", "complaints_disowned",
             "complaints_not_satisfied", "outside_orders", "opinion_items")  # fmt: skip
    return {name: stage.counts[name] for name in names}


def filed_without_sheet(site: Site) -> list[str]:
    """Filed complaints whose sheet lacks result, cause, or (of named ones) the comment."""
    rows = Complaint.objects.filter(site=site, state=S.FILED, is_valid=True)
    return [
        row.number
        for row in rows
        if not (row.result and row.cause and row.prevention and (row.comment or row.anonymous))
    ]


def unseen_major(site: Site) -> list[str]:
    """Major complaints that ended and no leader took note of."""
    rows = Complaint.objects.filter(site=site, state=S.FILED, report_seen_at=None).exclude(level="general")
    return list(rows.values_list("number", flat=True))


def replied_unapproved(site: Site) -> list[str]:
    """Replies that left without a second person."""
    rows = OutsideOrder.objects.filter(site=site, state="replied")
    return [row.outside_number for row in rows if row.approved_by_id is None or row.approved_by_id == row.drafted_by_id]


TROUPE = Troupe("complaints", cast, report, play=ESTATE)
INVARIANTS = (
    Invariant("a filed complaint has its whole sheet", filed_without_sheet),
    Invariant("a leader took note of every major complaint", unseen_major),
    Invariant("no outside reply left unapproved", replied_unapproved),
)
