"""The shifts of an estate: handed over twice a day, now and then questioned or late; the duty log, a storm.

The patrols are walked by whoever stands on the post, as every duty is.
"""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F, Q

from guanjia.foundation.rehearsal.public import Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.watch.actions import handing
from guanjia.frontdesk.watch.actions.logging import set_point, warn_of_weather, write_log
from guanjia.frontdesk.watch.models import Checkpoint, Handover, HandoverItem
from guanjia.frontdesk.watch.rules.handover import HandoverState
from guanjia.frontdesk.watch.rules.log import LogKind, PointKind
from guanjia.posts.public import Post

CHANGES = (time(8), time(20))
POSTS = ("frontdesk", "security")
POINTS = (
    ("XC-01", "大堂前台", PointKind.DESK),
    ("XC-02", "中心花园与儿童乐园", PointKind.DESK),
    ("XC-03", "消防控制室", PointKind.KEY),
    ("XC-04", "地下车库B1配电房", PointKind.KEY),
    ("XC-05", "东门岗亭", PointKind.NIGHT),
)
LINES = (
    ("3栋2单元门口有住户投诉夜间装修噪音,已劝停", "电话告知业主装修时间规定,施工队停工"),
    ("东门道闸抬杆不灵", "手动放行,已报修"),
    ("一位老人在中心花园迷路", "联系到家属,护送回家"),
    ("外卖员从非机动车道逆行进入", "劝导后由专用通道进入"),
)


def cast(stage: Stage) -> None:
    """Set up the points, and plant the handovers and the log of every day."""
    crew = estate_of(stage).crew
    manager = crew["duty.manager"][0]
    for order, (code, name, kind) in enumerate(POINTS):
        point = Checkpoint(code=code, name=name, kind=kind, order=order)
        set_point(site=stage.site, point=point, actor=manager, at=stage.now)
    for day in estate_of(stage).days:
        for change in CHANGES:
            for post in POSTS:
                late = timedelta(minutes=40) if stage.rng.random() < 0.05 else timedelta()
                moment = to_utc(stage.site, datetime.combine(day, change)) + late
                stage.at(moment - timedelta(minutes=10), _hand_over(post))
        wind = stage.rng.random() < 0.15
        noon = to_utc(stage.site, datetime.combine(day, time(13, stage.rng.randrange(60))))
        stage.at(noon, _write(stage.rng.choice(LINES)))
        if wind:
            stage.at(noon + timedelta(hours=1), _weather)


def _hand_over(post_code: str) -> Any:
    def deed(stage: Stage) -> None:
        people = estate_of(stage).crew[post_code]
        post = Post.objects.get(site=stage.site, code=post_code)
        turn = stage.counts[f"turns_{post_code}"]
        giver, taker = people[turn % len(people)], people[(turn + 1) % len(people)]
        stage.counts[f"turns_{post_code}"] += 1
        handover = handing.begin_handover(site=stage.site, post=post, actor=giver, at=stage.now)
        handing.collect(handover, stage.now)
        _tell(handover, stage)
        handing.offer_handover(handover=handover, actor=giver, at=stage.now)
        if stage.rng.random() < 0.1:
            handing.question_handover(handover=handover, question="钥匙数量对不上?", actor=taker, at=stage.now)
            stage.counts["handovers_questioned"] += 1
            handing.offer_handover(handover=handover, actor=giver, at=stage.now)
        try:
            handing.accept_handover(handover=handover, heard=[], face_to_face=True, actor=giver, at=stage.now)
        except handing.HandoverRefused:
            stage.counts["signed_alone_refused"] += 1
        handing.collect(handover, stage.now)
        keys = list(handover.items.values_list("key", flat=True))
        handing.accept_handover(handover=handover, heard=keys, face_to_face=True, actor=taker, at=stage.now)
        stage.counts["handovers"] += 1

    return deed


def _tell(handover: Handover, stage: Stage) -> None:
    told = {item.key: "已知悉,继续跟进" for item in handover.items.all()}
    found = {each["code"]: (each["expected"], "") for each in handover.counts}
    handing.write_handover(
        handover=handover, information="一切正常", told=told, found=found, actor=handover.giver, at=stage.now
    )


def _write(line: tuple[str, str]) -> Any:
    def deed(stage: Stage) -> None:
        write_log(
            site=stage.site,
            post=Post.objects.get(site=stage.site, code="security"),
            kind=LogKind.EVENT,
            happened_at=stage.now - timedelta(minutes=5),
            text=line[0],
            handling=line[1],
            form_key=uuid.UUID(int=stage.rng.getrandbits(128), version=4),
            actor=estate_of(stage).crew["security"][0],
            at=stage.now,
        )
        stage.counts["log_lines"] += 1

    return deed


def _weather(stage: Stage) -> None:
    manager = estate_of(stage).crew["duty.manager"][0]
    warn_of_weather(site=stage.site, words="台风黄色预警", actor=manager, at=stage.now)
    stage.counts["weather_warnings"] += 1


def report(stage: Stage) -> dict[str, object]:
    """Counts of the watch."""
    names = ("handovers", "handovers_questioned", "signed_alone_refused", "log_lines", "weather_warnings")
    return {name: stage.counts[name] for name in names}


def _unheard(site: Site) -> list[str]:
    rows = HandoverItem.objects.filter(handover__site=site, handover__state=HandoverState.ACCEPTED)
    wrong = rows.filter(Q(heard=False) | Q(told="")).values_list("handover__number", "key")
    return [f"{number} signed over without a word on {key}" for number, key in wrong]


def _alone(site: Site) -> list[str]:
    rows = Handover.objects.filter(site=site, state=HandoverState.ACCEPTED).filter(Q(taker=None) | Q(taker=F("giver")))
    return [f"{each.number} was signed by one person" for each in rows]


INVARIANTS = (
    Invariant("no shift is signed over while a matter hangs unspoken", _unheard),
    Invariant("two people sign a handover", _alone),
)
